"""What analysts come for, in a real browser, with the clicks that it takes."""

import csv
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.publish.data_dictionary import read_metadata
from crawler.publish.release import make_release
from tests.archive.samples import make_sample_archive
from tests.web.browsing import BROWSER_MARKS, browser, serving_by

pytestmark = BROWSER_MARKS


@dataclass
class Analyst:
    """Someone at a browser whose clicks are counted."""

    page: Any
    folder: Path
    clicks: int = field(default=0)

    def click(self, target: Any) -> None:
        target.first.click()
        self.clicks += 1

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name, exact=True))

    def take(self, target: Any) -> Path:
        """Click what starts a download; return the file."""
        with self.page.expect_download() as download:
            self.click(target)
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tasks")
    archive = make_sample_archive(folder / "archive.db")
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE attachments SET text = 'Phụ lục ' || id")
    releases = folder / "releases"
    releases.mkdir()
    make_release(archive, releases / "2024-06-01", metadata=read_metadata(), now=datetime(2024, 6, 1, tzinfo=UTC))
    command = [sys.executable, "-m", "crawler", "serve", "--archive", str(archive), "--port", "0", "--public"]
    with serving_by([*command, "--releases", str(releases)]) as served:
        yield served


@pytest.fixture
def analyst(address: str, tmp_path: Path) -> Iterator[Analyst]:
    with browser() as chromium:
        context = chromium.new_context(locale="en-GB", accept_downloads=True)
        page = context.new_page()
        page.goto(address)
        yield Analyst(page, tmp_path)
        context.close()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_two_offices_one_year_and_many_views_for_excel(analyst: Analyst) -> None:
    analyst.link("Data")
    form = analyst.page.locator("form", has=analyst.page.locator("[name=views_over]"))
    boxes = form.get_by_role("checkbox")
    chosen = {boxes.nth(number).get_attribute("value") for number in range(2)}
    analyst.click(boxes.nth(0))
    analyst.click(boxes.nth(1))
    analyst.click(form.locator("[name=since]"))
    for words in ("2024", "2024", "100"):
        analyst.page.keyboard.type(words)
        analyst.page.keyboard.press("Tab")
    path = analyst.take(form.get_by_role("button", name="CSV for Excel"))
    found = rows_of(path)
    assert found
    assert {row["site"] for row in found} <= chosen
    assert all(row["sort_date"].startswith("2024") and int(row["views"]) > 100 for row in found)
    assert analyst.clicks <= 6


def test_a_chart_of_months(analyst: Analyst) -> None:
    analyst.click(analyst.page.locator("main a[href^='/offices/']"))
    assert analyst.page.locator("svg.chart").first.is_visible()
    assert analyst.clicks == 1


def test_silent_edits_with_before_and_after(analyst: Analyst) -> None:
    analyst.link("Changes")
    found = rows_of(analyst.take(analyst.page.get_by_role("link", name="Silent edits with before and after (CSV)")))
    assert any(row["before"] and row["after"] and row["before"] != row["after"] for row in found)
    assert analyst.clicks == 2


def test_all_files_with_their_text(analyst: Analyst) -> None:
    analyst.link("Data")
    link = analyst.page.locator("a[href='/export/attachments_text.csv']")
    found = rows_of(analyst.take(link))
    assert found
    assert all(row["text"] == f"Phụ lục {row['id']}" for row in found)
    assert analyst.clicks == 2


def test_a_join_by_the_code_of_the_province(analyst: Analyst) -> None:
    analyst.link("Data")
    found = rows_of(analyst.take(analyst.page.locator("a[href='/export/notices.csv']")))
    people = {"VN-00": 1_000_000}
    joined = [row for row in found if row["province_code"] in people]
    assert joined
    assert len(joined) < len(found)
    assert analyst.clicks == 2


def test_a_figure_of_a_dated_release(analyst: Analyst) -> None:
    analyst.link("Releases")
    stated = analyst.page.locator("main").inner_text()
    path = analyst.take(analyst.page.get_by_role("link", name="notices.csv.gz"))
    assert hashlib.sha256(path.read_bytes()).hexdigest() in stated
    assert analyst.clicks == 2
