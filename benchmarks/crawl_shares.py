"""What the time of a crawl's own process goes to: samples of its main thread while it crawls the replica offices.

    python -m benchmarks.crawl_shares [--articles N]

The processor's time is sampled (SIGPROF), not the clock's, so that other programs change the shares little.  A sample
belongs to the first part below that any of its frames is in.  The reading workers are processes of their own.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType

from benchmarks.machine import machine_line
from benchmarks.unchanged import hospital
from crawler.cli import cli
from replica import offices
from replica.server import ReplicaServer

EVERY = 0.002
"""Seconds of the processor between two samples; the system may make it 0.004."""
PARTS = {
    "loading modules": ("importlib._bootstrap", ""),
    "store: transactions": ("archive/db/database.py", "transaction"),
    "store: search index": ("archive/articles/search_index.py", ""),
    "store: same text": ("archive/articles/same_text.py", ""),
    "store: what a version is told by": ("archive/articles/versions.py", ""),
    "store: rest": ("pipelines/store.py", ""),
    "evidence: packing the records": ("archive/warc/records.py", "pack"),
    "evidence: rest, with its row": ("crawling/run/session.py", "keep"),
    "handing pages to the workers": ("crawling/run/context.py", ""),
    "lists": ("spiders/list_walks.py", ""),
    "Scrapy and the event loop": ("asyncio/base_events.py", "_run_once"),
    "opening, closing, judging": ("", ""),
}
"""Part → (in the path of a frame's file, its function); empty: any."""


def part_of(frame: FrameType | None) -> str:
    """Return the part that a stack belongs to."""
    places = []
    while frame is not None:
        places.append((frame.f_code.co_filename, frame.f_code.co_name))
        frame = frame.f_back
    return next(
        part
        for part, (file, function) in PARTS.items()
        if any(file in path and function in ("", name) for path, name in places)
    )


def sampled(address: str, archive: str) -> None:
    """Crawl in this process and print its samples by part."""
    samples: Counter[str] = Counter()
    signal.signal(signal.SIGPROF, lambda _number, frame: samples.update([part_of(frame)]))
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    cli(["crawl", "--all", "--replica", address, "--archive", archive], standalone_mode=False)
    signal.setitimer(signal.ITIMER_PROF, 0)
    for part in PARTS:
        print(f"{part}\t{samples[part]}")


def main() -> None:
    """Crawl in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sampled", nargs=2, metavar=("ADDRESS", "ARCHIVE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.sampled:
        sampled(*given.sampled)
        return
    with ReplicaServer([hospital(given.articles), *offices()[1:]]) as server, tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.crawl_shares", "--sampled", server.address, f"{folder}/archive.db"]
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, text=True, check=True)
    counts = {
        part: int(count) for part, _, count in (line.partition("\t") for line in done.stdout.splitlines()) if count
    }
    whole = sum(counts.values())
    print(f"## What a crawl's own process does\n\n{machine_line()}, {os.cpu_count()} reading workers\n")
    print("| part | share |\n|---|--:|")
    for part, count in counts.items():
        print(f"| {part} | {100 * count / whole:.1f} % |")


if __name__ == "__main__":
    main()
