"""Workers on a real queue: jobs are done once, by priority, and not lost; SIGTERM lets what is at work end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.fleet.app import make_app
from crawler.fleet.jobs import CRAWL, WAITING, CrawlJob, enqueue_crawls
from crawler.fleet.leases import PREFIX
from crawler.fleet.tasks import pause_after
from crawler.fleet.workers import fleet_status
from replica.many import many_offices, offices_toml
from replica.server import ReplicaServer
from tests.crawling.crawls import rows, run
from tests.fleet.conftest import RedisServer, Worker
from tests.waiting import wait_for

pytestmark = pytest.mark.slow
MakeWorker = Callable[..., Worker]


def put(server: RedisServer, archive: Path, *words: str | Path) -> str:
    done = run("crawl", *words, "--queue", server.queue, "--archive", archive, "--replica", "127.0.0.1:1")
    assert done.returncode == 0, done.stderr
    return done.stdout


def found(server: RedisServer) -> set[str]:
    return set(fleet_status(make_app(server.queue), server.client).last)


def test_jobs_are_done_once_and_sigterm_drains(
    redis_server: RedisServer, make_worker: MakeWorker, tmp_path: Path
) -> None:
    offices = many_offices(3, articles=4)
    archive, file = tmp_path / "shards", tmp_path / "offices.toml"
    file.write_text(offices_toml(offices))
    names = [office.site for office in offices]
    assert put(redis_server, archive, *names, "--offices", file) == "3 offices put on the queue\n"
    again = put(redis_server, archive, *names, "--offices", file)
    assert again == "0 offices put on the queue, 3 wait there already\n"
    with ReplicaServer(offices, latency=0.2) as server:
        worker = make_worker(
            redis_server, archive, "--replica", server.address, "--offices", file, "--jobs", "2", name="one"
        )
        wait_for(lambda: any("bai-" in path for _, _, path in server.log))
        shown = run("status", "--queue", redis_server.queue)
        assert "one@healtharchive" in shown.stdout
        assert "1 workers" in shown.stdout
        assert worker.stop() == 0
        begun = {path.split("/")[1] for _, _, path in server.log if "bai-" in path}
        # Those that had begun came to their end, and are not handed out again.
        assert {name for name in names if f"so{int(name[-5:])}" in begun} <= found(redis_server)
        second = make_worker(
            redis_server, archive, "--replica", server.address, "--offices", file, "--jobs", "2", name="two"
        )
        wait_for(lambda: found(redis_server) == set(names))
        # A job that is handed out a second time finds its run, and asks nobody.
        asked = len(server.log)
        app = make_app(redis_server.queue)
        job = rows(archive / f"{names[0]}.db", "SELECT job FROM runs")[0][0]
        order = {"office": names[0], "first_number": 1, "full": False, "limit": 0, "minutes": 0, "requests": 0}
        app.send_task(CRAWL, args=[order], task_id=job)
        wait_for(lambda: "It was done before." in second.said())
        assert len(server.log) == asked
        assert second.stop() == 0
    for name in names:
        assert len(rows(archive / f"{name}.db", "SELECT id FROM runs")) == 1
        assert redis_server.client.exists(f"{WAITING}{name}") == 0
    status = run("status", *names, "--archive", archive, HEALTHARCHIVE_OFFICES=str(file))
    assert status.returncode == 0, status.stdout + status.stderr
    published = run("publish", "--archive", archive, "--to", tmp_path / "published")
    assert published.returncode == 0, published.stderr


def test_an_office_that_is_leased_waits_and_priorities_count(
    redis_server: RedisServer, make_worker: MakeWorker, tmp_path: Path
) -> None:
    offices = many_offices(4, articles=1)
    archive, file = tmp_path / "shards", tmp_path / "offices.toml"
    file.write_text(offices_toml(offices))
    app = make_app(redis_server.queue)
    order = ("due", "due", "overdue", "asked")
    jobs = [
        (CrawlJob(office=office.site, first_number=100_000_001 * (number + 1)), priority)
        for number, (office, priority) in enumerate(zip(offices, order, strict=True))
    ]
    enqueue_crawls(app, redis_server.client, jobs)
    redis_server.client.set(f"{PREFIX}office:{offices[0].site}", "somebody")
    with ReplicaServer(offices) as server:
        worker = make_worker(
            redis_server, archive, "--replica", server.address, "--offices", file, "--jobs", "1", name="one"
        )
        wait_for(lambda: len(found(redis_server)) == 3)
        first_asked = list(dict.fromkeys(host for _, host, _ in server.log))
        assert first_asked == ["so3.example", "so2.example", "so1.example"]
        assert f"{offices[0].site}: busy" in worker.said()
        redis_server.client.delete(f"{PREFIX}office:{offices[0].site}")
        wait_for(lambda: len(found(redis_server)) == 4)
        rebuilt = run("rebuild", "--queue", redis_server.queue, "--archive", archive)
        assert rebuilt.stdout == "4 files put on the queue\n"
        wait_for(lambda: worker.said().count("articles: 0 new, 0 changed") == 4)
        assert worker.stop() == 0


def test_files_are_brought_in_and_scans_are_read_by_workers(
    redis_server: RedisServer, make_worker: MakeWorker, tmp_path: Path
) -> None:
    (office,) = offices = many_offices(1, articles=5)
    archive, file = tmp_path / "shards", tmp_path / "offices.toml"
    file.write_text(offices_toml(offices))
    own = tmp_path / "crawled.db"
    with ReplicaServer(offices) as server:
        crawled = run("crawl", office.site, "--offices", file, "--replica", server.address, "--archive", own)
        assert crawled.returncode == 0, crawled.stderr
    worker = make_worker(redis_server, archive, "--jobs", "1", name="one", HEALTHARCHIVE_OFFICES=str(file))
    evidence = sorted(tmp_path.rglob("*.warc.gz"))
    put_on = ("--queue", redis_server.queue, "--archive", archive)
    assert run("import", *evidence, *put_on).stdout == f"{len(evidence)} files put on the queue\n"
    shard = archive / f"{office.site}.db"
    counted = "SELECT count(*), count(body_text), count(published_at) FROM articles"
    wait_for(lambda: shard.exists() and worker.said().count("import") >= len(evidence))
    wait_for(lambda: rows(shard, counted) == rows(own, counted))
    assert run("import", *evidence, *put_on).stdout == f"{len(evidence)} files put on the queue\n"
    assert run("ocr", *put_on).stdout == "1 files put on the queue\n"
    wait_for(lambda: "files and pictures read" in worker.said())
    assert worker.stop() == 0
    assert rows(shard, counted) == rows(own, counted)
    assert rows(shard, "SELECT count(*) FROM versions") == rows(own, "SELECT count(*) FROM versions")


def test_what_cannot_be_put_on_a_queue_is_refused(tmp_path: Path) -> None:
    done = run("import", "--manifest", tmp_path / "pages.jsonl", "--queue", "redis://127.0.0.1:1/0")
    assert done.returncode == 2
    assert "no --manifest" in done.stderr


def test_pauses_between_tries_grow_and_are_bounded() -> None:
    pauses = [pause_after(failures) for failures in range(1, 30)]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[3] < pauses[-1] <= 3600


def test_a_worker_refuses_an_archive_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"")
    done = run("worker", "--queue", "redis://127.0.0.1:1/0", "--archive", tmp_path / "archive.db")
    assert done.returncode == 2
    assert "healtharchive split" in done.stderr
