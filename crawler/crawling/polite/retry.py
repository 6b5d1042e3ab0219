"""Retries with back-off: waits as long as the host asks, tries again a few times, and then leaves it alone.

Takes the place of Scrapy's retrying, which asks again at once.
"""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawling.polite.backoff import backoff, retry_after
from crawler.crawling.polite.breaker import CircuitBreaker
from crawler.crawling.run.causes import UNREACHED
from crawler.crawling.run.clock import Clock
from crawler.crawling.run.requests import purpose_of
from crawler.pages.signals.responses import classify_response, is_blank

logger = logging.getLogger(__name__)


PARTS = frozenset({"attachment", "picture", "counter"})
"""What an article offers; a broken file store says nothing about the pages."""


PAGES = frozenset({"article", "list", "page"})
SOUGHT = frozenset({"home", "page"})
"""What discovery knows to be pages; at the usual addresses of feeds and maps there may be nothing."""


class HostLeftAloneError(IgnoreRequest):
    """The host failed or refused too often in a row; nothing was asked of it."""


class BackoffMiddleware(RetryMiddleware):
    """Retries with a growing pause for the whole host, and a circuit breaker."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        settings = crawler.settings
        self.crawler = crawler
        self.clock = Clock.from_settings(settings)
        self.base = settings.getfloat("BACKOFF_BASE")
        self.longest = settings.getfloat("BACKOFF_LONGEST")
        self.breaker = CircuitBreaker(
            threshold=settings.getint("BREAKER_THRESHOLD"), cooldown=settings.getfloat("BREAKER_COOLDOWN")
        )
        self._quiet_until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request through when its host's pause is over; refuse it while the circuit is open."""
        host = _host(request)
        while (wait := self._quiet_until.get(host, 0.0) - monotonic()) > 0:
            await asyncio.sleep(wait)
        if not self.breaker.allows(host, monotonic()):
            raise HostLeftAloneError(f"{host} failed too often in a row and is left alone.")

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy's takes a spider, too
        """Note how the host is, and ask again where that may help."""
        host = _host(request)
        header = _headers(response)
        if classify_response(response.status, header, response.body) not in {"blocked", "unreachable"}:
            self.breaker.succeeded(host)
            if is_cut(response):
                return self._again(request, "cut short", None) or self._as_it_is(request, response)
            if _came_empty(request, response):
                return self._again(request, "empty", None) or response
            return response
        wait = retry_after(header("Retry-After"), self.clock.now())
        if wait is not None and wait > self.longest:
            logger.warning("%s asks for %d seconds of rest; it is left alone until the next run.", host, wait)
            self.breaker.open_now(host, monotonic())
            return response
        purpose = purpose_of(request)
        if purpose is None or purpose.kind not in PARTS:
            self._failed(host)
        if response.status not in self.retry_http_codes or self.breaker.is_open(host):
            return response
        return self._again(request, f"status {response.status}", wait) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]  # Scrapy's takes a spider, too
        """Ask again after a failure of the network."""
        if not isinstance(exception, self.exceptions_to_retry):
            return None
        host = _host(request)
        self._failed(host)
        self.crawler.stats.set_value(f"{UNREACHED}{host}", _said(host, exception))
        return None if self.breaker.is_open(host) else self._again(request, exception, None)

    def _as_it_is(self, request: Request, response: Response) -> Response:
        """Take what comes cut short again and again."""
        logger.warning("%s comes cut short; it is taken as it is.", request.url)
        self.crawler.stats.inc_value("archive/problems")
        return response

    def _failed(self, host: str) -> None:
        if self.breaker.failed(host, monotonic()):
            logger.warning("%s failed %d times in a row; it is left alone.", host, self.breaker.threshold)
            self.crawler.stats.inc_value("breaker/opened")

    def _again(self, request: Request, reason: str | Exception, wait: float | None) -> Request | None:
        retry = self._retry(request, reason)
        if retry is not None:
            pause = backoff(retry.meta["retry_times"], base=self.base, longest=self.longest) if wait is None else wait
            host = _host(request)
            self._quiet_until[host] = max(self._quiet_until.get(host, 0.0), monotonic() + pause)
        return retry


def is_cut(response: Response) -> bool:
    """Whether a response lost data on its way: fewer bytes than announced, and no end of the page either."""
    return "dataloss" in response.flags and not response.body.rstrip()[-20:].lower().endswith(b"</html>")


def _said(host: str, exception: Exception) -> str:
    """Return what a failure of the network means, as a sentence."""
    match exception:
        case CannotResolveHostError():
            return f"DNS knows no address of {host}: is the name right, and does this machine reach the network?"
        case DownloadConnectionRefusedError():
            return f"{host} refused the connection."
        case DownloadTimeoutError():
            return f"{host} did not answer in time."
        case _:
            return f"{host}: {exception}"


def _came_empty(request: Request, response: Response) -> bool:
    """Whether a page came with nothing in it, for the first time: a busy server's second answer is often whole."""
    purpose = purpose_of(request)
    if purpose is None or not (purpose.kind in PAGES or (purpose.kind == "discovery" and purpose.section in SOUGHT)):
        return False
    return response.status == 200 and not request.meta.get("retry_times") and is_blank(response.body)


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""


def _headers(response: Response) -> Callable[[str], str | None]:
    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value is not None else None

    return header
