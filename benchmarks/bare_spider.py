"""A spider as the Scrapy tutorial would write it: follow the lists, take title and text, keep nothing.

The yardstick of `benchmarks.crawl`; run by it in a process of its own, as `python -m benchmarks.bare_spider HOST:PORT`.
"""

import re
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor

from crawler.crawling.offices.registry import sites
from crawler.crawling.offices.replica import to_replica


class ToReplica(HTTP11DownloadHandler):
    """Sends every request to the replica server, and gives the answer its own address back; as our handler does."""

    async def download_request(self, request: Request) -> Response:
        response = await super().download_request(to_replica(request, sys.argv[1]))
        return response.replace(url=request.url)


class BareSpider(Spider):
    """Every page that the five offices' lists lead to."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        for site in sites():
            for url in site.section_urls().values():
                yield Request(url, cb_kwargs={"article": re.compile(site.article_url)})

    def parse(self, response: Response, article: re.Pattern[str]) -> Iterator[Any]:
        for link in LinkExtractor().extract_links(response):
            path = "/" + link.url.split("/", 3)[-1]
            if article.search(path):
                yield Request(link.url, self.parse_article)
            elif response.url.split("?")[0] in link.url:
                yield Request(link.url, cb_kwargs={"article": article})

    def parse_article(self, response: Response) -> Iterator[dict[str, str | None]]:
        yield {"title": response.css("title::text").get(), "text": " ".join(response.css("p::text").getall())}


def main() -> None:
    """Crawl once and print the number of responses."""
    process = AsyncCrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": {"http": ToReplica, "https": ToReplica},
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler)
    process.start()
    assert crawler.stats is not None
    print(crawler.stats.get_value("downloader/response_count", 0))


if __name__ == "__main__":
    main()
