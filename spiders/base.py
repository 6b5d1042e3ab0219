"""The one crawl algorithm; offices differ only in their `Site`.

Every section's list is walked from its first page until known ground, each article it names is read once, and articles
that the archive wants to see again are visited beside that.  What an article offers further, files and a view counter,
is fetched after it.  Everything that comes has already been kept by the time a method here sees it.
"""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive, ArchiveError, DueArticle, Run
from crawler.archive.frontier.memory import Frontier
from crawler.errors import HealthArchiveError
from crawler.items import Capture, ResponseKind, Visit
from crawler.normalise.addresses import address_key
from crawler.normalise.content import decode_content
from crawler.pages import read_page
from crawler.pages.fields.counter_reply import read_count
from crawler.pages.lists.rows import ListItem, read_listing
from crawler.pages.signals.responses import classify_response
from crawler.site import Site
from spiders.walk import Listed, Walk, is_calendar

MOST_LINKS = 500
"""Articles taken from one list page."""
MOST_FILES = 40
"""Attachments fetched of one article."""
MOST_FRAMES = 3
"""Followed one within the other, which may go on without end."""
LARGEST_FILE = 32 * 2**20
REVISITS = 200
"""Articles visited again in one run, beside what the lists bring."""
LISTS, ARTICLES, PARTS = 20, 10, 0
"""Priorities: lists first, since they tell what there is."""


