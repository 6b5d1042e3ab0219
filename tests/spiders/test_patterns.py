"""Patterns of entries that do not fit what their lists show, and entries whose only list is the home page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawling.crawls import crawl, rows, run, value
from tests.crawling.small_offices import COUNT, Answer, Question, article, page, plain, serving, title
from tests.crawling.small_offices import rows as list_rows

DAYS = 3
PATTERN = "article_url = '^/ct/\\d+\\.html$'\n"
PER_PAGE = 3


@dataclass
class Paged:
    """An office whose list has pages of three rows; from the second day on *form* may be another."""

    later: str = "/ct/{}.html"
    from_article: int = 1
    """The oldest article that has the later form."""
    day: int = 0

    def __call__(self, asked: Question) -> Answer:
        there = range(COUNT - DAYS + 1 + self.day, 0, -1)
        if asked.path == "/ds":
            first = (int(asked.query.get("trang", "1")) - 1) * PER_PAGE
            listed = "".join(list_rows(self._form(at), range(at, at - 1, -1)) for at in there[first : first + PER_PAGE])
            pages = range(1, -(-len(there) // PER_PAGE) + 1)
            pager = " ".join(f"<a href='/ds?trang={at}'>{at}</a>" for at in pages)
            return page(f"<h2>Thông báo</h2><ul>{listed}</ul><div class='pager'>{pager}</div>")
        number = next((at for at in there if asked.path == self._form(at).format(at)), None)
        if number is not None:
            return article(number)
        moved = next((at for at in there if asked.path == f"/ct/{at}.html"), None)
        if moved is not None:
            return 301, {"Location": self._form(moved).format(moved)}, b""
        return page("<h1>Chào mừng</h1>") if asked.path == "/" else None

    def _form(self, at: int) -> str:
        return self.later if self.day and at >= self.from_article else "/ct/{}.html"


def home_alone(asked: Question) -> Answer:
    """The home page shows the newest articles, and nothing leads to the others."""
    if asked.path == "/":
        return page(f"<h2>Tin mới</h2><ul>{list_rows(numbers=range(COUNT, 2, -1))}</ul>", menu="/gt")
    return None if asked.path == "/ds" else plain(asked)


OFFICES: dict[str, Callable[[Question], Answer]] = {
    "vn_sai_mau": Paged(),
    "vn_doi_dang": Paged(later="/bai-viet/{}-x"),
    "vn_trang_chu": home_alone,
    "vn_mot_phan": Paged(later="/tin/{}.html", from_article=COUNT - DAYS + 2),
    "vn_van_dung": Paged(),
}
ENTRIES = {
    "vn_sai_mau": "lists = ['ds']\narticle_url = '^/sai/\\d+$'\n",
    "vn_doi_dang": f"lists = ['ds']\n{PATTERN}",
    "vn_mot_phan": f"lists = ['ds']\n{PATTERN}",
    "vn_van_dung": f"lists = ['ds']\n{PATTERN}",
    "vn_trang_chu": f"lists = ['/']\n{PATTERN}",
}
Crawled = tuple[Path, Path]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The archive after all days, and the file of the entries."""
    folder = tmp_path_factory.mktemp("patterns")
    archive = folder / "archive.db"
    with serving(OFFICES) as small:
        file = small.registry(folder / "own.toml", ENTRIES)
        for day in range(DAYS):
            for office in OFFICES.values():
                if isinstance(office, Paged):
                    office.day = day
            start = f"2026-11-{10 + day}T01:00:00+00:00"
            crawl(archive, small.address, *ENTRIES, "--offices", str(file), HEALTHARCHIVE_CLOCK_START=start)
        yield archive, file


@pytest.mark.parametrize("office", ["vn_sai_mau", "vn_doi_dang"])
def test_a_pattern_that_fits_no_row_loses_no_page(crawled: Crawled, office: str) -> None:
    stored = rows(crawled[0], "SELECT title FROM articles WHERE site = ?", (office,))
    assert sorted(row[0] for row in stored) == sorted(title(at) for at in range(1, COUNT + 1))


@pytest.mark.parametrize("office", ["vn_sai_mau", "vn_doi_dang"])
def test_every_run_says_that_the_pattern_fits_no_row(crawled: Crawled, office: str) -> None:
    told = rows(crawled[0], "SELECT state, note FROM runs WHERE site = ? ORDER BY id DESC LIMIT 1", (office,))
    assert told[0][0] != "empty"
    assert "article_url fits none of its rows" in told[0][1]


def test_the_home_page_as_the_only_list_is_incomplete(crawled: Crawled) -> None:
    archive, file = crawled
    assert value(archive, "SELECT state FROM lists WHERE site = 'vn_trang_chu'") == "incomplete"
    told = run("status", "--archive", archive, HEALTHARCHIVE_OFFICES=str(file)).stdout
    assert "vn_trang_chu: the list" in told


def test_newest_rows_that_the_pattern_refuses_are_told(crawled: Crawled) -> None:
    told = {
        office: [
            row[0] or "" for row in rows(crawled[0], "SELECT note FROM runs WHERE site = ? ORDER BY id", (office,))
        ]
        for office in ("vn_mot_phan", "vn_van_dung")
    }
    assert ["article_url refuses" in note for note in told["vn_mot_phan"]] == [False, True, True]
    assert not any("article_url refuses" in note for note in told["vn_van_dung"])
