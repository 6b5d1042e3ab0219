"""robots.txt as RFC 9309 reads it: one that cannot be had for the server's fault forbids all, a missing one nothing."""

import asyncio
from collections import defaultdict

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.crawling.run.causes import CAUSE

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class StandardRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, which would read the error page of a broken server as rules."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.texts: dict[str, str] = {}
        """Host → its rules as text."""
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host, fetched once.

        One request at a time asks: of several that wait for the same rules, Scrapy's own hands them to the first only
        and lets the others through unchecked.
        """
        async with self._asking[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._stats.inc_value("archive/unreachable")
            sentence = f"{response.url} answered {response.status}, so that nothing of {netloc} may be asked."
            self._stats.set_value(f"{CAUSE}robots/{netloc}", sentence)
            response = response.replace(body=NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        self.texts[netloc] = response.body.decode("utf-8", "replace")
        await super()._parse_robots(response, netloc, request)
