"""Sixty days in the life of an office, and what a careful witness could have seen of them.

`calendar` says what happens on which day.  A `Witness` is told after each day's crawl which addresses were asked for,
and keeps what the office answered: from that follows, without looking into any archive, which versions, statuses and
view counts the archive must hold.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal

from replica.bulk import Plan, make_articles
from replica.cdc import CdcOffice
from replica.files import PDF, make_pdf
from replica.hospital import HospitalOffice
from replica.model import Expected, ReplicaArticle, ReplicaFile
from replica.ningde import NingdeOffice
from replica.office import ReplicaOffice
from replica.soyte import SoyteOffice
from replica.texts import cdc, hospital, ningde, soyte

START = date(2026, 12, 1)
DAYS = 60
FIRST_NEW = 300001
"""Id of the first article that is put up during the sixty days; every second day brings one."""
WITH_FILE = (4, 16)
"""New articles that offer a file."""

Happening = Callable[[ReplicaOffice], None]
Seen = Literal["live", "gone", "soft_gone", "blocked", "unreachable"]
UNSEEN = ("blocked", "unreachable")
VANISHED = ("gone", "soft_gone")

NAMES = {"paragraphs": "body_text"}
"""Where a fact of the truth has another name in the archive."""
OUTSIDE = {"url", "section", "language", "views", "views_method", "captions"}
"""Facts whose change makes no version."""


OFFICES: Mapping[str, tuple[Callable[[], ReplicaOffice], Plan]] = {
    HospitalOffice.site: (HospitalOffice, hospital.PLAN),
    SoyteOffice.site: (SoyteOffice, soyte.TODAY),
    CdcOffice.site: (CdcOffice, cdc.PLAN),
    NingdeOffice.site: (NingdeOffice, ningde.PLAN),
}
"""Offices that the sixty days can be told of, and what their new articles are made from."""


def office_on_first_day(site: str) -> ReplicaOffice:
    """Return the office that the sixty days begin with, with its first dozen articles.

    The hospital shows view counts in its pages; the department has counters and a view state that never rest; the
    disease control centre has neither dates nor counts; the news site has counts at an endpoint and answers 304.
    """
    office = OFFICES[site][0]()
    whole = [one for one in sorted(office.articles) if office.articles[one].trap != "mirror"]
    office.articles = {one: office.articles[one] for one in whole[:12]}
    return office


def calendar(site: str) -> Mapping[int, list[Happening]]:
    """Return what happens on each day, before that day's crawl; views move every day."""
    days: dict[int, list[Happening]] = {day: [_views_move(day)] for day in range(DAYS)}
    for day, article in _new_articles(site):
        days[day].append(lambda office, article=article: office.add(article))  # type: ignore[misc]  # bound now
    for day, happening in [*_happenings(), *(_moves() if site != NingdeOffice.site else [])]:
        days[day].append(happening)
    return days


def _new_articles(site: str) -> list[tuple[int, ReplicaArticle]]:
    newest = START + timedelta(days=46)
    plan = replace(OFFICES[site][1], count=24, first_id=FIRST_NEW, id_step=1, newest=newest, days_apart=2)
    articles = list(make_articles(plan, seed=60))
    for number in WITH_FILE:
        content = make_pdf([f"{number}", "first edition"])
        articles[number].files.append(ReplicaFile(f"/upload/files/{number}.pdf", f"{number}.pdf", content, PDF))
    return [(2 * number, article) for number, article in enumerate(articles)]


def _happenings() -> list[tuple[int, Happening]]:
    return [
        (5, lambda office: silently_edit(office.articles[new(1)])),
        (9, lambda office: visibly_edit(office.articles[new(3)])),
        (11, lambda office: office.swap_file(new(4), make_pdf(["4", "second edition"]))),
        (12, lambda office: _reset_views(office.articles[new(2)])),
        (13, lambda office: office.remove(new(5), "gone")),
        (14, lambda office: office.remove(new(6), "soft_page")),
        (16, lambda office: office.remove(new(7), "soft_home")),
        (22, lambda office: _set_fault(office, "forbidden")),
        (25, lambda office: _set_fault(office, None)),
        (26, lambda office: office.remove(new(9), "gone")),
        (27, lambda office: office.restore(new(5))),
        (30, lambda office: office.restore(new(7))),
        (33, lambda office: _set_fault(office, "unavailable")),
        (34, lambda office: _set_fault(office, None)),
        (36, lambda office: office.redesign()),
        (38, lambda office: silently_edit(office.articles[new(14)])),
        (40, lambda office: office.swap_file(new(16), make_pdf(["16", "second edition"]))),
        (50, lambda office: visibly_edit(office.articles[new(20)])),
        (52, lambda office: office.remove(new(21), "gone")),
    ]


