"""View counts: one observation a moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.archive.articles.view_counts import observe
from tests.web.rows import make_archive


def test_the_first_capture_of_a_moment_tells_the_count(tmp_path: Path) -> None:
    with closing(sqlite3.connect(make_archive(tmp_path / "archive.db", [{"title": "Một bài"}]))) as connection:
        for capture, views in ((8, 12), (7, 11), (9, 13)):
            observe(
                connection, 1, views=views, raw=None, method="html", observed_at="2026-12-01T20:00:00Z", capture=capture
            )
        kept = connection.execute(
            "SELECT capture, views FROM view_counts WHERE article = 1 AND observed_at = '2026-12-01T20:00:00Z'"
        ).fetchall()
    assert kept == [(7, 11)]
