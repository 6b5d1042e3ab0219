"""Crawling the replica offices: pages per second, processor time and memory, beside a bare Scrapy spider.

    python -m benchmarks.crawl [--rounds N] [--articles N]

The replica hospital has N articles, the other four offices their few.  Both crawl the same server in the same run, each
in a process of its own, in turn, with as many requests at once.  Ours stores every response as WARC, reads articles in
worker processes, and writes versions, search index and attachments; the bare spider keeps nothing.

Wall time says what an idle machine does; where crawl, workers and server share few cores, or the cores with others, the
processor's milliseconds a request say what each costs.  Start-up is part of both.  Linux only.
"""

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
    own: float
    """Processor seconds of the crawl's process itself."""
    workers: float
    """Processor seconds of the processes that it started."""
    server: float
    """Processor seconds of the server of the pages."""

    @property
    def pace(self) -> float:
        """Responses per second of wall time, start-up included."""
        return self.responses / self.seconds

    def cost(self, part: str) -> float:
        """Milliseconds of the processor a request."""
        return 1000 * float(getattr(self, part)) / self.responses


def measure(command: list[str], count: Callable[[str], int]) -> Measured:
    """Run a command and measure it; *count* returns the number of its responses from what it printed."""
    started, served = time.perf_counter(), time.process_time()
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        own, workers = processor_seconds(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds, server = time.perf_counter() - started, time.process_time() - served
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return Measured(count(output), seconds, usage.ru_maxrss / 1024, own, workers, server)


def processor_seconds(process: int) -> tuple[float, float]:
    """Return the processor time of a process that has ended, and of those that it waited for."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    user, system, children_user, children_system = (int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:15])
    return user + system, children_user + children_system


def bare(server: ReplicaServer) -> Measured:
    return measure(["benchmarks.bare_spider", server.address], lambda output: int(output.split()[-1]))


def ours(server: ReplicaServer, archive: Path) -> Measured:
    before = requests_of(archive)
    command = ["crawler", "crawl", "--all", "--replica", server.address, "--archive", str(archive)]
    return measure(command, lambda _: requests_of(archive) - before)


def requests_of(archive: Path) -> int:
    """Return how many requests the runs of an archive have made."""
    if not archive.exists():
        return 0
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        return int(db.execute("SELECT coalesce(sum(requests), 0) FROM runs").fetchone()[0])


def row(name: str, runs: list[Measured]) -> str:
    return (
        f"| {name} | {runs[0].responses} | {statistics.median(run.seconds for run in runs):.1f} "
        f"| {statistics.median(run.pace for run in runs):.0f} | {cost(runs, 'own'):.1f} | {cost(runs, 'workers'):.1f} "
        f"| {cost(runs, 'server'):.1f} | {max(run.peak_mb for run in runs):.0f} |"
    )


def cost(runs: list[Measured], part: str) -> float:
    """Return the median milliseconds a request of a part."""
    return statistics.median(run.cost(part) for run in runs)


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
    print("| crawl | requests | seconds | requests/s | its process, ms | workers, ms | server, ms | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    print(row("bare Scrapy, nothing kept", plain))
    print(row("ours, first run: read, versioned, indexed, WARC", first))
    print(row("ours, second run: nothing new", second))
    pace = statistics.median(run.pace for run in first) / statistics.median(run.pace for run in plain)
    own = cost(plain, "own") / cost(first, "own")
    print(
        f"\nThe first run keeps {100 * pace:.0f} % of the bare spider's pace; by its process alone {100 * own:.0f} %."
    )


if __name__ == "__main__":
    main()
