"""Adapter: what is doubtful about documents is counted by name."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.items import Visit


class CheckPipeline:
    """Counts a document's problems, which `crawler.checks` found when it was read; drops nothing."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one crawl."""
        return cls(crawler.stats)

    def process_item(self, item: Visit) -> Visit:
        """Return the visit unchanged."""
        if item.document is None:
            raise ValueError("CheckPipeline comes after NormalisePipeline.")
        for problem in item.document.problems:
            self.stats.inc_value(f"problem/{problem.partition(':')[0]}")
        return item
