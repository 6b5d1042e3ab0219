"""A run that is stopped, in any way, is taken up by the next one where it stood."""

import signal
import time
from pathlib import Path

import pytest

from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, rows, start, value

SITE = "vn_quangninh_soyte"
CONNECTIONS = 2 * 8
"""Open at once to the office's two hosts."""


def stop_after(server: ReplicaServer, archive: Path, requests: int, how: signal.Signals) -> int:
    """Start a crawl, send it a signal once the office has had that many requests, and return its exit status."""
    process = start("crawl", SITE, "--archive", archive, "--replica", server.address)
    deadline = time.monotonic() + 60
    while server.asked_of(SITE) < requests and process.is_running() and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(how)
    return process.completed(60).returncode


def articles_asked_twice(server: ReplicaServer) -> list[str]:
    office = server.offices[SITE]
    addresses = {office.address(article).split("://")[1] for article in office.articles.values()}
    return [url for url, count in server.asked.items() if url in addresses and count > 1]


@pytest.mark.parametrize("requests", [2, 12, 30, 45])
def test_killed_crawl_goes_on_without_asking_again(tmp_path: Path, fresh_replica: ReplicaServer, requests: int) -> None:
    archive = tmp_path / "archive.db"
    stop_after(fresh_replica, archive, requests, signal.SIGKILL)
    stored = value(archive, "SELECT count(*) FROM articles") if archive.exists() else 0
    result = crawl(archive, fresh_replica.address, SITE)
    assert (result.returncode, result.stderr) == (0, "")
    office = fresh_replica.offices[SITE]
    listed = sum(len(office.listed(section.id)) for section in office.sections)
    assert stored < listed
    assert value(archive, "SELECT count(*) FROM articles") == listed
    # What was on its way when the process died may be asked for again: at most one request a connection.
    assert len(articles_asked_twice(fresh_replica)) <= CONNECTIONS
    states = [state for (state,) in rows(archive, "SELECT state FROM runs ORDER BY id")]
    assert states in (["interrupted", "ok"], ["ok"])


def test_killed_crawl_leaves_no_file_behind_unfetched(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    stop_after(fresh_replica, archive, 40, signal.SIGKILL)
    assert crawl(archive, fresh_replica.address, SITE).returncode == 0
    missing = rows(
        archive, "SELECT url FROM attachments WHERE url NOT IN (SELECT url FROM captures WHERE kind = 'attachment')"
    )
    assert missing == []


def test_terminated_crawl_ends_its_run_as_interrupted(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    assert stop_after(fresh_replica, archive, 15, signal.SIGTERM) == 1
    assert value(archive, "SELECT state FROM runs") == "interrupted"
    assert value(archive, "SELECT finished_at FROM runs") is not None
    assert crawl(archive, fresh_replica.address, SITE).returncode == 0
    assert articles_asked_twice(fresh_replica) == []
