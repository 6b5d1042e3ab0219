"""Pages that servers send in the place of an article, with status 200, are told from articles."""

import json

import pytest

from crawler.pages import read_page
from tests.pages.signals import further_no_article_pages as further
from tests.pages.signals.no_article_pages import ARTICLES, HELD_BACK, NO_ARTICLE
from tests.shared import SHARED, needs_shared

FLAGS = {
    "blocked": "blocked_page",
    "maintenance": "maintenance_page",
    "error": "error_page",
    "login": "login_page",
    "gone": "soft_error_page",
}


def flags_of(page: str) -> list[str]:
    """Return the flags, of those that mean no article, that a page gets."""
    extract = read_page(
        url="http://office.example/tin/1.html", content=page.encode(), content_type="text/html; charset=utf-8"
    )
    return [flag for flag in extract.flags if flag in FLAGS.values()]


def table(*sets: dict[str, dict[str, str]]) -> dict[str, tuple[str, str]]:
    return {
        f"{kind}: {name}": (kind, page)
        for pages in sets
        for kind, named in pages.items()
        for name, page in named.items()
        if kind in FLAGS
    }


NO_ARTICLES = table(NO_ARTICLE, HELD_BACK)
ARTICLE_PAGES = ARTICLES | HELD_BACK["article"]


@pytest.mark.parametrize(("kind", "page"), NO_ARTICLES.values(), ids=NO_ARTICLES)
def test_a_page_that_is_no_article_is_flagged_as_its_kind(kind: str, page: str) -> None:
    assert flags_of(page) == [FLAGS[kind]]


@pytest.mark.parametrize("page", [page for kind in further.FURTHER.values() for page in kind.values()])
def test_a_page_that_is_no_article_is_flagged_whatever_its_words(page: str) -> None:
    assert len(flags_of(page)) == 1


@pytest.mark.parametrize("page", further.ARTICLES.values(), ids=further.ARTICLES)
def test_a_short_article_is_not_flagged(page: str) -> None:
    assert flags_of(page) == []


@pytest.mark.parametrize("page", ARTICLE_PAGES.values(), ids=ARTICLE_PAGES)
def test_an_article_is_not_flagged(page: str) -> None:
    assert flags_of(page) == []


@needs_shared
def test_pages_of_the_shared_set() -> None:
    pages = [json.loads(line) for line in (SHARED / "offices" / "blockpages.jsonl").read_text("utf-8").splitlines()]
    wrong = [page["name"] for page in pages if bool(flags_of(page["html"])) != (page["expected"] != "article")]
    assert wrong == []
