"""An import that is killed again and again loses nothing, and comes to what one import without a kill comes to."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.db.lock import is_locked
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import page, rows, run_import, told
from tests.archive.importing.warcs import http, record, write_warc

HOME = "http://ttyt-mau.example.test"
VISITS = 4
"""Captures of each page."""
BEGIN = datetime(2024, 4, 1)
"""After the day that the pages say they were published on: of a date to come, nothing is believed."""


def captures(path: Path, count: int) -> Path:
    """Write a WARC file of so many captures: every page is seen four times, edited before the last."""
    records = []
    for number in range(count):
        visit, at = divmod(number, count // VISITS)
        title = f"Kết quả kiểm tra bếp ăn trường học số {at}"
        body = [f"Đoàn đã kiểm tra {at + 3} bếp ăn và lấy {at + 7 + (visit == VISITS - 1)} mẫu nước."]
        body.append(
            "Ba bếp ăn chưa che đậy thức ăn chín, hai bếp ăn chưa có sổ ghi mẫu lưu và được nhắc nhở ngay tại chỗ."
        )
        body.append("Các bếp ăn được hẹn kiểm tra lại sau hai tuần, kết quả gửi về phòng giáo dục của huyện.")
        day = BEGIN + timedelta(days=30 * visit, seconds=at)
        content = http(page(title, body=body, views=10 * visit + at))
        records.append(record(f"{HOME}/tin/bai-{at}.html", day.strftime("%Y-%m-%dT%H:%M:%SZ"), content))
    return write_warc(path, records)


def kill_imports(archive: Path, warc: Path, *, kills: int, step: int) -> int:
    """Kill imports of *warc*, each when it has filed *step* captures more; return how many were still at work."""
    filed = killed = 0
    for _ in range(kills):
        words = ["import", str(warc), "--new-office", "--archive", str(archive)]
        importer = subprocess.Popen(
            [sys.executable, "-m", "crawler", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wanted = filed + step
        while importer.poll() is None and filed < wanted:
            filed = _filed(archive)
        importer.send_signal(signal.SIGKILL)
        killed += importer.wait() == -signal.SIGKILL
        while is_locked(archive):  # by its worker process, which ends when it finds that nobody asks any more
            time.sleep(0.05)
    return killed


def _filed(archive: Path) -> int:
    """Return how many captures are filed, as another program sees it while the importer is at work."""
    if not archive.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM imported_captures").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are being made
        return 0


@pytest.mark.parametrize(
    ("count", "kills"),
    [
        pytest.param(1200, 3, marks=pytest.mark.slow, id="1200"),
        pytest.param(20_000, 8, marks=pytest.mark.soak, id="20000"),
    ],
)
def test_a_killed_import_is_taken_up(tmp_path: Path, count: int, kills: int) -> None:
    warc = captures(tmp_path / "past.warc.gz", count)
    archive = tmp_path / "killed" / "archive.db"
    archive.parent.mkdir()
    assert kill_imports(archive, warc, kills=kills, step=count // (kills + 1)) > 0
    result = run_import(archive, warc, "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(archive, "SELECT count(*) FROM imported_captures") == [(count,)]
    assert rows(archive, "SELECT count(*) FROM articles") == [(count // VISITS,)]
    numbers = "SELECT min(newest), max(newest) FROM (SELECT max(number) AS newest FROM versions GROUP BY article)"
    assert rows(archive, numbers) == [(2, 2)]
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    at_once = tmp_path / "at-once" / "archive.db"
    at_once.parent.mkdir()
    assert run_import(at_once, warc, "--new-office").exit_code == 0
    assert told(archive) == told(at_once)
    assert "0 taken" in run_import(archive, warc, "--new-office").output
