"""Reads pages for a crawl in worker processes, so that none can hold up the event loop or use up the memory."""

from dataclasses import replace

from scrapy.settings import Settings

from crawler.archive.articles.attachments import FileReading, read_file
from crawler.discovery.found import Answer, Ask
from crawler.discovery.machine import Discovery
from crawler.isolation import Limits, WorkerPool
from crawler.items import Capture, Visit
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import Listing, read_listing
from crawler.reading import read_article
from crawler.site import Site

_MODULES = (
    "crawler.reading",
    "crawler.pages.lists.rows",
    "crawler.discovery.machine",
    "crawler.archive.articles.attachments",
)
"""Imported by a worker before its memory is limited."""


class Reader:
    """Reads captures of any office; each call may raise `TooHeavyError` and what the reading itself raises."""

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

    async def article(self, capture: Capture, site: Site, capture_id: int) -> Visit:
        """Return what a captured article page says; see `crawler.reading.read_article`."""
        visit = await self._pool.call(_read_article, capture, site)
        return replace(visit, capture=capture, capture_id=capture_id)

    async def file(self, capture: Capture, language: str) -> FileReading:
        """Return what a captured file says; see `crawler.archive.articles.attachments.read_file`."""
        return await self._pool.call(read_file, capture, language)

    async def listing(self, url: str, content: bytes, content_type: str | None, site: Site) -> Listing:
        """Return the rows of a list page; *content* is the payload with its content encoding undone."""
        return await self._pool.call(_read_listing, url, content, content_type, site)

    async def list_page(
        self,
        request: ListRequest,
        content: bytes,
        content_type: str | None,
        url: str,
        row_address: str | None,
        menu: frozenset[str],
    ) -> ListPage:
        """Return what a page of a list says that was found; see `crawler.pages.lists.read.read_list`."""
        return await self._pool.call(_read_list, request, content, content_type, url, row_address, menu)

    async def discovery(self, machine: Discovery, ask: Ask, answer: Answer) -> Discovery:
        """Return *machine* after it was fed with an answer."""
        return await self._pool.call(_feed, machine, ask, answer)

    def close(self) -> None:
        """End the workers."""
        self._pool.close()


def _read_list(
    request: ListRequest,
    content: bytes,
    content_type: str | None,
    url: str,
    row_address: str | None,
    menu: frozenset[str],
) -> ListPage:
    return read_list(request, content, content_type, url=url, row_address=row_address, menu=menu)


def _feed(machine: Discovery, ask: Ask, answer: Answer) -> Discovery:
    machine.feed(ask, answer)
    return machine


def _read_article(capture: Capture, site: Site) -> Visit:
    visit = read_article(capture, site)
    # The parent has the payload; it need not come back.
    return replace(visit, capture=replace(capture, body=b""))


def _read_listing(url: str, content: bytes, content_type: str | None, site: Site) -> Listing:
    return read_listing(url=url, content=content, content_type=content_type, site=site)
