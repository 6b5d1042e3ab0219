"""A published site: it takes over new snapshots, answers to its own names, says what it answered."""

import asyncio
import logging
import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.cli import cli
from crawler.commands import publish as publish_command
from crawler.commands.serve import _opened
from crawler.errors import HealthArchiveError, LockedError
from crawler.publish.publication import SERVED_NAME, Publication, publish
from crawler.web.serving.access_log import AccessLog
from crawler.web.serving.following import FollowingSite
from crawler.web.serving.settings import SiteSettings
from tests.web.browsing import serving
from tests.web.conftest import MakeReader
from tests.web.rows import make_archive

FIRST, SECOND = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 2, tzinfo=UTC)


def nothing(_path: Path | None = None) -> None:
    """Do nothing, successfully."""


def plan(folder: Path, **given: Any) -> Publication:
    return Publication(folder, **{"trial": nothing, "after": nothing, "keep": 3, **given})


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "live.db", [{"title": "Bài một"}])


def add_article(archive: Path) -> None:
    with Archive.open(archive) as opened, opened.connection as connection:
        connection.execute(
            "INSERT INTO articles (id, site, url, title, language, sort_date, status, status_since, first_seen, "
            "last_seen, version, content_digest) SELECT max(id) + 1, site, url || 'x', 'Bài hai', language, sort_date, "
            "status, status_since, first_seen, last_seen, 1, '0' FROM articles"
        )


@contextmanager
def following(link: Path) -> Iterator[tuple[FollowingSite, httpx.AsyncClient]]:
    site = FollowingSite(link, lambda snapshot: _opened(snapshot, SiteSettings(public=True)))
    try:
        yield site, httpx.AsyncClient(transport=httpx.ASGITransport(app=site), base_url="http://localhost")
    finally:
        site._retire()


