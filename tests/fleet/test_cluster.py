"""Four workers that are killed at random, a queue that is restarted: the archive is that of one quiet machine."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.archive.shards.joining import merge_shards
from crawler.fleet.app import make_app
from crawler.fleet.workers import fleet_status
from replica.many import many_offices, offices_toml
from replica.server import ReplicaServer
from tests.crawling.crawls import rows, run
from tests.crawling.processes.test_jobs import SAID
from tests.fleet.conftest import RedisServer, Worker
from tests.waiting import wait_for

pytestmark = pytest.mark.slow
WORKERS, OFFICES, ARTICLES, SHARED, KILLS = 4, 20, 9, 6, 20
PAUSE = 0.6
SPACING = PAUSE / 2
"""What the server must see at least; the rest is room for a busy machine, on which a request may come late."""


def _has_answered(server: ReplicaServer, requests: int) -> bool:
    return len(server.log) >= requests


def test_a_cluster_in_trouble_makes_the_archive_of_one_machine(
    redis_server: RedisServer, make_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    offices = many_offices(OFFICES, articles=ARTICLES, shared=SHARED)
    names = [office.site for office in offices]
    file, archive = tmp_path / "offices.toml", tmp_path / "cluster" / "shards"
    file.write_text(offices_toml(offices))
    archive.parent.mkdir()
    single = tmp_path / "single.db"
    with ReplicaServer(offices) as server:
        done = run("crawl", *names, "--offices", file, "--archive", single, "--replica", server.address)
        assert done.returncode == 0, done.stdout
    put = run("crawl", *names, "--offices", file, "--archive", archive, "--queue", redis_server.queue)
    assert put.stdout == f"{OFFICES} offices put on the queue\n", put.stderr
    with ReplicaServer(offices) as server:

        def begin(number: int) -> Worker:
            words = ("--replica", server.address, "--offices", file, "--jobs", "1")
            return make_worker(
                redis_server, archive, *words, name=f"worker{number}", HEALTHARCHIVE_REPLICA_PAUSE=str(PAUSE)
            )

        workers = [begin(number) for number in range(WORKERS)]
        chance = random.Random(19)
        for turn, step in enumerate(steps(chance)):
            wait_for(partial(_has_answered, server, step), 600)
            if turn == KILLS // 2:
                redis_server.kill()
                redis_server.start()
            victim = chance.randrange(WORKERS)
            workers[victim].kill()
            workers[victim] = begin(victim)
        app = make_app(redis_server.queue)
        wait_for(lambda: len(fleet_status(app, redis_server.client).last) == OFFICES, 600)
        for worker in workers:
            worker.stop()
        log = list(server.log)
    merge_shards(archive, tmp_path / "joined.db")
    assert rows(tmp_path / "joined.db", SAID) == rows(single, SAID)
    assert len(rows(single, SAID)) == OFFICES * ARTICLES
    assert run("verify", "--archive", archive).returncode == 0
    assert {name for name in names if overlapping(archive / f"{name}.db")} == set()
    assert closest(log) >= SPACING
    again = Counter((host, path) for _, host, path in log if "/bai-" in path or "/tep/" in path)
    # A page that was on its way when its worker was killed is asked for once more; nothing else is.
    assert sum(count - 1 for count in again.values()) <= KILLS
    assert set(again.values()) <= {1, 2, 3}


def steps(chance: random.Random) -> Iterator[int]:
    """Yield after how many requests each worker is killed: steps of the work, not of the clock."""
    at = 0
    for _ in range(KILLS):
        at += chance.randint(5, 13)
        yield at


def overlapping(shard: Path) -> bool:
    """Tell whether two runs of an office were at work at once."""
    runs = rows(shard, "SELECT started_at, finished_at FROM runs ORDER BY started_at, id")
    return any(later[0] < earlier[1] for earlier, later in pairwise(runs))


def closest(log: list[tuple[float, str, str]]) -> float:
    """Return the shortest time between two requests to one host."""
    moments: dict[str, list[float]] = defaultdict(list)
    for moment, host, _path in log:
        moments[host].append(moment)
    return min(later - earlier for seen in moments.values() for earlier, later in pairwise(seen))
