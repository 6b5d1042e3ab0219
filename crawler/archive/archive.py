"""The archive as the rest of the program sees it: a file that is opened, written in runs, and asked what it knows."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.archive.articles import search_index
from crawler.archive.articles.identity import is_known, known_urls
from crawler.archive.db.database import APPLICATION_ID, Kind, connect, is_damage, refuse_path, transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.integrity import refuse_damage
from crawler.archive.db.lock import WriterLock
from crawler.archive.db.numbers import refuse_full
from crawler.archive.db.schema.migrations import is_complete, is_outdated
from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.revisits import DueArticle, bound_plans, due
from crawler.archive.history.runs import Run, end_interrupted
from crawler.archive.warc.captures import capture_ids, read_capture
from crawler.archive.warc.writer import MAX_BYTES
from crawler.items import Capture
from crawler.site import Site

WARC_FOLDER = "warc"


class Archive:
    """A database and the WARC folder beside it; use as a context manager.

    Opened for writing it holds the writer lock; any number of readers may be at work at the same time.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.path = path
        self.connection = connection
        self.warc_folder = path.parent / WARC_FOLDER
        self._lock = lock
        self._runs: list[Run] = []
        self.killed_runs: list[str] = []
        """A sentence for each run that was found unfinished when this process became the writer."""

    @classmethod
    def open(cls, path: Path, *, kind: Kind | None = None, read_only: bool = False, create: bool = True) -> Self:
        """Open the archive at *path*, made when it is opened for writing; an older one is brought up to date.

        *kind* None accepts what is there and makes a ``live`` one; without *create* there must be one.  Raises
        `ArchiveError` (one sentence) when the file is not ours, of the other kind, newer, damaged or not writable, and
        `LockedError` while another process writes.
        """
        path = Path(path)
        refuse_path(path, read_only=read_only, create=create)
        lock = None if read_only else WriterLock(path)
        killed: list[str] = []
        try:
            connection = connect(path, read_only=read_only)
            if read_only and is_outdated(connection):
                connection.close()
                cls.open(path, create=False).close()  # who reads relies on today's columns, too
                connection = connect(path, read_only=True)
            try:
                _refuse_kind(path, _stored_kind(connection), kind)
                if lock is not None:
                    killed = _bring_up_to_date(connection, kind or "live", interrupted=lock.first)
            except sqlite3.OperationalError as error:
                connection.close()
                raise ArchiveError(f"Cannot write {path}: {error}.") from error
            except BaseException:
                connection.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        archive = cls(path, connection, lock)
        archive.killed_runs = killed
        return archive

    @property
    def kind(self) -> Kind:
        """``live`` for real offices, ``demo`` for the replicas."""
        return _stored_kind(self.connection) or "live"

    def start_run(
        self,
        site: Site,
        *,
        started_at: datetime,
        software: str,
        max_warc_bytes: int = MAX_BYTES,
        job: str | None = None,
    ) -> Run:
        """Begin a crawl of *site*; *software* is the version that its rows will name, *job* the job it is made for.

        Raises `ArchiveError` when a shard has used up its block of numbers.
        """
        refuse_full(self.connection)
        run = Run(
            self.connection,
            self.warc_folder,
            site,
            started_at=started_at,
            software=software,
            max_warc_bytes=max_warc_bytes,
            job=job,
        )
        self._runs.append(run)
        return run

    def site_ids(self) -> list[str]:
        """Return the ids of the offices in this archive, whether they are still crawled or not."""
        return [row["id"] for row in self.connection.execute("SELECT id FROM sites ORDER BY id")]

    def require_sites(self, names: Sequence[str]) -> None:
        """Raise `ArchiveError` where a name is of no office in this archive, whether it is still crawled or not."""
        held = set(self.site_ids())
        for name in names:
            if name not in held:
                raise ArchiveError(
                    f"{self.path} holds no office {name!r}; it holds {', '.join(sorted(held)) or 'none'}."
                )

    def known(self, site_id: str, url: str) -> bool:
        """Return whether *url*, under any alias, is a stored article of the site."""
        return is_known(self.connection, site_id, url)

    def known_urls(self, site_id: str) -> set[str]:
        """Return every address of the site's articles; `known` also recognises other spellings of them."""
        return known_urls(self.connection, site_id)

    def due(self, site_id: str, now: datetime, limit: int) -> list[DueArticle]:
        """Return at most *limit* articles whose next visit has come, the most urgent first."""
        return due(self.connection, site_id, now, limit)

    def newest_run(self) -> datetime | None:
        """Return when the newest run began; None before the first."""
        row = self.connection.execute("SELECT max(started_at) FROM runs").fetchone()
        return parse_utc(row[0]) if row[0] else None

    def bound_plans(self, now: datetime) -> None:
        """Let no article wait longer than any plan made *now* would: a clock that once was wrong is not believed."""
        with transaction(self.connection):
            bound_plans(self.connection, now)

    def captures(self, *, sites: Sequence[str] = (), kinds: Sequence[str] = ()) -> Iterator[int]:
        """Yield the ids of captures, oldest first; empty *sites* or *kinds* mean all."""
        return capture_ids(self.connection, sites=sites, kinds=kinds)

    def read_capture(self, capture_id: int) -> Capture:
        """Return a capture from its WARC record, as it came."""
        return read_capture(self.connection, self.warc_folder, capture_id)

    def refuse_damage(self, now: datetime) -> None:
        """Raise `ArchiveError` when a page of the database is damaged; a large one is looked through once a day."""
        refuse_damage(self.connection, self.path, now)

    def close(self) -> None:
        """Close the files of unfinished runs and the database, and give the writer lock back."""
        for run in self._runs:
            run.close_files()
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
        if is_damage(error):
            raise ArchiveError(f"{self.path} is damaged ({error}); restore it from a backup.") from error


def _stored_kind(connection: sqlite3.Connection) -> Kind | None:
    """Return the kind of an archive; None while it is being made."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'archive_info'").fetchone() is None:
        return None
    row = connection.execute("SELECT value FROM archive_info WHERE key = 'kind'").fetchone()
    return row[0] if row else None


REMEDY = "Name another file with --archive."


def _refuse_kind(path: Path, stored: Kind | None, wanted: Kind | None) -> None:
    if stored is None or wanted is None or stored == wanted:
        return
    if wanted == "live":
        raise ArchiveError(f"{path} was made by the demo; a live crawl does not write into it. {REMEDY}")
    raise ArchiveError(f"{path} is a live archive; the demo does not write into it. {REMEDY}")


def _bring_up_to_date(connection: sqlite3.Connection, kind: Kind, *, interrupted: bool) -> list[str]:
    # Set only where it is not: setting it writes to the file, which may turn out to be damaged.
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if not is_complete(connection):
        from crawler.archive.db.migrate import migrate

        migrate(connection)
    with transaction(connection):
        connection.executemany(
            "INSERT OR IGNORE INTO archive_info VALUES (?, ?)",
            [("kind", kind), ("created_at", utc_text(datetime.now(UTC)))],
        )
    search_index.refresh(connection)
    return end_interrupted(connection) if interrupted else []
