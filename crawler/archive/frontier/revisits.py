"""When an article is looked at again: often in its first days, then at a fifth of its age, at last once a year.

Age counts from the day the article was published or last changed, because a fresh or freshly edited text is the one
that is edited, read and withdrawn.  An article that seems to have vanished is looked at again the next day.

An office whose articles are all young would be asked for a quarter of them every day.  So there is a budget: in any
day at most a `SHARE`-th of an office's articles is visited again, those first that are most overdue for their
interval, which stretches all intervals alike.  Suspicions, and what a list named that is gone, are outside it.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.warc.validators import Validators, validators_of

AGES = (1, 2, 3, 5, 7, 10, 13, 17, 21, 26, 31, 37, 45, 54, 65, 78, 94, 120, 180, 270, 365)
"""Days of age at which an article is visited."""
AT_ONCE = 0.5
"""Days until a suspicion is looked into: the next daily run, even one that starts a little earlier."""
SLACK = timedelta(hours=1)
SHARE = 12
"""One article in so many is visited again in a day at most."""
FEWEST = 2
"""Articles that even the smallest office is asked for in a day."""
DAY = timedelta(hours=22)
"""A day, since runs of cron do not begin to the minute."""


@dataclass(frozen=True)
class DueArticle:
    """An article whose next visit has come."""

    id: int
    url: str
    section: str | None
    due_at: str
    etag: str | None
    """To be sent as If-None-Match; None where the office has none or was caught being wrong about it."""
    last_modified: str | None
    """To be sent as If-Modified-Since, under the same condition."""
    views_endpoint: str | None
    is_there: bool
    """Whether it is believed to be there, and nothing speaks against it."""


def interval(base: datetime, visited: datetime) -> timedelta:
    """Return how long after *visited* an article of age zero at *base* is due again.

    >>> interval(datetime(2024, 1, 1), datetime(2024, 1, 2)).days
    1
    >>> interval(datetime(2014, 1, 1), datetime(2024, 1, 2)).days
    365
    """
    for days in AGES:
        due = base + timedelta(days=days)
        if due > visited + timedelta(hours=12):
            return due - visited
    return timedelta(days=AGES[-1])


def plan(connection: sqlite3.Connection, article: int, visited_at: str) -> None:
    """Write down when *article*, visited now, is due again."""
    row = connection.execute(
        """SELECT sort_date, date_basis, first_seen, changed_at, status, status_since, pending_status
        FROM articles WHERE id = ?""",
        (article,),
    ).fetchone()
    visited = parse_utc(visited_at)
    days = AT_ONCE if row["pending_status"] else interval(min(_born(row), visited), visited) / timedelta(days=1)
    connection.execute(
        "UPDATE articles SET visited_at = ?, next_visit_at = ?, visit_interval = ? WHERE id = ?",
        (visited_at, utc_text(visited + timedelta(days=days) - SLACK), days, article),
    )


def bound_plans(connection: sqlite3.Connection, now: datetime) -> None:
    """Make due what is planned later than the longest plan allows; to be called within a transaction.

    A run whose clock was years ahead plans its visits years ahead, too.
    """
    longest = utc_text(now + timedelta(days=AGES[-1] + 1))
    connection.execute("UPDATE articles SET next_visit_at = ? WHERE next_visit_at > ?", (utc_text(now), longest))


def _born(row: sqlite3.Row) -> datetime:
    first_seen = parse_utc(row["first_seen"])
    moments = [first_seen]
    if row["sort_date"] and row["date_basis"] != "first_seen":
        published = datetime.fromisoformat(row["sort_date"]).replace(tzinfo=UTC)
        moments = [min(first_seen, published)]
    if row["changed_at"]:
        moments.append(parse_utc(row["changed_at"]))
    if row["status"] != "live":
        moments.append(parse_utc(row["status_since"]))
    return max(moments)


def due(connection: sqlite3.Connection, site: str, now: datetime, limit: int) -> list[DueArticle]:
    """Return at most *limit* articles of *site* whose visit has come: urgent ones, then as many as the budget allows.

    The most overdue for their interval come first.
    """
    rows = connection.execute(
        """SELECT id, url, section, next_visit_at, views_endpoint, status, pending_status,
            pending_status IS NOT NULL OR visit_interval <= :at_once AS is_urgent FROM articles
        WHERE site = :site AND next_visit_at <= :now
        ORDER BY NOT is_urgent, (julianday(:now) - julianday(next_visit_at)) / visit_interval DESC, id
        LIMIT :limit""",
        {"site": site, "now": utc_text(now), "limit": limit, "at_once": AT_ONCE},
    ).fetchall()
    urgent = sum(row["is_urgent"] for row in rows)
    return [_due_article(connection, site, row, now) for row in rows[: urgent + _budget(connection, site, now)]]


def _budget(connection: sqlite3.Connection, site: str, now: datetime) -> int:
    """Return how many articles of *site* may still be visited again today."""
    articles: int
    visited: int
    articles, visited = connection.execute(
        """SELECT count(*), coalesce(sum(visited_at > :since AND first_seen <= :since), 0) FROM articles
        WHERE site = :site""",
        {"site": site, "since": utc_text(now - DAY)},
    ).fetchone()
    return max(0, max(FEWEST, articles // SHARE) - visited)


def _due_article(connection: sqlite3.Connection, site: str, row: sqlite3.Row, now: datetime) -> DueArticle:
    # Where an error page stands in for the article, "unchanged" would speak of the error page.
    in_doubt = row["status"] != "live" or row["pending_status"] is not None
    known = Validators() if in_doubt else validators_of(connection, site, row["url"], now=now)
    return DueArticle(
        id=row["id"],
        url=row["url"],
        section=row["section"],
        due_at=row["next_visit_at"],
        etag=known.etag,
        last_modified=known.last_modified,
        views_endpoint=row["views_endpoint"],
        is_there=not in_doubt,
    )
