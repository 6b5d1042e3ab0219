"""Entries that a person changes from day to day: a list that is taken out goes on where no list is written any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawling.crawls import crawl, rows, value
from tests.crawling.small_offices import COUNT, Answer, Question, page, plain, serving, title
from tests.crawling.small_offices import rows as list_rows

PATTERN = "article_url = '^/ct/\\d+\\.html$'\n"
DAYS = 3
FIRST = COUNT - DAYS + 1
"""Articles there on the first day; each day brings one more."""


@dataclass
class TwoLists:
    """An office with two lists in its menu: one of its odd articles, one of its even ones."""

    day: int = 0

    def __call__(self, asked: Question) -> Answer:
        there = range(FIRST + self.day, 0, -1)
        if asked.path == "/":
            return page("<h1>Chào mừng</h1><ul><li><a href='/vb'>Văn bản chỉ đạo</a></li></ul>")
        if asked.path in {"/ds", "/vb"}:
            part = there[(there[0] % 2 == 0) ^ (asked.path == "/vb") :: 2]
            return page(f"<h2>Mục {asked.path[1:]}</h2><ul>{list_rows(numbers=part)}</ul>")
        return plain(asked)


BOTH, ONE = f"lists = ['ds', 'vb']\n{PATTERN}", f"lists = ['ds']\n{PATTERN}"
ENTRIES = {
    "vn_thoi_ghi": (ONE, "", ""),
    "vn_thoi_ca_hai": (BOTH, "", ""),
    "vn_bo_mau": (BOTH, "lists = ['ds', 'vb']\n", ""),
    "vn_ghi_lai": (BOTH, ONE, BOTH),
}
"""Office → its entry on each day."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[dict[str, set[str]]]]]:
    """The archive, and day → office → titles that were stored by then."""
    folder = tmp_path_factory.mktemp("entries")
    archive, offices = folder / "archive.db", {name: TwoLists() for name in ENTRIES}
    stored: list[dict[str, set[str]]] = []
    with serving(offices) as small:
        for day in range(DAYS):
            for office in offices.values():
                office.day = day
            file = small.registry(folder / "own.toml", {name: entry[day] for name, entry in ENTRIES.items()})
            start = f"2026-11-{10 + day}T01:00:00+00:00"
            crawl(archive, small.address, *ENTRIES, "--offices", str(file), HEALTHARCHIVE_CLOCK_START=start)
            told = rows(archive, "SELECT site, title FROM articles")
            stored.append({name: {row[1] for row in told if row[0] == name} for name in ENTRIES})
        yield archive, stored


@pytest.mark.parametrize("day", [1, 2])
@pytest.mark.parametrize("office", ["vn_thoi_ghi", "vn_thoi_ca_hai", "vn_bo_mau"])
def test_a_list_that_nobody_writes_any_more_goes_on(
    crawled: tuple[Path, list[dict[str, set[str]]]], office: str, day: int
) -> None:
    _, stored = crawled
    assert stored[day][office] == {title(at) for at in range(1, FIRST + day + 1)}


@pytest.mark.parametrize("office", ENTRIES)
def test_no_list_stays_gone(crawled: tuple[Path, list[dict[str, set[str]]]], office: str) -> None:
    archive, _ = crawled
    assert rows(archive, "SELECT DISTINCT state FROM lists WHERE site = ?", (office,)) == [("ok",)]
    assert value(archive, "SELECT count(*) FROM lists WHERE site = ?", (office,)) == len(("ds", "vb"))


def test_a_list_that_is_taken_out_of_those_written_is_left_alone(
    crawled: tuple[Path, list[dict[str, set[str]]]],
) -> None:
    _, stored = crawled
    assert len(stored[1]["vn_ghi_lai"]) == len(stored[0]["vn_ghi_lai"]) + (FIRST + 1) % 2
    assert stored[2]["vn_ghi_lai"] == {title(at) for at in range(1, FIRST + 3)}
