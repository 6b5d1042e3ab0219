"""The fields of the project's own pages hold under changes that a reader would not notice."""

from collections import defaultdict
from functools import cache

import pytest

from tests.pages.kinds.pages import cases
from tests.pages.metamorphic.compare import FIELDS, TARGETS, Page, Tally, body_f1, tally
from tests.pages.metamorphic.markup import MARKUP
from tests.pages.metamorphic.moves import MOVES

EVERY = 4
"""One in so many of the pages: the whole table is a benchmark's."""
SAMPLED = (
    "dates_and_views",
    "bylines",
    "texts",
    "headlines",
    "neighbour_dates",
    "neighbour_bylines",
    "neighbour_texts",
)


@cache
def shares() -> dict[str, Tally]:
    sampled, papers = _pages(SAMPLED)[::EVERY], _pages(("papers",))
    whole: dict[str, Tally] = defaultdict(Tally)
    for row in tally([*sampled, *papers]).values():
        for name, found in row.items():
            whole[name].asked += found.asked
            whole[name].held += found.held
            whole[name].broken += found.broken
    return whole


def _pages(names: tuple[str, ...]) -> list[Page]:
    return [
        Page(f"{name}/{case.name}", case.markup.encode(), case.language, "http://www.kinds.example/bai-viet/7.html")
        for name in names
        for case in cases(name)
    ]


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_holds(name: str) -> None:
    found = shares()[name]
    assert found.asked > 0
    assert found.held >= TARGETS[name] * found.asked, found.broken


def test_there_are_enough_transformations() -> None:
    assert len({*MARKUP, *MOVES}) >= 15


def test_the_comparison_sees_a_lost_paragraph() -> None:
    story = "连日来，家庭医生走进老人的家中。下一步，全区还将配发血压计。"
    assert body_f1(story, story) == 1.0
    assert body_f1(story, story[: len(story) // 2]) < 0.97
