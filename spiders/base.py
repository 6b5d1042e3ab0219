"""The one crawl algorithm; offices differ only in their `Site`.

Every list, written down or found, is walked from its first page until known ground (`spiders.lists`), each article it
names is read once, and articles that the archive wants to see again are visited beside that.  What an article offers
further, files and a view counter, is fetched after it.  Everything that comes has already been kept by the time a
method here sees it.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import SOFTWARE
from crawler.archive import ArchiveError, DueArticle
from crawler.archive.articles.statuses import VANISHED
from crawler.checks import shown_status
from crawler.crawling.run.context import CrawlContext
from crawler.crawling.run.requests import Kept, Purpose, kept_of, make_request, purpose_of, request_of
from crawler.errors import HealthArchiveError
from crawler.isolation import LimitExceededError
from crawler.items import Capture, Document, ResponseKind, Visit
from crawler.normalise.addresses import address_key
from crawler.normalise.content import ContentDecodingError
from crawler.pages.lists.rows import ListItem
from crawler.pages.signals.responses import classify_response
from crawler.reading import PAGE_FAULTS, classify_article, read_saved_page
from crawler.site import Site
from spiders.lists import OfficeLists
from spiders.missing import missing_articles
from spiders.parts import Parts, conditions
from spiders.rows import is_other_row
from spiders.trials import is_article
from spiders.walk import Walk
from spiders.whole import Whole

MAX_PAGES = 20
"""Further pages of one article."""
MAX_FRAMES = 3
"""Followed one within the other, which may go on without end."""
MAX_REVISITS = 200
"""Articles visited again in one run at most, beside what the lists bring; a small office's own budget is less."""
CONTROLS = 2
"""Articles that should be there, beside each that seems to have vanished: visits that are due, and more …"""
LOOKS = 3
"""Times that a page is asked for again; one or two answers tell what moves by itself."""
COMPARED = 2
"""Articles that are read beside one that seems to be edited."""
MAX_CONTROLS = 20
"""… and of all together."""
FEW_ROWS = 3
"""Rows of a list page that may have changed for their articles to be visited; of a long page a fifth may."""
ARTICLES = 10
"""Priority: behind lists, since they tell what there is."""
NO_ARTICLE: frozenset[ResponseKind] = frozenset(("gone", "elsewhere"))
"""Answers that say that a row of a list leads to nothing."""
_STATUS_OF: Mapping[ResponseKind, str] = {"unchanged": "live", "elsewhere": "soft_gone"}
_COUNT_OF: Mapping[ResponseKind, str] = {"elsewhere": "gone"}
_COUNTS_OF_STATUS: Mapping[str, tuple[str, ...]] = {
    "blocked": ("blocked",),
    "unreachable": ("unreachable", "failed"),
    "soft_gone": ("gone",),
}


