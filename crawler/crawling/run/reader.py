"""Reads pages and files for a crawl in worker processes, so that none can hold up the event loop or fill the memory."""

from dataclasses import dataclass, replace

from scrapy.settings import Settings

from crawler.archive.articles.files.attachments import FileReading, read_file
from crawler.archive.articles.store import shown_status
from crawler.discovery.found import Ask, Fetched, FoundList
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.machine import Discovery
from crawler.discovery.watched import Shown, list_of_shown
from crawler.isolation import Limits, WorkerPool
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

_MODULES = (__name__,)
"""Imported by a worker before its memory is limited."""


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


class Reader:
    """Reads captures of any office; each call may raise `LimitExceededError` and what the reading itself raises."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool

    @classmethod
    def from_settings(cls, settings: Settings) -> "Reader":
        """Make a reader with the limits of ``READER_*``."""
        limits = Limits(
            memory=settings.getint("READER_MEMORY_MB") * 2**20,
            processor_seconds=settings.getint("READER_PROCESSOR_SECONDS"),
        )
        return cls(WorkerPool(settings.getint("READER_PROCESSES"), limits, _MODULES))

    async def article(
        self, capture: Capture, site: Site, capture_id: int, row: ListItem, pages: tuple[Capture, ...] = ()
    ) -> ReadArticle:
        """Return what a captured article says that *row* of a list names; see `crawler.reading.read_article`."""
        read = await self._pool.call(_read_article, capture, site, row, pages)
        return replace(read, visit=replace(read.visit, capture=capture, capture_id=capture_id))

    async def file(self, capture: Capture, language: str) -> FileReading:
        """Return what a captured file says; see `crawler.archive.articles.files.attachments.read_file`."""
        return await self._pool.call(read_file, capture, language)

    async def list_page(self, capture: Capture, how: ListReading, site: Site) -> ReadListPage:
        """Return what a page of a list says; see `crawler.pages.lists.read.read_list`."""
        return await self._pool.call(_read_list_page, capture, how, site)

    async def discovery(self, machine: Discovery, ask: Ask, answer: Fetched) -> Discovery:
        """Return *machine* after it was fed with an answer."""
        return await self._pool.call(_feed, machine, ask, answer)

    async def shown(self, shown: Shown, label: str, hosts: OwnHosts, language: str) -> FoundList | None:
        """Return the list that a page shows; see `crawler.discovery.watched.list_of_shown`."""
        return await self._pool.call(list_of_shown, shown, label, hosts, language)

    def start(self) -> None:
        """Start a worker before there is something to read: it takes as long to load as the crawl itself."""
        self._pool.start_one()

    def close(self) -> None:
        """End the workers."""
        self._pool.close()


class _Shared:
    """The reader of this process: the offices that are crawled side by side share its workers."""

    reader: Reader | None = None
    users = 0


def acquire_reader(settings: Settings) -> Reader:
    """Return this process's reader, made by the first who asks."""
    if _Shared.reader is None:
        _Shared.reader = Reader.from_settings(settings)
    _Shared.users += 1
    return _Shared.reader


def release_reader() -> None:
    """Give the reader up; the last one who does ends its workers."""
    _Shared.users -= 1
    if _Shared.users == 0 and _Shared.reader is not None:
        _Shared.reader.close()
        _Shared.reader = None


def _read_article(capture: Capture, site: Site, row: ListItem, pages: tuple[Capture, ...] = ()) -> ReadArticle:
    visit = read_article(capture, site, row=row, pages=pages)
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    fingerprint = frozenset[int]() if visit.file else fingerprint_of(content)
    # The parent has the payload; it need not come back.
    small = replace(visit, capture=replace(capture, body=b""))
    return ReadArticle(visit=small, fingerprint=fingerprint, sign=page_sign(content))


def _read_list_page(capture: Capture, how: ListReading, site: Site) -> ReadListPage:
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


def _feed(machine: Discovery, ask: Ask, answer: Fetched) -> Discovery:
    machine.feed(ask, answer)
    return machine
