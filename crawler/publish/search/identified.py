"""Questions that name one document: by number, citation, original address or digest."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.normalise.addresses import address_key
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.search.identifiers import addresses_of, digest_of, number_keys, number_of, number_prefix
from crawler.normalise.search.periods import find_periods
from crawler.normalise.search.words import folded_words
from crawler.publish.days import published_day
from crawler.publish.evidence.lookup import spellings
from crawler.publish.search.expressions import either, phrase
from crawler.publish.search.index import Index

_MAX_HITS = 50
_HEAD = 3
"""Lines of a text within which a paper states its own number."""
_MAX_HEAD_LENGTH = 80


@dataclass(frozen=True)
class Identified:
    """The articles that a question names; `name` is the number, address or digest that it holds, "" for none."""

    name: str = ""
    bearers: tuple[int, ...] = ()
    citing: tuple[int, ...] = ()
    office: str = ""
    """Id of the office whose home or host is named, where no article has the address."""


def identify(index: Index, text: str) -> Identified:
    """Return what a question names; a question about a subject names nothing."""
    digest = digest_of(text)
    if digest:
        return Identified(digest, tuple(_by_digest(index.connection, digest)))
    addresses = addresses_of(text)
    if addresses:
        articles = tuple(_by_address(index.connection, addresses))
        office = "" if articles else _office_at(index.connection, addresses[0])
        return Identified(addresses[0], articles, office=office)
    return _by_number(index, text)


def _by_digest(connection: sqlite3.Connection, digest: str) -> list[int]:
    rows = connection.execute(
        "SELECT DISTINCT article FROM captures WHERE sha256 = :digest AND article IS NOT NULL UNION "
        "SELECT id FROM articles WHERE capture IN (SELECT id FROM captures WHERE sha256 = :digest) UNION "
        "SELECT article FROM versions WHERE capture IN (SELECT id FROM captures WHERE sha256 = :digest) UNION "
        "SELECT article FROM attachments WHERE sha256 = :digest",
        {"digest": digest},
    )
    return [int(row[0]) for row in rows]


def _by_address(connection: sqlite3.Connection, addresses: Sequence[str]) -> list[int]:
    for address in addresses:
        rows = connection.execute(
            "SELECT article FROM article_urls WHERE key = :key UNION SELECT article FROM attachments WHERE url = :url",
            {"key": address_key(address), "url": address},
        ).fetchall()
        if rows:
            return [int(row[0]) for row in rows]
    return []


def _office_at(connection: sqlite3.Connection, address: str) -> str:
    """Return the office whose home the address is, else the only one at a host that is given alone; "" for none."""
    rows = connection.execute("SELECT id, home FROM sites WHERE home LIKE 'http%' ORDER BY id")
    homes = {str(row["id"]): _keys(row["home"]) for row in rows}
    asked = _keys(address)
    found = [office for office, keys in homes.items() if keys & asked]
    if not found and asked == _hosts(asked):
        found = [office for office, keys in homes.items() if _hosts(keys) & asked]
    return found[0] if len(found) == 1 else ""


def _keys(address: str) -> set[str]:
    """Return the keys of an address with its host as it is written, and in the other form of its name."""
    return {address_key(one) for one in spellings(address)[:2]}


def _hosts(keys: set[str]) -> set[str]:
    return {re.split("[/?]", key, maxsplit=1)[0] for key in keys}


def _by_number(index: Index, text: str) -> Identified:
    prefix = number_prefix(text)
    if prefix:
        return _of_organ(index, text, prefix)
    number = number_of(text)
    keys = number_keys(text)
    bearers: list[int] = []
    for key in keys:
        bearers = [
            int(row[0])
            for row in index.connection.execute(
                "SELECT article FROM document_keys WHERE key = :key LIMIT :most", {"key": key, "most": _MAX_HITS}
            )
        ]
        if bearers:
            break
    if number is None and not bearers:
        return Identified()
    written = _written(index, number or text)
    if not bearers:
        bearers = [article for article in written if _states(index.connection, article, keys)]
    if number is not None and _is_title(index, text, number):
        return Identified()
    bearers = _narrowed(index.connection, bearers, text)
    return Identified(number or text.strip(), tuple(bearers), tuple(n for n in written if n not in bearers))


def _of_organ(index: Index, text: str, prefix: str) -> Identified:
    """Return the papers of one organ and year, in the order of their numbers, where several are meant."""
    rows = index.connection.execute(
        "SELECT article FROM document_keys WHERE key >= :prefix AND key < :prefix || '~' "
        "ORDER BY length(key), key LIMIT :most",
        {"prefix": prefix, "most": _MAX_HITS},
    )
    bearers = [int(row[0]) for row in rows]
    return Identified(text.strip(), tuple(bearers)) if bearers else Identified()


def _written(index: Index, number: str) -> list[int]:
    """Return the articles in which the number is written."""
    # 第8号令 is also written 令第8号
    spellings = [re.sub("[号號]$", "", number), re.sub("^(第.+号)令$", r"令\1", number)]
    queries = [phrase(folded_words(spelling).strip()) for spelling in spellings]
    query = either(dict.fromkeys(queries))
    return index.best(query, _MAX_HITS, total=index.count(query)) if query != '""' else []


def _states(connection: sqlite3.Connection, article: int, keys: Sequence[str]) -> bool:
    """Tell whether a paper whose number was not read has it as a line of its head, or at the end of its title."""
    row = connection.execute("SELECT title, body_text FROM articles WHERE id = ?", (article,)).fetchone()
    lines = [line for line in (row["body_text"] or "").split("\n")[:_HEAD] if len(line) <= _MAX_HEAD_LENGTH]
    ends = re.findall(r"[(（]([^()（）]{3,60})[)）]\s*$", row["title"] or "")
    return any(set(number_keys(head)) & set(keys) for head in [*lines, *ends])


def _is_title(index: Index, text: str, number: str) -> bool:
    """Tell whether the question is the title of an article that only names the number, as one forwarding it does."""
    words = folded_words(text).split()
    if len(words) <= len(folded_words(number).split()) + 2:
        return False
    query = f"{{title}} : {phrase(' '.join(words))}"
    return index.count(query) > 0 and document_number_key(text) != document_number_key(number)


def _narrowed(connection: sqlite3.Connection, bearers: Sequence[int], text: str) -> list[int]:
    """Keep of several bearers those of the day, or else the office, that a citation names."""
    if len(bearers) < 2:
        return list(bearers)
    listed = ",".join(str(number) for number in bearers)
    rows = connection.execute(
        f"SELECT a.id, a.issued_on, {published_day('a')} AS sort_date, s.name "
        "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site "
        f"WHERE a.id IN ({listed})"
    ).fetchall()
    days = {period.days[0] for period in find_periods(text) if period.days and period.days[0] == period.days[1]}
    of_day = [row["id"] for row in rows if days & {row["issued_on"] or "", (row["sort_date"] or "")[:10]}]
    words = folded_words(text)
    of_office = [row["id"] for row in rows if row["name"] and folded_words(row["name"]) in words]
    return of_day or of_office or list(bearers)
