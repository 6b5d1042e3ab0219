"""Which article an address means: one article has one canonical address and any number of aliases."""

import sqlite3
from collections.abc import Iterable

from crawler.archive.db.numbers import first_number
from crawler.items import Visit
from crawler.normalise.addresses import address_key, canonical_address
from crawler.normalise.text.search_key import search_key


def find_article(connection: sqlite3.Connection, urls: Iterable[str]) -> int | None:
    """Return the id of the article that the first known address of *urls* means, or None."""
    for url in urls:
        row = connection.execute(
            "SELECT article FROM article_urls WHERE key = ? ORDER BY first_seen, article LIMIT 1", (address_key(url),)
        ).fetchone()
        if row is not None:
            return int(row[0])
    return None


def same_by_canonical(connection: sqlite3.Connection, visit: Visit) -> int | None:
    """Return the id of the article that a page names as its own address, if that has the same title; or None."""
    named = visit.extract.canonical_url if visit.extract is not None else None
    article = find_article(connection, [named]) if named else None
    if article is None or visit.document is None or not visit.document.title:
        return None
    row = connection.execute("SELECT site, title FROM articles WHERE id = ?", (article,)).fetchone()
    is_same = row["site"] == visit.capture.site and search_key(row["title"] or "") == search_key(visit.document.title)
    return article if is_same else None


def listed_canonical(connection: sqlite3.Connection, visit: Visit) -> list[str]:
    """Return the address that a page names as its own, where a list of the office has it under the page's title."""
    named = visit.extract.canonical_url if visit.extract is not None else None
    if not named or visit.document is None or not visit.document.title:
        return []
    row = connection.execute(
        "SELECT title FROM listings WHERE site = ? AND url = ?", (visit.capture.site, canonical_address(named))
    ).fetchone()
    is_same = row is not None and search_key(row["title"] or "") == search_key(visit.document.title)
    return [named] if is_same else []


def current_id(connection: sqlite3.Connection, article: int) -> int | None:
    """Return the id that the article called *article* has now, which another one may have been found to be; or None."""
    row = connection.execute(
        """SELECT id FROM articles WHERE id = :id UNION ALL SELECT article FROM merged_articles WHERE id = :id""",
        {"id": article},
    ).fetchone()
    return int(row[0]) if row else None


def next_id(connection: sqlite3.Connection) -> int:
    """Return an id that no article has or ever had; SQLite would give that of a merged one again."""
    row = connection.execute(
        f"""SELECT max(id) FROM (SELECT max(id) AS id FROM articles UNION ALL SELECT max(id) FROM merged_articles
        UNION ALL SELECT CAST(value AS INTEGER) FROM archive_info WHERE key = '{RESERVED}')"""
    ).fetchone()
    return max(int(row[0] or 0) + 1, first_number(connection))


RESERVED = "reserved_article_numbers"
"""The fact that the archive keeps about numbers which may have been given, and cited, before it lost their rows."""


def reserve_ids(connection: sqlite3.Connection, count: int) -> None:
    """Never give the next *count* ids; to be called within a transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO archive_info (key, value) VALUES (?, ?)",
        (RESERVED, str(next_id(connection) - 1 + count)),
    )


def add_aliases(connection: sqlite3.Connection, article: int, urls: Iterable[str], seen_at: str) -> None:
    """Remember *urls* as addresses of *article*; an address that is known already stays with whom it belongs to."""
    connection.executemany(
        "INSERT OR IGNORE INTO article_urls (url, article, key, first_seen) VALUES (?, ?, ?, ?)",
        [(url, article, address_key(url), seen_at) for url in dict.fromkeys(urls)],
    )


def is_known(connection: sqlite3.Connection, site: str, url: str) -> bool:
    """Return whether *url* is an address of a stored article of *site*."""
    row = connection.execute(
        "SELECT 1 FROM article_urls JOIN articles ON articles.id = article WHERE key = ? AND site = ?",
        (address_key(url), site),
    ).fetchone()
    return row is not None


def known_urls(connection: sqlite3.Connection, site: str) -> set[str]:
    """Return every address, canonical or alias, of the stored articles of *site*."""
    rows = connection.execute(
        "SELECT article_urls.url FROM article_urls JOIN articles ON articles.id = article WHERE site = ?", (site,)
    )
    return {row[0] for row in rows}
