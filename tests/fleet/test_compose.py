"""The compose file of a fleet: its services start as plain processes, and an office goes from the queue to the site."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from replica.many import many_offices, offices_toml
from replica.server import ReplicaServer
from tests.crawling.crawls import ROOT, run
from tests.fleet.conftest import AS_ROOT, RedisServer
from tests.waiting import wait_for
from tests.web.browsing import serving_by

pytestmark = pytest.mark.slow
COMPOSE = ROOT / "deploy" / "fleet.compose.yaml"
PYTHON = "/opt/venv/bin/python"


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def words(service: dict[str, Any], places: dict[str, str]) -> list[str]:
    """Return a service's command with this machine's places in those of the containers."""
    told = [*service["entrypoint"], *service["command"]]
    assert told[0] == PYTHON
    rest = [_replaced(word, places) for word in told[1:]]
    return [sys.executable, "-W", "error", "-W", AS_ROOT, *rest]


def _replaced(word: str, places: dict[str, str]) -> str:
    for there, here in places.items():
        word = word.replace(there, here)
    return word


@contextmanager
def started(command: list[str], log: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=file, stderr=file)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(120)


def test_a_fleet_of_the_compose_file_takes_an_office_from_the_queue_to_the_site(tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    told = services()
    assert set(told) == {"redis", "worker-1", "worker-2", "site"}
    assert told["redis"]["command"][:3] == ["redis-server", "--appendonly", "yes"]
    folder = tmp_path / "redis"
    folder.mkdir()
    redis = RedisServer(folder)
    places = {
        "redis://redis:6379/0": redis.queue,
        "/data/": f"{tmp_path}/data/",
        "/published/": f"{tmp_path}/published/",
    }
    offices = many_offices(2, articles=2)
    file = tmp_path / "offices.toml"
    file.write_text(offices_toml(offices))
    shards = tmp_path / "data" / "shards"
    shards.mkdir(parents=True)
    with ExitStack() as stack:
        stack.callback(redis.close)
        server = stack.enter_context(ReplicaServer(offices))
        for name in ("worker-1", "worker-2"):
            variables = {key: _replaced(value, places) for key, value in told[name]["environment"].items()}
            variables |= {"HEALTHARCHIVE_OFFICES": str(file), "HEALTHARCHIVE_REPLICA_ADDRESS": server.address}
            variables["HEALTHARCHIVE_ARCHIVE"] = str(shards)
            stack.enter_context(started(words(told[name], places), tmp_path / f"{name}.log", **variables))
        names = [office.site for office in offices]
        put = run("crawl", *names, "--queue", redis.queue, "--archive", shards, "--offices", file)
        assert put.returncode == 0, put.stderr
        wait_for(lambda: redis.client.hlen("healtharchive:last") == len(offices))
        done = run("publish", "--archive", shards, "--to", tmp_path / "published")
        assert done.returncode == 0, done.stderr
        command = [*words(told["site"], places), "--port", "0"]
        command[command.index("0.0.0.0")] = "127.0.0.1"
        with serving_by(command, cwd=ROOT) as address:
            for path in ("/health", "/offices/vn_so_00001", "/captures/100000002"):
                with urllib.request.urlopen(address + path, timeout=60) as answer:
                    assert answer.status == 200
