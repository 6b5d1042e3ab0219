"""The lists of an office that nobody wrote down: found in its first crawl, walked in every one, found again when lost.

`OfficeLists` stands beside the spider of such an office: it asks for what discovery wants to see, walks the lists that
came of it, and hands every row to the spider, which decides whether the article is asked for.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.lists import GONE, NEEDS_BROWSER, KeptList, Lists
from crawler.crawling.download.browser import BrowserError, browser_program, open_once
from crawler.crawling.polite.robots import StandardRobotsMiddleware
from crawler.crawling.run.reader import ListReading
from crawler.crawling.run.requests import Purpose, kept_of, make_request
from crawler.discovery.found import Ask, Fetched, FoundList
from crawler.discovery.machine import Discovery
from crawler.isolation import LimitExceededError
from crawler.normalise.addresses import address_key
from crawler.normalise.text.search_key import search_key
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from spiders.turns import LOOK_AGAIN, SLACK, is_whole_due, liveliest, pause, spread
from spiders.walk import Listed, Walk, is_calendar

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

MAX_LINKS = 500
"""Rows taken from one list page."""
MAY_BE_BACK = timedelta(days=30)
"""For how long a list that was given up is looked at now and then."""
PRIORITY = 20
NUMBER = re.compile(r"\d{3,}")


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
        self.machine: Discovery | None = None
        self.menu: frozenset[str] = frozenset()
        self._walks: dict[str, ListWalk] = {}
        self._active: set[str] = set()
        self._waiting: list[tuple[KeptList, ListPage]] = []
        self._twins: dict[tuple[str, str, str], str] = {}
        self._is_repairing = False
        self._has_robots = False
        self._watched: set[str] = set()

    # What a run begins with

    def start(self) -> Iterator[Request]:
        """Yield the first requests: of discovery where the office is new, else of its lists."""
        row = self.lists.discovery()
        kept = self.lists.all()
        self.context.count("needs_browser", by=sum(one.state == NEEDS_BROWSER for one in kept))
        home = self.spider.site.home
        if row is None or row["ended_at"] is None or not kept:
            self.machine = self._new_machine() if row is None else Discovery.from_text(row["state"], home)
            if not self.machine.is_waiting:
                self.machine = self._new_machine()
            yield from self._ask_next()
            return
        self.machine = Discovery.from_text(row["state"], home)
        self._know_office()
        due = [one for one in kept if self._is_due(one)] or liveliest(kept)
        for one in due:
            yield self._first_request(one)
        # Where no list can be asked, such as of an office that needs a browser, the home page tells that it is there.
        if not due or parse_utc(row["looked_at"]) + LOOK_AGAIN - SLACK <= self.context.started_at:
            self.machine.look_again()
            yield from self._ask_next()
        else:
            self.machine = None

    def is_own(self, url: str) -> bool:
        """Whether an address is on one of the office's own hosts."""
        return (urlsplit(url).hostname or "").lower().removeprefix("www.") in self.hosts

    def _new_machine(self) -> Discovery:
        site = self.spider.site
        return Discovery(site.home, language=site.language, hosts=site.hosts, hints=tuple(site.section_urls().values()))

    def _know_office(self) -> None:
        if self.machine is not None:
            self.hosts = frozenset(self.machine.hosts.hosts)
            self.menu = frozenset(self.machine.menu)

    hosts: frozenset[str] = frozenset()

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

    # Discovery

    def _ask_next(self) -> Iterator[Request]:
        ask = self.machine.next() if self.machine is not None else None
        if ask is not None:
            yield make_request(
                ask.request.url,
                Purpose(kind="discovery", section=ask.purpose),
                callback=self.discovered,
                errback=self.not_discovered,
                method=ask.request.method,
                body=ask.request.body,
                headers=dict(ask.request.headers),
                priority=PRIORITY,
                meta={"allow_offsite": True},
                cb_kwargs={"ask": ask},
            )
        elif (page := self._next_scripted()) is not None:
            yield self._watch_request(page)
        else:
            yield from self._end_discovery()

    def _next_scripted(self) -> str | None:
        """Return a page that is to be opened in a browser, where there is one."""
        if self.machine is None or browser_program() is None:
            return None
        return next((url for url in self.machine.scripted if url not in self._watched), None)

    def _watch_request(self, page: str) -> Request:
        self._watched.add(page)
        purpose = Purpose(kind="discovery", section="browser")
        return make_request(page, purpose, callback=self.watched, errback=self.not_discovered, priority=PRIORITY)

    async def watched(self, response: Response) -> AsyncIterator[Request]:
        """Open a page in the browser, and take the request that brings its rows for its list."""
        page, machine, program = (
            response.request.url if response.request else response.url,
            self.machine,
            browser_program(),
        )
        if machine is not None and program is not None:
            label = machine.scripted.get(page, "")
            content_type = kept_of(response).capture.header("Content-Type")
            first = Fetched(url=response.url, status=response.status, content=response.body, content_type=content_type)
            try:
                shown = await open_once(page, program, partial(self._fetch, first))
                found = await self.context.reader.shown(shown, label, machine.hosts, self.spider.site.language)
            except (BrowserError, LimitExceededError) as error:
                self.spider.logger.warning("%s", error)
                found = None
            if found is not None:
                machine.scripted.pop(page, None)
                machine.lists.append(found)
        for request in self._ask_next():
            yield request

    async def _fetch(self, first: Fetched, asked: ListRequest) -> Fetched | None:
        """Make a request of the browser's, as any other of the crawl's; the office's own hosts only.

        *first* answers for the page itself, which is here already.
        """
        if asked == ListRequest(first.url):
            return first
        engine = self.spider.crawler.engine
        if engine is None or self.machine is None or not self.machine.hosts.has_below(asked.url):
            return None
        purpose = Purpose(kind="discovery", section="browser")
        request = make_request(
            asked.url,
            purpose,
            callback=self.watched,
            errback=self.not_discovered,
            method=asked.method,
            body=asked.body,
            headers=dict(asked.headers),
            meta={"allow_offsite": True},
        )
        try:
            response = await engine.download_async(request)
        except (IgnoreRequest, OSError, ConnectError, ConnectionClosed, ResponseFailed) as error:
            self.spider.logger.info("%s was not fetched for the browser: %s.", asked.url, error)
            return None
        content_type = kept_of(response).capture.header("Content-Type")
        return Fetched(url=response.url, status=response.status, content=response.body, content_type=content_type)

    async def discovered(self, response: Response, ask: Ask) -> AsyncIterator[Request]:
        """Feed the machine with what came, and ask for what it wants next."""
        kept = kept_of(response)
        machine = self.machine
        if machine is None:
            return
        kind = self.spider.classify(response)
        status = response.status if kind == "page" else {"gone": 404, "blocked": 403}.get(kind, 503)
        answer = Fetched(
            url=response.url,
            status=status,
            content=response.body,
            content_type=kept.capture.header("Content-Type"),
        )
        try:
            self.machine = machine = await self.context.reader.discovery(machine, ask, answer)
        except LimitExceededError as error:
            self.spider.logger.warning("%s is left out: %s.", response.url, error)
        if kind != "page":
            self._count_refusal(kind)
        self._give_robots(response.url)
        self.lists.note_discovery(
            machine.to_text(), now=self.context.started_at, requests=machine.asked, ended=self._is_known()
        )
        for request in self._ask_next():
            yield request

    def _count_refusal(self, kind: str) -> None:
        """Count what was refused; a guessed address that does not exist is no article that is gone."""
        if kind in {"blocked", "unreachable"}:
            self.context.count(kind)

    def not_discovered(self, failure: Failure) -> Iterator[Request]:
        """Go on without an answer that did not come."""
        self.spider.failed(failure)
        yield from self._ask_next()

    def _is_known(self) -> bool:
        """Whether discovery had ended before this run, so that the office's lists are known."""
        row = self.lists.discovery()
        return row is not None and row["ended_at"] is not None

    def _give_robots(self, url: str) -> None:
        """Hand over the robots.txt that Scrapy's middleware has asked for already."""
        middleware = self.spider.crawler.get_downloader_middleware(StandardRobotsMiddleware)
        text = middleware.texts.get(urlsplit(url).netloc) if middleware is not None else None
        if text and not self._has_robots and self.machine is not None and not self._is_known():
            self._has_robots = True
            self.machine.robots(text, url)

    def _end_discovery(self) -> Iterator[Request]:
        machine, self.machine = self.machine, None
        if machine is None:
            return
        self.hosts = frozenset(machine.hosts.hosts)
        self.menu = frozenset(machine.menu)
        found = [one for one in machine.lists if one.page is not None]
        known = {_key(one.request): one for one in self.lists.all() if one.state != GONE}
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
                kept = replace(_to_keep(only, _ident(only, taken)), state=NEEDS_BROWSER)
                taken.add(kept.id)
                self.lists.save(kept, self.context.started_at)

    def _walk_found(self, found: list[FoundList], known: dict[str, KeptList]) -> Iterator[Request]:
        by_interface = any(one.found_by == "WordPress REST" for one in found) or any(
            one.found_by == "WordPress REST" for one in known.values()
        )
        taken = {one.id for one in known.values()}
        for one in found:
            old = known.get(_key(one.request.to_text()))
            if old is not None and not self._is_lost(old):
                continue
            ident = old.id if old is not None else _ident(one, taken)
            taken.add(ident)
            kept = _to_keep(one, ident)
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
        main = {_key(one.request.to_text()) for one in found if one.role == "main"}
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
        walk = self._walks[failure.request.cb_kwargs["ident"]]  # type: ignore[attr-defined]  # set by Scrapy
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
        moved = self._moved(own)
        unknown = list(self._unknown(own))
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

    def _moved(self, rows: list[ListItem]) -> int:
        """Return how many rows name an article that is known by one other address: those further down may have moved.

        Of an article with more addresses each list, or each day, has its own.
        """
        frontier = self.context.frontier
        twins = (self._twin_of(row) for row in rows if not frontier.is_known(row.url))
        return sum(frontier.count_addresses(twin) == 1 for twin in twins if twin is not None)

    def _note_rows(
        self, kept: KeptList, items: list[ListItem], own: list[ListItem], unknown: list[ListItem], seen_at: datetime
    ) -> None:
        spider, context = self.spider, self.context
        spider.first_lists.setdefault(kept.id, len(items))
        context.count("known", by=len(own) - len(unknown))
        spider.walked[kept.id] += len(items)
        for row in items:
            spider.relisted[kept.id] += context.frontier.was_listed(row.url, context.started_at, context.run.id)
            if self._twin_of(row) is None or context.frontier.is_known(row.url):
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
        if self._active or self.machine is not None:
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
            self.machine = self._new_machine()
            yield from self._ask_next()

    def _look_beside(self, kept: KeptList, page: ListPage) -> Iterator[Request]:
        """Take from a list beside the main ones what none of them named."""
        own = [row for row in page.rows if self.is_own(row.url) and address_key(row.url) not in self.menu]
        unknown = [row for row in self._unknown(own) if not self.spider.was_asked(row.url)]
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

    # Rows

    def _unknown(self, rows: list[ListItem]) -> Iterator[ListItem]:
        for row in rows:
            if self.context.frontier.is_known(row.url):
                self._remember(row)
            elif (twin := self._twin_of(row)) is not None:
                self.context.run.record_alias(row.url, of=twin, seen_at=self.context.started_at)
            else:
                self._remember(row)
                yield row

    def _twin_of(self, row: ListItem) -> str | None:
        """Return the address under which another list names the same notice: the same number, title and day."""
        key = _twin_key(row)
        if key is None:
            return None
        twin = self._twins.get(key)
        if twin is None:
            stored = self.lists.twin(row.url, row.title or "", row.date_raw or "")
            twin = stored if stored is not None and _number(stored) == key[0] else None
        return twin if twin is not None and address_key(twin) != address_key(row.url) else None

    def _remember(self, row: ListItem) -> None:
        key = _twin_key(row)
        if key is not None:
            self._twins.setdefault(key, row.url)


