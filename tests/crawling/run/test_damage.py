"""Damaged files: a hurt database is refused in one sentence and left alone; over a hurt page the crawl goes on."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from replica.server import ReplicaServer
from tests.crawling.conftest import TwoRuns
from tests.crawling.crawls import crawl, rows, run, value

SITE = "vn_quangninh_cdc"
NOBODY = 65534


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def garbled(content: bytes) -> bytes:
    """Overwrite every eighth page, but not the first, so that the file still looks like a database."""
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    return b"".join(b"\x5a" * 4096 if number % 8 == 4 else page for number, page in enumerate(pages))


@pytest.mark.parametrize("damage", [truncated, garbled])
def test_damaged_database_is_refused_and_left_as_it_is(
    two_runs: TwoRuns, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "archive.db"
    with sqlite3.connect(two_runs.archive) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.close()
    content = damage(two_runs.archive.read_bytes())
    path.write_bytes(content)
    result = crawl(path, "127.0.0.1:9", SITE)
    assert (result.returncode, result.stdout) == (2, "")
    assert "is damaged" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert path.read_bytes() == content
    for command in ("status", "verify"):
        result = run(command, "--archive", path)
        assert result.returncode in {1, 2}
        assert "Traceback" not in result.stderr


def test_damaged_evidence_is_named_and_the_crawl_goes_on(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    """A run was killed before it read what it had kept, and the kept pages were damaged since."""
    archive = tmp_path / "archive.db"
    assert crawl(archive, fresh_replica.address, SITE, "--limit", "3").returncode == 0
    lost = rows(archive, "SELECT captures.id, warc_file, warc_offset FROM captures WHERE kind = 'article' LIMIT 1")[0]
    connection = sqlite3.connect(archive)
    connection.execute("UPDATE runs SET state = 'interrupted'")
    for table in ("article_urls", "text_prints", "same_text", "view_counts", "status_history", "attachments"):
        connection.execute(f"DELETE FROM {table} WHERE article = (SELECT article FROM captures WHERE id = ?)", lost[:1])
    connection.execute("UPDATE captures SET article = NULL WHERE id = ?", lost[:1])
    connection.commit()
    connection.close()
    warc = tmp_path / "warc" / lost[1]
    content = bytearray(warc.read_bytes())
    content[lost[2] : lost[2] + 40] = b"\x00" * 40
    warc.write_bytes(content)
    result = run("verify", "--archive", archive)
    assert result.returncode == 1
    assert f"capture {lost[0]}: There is no WARC record in {lost[1]}" in result.stdout
    result = crawl(archive, fresh_replica.address, SITE)
    assert value(archive, "SELECT state FROM runs ORDER BY id DESC LIMIT 1") == "ok", result.stderr
    assert f"There is no WARC record in {lost[1]}" in result.stderr


def test_folder_that_only_others_may_write() -> None:
    folder = Path(tempfile.mkdtemp())  # pytest's own may be entered by its owner only
    folder.chmod(0o555)
    become_nobody = f"os.setuid({NOBODY})" if os.geteuid() == 0 else ""  # root may write everywhere
    try:
        code = (
            f"import os, sys; from crawler.archive import Archive, ArchiveError; {become_nobody}\n"
            "from pathlib import Path\n"
            "try: Archive.open(Path(sys.argv[1]))\nexcept ArchiveError as error: print(error, error.exit_status)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder / "archive.db")], capture_output=True, text=True, check=True
        )
        assert done.stdout == f"Cannot write in {folder}: Permission denied. 2\n"
        assert list(folder.iterdir()) == []
    finally:
        shutil.rmtree(folder)
