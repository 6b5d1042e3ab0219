"""How often a list is asked, by how long it has had no news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive.db.times import utc_text
from crawler.archive.frontier.lists import KeptList
from spiders.turns import is_search_due, liveliest, pause

NOW = datetime(2026, 12, 1, 20, tzinfo=UTC)


def ago(days: float) -> str:
    return utc_text(NOW - timedelta(days=days))


LIST = KeptList(
    id="tin",
    name="Tin tức",
    url="https://a.example/tin",
    method="GET",
    request="{}",
    kind="html",
    role="main",
    found_by=None,
    row_order=None,
    article_form=None,
    row_address=None,
    evidence=(),
    first_seen=ago(400),
    asked_at=ago(0),
    last_good=ago(0),
)


@pytest.mark.parametrize(
    ("silence", "days"), [(0, 0), (9, 0), (19, 1), (25, 2), (64, 6), (400, 7), (-3, 0)], ids=lambda value: str(value)
)
def test_a_list_without_news_is_left_alone_for_a_tenth_of_the_time(silence: int, days: int) -> None:
    assert pause(replace(LIST, last_new=ago(silence))) == timedelta(days=days)


def test_a_list_that_never_had_news_counts_from_when_it_was_found() -> None:
    assert pause(replace(LIST, first_seen=ago(30))) == timedelta(days=3)


@pytest.mark.parametrize("last_good", [None, ago(1)], ids=["never", "not when it was asked last"])
def test_a_list_that_did_not_answer_is_asked_in_the_next_run(last_good: str | None) -> None:
    assert pause(replace(LIST, last_new=ago(400), last_good=last_good)) == timedelta()


def test_the_list_with_the_newest_news_stands_in_where_none_is_due() -> None:
    kept = [
        replace(LIST, id="old", last_new=ago(90)),
        replace(LIST, id="new", last_new=ago(60)),
        replace(LIST, id="beside", last_new=ago(2), role="extra"),
        replace(LIST, id="gone", last_new=ago(2), state="gone"),
    ]
    assert [one.id for one in liveliest(kept)] == ["new"]
    assert liveliest(kept[2:]) == []


SEARCHES = {
    "never-asked": (None, 3, True),
    "there-the-last-time": (1, 1, True),
    "written-down-and-never-there": (None, None, True),
    "the-day-after": (1, 2, True),
    "on-the-third-day": (1, 3, True),
    "on-the-fourth-day": (1, 4, False),
    "on-the-seventh-day": (1, 7, True),
    "on-the-eighth-day": (1, 8, False),
    "a-week-later": (1, 14, True),
    "asked-rarely": (9, 15, True),
}
"""Case → days since it was asked before, days since it was last good, whether it is searched for today."""


@pytest.mark.parametrize(("asked", "good", "is_due"), SEARCHES.values(), ids=SEARCHES)
def test_a_lost_list_is_searched_for_on_three_days_and_then_weekly(
    asked: int | None, good: int | None, is_due: bool
) -> None:
    kept = replace(
        LIST,
        asked_at=None if asked is None else ago(asked),
        last_good=None if good is None else ago(good),
        first_seen=None if good is None else ago(400),
    )
    assert is_search_due(kept, NOW) == is_due
