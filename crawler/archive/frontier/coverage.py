"""What could have been seen: how often an office was asked on a day, and how often it answered.

Published beside the articles, so that a reader can tell a page that was gone from a page that nobody could look at.
"""

import sqlite3

REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 412, 418, 421, 423, 428, 429, 444, 451, 456, 493})
"""Statuses with which firewalls and rate limits answer."""


def count_answer(connection: sqlite3.Connection, site: str, day: str, status: int) -> None:
    """Count one HTTP answer; 404 and 410 are successes, since the office did say something about the page."""
    blocked = status in REFUSALS
    failed = status >= 500
    _count(
        connection,
        site,
        day,
        attempts=1,
        successes=int(not blocked and not failed),
        blocked=int(blocked),
        failed=int(failed),
    )


def count_failure(connection: sqlite3.Connection, site: str, day: str) -> None:
    """Count an attempt that got no HTTP answer."""
    _count(connection, site, day, attempts=1, failed=1)


def count_disguised_block(connection: sqlite3.Connection, site: str, day: str) -> None:
    """Recount one success as a block: the answer had a good status but was a challenge page."""
    _count(connection, site, day, successes=-1, blocked=1)


def _count(
    connection: sqlite3.Connection,
    site: str,
    day: str,
    *,
    attempts: int = 0,
    successes: int = 0,
    blocked: int = 0,
    failed: int = 0,
) -> None:
    connection.execute(
        """INSERT INTO coverage (site, day, attempts, successes, blocked, failed) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (site, day) DO UPDATE SET attempts = attempts + excluded.attempts,
        successes = successes + excluded.successes, blocked = blocked + excluded.blocked,
        failed = failed + excluded.failed""",
        (site, day, attempts, successes, blocked, failed),
    )
