"""Runs crawls as an operator does: in a process of their own, since a reactor runs once."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-W", "error")
"""Warnings are errors in the crawl's process as well."""


def command(*words: str | Path) -> list[str]:
    return [*PYTHON, "-m", "crawler", *map(str, words)]


def environment(**variables: str) -> dict[str, str]:
    return os.environ | {"COLUMNS": "200"} | variables


def run(*words: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words), capture_output=True, text=True, timeout=180, cwd=cwd, env=environment(**variables), check=False
    )


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