def _key(request: str) -> str:
    """Return a string that is equal for requests for one list, whatever their scheme."""
    asked = ListRequest.from_text(request)
    return f"{asked.method} {address_key(asked.url)} {asked.body}"


def _twin_key(row: ListItem) -> tuple[str, str, str] | None:
    number = _number(row.url)
    return (number, row.title, row.date_raw) if number and row.title and row.date_raw else None


def _number(url: str) -> str | None:
    """Return the last number of an address, which names its article."""
    parts = urlsplit(url)
    numbers = NUMBER.findall(parts.path.rpartition("/")[2]) or NUMBER.findall(parts.query)
    return numbers[-1] if numbers else None


def _to_keep(found: FoundList, ident: str) -> KeptList:
    return KeptList(
        id=ident,
        name=found.name,
        url=found.request.url,
        method=found.request.method,
        request=found.request.to_text(),
        kind=found.kind,
        role=found.role,
        found_by=found.found_by,
        row_order=found.order,
        article_form=found.article_form,
        row_address=found.row_address,
        evidence=found.evidence,
    )


def _ident(found: FoundList, taken: set[str]) -> str:
    """Return an id for a list: the words of its name, or of its address."""
    words = re.sub(r"[^a-z0-9]+", "-", search_key(found.name)).strip("-")
    if not words:
        parts = urlsplit(found.request.url)
        words = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-") or "list"
    words = words[:40].rstrip("-")
    number = 1
    ident = words
    while ident in taken:
        number += 1
        ident = f"{words}-{number}"
    return ident
