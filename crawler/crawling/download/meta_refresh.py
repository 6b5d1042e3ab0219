"""Follows ``<meta http-equiv=refresh>`` on small pages only."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

MAX_BYTES = 64 * 2**10
"""A page that only sends one on is small; of a larger one Scrapy would decode the whole text to look at its head."""


class SmallMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's own, kept away from large pages."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy's takes a spider, too
        """Return the request for the page that a small page sends one on to, else the response."""
        if len(response.body) > MAX_BYTES:
            return response
        return super().process_response(request, response)
