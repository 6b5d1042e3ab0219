"""Reads pages for a crawl in worker processes, so that none can hold up the event loop or use up the memory."""

from dataclasses import replace

from scrapy.settings import Settings

from crawler.isolation import Limits, WorkerPool
from crawler.items import Capture, Visit
from crawler.pages.lists.rows import Listing, read_listing
from crawler.reading import read_article
from crawler.site import Site

_MODULES = ("crawler.reading", "crawler.pages.lists.rows")
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

    async def listing(self, url: str, content: bytes, content_type: str | None, site: Site) -> Listing:
        """Return the rows of a list page; *content* is the payload with its content encoding undone."""
        return await self._pool.call(_read_listing, url, content, content_type, site)

    def close(self) -> None:
        """End the workers."""
        self._pool.close()


def _read_article(capture: Capture, site: Site) -> Visit:
    visit = read_article(capture, site)
    # The parent has the payload; it need not come back.
    return replace(visit, capture=replace(capture, body=b""))


def _read_listing(url: str, content: bytes, content_type: str | None, site: Site) -> Listing:
    return read_listing(url=url, content=content, content_type=content_type, site=site)
