"""All that reading says of one article, as rows: taken out of one database, compared, and written into another.

The private database that derived data is made in has the archive's schema, and is gone when it is closed.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawler.archive.articles import same_text, search_index
from crawler.archive.articles.files.attachments import BY_PROGRAMS
from crawler.archive.articles.identity import next_id
from crawler.archive.articles.versions import PLAIN, remember_number
from crawler.archive.db.migrate import migrate
from crawler.archive.db.numbers import NUMBERED, new_id
from crawler.archive.db.times import utc_text
from crawler.file_notices import FLAG

READ = (*PLAIN, "images", "flags", "problems", "views")
"""The fields of an article that reading fills; these are reported."""
BELIEVED = ("version", "capture", "content_digest", "reading", "reading_digest", "views_observed_at", "changed_at")
COMPARED = (*READ, "provenance", *BELIEVED)
FILE_FIELDS = (
    "url",
    "first_seen",
    "last_seen",
    "name",
    "media_type",
    "bytes",
    "sha256",
    "capture",
    "text",
    "text_method",
    "status",
    "note",
    "document_number",
)
CACHE = 32_768
"""Kilobytes of a private database that are held in memory; the rest of it is written out and read back."""
BESIDE = frozenset({"id", "article", "software_version"})
"""Columns in which two equal readings may differ."""

Row = dict[str, Any]


@dataclass(frozen=True)
class ArticleState:
    """All that reading says of one article."""

    fields: Row
    versions: list[Row]
    views: dict[tuple[str, str], tuple[int, str, int | None]]
    """(moment, method) → (views, raw, capture)."""
    files: dict[str, Row]


def private_database() -> sqlite3.Connection:
    """Return an empty archive that nobody else sees; everything in it is one transaction."""
    connection = sqlite3.connect("", isolation_level=None)  # a file of SQLite's own, gone when it is closed
    connection.row_factory = sqlite3.Row
    for name in ("index_text", "show_text", "mark_words"):
        connection.create_function(name, 1, _no_text, deterministic=True)  # nobody searches here
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    migrate(connection)
    connection.execute("BEGIN")
    return connection


def _no_text(_text: str | None) -> str:
    return ""


def state_of(connection: sqlite3.Connection, article: int) -> ArticleState:
    """Return all that reading says of *article*."""
    fields = connection.execute(f"SELECT {', '.join(COMPARED)} FROM articles WHERE id = ?", (article,)).fetchone()
    versions = connection.execute("SELECT * FROM versions WHERE article = ? ORDER BY number", (article,)).fetchall()
    counts = connection.execute("SELECT * FROM view_counts WHERE article = ? ORDER BY observed_at", (article,))
    files = connection.execute(f"SELECT {', '.join(FILE_FIELDS)} FROM attachments WHERE article = ?", (article,))
    return ArticleState(
        fields=dict(fields),
        versions=[{name: row[name] for name in row.keys() if name not in BESIDE} for row in versions],  # noqa: SIM118 - a Row iterates its values
        views={
            (row["observed_at"], row["method"]): (row["views"], row["raw"], row["capture"]) for row in counts.fetchall()
        },
        files={row["url"]: dict(row) for row in files.fetchall()},
    )


def keep_unproven(before: ArticleState, after: ArticleState) -> ArticleState:
    """Add to *after* what captures cannot disprove: counts of endpoints, files offered no more, texts by programs."""
    endpoint = {key: told for key, told in before.views.items() if key[1] == "endpoint"}
    counts = dict(sorted((endpoint | after.views).items()))
    fields = dict(after.fields)
    if counts:
        (moment, _), newest = max(counts.items(), key=lambda item: item[0][0])
        fields |= {"views": newest[0], "views_observed_at": moment}
    files = before.files | {url: with_recognised(before.files.get(url), file) for url, file in after.files.items()}
    versions = after.versions
    if _lacks_program(before, after, files):
        fields = {**before.fields, "views": fields["views"], "views_observed_at": fields["views_observed_at"]}
        versions = before.versions
    return ArticleState(fields=fields, versions=versions, views=counts, files=files)


def _lacks_program(before: ArticleState, after: ArticleState, files: Mapping[str, Row]) -> bool:
    """Whether an article's text is a file's that a program read once, and that none can read here."""
    is_kept = any(file["text"] != files[url]["text"] for url, file in after.files.items())
    return is_kept and FLAG in (before.fields["flags"] or "") and FLAG not in (after.fields["flags"] or "")


def with_recognised(before: Row | None, after: Row) -> Row:
    """Return a file's row as it is now, with the text that a program read in it while it is still the same file."""
    if before is None or before["text_method"] not in BY_PROGRAMS:
        return after
    if before["sha256"] != after["sha256"] or after["text"]:
        return after
    return after | {name: before[name] for name in ("text", "text_method", "note")}


