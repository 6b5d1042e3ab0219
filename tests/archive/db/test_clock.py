"""A clock that is set back leaves no interval that ends before it began, and nothing unstored."""

from datetime import timedelta

from crawler.archive import Archive
from crawler.archive.articles.statuses import change
from crawler.archive.db.times import utc_text
from crawler.archive.history.run_history import RunHistory
from tests.archive.samples import DAY_ONE, SOYTE

BACK = DAY_ONE - timedelta(hours=5)


def test_run_ends_no_earlier_than_it_began(archive: Archive) -> None:
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software="test")
    summary = run.finish(state="ok", finished_at=BACK)
    assert (summary.started_at, summary.finished_at) == (utc_text(DAY_ONE), utc_text(DAY_ONE))


def test_the_last_run_is_the_one_that_was_made_last(archive: Archive) -> None:
    for moment, state in ((DAY_ONE, "ok"), (BACK, "blocked")):
        archive.start_run(SOYTE, started_at=moment, software="test").finish(state=state, finished_at=moment)
    assert [run.state for run in RunHistory(archive, SOYTE.id).runs()] == ["blocked", "ok"]


def test_status_changes_no_earlier_than_it_began(sample_path, tmp_path) -> None:
    copy = tmp_path / "archive.db"
    copy.write_bytes(sample_path.read_bytes())
    with Archive.open(copy) as archive:
        row = archive.connection.execute("SELECT id, status_since FROM articles LIMIT 1").fetchone()
        change(archive.connection, row["id"], "gone", "2001-01-01T00:00:00Z")
        history = archive.connection.execute(
            "SELECT since, until FROM status_history WHERE article = ? ORDER BY id DESC LIMIT 2", (row["id"],)
        ).fetchall()
    assert [tuple(one) for one in history] == [
        (row["status_since"], None),
        (row["status_since"], row["status_since"]),
    ]
