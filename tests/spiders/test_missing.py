"""Which articles a list should still show, and which rows have changed."""

from datetime import UTC, datetime

import pytest

from crawler.archive.frontier.memory import ListedArticle
from crawler.pages.lists.rows import ListItem
from spiders.missing import missing_articles
from spiders.rows import is_other_row
from tests.archive.samples import SOYTE


def known(*days: int) -> list[ListedArticle]:
    """Articles of these days of March, each called by its day."""
    return [ListedArticle(article=day, url=f"https://h.example/{day}", day=f"2024-03-{day:02}") for day in days]


def keys(*days: int) -> list[str]:
    return [f"h.example/{day}" for day in days]


ALL = (20, 18, 16, 14, 12, 10, 8, 6, 4, 2)
CASES = {
    "nothing is missing": (keys(20, 18, 16, 14, 12), []),
    "one in the middle": (keys(20, 16, 14, 12), [18]),
    "the newest": (keys(18, 16, 14, 12), [20]),
    "beyond the walk": (keys(20, 18, 16), []),
    "between its last rows": (keys(20, 18, 16, 14, 10), []),
    "an old one is kept on top": (keys(2, 20, 18, 16, 14, 12), []),
    "no order": (keys(14, 20, 12, 18, 10, 16), []),
    "too much at once": (keys(20, 6, 4, 2), []),
    "a list of two": (keys(20, 16), []),
}


@pytest.mark.parametrize(("walked", "expected"), CASES.values(), ids=CASES)
def test_missing(walked: list[str], expected: list[int]) -> None:
    assert [one.article for one in missing_articles(known(*ALL), walked, set(walked))] == expected


def test_what_another_list_names_is_not_missing() -> None:
    walked = keys(20, 16, 14, 12)
    assert missing_articles(known(*ALL), walked, {*walked, *keys(18)}) == []


def test_a_whole_list_names_all_that_is_there_whatever_its_day() -> None:
    undated = [ListedArticle(article=one, url=f"https://h.example/{one}", day=None) for one in (1, 2, 3, 4)]
    walked = keys(1, 2, 4)
    assert [one.article for one in missing_articles(undated, walked, walked, is_whole=True)] == [3]
    assert missing_articles(undated, walked, walked) == []


ROWS = {
    "the same": (("Lịch trực tuần 9", "05/03/2024"), ("Lịch trực tuần 9", "05/03/2024"), False),
    "another title": (("Lịch trực tuần 9", None), ("Lịch trực tuần 10 (sửa)", None), True),
    "a title cut shorter": (("Kế hoạch tiêm chủng mở rộng năm 2024", None), ("Kế hoạch tiêm chủng…", None), False),
    "another day": (("Lịch trực", "05/03/2024"), ("Lịch trực", "06/03/2024"), True),
    "the same day in other words": (("Lịch trực", "05/03/2024"), ("Lịch trực", "[2024-03-05]"), False),
    "a relative day": (("Lịch trực", "2 giờ trước"), ("Lịch trực", "1 ngày trước"), False),
    "a counter in the row": (("Lịch trực (15 lượt xem)", None), ("Lịch trực (19 lượt xem)", None), False),
    "a row that lost its title": (("Lịch trực", None), (None, None), False),
}


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_row(before: tuple[str, str | None], after: tuple[str | None, str | None], expected: bool) -> None:
    item = ListItem(url="https://h.example/1", title=after[0], date_raw=after[1])
    assert is_other_row(item, before, SOYTE, now=datetime(2024, 3, 7, tzinfo=UTC)) is expected
    assert not is_other_row(item, None, SOYTE, now=datetime(2024, 3, 7, tzinfo=UTC))
