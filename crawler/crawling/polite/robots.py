"""robots.txt as RFC 9309 reads it: one that cannot be had for the server's fault forbids all, a missing one nothing.

It is asked for once a day: a run that begins within a day of the last answer reads that from the archive.
"""

import asyncio
import logging
from collections import defaultdict
from datetime import timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.archive import ArchiveError
from crawler.crawling.run.causes import CAUSE
from crawler.crawling.run.session import ArchiveSession
from crawler.normalise.content import ContentDecodingError, decode_content

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"
KEPT_FOR = timedelta(hours=25)
"""RFC 9309, 2.4: a day; and an hour, since runs of cron do not begin to the minute."""


class WithoutTraceback(logging.Filter):
    """Takes the traceback off what Scrapy reports of a robots.txt that could not be fetched: its message says why."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend the record; it is always to be logged."""
        record.exc_info = None
        return True


WITHOUT_TRACEBACK = WithoutTraceback()


class StandardRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, which would read the error page of a broken server as rules."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(WITHOUT_TRACEBACK)
        self.texts: dict[str, str] = {}
        """Host → its rules as text."""
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host, fetched once.

        One request at a time asks: of several that wait for the same rules, Scrapy's own hands them to the first only
        and lets the others through unchecked.
        """
        parts = urlparse_cached(request)
        async with self._asking[parts.netloc]:
            if parts.netloc not in self._parsers:
                kept = self._kept(f"{parts.scheme}://{parts.netloc}/robots.txt")
                if kept is not None:
                    self._parsers[parts.netloc] = Deferred()
                    await self._parse_robots(kept, parts.netloc, request)
            return await super().robot_parser(request)

    def _kept(self, url: str) -> Response | None:
        """Return the answer of a run of the last day, or None where it is to be asked for."""
        session = self.crawler.get_extension(ArchiveSession)
        if session is None or not session.has_begun:
            return None
        context = session.context
        row = context.frontier.kept_robots(url, context.started_at - KEPT_FOR)
        if row is None:
            return None
        try:
            capture = context.archive.read_capture(row)
            body = decode_content(capture.body, capture.header("Content-Encoding"))
        except (ArchiveError, ContentDecodingError):
            return None  # its record is elsewhere or damaged, which `verify` tells
        return Response(url, status=capture.status, body=body)

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
