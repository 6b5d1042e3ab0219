"""Reads pages and files for a crawl in worker processes, so that none can hold up the event loop or fill the memory."""

from dataclasses import replace

from scrapy.settings import Settings

from crawler.archive.articles.files.attachments import FileReading, file_reading
from crawler.crawling.workers import page_reading
from crawler.crawling.workers.page_reading import (
    ListReading,
    ReadArticle,
    ReadListPage,
    feed,
    read_article_page,
    read_list_page,
)
from crawler.discovery.found import Ask, Fetched, FoundList
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.machine import Discovery
from crawler.discovery.watched import Shown, list_of_shown
from crawler.filetext.captured import text_of_capture
from crawler.isolation import Limits, WorkerPool
from crawler.items import Capture
from crawler.pages.lists.rows import ListItem
from crawler.site import Site

_MODULES = (page_reading.__name__, text_of_capture.__module__, list_of_shown.__module__)
"""Imported by a worker before its memory is limited: what its functions are in, and neither Scrapy nor the archive."""


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
        read = await self._pool.call(read_article_page, capture, site, row, pages)
        return replace(read, visit=replace(read.visit, capture=capture, capture_id=capture_id))

    async def file(self, capture: Capture, language: str) -> FileReading:
        """Return what a captured file says; see `crawler.filetext.captured.text_of_capture`."""
        return file_reading(capture, await self._pool.call(text_of_capture, capture, language))

    async def list_page(self, capture: Capture, how: ListReading, site: Site) -> ReadListPage:
        """Return what a page of a list says; see `crawler.pages.lists.read.read_list`."""
        return await self._pool.call(read_list_page, capture, how, site)

    async def discovery(self, machine: Discovery, ask: Ask, answer: Fetched) -> Discovery:
        """Return *machine* after it was fed with an answer."""
        return await self._pool.call(feed, machine, ask, answer)

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
