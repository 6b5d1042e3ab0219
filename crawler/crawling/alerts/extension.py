"""Alerts of a crawl that Scrapy's own command started; `healtharchive crawl` sends one digest for all its offices."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.crawling.alerts.run import tell_of_run
from crawler.crawling.run.session import ArchiveSession, session_of


class OfficeAlerts:
    """Tells what is new about the one office of ``scrapy crawl``."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the end of the run, which the session, made before, hears first."""
        if crawler.settings.getbool("ALERTS_IN_DIGEST"):
            raise NotConfigured
        alerts = cls(session_of(crawler))
        crawler.signals.connect(alerts.spider_closed, signal=signals.spider_closed)
        return alerts

    def spider_closed(self) -> None:
        """Tell what the run showed, unless the archive could not be written."""
        if self.session.outcome is not None and self.session.broken is None:
            tell_of_run(self.session.archive, [self.session.outcome], self.session.clock.now())
