"""How long a crawl keeps its event loop: the turns of a first run over the replica offices, and the longest of them.

    python -m benchmarks.loop_turns [--articles N]

A turn is one callback of the loop, from its begin to its end; while it lasts nothing is downloaded.  The processor's
time of the crawl's thread is counted as well as wall time: a machine whose cores are taken lengthens the latter only.
Turns before the first request (start-up) and after the last office's run are counted as well.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine_line
from benchmarks.unchanged import hospital
from crawler.cli import main as healtharchive
from replica import offices
from replica.server import ReplicaServer

LONGEST = 8
"""Turns that are named in the table."""

NAMED = 0.01
"""Seconds from which on a turn's callback is noted."""

Turn = tuple[float, float, str]
"""Wall seconds, processor seconds, and the callback."""


def watched(report: Path, arguments: list[str]) -> None:
    """Run a command in this process with every turn of its event loop measured; write the turns to *report*."""
    turns: list[Turn] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began, own = time.perf_counter(), time.thread_time()
        run(handle)
        own, wall = time.thread_time() - own, time.perf_counter() - began
        turns.append((wall, own, repr(handle) if max(own, wall) > NAMED else ""))

    asyncio.Handle._run = timed  # type: ignore[method-assign]  # the loop has no hook for a turn
    sys.argv[1:] = arguments
    try:
        healtharchive()
    finally:
        report.write_text(json.dumps(turns), encoding="utf-8")


def measure(articles: int) -> list[Turn]:
    """Crawl the replica offices, of which one has *articles*, in a process of its own."""
    world = [hospital(articles), *offices()[1:]]
    with ReplicaServer(world) as server, tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "turns.json"
        crawl = ["crawl", "--all", "--replica", server.address, "--archive", f"{folder}/archive.db"]
        command = [sys.executable, "-m", "benchmarks.loop_turns", "--watched", str(report), *crawl]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return [(wall, own, what) for wall, own, what in json.loads(report.read_text(encoding="utf-8"))]


def main() -> None:
    """Measure and print the table."""
    if sys.argv[1:2] == ["--watched"]:
        return watched(Path(sys.argv[2]), sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    turns = measure(parser.parse_args().articles)
    print(f"## Turns of the crawl's event loop\n\n{machine_line()}\n\n{len(turns)} turns.\n")
    print("| longer than | by the processor | by the clock |\n|---|---|---|")
    for limit in (5, 10, 20, 50, 100):
        own = sum(turn[1] > limit / 1000 for turn in turns)
        wall = sum(turn[0] > limit / 1000 for turn in turns)
        print(f"| {limit} ms | {own} | {wall} |")
    print("\n| longest, ms of the processor | by the clock | callback |\n|---|---|---|")
    for wall, own, what in sorted(turns, key=lambda turn: -turn[1])[:LONGEST]:
        print(f"| {1000 * own:.0f} | {1000 * wall:.0f} | `{what[:150]}` |")
    return None


if __name__ == "__main__":
    main()
