"""`healtharchive serve`: what cannot be served is told in one sentence; a crawl may write meanwhile."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.publish.snapshot import open_for_reading
from crawler.publish.sql_views import VIEWS
from tests.web.conftest import MakeReader


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (x)")
    connection.close()


UNUSABLE = {
    "missing": (Path.exists, "There is no archive at"),
    "a folder": (Path.mkdir, "is a folder"),
    "empty": (lambda path: path.write_bytes(b""), "is not a database"),
    "text": (lambda path: path.write_text("hello" * 100), "is not a database"),
    "another program's": (foreign, "not a health archive"),
    "damaged": (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000), "damaged"),
}


@pytest.mark.parametrize(("make", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_is_no_archive_is_refused_in_one_sentence(tmp_path: Path, make, reason: str) -> None:  # type: ignore[no-untyped-def]  # six kinds of callable
    path = tmp_path / "archive.db"
    make(path)
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "serve", "--archive", str(path), "--port", "0"],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert reason in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_told(sample_archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", str(port)],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert (done.returncode, f"Cannot listen on 127.0.0.1 port {port}" in done.stderr) == (2, True)


@pytest.fixture
def served(sample_archive: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", "0", "--public"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    yield line.split(" at ")[1].split()[0]
    process.send_signal(signal.SIGINT)
    process.wait(timeout=120)
    process.stdout.close()


def test_the_printed_address_answers(served: str) -> None:
    with urllib.request.urlopen(served, timeout=30) as answer:
        assert answer.status == 200
        assert "Sở Y tế tỉnh Ví Dụ" in answer.read().decode()


def test_views_are_made_again_when_their_definition_changed(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        archive.connection.execute("CREATE VIEW notices AS SELECT 1 AS old")
    open_for_reading(path)
    with Archive.open(path, read_only=True) as archive:
        names = {row[0] for row in archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
        columns = [row[1] for row in archive.connection.execute("PRAGMA table_info(notices)")]
    assert set(VIEWS) <= names
    assert "old" not in columns


def test_a_file_that_cannot_be_written_is_served_only_if_it_was_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path):
        pass
    with monkeypatch.context() as patch:
        patch.setattr("crawler.publish.snapshot._writable", lambda _path: False)
        with pytest.raises(ArchiveError, match="cannot be written"):
            open_for_reading(path)
    open_for_reading(path)
    monkeypatch.setattr("crawler.publish.snapshot._writable", lambda _path: False)
    assert open_for_reading(path).path == path


def test_readers_are_answered_while_a_crawl_writes(tmp_path: Path, make_reader: MakeReader) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        archive.connection.execute("INSERT INTO sites (id, name) VALUES ('vn_a', 'A')")
    reader = make_reader(path)
    done = threading.Event()

    def write() -> None:
        with Archive.open(path) as archive:
            while not done.is_set():
                archive.connection.execute("BEGIN IMMEDIATE")
                archive.connection.execute("INSERT INTO runs (site, started_at) VALUES ('vn_a', '2024')")
                archive.connection.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        statuses = {reader.get(page).status_code for page in ("/", "/archive/runs", "/offices/vn_a") * 5}
        counts = [reader.rows("SELECT count(*) AS n FROM runs")[0]["n"] for _ in range(20)]
    finally:
        done.set()
        writer.join()
    assert statuses == {200}
    assert counts == sorted(counts)
    assert counts[-1] > 0
