"""The numbers of rows: an archive of one file counts from 1, a shard within a block of numbers of its own.

Rows of different shards never bear the same number, so that shards are joined by copying their rows.  What was numbered
before an archive was split keeps its number; new rows are numbered from the block's first number on.
"""

import sqlite3

from crawler.archive.db.errors import ArchiveError

BLOCK = 100_000_000
"""Numbers in one shard's block, for each table.  Ninety million blocks stay below 2**53, which JSON readers hold."""
FIRST_NUMBER = "first_number"
"""The fact that a shard keeps about itself: the first number of its block."""
NUMBERED = frozenset(
    {
        "runs",
        "captures",
        "articles",
        "versions",
        "view_counts",
        "attachments",
        "status_history",
        "rereadings",
        "former_files",
        "withheld",
        "imports",
    }
)
"""Tables whose rows have numbers that other rows, pages or citations name."""

_FIRST = f"coalesce((SELECT CAST(value AS INTEGER) FROM archive_info WHERE key = '{FIRST_NUMBER}'), 1)"


def new_id(table: str) -> str:
    """Return the SQL expression of the next row's number in *table*."""
    return f"(SELECT max(coalesce((SELECT max(id) FROM {table}), 0) + 1, {_FIRST}))"


def first_number(connection: sqlite3.Connection) -> int:
    """Return the first number that rows of this archive may get: 1, or that of its block."""
    return int(connection.execute(f"SELECT {_FIRST}").fetchone()[0])


def refuse_full(connection: sqlite3.Connection) -> None:
    """Raise `ArchiveError` when a shard has used up its block in some table."""
    first = first_number(connection)
    if first == 1:
        return
    for table in sorted(NUMBERED):
        highest = connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        if highest >= first + BLOCK - BLOCK // 100:
            raise ArchiveError(f"This shard's block of numbers is used up ({table} {highest}); split it off anew.")
