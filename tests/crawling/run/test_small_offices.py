"""Behaviours of real sites, each by a small office that is known by its home address alone; one crawl of them all."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.crawling.crawls import crawl, rows, run, value
from tests.crawling.small_offices import (
    COUNT,
    ELSEWHERE,
    PAPERS,
    Blank,
    SmallOffices,
    WithSessions,
    by_script,
    mirrored,
    on_pages,
    plain,
    pointing_out,
    serving,
    title,
    with_cookie,
)
from tests.web.conftest import Reader

OFFICES = {
    "vn_thuong": plain,
    "vn_nhieu_trang": on_pages,
    "vn_cookie": with_cookie,
    "vn_hai_muc": mirrored,
    "vn_kich_ban": by_script,
    "vn_dan_ngoai": pointing_out,
    "vn_trang_trang": Blank(),
    "vn_phien": WithSessions(),
}
START = "2026-11-10T01:00:00+00:00"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, SmallOffices]]:
    folder = tmp_path_factory.mktemp("small")
    with serving(OFFICES) as small:
        file = small.registry(folder / "own.toml")
        words = (*OFFICES, "--offices", str(file))
        result = crawl(folder / "archive.db", small.address, *words, HEALTHARCHIVE_CLOCK_START=START)
        assert result.returncode == 0, result.stdout + result.stderr
        yield folder / "archive.db", small


def test_a_page_that_comes_empty_is_asked_for_once_more(crawled: tuple[Path, SmallOffices]) -> None:
    _, small = crawled
    asked = Counter(small.asked["vn_trang_trang"])
    assert {asked["/"], asked["/ds"], asked["/ct/3.html"]} == {2}
    assert asked["/robots.txt"] == 1


def test_what_stays_empty_is_not_asked_for_for_ever(tmp_path: Path) -> None:
    with serving({"vn_bo_trong": Blank(99)}) as small:
        file = small.registry(tmp_path / "own.toml")
        crawl(tmp_path / "archive.db", small.address, "vn_bo_trong", "--offices", str(file))
        assert Counter(small.asked["vn_bo_trong"])["/"] == 2


@pytest.mark.parametrize("office", OFFICES)
def test_every_article_is_one_row(crawled: tuple[Path, SmallOffices], office: str) -> None:
    archive, _ = crawled
    stored = rows(archive, "SELECT title FROM articles WHERE site = ? ORDER BY title", (office,))
    files = [name for name, _ in PAPERS.values()] if office == "vn_dan_ngoai" else []
    assert [row[0] for row in stored] == sorted([title(at) for at in range(1, COUNT + 1)] + files)


def test_an_article_on_several_pages_has_its_whole_text(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    for body, flags in rows(archive, "SELECT body_text, flags FROM articles WHERE site = 'vn_nhieu_trang'"):
        lines = body.split("\n")
        assert len(lines) == 12
        assert [line.split(" của ")[0] for line in lines[3:6]] == [
            "Đoạn 4 trang 1",
            "Đoạn 1 trang 2",
            "Đoạn 2 trang 2",
        ]
        assert "text_incomplete" not in flags
    assert small.asked["vn_nhieu_trang"].count("/ct/3_2.html") == 1


def test_what_was_kept_gives_the_same_again(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    told = run("rebuild", "--archive", archive, "--dry-run", HEALTHARCHIVE_OFFICES=str(archive.parent / "own.toml"))
    assert " 0 new, 0 changed" in told.stdout, told.stdout + told.stderr


def test_a_host_that_sets_a_cookie_is_asked_once_for_each_page(crawled: tuple[Path, SmallOffices]) -> None:
    _, small = crawled
    asked = small.asked["vn_cookie"]
    assert asked.count("/") == 2
    assert all(asked.count(f"/ct/{at}.html") == 1 for at in range(1, COUNT + 1))


def test_both_addresses_lead_to_a_mirrored_article(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    for at in range(1, 5):
        both = (f"http://vn-hai-muc.example/ct/{at}.html", f"http://vn-hai-muc.example/tin/bai-{at}.htm")
        assert value(archive, "SELECT count(DISTINCT article) FROM article_urls WHERE url IN (?, ?)", both) == 1
        assert value(archive, "SELECT count(*) FROM article_urls WHERE url IN (?, ?)", both) == 2


def test_rows_of_other_hosts_are_noted_and_not_fetched(crawled: tuple[Path, SmallOffices]) -> None:
    archive, small = crawled
    noted = rows(archive, "SELECT url, title, date_raw FROM listings WHERE site = 'vn_dan_ngoai'")
    found = {url: (name, day) for url, name, day in noted if url in ELSEWHERE}
    assert found == {url: (name, "09/11/2026") for url, name in ELSEWHERE.items()}
    assert {"mp", "bo_vi_du"} & small.asked.keys() == set()
    assert value(archive, "SELECT count(*) FROM captures WHERE url IN (?, ?, ?)", [*ELSEWHERE]) == 0


def test_rows_that_are_files_are_found_by_their_text(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    stored = rows(archive, "SELECT title, body_text, flags FROM articles WHERE url LIKE '%.pdf' ORDER BY url")
    assert [row[0] for row in stored] == [name for name, _ in PAPERS.values()]
    for (_, body, flags), (_, sentence) in zip(stored, PAPERS.values(), strict=True):
        assert sentence in body
        assert "text_from_file" in flags


def test_the_text_of_a_file_is_found_by_search(crawled: tuple[Path, SmallOffices]) -> None:
    archive, _ = crawled
    with asyncio.Runner() as runner, closing(Reader(archive, runner)) as site:
        for path, (name, sentence) in PAPERS.items():
            words = " ".join(sentence.split()[1:4])
            [hit] = site.get(f"/search.json?q={quote(words)}").json()["hits"]
            assert (hit["title"], hit["url"]) == (name, f"http://vn-dan-ngoai.example{path}")
