"""What a worker is asked: to read one page of a crawl, and what comes back of it."""

from dataclasses import dataclass, replace

from crawler.checks import shown_status
from crawler.discovery.found import Ask, Fetched
from crawler.discovery.machine import Discovery
from crawler.items import Capture, Visit
from crawler.normalise.content import decode_content
from crawler.pages.lists.chosen import RowRule
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from crawler.pages.signals.fingerprint import fingerprint_of
from crawler.pages.signals.same_page import page_sign
from crawler.reading import read_article
from crawler.site import Site


@dataclass(frozen=True, kw_only=True)
class PageRead:
    """The fingerprint of a page, beside what it says."""

    fingerprint: frozenset[int]
    sign: int
    """Of the words that the page shows; see `crawler.pages.signals.same_page`."""


@dataclass(frozen=True, kw_only=True)
class ReadArticle(PageRead):
    """An article page."""

    visit: Visit


@dataclass(frozen=True, kw_only=True)
class ReadListPage(PageRead):
    """A page of a list."""

    page: ListPage
    no_article: str | None = None
    """Status that a page without rows speaks for, where it says that it is no list."""


@dataclass(frozen=True, kw_only=True)
class ListReading:
    """How a page of a list is read."""

    request: ListRequest
    language: str
    row_address: str | None
    article_form: str | None
    menu: frozenset[str]
    """`address_key` of what the office's menus lead to."""
    rule: RowRule | None = None
    """What a person wrote of the addresses of articles."""


def read_article_page(capture: Capture, site: Site, row: ListItem, pages: tuple[Capture, ...] = ()) -> ReadArticle:
    """Return what a captured article says that *row* of a list names."""
    visit = read_article(capture, site, row=row, pages=pages)
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    fingerprint = frozenset[int]() if visit.file else fingerprint_of(content)
    # The parent has the payload; it need not come back.
    small = replace(visit, capture=replace(capture, body=b""))
    return ReadArticle(visit=small, fingerprint=fingerprint, sign=page_sign(content))


def read_list_page(capture: Capture, how: ListReading, site: Site) -> ReadListPage:
    """Return what a captured page of a list says."""
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    page = read_list(
        how.request,
        content,
        capture.header("Content-Type"),
        url=capture.url,
        language=how.language,
        row_address=how.row_address,
        article_form=how.article_form,
        menu=how.menu,
        rule=how.rule,
    )
    return ReadListPage(
        page=page,
        fingerprint=fingerprint_of(content),
        sign=page_sign(content),
        no_article=None if page.rows or page.kind != "html" else _no_article(capture, site),
    )


def _no_article(capture: Capture, site: Site) -> str | None:
    document = read_article(capture, site).document
    return shown_status(document) if document else None


def feed(machine: Discovery, ask: Ask, answer: Fetched) -> Discovery:
    """Return *machine* after it was fed with an answer."""
    machine.feed(ask, answer)
    return machine
