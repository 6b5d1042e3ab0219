"""Readable forms of the archive: the live file prepared for the site, and a snapshot that never changes."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.archive.articles import search_index
from crawler.archive.articles.withheld import in_force
from crawler.archive.db.database import APPLICATION_ID, connect, transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.migrate import migrate
from crawler.archive.db.times import utc_text
from crawler.archive.shards.joining import join
from crawler.archive.shards.layout import is_sharded, require_shards
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.publish.days import paper_day
from crawler.publish.relations.tables import fill_relations
from crawler.publish.sql_views import PAGE_VIEWS, VIEWS, ensure_views
from crawler.publish.withholding import redact

GROWING = ("captures",)
"""Tables that only grow: a snapshot with fewer rows than the one before is refused.  (What is derived may become less:
two rows turn out to be one article, or better rules find that a count was none.)"""

_PAGE_BYTES = 16_384
"""Several articles fit on a page; on SQLite's usual 4,096 bytes stands one, and the file is a third larger."""

_FEW = 20_000
"""Articles of a live archive up to which the relations between its papers are derived when it is opened for readers."""

_VANISHED = "status IN ('gone', 'soft_gone', 'delisted')"
_DOCUMENT_DAY = paper_day()
_INDEXES = (
    "articles(sort_date DESC, id DESC)",
    "articles(sort_date DESC)",
    "articles(language, sort_date)",
    "articles(status, status_since)",
    f"articles(status_since DESC) WHERE {_VANISHED}",
    f"articles(site, status_since DESC) WHERE {_VANISHED}",
    # with the number, so that numbers are looked through without reading their articles
    f"articles({_DOCUMENT_DAY} DESC, id DESC, document_number) WHERE document_number IS NOT NULL",
    f"articles(issuer, {_DOCUMENT_DAY} DESC, id DESC, document_number) WHERE document_number IS NOT NULL",
    "articles(site, first_seen DESC, id DESC)",
    "articles(first_seen)",
    "articles(last_seen)",
    "articles(last_seen DESC, id) WHERE problems <> '[]'",
    "articles(views)",
    "articles(version)",
    "articles(issued_on)",
    "articles(published_at_utc)",
    "articles(capture)",
    "captures(fetched_at)",
    "captures(id) WHERE status >= 400",
    "captures(id) WHERE warc_file = 'withheld'",
    "captures(refers_to) WHERE refers_to IS NOT NULL",
    "status_history(since)",
    "versions(seen_at) WHERE number > 1",
    "versions(capture)",
    "view_counts(capture) WHERE capture IS NOT NULL",
    "attachments(capture) WHERE capture IS NOT NULL",
    "changes_found(changed_at DESC)",
    "changes_found(site, changed_at DESC)",
    "changes_found(article)",
    "document_keys(key, article)",
    "article_facets(id)",
    # all of it in the order of days: what filters leave is found without reading an article
    "article_facets(sort_date DESC, id DESC, site, province, section, year, type, issuer, signer, language, status, "
    "attachment, changed, removed)",
    "article_facets(site, sort_date DESC, id DESC, year)",
    "office_months(site, month)",
    "office_sections(site, section)",
    "office_summary(site)",
    "article_counts(site, language, status)",
    "view_growth(growth DESC, article)",
    "cited_papers(number_key)",
    "cited_papers(papers DESC, last_named DESC)",
    "relations(type, said_on, id)",
    "text_groups(last_day DESC, group_id)",
)
"""What the pages ask for and a crawl does not: these indexes are in snapshots only."""


@dataclass(frozen=True)
class Readable:
    """A file that the site can serve."""

    path: Path
    immutable: bool
    """Nobody writes it: a snapshot, or an archive in a place that cannot be written."""


def open_for_reading(path: Path) -> Readable:
    """Make sure that the site can read the archive at `path`: today's schema and views are there.

    Raises `ArchiveError` when there is no archive, the file is not ours, or it cannot be read.
    """
    with closing(connect(path, read_only=True)) as connection:
        snapshot = info(connection, "snapshot_at") is not None
        lacking = set(VIEWS) - _names(connection)
    if snapshot:
        return Readable(path, immutable=True)
    if _writable(path):
        _bring_up_to_date(path)
        return Readable(path, immutable=False)
    if lacking:
        raise ArchiveError(
            f"{path} cannot be written, and has never been prepared for reading; serve a snapshot of it."
        )
    return Readable(path, immutable=not path.with_name(path.name + "-wal").exists())


def is_free_of_withheld(path: Path) -> bool:
    """Tell whether the file can be shown to the public: a snapshot, or an archive of which nothing is withheld."""
    with closing(connect(path, read_only=True)) as connection:
        return info(connection, "snapshot_at") is not None or not in_force(connection)


