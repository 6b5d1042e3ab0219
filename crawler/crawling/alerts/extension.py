"""Alerts of a crawl that Scrapy's own command started; `healtharchive crawl` sends one digest for all its offices."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.crawling.alerts.run import tell_of_run
from crawler.crawling.run.session import session_of


class OfficeAlerts:
    """Tells what is new about the one office of ``scrapy crawl``."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen to the end of the run, which the session, made before, hears first."""
        if crawler.settings.getbool("ALERTS_IN_DIGEST"):
            raise NotConfigured
        alerts = cls(crawler)
        crawler.signals.connect(alerts.spider_closed, signal=signals.spider_closed)
        return alerts

    def spider_closed(self) -> None:
        """Tell what the run showed, unless the archive could not be written."""
        session = session_of(self.crawler)
        if session.outcome is not None and session.broken is None:
            tell_of_run(session.archive, [session.outcome], session.clock.now())
