"""The files of an article: which it offers, what was fetched of them, and when one was swapped for another."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import utc_text
from crawler.filetext.captured import declared_type, text_of_capture
from crawler.items import Attachment, Capture, FileStatus, FileText
from crawler.normalise.file_addresses import place_of

BY_PROGRAMS = frozenset({"ocr", "converted"})
"""Ways of reading that need a program that another machine may lack: their text stays while the file is the same."""


FORMER = ("article", "url", "name", "media_type", "bytes", "sha256", "capture", "text", "text_method")
"""Columns of a file that stay known when it is replaced."""


class ListedFile(TypedDict):
    """A file as a version keeps it."""

    url: str
    name: str
    sha256: str | None


def current_attachments(connection: sqlite3.Connection, article: int) -> list[Attachment]:
    """Return the files that the article's newest version offers."""
    return [Attachment(url=item["url"], name=item["name"]) for item in newest_list(connection, article)]


def newest_list(connection: sqlite3.Connection, article: int) -> list[ListedFile]:
    """Return the files that the article's newest version offers, as it keeps them."""
    row = connection.execute(
        "SELECT attachments FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1", (article,)
    ).fetchone()
    files: list[ListedFile] = json.loads(row[0]) if row else []
    return files


def offer_attachments(
    connection: sqlite3.Connection, article: int, attachments: Sequence[Attachment], seen_at: str
) -> None:
    """Make a row for each new file and move `last_seen` of the others."""
    connection.executemany(
        f"""INSERT INTO attachments (id, article, url, name, first_seen, last_seen)
        VALUES ({new_id("attachments")}, ?, ?, ?, ?, ?)
        ON CONFLICT (article, url) DO UPDATE
        SET name = excluded.name, last_seen = max(last_seen, excluded.last_seen)""",
        [(article, item.url, item.name, seen_at, seen_at) for item in attachments],
    )


def listed_files(connection: sqlite3.Connection, article: int, attachments: Sequence[Attachment]) -> list[ListedFile]:
    """Return the files as a version keeps them: address, name and, once fetched, the payload's SHA-256."""
    digests = dict(connection.execute("SELECT url, sha256 FROM attachments WHERE article = ?", (article,)).fetchall())
    return [{"url": item.url, "name": item.name, "sha256": digests.get(item.url)} for item in attachments]


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """What one answer to the request for a file says."""

    url: str
    requested_url: str
    fetched_at: str
    status: int
    bytes: int
    sha256: str
    content: FileText | None
    """What the payload holds; None where the answer was no file."""


def read_file(capture: Capture, language: str | None) -> FileReading:
    """Return what *capture*, the response to the request for a file of an office that writes *language*, says."""
    return file_reading(capture, text_of_capture(capture, language))


def unread_file(capture: Capture, reason: str) -> FileReading:
    """Return the reading of a file that is kept but exceeds the limits of a worker; *reason* is a clause."""
    note = f"too_heavy: {reason}."
    return file_reading(
        capture, FileText(kind="unknown", status="too_heavy", note=note, media_type=declared_type(capture))
    )


def too_large_note(limit: int) -> str:
    """Return what is noted of a file of which no more than *limit* bytes are fetched."""
    return f"too_large: the server sends more than {limit // 2**20} MB; the file was not fetched."


def note_too_large(connection: sqlite3.Connection, article: int, url: str, limit: int) -> None:
    """Note of a file of *article* that it is larger than *limit* bytes; one that was fetched before stays."""
    connection.execute(
        "UPDATE attachments SET status = 'too_large', note = ? WHERE article = ? AND url = ? AND sha256 IS NULL",
        (too_large_note(limit), article, url),
    )


def file_reading(capture: Capture, content: FileText | None) -> FileReading:
    """Return what the response *capture* says, whose payload holds *content*."""
    return FileReading(
        url=capture.url,
        requested_url=capture.requested_url,
        fetched_at=utc_text(capture.fetched_at),
        status=capture.status,
        bytes=len(capture.body),
        sha256=capture.sha256,
        content=content,
    )


def take_file(connection: sqlite3.Connection, article: int, file: FileReading, capture_id: int) -> sqlite3.Row | None:
    """Write down what a fetched file of *article* is; return the row of the file that it replaced, or None.

    A file that the office refuses, no longer has or answers with a web page keeps what was fetched before; only its
    status says so.
    """
    row = _file_row(connection, article, file)
    if row is None:
        return None
    content = file.content
    if content is None or content.status == "error_page":
        status = content.status if content else _missing(file.status, row["status"])
        connection.execute("UPDATE attachments SET status = ? WHERE id = ?", (status, row["id"]))
        return None
    taken = {
        "media_type": content.media_type,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "capture": capture_id,
        "status": _kept_status(content.status),
        "text": content.text,
        "text_method": content.method,
        "note": content.note,
        "document_number": content.document_number,
        "last_seen": max(row["last_seen"], file.fetched_at),
    }
    if row["sha256"] == file.sha256 and row["text_method"] in BY_PROGRAMS and content.text is None:
        taken |= {name: row[name] for name in ("text", "text_method", "note")}
    settings = ", ".join(f"{name} = ?" for name in taken)
    connection.execute(f"UPDATE attachments SET {settings} WHERE id = ?", (*taken.values(), row["id"]))
    if row["sha256"] is None:
        _note_digest(connection, article, row["url"], file.sha256)
        return None
    if row["sha256"] == file.sha256:
        return None
    _keep_former(connection, row, file.fetched_at)
    return row


def _keep_former(connection: sqlite3.Connection, row: sqlite3.Row, replaced_at: str) -> None:
    """Keep what a file was and said before another took its place."""
    kept = {name: row[name] for name in FORMER} | {"replaced_at": replaced_at}
    connection.execute(
        f"INSERT OR IGNORE INTO former_files (id, {', '.join(kept)}) "
        f"VALUES ({new_id('former_files')}, {', '.join('?' * len(kept))})",
        tuple(kept.values()),
    )


def _kept_status(status: FileStatus) -> str:
    """Return the status of a file that was fetched: ``stored``, unless something is wrong with it."""
    return "stored" if status in ("text", "none") else status


def _missing(answer: int, before: str) -> str:
    return {404: "missing", 410: "missing", 304: before}.get(answer, "failed")


def _file_row(connection: sqlite3.Connection, article: int, file: FileReading) -> sqlite3.Row | None:
    """Return the row of the file that was asked for, whose address may carry another token by now."""
    rows = connection.execute("SELECT * FROM attachments WHERE article = ? ORDER BY last_seen DESC", (article,))
    known = rows.fetchall()
    at = place_of([row["url"] for row in known], (file.requested_url, file.url))
    return None if at is None else known[at]


def _note_digest(connection: sqlite3.Connection, article: int, url: str, digest: str) -> None:
    """Add the digest of a file's first fetch to the version that offers it, which was written before the fetch."""
    files = newest_list(connection, article)
    for file in files:
        if file["url"] == url:
            file["sha256"] = digest
    connection.execute(
        """UPDATE versions SET attachments = ?
        WHERE article = ? AND number = (SELECT version FROM articles WHERE id = ?)""",
        (json.dumps(files, ensure_ascii=False), article, article),
    )
