"""Readable forms of the archive: the live file prepared for the site, and a snapshot that never changes."""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.database import connect, transaction
from crawler.archive.errors import ArchiveError
from crawler.archive.published_views import VIEWS, ensure_views
from crawler.archive.schema.migrations import migrate


@dataclass(frozen=True)
class Readable:
    """A file that the site can serve."""

    path: Path
    immutable: bool
    """Nobody writes it: a snapshot, or an archive in a place that cannot be written."""


def open_for_reading(path: Path) -> Readable:
    """Make sure that the site can read the archive at `path`: today's schema and views are there.

    Raises `ArchiveError` when there is no archive, the file is not ours, or it cannot be read.
    """
    connection = connect(path, read_only=True)
    try:
        snapshot = info(connection, "snapshot_at") is not None
        lacking = set(VIEWS) - _names(connection)
    finally:
        connection.close()
    if snapshot:
        return Readable(path, immutable=True)
    if _writable(path):
        _bring_up_to_date(path)
        return Readable(path, immutable=False)
    if lacking:
        raise ArchiveError(
            f"{path} cannot be written, and has never been prepared for reading; serve a snapshot of it."
        )
    return Readable(path, immutable=not path.with_name(path.name + "-wal").exists())


def info(connection: sqlite3.Connection, key: str) -> str | None:
    """Return one fact that the archive keeps about itself."""
    row = connection.execute("SELECT value FROM archive_info WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _names(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _bring_up_to_date(path: Path) -> None:
    connection = connect(path, read_only=False)
    try:
        migrate(connection)
        with transaction(connection):
            ensure_views(connection)
    finally:
        connection.close()
