"""Adapter: an article's words become their meaning."""

from dataclasses import replace
from functools import cached_property
from typing import Self

from scrapy.crawler import Crawler

from crawler.archive import Archive
from crawler.archive.articles.date_orders import with_learned_order
from crawler.items import Visit
from crawler.normalise.document import normalise
from crawler.site import Site


class NormalisePipeline:
    """Fills `Visit.document`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one office's crawl."""
        return cls(crawler)

    @cached_property
    def site(self) -> Site:
        """The office, and how it writes dates: learned once, at the run's first article, which is not stored yet."""
        archive: Archive = self.crawler.spider.archive  # type: ignore[union-attr]  # the session gives it to every spider
        site: Site = self.crawler.spidercls.site  # type: ignore[attr-defined]  # all our spiders have a Site
        return with_learned_order(archive.connection, site)

    def process_item(self, item: Visit) -> Visit:
        """Return the visit with its document; the time is that of the fetch, so that re-reading gives the same."""
        if item.extract is None:
            raise ValueError("NormalisePipeline takes visits to pages.")
        return replace(item, document=normalise(item.extract, site=self.site, now=item.capture.fetched_at))
