"""Room on the disk that holds an archive: what is free, and how long it lasts at the archive's present growth."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import parse_utc, utc_text

WINDOW = timedelta(days=30)
"""Runs of that time make the present growth."""
MIN_HISTORY = timedelta(days=2)
"""Time between first and last run below which no growth is known: a first crawl fetches years at once."""
SHORT = 30
"""Days left from which the operator is told."""
REMIND = timedelta(days=7)
TOLD = "disk_told_at"
"""Key in `archive_info`."""
MEGABYTE = 10**6


@dataclass(frozen=True)
class DiskOutlook:
    """Room on a disk."""

    free: int
    """Bytes."""
    daily: float
    """Bytes that the archive grows by in a day; 0 where that is not known yet."""

    @property
    def days_left(self) -> float | None:
        """Days until the disk is full; None where nothing is known of the growth."""
        return self.free / self.daily if self.daily else None


def disk_outlook(archive: Archive, now: datetime) -> DiskOutlook:
    """Return what is free beside an archive, and how fast it grew in the last days without its first run."""
    free = shutil.disk_usage(archive.path.parent).free
    first = archive.connection.execute("SELECT min(started_at) FROM runs").fetchone()[0]
    if first is None or now - parse_utc(first) < MIN_HISTORY:
        return DiskOutlook(free, 0.0)
    since = max(now - WINDOW, parse_utc(first) + timedelta(days=1))
    total, recent = archive.connection.execute(
        "SELECT sum(bytes), sum(bytes) FILTER (WHERE started_at >= ?) FROM runs", (utc_text(since),)
    ).fetchone()
    if not total or not recent:
        return DiskOutlook(free, 0.0)
    # What a fetched byte takes on disk is the same later as it was until now: compressed, with its rows and index.
    return DiskOutlook(free, recent * (_size(archive.path) / total) / ((now - since) / timedelta(days=1)))


def disk_warnings(archive: Archive, now: datetime) -> list[str]:
    """Return what the operator is to be told of the disk, once a week: nothing, or one sentence."""
    outlook = disk_outlook(archive, now)
    days = outlook.days_left
    if days is None or days >= SHORT:
        return []
    told = archive.connection.execute("SELECT value FROM archive_info WHERE key = ?", (TOLD,)).fetchone()
    if told is not None and timedelta(0) <= now - parse_utc(told[0]) < REMIND:
        return []
    with transaction(archive.connection):
        archive.connection.execute("INSERT OR REPLACE INTO archive_info VALUES (?, ?)", (TOLD, utc_text(now)))
    return [
        f"The disk of {archive.path} is full in about {days:.0f} days at the present growth: "
        f"{outlook.free // MEGABYTE:,} MB are free, and the archive grows by {outlook.daily / MEGABYTE:,.1f} MB a day."
    ]


def require_room(archive: Path, megabytes: int) -> None:
    """Raise `ArchiveError` where less than *megabytes* are free on the disk of *archive*."""
    folder = archive if archive.is_dir() else archive.parent
    if not folder.is_dir():
        return  # what is wrong with the path is said where the archive is opened
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < megabytes:
        raise ArchiveError(
            f"Only {free:,} MB are free on the disk of {archive}, and --min-free asks for {megabytes:,}: "
            "nothing was fetched."
        )


def _size(path: Path) -> int:
    """Return the bytes of an archive's database and evidence."""
    evidence = sum(file.stat().st_size for file in path.parent.rglob("*.warc*") if file.is_file())
    return evidence + sum(
        file.stat().st_size for name in ("", "-wal") if (file := path.with_name(path.name + name)).is_file()
    )
