"""AutoThrottle with a floor for each host: its own Crawl-delay, where robots.txt names one."""

from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class HostThrottle(AutoThrottle):
    """Never goes faster than the host asks, nor slower than AUTOTHROTTLE_MAX_DELAY."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.floors: dict[str, float] = {}
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the extension of one crawl."""
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the host's Crawl-delay for its floor."""
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if delay:
            host = urlparse_cached(request).hostname or ""
            self.floors[host] = min(delay, self._max_delay())
            _, slot = self.crawler.engine.downloader._get_slot(request)
            slot.delay = max(slot.delay, self.floors[host])

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        floor = self.floors.get(urlparse_cached(response).hostname or "", 0.0)
        slot.delay = max(slot.delay, floor)
