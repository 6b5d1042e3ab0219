"""Adapter: a checked document goes into the archive."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.crawling.run.session import ArchiveSession, session_of
from crawler.crawling.run.turns import own_turn
from crawler.items import Visit


class StorePipeline:
    """Stores visits and counts what they were: new, changed or unchanged."""

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one crawl."""
        return cls(session_of(crawler))

    async def process_item(self, item: Visit) -> Visit:
        """Store the visit and return it unchanged."""
        if item.document is None or item.capture_id is None:
            raise ValueError("StorePipeline comes after NormalisePipeline, on captured pages.")
        context = self.session.context
        async with own_turn():
            context.count(context.run.store(item, capture_id=item.capture_id))
        if item.document.problems:
            context.count("problems")
        return item
