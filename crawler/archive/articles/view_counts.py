"""View counts: an append-only series for each article; an observation never makes a version."""

import sqlite3

from crawler.archive.db.numbers import new_id


def observe(
    connection: sqlite3.Connection,
    article: int,
    *,
    views: int,
    raw: str | None,
    method: str,
    observed_at: str,
    capture: int | None,
) -> None:
    """Append one observation; the same one told twice is kept once."""
    connection.execute(
        f"""INSERT OR IGNORE INTO view_counts (id, article, observed_at, views, raw, method, capture)
        VALUES ({new_id("view_counts")}, ?, ?, ?, ?, ?, ?)""",
        (article, observed_at, views, raw, method, capture),
    )
    connection.execute(
        """UPDATE articles SET views = ?, views_observed_at = ?
        WHERE id = ? AND (views_observed_at IS NULL OR views_observed_at <= ?)""",
        (views, observed_at, article, observed_at),
    )
