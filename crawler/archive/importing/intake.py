"""Filing what a source yields as evidence: record, row and provenance; nothing is read out of it here.

Captures are filed in batches, each one transaction whose records are on the disk before it is committed.  An import
that was killed is taken up by running it again: what is filed already is known.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Literal

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.coverage import count_answer
from crawler.archive.history.runs import write_site
from crawler.archive.importing.found import FoundRecord, RecordFault, SourceError
from crawler.archive.importing.kinds import kind_of, payload_fault
from crawler.archive.importing.offices import Offices, host_of
from crawler.archive.importing.originals import Originals, names_of, repeats
from crawler.archive.importing.saved.evidence import page_type, resource_record
from crawler.archive.importing.trails import Lists, Redirects
from crawler.archive.warc.captures import place_of
from crawler.archive.warc.places import exists
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
    unreadable: Exception | None = None
    """Why the source could not be read, or not to its end; it is one of the faults, too."""


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
        self._originals = Originals(self._connection, self._folder, self._to_disk)
        self._is_missing: dict[str, bool] = {}
        """File that is pointed to → whether it is gone."""

    def take(self, source: Source, progress: Callable[[int], None] = lambda _done: None) -> Tally:
        """File the captures of *source*; *progress* is told how many were looked at.  Return what came of them."""
        tally = Tally()
        self._redirects = Redirects()
        self._lists = Lists()
        self._left_out = set()
        if self._wanted.new_offices and source.kind in {"warc", "wacz"}:
            with suppress(SourceError, OSError):  # it is named where its captures are taken
                self._make_offices(source)
        row = self._begin(source)
        captures = _to_the_end(source, tally)
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
            for found, *_ in self._sorted_out(batch, source, tally):
                self._originals.pretend(found)
                self._seen.add(_key(found))
            return
        with transaction(self._connection):
            for found, asked, kind, site in self._sorted_out(batch, source, tally):
                self._file(found, asked, kind, site, source, row)
            self._to_disk()

    def _to_disk(self) -> None:
        for files in self._files.values():
            files.copied()

    def _sorted_out(
        self, batch: Iterable[FoundRecord | RecordFault], source: Source, tally: Tally
    ) -> Iterator[tuple[FoundRecord, str, CaptureKind, Site]]:
        """Yield what is to be filed of *batch*; count all."""
        for found in batch:
            if isinstance(found, RecordFault):
                tally.faults.append(found)
                continue
            if (doubt := self._doubt(found)) is not None:
                tally.faults.append(RecordFault(found.where, doubt))
                continue
            tally.found += 1
            asked = self._redirects.asked_first(found)
            site = self._office(found, tally)
            if site is None:
                continue
            first = asked if asked != found.url and not self._lists.is_address(asked, site) else None
            kind = kind_of(found, site, is_list=self._lists.is_list(found, site), asked=first)
            if kind is None or self._repeats_left_out(found):
                self._left_out |= names_of(found)
                tally.left_out["neither page, file nor counter of the office"] += 1
            elif (known := self._known(found)) is not None:
                tally.known += 1
                self._bring_back(known, found, site, source)
            elif (fault := self._fault(found, kind)) is not None:
                tally.faults.append(RecordFault(found.where, fault))
            else:
                tally.taken += 1
                tally.by_year[site.id, found.fetched_at.year] += 1
                yield found, asked, kind, site

    def _doubt(self, found: FoundRecord) -> str | None:
        """Return why *found* cannot be what it says, or None."""
        if found.site is not None and not self._offices.is_known(found.site):
            return f"there is no office {found.site!r}; `healtharchive sites` lists them."
        return _doubtful(found.fetched_at, self._now)

    def _fault(self, found: FoundRecord, kind: CaptureKind) -> str | None:
        """Return why *found*, which is not in the archive yet, cannot be filed, or None."""
        return payload_fault(found, kind) if found.origin is None else self._originals.why_not(found)

    def _office(self, found: FoundRecord, tally: Tally) -> Site | None:
        named = found.site or self._wanted.site
        site = self._offices.sites.get(named) if named else None
        if site is None and found.site is None:
            site = self._offices.of_host(found.shown_on or found.url)
        if site is None and self._wanted.new_offices and found.is_page:
            site = self._offices.make(found.url, found.language, found.body)
        if site is None:
            tally.unknown_hosts[host_of(found.url)] += 1
            tally.left_out["of no office of the archive"] += 1
        return site

    def _known(self, found: FoundRecord) -> Place | None:
        """Return where this capture was filed before: its address, its moment and, where it has one, its payload."""
        if self._dry_run and _key(found) in self._seen:
            return Place("", 0, 0)
        rows = self._connection.execute(
            "SELECT * FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id",
            (found.url, utc_text(found.fetched_at)),
        )
        for row in rows.fetchall():
            if row["refers_to"] is not None if found.origin else row["sha256"] == found.sha256:
                return place_of(row)
        return None

    def _bring_back(self, known: Place, found: FoundRecord, site: Site, source: Source) -> None:
        """Point a capture whose own file is gone to its record in *source*, or to a copy of that."""
        if self._dry_run or not Path(known.file).is_absolute():
            return
        if known.file not in self._is_missing:
            self._is_missing[known.file] = not exists(self._folder, known.file)
        if self._is_missing[known.file]:
            self._connection.execute(
                """UPDATE captures SET warc_file = ?, warc_offset = ?, warc_length = ?
                WHERE warc_file = ? AND warc_offset = ?""",
                (*astuple(self._place(found, site, source)), known.file, known.offset),
            )

    def _place(self, found: FoundRecord, site: Site, source: Source) -> Place:
        return found.place if source.is_in_place and found.place else self._copy(found, site)

    def _file(self, found: FoundRecord, asked: str, kind: CaptureKind, site: Site, source: Source, row: int) -> None:
        original = self._originals.find(found) if found.origin is not None else None
        if isinstance(original, str):
            raise TypeError(f"{found.where} was taken, but {original}")
        run = self._run(site)
        place = self._place(found, site, source)
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
        return repeats(found, self._left_out) and isinstance(self._originals.find(found), str)

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


def _key(found: FoundRecord) -> bytes:
    """Return by what a dry run knows a capture again."""
    return sha256(f"{found.url} {utc_text(found.fetched_at)} {found.sha256}".encode()).digest()


def _doubtful(moment: datetime, now: datetime) -> str | None:
    """Return why nothing can have been captured at *moment*, or None."""
    if moment < FIRST_WEB_SITE:
        return f"it says that it was captured on {moment:%Y-%m-%d}, before there was a web."
    if moment > now + ONE_DAY:
        return f"it says that it was captured on {moment:%Y-%m-%d}, which is still to come."
    return None


def _is_readable(found: FoundRecord) -> bool:
    return found.status == 200 and found.origin is None and kind_of(found, _ANYWHERE) == "article"


def _to_the_end(source: Source, tally: Tally) -> Iterator[FoundRecord | RecordFault]:
    """Yield what is in *source*, and at last why no more of it can be read, if that is so."""
    try:
        yield from source.captures()
    except (SourceError, OSError) as error:
        tally.unreadable = error
        yield RecordFault(source.name, str(error).removeprefix(source.name).strip())


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
