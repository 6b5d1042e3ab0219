"""Whether an article can still be read at its office, as intervals; a doubt is confirmed before it is believed.

Seeing the page proves that it is there.  Anything else must be seen in two runs before it becomes the article's status,
and then holds since it was first seen.  A block, a broken server or a dead name says nothing about the article, so it
neither confirms nor clears the suspicion that the page is gone.
"""

import sqlite3
from typing import Literal, get_args

Status = Literal["live", "gone", "soft_gone", "delisted", "blocked", "unreachable"]
STATUSES = frozenset(get_args(Status))
UNSEEN = frozenset({"blocked", "unreachable"})
"""States of our sight, not of the page."""
VANISHED = frozenset({"gone", "soft_gone"})


def begin(connection: sqlite3.Connection, article: int, status: str, seen_at: str) -> None:
    """Open the first interval of a new article."""
    connection.execute(
        "INSERT INTO status_history (article, status, since) VALUES (?, ?, ?)", (article, status, seen_at)
    )


def observe(connection: sqlite3.Connection, article: int, status: str, *, seen_at: str, run: int) -> bool:
    """Take in that *article* was seen in *status*; return whether its status changed.

    Raises `ValueError` for a status that does not exist.
    """
    if status not in STATUSES:
        raise ValueError(f"no such status: {status}")
    row = connection.execute(
        "SELECT status, pending_status, pending_since, pending_run FROM articles WHERE id = ?", (article,)
    ).fetchone()
    if status == row["status"] or (status == "live" and row["status"] == "delisted"):
        # That the page is there says nothing of the lists that should name it.
        if status not in UNSEEN and row["pending_status"] != "delisted":
            _forget_doubt(connection, article)
        return False
    if status == "live":
        change(connection, article, status, seen_at)
        return True
    if status in UNSEEN and (row["status"] in VANISHED or row["pending_status"] in VANISHED):
        return False
    return _doubt(connection, article, status, row, seen_at=seen_at, run=run)


def _doubt(
    connection: sqlite3.Connection, article: int, status: str, row: sqlite3.Row, *, seen_at: str, run: int
) -> bool:
    if row["pending_status"] != status:
        connection.execute(
            "UPDATE articles SET pending_status = ?, pending_since = ?, pending_run = ? WHERE id = ?",
            (status, seen_at, run, article),
        )
        return False
    if row["pending_run"] == run:
        return False
    change(connection, article, status, row["pending_since"])
    return True


def _forget_doubt(connection: sqlite3.Connection, article: int) -> None:
    connection.execute(
        "UPDATE articles SET pending_status = NULL, pending_since = NULL, pending_run = NULL WHERE id = ?", (article,)
    )


def change(connection: sqlite3.Connection, article: int, status: str, since: str) -> None:
    """Close the interval in hand and open one of *status*, both at *since*.

    Where the clock was set back, both are at the start of the interval in hand: no interval ends before it began.
    """
    begun = connection.execute("SELECT status_since FROM articles WHERE id = ?", (article,)).fetchone()["status_since"]
    since = max(since, begun)
    connection.execute("UPDATE status_history SET until = ? WHERE article = ? AND until IS NULL", (since, article))
    begin(connection, article, status, since)
    connection.execute("UPDATE articles SET status = ?, status_since = ? WHERE id = ?", (status, since, article))
    _forget_doubt(connection, article)


def relist(connection: sqlite3.Connection, article: int, seen_at: str) -> None:
    """Take in that a list page links to *article* again, which ends its being delisted."""
    row = connection.execute("SELECT status, pending_status FROM articles WHERE id = ?", (article,)).fetchone()
    if row["status"] == "delisted":
        change(connection, article, "live", seen_at)
    elif row["pending_status"] == "delisted":
        _forget_doubt(connection, article)
