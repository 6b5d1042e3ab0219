"""Adapter: an article's words become their meaning."""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Visit
from crawler.normalise.document import normalise
from crawler.site import Site


class NormalisePipeline:
    """Fills `Visit.document`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one office's crawl."""
        return cls(crawler.spidercls.site)  # type: ignore[attr-defined]  # all our spiders have a Site

    def process_item(self, item: Visit) -> Visit:
        """Return the visit with its document; the time is that of the fetch, so that re-reading gives the same."""
        return replace(item, document=normalise(item.extract, site=self.site, now=item.capture.fetched_at))
