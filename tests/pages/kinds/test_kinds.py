"""Pages of each kind say what they say, and pages that only look like a kind are not read by it."""

import pytest

from tests.pages.kinds.pages import Case, cases, faults

FILES = (
    *("dates_and_views", "bylines", "texts", "headlines", "papers"),
    *("more_dates", "more_bylines", "more_views_and_titles", "more_texts", "guards"),
    *("neighbour_dates", "neighbour_bylines", "neighbour_texts", "wider", "news", "systems", "more_systems"),
    *("sentences", "letters_and_events", "edges", "no_dates", "strokes"),
)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{name}: {case.language} {case.name}") for name in FILES for case in cases(name)],
)
def test_a_page_of_a_kind(case: Case) -> None:
    assert faults(case) == {}
