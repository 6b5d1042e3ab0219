"""Finds the lists of a site that is in no registry: with all manners, and into no archive."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.crawling.polite.robots import StandardRobotsMiddleware
from crawler.crawling.run.probing import probe_settings
from crawler.discovery.found import Ask, Fetched
from crawler.discovery.machine import Discovery
from crawler.errors import HealthArchiveError


class DiscoverSpider(Spider):
    """Asks for what a discovery wants to see."""

    name = "discover"

    def __init__(self, home: str = "", language: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.machine = Discovery(home, language=language or None)
        self.answers = 0
        self.failure = ""

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the home page."""
        for request in self._ask_next():
            yield request

    def _ask_next(self) -> Iterator[Request]:
        ask = self.machine.next()
        if ask is not None:
            yield Request(
                ask.request.url,
                self.answered,
                errback=self.failed,
                method=ask.request.method,
                body=ask.request.body,
                headers=dict(ask.request.headers),
                dont_filter=True,
                cb_kwargs={"ask": ask},
            )

    def answered(self, response: Response, ask: Ask) -> Iterator[Request]:
        """Feed the machine, and go on."""
        self.answers += 1
        content_type = response.headers.get("Content-Type")
        self.machine.feed(
            ask,
            Fetched(
                url=response.url,
                status=response.status,
                content=response.body,
                content_type=content_type.decode("latin-1") if content_type else None,
            ),
        )
        if self.answers == 1:
            self._give_robots(response.url)
        yield from self._ask_next()

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Go on without an answer that did not come."""
        self.failure = failure.getErrorMessage()
        yield from self._ask_next()

    def _give_robots(self, url: str) -> None:
        middleware = self.crawler.get_downloader_middleware(StandardRobotsMiddleware)
        text = middleware.texts.get(urlsplit(url).netloc) if middleware is not None else None
        if text:
            self.machine.robots(text, url)


def discover(home: str, *, language: str = "", replica: str = "") -> Discovery:
    """Return what discovery finds from the address *home*.  A process can do this once.

    Raises `HealthArchiveError` when the home page gives no answer.
    """
    if not home.startswith(("http://", "https://")):
        raise HealthArchiveError(f"{home!r} is no web address; it begins with https:// or http://.")
    process = AsyncCrawlerProcess(probe_settings(replica))
    crawler = process.create_crawler(DiscoverSpider)
    process.crawl(crawler, home=home, language=language)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, DiscoverSpider) or not spider.answers:
        reason = spider.failure if isinstance(spider, DiscoverSpider) else "the crawl did not start"
        raise HealthArchiveError(f"{home} gave no answer: {reason.rstrip('.')}.")
    return spider.machine
