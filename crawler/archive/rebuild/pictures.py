"""Giving pictures that carry a notice the text that recognition finds in them, kept by article and digest."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.archive.archive import Archive
from crawler.archive.articles import search_index
from crawler.archive.db.database import transaction
from crawler.archive.rebuild.recognition import SECONDS, recognised
from crawler.isolation import Limits, WorkerProcess
from crawler.normalise.content import decode_content

MIN_TEXT = 200
"""Characters of an article's text below which its pictures may carry the notice."""


@dataclass(frozen=True)
class Picture:
    """A picture of an article whose page has next to no text."""

    article: int
    sha256: str
    name: str
    capture: int
    language: str


def pictures(connection: sqlite3.Connection, sites: Sequence[str], limit: int) -> list[Picture]:
    """Return at most *limit* pictures that may carry a notice of *sites* (empty: all) and were not tried yet."""
    where = f"AND sites.id IN ({', '.join('?' * len(sites))})" if sites else ""
    rows = connection.execute(
        f"""SELECT captures.article, captures.sha256, captures.url, min(captures.id) AS capture, sites.language
        FROM captures JOIN articles ON articles.id = captures.article JOIN sites ON sites.id = articles.site
        WHERE captures.kind = 'picture' AND captures.status = 200 AND captures.bytes > 0
        AND length(coalesce(articles.body_text, '')) < {MIN_TEXT} AND NOT EXISTS (
            SELECT 1 FROM picture_texts AS known
            WHERE known.article = captures.article AND known.sha256 = captures.sha256) {where}
        GROUP BY captures.article, captures.sha256 ORDER BY capture LIMIT ?""",
        (*sites, limit),
    )
    return [
        Picture(row["article"], row["sha256"], row["url"], row["capture"], row["language"]) for row in rows.fetchall()
    ]


def recognise_pictures(archive: Archive, found: Sequence[Picture]) -> Iterator[tuple[Picture, str | None]]:
    """Read each picture and store its text; yield it with the text, which is None where nothing was recognised.

    A picture that stands in several articles is read once.
    """
    worker = WorkerProcess(Limits(processor_seconds=SECONDS, seconds=2 * SECONDS), ("crawler.filetext",))
    try:
        for picture in found:
            text, note = _known_text(archive.connection, picture) or _read_picture(archive, worker, picture)
            with transaction(archive.connection):
                search_index.remove(archive.connection, picture.article)
                archive.connection.execute(
                    "INSERT OR REPLACE INTO picture_texts (article, sha256, text, note) VALUES (?, ?, ?, ?)",
                    (picture.article, picture.sha256, text, note),
                )
                search_index.add(archive.connection, picture.article)
            yield picture, text
    finally:
        worker.close()


def _known_text(connection: sqlite3.Connection, picture: Picture) -> tuple[str | None, str | None] | None:
    row = connection.execute("SELECT text, note FROM picture_texts WHERE sha256 = ?", (picture.sha256,)).fetchone()
    return (row["text"], row["note"]) if row else None


def _read_picture(archive: Archive, worker: WorkerProcess, picture: Picture) -> tuple[str | None, str | None]:
    capture = archive.read_capture(picture.capture)
    payload = decode_content(capture.body, capture.header("Content-Encoding"))
    read = recognised(worker, payload, picture.name, picture.language)
    return read.text, read.note
