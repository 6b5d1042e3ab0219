"""Filing what a source yields as evidence: record, row and provenance; nothing is read out of it here.

Captures are filed in batches, each one transaction whose records are on the disk before it is committed.  An import
that was killed is taken up by running it again: what is filed already is known.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Literal

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.coverage import count_answer
from crawler.archive.history.runs import write_site
from crawler.archive.importing.found import FoundRecord, RecordFault
from crawler.archive.importing.kinds import kind_of
from crawler.archive.importing.offices import Offices, host_of
from crawler.archive.importing.saved.evidence import page_type, resource_record
from crawler.archive.importing.trails import Lists, Redirects
from crawler.archive.warc.writer import MAX_BYTES, Place, WarcFiles
from crawler.items import CaptureKind
from crawler.site import Site

BATCH = 200
CACHE = 32_768
"""Kilobytes of the archive that are held in memory: digests and addresses come in no order, and each has its index."""
FIRST_WEB_SITE = datetime(1990, 12, 20, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
"""By which clocks may differ."""
SourceKind = Literal["warc", "wacz", "folder", "manifest"]


@dataclass
class Tally:
    """What came of a source."""

    found: int = 0
    taken: int = 0
    known: int = 0
    """Captures that the archive holds already."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Reason → captures that are not of the archive's kind, or of no office of it."""
    faults: list[RecordFault] = field(default_factory=list)
    by_year: Counter[tuple[str, int]] = field(default_factory=Counter)
    """(office, year) → captures taken."""
    unknown_hosts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Source:
    """A file or folder, and the captures in it."""

    name: str
    kind: SourceKind
    captures: Callable[[], Iterable[FoundRecord | RecordFault]]
    """Begins anew each time that it is called, but for standard input."""
    is_in_place: bool = False
    """Whether its records stay in it and are pointed to."""


@dataclass(frozen=True)
class Wanted:
    """Which office a source's captures go to."""

    site: str | None = None
    new_offices: bool = False


