"""Is the evidence there: every row against its WARC record, every record against its digests, every table against the
others.

A record that no row speaks of is no fault: it is what a killed run leaves behind.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import utc_text
from crawler.archive.warc.addresses import UnreachableError
from crawler.archive.warc.captures import place_of
from crawler.archive.warc.payloads import payload_fault
from crawler.archive.warc.places import exists
from crawler.archive.warc.reader import as_response, read_block, record_moment


@dataclass(frozen=True)
class Fault:
    """One thing that is not as the archive says."""

    where: str
    """Such as ``capture 12`` or ``article 3``."""
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def faults(archive: Archive, progress: Callable[[int], None] = lambda _done: None) -> Iterator[Fault]:
    """Yield every fault of *archive*; *progress* is told the number of captures looked at.

    A bucket that cannot be reached is one fault, and says nothing of what is lost.
    """
    yield from _database_faults(archive.connection)
    yield from _capture_faults(archive, progress)
    for check in TABLE_CHECKS:
        yield from check.faults(archive.connection)
    yield from _attachment_list_faults(archive.connection)


def _database_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Fault("database", row[0])
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Fault(f"{row['table']} {row['rowid']}", f"points to a row of {row['parent']} that is not there")


class _Files:
    """Which WARC files are there; each is asked for once, as rows come file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing: Counter[str] = Counter()
        """File → captures whose evidence was in it."""
        self.unreachable: dict[str, str] = {}
        """Bucket or folder → why it cannot be reached."""
        self.unseen: Counter[str] = Counter()
        """Bucket or folder → captures that were not looked at."""
        self._known = ""

    def has(self, name: str) -> bool:
        """Tell whether a file is there.  Raises `UnreachableError` where its address does not tell."""
        where = next((where for where in self.unreachable if name.startswith(f"{where}/")), None)
        if where is not None:
            raise UnreachableError(where, self.unreachable[where])
        if name != self._known and name not in self.missing and exists(self.folder, name):
            self._known = name
        return name == self._known

    def count_unseen(self, error: UnreachableError) -> None:
        """Remember that a bucket or folder cannot be reached, and that a capture was to be read there."""
        self.unreachable[error.where] = error.why
        self.unseen[error.where] += 1

    def faults(self) -> Iterator[Fault]:
        """Yield what is missing, and what could not be looked at."""
        for name, count in self.missing.items():
            yield Fault(name, f"is missing, and with it the evidence of {_captures(count)}")
        for where, count in self.unseen.items():
            why = self.unreachable[where]
            yield Fault(where, f"cannot be reached: {why}; the evidence of {_captures(count)} was not looked at")


def _captures(count: int) -> str:
    return "1 capture" if count == 1 else f"{count} captures"


def _capture_faults(archive: Archive, progress: Callable[[int], None]) -> Iterator[Fault]:
    files = _Files(archive.warc_folder)
    looked_at = 0
    rows = archive.connection.execute(
        """SELECT captures.*, original.sha256 AS original_sha256 FROM captures
        LEFT JOIN captures AS original ON original.id = captures.refers_to
        ORDER BY captures.warc_file, captures.warc_offset"""
    )
    for row in rows:
        try:
            if files.has(row["warc_file"]):
                for what in _record_faults(archive.warc_folder, row):
                    yield Fault(f"capture {row['id']}", what)
            else:
                files.missing[row["warc_file"]] += 1
        except UnreachableError as error:
            files.count_unseen(error)
            continue
        looked_at += 1
        progress(looked_at)
    yield from files.faults()


