"""Giving scans the text that recognition finds in them; marked as such, and searchable like any other text."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from crawler.archive.archive import Archive
from crawler.archive.articles import search_index
from crawler.archive.db.database import transaction
from crawler.filetext import read_file_text
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import FileText
from crawler.normalise.content import decode_content

SECONDS = 600
"""For one scan, which may have many pages."""


@dataclass(frozen=True)
class Scan:
    """A fetched file in which no text was found."""

    attachment: int
    article: int
    name: str
    capture: int
    language: str


def scans(connection: sqlite3.Connection, sites: Sequence[str], limit: int) -> list[Scan]:
    """Return at most *limit* scans of *sites* (empty: all) that recognition has not been tried on."""
    where = f"AND sites.id IN ({', '.join('?' * len(sites))})" if sites else ""
    rows = connection.execute(
        f"""SELECT attachments.id, article, attachments.name, attachments.capture, sites.language FROM attachments
        JOIN articles ON articles.id = article JOIN sites ON sites.id = articles.site
        WHERE text_method = 'none' AND attachments.status = 'stored'
        AND (media_type = 'application/pdf' OR media_type LIKE 'image/%' OR attachments.note LIKE 'no_text_layer:%')
        {where} ORDER BY attachments.id LIMIT ?""",
        (*sites, limit),
    )
    return [Scan(row["id"], row["article"], row["name"], row["capture"], row["language"]) for row in rows.fetchall()]


def recognise_scans(archive: Archive, found: Sequence[Scan]) -> Iterator[tuple[Scan, str | None]]:
    """Read each scan and store its text; yield it with the text, which is None where nothing was recognised."""
    worker = WorkerProcess(Limits(processor_seconds=SECONDS, seconds=2 * SECONDS), ("crawler.filetext",))
    try:
        for scan in found:
            capture = archive.read_capture(scan.capture)
            payload = decode_content(capture.body, capture.header("Content-Encoding"))
            read = recognised(worker, payload, scan.name, scan.language)
            with transaction(archive.connection):
                search_index.remove(archive.connection, scan.article)
                archive.connection.execute(
                    "UPDATE attachments SET text = ?, text_method = 'ocr', note = ? WHERE id = ?",
                    (read.text, read.note, scan.attachment),
                )
                search_index.add(archive.connection, scan.article)
            yield scan, read.text
    finally:
        worker.close()


def recognised(worker: WorkerProcess, payload: bytes, name: str, language: str) -> FileText:
    """Return what recognition finds in a payload, within the limits of a worker."""
    read = partial(read_file_text, name=name, recognition_seconds=SECONDS)
    try:
        return worker.call(read, payload, language)
    except LimitExceededError as error:
        return FileText(kind="unknown", status="too_heavy", note=f"too_heavy: {error}.")
