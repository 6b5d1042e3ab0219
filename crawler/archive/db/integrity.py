"""Whether the database is damaged, found out before a crawl writes into it, at a cost in proportion.

A check reads the whole file: nothing for a small one, half a minute for one of many gigabytes.  So a large one is
checked once a day, and after a run that did not end in order.
"""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from crawler.archive.db.database import is_of_the_disk, transaction, unusable_disk
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import parse_utc, utc_text

SMALL = 64 * 2**20
"""Bytes that are read in a fraction of a second, whenever."""
TRUSTED = timedelta(hours=20)
"""How long a check of a larger file is relied on: a daily crawl makes one every day, whatever its jitter."""
CHECKED = "checked_at"


def refuse_damage(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    """Raise `ArchiveError` when a page of the database is damaged and it is time to look for that."""
    if path.stat().st_size > SMALL and _is_trusted(connection, now):
        return
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if is_of_the_disk(error):
            raise ArchiveError(unusable_disk(path, error)) from error
        found = str(error)
    if found != "ok":
        what = found.splitlines()[-1]
        raise ArchiveError(f"{path} is damaged ({what}); nothing was written, restore it from a backup.")
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO archive_info VALUES (?, ?)", (CHECKED, utc_text(now)))


def forget_check(connection: sqlite3.Connection) -> None:
    """Have the next crawl check the file, whatever its size: a process that wrote it did not end in order."""
    connection.execute("DELETE FROM archive_info WHERE key = ?", (CHECKED,))


def _is_trusted(connection: sqlite3.Connection, now: datetime) -> bool:
    row = connection.execute("SELECT value FROM archive_info WHERE key = ?", (CHECKED,)).fetchone()
    # A check in the future was noted by a clock that was wrong, which says nothing of when it was.
    return row is not None and timedelta(0) <= now - parse_utc(row["value"]) < TRUSTED
