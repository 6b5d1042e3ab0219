"""The order of an office's captures in time, which does not depend on the order in which they were brought in."""

import sqlite3
from itertools import groupby
from pathlib import Path

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.captures import place_of
from crawler.archive.warc.reader import moment_of, read_block


def in_order(connection: sqlite3.Connection, folder: Path, site: str) -> list[int]:
    """Return the ids of the captures of *site* in the order of time.

    Of imported captures of one address in one second the fraction tells the order, where their records in *folder*
    have one; else it is that of their digests, which says nothing, but is always the same.
    """
    rows = connection.execute("SELECT id FROM captures WHERE site = ? ORDER BY fetched_at, id", (site,))
    ids = [row[0] for row in rows.fetchall()]
    together = connection.execute(
        """SELECT * FROM (SELECT captures.*, count(*) OVER (PARTITION BY url, fetched_at) AS together
        FROM captures JOIN imported_captures ON capture = captures.id WHERE site = ?)
        WHERE together > 1 ORDER BY url, fetched_at, id""",
        (site,),
    ).fetchall()
    places = {capture: at for at, capture in enumerate(ids)} if together else {}
    for _, group in groupby(together, key=lambda row: (row["url"], row["fetched_at"])):
        found = list(group)
        ordered = sorted(found, key=lambda row: (_fraction(folder, row), row["sha256"], row["id"]))
        for before, after in zip(found, ordered, strict=True):
            ids[places[before["id"]]] = after["id"]
    return ids


def _fraction(folder: Path, row: sqlite3.Row) -> int:
    """Return the millionths of a second in the date of a capture's record; 0 where it has none."""
    try:
        moment = moment_of(read_block(folder, place_of(row)).headers.get("warc-date", ""))
    except ArchiveError:  # `verify` names it
        return 0
    return moment.microsecond if moment else 0
