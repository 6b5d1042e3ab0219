"""Fetches one page of an office that is not in the registry yet: with all manners, and into no archive."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.crawling.offices.registry import project_settings
from crawler.errors import HealthArchiveError


@dataclass(frozen=True)
class Fetched:
    """One answer, its Content-Encoding undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def header(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class ProbeSpider(Spider):
    """Asks for one page and keeps the answer, or why there was none."""

    name = "probe"
    fetched: Fetched | None = None
    failure = ""

    def __init__(self, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield Request(self.url, self.parse, errback=self.failed, meta={"kind": "list"})

    def parse(self, response: Response) -> None:
        """Keep the answer."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        self.fetched = Fetched(response.url, response.status, headers, response.body)

    def failed(self, failure: Failure) -> None:
        """Keep the reason."""
        self.failure = failure.getErrorMessage()


def fetch(url: str, replica: str = "") -> Fetched:
    """Return the answer of *url*, asked once, robots.txt obeyed.  A process can do this once.

    Raises `HealthArchiveError` when there is no answer.
    """
    if not url.startswith(("http://", "https://")):
        raise HealthArchiveError(f"{url!r} is no web address; it begins with https:// or http://.")
    process = AsyncCrawlerProcess(probe_settings(replica))
    crawler = process.create_crawler(ProbeSpider)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, ProbeSpider) or spider.fetched is None:
        reason = spider.failure if isinstance(spider, ProbeSpider) else "the crawl did not start"
        raise HealthArchiveError(f"{url} gave no answer: {reason.rstrip('.')}.")
    return spider.fetched


def probe_settings(replica: str) -> Settings:
    """Return the settings of a fetch that keeps nothing: no archive, no pipelines, no retries."""
    settings = project_settings()
    middlewares = dict(settings["DOWNLOADER_MIDDLEWARES"]) | {
        "crawler.crawling.download.capture.CaptureMiddleware": None
    }
    for name, value in (
        ("DOWNLOADER_MIDDLEWARES", middlewares),
        ("EXTENSIONS", {"scrapy.extensions.throttle.AutoThrottle": None}),
        ("ITEM_PIPELINES", {}),
        ("REPLICA_ADDRESS", replica),
        ("RETRY_TIMES", 0),
        ("LOG_LEVEL", "CRITICAL"),
    ):
        settings.set(name, value, priority="cmdline")
    return settings
