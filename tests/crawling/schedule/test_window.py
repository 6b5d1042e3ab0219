"""The hours in which offices may be crawled."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from crawler.crawling.schedule.window import Window, local_time
from crawler.errors import HealthArchiveError
from tests.crawling.crawls import run

CASES = {
    "over-midnight-late": ("22:00-06:00", time(23, 30), True),
    "over-midnight-early": ("22:00-06:00", time(5, 59), True),
    "over-midnight-day": ("22:00-06:00", time(12), False),
    "begin-is-in": ("1:00-5:30", time(1), True),
    "end-is-out": ("1:00-5:30", time(5, 30), False),
}


@pytest.mark.parametrize(("text", "moment", "inside"), CASES.values(), ids=CASES.keys())
def test_window(text: str, moment: time, inside: bool) -> None:
    assert Window.parse(text).contains(moment) is inside


@pytest.mark.parametrize("text", ["night", "22:00", "25:00-06:00", "22:00-06:60", "06:00-06:00", ""])
def test_what_names_no_hours_is_refused(text: str) -> None:
    with pytest.raises(HealthArchiveError, match="names no hours"):
        Window.parse(text)


def test_the_clock_is_the_offices_own() -> None:
    now = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert local_time(now, "Asia/Ho_Chi_Minh") == time(1, 30)
    assert local_time(now, "Asia/Shanghai") == time(2, 30)


def test_office_outside_of_the_hours_is_left_out_and_has_no_run(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    words = ("crawl", "vn_quangninh_cdc", "--between", "22:00-06:00", "--archive", archive)
    result = run(*words, HEALTHARCHIVE_CLOCK_START="2026-12-01T05:00:00+00:00")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "vn_quangninh_cdc was left out: it is 12:00 there, and 22:00-06:00 was asked for.\n"
    assert not archive.exists()
