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
    """Append one observation; of those of one moment, told in whatever order, the first capture's is kept."""
    connection.execute(
        f"""INSERT INTO view_counts (id, article, observed_at, views, raw, method, capture)
        VALUES ({new_id("view_counts")}, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (article, observed_at, method) DO UPDATE
        SET views = excluded.views, raw = excluded.raw, capture = excluded.capture
        WHERE excluded.capture < view_counts.capture""",
        (article, observed_at, views, raw, method, capture),
    )
    connection.execute(
        """UPDATE articles SET views = ?, views_observed_at = ?
        WHERE id = ? AND (views_observed_at IS NULL OR views_observed_at <= ?)""",
        (views, observed_at, article, observed_at),
    )
