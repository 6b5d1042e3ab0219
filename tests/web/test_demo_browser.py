"""The demo in a real browser: from a search over an article and its difference to the data and the feed."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.normalise.text.search_key import search_key
from replica import offices
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, run, value
from tests.web.browsing import BROWSER_MARKS, PHONE, browser, serving

pytestmark = BROWSER_MARKS

OFFICES = ("vn_quangninh_cdc", "cn_ningde_news")
DESK = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Demo:
    """A served demo archive in which one article of each of two offices was edited two days after the first crawl."""

    address: str
    archive: Path
    titles: dict[str, str]
    """Office → title of its edited article, as first published."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    archive = tmp_path_factory.mktemp("demo") / "archive.db"
    first = run("demo", "--no-serve", "--archive", archive, HEALTHARCHIVE_CLOCK_START="2026-12-01T01:00:00+00:00")
    assert first.returncode == 0, first.stderr
    titles = {}
    with ReplicaServer(offices()) as server:
        for name in OFFICES:
            office = server.offices[name]
            article = office.listed(office.sections[0].id)[0]
            titles[name] = article.title
            article.title += "（更正）" if office.language == "zh" else " (đính chính)"
        again = crawl(
            archive, server.address, *OFFICES, "--full", HEALTHARCHIVE_CLOCK_START="2026-12-03T01:00:00+00:00"
        )
        assert again.returncode == 0, again.stderr
    with serving(archive) as address:
        yield Demo(address, archive, titles)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    ("locale", "language", "scripts", "viewport"),
    [
        ("en-GB", "en", True, DESK),
        ("vi-VN", "vi", True, DESK),
        ("zh-CN", "zh-Hans", True, DESK),
        ("vi-VN", "vi", False, DESK),
        ("zh-CN", "zh-Hans", True, PHONE),
        ("en-GB", "en", False, PHONE),
    ],
    ids=["English", "Vietnamese", "Chinese", "scripts off", "phone", "phone, scripts off"],
)
def test_from_search_to_feed(
    chromium: Any, demo: Demo, office: str, locale: str, language: str, scripts: bool, viewport: dict[str, int]
) -> None:
    context = chromium.new_context(locale=locale, java_script_enabled=scripts, viewport=viewport)
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

        def arrived() -> None:
            page.wait_for_load_state()  # a page without its style sheet yet is as wide as its longest line
            assert page.locator("html").get_attribute("lang") == language
            if scripts:
                assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            assert errors == []

        page.goto(demo.address)
        arrived()
        # typed without accents, as people type
        page.get_by_role("searchbox").fill(search_key(demo.titles[office]))
        page.get_by_role("searchbox").press("Enter")
        arrived()
        page.locator(".hits a", has_text=demo.titles[office]).first.click()
        arrived()
        assert demo.titles[office] in page.locator("article h1").inner_text()
        article = page.url
        page.locator(".versions a").first.click()
        arrived()
        assert page.url == f"{article}/versions/2"
        assert page.locator(".field-changes del").first.inner_text() == demo.titles[office]
        page.goto(f"{demo.address}/archive")
        arrived()
        with page.expect_download() as download:
            page.locator("a[href$='/export/notices.csv']").click()
        with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == value(demo.archive, "SELECT count(*) FROM articles") > 100
        page.goto(demo.address)
        feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
        answer = page.request.get(f"{demo.address}{feed}")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert f"{article}/versions/2" in answer.text()
    finally:
        context.close()


@pytest.mark.parametrize(
    "path", ["/", "/search?q=y+te", "/documents", "/archive/articles", "/offices/cn_ningde_news", "/status"]
)
def test_pages_of_the_demo_have_no_serious_barrier(chromium: Any, demo: Demo, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(demo.address + path)
        found = Axe().run(page).response["violations"]
    finally:
        context.close()
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
