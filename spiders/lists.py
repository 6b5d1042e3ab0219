"""The lists of an office that nobody wrote down: found in its first crawl, walked in every one, found again when lost.

`OfficeLists` stands beside the spider of such an office: it asks for what discovery wants to see, walks the lists that
came of it, and hands every row to the spider, which decides whether the article is asked for.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.lists import GONE, NEEDS_BROWSER, KeptList, Lists
from crawler.crawling.run.requests import Purpose, kept_of, make_request, request_of
from crawler.crawling.workers.page_reading import ListReading
from crawler.discovery.found import FoundList
from crawler.discovery.machine import Discovery
from crawler.isolation import LimitExceededError
from crawler.normalise.addresses import address_key
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from spiders.finding import PRIORITY, Finding
from spiders.found_lists import list_id, request_key, to_keep
from spiders.turns import LOOK_AGAIN, SLACK, is_whole_due, liveliest, pause, spread
from spiders.twins import Twins
from spiders.walk import MAX_LINKS, Listed, Walk, is_calendar

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

MAY_BE_BACK = timedelta(days=30)
"""For how long a list that was given up is looked at now and then."""


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
    is_unread: bool = False
    is_lost: bool = False
    last: ListRequest | None = None


class OfficeLists:
    """Finds and walks the lists of one office in one run."""

    def __init__(self, spider: "ArchiveSpider") -> None:
        self.spider = spider
        self.context = spider.context
        self.lists = Lists(self.context.archive, spider.site.id)
        self.twins = Twins(self.context, self.lists)
        self.finding = Finding(spider, self.lists, self._found)
        self.hosts: frozenset[str] = frozenset()
        self.menu: frozenset[str] = frozenset()
        self._walks: dict[str, ListWalk] = {}
        self._active: set[str] = set()
        self._waiting: list[tuple[KeptList, ListPage]] = []
        self._is_repairing = False

    # What a run begins with

    def start(self) -> Iterator[Request]:
        """Yield the first requests: of discovery where the office is new, else of its lists."""
        row = self.lists.discovery()
        kept = self.lists.all()
        self.context.count("needs_browser", by=sum(one.state == NEEDS_BROWSER for one in kept))
        home = self.spider.site.home
        if row is None or row["ended_at"] is None or not kept:
            yield from self.finding.go_on(None if row is None else Discovery.from_text(row["state"], home))
            return
        # It is there while lists are asked for, so that none is settled before all have begun.
        machine = self.finding.machine = Discovery.from_text(row["state"], home)
        self._know_office(machine)
        due = [one for one in kept if self._is_due(one)] or liveliest(kept)
        for one in due:
            yield self._first_request(one)
        # Where no list can be asked, such as of an office that needs a browser, the home page tells that it is there.
        if not due or parse_utc(row["looked_at"]) + LOOK_AGAIN - SLACK <= self.context.started_at:
            machine.look_again()
            yield from self.finding.ask_next()
        else:
            self.finding.machine = None

    def is_own(self, url: str) -> bool:
        """Whether an address is on one of the office's own hosts."""
        return (urlsplit(url).hostname or "").lower().removeprefix("www.") in self.hosts

    def _know_office(self, machine: Discovery) -> None:
        self.hosts = frozenset(machine.hosts.hosts)
        self.menu = frozenset(machine.menu)

    def _is_due(self, kept: KeptList) -> bool:
        if kept.state == NEEDS_BROWSER:
            return False
        if kept.state == GONE:
            return kept.role == "main" and self._may_be_back(kept)
        if kept.asked_at is None or self.spider.full:
            return True
        every = LOOK_AGAIN + spread(kept, 3)
        if kept.role == "main" and kept.state in {"ok", "incomplete"}:
            every = pause(kept)
        return parse_utc(kept.asked_at) + every - SLACK <= self.context.started_at

    def _may_be_back(self, kept: KeptList) -> bool:
        """Whether to look at a list that was given up: after 1, 2, 4 … days, since a fault may have passed."""
        if kept.asked_at is None or kept.last_good is None:
            return False
        asked, good = parse_utc(kept.asked_at), parse_utc(kept.last_good)
        return asked - good <= MAY_BE_BACK and asked + (asked - good) - SLACK <= self.context.started_at

    def _first_request(self, kept: KeptList) -> Request:
        walk = self._begin(kept)
        from_tail = kept.tail is not None and not walk.is_whole
        if from_tail:
            walk.walk.stops_at_known_ground = False  # its news is at the end
        request = ListRequest.from_text(kept.tail if kept.tail and from_tail else kept.request)
        return self._list_request(kept, request)

    def _begin(self, kept: KeptList) -> ListWalk:
        began = self.context.started_at
        reached_end = self.context.frontier.begin_walk(kept.id, began)
        is_whole = self.spider.full or not reached_end or is_whole_due(kept, began)
        walk = ListWalk(kept, Walk(stops_at_known_ground=not is_whole), began, is_whole)
        self._walks[kept.id] = walk
        self._active.add(kept.id)
        self.lists.note(kept.id, asked_at=utc_text(began))
        return walk

    def walks(self, *, main: bool = False) -> list[Walk]:
        """Return the walks of this run; with *main* those of main lists that were there before."""
        walks = [
            one for one in self._walks.values() if not main or (one.kept.role == "main" and one.kept.state != GONE)
        ]
        return [one.walk for one in walks]

    # What was found

    def _found(self, machine: Discovery) -> Iterator[Request]:
        """Keep and walk what discovery found."""
        self._know_office(machine)
        found = [one for one in machine.lists if one.page is not None]
        known = {request_key(one.request): one for one in self.lists.all() if one.state != GONE}
        if self._is_repairing:
            self._note_repair(found, known, tried=machine.asked)
        ended = bool(found or known)
        self.lists.note_discovery(machine.to_text(), now=self.context.started_at, requests=machine.asked, ended=ended)
        for note in machine.notes:
            self.spider.logger.info("%s", note)
        self._note_scripted(machine)
        yield from self._walk_found(found, known)
        yield from self._settle()

    def _note_scripted(self, machine: Discovery) -> None:
        """Note the pages whose lists only a browser would show."""
        known = {one.url for one in self.lists.all()}
        taken = {one.id for one in self.lists.all()}
        for url, label in machine.scripted.items():
            if url not in known:
                self.context.count("needs_browser")
                only = FoundList(request=ListRequest(url), name=label, found_by="script", kind="script")
                kept = replace(to_keep(only, list_id(only, taken)), state=NEEDS_BROWSER)
                taken.add(kept.id)
                self.lists.save(kept, self.context.started_at)

    def _walk_found(self, found: list[FoundList], known: dict[str, KeptList]) -> Iterator[Request]:
        by_interface = any(one.found_by == "WordPress REST" for one in found) or any(
            one.found_by == "WordPress REST" for one in known.values()
        )
        taken = {one.id for one in known.values()}
        for one in found:
            old = known.get(request_key(one.request.to_text()))
            if old is not None and not self._is_lost(old):
                continue
            ident = old.id if old is not None else list_id(one, taken)
            taken.add(ident)
            kept = to_keep(one, ident)
            self.lists.save(kept, self.context.started_at)
            if one.page is None:
                continue
            if one.role == "extra" or (by_interface and one.kind == "html"):
                self._waiting.append((kept, one.page))
            else:
                self._begin(kept)
                yield from self._take(kept, one.request, one.page, self.context.started_at)

    def _is_lost(self, kept: KeptList) -> bool:
        walk = self._walks.get(kept.id)
        return walk is not None and walk.is_lost

    def _note_repair(self, found: list[FoundList], known: dict[str, KeptList], *, tried: int) -> None:
        """Count the lists that were lost and those found in their place, for the verdict.

        What was lost and is not found again is gone; where nothing at all is found, the office is only away.
        """
        main = {request_key(one.request.to_text()) for one in found if one.role == "main"}
        lost = {request for request, kept in known.items() if kept.role == "main" and self._is_lost(kept)}
        self.context.count("lists_lost", by=len(lost))
        self.context.count("lists_found", by=len(main - (known.keys() - lost)))
        self.context.count("lists_tried", by=tried)
        for request in lost - main if main else ():
            self.lists.end(known[request].id, self.context.started_at)

    # Lists

    def _list_request(self, kept: KeptList, request: ListRequest) -> Request:
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

    async def parse_page(self, response: Response, ident: str, asked: ListRequest) -> AsyncIterator[Request]:
        """Take the rows of a list page, and go on."""
        walk = self._walks[ident]
        is_end = walk.walk.pages > 0 and not response.body.strip()  # nothing behind the last row
        kind = "gone" if is_end else self.spider.classify(response)
        capture = kept_of(response).capture
        if kind == "page" and not self._leads_away(response.url, asked):
            try:
                read = await self.context.read_list_page(capture, self._reading(walk.kept, asked))
            except LimitExceededError as error:
                self.spider.logger.warning("The list %s is left out: %s.", response.url, error)
                kind = "unreachable"
            else:
                if read.no_article is None:
                    for request in self._take(walk.kept, asked, read.page, capture.fetched_at):
                        yield request
                    return
                kind = "blocked" if read.no_article == "blocked" else "unreachable"
        for request in self._no_page(walk, kind):
            yield request

    def _reading(self, kept: KeptList, asked: ListRequest) -> ListReading:
        language = self.spider.site.language
        return ListReading(
            request=asked,
            language=language,
            row_address=kept.row_address,
            article_form=kept.article_form,
            menu=self.menu,
        )

    def _leads_away(self, url: str, asked: ListRequest) -> bool:
        """Whether a list's address led to the home page or off the office's hosts."""
        if address_key(url) == address_key(asked.url):
            return False
        return urlsplit(url).path in {"", "/"} and address_key(url) != address_key(asked.url)

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Note that a list could not be walked to its end."""
        self.spider.failed(failure)
        walk = self._walks[request_of(failure).cb_kwargs["ident"]]
        walk.walk.is_cut = True
        yield from self._end(walk, self.context.started_at)

    def _no_page(self, walk: ListWalk, kind: str) -> Iterator[Request]:
        if walk.spare:
            yield self._list_request(walk.kept, walk.spare.pop(0))
            return
        if kind in {"gone", "page"}:
            # Some pagers name one page too many; a first page that is gone is another matter.
            walk.is_lost = walk.walk.pages == 0
        else:
            self.context.count("blocked" if kind == "blocked" else "unreachable", "failed")
            walk.walk.is_cut = True
        yield from self._end(walk, self.context.started_at)

    def _take(self, kept: KeptList, asked: ListRequest, page: ListPage, seen_at: datetime) -> Iterator[Request]:
        walk = self._walks[kept.id]
        walk.asked.add(asked.key)
        items = [row for row in page.rows if address_key(row.url) not in self.menu][:MAX_LINKS]
        own = [row for row in items if self.is_own(row.url)]
        fresh = walk.walk.meet([Listed(address_key(row.url), row.title, row.date_raw) for row in items])
        if walk.walk.pages == 1:
            walk.is_lost = not items
        moved = self.twins.count_moved(own)
        unknown = list(self.twins.unknown(own))
        for url in self.spider.changed_rows(own):
            if self.spider.may_ask(url):
                yield self.spider.article_request(url, kept.id)
        self._note_rows(kept, items, own, unknown, seen_at)
        walk.new += len(unknown)
        for row in own if self.spider.full else unknown:
            if self.spider.may_ask(row.url):
                yield self.spider.article_request(row.url, kept.id)
            elif self.spider.limit:
                walk.walk.is_cut = True
        yield from self._go_on(walk, page, fresh=fresh, unknown=len(unknown) + moved, seen_at=seen_at)

    def _note_rows(
        self, kept: KeptList, items: list[ListItem], own: list[ListItem], unknown: list[ListItem], seen_at: datetime
    ) -> None:
        spider, context = self.spider, self.context
        spider.first_lists.setdefault(kept.id, len(items))
        context.count("known", by=len(own) - len(unknown))
        spider.walked[kept.id] += len(items)
        for row in items:
            spider.relisted[kept.id] += context.frontier.was_listed(row.url, context.started_at, context.run.id)
            if self.twins.twin_of(row) is None or context.frontier.is_known(row.url):
                context.run.record_listed(
                    row.url, section=kept.id, title=row.title, date_raw=row.date_raw, seen_at=seen_at
                )
                context.count("listed")

    def _go_on(
        self, walk: ListWalk, page: ListPage, *, fresh: int, unknown: int, seen_at: datetime
    ) -> Iterator[Request]:
        if fresh == 0 and walk.spare:
            yield self._list_request(walk.kept, walk.spare.pop(0))
            return
        walk.stated = page.total or walk.stated
        walk.is_unread |= page.is_unread and not page.following
        if not walk.archives and walk.is_whole:
            walk.archives = [one for one in page.archives if one.key not in walk.asked]
        goes_on = walk.walk.goes_on(first_met=fresh, unknown=unknown) or (fresh > 0 and self._says_more(walk))
        following = [one for one in page.following if one.key not in walk.asked]
        today = self.context.started_at.date()
        if goes_on and following and not is_calendar(following[0].url, today):
            walk.spare = following[1:] if walk.walk.pages == 1 else []
            yield self._list_request(walk.kept, following[0])
            return
        archives = [one for one in walk.archives if one.key not in walk.asked and not is_calendar(one.url, today)]
        if archives:
            walk.archives = archives[1:]
            yield self._list_request(walk.kept, archives[0])
            return
        yield from self._end(walk, seen_at)

    def _says_more(self, walk: ListWalk) -> bool:
        """Whether the list says that it has grown by more than was met: something was added further down."""
        before = walk.kept.stated
        return walk.stated is not None and before is not None and walk.stated > before + walk.new

    def _end(self, walk: ListWalk, ended_at: datetime) -> Iterator[Request]:
        kept, done = walk.kept, not walk.walk.is_cut and not walk.is_lost
        if done:
            walk.walk.is_done = not walk.walk.is_left
            self.context.frontier.end_walk(kept.id, ended_at)
            self._note_end(walk, ended_at)
            is_whole = walk.is_whole and not walk.is_unread and walk.walk.pages > 1
            yield from self.spider.visit_missing(walk.walk, kept.id, is_whole=is_whole)
        self._active.discard(kept.id)
        yield from self._settle()

    def _note_end(self, walk: ListWalk, ended_at: datetime) -> None:
        kept, moment = walk.kept, utc_text(ended_at)
        facts: dict[str, str | int | None] = {"last_good": moment, "stated": walk.stated}
        if kept.row_order == "oldest" and walk.last is not None and not walk.archives:
            facts["tail"] = walk.last.to_text()
        if walk.new:
            facts["last_new"] = moment
        if walk.is_whole:
            short = walk.stated is not None and len(walk.walk.met) < walk.stated * 0.98
            incomplete = walk.is_unread or walk.walk.is_left or short
            facts |= {"pages": walk.walk.pages, "state": "incomplete" if incomplete else "ok"}
            if not incomplete:
                facts["walked_at"] = utc_text(walk.begun_at)
        self.lists.note(kept.id, **facts)

    # When all lists were walked

    def _settle(self) -> Iterator[Request]:
        if self._active or self.finding.machine is not None:
            return
        waiting, self._waiting = self._waiting, []
        for kept, page in waiting:
            yield from self._look_beside(kept, page)
        if self._active:
            return
        main = [walk for walk in self._walks.values() if walk.kept.role == "main" and walk.kept.state != GONE]
        lost = [walk for walk in main if walk.is_lost]
        if lost and not self._is_repairing:
            self._is_repairing = True
            yield from self.finding.begin()

    def _look_beside(self, kept: KeptList, page: ListPage) -> Iterator[Request]:
        """Take from a list beside the main ones what none of them named."""
        own = [row for row in page.rows if self.is_own(row.url) and address_key(row.url) not in self.menu]
        unknown = [row for row in self.twins.unknown(own) if not self.spider.was_asked(row.url)]
        self.lists.note(kept.id, asked_at=utc_text(self.context.started_at))
        if not unknown:
            self.lists.note(kept.id, state="covered")
        elif kept.kind in {"feed", "sitemap"}:
            self._begin(kept)
            yield from self._take(
                kept, ListRequest.from_text(kept.request), replace(page, following=()), self.context.started_at
            )
        else:
            self._begin(kept)
            yield from self._take(kept, ListRequest.from_text(kept.request), page, self.context.started_at)
