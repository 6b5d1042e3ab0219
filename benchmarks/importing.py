"""Bringing in other people's captures: captures a second, memory, and that being killed loses nothing.

    python -m benchmarks.importing [--captures N]

A WARC file is written of a replica hospital's pages, each captured on four days with another view count.  It is
imported once without a break, and once by imports that are killed on their way until one comes through; both archives
must tell the same.  Memory is that of the importing process, taken ten times a second.
"""

import argparse
import gzip
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine_line
from benchmarks.unchanged import hospital
from replica.hospital import HospitalOffice

DAYS = 4
BEGAN = datetime(2026, 6, 1, tzinfo=UTC)
KILLED_AT = (0.1, 0.3, 0.6)
"""Shares of the whole time after which the second import is killed."""
TOLD = (
    "SELECT url, title, body_text, views, status, first_seen, last_seen, version FROM articles ORDER BY url",
    "SELECT url, number, seen_at FROM versions JOIN articles ON articles.id = article ORDER BY 1, 2",
    "SELECT url, observed_at, view_counts.views FROM view_counts JOIN articles ON articles.id = article ORDER BY 1, 2",
    "SELECT url, fetched_at, sha256 FROM captures ORDER BY 1, 2",
)


def records(count: int) -> Iterator[bytes]:
    """Yield *count* response records, in the order of time."""
    office = HospitalOffice()  # a small one, whose boxes of most-read articles take no time to fill
    articles = list(hospital(count // DAYS).articles.values())
    for day in range(DAYS):
        for number, article in enumerate(articles):
            article.views = (article.views or 0) + number % 5
            moment = BEGAN + timedelta(days=day, seconds=number)
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            block += office.article_page(article).encode()
            yield (
                (
                    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{day}-{number}>\r\n"
                    f"WARC-Target-URI: {office.address(article)}\r\nWARC-Date: {moment:%Y-%m-%dT%H:%M:%SZ}\r\n"
                    f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
                ).encode()
                + block
                + b"\r\n\r\n"
            )


def start(source: Path, archive: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crawler", "import", str(source), "--archive", str(archive)]
    clock = {"HEALTHARCHIVE_CLOCK_START": (BEGAN + timedelta(days=DAYS)).isoformat()}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | clock)


def watch(process: subprocess.Popen[bytes], until: float | None = None) -> list[float]:
    """Wait for *process*, or for *until* seconds; return the megabytes that it held on the way."""
    status = Path(f"/proc/{process.pid}/status")
    began, held = time.perf_counter(), []
    while process.poll() is None and (until is None or time.perf_counter() - began < until):
        lines = [line for line in status.read_text().splitlines() if line.startswith("VmRSS:")]
        held += [int(line.split()[1]) / 1024 for line in lines]
        time.sleep(0.1)
    return held


def told(archive: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(archive)) as connection:
        return [connection.execute(sql).fetchall() for sql in TOLD]


def tenths(held: list[float]) -> str:
    """Return the memory at ten moments, evenly apart."""
    return " ".join(f"{held[min(len(held) - 1, len(held) * tenth // 10)]:.0f}" for tenth in range(1, 11))


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--captures", type=int, default=20_000)
    count = parser.parse_args().captures // DAYS * DAYS
    print(f"## Importing {count:,} captures from a WARC file\n\n{machine_line()}\n")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "captures.warc.gz"
        with source.open("wb") as file:
            for record in records(count):
                file.write(gzip.compress(record))
        whole, broken = (Path(folder) / name / "archive.db" for name in ("whole", "broken"))
        for archive in (whole, broken):
            archive.parent.mkdir()
        began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        process = start(source, whole)
        held = watch(process)
        seconds = time.perf_counter() - began
        assert process.wait() == 0, process.stderr.read() if process.stderr else ""
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        core = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        print("| captures | seconds | of one core | captures per second of one core | resident MB at each tenth |")
        print("|---|---|---|---|---|")
        print(f"| {count:,} | {seconds:.0f} | {core:.0f} | {count / core:.0f} | {tenths(held)} |\n", flush=True)
        for share in KILLED_AT:
            process = start(source, broken)
            watch(process, until=seconds * share)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        process = start(source, broken)
        output, _ = process.communicate()
        same = told(whole) == told(broken)
        print(output.decode().splitlines()[-2])
        print(f"killed {len(KILLED_AT)} times, then run again: {'the same' if same else 'NOT THE SAME'} archive")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main()
