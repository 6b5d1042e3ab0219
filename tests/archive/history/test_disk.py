"""How long the disk lasts, and what is said of it."""

from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.archive.db.times import parse_utc
from crawler.archive.history.disk import disk_outlook, disk_warnings, require_room
from tests.archive.samples import make_sample_archive

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Five runs a day apart, each as large as the others."""
    return make_sample_archive(tmp_path / "archive.db")


def last_run(opened: Archive) -> datetime:
    newest = opened.newest_run()
    assert newest is not None
    return newest


def set_free(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr("crawler.archive.history.disk.shutil.disk_usage", lambda _: Usage(10**12, 0, free))


def test_growth_is_that_of_the_days_after_the_first(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_free(monkeypatch, 10**9)
    with Archive.open(archive) as opened:
        now = last_run(opened) + timedelta(hours=1)
        outlook = disk_outlook(opened, now)
        size = sum(
            path.stat().st_size for path in archive.parent.rglob("*") if path.is_file() and "lock" not in path.name
        )
    assert outlook.free == 10**9
    # four of the five runs, in the three days since the day after the first
    assert size / 8 < outlook.daily < size
    assert outlook.days_left == pytest.approx(10**9 / outlook.daily)


def test_a_first_crawl_says_nothing_of_growth(archive: Path) -> None:
    with Archive.open(archive) as opened:
        first = parse_utc(opened.connection.execute("SELECT min(started_at) FROM runs").fetchone()[0])
        assert disk_outlook(opened, first + timedelta(hours=30)).days_left is None


def test_the_operator_is_told_once_a_week_and_not_while_there_is_room(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(archive) as opened:
        now = last_run(opened) + timedelta(hours=1)
        set_free(monkeypatch, 10**12)
        assert disk_warnings(opened, now) == []
        set_free(monkeypatch, int(5.2 * disk_outlook(opened, now).daily))
        (sentence,) = disk_warnings(opened, now)
        assert "is full in about 5 days at the present growth" in sentence
        assert disk_warnings(opened, now + timedelta(days=1)) == []
        assert len(disk_warnings(opened, now + timedelta(days=7))) == 1


def test_less_room_than_asked_for_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_free(monkeypatch, 499 * 10**6)
    require_room(tmp_path / "archive.db", 499)
    require_room(tmp_path / "none" / "archive.db", 500)
    with pytest.raises(ArchiveError, match=r"Only 499 MB are free on the disk of .*, and --min-free asks for 500"):
        require_room(tmp_path / "archive.db", 500)
