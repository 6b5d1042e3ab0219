"""Offices that tempt the archive to false beliefs, crawled for ten days: it holds what happened, and nothing else."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.beliefs.days import ident, tales
from tests.beliefs.judge import faults

GROUPS = ("events", "faults", "lists", "noise", "redesigns")
TALES = [(group, number, name) for group in GROUPS for number, name in enumerate(tales(group))]


def _tell(group: str, folder: Path) -> Path:
    """Crawl the offices of a group; processes that share the work of a test run share its archive, too."""
    folder.mkdir(parents=True, exist_ok=True)
    archive, done = folder / f"{group}.db", folder / f"{group}.done"
    with (folder / f"{group}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            ended = subprocess.run(
                [sys.executable, "-m", "tests.beliefs.days", group, str(archive)],
                check=False, capture_output=True, text=True, timeout=1_200, cwd=Path(__file__).parents[2],
            )  # fmt: skip
            assert ended.returncode == 0, ended.stderr
            done.touch()
    return archive


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda group: _tell(group, folder / "beliefs" / group)


@pytest.mark.soak
@pytest.mark.parametrize(("group", "number", "name"), TALES, ids=[f"{group}: {name}" for group, _, name in TALES])
def test_the_archive_believes_what_happened(told: Callable[[str], Path], group: str, number: int, name: str) -> None:
    assert faults(told(group), ident(number), tales(group)[name]) == []
