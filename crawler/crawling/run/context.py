"""What one run of one office works with: made by the session, used by the spider and the pipelines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scrapy.statscollectors import StatsCollector

from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.frontier.memory import Frontier
from crawler.crawling.run.reader import Reader
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
    stats: StatsCollector
    give_up: Callable[[ArchiveError], None]
    """What to call when the archive cannot be written where nobody else would notice."""

    def count(self, *names: str, by: int = 1) -> None:
        """Add to counts of the run, which are kept in Scrapy's statistics under ``archive/``."""
        for name in names:
            self.stats.inc_value(f"archive/{name}", by)