def info(connection: sqlite3.Connection, key: str) -> str | None:
    """Return one fact that the archive keeps about itself."""
    row = connection.execute("SELECT value FROM archive_info WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def make_snapshot(
    archive: Path,
    target: Path,
    *,
    now: datetime,
    floors: Mapping[str, int] | None = None,
    before: Path | None = None,
    without: Collection[str] = (),
) -> dict[str, int]:
    """Write a consistent copy of the live archive to `target`, checked, indexed and counted; return its row counts.

    A folder of shards becomes one file; the shards of the offices `without` are left out.

    A crawl may write meanwhile: the copy is the archive as it stood at one moment.  `floors` are row counts that it
    must reach, `before` the snapshot in force, from which is taken over what need not be
    derived again.  Raises `ArchiveError` when the copy is damaged or too small; `target` then does not exist.
    """
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        if is_sharded(archive):
            _join(archive, partial, without)
        else:
            with closing(connect(archive, read_only=True)) as connection:
                connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
                connection.execute("VACUUM INTO ?", (str(partial),))
        with closing(connect(partial, read_only=False)) as connection:
            _check(connection, archive)
            _prepare(connection, now, before)
            counts = _counts(connection)
        _refuse_shrunk(counts, floors or {})
        inspect_path(target).write_text(json.dumps(_inspect_data(target, partial, counts)), "utf-8")
        partial.replace(target)
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"Cannot make a snapshot of {archive}: {error}.") from error
    finally:
        for leftover in ("", "-wal", "-shm", "-journal"):
            partial.with_name(partial.name + leftover).unlink(missing_ok=True)
    return counts


def _join(folder: Path, target: Path, without: Collection[str]) -> None:
    """Write the rows of a folder's shards into one file; one that turns out to be broken stops it."""
    with closing(sqlite3.connect(target, isolation_level=None)) as empty:
        empty.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        empty.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(empty)
    with closing(connect(target, read_only=False)) as connection:
        # Nobody reads it before it is whole, and one that is cut short is thrown away.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        broken = join(connection, [shard for shard in require_shards(folder) if shard.office not in without])
    if broken:
        raise ArchiveError(f"{broken[0]} Nothing was published.")


def inspect_path(snapshot: Path) -> Path:
    """Return where a snapshot's row counts are kept for the site."""
    return snapshot.with_suffix(".inspect.json")


def has_todays_indexes(snapshot: Path) -> bool:
    """Tell whether a snapshot was indexed as this version does it; pages of another one may be slow."""
    with closing(connect(snapshot, read_only=True)) as connection:
        present = {row[0] for row in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'index'")}
    return present.issuperset(_index_statements())


def _index_statements() -> list[str]:
    return [f"CREATE INDEX snapshot_{number} ON {indexed}" for number, indexed in enumerate(_INDEXES)]


def growing_counts(snapshot: Path, *, without: Collection[str] = ()) -> dict[str, int]:
    """Return the row counts of a snapshot's tables that can only grow; rows of the offices `without` do not count."""
    marks = ", ".join("?" * len(without))
    with closing(connect(snapshot, read_only=True)) as connection:
        return {
            name: int(
                connection.execute(
                    f"SELECT count(*) FROM {name} WHERE site NOT IN ({marks})", tuple(without)
                ).fetchone()[0]
            )
            for name in GROWING
        }


def _check(connection: sqlite3.Connection, archive: Path) -> None:
    # DELETE mode: a snapshot has no companions, so that it can be served from a place that cannot be written
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise ArchiveError(f"{archive} is damaged ({verdict}); nothing was published.")


def _prepare(connection: sqlite3.Connection, now: datetime, before: Path | None) -> None:
    connection.create_function("document_key", 1, lambda text: document_number_key(text or ""), deterministic=True)
    migrate(connection)
    # first, so that nothing below is made of what is withheld
    redact(connection)
    fill_relations(connection, before=before)
    search_index.refresh(connection)
    with transaction(connection):
        ensure_views(connection)
        for name in PAGE_VIEWS:
            connection.execute(f"CREATE TABLE snapshot_of AS SELECT * FROM {name}")
            connection.execute(f"DROP VIEW {name}")
            connection.execute(f"ALTER TABLE snapshot_of RENAME TO {name}")
        # changes are few, but found among all articles; the view stays, for a table would show its row numbers
        connection.execute("CREATE TABLE changes_found AS SELECT * FROM changes")
        connection.execute("DROP VIEW changes")
        connection.execute("CREATE VIEW changes AS SELECT * FROM changes_found")
        for statement in _index_statements():
            connection.execute(statement)
        connection.execute("INSERT OR REPLACE INTO archive_info VALUES ('snapshot_at', ?)", (utc_text(now),))
    connection.execute("INSERT INTO article_search(article_search) VALUES ('optimize')")
    connection.execute("ANALYZE")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_schema "
        "WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'article_search%'"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in names}


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _refuse_shrunk(counts: Mapping[str, int], floors: Mapping[str, int]) -> None:
    for name, floor in floors.items():
        if counts.get(name, 0) < floor:
            raise ArchiveError(
                f"The new snapshot has {counts.get(name, 0):,} rows in {name}, fewer than the {floor:,} published "
                "before; nothing was published."
            )


def _inspect_data(target: Path, written: Path, counts: Mapping[str, int]) -> dict[str, object]:
    """Return what `datasette inspect` would: with it the site counts nothing at start."""
    with written.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tables = {name: {"count": count} for name, count in counts.items()}
    return {"archive": {"hash": digest, "size": written.stat().st_size, "file": target.name, "tables": tables}}


def _names(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _bring_up_to_date(path: Path) -> None:
    with closing(connect(path, read_only=False)) as connection:
        migrate(connection)
        search_index.refresh(connection)
        with transaction(connection):
            ensure_views(connection)
        if _count(connection, "articles") <= _FEW:
            fill_relations(connection)