class Intake:
    """One call of the importer on one archive; `take` each source, then `close`."""

    def __init__(
        self,
        archive: Archive,
        offices: Offices,
        wanted: Wanted,
        *,
        software: str,
        now: datetime,
        dry_run: bool = False,
        max_warc_bytes: int = MAX_BYTES,
    ) -> None:
        self._connection = archive.connection
        self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
        self._folder = archive.warc_folder
        self._offices = offices
        self._wanted = wanted
        self._software = software
        self._now = now
        self._dry_run = dry_run
        self._max_bytes = max_warc_bytes
        self._files: dict[str, WarcFiles] = {}
        self._runs: dict[str, int] = {}
        self._seen: set[bytes] = set()
        self._left_out: set[str] = set()
        """By what a later record may name those of the source that were left out."""
        self._redirects = Redirects()
        self._lists = Lists()

    def take(self, source: Source, progress: Callable[[int], None] = lambda _done: None) -> Tally:
        """File the captures of *source*; *progress* is told how many were looked at.  Return what came of them."""
        tally = Tally()
        self._redirects = Redirects()
        self._lists = Lists()
        self._left_out = set()
        if self._wanted.new_offices and source.kind in {"warc", "wacz"}:
            self._make_offices(source)
        row = self._begin(source)
        captures = iter(source.captures())
        while batch := list(islice(captures, BATCH)):
            self._take_batch(batch, source, row, tally)
            progress(len(batch))
        self._end(row, tally)
        return tally

    def _make_offices(self, source: Source) -> None:
        """Make an office of each unknown host that has a page, before any file of that host comes."""
        for found in source.captures():
            if isinstance(found, FoundRecord) and _is_readable(found) and self._offices.of_host(found.url) is None:
                self._offices.make(found.url, found.language, found.body)

    def _begin(self, source: Source) -> int:
        if self._dry_run:
            return 0
        with transaction(self._connection):
            cursor = self._connection.execute(
                "INSERT INTO imports (id, source, kind, in_place, started_at, software_version) "
                f"VALUES ({new_id('imports')}, ?, ?, ?, ?, ?)",
                (source.name, source.kind, int(source.is_in_place), utc_text(self._now), self._software),
            )
        return int(cursor.lastrowid or 0)

    def _end(self, row: int, tally: Tally) -> None:
        if self._dry_run:
            return
        with transaction(self._connection):
            self._connection.execute(
                """UPDATE imports SET finished_at = ?, found = ?, taken = ?, known = ?, left_out = ?, faults = ?
                WHERE id = ?""",
                (
                    utc_text(datetime.now(UTC)),
                    tally.found,
                    tally.taken,
                    tally.known,
                    tally.left_out.total(),
                    len(tally.faults),
                    row,
                ),
            )

    def _take_batch(self, batch: Iterable[FoundRecord | RecordFault], source: Source, row: int, tally: Tally) -> None:
        if self._dry_run:
            for _ in self._sorted_out(batch, tally):
                pass
            return
        with transaction(self._connection):
            for found, asked, kind, site in self._sorted_out(batch, tally):
                self._file(found, asked, kind, site, source, row, tally)
            for files in self._files.values():
                files.copied()

    def _sorted_out(
        self, batch: Iterable[FoundRecord | RecordFault], tally: Tally
    ) -> Iterator[tuple[FoundRecord, str, CaptureKind, Site]]:
        """Yield what is to be filed of *batch*; count all."""
        for found in batch:
            if isinstance(found, RecordFault):
                tally.faults.append(found)
                continue
            if (doubt := _doubtful(found.fetched_at, self._now)) is not None:
                tally.faults.append(RecordFault(found.where, doubt))
                continue
            tally.found += 1
            asked = self._redirects.asked_first(found)
            site = self._office(found, tally)
            if site is None:
                continue
            kind = kind_of(found, site, is_list=self._lists.is_list(found, site))
            if kind is None or self._repeats_left_out(found):
                self._left_out |= _names(found)
                tally.left_out["neither page, file nor counter of the office"] += 1
            elif self._is_known(found):
                tally.known += 1
            else:
                tally.taken += 1
                tally.by_year[site.id, found.fetched_at.year] += 1
                yield found, asked, kind, site

    def _office(self, found: FoundRecord, tally: Tally) -> Site | None:
        named = found.site or self._wanted.site
        site = self._offices.sites.get(named) if named else None
        site = site or self._offices.of_host(found.shown_on or found.url)
        if site is None and self._wanted.new_offices and found.is_page:
            site = self._offices.make(found.url, found.language, found.body)
        if site is None:
            tally.unknown_hosts[host_of(found.url)] += 1
            tally.left_out["of no office of the archive"] += 1
        return site

    def _is_known(self, found: FoundRecord) -> bool:
        """Return whether this capture was filed before: its address, its moment and, where it has one, its payload."""
        digest = found.sha256
        if self._dry_run:
            key = sha256(f"{found.url} {utc_text(found.fetched_at)} {digest}".encode()).digest()
            if key in self._seen:
                return True
            self._seen.add(key)
        rows = self._connection.execute(
            "SELECT sha256, refers_to FROM captures WHERE url = ? AND fetched_at = ?",
            (found.url, utc_text(found.fetched_at)),
        )
        return any(row["sha256"] == digest or (found.origin and row["refers_to"]) for row in rows.fetchall())

    def _file(
        self, found: FoundRecord, asked: str, kind: CaptureKind, site: Site, source: Source, row: int, tally: Tally
    ) -> None:
        original = self._original(found)
        if found.origin is not None and original is None:
            tally.taken -= 1
            tally.faults.append(
                RecordFault(found.where, "the record that holds its payload is not in the archive yet.")
            )
            return
        run = self._run(site)
        place = found.place if source.is_in_place and found.place else self._copy(found, site)
        capture = self._insert(found, asked, kind, site, run, place, original)
        self._connection.execute(
            """INSERT INTO imported_captures
            (capture, import, record, record_id, payload_digest, time_from, language, title)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                capture,
                row,
                found.where,
                found.record_id,
                found.payload_digest,
                found.time_from,
                found.language if found.language != site.language else None,
                found.title,
            ),
        )
        count_answer(self._connection, site.id, utc_text(found.fetched_at)[:10], found.status)

    def _insert(
        self,
        found: FoundRecord,
        asked: str,
        kind: CaptureKind,
        site: Site,
        run: int,
        place: Place,
        original: sqlite3.Row | None,
    ) -> int:
        headers = {name.lower(): value for name, value in reversed(found.headers)}
        row = {
            "run": run,
            "site": site.id,
            "kind": kind,
            "section": self._lists.section_of(found, site) if kind == "list" else None,
            "url": found.url,
            "requested_url": asked,
            "fetched_at": utc_text(found.fetched_at),
            "status": found.status,
            "sha256": original["sha256"] if original else found.sha256,
            "content_type": headers.get("content-type") or (page_type(found.body) if found.record is None else None),
            "bytes": original["bytes"] if original else len(found.body),
            "etag": headers.get("etag"),
            "last_modified": headers.get("last-modified"),
            "warc_file": place.file,
            "warc_offset": place.offset,
            "warc_length": place.length,
            "refers_to": (original["refers_to"] or original["id"]) if original else None,
        }
        cursor = self._connection.execute(
            f"INSERT INTO captures (id, {', '.join(row)}) VALUES ({new_id('captures')}, {', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        return int(cursor.lastrowid or 0)

    def _repeats_left_out(self, found: FoundRecord) -> bool:
        """Whether a revisit says that its payload is one that was left out."""
        origin = found.origin
        if origin is None:
            return False
        place = f"{origin.url} {utc_text(origin.date)}" if origin.url and origin.date else None
        names = {name for name in (origin.record_id, place, found.payload_digest) if name}
        return bool(names & self._left_out) and self._original(found) is None

    def _original(self, found: FoundRecord) -> sqlite3.Row | None:
        """Return the capture that holds the payload of a revisit."""
        if found.origin is None:
            return None
        searches: list[tuple[str, tuple[str, ...]]] = []
        if found.origin.url and found.origin.date:
            searches.append(("url = ? AND fetched_at = ?", (found.origin.url, utc_text(found.origin.date))))
        by_provenance = "id IN (SELECT capture FROM imported_captures WHERE {} = ?)"
        if found.origin.record_id:
            searches.append((by_provenance.format("record_id"), (found.origin.record_id,)))
        if found.payload_digest:
            searches.append((by_provenance.format("payload_digest"), (found.payload_digest,)))
        for where, values in searches:
            row: sqlite3.Row | None = self._connection.execute(
                f"SELECT * FROM captures WHERE {where} ORDER BY refers_to IS NOT NULL, id LIMIT 1", values
            ).fetchone()
            if row is not None:
                return row
        return None

    def _copy(self, found: FoundRecord, site: Site) -> Place:
        files = self._files.get(site.id)
        if files is None:
            files = self._files[site.id] = WarcFiles(
                self._folder,
                site=site.id,
                started_at=f"import-{utc_text(self._now)}",
                software=self._software,
                max_bytes=self._max_bytes,
            )
        return files.copy(found.record if found.record is not None else resource_record(found), packed=found.packed)

    def _run(self, site: Site) -> int:
        if site.id not in self._runs:
            write_site(self._connection, site)
            cursor = self._connection.execute(
                "INSERT INTO runs (id, site, started_at, finished_at, state, software_version) "
                f"VALUES ({new_id('runs')}, ?, ?, ?, ?, ?)",
                (site.id, utc_text(self._now), utc_text(self._now), "imported", self._software),
            )
            self._runs[site.id] = int(cursor.lastrowid or 0)
        return self._runs[site.id]

    def close(self) -> None:
        """Close the WARC files that were written."""
        for files in self._files.values():
            files.close()


def _doubtful(moment: datetime, now: datetime) -> str | None:
    """Return why nothing can have been captured at *moment*, or None."""
    if moment < FIRST_WEB_SITE:
        return f"it says that it was captured on {moment:%Y-%m-%d}, before there was a web."
    if moment > now + ONE_DAY:
        return f"it says that it was captured on {moment:%Y-%m-%d}, which is still to come."
    return None


def _is_readable(found: FoundRecord) -> bool:
    return found.status == 200 and found.origin is None and kind_of(found, _ANYWHERE) == "article"


def _names(found: FoundRecord) -> set[str]:
    """Return by what a revisit may name a record."""
    place = f"{found.url} {utc_text(found.fetched_at)}"
    return {name for name in (found.record_id, place, found.payload_digest) if name}


_ANYWHERE = Site(
    id="",
    name="",
    name_en="",
    kind="",
    country="VN",
    province="",
    language="vi",
    timezone="UTC",
    home="",
    family="generic",
    sections=(),
    article_url="",
)
"""An office of which nothing is known, for asking whether a capture could be a page of any."""
