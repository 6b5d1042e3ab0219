"""robots.txt as RFC 9309 reads it: one that cannot be had for the server's fault forbids all, a missing one nothing."""

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class StandardRobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, which would read the error page of a broken server as rules."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._stats.inc_value("archive/unreachable")
            response = response.replace(body=NOTHING_ALLOWED)
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
