"""Pages of each kind say what they say, and pages that only look like a kind are not read by it."""

import pytest

from tests.pages.kinds.pages import SPARSE, Case, cases, faults

FILES = (
    *("dates_and_views", "bylines", "texts", "headlines", "papers"),
    *("more_dates", "more_bylines", "more_views_and_titles", "more_texts", "guards"),
    *("neighbour_dates", "neighbour_bylines", "neighbour_texts", "wider", "news", "systems", "more_systems"),
    *("sentences", "letters_and_events", "edges", "no_dates", "short_notices", "strokes"),
)
NOT_TOLD_APART = {
    "byline of a related card",  # the card says more than the article
    "a second headline for wide screens",  # so short a text is not told to be shown twice
    "template element",  # nothing of the article is shown
    "json state",
}
"""Cases that need more text than a sparse page has."""


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{name}: {case.language} {case.name}") for name in FILES for case in cases(name)],
)
def test_a_page_of_a_kind(case: Case) -> None:
    assert faults(case) == {}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{name}: {case.language} {case.name}")
        for name in FILES
        for case in cases(name, SPARSE)
        if case.name not in NOT_TOLD_APART
    ],
)
def test_a_page_of_a_kind_with_little_text(case: Case) -> None:
    wrong = faults(case)
    assert {name: said for name, said in wrong.items() if name in case.says} == {}
