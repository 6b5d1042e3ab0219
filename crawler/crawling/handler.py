"""The one door to the network: every request of a crawl passes this download handler."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from crawler.crawling.connections import CappedClientFactory
from crawler.crawling.public_addresses import is_public
from crawler.crawling.replica import to_replica


class ArchiveDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, with the replica offices put in the place of the real ones when so configured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedClientFactory
        self._replica = str(crawler.settings.get("REPLICA_ADDRESS") or "")

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* and return the response under the address that was asked for."""
        refuse_private_literal(request.url)
        if not self._replica:
            return await super().download_request(request)
        local = to_replica(request, self._replica)
        response = await super().download_request(local)
        request.meta["download_latency"] = local.meta.get("download_latency", 0.0)
        return response.replace(url=request.url)


class PrivateAddressError(IgnoreRequest):
    """An address names a machine that is not on the public internet."""


def refuse_private_literal(url: str) -> None:
    """Raise `PrivateAddressError` where *url*, an office's link or redirect, names a private IP address outright.

    Names are checked when they are resolved; this also holds while replicas stand in for the real hosts.
    """
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return
    if not is_public(host):
        raise PrivateAddressError(f"{host} is not a public address; it is not connected to.")
