"""Follows redirects, also those that only set a cookie and come back to the address that was asked for.

No cookies are kept otherwise: they make a site answer each visitor differently.  A host that sends a request back to
where it began gets from then on, in this run, the cookies that it set on the way.
"""

from collections import defaultdict
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

_SET = "cookies_on_the_way"


class BounceMiddleware(RedirectMiddleware):
    """Scrapy's own, with the cookies of redirects that come back."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.cookies: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """Host → what is sent to it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BounceMiddleware":
        """Return the middleware of a crawler."""
        middleware = cls(crawler)
        middleware.crawler = crawler
        return middleware

    def handle_referer(self, request: Request, response: Response) -> None:
        """No request of a crawl has a referer."""
        request.headers.pop("Referer", None)

    def process_request(self, request: Request) -> None:
        """Send a host the cookies without which it sends everyone back."""
        cookies = self.cookies.get(_host(request.url))
        if cookies:
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # Scrapy's takes a spider, too
        """Return the request for where a redirect leads, else the response."""
        result = super().process_response(request, response)
        if isinstance(result, Request):
            on_the_way: dict[str, str] = {**request.meta.get(_SET, {}), **_cookies(response)}
            result.meta[_SET] = on_the_way
            asked = result.meta["redirect_urls"]
            if on_the_way and result.url in asked and _host(result.url) == _host(request.url):
                self.cookies[_host(result.url)].update(on_the_way)
        return result


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _cookies(response: Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for header in response.headers.getlist("Set-Cookie"):
        try:
            cookie = SimpleCookie(header.decode("latin-1"))
        except CookieError:
            continue
        found.update({name: morsel.coded_value for name, morsel in cookie.items()})
    return found
