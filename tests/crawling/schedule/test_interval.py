"""Which offices a run takes, each at its own crawl interval."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive.history.run_history import PastRun
from crawler.crawling.schedule.interval import due_at, is_due, is_overdue, step_of
from crawler.site import DAILY, WEEKLY
from replica.server import ReplicaServer
from spiders.vn.quangninh_cdc import QuangNinhCDCSpider
from tests.crawling.crawls import crawl, rows, run

SITE = QuangNinhCDCSpider.site
BEGUN = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
ASKED = {
    "daily-a-day-later": (DAILY, 24, 24, True),
    "daily-after-jitter": (DAILY, 24, 18.5, True),
    "daily-on-the-same-day": (DAILY, 24, 12, False),
    "daily-six-hours-early-beside-a-quicker-one": (DAILY, 6, 18.5, False),
    "daily-at-the-nearer-of-two-starts": (DAILY, 6, 22, True),
    "weekly-on-the-sixth-day": (WEEKLY, 24, 144, False),
    "weekly-on-the-seventh-day": (WEEKLY, 24, 163, True),
    "hourly-within-the-hour": (1, 1, 0.5, False),
    "hourly-in-the-next": (1, 1, 0.8, True),
    "clock-set-back": (DAILY, 24, -3, True),
}
"""Hours from run to run, from start to start of cron, and since the last run."""


def past(state: str = "ok") -> PastRun:
    return PastRun(
        id=1, state=state, started_at="2026-12-01T01:00:00Z", finished_at="2026-12-01T01:20:00Z", note="", requests=0,
        listed=0, new=0, changed=0, failed=0, problems=0, facts={},
    )  # fmt: skip


@pytest.mark.parametrize(("every", "step", "hours", "due"), ASKED.values(), ids=ASKED.keys())
def test_office_is_due_at_its_interval(every: int, step: int, hours: float, due: bool) -> None:
    now = BEGUN + timedelta(hours=hours)
    assert is_due(replace(SITE, every_hours=every), past(), now, step=timedelta(hours=step)) is due


@pytest.mark.parametrize("last", [None, past("interrupted")])
def test_first_run_and_one_that_was_cut_short_wait_for_nothing(last: PastRun | None) -> None:
    assert is_due(SITE, last, BEGUN + timedelta(minutes=5), step=timedelta(days=1))
    assert due_at(SITE, last) == (BEGUN if last else None)


@pytest.mark.parametrize("state", ["down", "blocked", "drift", "empty"])
def test_office_in_trouble_is_not_asked_more_often(state: str) -> None:
    assert not is_due(SITE, past(state), BEGUN + timedelta(hours=2), step=timedelta(days=1))


@pytest.mark.parametrize(("every", "hours", "late"), [(DAILY, 47, False), (DAILY, 49, True), (WEEKLY, 49, False)])
def test_office_that_nothing_crawls_is_overdue(every: int, hours: float, late: bool) -> None:
    assert is_overdue(replace(SITE, every_hours=every), past(), BEGUN + timedelta(hours=hours)) is late


@pytest.mark.parametrize(("every", "hours"), [(1, 1), (5, 4), (24, 24), (WEEKLY, 24)])
def test_cron_starts_as_often_as_the_quickest_office_needs(every: int, hours: int) -> None:
    step = step_of([replace(SITE, every_hours=WEEKLY), replace(SITE, every_hours=every)])
    assert step == timedelta(hours=hours)


def test_run_takes_what_is_due_and_says_nothing_where_nothing_is(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    morning, noon, next_day = (f"2026-12-0{day}T{hour:02}:00:00+00:00" for day, hour in ((1, 1), (1, 12), (2, 1)))
    crawl(archive, replica.address, SITE.id, "--limit", "2", HEALTHARCHIVE_CLOCK_START=morning)
    crawl(
        archive, replica.address, "--due", SITE.id, "vn_quangninh_party", "--requests", "3",
        HEALTHARCHIVE_CLOCK_START=noon,
    )  # fmt: skip
    ran = rows(archive, "SELECT site FROM runs ORDER BY id")
    assert ran == [(SITE.id,), ("vn_quangninh_party",)]
    quiet = crawl(archive, replica.address, "--due", SITE.id, HEALTHARCHIVE_CLOCK_START=noon)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    crawl(archive, replica.address, "--due", SITE.id, "--limit", "2", HEALTHARCHIVE_CLOCK_START=next_day)
    assert rows(archive, "SELECT count(*) FROM runs WHERE site = ?", (SITE.id,)) == [(2,)]


def test_status_tells_of_an_office_that_nothing_crawls(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    crawl(archive, replica.address, SITE.id, "--limit", "2", HEALTHARCHIVE_CLOCK_START="2026-12-01T01:00:00+00:00")
    words = ("status", SITE.id, "--archive", archive)
    assert run(*words, HEALTHARCHIVE_CLOCK_START="2026-12-02T20:00:00+00:00").returncode == 0
    late = run(*words, HEALTHARCHIVE_CLOCK_START="2026-12-04T01:00:00+00:00")
    assert late.returncode == 1
    assert "one is due every 24 hours; does cron or the timer run?" in late.stdout