class ArchiveSpider(Spider):
    """Walks every section of a site, and reads each article that it lists."""

    site: ClassVar[Site]
    context: CrawlContext
    """Given by the session when the spider is opened."""
    _parts: Parts

    def __init__(self, full: str | bool = False, limit: str | int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.full = str(full).lower() in {"1", "true", "yes"}
        self.limit = int(limit)
        self.allowed_domains = sorted(host.removeprefix("www.") for host in self.site.all_hosts())
        self._asked: set[str] = set()
        self._looks: Counter[str] = Counter()
        """Address → how often it was fetched again to see what moves by itself."""
        self.lists: OfficeLists | None = None
        """Once the run has begun."""
        self._articles = 0
        self.first_lists: dict[str, int] = {}
        """Section → articles that its first list page named; for the office's health."""
        self._missing: list[int] = []
        self.walked: Counter[str] = Counter()
        self.relisted: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first page of every section, then the articles that are due to be seen again."""
        self._parts = Parts(self)
        try:
            # Set aside before anything is asked for: what was kept is not asked for again.
            kept = [row for row, url in self.context.frontier.unread_captures(SOFTWARE) if self.may_ask(url)]
            for request in self._start():
                yield request
            # Last, so that a page on which the reader fails holds nothing else up.
            for row in kept:
                async for item in self._take_up(row):
                    yield item
        except ArchiveError as error:
            self.context.give_up(error)

    def _start(self) -> Iterator[Request]:
        self.lists = OfficeLists(self)
        yield from self.lists.start()
        visits = self.context.archive.due(self.site.id, self.context.started_at, MAX_REVISITS)
        for due in visits:
            if self.may_ask(due.url):
                yield self._revisit(due)
        there = sum(due.is_there for due in visits)
        for url, section_id in self.context.frontier.controls(CONTROLS, MAX_CONTROLS)[there:]:
            if self.may_ask(url):
                yield self.article_request(url, section_id)
        for url, listed_in in self.context.frontier.unread(self.context.started_at, MAX_REVISITS):
            if self._is_own(url) and self.may_ask(url):
                yield self.article_request(url, listed_in)
        for url, article in self.context.frontier.unfetched_files(self.context.started_at, MAX_REVISITS):
            yield self._parts.file_request(url, article)

    # Lists

    def changed_rows(self, items: Sequence[ListItem]) -> list[str]:
        """Return the addresses of articles that the list names otherwise than before: their pages may have changed.

        A list that names many otherwise has changed itself.
        """
        now, before = self.context.started_at, self.context.frontier.listing
        changed = [item.url for item in items if is_other_row(item, before(item.url), self.site, now=now)]
        return changed if len(changed) <= max(FEW_ROWS, len(items) // 5) else []

    def visit_missing(self, walk: Walk, section: str, *, is_whole: bool) -> Iterator[Request]:
        """Look at once for the articles that the list should name; *is_whole*: it was walked to its end."""
        if not walk.is_done:
            return
        listed = self.context.frontier.listed_in(section)
        for missing in missing_articles(listed, walk.rows, self._met(), is_whole=is_whole):
            self._missing.append(missing.article)
            if self.may_ask(missing.url):
                yield self.article_request(missing.url, section)

    def _met(self) -> set[str]:
        walks = self.lists.seen() if self.lists is not None else ()
        return set().union(*(walk.met for walk in walks))

    def unlisted(self) -> list[int]:
        """Return the articles that a list should have named and that none did; for the end of the run."""
        met = self._met()
        frontier = self.context.frontier
        return [one for one in self._missing if not met & {address_key(url) for url in frontier.addresses_of(one)}]

    # Articles

    async def parse_article(self, response: Response) -> AsyncIterator[Visit | Request]:
        """Read an article and ask for what it offers; a response that is no article becomes a status."""
        kept = kept_of(response)
        kind = classify_article(kept.capture, response.body, self.site)
        if kind == "page":
            async for item in self._read(kept, depth=_depth(response)):
                yield item
            return
        for item in self._take_answer(kind, kept):
            yield item
        self.context.sightings.live += kind == "unchanged"
        if kind == "unchanged":
            files, views_endpoint = self.context.frontier.offers(kept.capture.requested_url)
            for request in self._parts.ask(files, views_endpoint, kept.capture.url):
                yield request

    def last_requests(self) -> Iterator[Request]:
        """Ask for articles that are gone at one address at the newest other one under which a list names them.

        For when nothing else is left to ask for, so that all lists have been read.
        """
        for doubted, section in self.context.sightings.doubted():
            for url in self.context.frontier.other_addresses(doubted)[:1]:
                if self.may_ask(url):
                    yield self.article_request(url, section)

        if self.lists is not None:
            # A page that shows nothing is not stored; the list names it, so that it is asked for again.
            yield from (one for one in self.lists.end_trials() if isinstance(one, Request))
        yield from self._second_looks()

    def _tell(
        self, url: str, *, is_article: bool | None, reason: str = "", visit: Visit | None = None
    ) -> Iterator[Visit | Request]:
        """Tell the trial of a list what one of its first articles showed; see `Trials.tell`."""
        if self.lists is not None:
            walks = self.lists.walks
            yield from walks.end_trials(walks.trials.tell(url, is_article=is_article, reason=reason, visit=visit))

    def article_failed(self, failure: Failure) -> Iterator[Visit | Request]:
        """Count an article that got no answer, which says nothing of its list."""
        self.failed(failure)
        yield from self._tell(request_of(failure).url, is_article=None)

    def _second_looks(self) -> Iterator[Request]:
        """Fetch once more what seems to be edited, and others of the same look: what moves by itself is no edit."""
        waiting = self.context.sightings.to_look_at_again()
        for url, section in waiting:
            if self._looks[url] < LOOKS:
                self._looks[url] += 1
                purpose = Purpose(kind="article", section=section)
                yield self._request(url, purpose, self.parse_second_look, priority=ARTICLES)
        if waiting and self.context.sightings.live <= COMPARED:
            for url, section in self.context.frontier.newest(2 * COMPARED):
                if self.context.sightings.live <= COMPARED and self.may_ask(url):
                    yield self.article_request(url, section)

    async def parse_second_look(self, response: Response) -> None:
        """Take in what a page shows when it is fetched once more; nothing else is made of it."""
        kept = kept_of(response)
        if classify_article(kept.capture, response.body, self.site) != "page":
            return
        visit = await self.context.read_article(kept.capture, kept.row)
        self.context.run.refuse(visit, "second_look")
        self.context.sightings.seen_again(visit)

    def has_seen_lists(self) -> bool:
        """Return whether every list was walked as far as it should be."""
        walks = self.lists.seen(main=True) if self.lists is not None else ()
        return all(walk.is_done or walk.is_left for walk in walks)

    async def _take_up(self, capture_id: int) -> AsyncIterator[Visit | Request]:
        """Read a page that an earlier run kept but was killed before it could read it."""
        try:
            kept = Kept(capture=self.context.archive.read_capture(capture_id), row=capture_id)
            if kept.capture.kind == "attachment":
                await self._parts.take_file(kept)
                return
            async for item in self._read(kept):
                yield item
        except HealthArchiveError as error:
            # `verify` names it, too; the list still names the article, so that it is fetched anew.
            self.logger.warning("%s", error)
            self.context.count("problems")
        except PAGE_FAULTS:
            self.logger.exception("The page of capture %d could not be read.", capture_id)
            self.context.count("problems", "raised")

    async def _read(self, kept: Kept, *, depth: int = 0) -> AsyncIterator[Visit | Request]:
        """Read an article's page, which stands *depth* frames deep."""
        seen = await self._read_once(kept)
        if seen is None:
            return
        (visit, is_held), extract = seen, seen[0].extract
        taken = self._take_tried(visit, kept)
        if extract is None:
            taken = self._take_answer(visit.response, kept)
        elif extract.frame_url:
            taken = self._take_frame(extract.frame_url, kept, depth)
        elif visit.document is not None and (is_held or shown_status(visit.document) is not None):
            taken = self._take_no_article(visit.document, kept)
        for item in taken:
            yield item

    def _take_answer(self, response: ResponseKind, kept: Kept) -> Iterator[Visit | Request]:
        """Take in an answer that is no page; that an article vanished is believed when the run is over, if at all."""
        self._note_status(kept.capture, _STATUS_OF.get(response, response))
        self.context.count(_COUNT_OF.get(response, response))
        is_article = False if response in NO_ARTICLE else None
        yield from self._tell(kept.capture.requested_url, is_article=is_article, reason="lead to nothing")

    def _take_frame(self, url: str, kept: Kept, depth: int) -> Iterator[Visit | Request]:
        """Ask for the page that an article's page only frames, as if that had redirected there: it is the article."""
        if depth < MAX_FRAMES and self.may_ask(url):
            framed_by = kept.capture.requested_url
            yield self.article_request(url, kept.capture.section, framed_by=framed_by, depth=depth + 1)
        yield from self._tell(kept.capture.requested_url, is_article=None)

    def _take_no_article(self, document: Document, kept: Kept) -> Iterator[Visit | Request]:
        """Take in a page that says that it shows no article, or waits for the end of the run to be believed."""
        status = shown_status(document)
        if status is not None:
            self._note_status(kept.capture, status)
            self.context.count("soft_errors", *_COUNTS_OF_STATUS[status])
        is_none = status == "soft_gone" or "login_page" in document.flags
        reason = "say that nothing is there" if status == "soft_gone" else "show a log-in form"
        yield from self._tell(kept.capture.requested_url, is_article=False if is_none else None, reason=reason)

    def _take_tried(self, visit: Visit, kept: Kept) -> Iterator[Visit | Request]:
        """Hand an article on, unless it is one of those by which a list is tried, and shows nothing."""
        url = kept.capture.requested_url
        if self.lists is not None and self.lists.walks.trials.is_tried(url) and not is_article(visit):
            yield from self._tell(url, is_article=False, reason="have no text", visit=visit)
            return
        yield from self._take_visit(visit, Whole(kept))
        yield from self._tell(url, is_article=True)

    def _take_visit(self, visit: Visit, whole: Whole) -> Iterator[Visit | Request]:
        """Hand an article on, once its further pages have been read, and ask for what it offers."""
        extract = visit.extract
        if extract is None:
            return
        further = [url for url in extract.further_pages if url not in whole.asked]
        if further and len(whole.asked) < MAX_PAGES:
            whole.asked.add(further[0])
            yield self._page_request(further[0], whole)
            return
        if whole.pages or not self.context.waits_for_second_look(visit):
            yield visit
        files = [attachment.url for attachment in extract.attachments]
        yield from self._parts.ask(files, extract.views_endpoint, whole.kept.capture.url)
        yield from self._parts.ask_for_pictures(extract.images, whole.kept.capture.url)

    async def parse_further_page(self, response: Response, whole: Whole) -> AsyncIterator[Visit | Request]:
        """Read an article with one more of its pages."""
        if self.classify(response) == "page":
            whole.pages.append(kept_of(response).capture)
        for item in await self._read_whole(whole):
            yield item

    async def no_further_page(self, failure: Failure) -> AsyncIterator[Visit | Request]:
        """Read an article without a page that did not come."""
        self.failed(failure)
        for item in await self._read_whole(request_of(failure).cb_kwargs["whole"]):
            yield item

    async def _read_whole(self, whole: Whole) -> list[Visit | Request]:
        capture = whole.kept.capture
        try:
            visit = await self.context.read_whole(capture, whole.kept.row, tuple(whole.pages))
        except LimitExceededError as error:
            self.logger.warning("Further pages of %s are left out: %s.", capture.url, error)
            visit = await self.context.read_article(capture, whole.kept.row)
            whole.asked.update(visit.extract.further_pages if visit.extract else ())
        return list(self._take_visit(visit, whole))

    async def _read_once(self, kept: Kept) -> tuple[Visit, bool] | None:
        """Return what a page says, and whether it waits for the end of the run.

        None where this version of the software cannot read it, which is noted once.
        """
        context = self.context
        if context.frontier.unread_reason(kept.capture.sha256, SOFTWARE) is not None:
            context.count("problems")
            return None
        try:
            return await context.see_article(kept.capture, kept.row)
        except LimitExceededError as error:
            self.logger.warning("The page %s is kept but not read: %s.", kept.capture.url, error)
            context.run.record_unread(kept.capture, kept.row, "too_heavy", str(error))
            context.count("problems")
            return None
        except ContentDecodingError as error:
            self.logger.warning("The page %s is kept but not read. %s", kept.capture.url, error)
            context.run.record_unread(kept.capture, kept.row, "undecodable", str(error).rstrip("."))
            context.count("problems")
            return None
        except PAGE_FAULTS as error:
            context.run.record_unread(kept.capture, kept.row, "reader_failed", f"{type(error).__name__}: {error}")
            raise

    def _note_status(self, capture: Capture, status: str) -> None:
        """Take in how an article was found; that it vanished is believed when the run is over, if at all."""
        if status in VANISHED:
            self.context.sightings.doubt(capture.requested_url, status, capture.fetched_at, section=capture.section)
        else:
            self.context.run.record_status(capture.requested_url, status, capture.fetched_at)

    # For `scrapy parse` and `scrapy shell`

    async def parse(self, response: Response) -> AsyncIterator[Visit]:
        """Read one page as an article; what `scrapy parse` calls where no callback is named."""
        kept = kept_of(response)
        visit = await self.context.read_article(replace(kept.capture, kind="article"), kept.row)
        if visit.document is not None:
            yield visit

    def read(self, response: Response) -> Document:
        """Return what a page says; for `scrapy shell`, where ``spider.read(response).title`` shows a field."""
        decoded = replace(kept_of(response).capture, body=response.body, headers=())
        document = read_saved_page(decoded, self.site).document
        if document is None:
            raise RuntimeError("A page is always read to its end.")
        return document

    # What went wrong

    def failed(self, failure: Failure) -> None:
        """Count a request that got no answer; an article that could not be asked for is unreachable, not gone."""
        request = request_of(failure)
        if isinstance(failure.value, ArchiveError):
            return  # the answer came, but could not be kept: the session ends the crawl for that
        if isinstance(failure.value, IgnoreRequest):
            # robots.txt, too many redirects, a host left alone: our own decision, which says nothing of the article.
            self.context.count("skipped")
        else:
            self.context.run.record_failure(request.url, failed_at=self.context.started_at)
            self.context.count("unreachable", "failed")

    # Requests

    def article_request(
        self,
        url: str,
        section: str | None,
        *,
        headers: Mapping[str, str] | None = None,
        framed_by: str | None = None,
        depth: int = 0,
    ) -> Request:
        """Return the request for an article, and count it."""
        self._articles += 1
        purpose = Purpose(kind="article", section=section, framed_by=framed_by, depth=depth)
        request = self._request(url, purpose, self.parse_article, headers=headers, priority=ARTICLES)
        return request.replace(errback=self.article_failed)

    def _page_request(self, url: str, whole: Whole) -> Request:
        purpose = Purpose(kind="page", article_url=whole.kept.capture.requested_url)
        request = self._request(url, purpose, self.parse_further_page, priority=ARTICLES)
        request.cb_kwargs["whole"] = whole
        return request.replace(errback=self.no_further_page)

    def _revisit(self, due: DueArticle) -> Request:
        return self.article_request(due.url, due.section, headers=conditions(due.etag, due.last_modified))

    def _request(self, url: str, purpose: Purpose, callback: Callable[..., Any], **options: Any) -> Request:
        return make_request(url, purpose, callback=callback, errback=self.failed, **options)

    def _is_own(self, url: str) -> bool:
        return self.lists is not None and self.lists.is_own(url)

    def was_asked(self, url: str) -> bool:
        """Whether an article has been asked for in this run."""
        return address_key(url) in self._asked

    def may_ask(self, url: str) -> bool:
        """Whether an article has not been asked for in this run, and the run may ask for one more."""
        key = address_key(url)
        if key in self._asked or (self.limit and self._articles >= self.limit):
            return False
        self._asked.add(key)
        return True

    def classify(self, response: Response) -> ResponseKind:
        """Return what a response means."""
        capture = kept_of(response).capture
        kind = classify_response(capture.status, capture.header, response.body)
        return "unreachable" if kind == "page" and is_undecodable(response) else kind


def is_undecodable(response: Response) -> bool:
    """Whether a body is still encoded, since its Content-Encoding was unknown or not true."""
    coding = response.headers.get("Content-Encoding")
    return coding is not None and coding.strip().lower() not in {b"", b"identity"}


def _depth(response: Response) -> int:
    purpose = purpose_of(response.request) if response.request else None
    return purpose.depth if purpose else 0
