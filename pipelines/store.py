"""Adapter: a checked document goes into the archive."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.archive import Run
from crawler.items import Visit


class StorePipeline:
    """Stores visits and counts what they were: new, changed or unchanged."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Visit) -> Visit:
        """Store the visit and return it unchanged."""
        if item.document is None or item.capture_id is None:
            raise ValueError("StorePipeline comes after NormalisePipeline, on captured pages.")
        run: Run = self.crawler.spider.run  # type: ignore[union-attr]  # the session gives every spider its run
        outcome = run.store(item, capture_id=item.capture_id)
        self.stats.inc_value(f"archive/{outcome}")
        if item.document.problems:
            self.stats.inc_value("archive/problems")
        return item
