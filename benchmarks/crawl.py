"""Crawling the replica offices: pages per second and peak memory, beside a bare Scrapy spider on the same pages.

    python -m benchmarks.crawl [--rounds N] [--articles N]

The replica hospital has N articles, the other four offices their few.  Both crawl the same server in the same run, each
in a process of its own, in turn.  Ours stores every response as WARC, reads every article, and writes versions, search
index and attachments; the bare spider keeps nothing.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import machine_line
from benchmarks.unchanged import hospital
from replica import offices
from replica.server import ReplicaServer

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    """One crawl in a process of its own."""

    responses: int
    seconds: float
    peak_mb: float

    @property
    def pace(self) -> float:
        """Responses per second of wall time, start-up included."""
        return self.responses / self.seconds


def measure(command: list[str]) -> tuple[str, float, float]:
    """Run a command and return its output, wall seconds and peak memory in MB."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return output, time.perf_counter() - started, usage.ru_maxrss / 1024


def bare(server: ReplicaServer) -> Measured:
    output, seconds, peak = measure(["benchmarks.bare_spider", server.address])
    return Measured(int(output.split()[-1]), seconds, peak)


def ours(server: ReplicaServer, archive: Path) -> Measured:
    before = requests_of(archive)
    _, seconds, peak = measure(["crawler", "crawl", "--all", "--replica", server.address, "--archive", str(archive)])
    return Measured(requests_of(archive) - before, seconds, peak)


def requests_of(archive: Path) -> int:
    """Return how many requests the runs of an archive have made."""
    if not archive.exists():
        return 0
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        return int(db.execute("SELECT coalesce(sum(requests), 0) FROM runs").fetchone()[0])


def row(name: str, runs: list[Measured]) -> str:
    return (
        f"| {name} | {runs[0].responses} | {statistics.median(run.seconds for run in runs):.1f} "
        f"| {statistics.median(run.pace for run in runs):.0f} | {max(run.peak_mb for run in runs):.0f} |"
    )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=1000)
    given = parser.parse_args()
    rounds = given.rounds
    first, second, plain = [], [], []
    world = [hospital(given.articles), *offices()[1:]]
    with ReplicaServer(world) as server, tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            archive = Path(folder) / f"archive-{number}.db"
            plain.append(bare(server))
            first.append(ours(server, archive))
            second.append(ours(server, archive))
    print(f"## Crawling the replica offices: median of {rounds} rounds\n\n{machine_line()}\n")
    print("| crawl | requests | seconds | requests/s | peak MB |\n|---|---|---|---|---|")
    print(row("bare Scrapy, nothing kept", plain))
    print(row("ours, first run: read, versioned, indexed, WARC", first))
    print(row("ours, second run: nothing new", second))
    pace = statistics.median(run.pace for run in first) / statistics.median(run.pace for run in plain)
    print(f"\nThe first run keeps {100 * pace:.0f} % of the bare spider's pace.")


if __name__ == "__main__":
    main()