def _record_faults(folder: Path, row: sqlite3.Row) -> Iterator[str]:
    place = place_of(row)
    try:
        block = read_block(folder, place)
    except UnreachableError:
        raise
    except ArchiveError as error:
        yield str(error)
        return
    wrong_digest = block.digest_fault() or payload_fault(block)
    if wrong_digest:
        yield f"the record in {place.file} at byte {place.offset} was altered: {wrong_digest}"
        return
    record = as_response(block)
    types = ("response", "resource") if row["refers_to"] is None else ("revisit",)
    if record.type not in types:
        yield f"its record has the type {record.type}, not {' or '.join(types)}"
    moment = record_moment(record.date)  # others write fractions of a second, or another zone
    date = utc_text(moment) if moment else record.date
    found = {"url": record.url, "date": date, "status": record.status}
    for name, value in found.items():
        expected = row["fetched_at" if name == "date" else name]
        if value != expected:
            yield f"its record has the {name} {value}, not {expected}"
    yield from _payload_faults(row, record.body)


def _payload_faults(row: sqlite3.Row, body: bytes) -> Iterator[str]:
    if row["refers_to"] is None:
        if sha256(body).hexdigest() != row["sha256"]:
            yield f"its payload's SHA-256 is {sha256(body).hexdigest()}, not {row['sha256']}"
        if len(body) != row["bytes"]:
            yield f"its payload has {len(body)} bytes, not {row['bytes']}"
    elif row["bytes"] and row["original_sha256"] != row["sha256"]:
        yield f"the capture {row['refers_to']} that it refers to has another payload"


@dataclass(frozen=True)
class TableCheck:
    """A query whose every row is a fault: what the row is of, its id."""

    sql: str
    table: str
    what: str

    def faults(self, connection: sqlite3.Connection) -> Iterator[Fault]:
        """Yield the faults that the query finds."""
        for row in connection.execute(self.sql):
            yield Fault(f"{self.table} {row[0]}", self.what)


TABLE_CHECKS = (
    TableCheck(
        """SELECT id FROM articles WHERE version != (SELECT count(*) FROM versions WHERE article = articles.id)
        OR version != (SELECT max(number) FROM versions WHERE article = articles.id)""",
        "article",
        "its versions are not numbered from 1 to the current one",
    ),
    TableCheck(
        """SELECT articles.id FROM articles JOIN versions ON versions.article = articles.id AND number = version
        WHERE articles.content_digest != versions.content_digest OR articles.title IS NOT versions.title
        OR articles.body_text IS NOT versions.body_text""",
        "article",
        "its newest version says something else",
    ),
    TableCheck(
        "SELECT id FROM articles WHERE id NOT IN (SELECT id FROM article_search_docsize)",
        "article",
        "is missing in the search index",
    ),
    TableCheck(
        "SELECT id FROM article_search_docsize WHERE id NOT IN (SELECT id FROM articles)",
        "article",
        "is in the search index, but not in the archive",
    ),
    TableCheck(
        """SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM status_history AS history
        WHERE history.article = articles.id AND until IS NULL AND history.status = articles.status
        AND history.since = articles.status_since)
        OR 1 != (SELECT count(*) FROM status_history WHERE article = articles.id AND until IS NULL)""",
        "article",
        "its status is not the open interval of its history",
    ),
    TableCheck(
        "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM article_urls)",
        "article",
        "has no address",
    ),
    TableCheck(
        "SELECT id FROM merged_articles WHERE id IN (SELECT id FROM articles)",
        "article",
        "bears the number of one that was merged",
    ),
    TableCheck(
        """SELECT attachments.id FROM attachments JOIN captures ON captures.id = attachments.capture
        WHERE attachments.sha256 IS NOT captures.sha256""",
        "attachment",
        "its digest is not that of its capture",
    ),
)


def _attachment_list_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    rows = connection.execute(
        """SELECT versions.id, versions.article, versions.attachments FROM versions
        JOIN articles ON articles.id = versions.article AND number = version WHERE versions.attachments != '[]'"""
    )
    for row in rows.fetchall():
        for file in json.loads(row["attachments"]):
            known = connection.execute(
                "SELECT 1 FROM attachments WHERE article = ? AND url = ?", (row["article"], file["url"])
            ).fetchone()
            if known is None:
                yield Fault(f"version {row['id']}", f"offers {file['url']}, which is no attachment of its article")
