"""Taking in the WARC records that no row names: what a restored backup lacks, or a killed run left behind.

Records are taken in the order of their times and stored through the same calls as in a crawl.  The numbers that
articles had before the loss are not known here, so none of them is given again: new ones begin behind a gap that is as
long as there are records.  What a published snapshot says of the lost numbers is kept, so that citations lead on.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, get_args

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive.archive import Archive
from crawler.archive.articles.files.attachments import FileReading
from crawler.archive.articles.identity import find_article, reserve_ids
from crawler.archive.db.database import connect, transaction
from crawler.archive.db.times import parse_utc
from crawler.archive.history.runs import Run
from crawler.archive.warc.captures import WrittenRecords, find_original, place_of
from crawler.archive.warc.reader import RecordBlock, as_response, read_block, read_record
from crawler.archive.warc.records import ARTICLE_FIELD, KIND_FIELD, REQUESTED_FIELD, SECTION_FIELD
from crawler.archive.warc.writer import Place
from crawler.items import Capture, CaptureKind, Visit
from crawler.normalise.content import decode_content
from crawler.pages.fields.counter_reply import read_count
from crawler.site import Site

_FILE_NAME = re.compile(r"(?P<site>[a-z0-9_]+)-(?P<at>[0-9]{8}T[0-9]{6}Z)-[0-9]{3,}\.warc\.gz", re.ASCII)
_VANISHED = {"gone": "gone", "elsewhere": "soft_gone", "blocked": "blocked", "unreachable": "unreachable"}
"""What a response in an article's place says of the article."""


class CaptureReader(Protocol):
    """Reads what was captured."""

    def article(self, capture: Capture, site: Site, capture_id: int) -> Visit | None:
        """Return what an article's page says; None where it cannot be read."""

    def file(self, capture: Capture, site: Site) -> FileReading:
        """Return what a file says."""


@dataclass
class Taken:
    """What became of the records that no row named."""

    records: int = 0
    """Records that have a row now."""
    articles: int = 0
    """Articles that are new with them."""
    unknown: list[Place] = field(default_factory=list)
    """Records of which nothing says what they were asked for, or by which office."""
    renumbered: int = 0
    """Numbers of a published snapshot that lead to the article's number of today."""


@dataclass(frozen=True)
class _Found:
    url: str
    date: str
    place: Place
    original: tuple[str, str] | None
    """URL and date of the record whose payload this one repeats."""


def unnamed_records(archive: Archive, office: str = "") -> list[_Found]:
    """Return the whole responses in the archive's WARC files, or *office*'s, that no row names, oldest first."""
    found = []
    for path in sorted(archive.warc_folder.glob(f"{office}-*.warc.gz" if office else "*.warc.gz")):
        named = {
            row["warc_offset"]
            for row in archive.connection.execute("SELECT warc_offset FROM captures WHERE warc_file = ?", (path.name,))
        }
        found += [one for one in _responses(path) if one.place.offset not in named]
    return sorted(found, key=lambda one: (one.date, one.place.file, one.place.offset))


def _responses(path: Path) -> Iterator[_Found]:
    with path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        try:
            for record in records:
                kind, header = record.rec_type, record.rec_headers.get_header
                record.raw_stream.read()
                offset, length = records.get_record_offset(), records.get_record_length()
                if kind in {"response", "revisit"}:
                    original = (header("WARC-Refers-To-Target-URI"), header("WARC-Refers-To-Date"))
                    yield _Found(
                        header("WARC-Target-URI") or "",
                        header("WARC-Date") or "",
                        Place(path.name, offset, length),
                        original if kind == "revisit" else None,
                    )
        except (ArchiveLoadFailed, EOFError):
            return  # the torn end of a killed run's file


def take_in(
    archive: Archive,
    sites: Mapping[str, Site],
    read: CaptureReader,
    *,
    software: str,
    published: Path | None = None,
    office: str = "",
) -> Taken:
    """Give every unnamed record its row, and store what it says; return what became of them.

    *office* is that of a shard: the WARC files of other offices, which lie in the same folder, are not its own.
    """
    found = unnamed_records(archive, office)
    taken = Taken()
    before = _count(archive.connection)
    if found:
        with transaction(archive.connection):
            reserve_ids(archive.connection, len(found))
    replay = _Replay(archive, sites, read, software)
    for one in _originals_first(found):
        if replay.take(one.place):
            taken.records += 1
        else:
            taken.unknown.append(one.place)
    replay.finish()
    taken.articles = _count(archive.connection) - before
    if published is not None:
        taken.renumbered = _keep_numbers(archive.connection, published)
    return taken


