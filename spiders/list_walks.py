"""Walks the lists of one office in one run, written down or found, page after page.

Every row is handed to the spider, which decides whether its article is asked for; what a walk shows of its list is
written down.  Which lists are walked, and what becomes of those that are lost, is decided in `spiders.lists`.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.db.times import utc_text
from crawler.archive.frontier.lists import EMPTY, GONE, REFUSED, UNTRIED, KeptList, Lists
from crawler.crawling.run.causes import CAUSE, WARNING
from crawler.crawling.run.requests import Purpose, kept_of, make_request, request_of
from crawler.crawling.workers.page_reading import ListReading
from crawler.discovery.found import AGAINST_PATTERN, BY_HAND, HOME_PAGE
from crawler.isolation import LimitExceededError
from crawler.items import Visit
from crawler.normalise.addresses import address_key
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from spiders.finding import PRIORITY
from spiders.trials import SAID, Trial, Trials
from spiders.turns import is_whole_due
from spiders.twins import Twins
from spiders.walk import MAX_LINKS, Listed, Walk, is_calendar
from spiders.written import chosen_of, refused_news, row_rule, seen_evidence

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider


TRIED_EVERY = 3
"""Pages of a list of which one is tried again: a pager without end may show rows that lead to nothing."""


@dataclass
class ListWalk:
    """One list while it is walked."""

    kept: KeptList
    walk: Walk
    begun_at: datetime
    is_whole: bool
    asked: set[str] = field(default_factory=set)
    spare: list[ListRequest] = field(default_factory=list)
    """Other ways to ask for the page that was asked for last."""
    archives: list[ListRequest] = field(default_factory=list)
    new: int = 0
    stated: int | None = None
    """Rows that the list says it has."""
    pages_said: int = 1
    """Pages that its pager says it has."""
    fruitful: int = 0
    """Pages that named something which those before had not."""
    is_unread: bool = False
    tried_at: int = -1
    """Pages that were walked before the last one whose articles were tried."""
    is_lost: bool = False
    is_empty: bool = False
    """Whether it is lost because its page is there and has no rows."""
    last: ListRequest | None = None


class ListWalks:
    """The walks of one run."""

    def __init__(self, spider: "ArchiveSpider", lists: Lists, ended: Callable[[], Iterator[Request]]) -> None:
        """*ended* is called when a walk is over; it yields what is to be asked then."""
        self.hosts = spider.site.bare_hosts()
        self.menu: frozenset[str] = frozenset()
        """`address_key` of what the office's menus lead to."""
        self.twins = Twins(spider.context, lists, is_written=bool(spider.site.sections))
        self.trials = Trials(spider)
        self._spider = spider
        self._context = spider.context
        self._lists = lists
        self._ended = ended
        self._walks: dict[str, ListWalk] = {}
        self._first_pages: dict[str, tuple[ListRequest, ListPage, datetime]] = {}
        """First pages of lists whose articles are being tried."""
        self._active: set[str] = set()

    @property
    def is_busy(self) -> bool:
        """Whether some list is being walked."""
        return bool(self._active)

    def all(self) -> list[ListWalk]:
        """Return every walk of this run."""
        return list(self._walks.values())

    def is_lost(self, kept: KeptList) -> bool:
        """Whether this run has asked for a list and found no rows there."""
        walk = self._walks.get(kept.id)
        return walk is not None and walk.is_lost

    def is_own(self, url: str) -> bool:
        """Whether an address is on one of the office's own hosts."""
        return (urlsplit(url).hostname or "").lower().removeprefix("www.") in self.hosts

    def begin(self, kept: KeptList) -> ListWalk:
        """Note that a list is walked from now on."""
        began = self._context.started_at
        reached_end = self._context.frontier.begin_walk(kept.id, began)
        is_whole = self._spider.full or not reached_end or kept.state == GONE or is_whole_due(kept, began)
        walk = ListWalk(kept, Walk(stops_at_known_ground=not is_whole), began, is_whole)
        self._walks[kept.id] = walk
        self._active.add(kept.id)
        self._lists.note(kept.id, asked_at=utc_text(began))
        return walk

    def first_request(self, kept: KeptList) -> Request:
        """Begin to walk a list, and return the request for its first page, or for its last where its news is there."""
        walk = self.begin(kept)
        from_tail = kept.tail is not None and not walk.is_whole
        if from_tail:
            walk.walk.stops_at_known_ground = False  # its news is at the end
        request = ListRequest.from_text(kept.tail if kept.tail and from_tail else kept.request)
        return self._request(kept, request)

    def _request(self, kept: KeptList, request: ListRequest) -> Request:
        walk = self._walks[kept.id]
        walk.asked.add(request.key)
        walk.last = request
        return make_request(
            request.url,
            Purpose(kind="list", section=kept.id),
            callback=self.parse_page,
            errback=self.page_failed,
            method=request.method,
            body=request.body,
            headers=dict(request.headers),
            priority=PRIORITY,
            meta={"allow_offsite": True},
            cb_kwargs={"ident": kept.id, "asked": request},
        )

    # What came

    async def parse_page(self, response: Response, ident: str, asked: ListRequest) -> AsyncIterator[Request]:
        """Take the rows of a list page, and go on."""
        walk = self._walks[ident]
        is_end = walk.walk.pages > 0 and not response.body.strip()  # nothing behind the last row
        kind = "gone" if is_end else self._spider.classify(response)
        capture = kept_of(response).capture
        if kind == "page" and not _leads_away(response.url, asked):
            try:
                read = await self._context.read_list_page(capture, self._reading(walk.kept, asked))
            except LimitExceededError as error:
                self._spider.logger.warning("The list %s is left out: %s.", response.url, error)
                self._context.count("problems")
                kind = "unreachable"
            else:
                if read.no_article is None:
                    self._heed_pattern(walk, read.page)
                    for request in self.take(walk.kept, asked, read.page, capture.fetched_at):
                        yield request
                    return
                kind = "blocked" if read.no_article == "blocked" else "unreachable"
        for request in self._no_page(walk, kind, response.status):
            yield request

    def _reading(self, kept: KeptList, asked: ListRequest) -> ListReading:
        site = self._spider.site
        return ListReading(
            request=asked,
            language=site.language,
            row_address=kept.row_address,
            article_form=kept.article_form,
            menu=self.menu,
            rule=row_rule(site, kept, self.hosts),
        )

    def _heed_pattern(self, walk: ListWalk, page: ListPage) -> None:
        """Read a list by the pattern of its entry again, once that fits all rows of the first page."""
        if walk.walk.pages or walk.kept.found_by != AGAINST_PATTERN:
            return
        own = [row for row in page.rows if self.is_own(row.url)]
        if own and len(chosen_of(self._spider.site, own, self.hosts)) == len(own):
            walk.kept = replace(walk.kept, found_by=BY_HAND)
            self._lists.note(walk.kept.id, found_by=BY_HAND)

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Note that a list could not be walked to its end."""
        self._spider.failed(failure)
        walk = self._walks[request_of(failure).cb_kwargs["ident"]]
        walk.walk.is_cut = True
        yield from self._end(walk, self._context.started_at)

    def _no_page(self, walk: ListWalk, kind: str, status: int) -> Iterator[Request]:
        if walk.spare:
            yield self._request(walk.kept, walk.spare.pop(0))
            return
        if kind in {"gone", "page"}:
            # Some pagers name one page too many; a first page that is gone is another matter.
            walk.is_lost = walk.walk.pages == 0
            if walk.is_lost and kind == "gone" and walk.kept.found_by == BY_HAND:
                sentence = f"The section {walk.kept.id} answers {status}: has its address changed?"
                self._context.stats.set_value(f"{CAUSE}section/{walk.kept.id}", sentence)
        else:
            self._context.count("blocked" if kind == "blocked" else "unreachable", "failed")
            walk.walk.is_cut = True
        yield from self._end(walk, self._context.started_at)

    def take(self, kept: KeptList, asked: ListRequest, page: ListPage, seen_at: datetime) -> Iterator[Request]:
        """Take the rows of one page of a list, and go on while it brings anything new."""
        walk = self._walks[kept.id]
        walk.asked.add(asked.key)
        items = [row for row in page.rows if address_key(row.url) not in self.menu][:MAX_LINKS]
        own = [row for row in items if self.is_own(row.url)]
        if own and self._is_trial_due(walk):
            walk.tried_at = walk.walk.pages
            trial = self._begin_trial(walk, own)
            if trial is not None and not trial.is_believed:
                self._first_pages[kept.id] = (asked, page, seen_at)
                for row in trial.rows:  # the reader of an article asks what its list says of it
                    self._list_row(kept, row, seen_at)
                yield from trial.requests
                return
            self._believe(walk)
            yield from trial.requests if trial is not None else ()
        fresh = walk.walk.meet([Listed(address_key(row.url), row.title, row.date_raw) for row in items])
        if walk.walk.pages == 1:
            walk.is_lost = walk.is_empty = not items
            self._learn(walk, page)
        moved = self.twins.count_moved(own, kept.id)
        unknown = list(self.twins.unknown(own, kept.id))
        for url in self._spider.changed_rows(own):
            if self._spider.may_ask(url):
                yield self._spider.article_request(url, kept.id)
        self._note_rows(kept, items, own, unknown, seen_at)
        walk.new += len(unknown)
        for row in own if self._spider.full else unknown:
            if self._spider.may_ask(row.url):
                yield self._spider.article_request(row.url, kept.id)
            elif self._spider.limit:
                walk.walk.is_cut = True
        yield from self._go_on(walk, page, fresh=fresh, unknown=len(unknown) + moved, seen_at=seen_at)

    def _warn(self, kept: KeptList, sentence: str) -> None:
        self._context.stats.set_value(f"{WARNING}{kept.id}", f"The list “{kept.name}”: {sentence}")

    @staticmethod
    def _is_trial_due(walk: ListWalk) -> bool:
        """Whether the articles of the page that came are to be tried: of the first, and of some further on."""
        pages = walk.walk.pages
        return pages % TRIED_EVERY == 0 and walk.tried_at < pages

    def _begin_trial(self, walk: ListWalk, own: list[ListItem]) -> Trial | None:
        """Begin to try a list by rows of one page; None where it needs no trial, or names known articles."""
        kept = walk.kept
        if not walk.walk.pages and kept.state not in {UNTRIED, REFUSED}:
            return None
        fresh = list(self.twins.unknown(own, kept.id))
        return self.trials.begin(kept, fresh) if len(fresh) == len(own) else None

    def end_trials(self, trials: Iterable[Trial]) -> Iterator[Request | Visit]:
        """Walk the lists that are believed, leave those that are refused, and hand on what was kept back."""
        for trial in trials:
            held, trial.held = trial.held, []
            if trial.is_believed:
                yield from held
            else:
                for visit in held:
                    self._context.run.refuse(visit, "refused_list")
            first = self._first_pages.pop(trial.kept.id, None)
            if first is None:
                continue
            walk = self._walks[trial.kept.id]
            if trial.is_believed:
                self._believe(walk)
                yield from self.take(walk.kept, *first)
            elif walk.walk.pages:
                yield from self._leave(walk, trial.sentence(), first[-1])
            else:
                self._refuse(walk, trial.sentence())
                yield from self._ended()

    def _believe(self, walk: ListWalk) -> None:
        if walk.kept.state in {UNTRIED, REFUSED}:
            walk.kept = replace(walk.kept, state="ok")
            self._lists.note(walk.kept.id, state="ok")

    def _refuse(self, walk: ListWalk, sentence: str) -> None:
        """Leave a list none of whose rows that were tried is an article."""
        evidence = (*(one for one in walk.kept.evidence if not one.startswith(SAID)), f"{SAID}{sentence}")
        walk.kept = replace(walk.kept, state=REFUSED, evidence=evidence)
        told = f"The list “{walk.kept.name}” is refused: {sentence}."
        self._context.stats.set_value(f"{CAUSE}refused/{walk.kept.id}", told)
        self._lists.learn(walk.kept)
        self._lists.note(walk.kept.id, state=REFUSED)
        self._active.discard(walk.kept.id)

    def _leave(self, walk: ListWalk, sentence: str, ended_at: datetime) -> Iterator[Request]:
        """Walk a list no further, none of whose rows further on is an article."""
        self._warn(walk.kept, f"it is left behind its page {walk.walk.pages}: {sentence}.")
        walk.walk.is_left = True
        yield from self._end(walk, ended_at)

    def _learn(self, walk: ListWalk, page: ListPage) -> None:
        """Write down what the first page shows of a list that was written down and is seen for the first time."""
        if page.rows and walk.kept.found_by == AGAINST_PATTERN:
            self._warn(walk.kept, "article_url fits none of its rows, so that they were read without it.")
        refused = refused_news(page, self._context.frontier.is_known) if walk.kept.asked_at is not None else 0
        if refused:
            self._warn(walk.kept, f"article_url refuses {refused} of its newest rows.")
        evidence = seen_evidence(walk.kept, page)
        if evidence is not None:
            walk.kept = replace(walk.kept, kind=page.kind, row_order=page.order, evidence=evidence)
            self._lists.learn(walk.kept)

    def _note_rows(
        self, kept: KeptList, items: list[ListItem], own: list[ListItem], unknown: list[ListItem], seen_at: datetime
    ) -> None:
        spider, context = self._spider, self._context
        spider.first_lists[kept.id] = spider.first_lists.get(kept.id) or len(items)
        context.count("known", by=len(own) - len(unknown))
        spider.walked[kept.id] += len(items)
        with context.run.at_once():
            for row in items:
                spider.relisted[kept.id] += context.frontier.was_listed(row.url, context.started_at, context.run.id)
                if self.twins.twin_of(row, kept.id) is None or context.frontier.is_known(row.url):
                    self._list_row(kept, row, seen_at)
                    context.count("listed")

    def _list_row(self, kept: KeptList, row: ListItem, seen_at: datetime) -> None:
        self._context.run.record_listed(
            row.url, section=kept.id, title=row.title, date_raw=row.date_raw, seen_at=seen_at
        )

    def _go_on(
        self, walk: ListWalk, page: ListPage, *, fresh: int, unknown: int, seen_at: datetime
    ) -> Iterator[Request]:
        if fresh == 0 and walk.spare:
            yield self._request(walk.kept, walk.spare.pop(0))
            return
        walk.stated, walk.pages_said = page.total or walk.stated, max(walk.pages_said, page.pages or 1)
        walk.fruitful += fresh > 0
        walk.is_unread |= page.is_unread and not page.following
        if not walk.archives and walk.is_whole:
            walk.archives = [one for one in page.archives if one.key not in walk.asked]
        goes_on = walk.walk.goes_on(first_met=fresh, unknown=unknown) or (fresh > 0 and _says_more(walk))
        following = [one for one in page.following if one.key not in walk.asked]
        today = self._context.started_at.date()
        is_endless = bool(following) and is_calendar(following[0].url, today)
        walk.walk.is_left |= goes_on and is_endless
        if goes_on and following and not is_endless:
            walk.spare = following[1:] if walk.walk.pages == 1 else []
            yield self._request(walk.kept, following[0])
            return
        archives = [one for one in walk.archives if one.key not in walk.asked and not is_calendar(one.url, today)]
        if archives:
            walk.archives = archives[1:]
            yield self._request(walk.kept, archives[0])
            return
        yield from self._end(walk, seen_at)

    def _end(self, walk: ListWalk, ended_at: datetime) -> Iterator[Request]:
        kept, done = walk.kept, not walk.walk.is_cut and not walk.is_lost
        if done:
            walk.walk.is_done = not walk.walk.is_left
            # Its pager names further pages, and what was taken for the way to them brought none.
            walk.is_unread |= walk.is_whole and walk.pages_said > 1 and walk.fruitful == 1
            self._context.frontier.end_walk(kept.id, ended_at)
            self._note_end(walk, ended_at)
            is_whole = walk.is_whole and not walk.is_unread and walk.walk.pages > 1
            if not self._is_choice(walk):  # some of the news, for as long as the office likes
                yield from self._spider.visit_missing(walk.walk, kept.id, is_whole=is_whole)
        self._active.discard(kept.id)
        yield from self._ended()

    def _is_choice(self, walk: ListWalk) -> bool:
        """Whether a list is the home page without further pages, which shows some of the news only."""
        kept, home = walk.kept, self._spider.site.home
        is_home = kept.method == "GET" and address_key(kept.url) == address_key(home)
        return kept.found_by == HOME_PAGE or (is_home and max(walk.walk.pages, kept.pages or 1) == 1)

    def _note_end(self, walk: ListWalk, ended_at: datetime) -> None:
        kept, moment = walk.kept, utc_text(ended_at)
        facts: dict[str, str | int | None] = {"last_good": moment, "stated": walk.stated}
        if kept.row_order == "oldest" and walk.last is not None and not walk.archives:
            facts["tail"] = walk.last.to_text()
        if walk.new:
            facts["last_new"] = moment
        if kept.state == EMPTY:  # its rows are back
            facts["state"] = "ok" if kept.walked_at else "incomplete"
        if walk.is_whole:
            short = walk.stated is not None and len(walk.walk.met) < walk.stated * 0.98
            incomplete = walk.is_unread or walk.walk.is_left or short or self._is_choice(walk)
            facts |= {"pages": walk.walk.pages, "state": "incomplete" if incomplete else "ok"}
            if not incomplete:
                facts["walked_at"] = utc_text(walk.begun_at)
        self._lists.note(kept.id, **facts)


def _leads_away(url: str, asked: ListRequest) -> bool:
    """Whether a list's address led to the home page."""
    if address_key(url) == address_key(asked.url):
        return False
    return urlsplit(url).path in {"", "/"}


def _says_more(walk: ListWalk) -> bool:
    """Whether the list says that it has grown by more than was met: something was added further down."""
    before = walk.kept.stated
    return walk.stated is not None and before is not None and walk.stated > before + walk.new
