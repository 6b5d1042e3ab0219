"""A real Redis with its append-only file, and workers as processes of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.crawling.crawls import ROOT
from tests.waiting import wait_for

AS_ROOT = "ignore:You're running the worker with superuser"
"""Celery warns of it, and tests may run as root."""
LEASE_SECONDS = 3
VISIBILITY_SECONDS = 6


class RedisServer:
    """A redis-server that can be killed and started again on the same port, with the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.queue = f"redis://127.0.0.1:{self.port}/0"
        self.client = Redis.from_url(self.queue)
        self.start()

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", ""]
        words += ["--appendonly", "yes", "--appendfsync", "always"]
        self._process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        wait_for(self._answers)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self.client.close()
        self.kill()

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    folder = tmp_path / "redis"
    folder.mkdir()
    server = RedisServer(folder)
    yield server
    server.close()


class Worker:
    """One worker's process; what it says goes into a file."""

    def __init__(self, server: RedisServer, archive: Path, *words: str | Path, name: str, **variables: str) -> None:
        self.log = archive.parent / f"{name}.log"
        command = [sys.executable, "-W", "error", "-W", AS_ROOT, "-m", "crawler", "worker"]
        command += ["--queue", server.queue, "--archive", str(archive), "--name", name, "--verbose", *map(str, words)]
        environment = {
            "HEALTHARCHIVE_QUEUE_LEASE": str(LEASE_SECONDS),
            "HEALTHARCHIVE_QUEUE_VISIBILITY": str(VISIBILITY_SECONDS),
        }
        with self.log.open("a") as file:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | environment | variables, stdout=file, stderr=subprocess.STDOUT
            )

    def said(self) -> str:
        return self.log.read_text()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        return "ready." in self.said()

    def kill(self) -> None:
        """As the out-of-memory killer would; what it had started ends by itself."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 120) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@pytest.fixture
def make_worker() -> Iterator[Callable[..., Worker]]:
    made: list[Worker] = []

    def make(server: RedisServer, archive: Path, *words: str | Path, name: str, **variables: str) -> Worker:
        worker = Worker(server, archive, *words, name=name, **variables)
        made.append(worker)
        return worker

    yield make
    for worker in made:
        if worker.process.poll() is None:
            worker.kill()
