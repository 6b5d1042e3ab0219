"""Keeps every response before anything can be done with it.

The middleware is the innermost of all: it sees the payload still compressed, redirects, errors and robots.txt, and
files each in the archive (WARC record and row) before decompression, retrying or reading could fail.
"""

from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.crawling.run.requests import Kept, Purpose, note_kept, purpose_of
from crawler.crawling.run.session import ArchiveSession, session_of
from crawler.items import Capture


class CaptureMiddleware:
    """Records each response, and leaves the `Capture` and its row with the request."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of one crawl; its session extension is already there."""
        return cls(session_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep *response*, then pass it on unchanged."""
        capture = self._capture(request, response)
        row = 0
        if self.session.has_begun:
            row = await self.session.keep(capture, request_headers=_pairs(request), method=request.method)
        note_kept(request, Kept(capture=capture, row=row))
        return response

    def _capture(self, request: Request, response: Response) -> Capture:
        purpose = purpose_of(request) or _scrapys_own(request)
        asked_first = [purpose.framed_by] if purpose.framed_by else request.meta.get("redirect_urls") or [request.url]
        return Capture(
            site=self.session.site.id,
            kind=purpose.kind,
            url=response.url,
            requested_url=asked_first[0],
            status=response.status,
            headers=_pairs(response),
            body=response.body,
            fetched_at=self.session.clock.now(),
            section=purpose.section,
            article_url=purpose.article_url,
        )


def _scrapys_own(request: Request) -> Purpose:
    """Scrapy itself asks for robots.txt; a page asked for by hand (`scrapy shell`) counts as a list."""
    return Purpose(kind="robots" if urlsplit(request.url).path == "/robots.txt" else "list")


# Scrapy has already put header names in title case and values of one name together; that much of the wire is lost.
def _pairs(message: Request | Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
    )
