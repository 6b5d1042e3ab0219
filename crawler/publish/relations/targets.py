"""Join the numbers that papers name to the articles that bear them; null where more than one could be meant.

Chinese numbers, standards and numbers of central Vietnamese offices name one paper.  A Vietnamese number of a province
or a hospital is used anew each year and by many: it is joined only within the province, by its day or, without one,
within the office (the newest that is no younger).  An order or notice is only unique with its issuer.  Articles of one
office with one number and one day are copies of one paper, which is the oldest of them.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.archive.db.database import transaction
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.publish.days import paper_day

_CENTRAL = re.compile(
    r"(?:^|[-/])(?:BYT|CP|TTg|QH\d+|UBTVQH\d*|TW|BTC|BNV|BLĐTBXH|BTP|BCA|BQP|BGDĐT|BTNMT|BNNPTNT|BKHCN|BKHĐT|VPCP|CTN|QLD|KCB|"
    r"ATTP|DP|K2ĐT|MT|TTLT|BHXH)(?:$|[-/])"
)
_NAMELESS = re.compile(r"第\d+[号號]令|\d{4}年第\d+[号號期]")
_YEARLESS = re.compile(r"\d+[a-zA-Z]?[/-](?!\d{4}/)")
MAX_DAYS_APART = 31
"""Days between a paper and the page that publishes it, where the page does not tell the paper's own day."""


@dataclass(frozen=True)
class _Place:
    site: str
    province: str | None
    day: str | None


@dataclass(frozen=True)
class _Holder(_Place):
    article: int
    number: str
    issued_on: str | None
    issuer: str | None


@dataclass(frozen=True)
class _Named(_Place):
    relation: int
    article: int
    number: str
    named_day: str | None
    issuer: str | None
    sentence: str


def resolve_targets(connection: sqlite3.Connection) -> int:
    """Set `relations.target` anew of every relation to a number; return how many are joined."""
    holders = _holders(connection)
    changes = [
        (target, named.relation)
        for key, named, before in _named(connection, holders)
        if (target := _target(named, holders[key])) != before
    ]
    with transaction(connection):
        connection.executemany("UPDATE relations SET target = ? WHERE id = ?", changes)
        connection.execute(
            "UPDATE relations SET target = NULL WHERE target IS NOT NULL AND number_key IS NOT NULL "
            "AND number_key NOT IN (SELECT key FROM temp.held_numbers)"
        )
        connection.execute("DROP TABLE temp.held_numbers")
    return int(connection.execute("SELECT count(*) FROM relations WHERE target IS NOT NULL").fetchone()[0])


def _holders(connection: sqlite3.Connection) -> dict[str, list[_Holder]]:
    """Return the articles that bear a number which some paper names, the oldest first."""
    named = {
        row[0] for row in connection.execute("SELECT DISTINCT number_key FROM relations WHERE number_key IS NOT NULL")
    }
    provinces = _provinces(connection)
    holders: dict[str, list[_Holder]] = {}
    for number, article, site, day, issued_on, issuer in connection.execute(
        f"SELECT document_number, id, site, {paper_day()} AS day, issued_on, issuer FROM articles "
        "WHERE document_number IS NOT NULL ORDER BY day, id"
    ):
        key = document_number_key(number)
        if key in named:
            holder = _Holder(site, provinces.get(site), day, article, number, issued_on, issuer)
            holders.setdefault(key, []).append(holder)
    return holders


def _provinces(connection: sqlite3.Connection) -> dict[str, str | None]:
    return dict(connection.execute("SELECT id, province FROM sites").fetchall())


def _named(
    connection: sqlite3.Connection, holders: dict[str, list[_Holder]]
) -> Iterator[tuple[str, _Named, int | None]]:
    connection.execute("DROP TABLE IF EXISTS temp.held_numbers")
    connection.execute("CREATE TEMP TABLE held_numbers (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO held_numbers VALUES (?)", ((key,) for key in holders))
    provinces = _provinces(connection)
    for key, site, *rest, before in connection.execute(
        "SELECT r.number_key, r.site, r.said_on, r.id, r.article, r.number, r.day, r.issuer, r.sentence, r.target "
        "FROM temp.held_numbers AS h CROSS JOIN relations AS r ON r.number_key = h.key"
    ):
        yield key, _Named(site, provinces.get(site), *rest), before


def _target(named: _Named, holders: Sequence[_Holder]) -> int | None:
    possible = [one for one in holders if one.article != named.article and _may_be(named, one)]
    near = [one for one in possible if one.site == named.site] or [
        one for one in possible if one.province == named.province
    ]
    if _is_unique(named.number):
        return possible[0].article if possible else None
    if named.named_day is None:
        if _YEARLESS.match(named.number):
            near = [one for one in near if one.site == named.site]
        near = [one for one in near if one.issued_on == near[-1].issued_on]
        return _one_paper(near)
    return _one_paper(near) or _said_by_name(named, near or possible)


def _one_paper(held: Sequence[_Holder]) -> int | None:
    """Return the oldest of articles that hold one paper of one office; None where they are papers of several."""
    return held[0].article if held and all(_is_copy(held[0], other) for other in held) else None


def _is_copy(one: _Holder, other: _Holder) -> bool:
    return _same_office(one.issuer, other.issuer) if one.issuer and other.issuer else one.site == other.site


def _is_unique(number: str) -> bool:
    if re.search("[\u4e00-\u9fff]", number) or not re.match(r"\d", number):
        return True
    symbol = number.split("/", 1)[-1]
    return _CENTRAL.search(symbol) is not None


def _may_be(named: _Named, holder: _Holder) -> bool:
    if _NAMELESS.fullmatch(named.number) and not _same_office(named.issuer, holder.issuer):
        return False
    if named.named_day and holder.issued_on:
        return named.named_day == holder.issued_on
    if named.named_day and holder.day:
        return days_between(named.named_day, holder.day) <= MAX_DAYS_APART
    if _YEARLESS.match(named.number) and named.day and holder.day:
        return holder.day[:10] <= named.day[:10]
    return True


def _same_office(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return short in long or _initials(short) == _initials(long)


def _initials(office: str) -> str:
    return (
        re.sub("中华人民共和国|委员会|办公室", "", office).replace("卫健", "卫生健康").replace("药监", "药品监督管理")
    )


def _said_by_name(named: _Named, possible: Sequence[_Holder]) -> int | None:
    sentence = named.sentence.casefold()
    told = [one for one in possible if one.issuer and one.issuer.casefold() in sentence]
    return _one_paper(told)


def days_between(one: str, other: str) -> int:
    """Return the days between two ISO days; where one is a month or a year only, whether it may be the same."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:  # a month or a year only
        return 0 if one[:4] == other[:4] else MAX_DAYS_APART + 1