def test_a_new_snapshot_is_taken_over(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    first = publish(live, plan(folder), now=FIRST)

    async def read() -> None:
        with following(folder / SERVED_NAME) as (site, client):
            before = await client.get("/archive/articles/2")
            assert (before.status_code, before.headers["x-archive-snapshot"]) == (404, first.stem)
            add_article(live)
            second = publish(live, plan(folder), now=SECOND)
            assert (await client.get("/health")).json()["snapshot_at"] == "2024-06-01T00:00:00Z"
            await site.look()
            after = await client.get("/archive/articles/2")
            assert (after.status_code, after.headers["x-archive-snapshot"]) == (200, second.stem)
            await client.aclose()

    asyncio.run(read())


def test_an_answer_that_was_begun_ends_on_its_snapshot(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    publish(live, plan(folder), now=FIRST)

    async def read() -> list[bytes]:
        bodies: list[bytes] = []
        with following(folder / SERVED_NAME) as (site, client):
            may_go_on, begun = asyncio.Event(), asyncio.Event()

            async def send(message: Any) -> None:
                if message["type"] == "http.response.start":
                    begun.set()
                    await may_go_on.wait()
                bodies.append(message.get("body", b""))

            async def receive() -> Any:
                await asyncio.Event().wait()

            path = "/export/notices.csv"
            scope = {
                "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                "query_string": b"site=vn_thu_soyte", "headers": [],
            }  # fmt: skip
            answer = asyncio.create_task(site(scope, receive, send))
            await begun.wait()
            publish(live, plan(folder, keep=1), now=SECOND)  # the old file is gone, but for who has it open
            await site.look()
            may_go_on.set()
            await answer
            await client.aclose()
        return bodies

    assert "Bài một" in b"".join(asyncio.run(read())).decode()


def test_a_snapshot_that_cannot_be_served_leaves_the_old_one(
    live: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "published"
    first = publish(live, plan(folder), now=FIRST)

    async def read() -> None:
        with following(folder / SERVED_NAME) as (site, client):
            broken = folder / "archive-20240603T000000Z.db"
            broken.write_bytes(b"no database" * 100)
            link = folder / SERVED_NAME
            link.unlink()
            link.symlink_to(broken.name)
            await site.look()
            await site.look()
            assert (await client.get("/health")).headers["x-archive-snapshot"] == first.stem
            await client.aclose()

    asyncio.run(read())
    assert caplog.text.count("stays in force") == 1


def test_a_running_site_shows_what_was_published_without_a_restart(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    publish(live, plan(folder), now=FIRST)
    add_article(live)
    with serving(folder / SERVED_NAME) as address:
        done = CliRunner().invoke(
            cli,
            ["publish", "--archive", str(live), "--to", str(folder), "--check-url", address],
            catch_exceptions=False,
        )
        assert (done.exit_code, done.output[:9]) == (0, "Published")
        with urllib.request.urlopen(f"{address}/archive/articles/2") as answer:
            assert answer.status == 200


def test_a_site_that_keeps_the_old_snapshot_is_no_success(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    publish(live, plan(other), now=FIRST)
    monkeypatch.setattr(publish_command, "WAIT_SECONDS", 0)
    folder = tmp_path / "published"
    with serving(other / SERVED_NAME) as address, pytest.raises(ArchiveError, match=r"answers from archive-20240601"):
        CliRunner().invoke(
            cli,
            ["publish", "--archive", str(live), "--to", str(folder), "--check-url", address],
            catch_exceptions=False,
        )


def test_two_publications_at_once_do_not_meet(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    refused: list[Exception] = []

    def meanwhile(_snapshot: Path) -> None:
        with pytest.raises(LockedError, match="Another publication") as caught:
            publish(live, plan(folder), now=FIRST)
        refused.append(caught.value)

    thread_free = publish(live, plan(folder, trial=meanwhile), now=FIRST)
    assert (len(refused), (folder / SERVED_NAME).resolve()) == (1, thread_free.resolve())


def test_a_snapshot_of_the_same_second_is_not_written_over(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    names = {publish(live, plan(folder), now=FIRST).name for _ in range(3)}
    assert names == {f"archive-20240601T00000{second}Z.db" for second in range(3)}


def test_fewer_rows_are_published_when_that_is_said_to_be_right(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    with Archive.open(live) as opened, opened.connection as connection:
        connection.execute("INSERT INTO runs (id, site, started_at) SELECT 1, id, '2024-06-01' FROM sites LIMIT 1")
        connection.execute(
            "INSERT INTO captures (run, site, url, requested_url, fetched_at, status, kind, sha256, bytes, warc_file, "
            "warc_offset, warc_length) SELECT 1, id, 'u', 'u', '2024-06-01', 200, 'list', '0', 1, 'w', 0, 1 FROM sites"
        )
    publish(live, plan(folder), now=FIRST)
    with Archive.open(live) as opened, opened.connection as connection:
        connection.execute("DELETE FROM captures")
    with pytest.raises(ArchiveError, match="fewer than"):
        publish(live, plan(folder), now=SECOND)
    assert publish(live, plan(folder, allow_fewer=True), now=SECOND).exists()


# names


def test_addresses_are_the_operators(sample_archive: Path, make_reader: MakeReader) -> None:
    settings = SiteSettings.checked(public=True, base_url="https://archive.example/", allowed_hosts=())
    reader = make_reader(sample_archive, settings=settings)
    for host in ("archive.example", "ARCHIVE.example:443", "127.0.0.1:8001", "[::1]:8001"):
        page = reader.get("/archive/articles/1", headers={"host": host}).text
        assert '<link rel="canonical" href="https://archive.example/archive/articles/1">' in page
    feed = reader.get("/feeds/changes.atom", headers={"host": "localhost"}).text
    assert set(re.findall(r'href="(https?://[^/"]+)', feed)) == {"https://archive.example"}
    for host in ("evil.example", "archive.example.evil.example", "127.0.0.1.evil.example", ""):
        answer = reader.get("/", headers={"host": host})
        assert answer.status_code == (400 if host else 200)


@pytest.mark.parametrize(
    ("base_url", "hosts"),
    [
        ("archive.example", ()),
        ("ftp://x", ()),
        ("https://x/y", ()),
        ("https://", ()),
        (None, ("a b",)),
        (None, ("x/y",)),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(base_url: str | None, hosts: tuple[str, ...]) -> None:
    with pytest.raises(HealthArchiveError, match="is no"):
        SiteSettings.checked(public=True, base_url=base_url, allowed_hosts=hosts)


def test_forwarded_headers_are_believed_of_named_proxies_only(sample_archive: Path) -> None:
    command = [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", "0", "--public"]
    for options, scheme in (([], "http"), (["--proxy", "127.0.0.1"], "https")):
        process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split(" at ")[1].split()[0]
            asked = urllib.request.Request(f"{address}archive/articles/1", headers={"X-Forwarded-Proto": "https"})
            with urllib.request.urlopen(asked) as answer:
                assert f'rel="canonical" href="{scheme}://' in answer.read().decode()
        finally:
            process.terminate()
            process.communicate(timeout=30)


def test_a_site_for_all_machines_that_is_not_public_warns(sample_archive: Path) -> None:
    def first_words(*options: str) -> str:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", "0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        return process.communicate(timeout=30)[1]

    assert "give --public" in first_words("--host", "0.0.0.0")
    assert "give --public" not in first_words("--host", "0.0.0.0", "--public")
    assert "give --public" not in first_words()


# what was answered


def test_every_answer_leaves_a_line(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("healtharchive.access"), "propagate", True)

    async def answering(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"12345"})

    async def send(_message: Any) -> None:
        pass

    scope = {
        "type": "http", "method": "GET", "path": "/á\nb", "raw_path": b"/%C3%A1%0Ab", "query_string": b"q=\r\nx",
        "client": ("192.0.2.7", 1),
    }  # fmt: skip
    with caplog.at_level(logging.INFO, "healtharchive.access"):
        asyncio.run(AccessLog(answering)(scope, None, send))  # type: ignore[arg-type]  # nothing is received
    assert re.fullmatch(r"\S+Z 192\.0\.2\.7 GET /%C3%A1%0Ab\?q=%0D%0Ax 404 5 \d+", caplog.records[-1].getMessage())


def test_the_log_goes_on_after_it_was_rotated(sample_archive: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    command = [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--access-log", str(log)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split(" at ")[1].split()[0]
        for name in ("access.log.1", "access.log.2"):
            urllib.request.urlopen(f"{address}health").close()
            for _ in range(100):
                if log.exists() and log.read_text().count("/health 200"):
                    break
                threading.Event().wait(0.05)
            log.rename(tmp_path / name)
            assert (tmp_path / name).read_text().count("/health 200") == 1
    finally:
        process.terminate()
        process.communicate(timeout=30)
