"""Runs: their counts and ends, what could have been seen, what is due, and which validators are believed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive import Archive, Run
from crawler.archive.db.times import parse_utc, utc_text
from crawler.archive.frontier.revisits import SHARE, interval
from tests.archive.samples import CDC, DAY_ONE, SOFTWARE, SOYTE, Sample, capture, samples, store, visit

NEWS, PAPER = samples()[1], samples()[8]
DAY = timedelta(days=1)
LIST = "https://soyte.vidu.example/tin-tuc"


def _run(archive: Archive, day: int = 0) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)


def test_a_run_counts_what_it_did(archive: Archive) -> None:
    run = _run(archive)
    listing = capture(SOYTE, LIST, b"list", DAY_ONE, kind="list")
    run.record_capture(listing)
    for sample in (NEWS, PAPER):
        run.record_listed(sample.url, section="tin-tuc", title=sample.title, date_raw=None, seen_at=DAY_ONE)
    store(run, visit(NEWS, DAY_ONE))
    store(run, visit(NEWS, DAY_ONE + timedelta(minutes=1), problems=("odd: a doubt.",)))
    store(run, visit(NEWS, DAY_ONE + timedelta(minutes=2), title="Khác"))
    run.record_failure(PAPER.url, failed_at=DAY_ONE)
    summary = run.finish(state="ok", finished_at=DAY_ONE + timedelta(hours=1), stats={"problems": 4, "unheard_of": 1})
    assert (summary.requests, summary.listed, summary.new, summary.changed, summary.unchanged) == (5, 2, 1, 1, 1)
    assert (summary.gone, summary.failed, summary.problems, summary.state) == (0, 1, 4, "ok")
    row = archive.connection.execute("SELECT * FROM runs").fetchone()
    assert (row["requests"], row["bytes"], row["finished_at"]) == (5, summary.bytes, "2024-03-04T02:00:00Z")
    assert row["software_version"] == SOFTWARE


def test_a_run_ends_in_a_known_state(archive: Archive) -> None:
    with pytest.raises(ValueError, match="no such state of a run: tired"):
        _run(archive).finish(state="tired", finished_at=DAY_ONE)


def test_a_killed_run_is_marked_by_the_next_process(archive: Archive) -> None:
    run = _run(archive)
    run.record_capture(capture(SOYTE, LIST, b"list", DAY_ONE + timedelta(minutes=3), kind="list"))
    archive.close()
    with Archive.open(archive.path) as again:
        row = again.connection.execute("SELECT state, finished_at, requests, bytes FROM runs").fetchone()
        assert tuple(row) == ("interrupted", "2024-03-04T01:03:00Z", 1, 4)
        mine = again.start_run(CDC, started_at=DAY_ONE, software=SOFTWARE)
        with Archive.open(archive.path) as beside:
            state = beside.connection.execute("SELECT state FROM runs WHERE id = ?", (mine.id,)).fetchone()[0]
    assert state == "running"


def test_an_office_is_written_as_it_is_today(archive: Archive) -> None:
    _run(archive)
    archive.start_run(replace(SOYTE, name_en="Renamed"), started_at=DAY_ONE, software=SOFTWARE)
    assert archive.connection.execute("SELECT name_en FROM sites").fetchall()[0][0] == "Renamed"
    rows = archive.connection.execute("SELECT id, url FROM sections ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [
        ("tin-tuc", "https://soyte.vidu.example/tin-tuc"),
        ("van-ban", "https://soyte.vidu.example/van-ban"),
    ]


def test_listings_keep_the_lists_own_words(archive: Archive) -> None:
    run = _run(archive)
    run.record_listed(f"{NEWS.url}#x", section="tin-tuc", title="Cũ", date_raw="01/02/2024", seen_at=DAY_ONE)
    run.record_listed(NEWS.url, section="tin-tuc", title="Mới", date_raw=None, seen_at=DAY_ONE + DAY)
    [row] = archive.connection.execute("SELECT url, title, date_raw, first_seen, last_seen FROM listings").fetchall()
    assert tuple(row) == (NEWS.url, "Mới", "01/02/2024", "2024-03-04T01:00:00Z", "2024-03-05T01:00:00Z")


def test_coverage_says_what_could_have_been_seen(archive: Archive) -> None:
    run = _run(archive)
    for n, status in enumerate((200, 404, 410, 301, 403, 429, 500, 503)):
        run.record_capture(capture(SOYTE, f"{LIST}/{n}", b"", DAY_ONE, status=status))
    run.record_failure(f"{LIST}/9", failed_at=DAY_ONE)
    run.record_capture(capture(SOYTE, f"{LIST}/10", b"please prove that you are human", DAY_ONE + DAY))
    run.record_status(f"{LIST}/10", "blocked", DAY_ONE + DAY)
    run.record_status(f"{LIST}/4", "blocked", DAY_ONE)
    rows = archive.connection.execute("SELECT day, attempts, successes, blocked, failed FROM coverage ORDER BY day")
    assert [tuple(row) for row in rows] == [("2024-03-04", 9, 4, 2, 3), ("2024-03-05", 1, 0, 1, 0)]


AGES = {
    "fresh": (0, 0, 1),
    "a-day": (0, 1, 1),
    "a-little-early": (0, 0.9, 1.1),
    "three-days": (0, 3, 2),
    "a-week": (0, 7, 3),
    "a-month": (0, 30, 1),
    "a-hundred-days": (0, 100, 20),
    "a-year": (0, 365, 365),
    "ten-years": (0, 3650, 365),
}


@pytest.mark.parametrize(("base", "visited", "days"), AGES.values(), ids=AGES.keys())
def test_the_interval_widens_with_age(base: float, visited: float, days: float) -> None:
    assert interval(DAY_ONE + base * DAY, DAY_ONE + visited * DAY) / DAY == pytest.approx(days)


def _due_days(archive: Archive, sample: Sample) -> float:
    row = archive.connection.execute("SELECT visited_at, next_visit_at FROM articles WHERE url = ?", (sample.url,))
    visited, due = map(parse_utc, row.fetchone())
    return round((due - visited) / DAY, 2)


def test_an_old_article_waits_and_a_changed_one_is_young_again(archive: Archive) -> None:
    old = replace(NEWS, published="2014-03-04")
    store(_run(archive), visit(old, DAY_ONE))
    assert _due_days(archive, old) == pytest.approx(365, abs=0.1)
    store(_run(archive, 5), visit(old, DAY_ONE + 5 * DAY, title="Khác"))
    assert _due_days(archive, old) == pytest.approx(1, abs=0.1)


def test_a_doubt_is_looked_into_on_the_next_day(archive: Archive) -> None:
    old = replace(NEWS, published="2014-03-04")
    store(_run(archive), visit(old, DAY_ONE))
    _run(archive, 1).record_status(old.url, "gone", DAY_ONE + DAY)
    assert [due.url for due in archive.due(SOYTE.id, DAY_ONE + 2 * DAY, 10)] == [old.url]
    _run(archive, 2).record_status(old.url, "gone", DAY_ONE + 2 * DAY)
    assert archive.due(SOYTE.id, DAY_ONE + 2.5 * DAY, 10) == []
    assert [due.url for due in archive.due(SOYTE.id, DAY_ONE + 4 * DAY, 10)] == [old.url]


def test_due_keeps_the_budget_and_takes_the_most_overdue_first(archive: Archive) -> None:
    run = _run(archive)
    young = replace(NEWS, path="/young-1.html", published="2024-03-03")
    old = replace(NEWS, path="/old-1.html", published="2023-03-04")
    for sample in (old, young):
        store(run, visit(sample, DAY_ONE))
    assert archive.due(SOYTE.id, DAY_ONE, 10) == []
    assert archive.due(CDC.id, DAY_ONE + 999 * DAY, 10) == []
    assert [due.url for due in archive.due(SOYTE.id, DAY_ONE + 400 * DAY, 10)] == [young.url, old.url]
    assert [due.url for due in archive.due(SOYTE.id, DAY_ONE + 400 * DAY, 1)] == [young.url]


def test_a_small_office_is_asked_for_a_share_of_its_articles_a_day(archive: Archive) -> None:
    run = _run(archive)
    written = [replace(NEWS, path=f"/tin-{number}.html", published="2024-03-03") for number in range(3 * SHARE)]
    for sample in written:
        store(run, visit(sample, DAY_ONE))
    _run(archive, 9).record_status(written[0].url, "gone", DAY_ONE + 9 * DAY)
    due = archive.due(SOYTE.id, DAY_ONE + 10 * DAY, 200)
    assert [(one.url == written[0].url, one.is_there) for one in due] == [(True, False), *[(False, True)] * 3]
    for one in due[1:3]:
        store(_run(archive, 10), visit(next(sample for sample in written if sample.url == one.url), DAY_ONE + 10 * DAY))
    later = archive.due(SOYTE.id, DAY_ONE + 10.5 * DAY, 200)
    assert sum(one.is_there for one in later) == 1
    assert sum(one.is_there for one in archive.due(SOYTE.id, DAY_ONE + 11 * DAY, 200)) == 3


def _validated(archive: Archive, day: int, body: bytes, **headers: str) -> None:
    _run(archive, day).record_capture(
        capture(
            SOYTE,
            NEWS.url,
            body,
            DAY_ONE + day * DAY,
            headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        )
    )


def _validators(archive: Archive, day: int) -> tuple[str | None, str | None]:
    [due] = archive.due(SOYTE.id, DAY_ONE + day * DAY, 1)
    return due.etag, due.last_modified


def test_validators_are_offered_while_they_are_honest(archive: Archive) -> None:
    store(_run(archive), visit(NEWS, DAY_ONE - DAY))
    assert _validators(archive, 40) == (None, None)
    _validated(archive, 0, b"one", ETag='"1"', Last_Modified="Mon")
    assert _validators(archive, 40) == ('"1"', "Mon")
    assert _validators(archive, 100) == (None, None)  # time to prove it again
    _validated(archive, 1, b"one", ETag='"1"', Last_Modified="Mon")
    rows = archive.connection.execute("SELECT validator, trusted FROM validator_trust ORDER BY validator").fetchall()
    assert [tuple(row) for row in rows] == [("etag", 1), ("last_modified", 1)]


def test_a_changed_body_with_an_unchanged_validator_ends_the_trust(archive: Archive) -> None:
    store(_run(archive), visit(NEWS, DAY_ONE - DAY))
    _validated(archive, 0, b"one", ETag='"1"', Last_Modified="Mon")
    _validated(archive, 1, b"two", ETag='"1"', Last_Modified="Tue")
    assert _validators(archive, 40) == (None, "Tue")
    _validated(archive, 2, b"two", ETag='"1"', Last_Modified="Tue")
    assert _validators(archive, 40) == (None, "Tue")
    [row] = archive.connection.execute("SELECT trusted, decided_at FROM validator_trust WHERE validator = 'etag'")
    assert tuple(row) == (0, "2024-03-05T01:00:00Z")


def test_times_need_a_zone() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        utc_text(datetime(2024, 1, 1))
    assert parse_utc(utc_text(DAY_ONE)) == DAY_ONE
    assert parse_utc("2024-03-04T01:00:00Z").tzinfo is UTC