def _moves() -> list[tuple[int, Happening]]:
    """Only offices with titles in their addresses move articles."""
    return [
        (18, lambda office: office.move(new(8), "bai-viet-da-doi-dia-chi")),
        # Out of the lists its new address is found by the redirect alone.
        (30, lambda office: office.delist(new(2))),
        (31, lambda office: office.move(new(2), "chi-con-duong-dan-cu")),
        (46, lambda office: office.move(new(15), "doi-dia-chi-sau-khi-doi-giao-dien")),
    ]


def new(number: int) -> int:
    """Return the id of the article that is put up on day ``2 * number``."""
    return FIRST_NEW + number


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
    views: list[tuple[int, int]] = field(default_factory=list)
    seen: list[tuple[int, Seen]] = field(default_factory=list)
    truth: Expected | None = None
    """As last seen."""
    digests: dict[str, str] = field(default_factory=dict)
    moved: int | None = None
    """Day on which the address was first seen to lead to another article's."""

    def statuses(self) -> list[tuple[str, int, int | None]]:
        """Return status, first day and day of its end: what is not live holds once it was seen on two days."""
        out: list[tuple[str, int, int | None]] = []
        doubt: tuple[Seen, int] | None = None
        for day, seen in self.seen:
            current = out[-1][0] if out else None
            if seen == "live" or seen == current:
                if seen == "live" or seen not in UNSEEN:
                    doubt = None
                if seen != current:
                    _turn(out, seen, day)
            elif seen in UNSEEN and (current in VANISHED or (doubt and doubt[0] in VANISHED)):
                continue
            elif doubt is None or doubt[0] != seen:
                doubt = (seen, day)
            else:
                _turn(out, seen, doubt[1])
                doubt = None
        if self.moved is not None:
            _turn(out, "gone", self.moved)
        return out


def _turn(out: list[tuple[str, int, int | None]], status: str, day: int) -> None:
    if out:
        out[-1] = (*out[-1][:2], day)
    out.append((status, day, None))


class Witness:
    """Keeps what the office answered to those who asked: one history for each address that is no mere redirect.

    A new address that was read before the old one was seen to lead there has a history of its own; the old one ends
    with the day of the first redirect.
    """

    def __init__(self, office: ReplicaOffice) -> None:
        self.office = office
        self.histories: dict[str, History] = {}
        """By address, as last seen."""
        self._addresses: dict[str, tuple[str, int]] = {}

    def note(self, day: int, asked: Collection[str]) -> None:
        """Take in the addresses (``host/path?query``) that were asked for on a day."""
        for article in self.office.articles.values():
            url = self.office.address(article)
            self._addresses[self.office.key_of(url)] = (url, article.id)
        known = set(self.histories)
        keys = {self.office.key_of(f"http://{address}") for address in asked}
        met = sorted(self._addresses[key] for key in keys if key in self._addresses)
        for url, article_id in met:
            article = self.office.articles[article_id]
            address = self.office.address(article)
            if url != address and url in self.histories and not self.office.fault:
                self._note_redirect(day, url, address, known)
        for address, article_id in sorted({(self.office.address(self.office.articles[one]), one) for _, one in met}):
            self._note_article(day, address, self.office.articles[article_id], asked)

    def _note_redirect(self, day: int, old: str, new_address: str, known: Collection[str]) -> None:
        if new_address in known:
            self.histories[old].moved = day
        elif new_address not in self.histories:
            self.histories[new_address] = self.histories.pop(old)

    def _note_article(self, day: int, address: str, article: ReplicaArticle, asked: Collection[str]) -> None:
        seen = self._seen(article)
        if address not in self.histories and seen != "live":
            return
        history = self.histories.setdefault(address, History(article.id))
        history.seen.append((day, seen))
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
            history.versions.append((day, ()))
            return
        changed = [
            NAMES.get(one.name, one.name)
            for one in fields(Expected)
            if one.name not in OUTSIDE and getattr(before, one.name) != getattr(truth, one.name)
        ]
        if changed:
            history.versions.append((day, tuple(sorted(changed))))

    def _note_files(self, day: int, history: History, article: ReplicaArticle, asked: Collection[str]) -> None:
        base = self.office.files_base.split("://", 1)[1]
        for file in article.files:
            if base + file.path not in asked:
                continue
            digest = sha256(file.content).hexdigest()
            if history.digests.setdefault(file.path, digest) != digest:
                history.digests[file.path] = digest
                history.versions.append((day, ("attachments",)))


def _counter_asked(article_id: int, asked: Collection[str]) -> bool:
    return any("action=stat" in address and address.endswith(f"contentid={article_id}") for address in asked)
