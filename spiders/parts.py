"""What an article offers beside its page: files, pictures and a view counter, asked for after it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import SOFTWARE
from crawler.archive.articles.files.attachments import unread_file
from crawler.crawling.run.requests import Kept, Purpose, kept_of, make_request, purpose_of, request_of
from crawler.isolation import LimitExceededError
from crawler.items import Image
from crawler.normalise.addresses import address_key
from crawler.pages.fields.counter_reply import read_count
from crawler.pages.fields.counters import counter_method
from spiders.pictures import MAX_PICTURE_BYTES, PictureBudget

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

MAX_FILES = 40
"""Attachments fetched of one article."""
MAX_FILE_BYTES = 32 * 2**20
PRIORITY = 0
"""Of these requests: behind lists and articles."""
_ANY_HOST = {"allow_offsite": True}
"""Files and counters may lie on other hosts than the office's pages."""


class Parts:
    """Asks for the parts of the articles of one run, and takes in what comes."""

    def __init__(self, spider: "ArchiveSpider") -> None:
        self._spider = spider
        self._context = spider.context
        self._pictures = PictureBudget(spider.settings.getint("PICTURES_PER_RUN"))

    def ask(self, files: Sequence[str], views_endpoint: str | None, article_url: str) -> Iterator[Request]:
        """Ask for what may change while the page stays: its files and its view counter."""
        for url in files[:MAX_FILES]:
            # A notice that is a file offers itself, and has just been fetched.
            is_other = urlsplit(url).scheme in {"http", "https"} and address_key(url) != address_key(article_url)
            if is_other and not self._context.frontier.is_too_large(url, MAX_FILE_BYTES):
                yield self.file_request(url, article_url)
        if views_endpoint:
            yield self._counter_request(views_endpoint, article_url)

    def ask_for_pictures(self, images: Sequence[Image], article_url: str) -> Iterator[Request]:
        """Ask for the pictures in an article's text, as far as the run's budget goes."""
        for url in self._pictures.choose(images, self._context.frontier):
            purpose = Purpose(kind="picture", article_url=article_url)
            meta = _ANY_HOST | {"download_maxsize": MAX_PICTURE_BYTES}
            yield make_request(
                url, purpose, callback=self.parse_picture, errback=self.picture_failed, priority=PRIORITY, meta=meta
            )

    async def parse_file(self, response: Response) -> None:
        """Take in what a file says; one that did not come is counted."""
        if self._spider.classify(response) not in {"page", "unchanged"}:
            self._context.count("failed")
        await self.take_file(kept_of(response))

    async def take_file(self, kept: Kept) -> None:
        """Read a file that was kept; one that cannot be read is noted with the reason."""
        capture, context = kept.capture, self._context
        if capture.article_url is None:
            return
        reason = context.frontier.unread_reason(capture.sha256, SOFTWARE)
        try:
            file = unread_file(capture, reason) if reason else await context.reader.file(capture, context.site.language)
        except LimitExceededError as error:
            self._spider.logger.warning("The file %s is kept but not read: %s.", capture.url, error)
            context.run.record_unread(capture, kept.row, "too_heavy", str(error))
            context.count("problems")
            file = unread_file(capture, str(error))
        context.run.store_file(file, capture_id=kept.row, article_url=capture.article_url)

    def parse_picture(self, response: Response) -> None:
        """Do nothing more: the picture is kept, and its article names it."""

    def picture_failed(self, failure: Failure) -> None:
        """Note a picture that did not come; it says nothing of its article, and a later version asks again."""
        self._spider.logger.debug("A picture did not come: %s", failure.value)

    def parse_counter(self, response: Response) -> None:
        """Note the views that a counter tells."""
        capture = kept_of(response).capture
        found = read_count(response.body.decode("utf-8", "replace")) if response.status == 200 else None
        if found is None or capture.article_url is None:
            self._context.count("failed")
            return
        self._context.run.observe_views(capture.article_url, found[0], found[1], "endpoint", capture.fetched_at)

    def file_failed(self, failure: Failure) -> None:
        """Count a file that did not come; one that is larger than we fetch is noted, and not asked for again."""
        request = request_of(failure)
        purpose = purpose_of(request)
        if isinstance(failure.value, DownloadCancelledError) and purpose and purpose.article_url:
            self._context.run.record_large_file(request.url, purpose.article_url, limit=MAX_FILE_BYTES)
            self._context.count("problems")
        else:
            self._spider.failed(failure)

    def file_request(self, url: str, article_url: str) -> Request:
        """Return the request for a file; one that was fetched before is asked for again only if it has changed."""
        known = self._context.frontier.validators(url, self._context.started_at)
        purpose = Purpose(kind="attachment", article_url=article_url)
        headers = conditions(known.etag, known.last_modified)
        meta = _ANY_HOST | {"download_maxsize": MAX_FILE_BYTES}
        return make_request(
            url,
            purpose,
            callback=self.parse_file,
            errback=self.file_failed,
            headers=headers,
            priority=PRIORITY,
            meta=meta,
        )

    def _counter_request(self, url: str, article_url: str) -> Request:
        purpose = Purpose(kind="counter", article_url=article_url)
        method = counter_method(url)
        return make_request(
            url,
            purpose,
            callback=self.parse_counter,
            errback=self._spider.failed,
            method=method,
            priority=PRIORITY,
            meta=_ANY_HOST,
        )


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a resource only where it has changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}
