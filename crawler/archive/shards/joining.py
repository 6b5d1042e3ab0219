"""Many shards into one file: their rows copied under their own numbers, then what only all of them together show.

A shard that cannot be read costs its office, and nothing else.  Articles of two offices with one address, and texts of
several offices that are the same, are found once all rows are there, as they would be in an archive of one file.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from crawler.archive.archive import WARC_FOLDER, Archive
from crawler.archive.articles import same_text, search_index
from crawler.archive.articles.identity import RESERVED, next_id
from crawler.archive.articles.merging import merge
from crawler.archive.db.database import connect, transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.shards.catalogue import discard, new_file
from crawler.archive.shards.layout import BrokenShard, Shard, is_sharded, require_shards
from crawler.archive.shards.rows import COPIED, WITH_GUESTS, columns
from crawler.archive.shards.splitting import link_evidence

_TWIN = "#office-"
"""Marks the address of an article whose address another office's article has, until both are one."""
Told = Callable[[str], None]


def merge_shards(folder: Path, archive: Path, told: Told = lambda _office: None) -> list[str]:
    """Make one file *archive*, which must not exist, of the shards in *folder*; return the offices.

    Raises `ArchiveError` where a shard cannot be read: an archive that goes on in its place must hold all of them.
    """
    if archive.exists():
        raise ArchiveError(f"{archive} exists already; merge into a new file.")
    if not is_sharded(folder):
        raise ArchiveError(f"{folder} is no folder of shards; `merge` makes one file of such a folder.")
    shards = require_shards(folder)
    partial = new_file(archive, kind="live", facts={})
    try:
        with closing(connect(partial, read_only=False)) as connection:
            connection.execute("DELETE FROM archive_info WHERE key IN ('kind', 'created_at')")
            broken = join(connection, shards, told)
            if broken:
                raise ArchiveError(f"{broken[0]} Nothing was merged.")
            with transaction(connection):
                connection.execute(
                    "INSERT OR REPLACE INTO archive_info VALUES (?, ?)", (RESERVED, str(next_id(connection) - 1))
                )
        link_evidence(folder / WARC_FOLDER, archive.parent / WARC_FOLDER)
        partial.replace(archive)
    finally:
        discard(partial)
    return [shard.office for shard in shards]


def join(
    connection: sqlite3.Connection, shards: Sequence[Shard], told: Told = lambda _office: None
) -> list[BrokenShard]:
    """Copy the rows of *shards* into an empty archive, and find what they have in common; return the broken ones.

    The connection must be in autocommit mode.  Each shard is copied whole or not at all.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("CREATE TEMP TABLE guests (name TEXT, id, PRIMARY KEY (name, id)) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE twins (id INTEGER PRIMARY KEY, url TEXT NOT NULL)")
    with transaction(connection):
        connection.execute("DELETE FROM archive_info WHERE key = 'search_folding'")
    broken = []
    for shard in shards:
        fault = _take(connection, shard)
        if fault is not None:
            broken.append(BrokenShard(shard.office, fault))
        told(shard.office)
    search_index.refresh(connection)
    with transaction(connection):
        _merge_twins(connection)
        same_text.link_offices(connection)
    return broken


def _take(connection: sqlite3.Connection, shard: Shard) -> str | None:
    """Copy one shard; return why that cannot be, in a sentence."""
    try:
        Archive.open(shard.path, read_only=True).close()  # an older one is brought up to date
        connection.execute("ATTACH ? AS shard", (str(shard.path),))
    except ArchiveError as error:
        return str(error)
    try:
        if _is_other_kind(connection):
            return f"{shard.path} is of the demo and others are live, or the other way round."
        connection.execute("BEGIN")
        _copy(connection, shard.office)
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        connection.execute("ROLLBACK")
        return f"{shard.path} has a number or address that another shard has ({error})."
    except sqlite3.DatabaseError as error:
        connection.execute("ROLLBACK")
        return f"{shard.path} is damaged ({error}); restore it from a backup."
    finally:
        connection.execute("DETACH shard")
    return None


def _is_other_kind(connection: sqlite3.Connection) -> bool:
    kinds = connection.execute(
        """SELECT value FROM main.archive_info WHERE key = 'kind'
        UNION SELECT value FROM shard.archive_info WHERE key = 'kind'"""
    )
    return len(kinds.fetchall()) > 1


def _copy(connection: sqlite3.Connection, office: str) -> None:
    for table in WITH_GUESTS:
        _copy_with_guests(connection, table, office)
    _copy_articles(connection)
    for table in (name for name in COPIED if name != "articles"):
        names = ", ".join(columns(connection, table, leave_out=("id",) if table == "relations" else ()))
        # What two offices know under one address stays with the first; its article is found again among the twins.
        how = "INSERT OR IGNORE" if table == "article_urls" else "INSERT"
        connection.execute(f"{how} INTO main.{table} ({names}) SELECT {names} FROM shard.{table}")
    connection.execute("INSERT INTO main.same_text SELECT * FROM shard.same_text")
    connection.execute(
        """INSERT INTO main.archive_info SELECT key, value FROM shard.archive_info
        WHERE key IN ('kind', 'created_at')
        ON CONFLICT (key) DO UPDATE SET value = min(value, excluded.value)"""
    )


_OWN = {"sites": "id = :office", "runs": "site = :office", "captures": "article IS NOT NULL OR site = :office"}


def _copy_with_guests(connection: sqlite3.Connection, table: str, office: str) -> None:
    """Copy the office's own rows in the place of guests of their number, and guests where there is nothing yet."""
    names = ", ".join(columns(connection, table))
    own = _OWN.get(table, "0")
    chosen = {"office": office, "name": table}
    connection.execute(
        f"""DELETE FROM main.{table} WHERE id IN (SELECT id FROM guests WHERE name = :name)
        AND id IN (SELECT id FROM shard.{table} WHERE {own})""",
        chosen,
    )
    connection.execute(
        f"INSERT OR IGNORE INTO guests SELECT :name, id FROM shard.{table} WHERE NOT ({own}) "
        f"AND id NOT IN (SELECT id FROM main.{table})",
        chosen,
    )
    connection.execute(
        f"INSERT INTO main.{table} ({names}) SELECT {names} FROM shard.{table} WHERE {own}", {"office": office}
    )
    connection.execute(
        f"INSERT OR IGNORE INTO main.{table} ({names}) SELECT {names} FROM shard.{table} WHERE NOT ({own})",
        {"office": office},
    )


def _copy_articles(connection: sqlite3.Connection) -> None:
    names = columns(connection, "articles")
    connection.execute(
        "INSERT INTO twins SELECT id, url FROM shard.articles WHERE url IN (SELECT url FROM main.articles)"
    )
    taken = ", ".join(
        f"CASE WHEN id IN (SELECT id FROM twins) THEN url || '{_TWIN}' || id ELSE url END" if name == "url" else name
        for name in names
    )
    connection.execute(f"INSERT INTO main.articles ({', '.join(names)}) SELECT {taken} FROM shard.articles")


def _merge_twins(connection: sqlite3.Connection) -> None:
    """Make one article of those that several offices have under one address: the row that was seen first stays."""
    for number, url in connection.execute("SELECT id, url FROM twins ORDER BY id").fetchall():
        first = connection.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()[0]
        moment = connection.execute(
            "SELECT max(last_seen) FROM articles WHERE id IN (?, ?)", (first, number)
        ).fetchone()
        merge(connection, number, first, proof="address", merged_at=moment[0])
