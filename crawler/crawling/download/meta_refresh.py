"""Follows ``<meta http-equiv=refresh>`` on small pages only."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

MAX_BYTES = 64 * 2**10
"""A page that only sends one on is small; of any other Scrapy would decode the whole text to look at its head."""


class SmallMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, kept away from large pages."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of a crawler; unlike Scrapy's it does not look for who sets a referer."""
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """No request of a crawl has a referer."""
        request.headers.pop("Referer", None)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy's takes a spider, too
        """Return the request for the page that a small page sends one on to, else the response."""
        if len(response.body) > MAX_BYTES or b"refresh" not in response.body.lower():
            return response
        return super().process_response(request, response)
