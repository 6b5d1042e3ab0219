"""Keeps every response before anything can be done with it.

The middleware is the innermost of all: it sees the payload still compressed, redirects, errors and robots.txt, and
files each in the archive (WARC record and row) before decompression, retrying or reading could fail.
"""

from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.crawling.run.session import ArchiveSession
from crawler.items import Capture, CaptureKind


class CaptureMiddleware:
    """Records each response, and leaves the `Capture` and its row in ``request.meta``."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of one crawl; its session extension is already there."""
        session = crawler.get_extension(ArchiveSession)
        if session is None:
            raise RuntimeError("CaptureMiddleware needs the ArchiveSession extension.")
        return cls(session)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep *response*, then pass it on unchanged."""
        capture = self._capture(request, response)
        request.meta["capture"] = capture
        request.meta["capture_id"] = self.session.keep(capture, request_headers=_pairs(request), method=request.method)
        return response

    def _capture(self, request: Request, response: Response) -> Capture:
        framed_by = request.meta.get("framed_by")
        asked_first = [framed_by] if framed_by else request.meta.get("redirect_urls") or [request.url]
        return Capture(
            site=self.session.site.id,
            kind=kind_of(request),
            url=response.url,
            requested_url=asked_first[0],
            status=response.status,
            headers=_pairs(response),
            body=response.body,
            fetched_at=self.session.clock.now(),
            section=request.meta.get("section"),
            article_url=request.meta.get("article_url"),
        )


def kind_of(request: Request) -> CaptureKind:
    """Return why *request* was made; Scrapy itself asks only for robots.txt."""
    kind: CaptureKind | None = request.meta.get("kind")
    if kind is not None:
        return kind
    return "robots" if urlsplit(request.url).path == "/robots.txt" else "list"


# Scrapy has already put header names in title case and values of one name together; that much of the wire is lost.
def _pairs(message: Request | Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
    )