def _originals_first(found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield the records in their order, but each payload before what repeats it: clocks of two runs may differ."""
    payloads = {(one.url, one.date): one for one in found if one.original is None}
    done: set[_Found] = set()
    for one in found:
        for next_one in (payloads.get(one.original) if one.original else None, one):
            if next_one is not None and next_one not in done:
                done.add(next_one)
                yield next_one


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


class _Replay:
    """The runs whose records are taken in, each with a row of its own."""

    def __init__(self, archive: Archive, sites: Mapping[str, Site], read: CaptureReader, software: str) -> None:
        self._archive = archive
        self._sites = sites
        self._read = read
        self._software = software
        self._runs: dict[tuple[str, str], Run] = {}
        self._last: dict[tuple[str, str], str] = {}

    def take(self, place: Place) -> bool:
        """Take in one record; False where nothing says what it is."""
        block = read_block(self._archive.warc_folder, place)
        name = _FILE_NAME.fullmatch(place.file)
        site = self._sites.get(name["site"]) if name else None
        capture = self._capture(block, site) if site is not None else None
        if name is None or site is None or capture is None:
            return False
        run = self._run(site, name["at"])
        original = find_original(self._archive.connection, self._archive.warc_folder, capture)
        row = run.record_capture(capture, written=WrittenRecords(place=place, original=original))
        self._store(run, site, capture, row)
        self._last[site.id, name["at"]] = block.headers["warc-date"]
        return True

    def _run(self, site: Site, started: str) -> Run:
        key = (site.id, started)
        if key not in self._runs:
            moment = f"{started[:4]}-{started[4:6]}-{started[6:11]}:{started[11:13]}:{started[13:]}"
            self._runs[key] = self._archive.start_run(site, started_at=parse_utc(moment), software=self._software)
        return self._runs[key]

    def _store(self, run: Run, site: Site, capture: Capture, capture_id: int) -> None:
        if capture.kind == "article":
            visit = self._read.article(capture, site, capture_id)
            if visit is not None and visit.document is not None:
                run.store(visit, capture_id=capture_id)
            elif visit is not None and visit.response in _VANISHED:
                run.record_status(capture.requested_url, _VANISHED[visit.response], capture.fetched_at)
            elif visit is not None and visit.response == "unchanged":
                run.record_status(capture.requested_url, "live", capture.fetched_at)
        elif capture.kind == "attachment" and capture.article_url:
            run.store_file(self._read.file(capture, site), capture_id=capture_id, article_url=capture.article_url)
        elif capture.kind == "counter" and capture.status == 200 and capture.article_url:
            content = decode_content(capture.body, capture.header("Content-Encoding"))
            count = read_count(content.decode("utf-8", "replace"))
            if count is not None:
                run.observe_views(capture.article_url, *count, "endpoint", capture.fetched_at)

    def _capture(self, block: RecordBlock, site: Site | None) -> Capture | None:
        """Return the record as it was when it came; None where its kind cannot be told."""
        record = as_response(block)
        kind = self._kind(block, record.url)
        if kind is None or site is None:
            return None
        body = record.body if block.type == "response" else self._original_body(block)
        return Capture(
            site=site.id,
            kind=kind,
            url=record.url,
            requested_url=block.headers.get(REQUESTED_FIELD.lower(), record.url),
            status=record.status,
            headers=record.headers,
            body=body,
            fetched_at=parse_utc(record.date),
            section=block.headers.get(SECTION_FIELD.lower()),
            article_url=block.headers.get(ARTICLE_FIELD.lower()),
        )

    def _kind(self, block: RecordBlock, url: str) -> CaptureKind | None:
        """Return what the record says that it was asked for, or what its address was asked for before."""
        said: Any = block.headers.get(KIND_FIELD.lower())
        row = self._archive.connection.execute(
            "SELECT kind FROM captures WHERE url = ? ORDER BY id DESC LIMIT 1", (url,)
        ).fetchone()
        kind: CaptureKind | None = said or (row["kind"] if row else None)
        return kind if kind in get_args(CaptureKind) else None

    def _original_body(self, block: RecordBlock) -> bytes:
        row = self._archive.connection.execute(
            "SELECT * FROM captures WHERE url = ? AND fetched_at = ? AND refers_to IS NULL ORDER BY id LIMIT 1",
            (block.headers.get("warc-refers-to-target-uri"), block.headers.get("warc-refers-to-date")),
        ).fetchone()
        is_unchanged = as_response(block).status == 304
        return b"" if row is None or is_unchanged else read_record(self._archive.warc_folder, place_of(row)).body

    def finish(self) -> None:
        """End the runs with the last record of each."""
        for key, run in self._runs.items():
            if key in self._last:
                run.finish(state="interrupted", finished_at=parse_utc(self._last[key]))


def _keep_numbers(connection: sqlite3.Connection, published: Path) -> int:
    """Remember the numbers that a published snapshot gave to articles which have another one today."""
    with closing(connect(published, read_only=True)) as snapshot:
        numbered = snapshot.execute("SELECT id, url FROM articles").fetchall()
    kept = 0
    with transaction(connection):
        for row in numbered:
            article = find_article(connection, [row["url"]])
            taken = connection.execute(
                "SELECT 1 FROM articles WHERE id = :id UNION ALL SELECT 1 FROM merged_articles WHERE id = :id",
                {"id": row["id"]},
            ).fetchone()
            if article is None or taken is not None:
                continue
            connection.execute(
                "INSERT INTO merged_articles (id, article, url, merged_at, proof) "
                "VALUES (?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), 'restored')",
                (row["id"], article, row["url"]),
            )
            kept += 1
    return kept
