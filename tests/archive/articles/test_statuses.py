"""Disappearance: a state is confirmed over two runs, holds since it was first seen, and ends when the page is seen."""

from datetime import timedelta

import pytest

from crawler.archive import Archive
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, samples, store, visit

NEWS = samples()[1]
DAY = timedelta(days=1)

# What is seen on day 0, 1, 2 …, and the intervals that follow: (status, first day, last day or None).
HISTORIES = {
    "seen-daily": (["page", "page", "page"], [("live", 0, None)]),
    "one-404-is-a-flap": (["page", "gone", "page", "gone", "page"], [("live", 0, None)]),
    "two-404-are-gone-since-the-first": (["page", "gone", "gone"], [("live", 0, 1), ("gone", 1, None)]),
    "soft-404": (["page", "soft_gone", "soft_gone"], [("live", 0, 1), ("soft_gone", 1, None)]),
    "it-comes-back": (["page", "gone", "gone", "page"], [("live", 0, 1), ("gone", 1, 3), ("live", 3, None)]),
    "answered-unchanged-is-back": (
        ["page", "gone", "gone", "live"],
        [("live", 0, 1), ("gone", 1, 3), ("live", 3, None)],
    ),
    "blocked-is-not-gone": (
        ["page", "blocked", "blocked", "page"],
        [("live", 0, 1), ("blocked", 1, 3), ("live", 3, None)],
    ),
    "a-dead-server-is-not-gone": (
        ["page", "unreachable", "unreachable", "unreachable"],
        [("live", 0, 1), ("unreachable", 1, None)],
    ),
    "a-block-does-not-confirm": (["page", "gone", "blocked", "blocked"], [("live", 0, None)]),
    "a-block-does-not-clear": (["page", "gone", "blocked", "gone"], [("live", 0, 1), ("gone", 1, None)]),
    "gone-stays-gone-behind-a-block": (
        ["page", "gone", "gone", "blocked", "blocked"],
        [("live", 0, 1), ("gone", 1, None)],
    ),
    "from-block-to-gone": (
        ["page", "blocked", "blocked", "gone", "gone"],
        [("live", 0, 1), ("blocked", 1, 3), ("gone", 3, None)],
    ),
    "gone-turns-soft": (
        ["page", "gone", "gone", "soft_gone", "soft_gone"],
        [("live", 0, 1), ("gone", 1, 3), ("soft_gone", 3, None)],
    ),
    "delisted-though-it-answers": (
        ["page", "delisted", "delisted", "page"],
        [("live", 0, 1), ("delisted", 1, None)],
    ),
    "listed-again": (
        ["page", "delisted", "delisted", "listed"],
        [("live", 0, 1), ("delisted", 1, 3), ("live", 3, None)],
    ),
    "listed-before-it-was-sure": (["page", "delisted", "listed", "delisted"], [("live", 0, None)]),
    "delisted-then-gone": (
        ["page", "delisted", "delisted", "gone", "gone"],
        [("live", 0, 1), ("delisted", 1, 3), ("gone", 3, None)],
    ),
}


def _day(day: int | None) -> str | None:
    return None if day is None else f"{DAY_ONE + day * DAY:%Y-%m-%dT%H:%M:%SZ}"


def _observe(archive: Archive, day: int, seen: str) -> None:
    at = DAY_ONE + day * DAY
    run = archive.start_run(SOYTE, started_at=at, software=SOFTWARE)
    if seen == "page":
        store(run, visit(NEWS, at))
    elif seen == "listed":
        run.record_listed(NEWS.url, section="tin-tuc", title=None, date_raw=None, seen_at=at)
    else:
        run.record_status(NEWS.url, seen, at)
        run.record_status(NEWS.url, seen, at + timedelta(minutes=1))  # twice in one run is once
    run.finish(state="ok", finished_at=at)


@pytest.mark.parametrize(("seen", "expected"), HISTORIES.values(), ids=HISTORIES.keys())
def test_intervals(archive: Archive, seen: list[str], expected: list[tuple[str, int, int | None]]) -> None:
    for day, what in enumerate(seen):
        _observe(archive, day, what)
    rows = archive.connection.execute("SELECT status, since, until FROM status_history ORDER BY id").fetchall()
    assert [tuple(row) for row in rows] == [(status, _day(since), _day(until)) for status, since, until in expected]
    current = archive.connection.execute("SELECT status, status_since FROM articles").fetchone()
    assert tuple(current) == (expected[-1][0], _day(expected[-1][1]))


def test_gone_is_counted_once_by_the_run_that_is_sure(archive: Archive) -> None:
    for day, what in enumerate(["page", "gone", "gone", "gone"]):
        _observe(archive, day, what)
    assert [row[0] for row in archive.connection.execute("SELECT gone FROM runs ORDER BY id")] == [0, 0, 1, 0]


def test_an_unknown_status_or_address(archive: Archive) -> None:
    _observe(archive, 0, "page")
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
    with pytest.raises(ValueError, match="no such status: vanished"):
        run.record_status(NEWS.url, "vanished", DAY_ONE)
    run.record_status("https://soyte.vidu.example/khong-biet-1.html", "gone", DAY_ONE)
    assert archive.connection.execute("SELECT count(*) FROM status_history").fetchone()[0] == 1
