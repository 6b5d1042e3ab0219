"""The one door to the network: every request of a crawl passes this download handler."""

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.crawling.replica import to_replica


class ArchiveDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, with the replica offices put in the place of the real ones when so configured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._replica = str(crawler.settings.get("REPLICA_ADDRESS") or "")

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* and return the response under the address that was asked for."""
        if not self._replica:
            return await super().download_request(request)
        local = to_replica(request, self._replica)
        response = await super().download_request(local)
        request.meta["download_latency"] = local.meta.get("download_latency", 0.0)
        return response.replace(url=request.url)
