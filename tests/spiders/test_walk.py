"""How far a list is walked."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import count

import pytest

from spiders.walk import ALIKE, MAX_PAGES, Listed, Walk, is_calendar


def page(*keys: str) -> list[Listed]:
    """Articles, each with a title of its own."""
    return [Listed(key, f"Tin {key}") for key in keys]


Make = Callable[[int], list[tuple[str, str | None]]]
"""Number of a page → addresses and titles on it."""


def met(walk: Walk, items: Iterable[tuple[str, str | None]], day: str | None = None) -> int:
    return walk.meet([Listed(key, title, day) for key, title in items])


def pages_of(walk: Walk, make: Make) -> int:
    """Walk a list without end, every page of which is unknown; return the pages that it takes to leave it."""
    for number in count(1):
        if not walk.goes_on(first_met=met(walk, make(number)), unknown=1):
            return number
    raise AssertionError


def test_first_walk_goes_on_over_known_ground() -> None:
    walk = Walk(stops_at_known_ground=False)
    assert walk.goes_on(first_met=walk.meet(page("a", "b")), unknown=0)


def test_later_walk_stops_where_all_is_known() -> None:
    walk = Walk(stops_at_known_ground=True)
    assert walk.goes_on(first_met=walk.meet(page("a", "b")), unknown=1)
    assert not walk.goes_on(first_met=walk.meet(page("c", "d")), unknown=0)
    assert not walk.is_cut


def test_page_that_repeats_is_the_end() -> None:
    walk = Walk(stops_at_known_ground=False)
    walk.meet(page("a", "b"))
    assert not walk.goes_on(first_met=walk.meet(page("b", "a")), unknown=2)


def test_endless_list_is_cut_and_says_so() -> None:
    walk = Walk(stops_at_known_ground=False)
    walk.pages = MAX_PAGES - 1
    assert not walk.goes_on(first_met=walk.meet(page("a")), unknown=1)
    assert walk.is_cut


FIXED = [(f"/tin/{name}", f"Tin {name}") for name in ("cum-a", "sot-xuat-huyet", "tiem-chung", "dinh-duong")]
ENDLESS = {
    "same-list": (lambda _: FIXED, 2),
    "same-list-under-new-addresses": (lambda number: [(f"{key}?p={number}", title) for key, title in FIXED], 2),
    "two-lists-by-turns": (lambda number: FIXED[:2] if number % 2 else FIXED[2:], 3),
    "days-of-a-calendar": (lambda number: [(f"/lich/{number}/{day}", str(day)) for day in range(1, 29)], 1),
    "one-address-that-counts": (lambda number: [*FIXED, (f"/lich-thang-{number}", f"Lịch tháng {number}")], ALIKE + 1),
    "one-address-that-counts-alone": (lambda number: [(f"/bai-{number}", None)], ALIKE),
}


@pytest.mark.parametrize(("make", "left_after"), ENDLESS.values(), ids=ENDLESS.keys())
def test_list_without_end_is_left_after_a_few_pages(make: Make, left_after: int) -> None:
    walk = Walk(stops_at_known_ground=False)
    assert pages_of(walk, make) == left_after
    assert not walk.is_cut
    assert walk.is_left is (make is not ENDLESS["same-list"][0] and make is not ENDLESS["two-lists-by-turns"][0])


WORDS = ("mưa", "nắng", "gió", "bão", "lũ", "hạn", "rét", "nóng")
LONG = {
    "numbered-addresses": lambda number: [
        (f"/tin/{number}{row}.html", f"Chuyện {WORDS[row]} {number}") for row in range(8)
    ],
    "weekly-plans": lambda number: [(f"/lich-{number}{row}", f"Lịch tuần {number}{row}") for row in range(5)],
    "titles-that-are-not-told": lambda number: [(f"/tin/{number}{row}", None) for row in range(5)],
    "numbers-for-titles": lambda number: [(f"/vb/{number}{row}", f"{number}{row}/2024") for row in range(5)],
    "always-the-same-words": lambda number: [(f"/tin/{number}{row}", "Xem chi tiết") for row in range(5)],
    "pinned-articles-above": lambda number: [
        *FIXED,
        (f"/a-{number}", f"Tin {number}"),
        (f"/b-{number}", f"Bài {number}"),
    ],
}


@pytest.mark.parametrize("make", LONG.values(), ids=LONG.keys())
def test_long_list_is_walked_on(make: Make) -> None:
    walk = Walk(stops_at_known_ground=False)
    assert all(walk.goes_on(first_met=met(walk, make(number)), unknown=1) for number in range(1, 100))


def test_titles_that_come_again_with_other_dates_are_other_articles() -> None:
    walk = Walk(stops_at_known_ground=False)
    assert met(walk, [(f"/2024/{key}", title) for key, title in FIXED], "05/03/2024") == len(FIXED)
    assert met(walk, [(f"/2023/{key}", title) for key, title in FIXED], "06/03/2023") == len(FIXED)
    assert not walk.is_left


TODAY = date(2026, 12, 1)
ADDRESSES = {
    "https://a.vn/lich/2027/03/": True,
    "https://a.vn/lich?thang=2027-03": True,
    "https://a.vn/lich?thang=3&nam=2028": True,
    "https://a.vn/lich/2027-12": True,
    "https://a.cn/list-2154-2.html": False,
    "https://a.cn/info/2741/9.htm": False,
    "https://a.vn/lich/2027/01": False,
    "https://a.vn/lich?thang=1&nam=2027": False,
    "https://a.vn/tin?trang=2031": False,
    "https://a.vn/tin?start=2040": False,
    "https://a.vn/2019/05/?page=7": False,
}


@pytest.mark.parametrize(("url", "future"), ADDRESSES.items())
def test_months_to_come_are_a_calendar(url: str, future: bool) -> None:
    assert is_calendar(url, TODAY) is future
