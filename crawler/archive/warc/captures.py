"""One row for each HTTP answer, pointing to its record in the WARC files; and the way back from row to bytes."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from crawler.archive.articles.identity import find_article
from crawler.archive.articles.moves import take_redirect
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.coverage import count_answer
from crawler.archive.warc import validators
from crawler.archive.warc.places import locate
from crawler.archive.warc.reader import read_record
from crawler.archive.warc.records import Original, Records, pack
from crawler.archive.warc.writer import Place, WarcFiles
from crawler.items import Capture


@dataclass(frozen=True, kw_only=True)
class WrittenRecords:
    """Records of one response that are on the disk, and have no row yet."""

    place: Place
    original: Original | None
    """What they refer to."""


@dataclass(frozen=True, kw_only=True)
class WireRequest:
    """The request of a response, as it is kept; header names and values are the bytes on the wire read as Latin-1."""

    method: str = "GET"
    headers: Sequence[tuple[str, str]] = ()

    def pack(self, capture: Capture, original: Original | None) -> Records:
        """Return the records of *capture*, packed; no other state is touched, so that a thread may do it."""
        return pack(capture, request_headers=self.headers, method=self.method, original=original)


@dataclass(frozen=True)
class Written:
    """A capture's new row."""

    id: int
    article: int | None
    """The article that the capture shows or belongs to, where that is known already."""


def write_capture(
    connection: sqlite3.Connection,
    files: WarcFiles,
    folder: Path,
    run: int,
    capture: Capture,
    *,
    request: WireRequest,
    written: WrittenRecords | None = None,
) -> Written:
    """Write the evidence, then its row; to be called within a transaction.

    *written* are records that the disk already has.  They are written anew where what they refer to is not what they
    should refer to by now.
    """
    previous = _previous(connection, capture.url)
    if written is not None and written.original is None:
        # Written whole; that another office has meanwhile been sent the same payload changes nothing.
        same, place = None, written.place
    else:
        same = _same(connection, folder, capture, previous)
        original = _original(same)
        if written is not None and written.original == original:
            place = written.place
        else:
            place = files.write(request.pack(capture, original))
    article = _article_of(connection, capture)
    fetched_at = utc_text(capture.fetched_at)
    row = {
        "run": run,
        "site": capture.site,
        "section": capture.section,
        "kind": capture.kind,
        "url": capture.url,
        "requested_url": capture.requested_url,
        "article": article,
        "fetched_at": fetched_at,
        "status": capture.status,
        "sha256": capture.sha256,
        "content_type": capture.header("Content-Type"),
        "bytes": len(capture.body),
        "etag": capture.header("ETag"),
        "last_modified": capture.header("Last-Modified"),
        "warc_file": place.file,
        "warc_offset": place.offset,
        "warc_length": place.length,
        "refers_to": (same["refers_to"] or same["id"]) if same else None,
    }
    cursor = connection.execute(
        f"INSERT INTO captures (id, {', '.join(row)}) VALUES ({new_id('captures')}, {', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    capture_id = int(cursor.lastrowid or 0)
    validators.judge(connection, capture, previous, capture_id)
    count_answer(connection, capture.site, fetched_at[:10], capture.status)
    take_redirect(connection, capture, fetched_at, run=run)
    return Written(capture_id, article)


def find_original(connection: sqlite3.Connection, folder: Path, capture: Capture) -> Original | None:
    """Return the earlier capture that the record of *capture* would refer to, if any."""
    return _original(_same(connection, folder, capture, _previous(connection, capture.url)))


def _same(
    connection: sqlite3.Connection, folder: Path, capture: Capture, previous: sqlite3.Row | None
) -> sqlite3.Row | None:
    return previous if capture.status == HTTPStatus.NOT_MODIFIED else _same_payload(connection, folder, capture)


def _original(same: sqlite3.Row | None) -> Original | None:
    return Original(url=same["url"], fetched_at=same["fetched_at"]) if same else None


def _previous(connection: sqlite3.Connection, url: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM captures WHERE url = ? AND status = 200 ORDER BY fetched_at DESC, id DESC LIMIT 1", (url,)
    ).fetchone()
    return row


def _same_payload(connection: sqlite3.Connection, folder: Path, capture: Capture) -> sqlite3.Row | None:
    if not capture.body:
        return None
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM captures WHERE sha256 = ? AND refers_to IS NULL ORDER BY id LIMIT 1", (capture.sha256,)
    ).fetchone()
    # A payload is left out only while the file that holds it is still there.
    return row if row is not None and locate(folder, row["warc_file"]) is not None else None


def _article_of(connection: sqlite3.Connection, capture: Capture) -> int | None:
    if capture.article_url is not None:
        return find_article(connection, [capture.article_url])
    if capture.kind == "article":
        return find_article(connection, [capture.url, capture.requested_url])
    return None


def read_capture(connection: sqlite3.Connection, folder: Path, capture_id: int) -> Capture:
    """Return the capture as it came, its payload followed through revisit records.

    Raises `ArchiveError` when there is no such row or its record cannot be read.
    """
    row = connection.execute("SELECT * FROM captures WHERE id = ?", (capture_id,)).fetchone()
    if row is None:
        raise ArchiveError(f"There is no capture {capture_id}.")
    record = read_record(folder, place_of(row))
    headers, body = record.headers, record.body
    if row["refers_to"] is not None and row["bytes"]:
        original = connection.execute("SELECT * FROM captures WHERE id = ?", (row["refers_to"],)).fetchone()
        repeated = read_record(folder, place_of(original))
        headers, body = headers or repeated.headers, repeated.body
    return Capture(
        site=row["site"],
        kind=row["kind"],
        url=row["url"],
        requested_url=row["requested_url"],
        status=row["status"],
        headers=headers,
        body=body,
        fetched_at=parse_utc(row["fetched_at"]),
        section=row["section"],
        article_url=_article_url(connection, row),
    )


def language_of_capture(connection: sqlite3.Connection, capture_id: int) -> str | None:
    """Return the language that was told beside an imported capture; None: that of its office."""
    row = connection.execute("SELECT language FROM imported_captures WHERE capture = ?", (capture_id,)).fetchone()
    return row["language"] if row else None


def place_of(row: sqlite3.Row) -> Place:
    """Return where the record of a `captures` row is."""
    return Place(row["warc_file"], row["warc_offset"], row["warc_length"])


def _article_url(connection: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    if row["article"] is None or row["kind"] not in {"attachment", "picture", "counter"}:
        return None
    url: str = connection.execute("SELECT url FROM articles WHERE id = ?", (row["article"],)).fetchone()[0]
    return url


def capture_ids(
    connection: sqlite3.Connection, *, sites: Sequence[str] = (), kinds: Sequence[str] = ()
) -> Iterator[int]:
    """Yield the ids of the captures of *sites* and *kinds* (empty: all), oldest first."""
    wheres = [
        f"{column} IN ({', '.join('?' * len(wanted))})"
        for column, wanted in (("site", sites), ("kind", kinds))
        if wanted
    ]
    where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
    for row in connection.execute(f"SELECT id FROM captures {where} ORDER BY fetched_at, id", (*sites, *kinds)):
        yield int(row[0])
