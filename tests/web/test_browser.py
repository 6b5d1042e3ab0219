"""The site in a real browser: three languages, light and dark, a phone, the keyboard, scripts off, no barrier."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browsing import BROWSER_MARKS, PHONE, browser, serving

pytestmark = BROWSER_MARKS

PAGES = [
    "/", "/search?q=y+te", "/documents", "/about", "/archive", "/offices/vn_vidu_soyte", "/archive/articles",
    "/archive/articles/1", "/archive/articles/1/versions/2", "/archive/captures", "/archive/ranked_search?q=y+te",
    "/archive/runs/1", "/status", "/nope", "/changes", "/changes?kind=edited&edit=silent", "/api", "/releases",
    "/captures/1", "/archive/articles/1/timeline", "/archive/articles/1/compare?old=1&new=2",
    "/search?q=y+te&language=vi&status=live", "/archive/articles_per_month", "/papers/120-tb-syt",
    "/search?q=" + "x" * 200,
    "/papers", "/papers?show=wanted", "/papers?show=based_on", "/texts", "/archive/notices",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(sample_archive: Path) -> Iterator[str]:
    with serving(sample_archive) as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture
def new_page(chromium: Any, address: str) -> Iterator[Any]:
    """Return a function that opens a page with the context options given; console errors fail the test."""
    contexts, errors = [], []

    def open_page(path: str, **options: Any) -> Any:
        context = chromium.new_context(**{"locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [error for error in errors if "404" not in error] == []


def test_a_researcher_goes_from_search_to_difference_to_data(new_page: Any) -> None:
    page = new_page("/")
    page.get_by_role("searchbox").fill("tiem vac xin")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    assert page.url.endswith("/archive/articles/1")
    page.locator(".versions a").first.click()
    assert page.locator("ins, del").count() > 0
    page.get_by_role("link", name="Data").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    assert download.value.suggested_filename == "notices.csv"
    page.goto(page.url.replace("/archive", "/feeds/changes.atom"))
    assert "<feed" in page.content() or "feed" in page.locator("body").inner_text()


@pytest.mark.parametrize(
    ("name", "language", "heading"), [("Tiếng Việt", "vi", "Mới nhất"), ("中文", "zh-Hans", "最新")]
)
def test_the_language_stays_from_page_to_page(new_page: Any, name: str, language: str, heading: str) -> None:
    page = new_page("/search?q=y+te")
    page.get_by_role("link", name=name).click()
    assert page.locator("html").get_attribute("lang") == language
    assert page.get_by_role("searchbox").input_value() == "y te"
    page.locator(".site-name").click()
    assert page.get_by_role("heading", name=heading, exact=True).is_visible()


def test_everything_works_with_scripts_off(new_page: Any) -> None:
    page = new_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("医改")
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    assert page.locator("article h1").is_visible()
    assert not page.locator("button.copy").is_visible()
    assert page.locator("#citation").is_visible()


def test_the_citation_can_be_copied(new_page: Any) -> None:
    page = new_page("/archive/articles/1", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "SHA-256" in copied
    assert re.search(r"/archive/articles/1@\d{8}T\d{6}Z$", copied)


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(new_page: Any, path: str) -> None:
    page = new_page(path, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", ["en", "vi", "zh"])
@pytest.mark.parametrize("path", ["/", "/search", "/offices/vn_vidu_soyte"])
def test_a_phone_shows_the_whole_of_what_may_be_typed(new_page: Any, path: str, language: str) -> None:
    page = new_page(f"{path}?lang={language}", viewport=PHONE)
    box = "document.querySelector('.search-form input[type=search]')"
    wide, has = page.evaluate(
        f"""(() => {{
            const box = {box}, style = getComputedStyle(box), letters = getComputedStyle(box, "::placeholder");
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = `${{letters.fontSize}} ${{letters.fontFamily}}`;
            const inside = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return [pen.measureText(box.placeholder).width, inside];
        }})()"""
    )
    assert 0 < wide <= has


def test_no_example_of_a_question_is_broken_inside(new_page: Any) -> None:
    for width in range(320, 420, 20):
        page = new_page("/", viewport={"width": width, "height": 740})
        lines = "[...document.querySelectorAll('.hint a')].map(link => link.getClientRects().length)"
        heights = "[...document.querySelectorAll('.hint a')].map(link => link.getBoundingClientRect().height)"
        assert set(page.evaluate(lines)) == {1}
        assert max(page.evaluate(heights)) < 40  # one line


def test_the_keyboard_reaches_the_content_first(new_page: Any) -> None:
    page = new_page("/archive/articles/1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def serious_barriers(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_serious_barrier(new_page: Any, path: str, scheme: str) -> None:
    assert serious_barriers(new_page(path, color_scheme=scheme, bypass_csp=True)) == []


@pytest.mark.parametrize("locale", ["vi", "zh-CN"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_none_in_other_languages(new_page: Any, path: str, locale: str) -> None:
    page = new_page(path, locale=locale, color_scheme="light", bypass_csp=True)
    assert page.locator("html").get_attribute("lang")[:2] == locale[:2]
    assert serious_barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious_barriers(page) == []
