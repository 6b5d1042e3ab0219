"""Join the numbers that papers name to the articles that bear them; null where more than one could be meant.

Chinese numbers, standards and numbers of central Vietnamese offices name one paper.  A Vietnamese number of a province
or a hospital is used anew each year and by many: it is joined only within the province, by its day or, without one,
within the office.  An order or notice is only unique with its issuer.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from crawler.archive.db.database import transaction
from crawler.normalise.papers.document_numbers import document_number_key

_CENTRAL = re.compile(
    r"(?:^|[-/])(?:BYT|CP|TTg|QH\d+|UBTVQH\d*|TW|BTC|BNV|BLĐTBXH|BTP|BCA|BQP|BGDĐT|BTNMT|BNNPTNT|BKHCN|BKHĐT|VPCP|CTN|QLD|KCB|"
    r"ATTP|DP|K2ĐT|MT|TTLT|BHXH)(?:$|[-/])"
)
_NAMELESS = re.compile(r"第\d+[号號]令|\d{4}年第\d+[号號期]")
_YEARLESS = re.compile(r"\d+[a-zA-Z]?[/-](?!\d{4}/)")
_FAR = 31
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
    """Set `relations.target` of every relation anew; return how many are joined."""
    holders = _holders(connection)
    changes = [
        (target, named.relation)
        for key, named, before in _named(connection, holders)
        if (target := _target(named, holders[key])) != before
    ]
    with transaction(connection):
        connection.executemany("UPDATE relations SET target = ? WHERE id = ?", changes)
        connection.execute(
            "UPDATE relations SET target = NULL WHERE target IS NOT NULL AND target NOT IN (SELECT id FROM articles)"
        )
    return int(connection.execute("SELECT count(*) FROM relations WHERE target IS NOT NULL").fetchone()[0])


def _holders(connection: sqlite3.Connection) -> dict[str, list[_Holder]]:
    """Return the articles that bear a number which some paper names, the oldest first."""
    named = {
        row[0] for row in connection.execute("SELECT DISTINCT number_key FROM relations WHERE number_key IS NOT NULL")
    }
    holders: dict[str, list[_Holder]] = {}
    for number, article, site, province, day, issued_on, issuer in connection.execute(
        "SELECT a.document_number, a.id, a.site, s.province, coalesce(a.issued_on, a.sort_date), a.issued_on, a.issuer "
        "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site WHERE a.document_number IS NOT NULL "
        "ORDER BY coalesce(a.issued_on, a.sort_date), a.id"
    ):
        key = document_number_key(number)
        if key in named:
            holders.setdefault(key, []).append(_Holder(site, province, day, article, number, issued_on, issuer))
    return holders


def _named(
    connection: sqlite3.Connection, holders: dict[str, list[_Holder]]
) -> Iterator[tuple[str, _Named, int | None]]:
    for row in connection.execute(
        "SELECT r.number_key, a.site, s.province, coalesce(a.issued_on, a.sort_date), r.id, r.article, r.number, "
        "r.day, r.issuer, r.sentence, r.target FROM relations AS r JOIN articles AS a ON a.id = r.article "
        "LEFT JOIN sites AS s ON s.id = a.site WHERE r.number IS NOT NULL"
    ):
        if row[0] in holders:
            yield row[0], _Named(*row[1:10]), row[10]


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
        return near[-1].article if near else None
    return near[0].article if near else _said_by_name(named, possible)


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
        return _days_between(named.named_day, holder.day) <= _FAR
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
    return told[0].article if told else None


def _days_between(one: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:  # a month or a year only
        return 0 if one[:4] == other[:4] else _FAR + 1
