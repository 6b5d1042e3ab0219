"""AutoThrottle with a floor for each host: the pause that its office needs, and its own Crawl-delay in robots.txt."""

from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.spiders import Spider
from scrapy.utils.httpobj import urlparse_cached

from crawler.site import Site


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

    def _spider_opened(self, spider: Spider) -> None:
        super()._spider_opened(spider)
        site: Site | None = getattr(spider, "site", None)  # a probe belongs to no office
        if site is not None and site.pause:
            for host in site.all_hosts():
                self._set_floor(host, site.pause)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the host's Crawl-delay for its floor."""
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if delay:
            self._set_floor(urlparse_cached(request).hostname or "", delay)

    def _set_floor(self, host: str, seconds: float) -> None:
        floor = self.floors[host] = max(self.floors.get(host, 0.0), min(seconds, self._max_delay()))
        downloader = self.crawler.engine.downloader
        # Scrapy varies each pause by a half, which would fall below the floor, and makes a slot anew after a rest.
        downloader.per_slot_settings[host] = {"delay": floor, "jitter": 0.0}
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay, slot.jitter = max(slot.delay, floor), 0.0

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        floor = self.floors.get(urlparse_cached(response).hostname or "", 0.0)
        slot.delay = max(slot.delay, floor)
