"""Adapter: what is doubtful about a document is noted on it."""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.checks import check
from crawler.items import Visit


class CheckPipeline:
    """Adds problems to the document and counts them by name; drops nothing."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one crawl."""
        return cls(crawler.stats)

    def process_item(self, item: Visit) -> Visit:
        """Return the visit with the checked document."""
        if item.document is None:
            raise ValueError("CheckPipeline comes after NormalisePipeline.")
        document = check(item.document, now=item.capture.fetched_at)
        for problem in document.problems:
            self.stats.inc_value(f"problem/{problem.partition(':')[0]}")
        return replace(item, document=document)