def write_state(
    connection: sqlite3.Connection, article: int, before: ArticleState, after: ArticleState, software: str
) -> None:
    """Write what differs between *before* and *after*; the caller keeps the search index in step."""
    if before.fields != after.fields:
        update_rows(connection, "articles", after.fields | {"software_version": software}, "id = ?", article)
    changed = [version for version in after.versions if version not in before.versions]
    _remember_numbers(connection, article, before, after)
    _write_versions(connection, article, changed, software)
    connection.execute("DELETE FROM versions WHERE article = ? AND number > ?", (article, len(after.versions)))
    _write_views(connection, article, after.views)
    for url, file in after.files.items():
        row = {**file, "article": article}
        updated = update_rows(connection, "attachments", row, "article = ? AND url = ?", article, url)
        if not updated:
            insert_row(connection, "attachments", row)


def _remember_numbers(connection: sqlite3.Connection, article: int, before: ArticleState, after: ArticleState) -> None:
    """Keep known which capture a version was read from that is counted otherwise now, for those who cited it."""
    now = {version["number"]: version["capture"] for version in after.versions}
    for version in before.versions:
        if now.get(version["number"]) != version["capture"]:
            until = utc_text(datetime.now(UTC))
            remember_number(connection, article, version["number"], version["capture"], until)


def _write_versions(connection: sqlite3.Connection, article: int, versions: list[Row], software: str) -> None:
    for version in versions:
        row = {**version, "article": article, "software_version": software}
        if not update_rows(connection, "versions", row, "article = ? AND number = ?", article, version["number"]):
            insert_row(connection, "versions", row)


def _write_views(
    connection: sqlite3.Connection, article: int, counts: Mapping[tuple[str, str], tuple[int, str, int | None]]
) -> None:
    known = connection.execute("SELECT id, observed_at, method FROM view_counts WHERE article = ?", (article,))
    for row in known.fetchall():
        if (row["observed_at"], row["method"]) not in counts:
            connection.execute("DELETE FROM view_counts WHERE id = ?", (row["id"],))
    connection.executemany(
        f"""INSERT INTO view_counts (id, article, observed_at, method, views, raw, capture)
        VALUES ({new_id("view_counts")}, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (article, observed_at, method) DO UPDATE
        SET views = excluded.views, raw = excluded.raw, capture = excluded.capture""",
        [(article, moment, method, *told) for (moment, method), told in counts.items()],
    )


def insert_article(connection: sqlite3.Connection, private: sqlite3.Connection, copied: int) -> int:
    """Copy an article that the archive lacks out of *private*, with all that hangs on it; return its new id."""
    row = dict(private.execute("SELECT * FROM articles WHERE id = ?", (copied,)).fetchone())
    article = next_id(connection)
    insert_row(connection, "articles", row | {"id": article, "moved_to": None})
    for table in ("versions", "view_counts", "attachments", "status_history"):
        for part in private.execute(f"SELECT * FROM {table} WHERE article = ? ORDER BY id", (copied,)):
            insert_row(connection, table, {**dict(part), "article": article}, leave_out=("id",))
    search_index.add(connection, article)
    same_text.link(connection, article, row["body_text"])
    connection.execute(
        "UPDATE captures SET article = ? WHERE id IN (SELECT capture FROM versions WHERE article = ?)",
        (article, article),
    )
    return article


def update_rows(connection: sqlite3.Connection, table: str, row: Row, where: str, *values: object) -> bool:
    """Write *row* into the rows *where* holds; return whether there was one."""
    settings = ", ".join(f"{name} = ?" for name in row)
    cursor = connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", (*row.values(), *values))
    return cursor.rowcount > 0


def insert_row(connection: sqlite3.Connection, table: str, row: Row, leave_out: tuple[str, ...] = ()) -> None:
    """Insert *row* without the columns *leave_out*."""
    row = {name: value for name, value in row.items() if name not in leave_out}
    numbers = {"id": new_id(table)} if table in NUMBERED and "id" not in row else {}
    names, values = [*numbers, *row], [*numbers.values(), *("?" * len(row))]
    connection.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)})", tuple(row.values()))
