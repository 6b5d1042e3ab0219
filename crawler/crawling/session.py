"""One run of one office: opens the archive, starts the run, counts what happens, and closes both.

The extension gives the spider what it works with (`archive`, `run`, `started_at`); pipelines reach the run through the
spider.  It reads the clock, so that nobody else has to.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spiders import Spider
from twisted.python.failure import Failure

from crawler import __version__
from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.frontier import Frontier
from crawler.crawling.clock import Clock
from crawler.crawling.outcome import Outcome, decide
from crawler.items import Capture
from crawler.site import Site

logger = logging.getLogger(__name__)

COUNTS = ("requests", "bytes", "listed", "new", "changed", "unchanged", "gone", "failed", "problems")
"""Names under ``archive/`` in the crawl's statistics that become columns of the run."""


class SiteSpider(Protocol):
    """What the session needs of a spider, and what it gives to it."""

    name: str
    site: Site
    archive: Archive
    frontier: Frontier
    run: Run
    started_at: datetime


class ArchiveSession:
    """The archive and the run that belong to one crawler."""

    def __init__(self, crawler: Crawler, site: Site) -> None:
        self.crawler = crawler
        self.stats = crawler.stats
        self.site = site
        self.clock = Clock.from_settings(crawler.settings)
        self.archive = Archive.open(
            Path(crawler.settings["ARCHIVE_PATH"]), kind="demo" if crawler.settings.get("REPLICA_ADDRESS") else "live"
        )
        self.run: Run | None = None
        self.outcome: Outcome | None = None
        """Known when the run has finished."""
        self.broken: str | None = None
        """Why the archive could not be written, as a sentence."""
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive for one crawl."""
        session = cls(crawler, crawler.spidercls.site)  # type: ignore[attr-defined]  # all our spiders have a Site
        for handler in (session.spider_opened, session.spider_error, session.item_error, session.spider_closed):
            crawler.signals.connect(handler, signal=getattr(signals, handler.__name__))
        return session

    def spider_opened(self, spider: SiteSpider) -> None:
        """Start the run, before the spider asks for its first page."""
        spider.archive = self.archive
        spider.frontier = Frontier(self.archive, self.site.id)
        spider.started_at = self.clock.now()
        spider.run = self.run = self.archive.start_run(
            self.site, started_at=spider.started_at, software=f"healtharchive {__version__}"
        )

    def keep(self, capture: Capture, *, request_headers: Sequence[tuple[str, str]], method: str) -> int:
        """File one response as evidence and return its row.

        An archive that cannot be written ends the crawl: fetching what cannot be kept would only bother the office.
        """
        if self.run is None:
            raise RuntimeError("A response came before the spider was opened.")
        try:
            row = self.run.record_capture(capture, request_headers=request_headers, method=method)
        except ArchiveError as error:
            self._give_up(error)
            raise
        self.stats.inc_value("archive/requests")
        self.stats.inc_value("archive/bytes", len(capture.body))
        return row

    def spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        """Count a page that its reader stumbled over; its capture is already kept."""
        self.stats.inc_value("archive/problems")

    def item_error(self, item: object, response: Response, spider: Spider, failure: Failure) -> None:
        """Count an article that could not be stored."""
        self.stats.inc_value("archive/problems")
        if isinstance(failure.value, ArchiveError):
            self._give_up(failure.value)

    def spider_closed(self, spider: SiteSpider, reason: str) -> None:
        """Finish the run and close the archive."""
        counts = {name: int(self.stats.get_value(f"archive/{name}", 0)) for name in COUNTS}
        self.outcome = decide(
            self.site.id, reason=reason, counts=counts, stats=self.stats.get_stats(), broken=self.broken
        )
        try:
            if self.run is not None and self.broken is None:
                self.run.finish(state=self.outcome.state, finished_at=self.clock.now(), stats=counts)
        finally:
            self.archive.close()

    def _give_up(self, error: ArchiveError) -> None:
        if self.broken is None:
            self.broken = str(error)
            logger.error("%s", error)
            closing = self.crawler.engine.close_spider_async(reason="archive_broken")
            self._closing = asyncio.get_running_loop().create_task(closing)
