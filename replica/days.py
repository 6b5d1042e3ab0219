"""Sixty days in the life of an office, or more such seasons, and what a careful witness could have seen of them.

`calendar` says what happens on which day.  A `Witness` is told after each day's crawl which addresses were asked for,
and keeps what the office answered: from that follows, without looking into any archive, which versions, statuses and
view counts the archive must hold.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from replica.bulk import Plan, make_articles
from replica.cdc import CdcOffice
from replica.files import PDF, make_pdf
from replica.hospital import HospitalOffice
from replica.model import Expected, ReplicaArticle, ReplicaFile
from replica.ningde import NingdeOffice
from replica.office import PAGE_SIZE, ListPage, Question, ReplicaOffice
from replica.party import PartyOffice
from replica.soyte import SoyteOffice
from replica.texts import cdc, hospital, ningde, party, soyte

START = date(2026, 12, 1)
DAYS = 60
"""Of a season; in each further one the same happens to articles of its own, but no redesign."""
FULL_DAYS = (42, 47, 56)
"""Days on which every list is walked to its end and every article that it names is asked for."""
FIRST_NEW = 300001
"""Id of the first article that is put up during the sixty days; every second day brings one."""
A_SEASON = DAYS // 2
"""Numbers of new articles between two seasons."""
WITH_FILE = (4, 16)
"""New articles that offer a file."""

Interval = tuple[str, int, int | None]
Happening = Callable[[ReplicaOffice], None]
Seen = Literal["live", "gone", "soft_gone", "blocked", "unreachable", "listed", "delisted"]
"""`listed`: a list named it; `delisted`: none did of those that should have."""
UNSEEN = ("blocked", "unreachable")
VANISHED = ("gone", "soft_gone")
BEST_FIRST = ("live", "delisted", "blocked", "unreachable", "soft_gone", "gone")

LAST_ROWS = 2
"""Rows at the end of a walk that say how far back it went."""

NAMES = {"paragraphs": "body_text"}
"""Where a fact of the truth has another name in the archive."""
OUTSIDE = {"url", "section", "language", "views", "views_method", "captions"}
"""Facts whose change makes no version."""


OFFICES: Mapping[str, tuple[Callable[[], ReplicaOffice], Plan]] = {
    HospitalOffice.site: (HospitalOffice, hospital.PLAN),
    SoyteOffice.site: (SoyteOffice, soyte.TODAY),
    CdcOffice.site: (CdcOffice, cdc.PLAN),
    NingdeOffice.site: (NingdeOffice, ningde.PLAN),
    PartyOffice.site: (PartyOffice, party.PLAN),
}
"""Offices that the sixty days can be told of, and what their new articles are made from."""


def office_on_first_day(site: str) -> ReplicaOffice:
    """Return the office that the sixty days begin with, with its first dozen articles.

    The hospital shows view counts in its pages; the department has counters and a view state that never rest; the
    disease control centre has neither dates nor counts; the news site has counts at an endpoint and answers 304; the
    party committee has both in its pages.
    """
    office = OFFICES[site][0]()
    whole = [one for one in sorted(office.articles) if office.articles[one].trap not in ("mirror", "disclosure")]
    office.articles = {one: office.articles[one] for one in whole[:12]}
    return office


def calendar(site: str, days: int = DAYS) -> Mapping[int, list[Happening]]:
    """Return what happens on each day, before that day's crawl; views move every day."""
    told: dict[int, list[Happening]] = {day: [_views_move(day)] for day in range(days)}
    for season in range(-(-days // DAYS)):
        happenings = [*_new_articles(site, season), *_happenings(season)]
        happenings += _moves(season) if site != NingdeOffice.site else []
        for day, happening in happenings:
            if season * DAYS + day < days:
                told[season * DAYS + day].append(happening)
    return told


def fault_days(days: int = DAYS) -> set[int]:
    """Return the days on which the office as a whole is away."""
    return {season * DAYS + day for season in range(-(-days // DAYS)) for day in (22, 23, 24, 33)}


REDESIGN = 36
"""Day of the first season on which the office gets another template."""


def _new_articles(site: str, season: int) -> list[tuple[int, Happening]]:
    newest = START + timedelta(days=season * DAYS + 46)
    plan = replace(OFFICES[site][1], count=24, first_id=new(0, season), id_step=1, newest=newest, days_apart=2)
    articles = list(make_articles(plan, seed=60 + season))
    for number in WITH_FILE:
        content = make_pdf([f"{number}", "first edition"])
        name = f"{number}-{season}.pdf" if season else f"{number}.pdf"
        articles[number].files.append(ReplicaFile(f"/upload/files/{name}", name, content, PDF))
    return [(2 * number, _adding(one)) for number, one in enumerate(articles)]


def _adding(article: ReplicaArticle) -> Happening:
    return lambda office: office.add(article)


def _happenings(season: int) -> list[tuple[int, Happening]]:
    def at(number: int) -> int:
        return new(number, season)

    redesign: list[tuple[int, Happening]] = [] if season else [(REDESIGN, lambda office: office.redesign())]
    return [
        (5, lambda office: silently_edit(office.articles[at(1)])),
        (9, lambda office: visibly_edit(office.articles[at(3)])),
        (11, lambda office: office.swap_file(at(4), make_pdf(["4", "second edition"]))),
        (12, lambda office: _reset_views(office.articles[at(2)])),
        (13, lambda office: office.remove(at(5), "gone")),
        (14, lambda office: office.remove(at(6), "soft_page")),
        (16, lambda office: office.remove(at(7), "soft_home")),
        (22, lambda office: _set_fault(office, "forbidden")),
        (25, lambda office: _set_fault(office, None)),
        (26, lambda office: office.remove(at(9), "gone")),
        (27, lambda office: office.restore(at(5))),
        (30, lambda office: office.restore(at(7))),
        (33, lambda office: _set_fault(office, "unavailable")),
        (34, lambda office: _set_fault(office, None)),
        *redesign,
        (38, lambda office: silently_edit(office.articles[at(14)])),
        (40, lambda office: office.swap_file(at(16), make_pdf(["16", "second edition"]))),
        (40, lambda office: office.delist(at(10))),
        (41, lambda office: office.delist(at(11))),
        (42, lambda office: office.remove(at(12), "gone")),
        (50, lambda office: visibly_edit(office.articles[at(20)])),
        (49, lambda office: office.restore(at(10))),
        (52, lambda office: office.remove(at(21), "gone")),
    ]


def _moves(season: int) -> list[tuple[int, Happening]]:
    """Only offices with titles in their addresses move articles."""

    def move(number: int, slug: str, *, redirects: bool = True) -> Happening:
        words = f"{slug}-mua-{season + 1}" if season else slug
        return lambda office: office.move(new(number, season), words, redirects=redirects)

    return [
        (18, move(8, "bai-viet-da-doi-dia-chi")),
        # Out of the lists its new address is found by the redirect alone.
        (30, lambda office: office.delist(new(2, season))),
        (31, move(2, "chi-con-duong-dan-cu")),
        (44, move(13, "dia-chi-moi-khong-duoc-dan-toi", redirects=False)),
        (46, move(15, "doi-dia-chi-sau-khi-doi-giao-dien")),
    ]


def new(number: int, season: int = 0) -> int:
    """Return the id of the article that is put up on day ``2 * number`` of a season."""
    return FIRST_NEW + number + A_SEASON * season


def silently_edit(article: ReplicaArticle) -> None:
    """Change one numeral of the last paragraph that has one, and nothing else."""
    for position in range(len(article.blocks) - 1, -1, -1):
        block = article.blocks[position]
        if isinstance(block, str) and re.search(r"\d", block):
            article.blocks[position] = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), block, count=1)
            return
    raise ValueError(f"article {article.id} has no numeral")


def visibly_edit(article: ReplicaArticle) -> None:
    """Change the title and add a paragraph at the end."""
    vietnamese = any("à" <= char <= "ỹ" for char in article.title)
    article.title += " (cập nhật)" if vietnamese else "（更新）"
    article.blocks.append(
        "Thông tin trên được bổ sung sau khi có kết quả kiểm tra lần hai của đơn vị chuyên môn."
        if vietnamese
        else "以上内容在第二次复核之后补充，具体以主管部门最后公布的结果为准。"
    )


def _views_move(day: int) -> Happening:
    def move(office: ReplicaOffice) -> None:
        for article in office.articles.values():
            if article.views is not None and article.fate == "live":
                article.views += (article.id * 7 + day) % 5

    return move


def _reset_views(article: ReplicaArticle) -> None:
    article.views = None if article.views is None else 0


def _set_fault(office: ReplicaOffice, fault: Literal["forbidden", "unavailable"] | None) -> None:
    office.fault = fault


@dataclass
class History:
    """What could be seen of one article, day by day."""

    article: int
    versions: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    """Day and changed fields, in the archive's names; the first has none."""
    first: Expected | None = None
    truth: Expected | None = None
    """As it was seen first, and last."""
    views: list[tuple[int, int]] = field(default_factory=list)
    seen: list[tuple[int, Seen]] = field(default_factory=list)
    statuses: list[Interval] = field(default_factory=list)
    """Status, first day and day of its end: what is not live holds once it was seen on two days."""
    doubt: tuple[Seen, int] | None = None
    """What was seen once, and when."""
    listed_on: str | None = None
    """The day beside it in the list, where lists show days."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of the files fetched, by path."""

    @property
    def status(self) -> str | None:
        """What the article is believed to be."""
        return self.statuses[-1][0] if self.statuses else None

    def see(self, day: int, seen: Seen) -> None:
        """Take in how the article was found."""
        self.seen.append((day, seen))
        in_doubt = self.doubt[0] if self.doubt else None
        if seen == "listed":
            if self.status == "delisted":
                self._turn(seen="live", day=day)
            elif in_doubt == "delisted":
                self.doubt = None
        elif seen == self.status or (seen == "live" and self.status == "delisted"):
            if seen not in UNSEEN and in_doubt != "delisted":
                self.doubt = None
        elif seen == "live":
            self._turn(seen, day)
        elif seen in VANISHED or (self.status not in VANISHED and in_doubt not in VANISHED):
            if self.doubt is None or in_doubt != seen:
                self.doubt = (seen, day)
            else:
                self._turn(seen, self.doubt[1])

    def _turn(self, seen: Seen, day: int) -> None:
        self.statuses = _turned(self.statuses, seen, day)
        self.doubt = None

    def join(self, before: "History") -> None:
        """Take in what was seen of the article, so far, at the address that it had before."""
        joined: list[Interval] = []
        over = max(day for day, _ in (*self.seen, *before.seen)) + 1
        for day in range(over):
            states = [
                one for part in (self, before) for one, since, end in part.statuses if since <= day < (end or over)
            ]
            status = min(states, key=BEST_FIRST.index) if states else None
            if status is not None and (not joined or joined[-1][0] != status):
                joined = _turned(joined, status, day)
        self.statuses = joined
        self.seen = [*before.seen, *self.seen]
        changed = _changed(before.truth, self.first) if before.truth and self.first else ()
        seams = [(self.versions[0][0], changed)] if changed else []
        self.versions = [*before.versions, *seams, *self.versions[1:]]
        self.views = [*before.views, *self.views]
        self.digests = before.digests | self.digests
        self.first = before.first

    def is_after(self, before: "History") -> bool:
        """Tell whether the article was seen here only after it had been seen at another address for the last time."""
        return min(day for day, seen in self.seen if seen == "live") > max(
            day for day, seen in before.seen if seen == "live"
        )


def _turned(statuses: Sequence[Interval], status: str, day: int) -> list[Interval]:
    """Return the intervals with one more, which begins on *day* and ends the one before."""
    ended = [(*statuses[-1][:2], day)] if statuses else []
    return [*statuses[:-1], *ended, (status, day, None)]


class Witness:
    """Keeps what the office answered to those who asked: one history for each address that was read.

    Where it was seen that two addresses are one article, its history is that of the new address, and holds the other:
    the old address leads to the new one, or it is missed there and was seen at the new one only afterwards.
    """

    def __init__(self, office: ReplicaOffice) -> None:
        self.office = office
        self.histories: dict[str, History] = {}
        """By address, as last seen."""
        self._addresses: dict[str, tuple[str, int]] = {}

    def note(self, day: int, asked: Collection[str], *, full: bool = False) -> None:
        """Take in the addresses (``host/path?query``) that were asked for on a day; *full*: all lists to their ends."""
        for article in self.office.articles.values():
            url = self.office.address(article)
            self._addresses[self.office.key_of(url)] = (url, article.id)
        known = set(self.histories)
        keys = {self.office.key_of(f"http://{address}") for address in asked}
        met = sorted(self._addresses[key] for key in keys if key in self._addresses)
        read: set[tuple[str, int]] = set()
        for url, article_id in met:
            address = self.office.address(self.office.articles[article_id])
            if url == address or self.office.leads_on(url):
                read.add((address, article_id))
            if url != address and url in self.histories and not self.office.fault:
                self._note_old_address(day, url, address, known)
        for address, article_id in sorted(read):
            self._note_article(day, address, self.office.articles[article_id], asked)
        self._note_lists(day, asked, full=full)
        self._join_moved()

    def _note_old_address(self, day: int, old: str, address: str, known: Collection[str]) -> None:
        if not self.office.leads_on(old):
            self.histories[old].see(day, "gone")
        elif address in known:
            self.histories[address].join(self.histories.pop(old))
        elif address not in self.histories:
            self.histories[address] = self.histories.pop(old)

    def _join_moved(self) -> None:
        for old, history in list(self.histories.items()):
            address = self.office.address(self.office.articles[history.article])
            new = self.histories.get(address)
            is_missed = history.status in VANISHED or (history.doubt is not None and history.doubt[0] in VANISHED)
            if address == old or new is None or not is_missed:
                continue
            if new.is_after(history):
                new.join(self.histories.pop(old))

    def _note_lists(self, day: int, asked: Collection[str], *, full: bool) -> None:
        if self.office.fault:
            return
        for address in self._listed(asked) & set(self.histories):
            self.histories[address].see(day, "listed")
            if self.office.lists_show_days:
                self.histories[address].listed_on = self.office.articles[self.histories[address].article].shelf
        walked = self._walked(asked)
        for address, history in self.histories.items():
            article = self.office.articles[history.article]
            is_listed = article.fate == "live" and address == self.office.address(article)
            if not is_listed and history.status == "live" and self._is_due(history, walked, full=full):
                history.see(day, "delisted")

    def _is_due(self, history: History, walked: Mapping[str, list[str]], *, full: bool) -> bool:
        """Tell whether the pages of its list that were asked for should show an article: it is newer than the last."""
        article = self.office.articles[history.article]
        rows = walked.get(article.section, [])
        if full and len(rows) > PAGE_SIZE:
            return True
        posted = self._day(article, history)
        days = [day for day in rows if day]
        return bool(posted) and len(days) > LAST_ROWS and posted > max(days[-LAST_ROWS:])

    def _walked(self, asked: Collection[str]) -> dict[str, list[str]]:
        """Return section → days of the rows of its pages that were asked for, in order; empty where none is shown."""
        pages = {page for address in asked if (page := self._page(address)) is not None}
        rows: dict[str, list[str]] = {}
        for section, number in sorted(pages, key=lambda page: page[1]):
            shown = self.office.shown(section, number)
            known = ((one, self.histories.get(self.office.address(one))) for one in shown)
            rows.setdefault(section.id, []).extend(self._day(one, history) for one, history in known if history)
        return rows

    def _day(self, article: ReplicaArticle, history: History) -> str:
        """Return the day that orders an article: its page's own, else the one beside it in the list."""
        return (article.posted or history.listed_on or "")[:10]

    def _page(self, address: str) -> tuple[ListPage, int] | None:
        parts = urlsplit(f"http://{address}")
        return self.office.list_asked(Question(parts.hostname or "", parts.path, dict(parse_qsl(parts.query)), {}))

    def _listed(self, asked: Collection[str]) -> set[str]:
        """Return the addresses that the lists name that were asked for."""
        pages = [page for address in asked if (page := self._page(address)) is not None]
        return {self.office.address(article) for page in pages for article in self.office.shown(*page)}

    def _note_article(self, day: int, address: str, article: ReplicaArticle, asked: Collection[str]) -> None:
        seen = self._seen(article)
        if address not in self.histories and seen != "live":
            return
        history = self.histories.setdefault(address, History(article.id))
        history.see(day, seen)
        if seen != "live":
            return
        truth = self.office.expected(article)
        self._note_version(day, history, truth)
        self._note_files(day, history, article, asked)
        if truth.views is not None and (truth.views_method == "html" or _counter_asked(article.id, asked)):
            history.views.append((day, truth.views))

    def _seen(self, article: ReplicaArticle) -> Seen:
        if self.office.fault:
            return "unreachable" if self.office.fault == "unavailable" else "blocked"
        return "gone" if article.fate == "gone" else "soft_gone" if article.fate.startswith("soft") else "live"

    def _note_version(self, day: int, history: History, truth: Expected) -> None:
        before, history.truth = history.truth, truth
        if before is None:
            history.first = truth
            history.versions.append((day, ()))
        elif changed := _changed(before, truth):
            # A redesign that retypes the head and foot of papers (their marks, their lines) makes no edit.
            history.versions.append((day, changed))

    def _note_files(self, day: int, history: History, article: ReplicaArticle, asked: Collection[str]) -> None:
        base = self.office.files_base.split("://", 1)[1]
        for file in article.files:
            if base + file.path not in asked:
                continue
            digest = sha256(file.content).hexdigest()
            if history.digests.setdefault(file.path, digest) != digest:
                history.digests[file.path] = digest
                history.versions.append((day, ("attachments",)))


def _changed(before: Expected, truth: Expected) -> tuple[str, ...]:
    """Return the archive's names of the fields in which the article means something else."""
    names = [
        NAMES.get(one.name, one.name)
        for one in fields(Expected)
        if one.name not in OUTSIDE and getattr(before, one.name) != getattr(truth, one.name)
    ]
    return tuple(sorted(names))


def _counter_asked(article_id: int, asked: Collection[str]) -> bool:
    return any("action=stat" in address and address.endswith(f"contentid={article_id}") for address in asked)
