"""What one run of one office works with: made by the session, used by the spider and the pipelines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scrapy.statscollectors import StatsCollector

from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.frontier.memory import Frontier
from crawler.crawling.run.reader import Reader
from crawler.crawling.status.observer import RunObserver
from crawler.crawling.status.sightings import Sightings
from crawler.crawling.workers.page_reading import ListReading, ReadArticle, ReadListPage
from crawler.items import Capture, Visit
from crawler.site import Site


@dataclass(frozen=True, kw_only=True)
class CrawlContext:
    """The office, the archive, the run, and the reader of pages."""

    site: Site
    """The office as it is known now: its learned date order included."""
    archive: Archive
    frontier: Frontier
    run: Run
    started_at: datetime
    reader: Reader
    observer: RunObserver
    sightings: Sightings
    stats: StatsCollector
    give_up: Callable[[ArchiveError], None]
    """What to call when the archive cannot be written where nobody else would notice."""

    async def read_article(self, capture: Capture, capture_id: int) -> Visit:
        """Return what a captured article says; see `Reader`."""
        return (await self._read_article(capture, capture_id)).visit

    def waits_for_second_look(self, visit: Visit) -> bool:
        """Tell whether *visit* would be an edit of a text, which is believed when a second fetch shows it as well."""
        if visit.capture_id is None:
            return False
        before = self.run.text_at_stake(visit, capture_id=visit.capture_id)
        return before is not None and self.sightings.holds_edit(visit, before)

    async def read_whole(self, capture: Capture, capture_id: int, pages: tuple[Capture, ...]) -> Visit:
        """Return what a captured article says with its further *pages*."""
        row = self.frontier.listed_row(capture.requested_url)
        return (await self.reader.article(capture, self.site, capture_id, row, pages)).visit

    async def see_article(self, capture: Capture, capture_id: int) -> tuple[Visit, bool]:
        """Return what a captured article page says, and whether it waits for the end of the run to be believed."""
        read = await self._read_article(capture, capture_id)
        expected = self.frontier.expected(capture.requested_url)
        return read.visit, self.sightings.is_held(read.visit, read.sign, expected)

    async def _read_article(self, capture: Capture, capture_id: int) -> ReadArticle:
        row, before = self.frontier.listed_row(capture.requested_url), self.frontier.template_of(capture.requested_url)
        read = await self.reader.article(capture, self.site, capture_id, row)
        if read.visit.response == "page" and read.visit.file is None:  # files have no fingerprint
            self.observer.page_read(capture, read.fingerprint)
            self.observer.template_seen(capture, before, read.visit.signature)
        return read

    async def read_list_page(self, capture: Capture, how: ListReading) -> ReadListPage:
        """Return what a page of a list says; see `Reader`."""
        read = await self.reader.list_page(capture, how, self.site)
        self.sightings.list_read(read.sign, len(read.page.rows))
        if read.page.kind == "html" and read.no_article is None:  # data have no fingerprint
            self.observer.page_read(capture, read.fingerprint)
        return read

    def count(self, *names: str, by: int = 1) -> None:
        """Add to counts of the run, which are kept in Scrapy's statistics under ``archive/``."""
        for name in names:
            self.stats.inc_value(f"archive/{name}", by)
