"""One, two and four workers on the same offices: how many times as fast the queue is emptied.

    python -m benchmarks.workers [--offices 8] [--workers 1 2 4]

The replica offices are bound by their pauses, as real ones are, so that the cores of one machine do not limit four
workers; a real redis-server holds the queue.  The time is that from the first to the last request that the server saw.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import machine_line
from crawler.fleet.app import make_app
from crawler.fleet.connection import patient
from crawler.fleet.workers import fleet_status
from replica.many import SmallOffice, many_offices, offices_toml
from replica.server import ReplicaServer

PAUSE = 2.0
ARTICLES = 9


@contextmanager
def queue() -> Iterator[str]:
    """A redis-server of our own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        words = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes"]
        process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait()


def seconds_of(offices: list[SmallOffice], workers: int) -> tuple[float, int]:
    """Crawl the offices with so many workers; return the seconds and the requests."""
    with tempfile.TemporaryDirectory() as folder, queue() as address, ReplicaServer(offices) as server:
        archive, file = Path(folder) / "shards", Path(folder) / "offices.toml"
        file.write_text(offices_toml(offices))
        environment = os.environ | {"HEALTHARCHIVE_REPLICA_PAUSE": str(PAUSE)}
        words = [sys.executable, "-m", "crawler", "worker", "--queue", address, "--archive", str(archive)]
        words += ["--offices", str(file), "--replica", server.address, "--jobs", "1"]
        running = [subprocess.Popen([*words, "--name", f"w{n}"], env=environment) for n in range(workers)]
        app, redis = make_app(address), patient(address)
        while len(fleet_status(app, redis).workers) < workers:
            time.sleep(0.5)
        names = [office.site for office in offices]
        crawl = [sys.executable, "-m", "crawler", "crawl", *names, "--queue", address, "--archive", str(archive)]
        subprocess.run([*crawl, "--offices", str(file)], check=True, stdout=subprocess.DEVNULL)
        while redis.hlen("healtharchive:last") < len(offices):
            time.sleep(0.5)
        for process in running:
            process.terminate()
        for process in running:
            process.wait()
        moments = [moment for moment, _, _ in server.log]
    return max(moments) - min(moments), len(moments)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--offices", type=int, default=8)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    asked = parser.parse_args()
    offices = many_offices(asked.offices, articles=ARTICLES)
    print(f"## Workers\n\n{machine_line()}; {asked.offices} offices, {PAUSE} s between two requests to a host\n")
    print("| workers | requests | seconds | requests/s | times |\n|---|---|---|---|---|")
    first = None
    for workers in asked.workers:
        seconds, requests = seconds_of(offices, workers)
        first = first or requests / seconds
        pace = requests / seconds
        print(f"| {workers} | {requests} | {seconds:.0f} | {pace:.2f} | {pace / first:.2f} |", flush=True)


if __name__ == "__main__":
    main()
