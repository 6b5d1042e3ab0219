"""The commands of docs/operations.md, run as written, one after another, against the replica offices."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from replica import offices
from replica.server import ReplicaServer

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "operations.md"


def commands() -> list[str]:
    """Return the lines of the manual's console blocks, in order."""
    blocks = re.findall(r"```console\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.slow
def test_every_command_of_the_manual_works(tmp_path: Path) -> None:
    lines = commands()
    assert len(lines) > 12
    with ReplicaServer(offices()) as server:
        environment = os.environ | {
            "HEALTHARCHIVE_REPLICA_ADDRESS": server.address,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        script = "\n".join(f"echo '+ {number}'\n{line}" for number, line in enumerate(lines))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    reached = [int(number) for number in re.findall(r"^\+ (\d+)$", done.stdout, re.MULTILINE)]
    assert done.returncode == 0, f"{lines[reached[-1]]}: {done.stdout[-600:]} {done.stderr[-800:]}"
    assert (tmp_path / "backup" / "archive.db").exists()
    assert (tmp_path / "notices.csv").stat().st_size > 10_000
