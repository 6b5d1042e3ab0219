"""Runs crawls as an operator does: in a process of their own, since a reactor runs once."""

import atexit
import json
import os
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-W", "error")
"""Warnings are errors in the crawl's process as well."""


def command(*words: str | Path) -> list[str]:
    return [*PYTHON, "-m", "crawler", *map(str, words)]


def environment(**variables: str) -> dict[str, str]:
    return os.environ | {"COLUMNS": "200"} | variables


class Process:
    """A process forked by `tests.crawling.warm`; what `subprocess.Popen` would be, with output in files."""

    def __init__(self, words: Sequence[str], *, code: str | None, cwd: Path, variables: dict[str, str]) -> None:
        self.args = words
        self.folder = tempfile.TemporaryDirectory()
        self.stdout, self.stderr = (Path(self.folder.name) / name for name in ("stdout", "stderr"))
        order = {
            "words": words, "code": code, "folder": str(cwd), "environment": environment(**variables),
            "stdout": str(self.stdout), "stderr": str(self.stderr),
        }  # fmt: skip
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(str(_warm()))
        self._connection.sendall(json.dumps(order).encode() + b"\n")
        self._answers = self._connection.makefile()
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def is_running(self) -> bool:
        return not select.select([self._connection], [], [], 0)[0]

    def send_signal(self, how: signal.Signals) -> None:
        if self.is_running():
            os.kill(self.pid, how)

    def wait(self, timeout: float) -> int:
        """Return the exit status, negative for a signal; a process that takes longer is killed."""
        self._connection.settimeout(timeout)
        try:
            status = int(self._answers.readline())
        except TimeoutError:
            os.kill(self.pid, signal.SIGKILL)
            raise
        self._answers.close()
        self._connection.close()
        self.returncode = status
        return status

    def completed(self, timeout: float = 180) -> subprocess.CompletedProcess[str]:
        """Wait, and return what `subprocess.run` would."""
        status = self.wait(timeout)
        with self.folder:
            return subprocess.CompletedProcess(self.args, status, self.stdout.read_text(), self.stderr.read_text())


@cache
def _warm() -> Path:
    """Start the Python that forks, once for all tests of this process."""
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "socket"
    server = subprocess.Popen(
        [*PYTHON, "-m", "tests.crawling.warm", str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )

    def stop() -> None:
        server.communicate(timeout=30)
        folder.cleanup()

    atexit.register(stop)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return path


def start(*words: str | Path, cwd: Path = ROOT, **variables: str) -> Process:
    """Start `healtharchive` with *words*."""
    return Process(["healtharchive", *map(str, words)], code=None, cwd=cwd, variables=variables)


def run(*words: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return start(*words, cwd=cwd, **variables).completed()


def run_code(code: str, *words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run *code* with *words* as its arguments, as ``python -c`` does; it must end with status 0."""
    done = Process(["-c", *map(str, words)], code=code, cwd=ROOT, variables=variables).completed()
    assert done.returncode == 0, done.stderr
    return done


def crawl(archive: Path, replica: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return run("crawl", *words, "--archive", archive, "--replica", replica, **variables)


def rows(archive: Path, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(sql, parameters).fetchall()
    finally:
        connection.close()


def value(archive: Path, sql: str, parameters: Sequence[Any] = ()) -> Any:
    return rows(archive, sql, parameters)[0][0]
