"""The lists of an office: written down or found in its first crawl, walked in every one, found again when lost.

`OfficeLists` stands beside the spider: it takes the lists of the office's entry, asks for what discovery wants to see
where the entry does not say all, decides which lists' turn has come, and looks again for those that are lost.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.lists import EMPTY, GONE, NEEDS_BROWSER, REFUSED, UNTRIED, KeptList, Lists
from crawler.crawling.run.causes import CAUSE
from crawler.discovery.found import AGAINST_PATTERN, BY_HAND, HOME_PAGE, ONCE_BY_HAND, FoundList
from crawler.discovery.machine import Discovery
from crawler.items import Visit
from crawler.normalise.addresses import address_key
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from spiders.finding import Finding
from spiders.found_lists import Repair, list_id, request_key, to_keep
from spiders.list_walks import ListWalks
from spiders.turns import LOOK_AGAIN, SLACK, is_search_due, liveliest, pause, refused_pause, spread
from spiders.walk import Walk
from spiders.written import (
    chosen_of,
    entry_evidence,
    entry_sentences,
    is_outdated,
    is_written_out,
    unwritten,
    written_lists,
)

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

MAY_BE_BACK = timedelta(days=30)
"""For how long a list that was given up is looked at now and then."""


class OfficeLists:
    """Finds and walks the lists of one office in one run."""

    def __init__(self, spider: "ArchiveSpider") -> None:
        self.spider = spider
        self.context = spider.context
        self.lists = Lists(self.context.archive, spider.site.id)
        self.walks = ListWalks(spider, self.lists, self._settle)
        self.finding = Finding(spider, self.lists, self._found)
        self._waiting: list[tuple[KeptList, ListPage]] = []
        self._is_beginning = True
        self._is_repairing = False

    # What a run begins with

    def start(self) -> Iterator[Request]:
        """Yield the first requests: of discovery where the office is new, else of its lists."""
        site, row = self.spider.site, self.lists.discovery()
        is_known = row is not None and row["ended_at"] is not None
        is_freed = self._take_entry() if is_written_out(site) or is_known else False
        kept = self.lists.all()
        self.context.count("needs_browser", by=sum(one.state == NEEDS_BROWSER for one in kept))
        if not is_written_out(site) and (is_freed or not (is_known and kept)):
            self._is_beginning = False
            yield from self.finding.go_on(None if row is None else Discovery.from_text(row["state"], site.home))
            return
        machine = None if row is None else Discovery.from_text(row["state"], site.home)
        if machine is not None:
            self._know_office(machine)
        due = [one for one in kept if self._is_due(one)] or liveliest(kept)
        for one in due:
            yield self.walks.first_request(one)
        self._is_beginning = False
        if row is not None and machine is not None and not is_written_out(site):
            # Where no list can be asked, as of an office that needs a browser, the home page tells that it is there.
            looks_again = not due or parse_utc(row["looked_at"]) + LOOK_AGAIN - SLACK <= self.context.started_at
            yield from self._look_again(machine) if looks_again else ()
        yield from self._settle()

    def _look_again(self, machine: Discovery) -> Iterator[Request]:
        """Look at the home page for new entries of its menu."""
        self.finding.machine = machine
        machine.look_again()
        yield from self.finding.ask_next()

    def _take_entry(self) -> bool:
        """Take the lists of the office's entry that are not known as they stand there.

        Those that were taken out of an entry that says all are over; else they go on as found ones.  Returned is
        whether there are such, so that the office's other lists are to be found as well.
        """
        site, known = self.spider.site, self.lists.all()
        begun = {walk.kept.id for walk in self.walks.all()}
        for one in written_lists(site, known):
            self.lists.save(one, self.context.started_at)
            if one.id not in begun:
                self.lists.note(one.id, asked_at=None)
        is_freed = False
        for one in self.lists.all():
            if not is_outdated(one, site):
                continue
            self.lists.learn(unwritten(one))
            if one.state != GONE and is_written_out(site):
                self.lists.note(one.id, state=GONE)
            elif one.state != GONE:
                is_freed = True
                by = ONCE_BY_HAND if one.found_by == BY_HAND else one.found_by
                self.lists.note(one.id, found_by=by, asked_at=None)
        return is_freed

    def is_own(self, url: str) -> bool:
        """Whether an address is on one of the office's own hosts."""
        return self.walks.is_own(url)

    def _know_office(self, machine: Discovery) -> None:
        self.walks.hosts = self.spider.site.bare_hosts() | frozenset(machine.hosts.hosts)
        self.walks.menu = frozenset(machine.menu)

    def _is_due(self, kept: KeptList) -> bool:
        if kept.state == NEEDS_BROWSER:
            return False
        if kept.state == GONE:
            return kept.role == "main" and self._may_be_back(kept)
        if kept.asked_at is None or self.spider.full:
            return True
        every = LOOK_AGAIN + spread(kept, 3)
        if kept.role == "main" and kept.state in {"ok", "incomplete", EMPTY, UNTRIED}:
            every = pause(kept)
        elif kept.state == REFUSED:
            every = refused_pause(kept)
        return parse_utc(kept.asked_at) + every - SLACK <= self.context.started_at

    def _may_be_back(self, kept: KeptList) -> bool:
        """Whether to look at a list that was given up: after 1, 2, 4 … days, since a fault may have passed."""
        if kept.found_by == BY_HAND and not entry_sentences(self.spider.site) & set(kept.evidence):
            return False  # somebody has taken it out of the entry
        if kept.asked_at is None or kept.last_good is None:
            return False
        asked, good = parse_utc(kept.asked_at), parse_utc(kept.last_good)
        return asked - good <= MAY_BE_BACK and asked + (asked - good) - SLACK <= self.context.started_at

    def end_trials(self) -> Iterator[Request | Visit]:
        """End the trials that nothing will answer any more."""
        yield from self.walks.end_trials(self.walks.trials.left())

    def seen(self, *, main: bool = False) -> list[Walk]:
        """Return the walks of this run; with *main* those of main lists that were there before."""
        walks = self.walks.all()
        return [
            one.walk for one in walks if not main or (one.kept.role == "main" and one.kept.state not in {GONE, REFUSED})
        ]

    # What was found

    def _found(self, machine: Discovery) -> Iterator[Request]:
        """Keep and walk what discovery found."""
        self._know_office(machine)
        found = [one for one in machine.lists if one.page is not None]
        self._is_beginning = True  # none is settled before all have begun
        known = {request_key(one.request): one for one in self.lists.all() if one.state != GONE}
        if self._is_repairing:
            found = self._note_repair(found, known, tried=machine.asked)
        ended = bool(found or known)
        self.lists.note_discovery(machine.to_text(), now=self.context.started_at, requests=machine.asked, ended=ended)
        if machine.parked:
            self.context.count("unreachable")  # somebody else answers in the office's place
            self.context.stats.set_value(f"{CAUSE}home", machine.parked)
        for note in machine.notes:
            self.spider.logger.info("%s", note)
        self._note_scripted(machine)
        yield from self._walk_found(found, known)
        yield from self._walk_others()
        self._is_beginning = False
        yield from self._settle()

    def _walk_others(self) -> Iterator[Request]:
        """Walk the lists that the entry names, or named once, and that discovery has not found in this run."""
        self._take_entry()
        begun = {walk.kept.id for walk in self.walks.all()} | {kept.id for kept, _ in self._waiting}
        for one in self.lists.all():
            if one.role == "main" and one.id not in begun and self._is_due(one):
                yield self.walks.first_request(one)

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
            if old is not None and not self.walks.is_lost(old):
                continue
            ident = old.id if old is not None else list_id(one, taken)
            taken.add(ident)
            kept = to_keep(one, ident)
            kept = replace(kept, evidence=(*kept.evidence, *entry_evidence(old)))
            if self._is_repairing and one.rows and not chosen_of(self.spider.site, one.rows, self.walks.hosts):
                kept = replace(kept, found_by=AGAINST_PATTERN)
                self.lists.hasten(ident, self.context.started_at)  # their addresses may have changed with the form
            if kept.role == "main" and kept.found_by != BY_HAND:
                kept = replace(kept, state=UNTRIED)
            self.lists.save(kept, self.context.started_at)
            if one.page is None:
                continue
            if one.role == "extra" or (by_interface and one.kind == "html"):
                self._waiting.append((kept, one.page))
            else:
                yield from self._take_page(kept, one.page)

    def _take_page(self, kept: KeptList, page: ListPage) -> Iterator[Request]:
        """Walk a list whose first page is here."""
        self.walks.begin(kept)
        yield from self.walks.take(kept, ListRequest.from_text(kept.request), page, self.context.started_at)

    def _note_repair(self, found: list[FoundList], known: dict[str, KeptList], *, tried: int) -> list[FoundList]:
        """Count the lists that were lost and those that were found in their place, for the verdict.

        Returned is what is to be walked.  What was lost and is not found again is gone; where nothing at all is found,
        the office is only away.
        """
        lost = [kept for kept in known.values() if kept.role == "main" and self.walks.is_lost(kept)]
        repair = Repair(lost, [one for one in found if one.found_by != HOME_PAGE], known, self.lists.named)
        empty = {one.kept.id for one in self.walks.all() if one.is_empty} - repair.replaced
        for ident in empty:
            self.lists.note(ident, state=EMPTY)
        gone = [one for one in lost if one.id not in empty]
        self.context.count("lists_lost", by=len(gone) - len(repair.unharmed))
        self.context.count("lists_found", by=len(repair.replaced - repair.unharmed))
        self.context.count("lists_tried", by=tried)
        main = [one for one in found if one.role == "main" and one.found_by != HOME_PAGE]
        again = {request_key(one.request.to_text()) for one in main}
        for one in gone if main else ():
            if request_key(one.request) not in again:
                self.lists.end(one.id, self.context.started_at)
        if is_written_out(self.spider.site) and any(not walk.is_lost for walk in self.walks.all()):
            return repair.takers  # the rest of the office was left out on purpose
        return found

    # When all lists were walked

    def _settle(self) -> Iterator[Request]:
        if self._is_beginning or self.walks.is_busy or self.finding.machine is not None:
            return
        waiting, self._waiting = self._waiting, []
        for kept, page in waiting:
            yield from self._look_beside(kept, page)
        if self.walks.is_busy:
            return
        main = [walk for walk in self.walks.all() if walk.kept.role == "main" and walk.kept.state != GONE]
        lost = [walk for walk in main if walk.is_lost]
        if not lost or self._is_repairing:
            return
        self._is_repairing = True
        if any(is_search_due(walk.kept, self.context.started_at) for walk in lost):
            yield from self.finding.begin()
        else:
            self.context.count("lists_lost", by=sum(not walk.is_empty for walk in lost))

    def _look_beside(self, kept: KeptList, page: ListPage) -> Iterator[Request]:
        """Take from a list beside the main ones what none of them named."""
        own = [row for row in page.rows if self.is_own(row.url) and address_key(row.url) not in self.walks.menu]
        unknown = [row for row in self.walks.twins.unknown(own, kept.id) if not self.spider.was_asked(row.url)]
        self.lists.note(kept.id, asked_at=utc_text(self.context.started_at))
        if not unknown:
            self.lists.note(kept.id, state="covered")
        else:
            yield from self._take_page(kept, replace(page, following=()) if kept.kind in {"feed", "sitemap"} else page)
