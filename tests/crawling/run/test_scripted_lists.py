"""A list that only a script shows: opened once in Chromium, asked for plainly ever after; said where there is none."""

import shutil
from pathlib import Path

import pytest

from tests.crawling.crawls import crawl, rows, value
from tests.crawling.small_offices import COUNT, scrambled, serving
from tests.web.browsing import CHROMIUM

OFFICE = "vn_an_ma"
THREE_DAYS = ("2026-11-10T01:00:00+00:00", "2026-11-11T01:00:00+00:00", "2026-11-12T01:00:00+00:00")
DAYS = THREE_DAYS[:2]


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_browser_is_opened_once(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serving({OFFICE: scrambled}) as small:
        words = (OFFICE, "--offices", str(small.registry(tmp_path / "own.toml")))
        first = crawl(archive, small.address, *words, HEALTHARCHIVE_CLOCK_START=DAYS[0])
        assert first.returncode == 0, first.stdout + first.stderr
        assert value(archive, "SELECT count(*) FROM articles") == COUNT
        assert rows(archive, "SELECT url, method, kind, found_by, state FROM lists") == [
            ("http://vn-an-ma.example/kho/lay", "POST", "json", "browser", "ok")
        ]
        small.asked.clear()
        assert crawl(archive, small.address, *words, HEALTHARCHIVE_CLOCK_START=DAYS[1]).returncode == 0
        assert set(small.asked[OFFICE]) <= {"/robots.txt", "/kho/lay"} | {
            f"/ct/{at}.html" for at in range(1, COUNT + 1)
        }


def test_without_a_browser_it_is_said(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    empty = tmp_path / "bin"
    empty.mkdir()
    assert shutil.which("chromium", path=str(empty)) is None
    with serving({OFFICE: scrambled}) as small:
        words = (OFFICE, "--offices", str(small.registry(tmp_path / "own.toml")))
        results = [
            crawl(archive, small.address, *words, HEALTHARCHIVE_CLOCK_START=day, PATH=str(empty)) for day in THREE_DAYS
        ]
    for result in results:
        assert "needs_browser: 1 list is shown by a script only" in result.stdout
    assert rows(archive, "SELECT state, gone, requests > 0 FROM runs") == [("empty", 0, 1)] * len(THREE_DAYS)
    assert rows(archive, "SELECT url, state FROM lists") == [("http://vn-an-ma.example/ds", "needs_browser")]
