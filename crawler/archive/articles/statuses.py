"""Whether an article can still be read at its office, as intervals; a doubt is confirmed before it is believed.

Seeing the page proves that it is there.  Anything else must be seen in two runs before it becomes the article's status,
and then holds since it was first seen.  A block, a broken server or a dead name says nothing about the article, so it
neither confirms nor clears the suspicion that the page is gone.
"""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal, NamedTuple, get_args

from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import parse_utc

Status = Literal["live", "gone", "soft_gone", "delisted", "blocked", "unreachable"]
STATUSES = frozenset(get_args(Status))
UNSEEN = frozenset({"blocked", "unreachable"})
"""States of our sight, not of the page."""
VANISHED = frozenset({"gone", "soft_gone"})
AT_ONCE = timedelta()
"""The patience with a doubt that a second run confirms, of an office that is well."""
BEST_FIRST = ("live", "delisted", "blocked", "unreachable", "soft_gone", "gone")
"""What an article is whose two addresses were seen in different states: where it can be read, it is there."""


def begin(
    connection: sqlite3.Connection, article: int, status: str, seen_at: str, *, seen_before: str | None = None
) -> None:
    """Open an interval; *seen_before* is when the article was last seen otherwise, None for a new one."""
    connection.execute(
        "INSERT INTO status_history (id, article, status, since, seen_before) "
        f"VALUES ({new_id('status_history')}, ?, ?, ?, ?)",
        (article, status, seen_at, seen_before),
    )


def observe(
    connection: sqlite3.Connection,
    article: int,
    status: str,
    *,
    seen_at: str,
    run: int,
    patience: timedelta | None = AT_ONCE,
) -> bool:
    """Take in that *article* was seen in *status*; return whether its status changed.

    A doubt that lasts for less than *patience* is not believed yet; None: it is not believed now, however old.  Raises
    `ValueError` for a status that does not exist.
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
    if status not in VANISHED and (row["status"] in VANISHED or row["pending_status"] in VANISHED):
        return False  # nor does a list that names it no longer
    if row["pending_status"] is not None and not _is_ripe(row["pending_since"], seen_at, patience):
        return False
    return _doubt(connection, article, status, row, seen_at=seen_at, run=run)


def _is_ripe(doubted_since: str, seen_at: str, patience: timedelta | None) -> bool:
    return patience is not None and parse_utc(doubted_since) + patience <= parse_utc(seen_at)


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
    row = connection.execute("SELECT status, status_since, last_seen FROM articles WHERE id = ?", (article,)).fetchone()
    since = max(since, row["status_since"])
    connection.execute("UPDATE status_history SET until = ? WHERE article = ? AND until IS NULL", (since, article))
    # The change lies between the last time that it was seen otherwise and the first time that it was seen so.
    before = min(since, max(row["last_seen"], row["status_since"]) if row["status"] == "live" else row["status_since"])
    begin(connection, article, status, since, seen_before=before)
    connection.execute("UPDATE articles SET status = ?, status_since = ? WHERE id = ?", (status, since, article))
    _forget_doubt(connection, article)


def relist(connection: sqlite3.Connection, article: int, seen_at: str) -> None:
    """Take in that a list page links to *article* again, which ends its being delisted."""
    row = connection.execute("SELECT status, pending_status FROM articles WHERE id = ?", (article,)).fetchone()
    if row["status"] == "delisted":
        change(connection, article, "live", seen_at)
    elif row["pending_status"] == "delisted":
        _forget_doubt(connection, article)


class Interval(NamedTuple):
    """How an article was from `since` on; `until` is None while it still is."""

    status: str
    since: str
    until: str | None


def without_last(history: Sequence[Interval]) -> list[Interval]:
    """Return *history* as if its last interval had not begun; one of a single interval stays."""
    if len(history) < 2:
        return list(history)
    return [*history[:-2], history[-2]._replace(until=None)]


def join_histories(one: Sequence[Interval], other: Sequence[Interval], *, runs: Sequence[str]) -> list[Interval]:
    """Return the one history of an article that was kept as two; *runs* are the moments when runs began, in order.

    Each history is in order, and its last interval is open.  Where the article vanished at one address and the same run
    found it at another, it was never away.
    """
    histories = [list(history) for history in sorted((one, other), key=lambda history: history[0].since)]
    earlier, later = histories[0], histories[1][0].since
    begun = max((moment for moment in runs if moment <= later), default=later)
    if earlier[-1].status in VANISHED and earlier[-1].since >= begun:
        earlier[-1] = earlier[-1]._replace(since=max(later, earlier[-1].since))
        if len(earlier) > 1:
            earlier[-2] = earlier[-2]._replace(until=earlier[-1].since)
    joined: list[Interval] = []
    for moment in sorted({interval.since for history in histories for interval in history}):
        states = [interval.status for history in histories for interval in history if _holds(interval, moment)]
        status = min(states, key=BEST_FIRST.index)
        if joined and joined[-1].status == status:
            continue
        if joined:
            joined[-1] = joined[-1]._replace(until=moment)
        joined.append(Interval(status, moment, None))
    return joined


def _holds(interval: Interval, moment: str) -> bool:
    return interval.since <= moment and (interval.until is None or moment < interval.until)