class ArchiveSpider(Spider):
    """Walks every section of a site, and reads each article that it lists."""

    site: ClassVar[Site]
    archive: Archive
    frontier: Frontier
    run: Run
    started_at: datetime
    give_up: Callable[[ArchiveError], None]

    def __init__(self, full: str | bool = False, limit: str | int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.full = str(full).lower() in {"1", "true", "yes"}
        self.limit = int(limit)
        self.allowed_domains = sorted(host.removeprefix("www.") for host in self.site.all_hosts())
        self._asked: set[str] = set()
        self._articles = 0
        self._walks: dict[str, Walk] = {}
        self.first_lists: dict[str, int] = {}
        """Section → articles that its first list page named; for the office's health."""
        self.walked: Counter[str] = Counter()
        self.relisted: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first page of every section, then the articles that are due to be seen again."""
        try:
            for item in self._start():
                yield item
        except ArchiveError as error:
            self.give_up(error)

    def _start(self) -> Iterator[Any]:
        # Set aside before anything is asked for: what was kept is not asked for again.
        kept = [capture_id for capture_id, url in self.frontier.unread_captures() if self._may_ask(url)]
        for section, url in self.site.section_urls().items():
            reached_end = self.frontier.begin_walk(section, self.started_at)
            self._walks[section] = Walk(stops_at_known_ground=reached_end and not self.full)
            yield self._list_request(url, section)
        for due in self.archive.due(self.site.id, self.started_at, REVISITS):
            if self._may_ask(due.url):
                yield self._revisit(due)
        for url, listed_in in self.frontier.unread(self.started_at, REVISITS):
            if self._may_ask(url):
                yield self._article_request(url, listed_in)
        for url, article in self.frontier.unfetched_files(self.started_at, REVISITS):
            yield self._file_request(url, article)
        # Last, so that a page on which the reader stumbles holds nothing else up.
        for capture_id in kept:
            yield from self._take_up(capture_id)

    # Lists

    def parse_list(self, response: Response, section: str) -> Iterator[Request]:
        """Take the articles that a list page names, and go on while the list brings anything new."""
        walk = self._walks[section]
        answer = self._classify(response)
        if answer == "gone" and walk.pages:
            # Some pagers name one page too many; a first page that is gone is another matter.
            self._end_walk(walk, section, self.started_at)
            return
        if answer != "page":
            walk.is_cut = True
            self._count("blocked" if answer == "blocked" else "unreachable", "failed")
            return
        capture: Capture = response.meta["capture"]
        listing = read_listing(
            url=response.url, content=response.body, content_type=capture.header("Content-Type"), site=self.site
        )
        items = listing.items[:MOST_LINKS]
        unknown = [item for item in items if not self.frontier.is_known(item.url)]
        first_met = walk.meet([Listed(address_key(item.url), item.title, item.date_raw) for item in items])
        self.first_lists.setdefault(section, len(items))
        self._count("known", by=len(items) - len(unknown))
        self.walked[section] += len(items)
        for item in items:
            self.relisted[section] += self.frontier.was_listed(item.url, self.started_at, self.run.id)
            self._note(item, section, capture)
        for item in items if self.full else unknown:
            if self._may_ask(item.url):
                yield self._article_request(item.url, section)
            elif self.limit:
                walk.is_cut = True
        goes_on = walk.goes_on(first_met=first_met, unknown=len(unknown))
        walk.is_left |= goes_on and is_calendar(listing.next_url or "", self.started_at.date())
        if goes_on and listing.next_url and not walk.is_left:
            yield self._list_request(listing.next_url, section)
        else:
            self._end_walk(walk, section, capture.fetched_at)

    def _end_walk(self, walk: Walk, section: str, ended_at: datetime) -> None:
        if walk.is_cut:
            return
        walk.is_done = not walk.is_left
        self.frontier.end_walk(section, ended_at)
        if self.full and all(one.is_done for one in self._walks.values()):
            self._note_delisted(ended_at)

    def _note_delisted(self, seen_at: datetime) -> None:
        """All lists were walked to their ends: articles that none of them names are there, but not listed any more."""
        met = set().union(*(walk.met for walk in self._walks.values()))
        for url in self.frontier.live_articles():
            if address_key(url) not in met:
                self.run.record_status(url, "delisted", seen_at)

    def _note(self, item: ListItem, section: str, capture: Capture) -> None:
        self.run.record_listed(
            item.url, section=section, title=item.title, date_raw=item.date_raw, seen_at=capture.fetched_at
        )
        self._count("listed")

    # Articles

    def parse_article(self, response: Response) -> Iterator[Visit | Request]:
        """Read an article and ask for what it offers; an answer that is no article becomes a status."""
        capture: Capture = response.meta["capture"]
        answer = self._classify(response)
        if answer == "page" and self._is_elsewhere(response):
            answer = "gone"
            self._note_status(capture, "soft_gone")
        elif answer != "page":
            self._note_status(capture, "live" if answer == "unchanged" else answer)
        if answer != "page":
            self._count(answer)
        if answer == "unchanged":
            yield from self._ask_for_parts(*self.frontier.offers(capture.requested_url), capture.url)
        elif answer == "page":
            yield from self._read(
                capture, response.body, response.meta["capture_id"], depth=response.meta.get("frames", 0)
            )

    def _take_up(self, capture_id: int) -> Iterator[Visit | Request]:
        """Read a page that an earlier run kept but was killed before it could read it."""
        try:
            capture = self.archive.read_capture(capture_id)
            body = decode_content(capture.body, capture.header("Content-Encoding"))
        except HealthArchiveError as error:
            # `verify` names it, too; the list still names the article, so that it is fetched anew.
            self.logger.warning("%s", error)
            self._count("problems")
            return
        if classify_response(capture.status, capture.header, body) == "page":
            yield from self._read(capture, body, capture_id)

    def _read(self, capture: Capture, content: bytes, capture_id: int, *, depth: int = 0) -> Iterator[Visit | Request]:
        """Read an article's page, which stands *depth* frames deep."""
        extract = read_page(
            url=capture.url,
            content=content,
            content_type=capture.header("Content-Type"),
            language=self.site.language,
            family=self.site.family,
        )
        if extract.frame_url:
            yield from self._follow_frame(extract.frame_url, capture, depth)
            return
        yield Visit(capture=capture, extract=extract, capture_id=capture_id)
        files = [attachment.url for attachment in extract.attachments]
        yield from self._ask_for_parts(files, extract.views_endpoint, capture.url)

    def _follow_frame(self, url: str, capture: Capture, depth: int) -> Iterator[Request]:
        """Ask for the page that an article's page only frames, as if that had redirected there: it is the article."""
        if depth < MOST_FRAMES and self._may_ask(url):
            request = self._article_request(url, capture.section)
            request.meta.update(framed_by=capture.requested_url, frames=depth + 1)
            yield request

    def _ask_for_parts(self, files: Sequence[str], views_endpoint: str | None, article_url: str) -> Iterator[Request]:
        """Ask for what may change while the page stays: its files and its view counter."""
        for url in files[:MOST_FILES]:
            if urlsplit(url).scheme in {"http", "https"}:
                yield self._file_request(url, article_url)
        if views_endpoint:
            yield self._counter_request(views_endpoint, article_url)

    def _is_elsewhere(self, response: Response) -> bool:
        """Whether the office answered with its home page or a list instead of the article: a soft 404."""
        capture: Capture = response.meta["capture"]
        if capture.requested_url == capture.url:
            return False
        lists = {address_key(url) for url in (self.site.home, *self.site.section_urls().values())}
        return address_key(response.url) in lists or urlsplit(response.url).path in {"", "/"}

    def _note_status(self, capture: Capture, status: str) -> None:
        self.run.record_status(capture.requested_url, status, capture.fetched_at)

    # What an article offers

    def parse_file(self, response: Response) -> None:
        """Count a file that did not come; the archive took it from its capture."""
        if self._classify(response) not in {"page", "unchanged"}:
            self._count("failed")

    def parse_counter(self, response: Response) -> None:
        """Note the views that a counter tells."""
        capture: Capture = response.meta["capture"]
        found = read_count(response.body.decode("utf-8", "replace")) if response.status == 200 else None
        if found is None or capture.article_url is None:
            self._count("failed")
            return
        self.run.observe_views(capture.article_url, found[0], found[1], "endpoint", capture.fetched_at)

    # What went wrong

    def failed(self, failure: Failure) -> None:
        """Count a request that got no answer; an article that could not be asked for is unreachable, not gone."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        if isinstance(failure.value, ArchiveError):
            return  # the answer came, but could not be kept: the session ends the crawl for that
        if isinstance(failure.value, IgnoreRequest):
            # robots.txt, too many redirects, a host left alone: our own decision, which says nothing of the article.
            self._count("skipped")
        else:
            self.run.record_failure(request.url, failed_at=self.started_at)
            self._count("unreachable", "failed")
        if request.meta["kind"] == "list":
            self._walks[request.meta["section"]].is_cut = True

    # Requests

    def _list_request(self, url: str, section: str) -> Request:
        return Request(
            url,
            self.parse_list,
            errback=self.failed,
            cb_kwargs={"section": section},
            meta={"kind": "list", "section": section},
            priority=LISTS,
        )

    def _article_request(self, url: str, section: str | None, headers: dict[str, str] | None = None) -> Request:
        self._articles += 1
        return Request(
            url,
            self.parse_article,
            errback=self.failed,
            headers=headers,
            meta={"kind": "article", "section": section},
            priority=ARTICLES,
        )

    def _revisit(self, due: DueArticle) -> Request:
        return self._article_request(due.url, due.section, headers=_conditions(due.etag, due.last_modified))

    def _file_request(self, url: str, article_url: str) -> Request:
        """A file that was fetched before is asked for again only if it has changed."""
        known = self.frontier.validators(url, self.started_at)
        meta = {"kind": "attachment", "download_maxsize": LARGEST_FILE}
        headers = _conditions(known.etag, known.last_modified)
        return self._part_request(url, self.parse_file, article_url, meta, headers)

    def _counter_request(self, url: str, article_url: str) -> Request:
        return self._part_request(url, self.parse_counter, article_url, {"kind": "counter"})

    def _part_request(
        self,
        url: str,
        callback: Any,
        article_url: str,
        meta: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Request:
        """Files and counters may lie on other hosts than the office's pages."""
        meta |= {"article_url": article_url, "allow_offsite": True}
        return Request(url, callback, errback=self.failed, headers=headers, meta=meta, priority=PARTS)

    def log(self, message: Any, level: int = logging.DEBUG, **kwargs: Any) -> None:
        """Log what Spidermon says, which still calls this way; a failed monitor is told by the summary already."""
        self.logger.log(logging.INFO if "FAIL: " in str(message) else level, message, **kwargs)

    def _may_ask(self, url: str) -> bool:
        """Whether an article has not been asked for in this run, and the run may ask for one more."""
        key = address_key(url)
        if key in self._asked or (self.limit and self._articles >= self.limit):
            return False
        self._asked.add(key)
        return True

    def _classify(self, response: Response) -> ResponseKind:
        capture: Capture = response.meta["capture"]
        return classify_response(capture.status, capture.header, response.body)

    def _count(self, *names: str, by: int = 1) -> None:
        for name in names:
            self.crawler.stats.inc_value(f"archive/{name}", by)


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}
