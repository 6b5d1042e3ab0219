"""Adapter: what a spider captured but did not read itself is read and normalised."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.crawling.run.session import ArchiveSession, session_of
from crawler.items import Visit


class NormalisePipeline:
    """Fills the visits that a spider yields unread.

    `ArchiveSpider` reads articles before it yields them, since it follows what they offer; an office's own callback may
    yield just ``Visit(capture=…, capture_id=…)``.
    """

    def __init__(self, session: ArchiveSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of one office's crawl."""
        return cls(session_of(crawler))

    async def process_item(self, item: Visit) -> Visit:
        """Return the visit with its document; one whose page is no article is dropped."""
        if item.document is not None:
            return item
        if item.capture_id is None:
            raise ValueError("A visit needs the row of its capture.")
        visit = await self.session.context.read_article(item.capture, item.capture_id)
        if visit.document is None:
            raise DropItem(f"{item.capture.url} is no article ({visit.response}).")
        return visit
