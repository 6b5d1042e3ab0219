"""The second run over an office where nothing changed: what a daily crawl costs, by the size of the archive.

    python -m benchmarks.unchanged [--articles N]

A replica hospital with N articles of the last twelve years is crawled whole; then again on the same day, and again a
day later by the crawl's own clock.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine_line
from replica.hospital import HospitalOffice
from replica.model import ReplicaArticle
from replica.server import ReplicaServer

SECTIONS = ("tin-tuc", "thong-bao", "y-hoc-thuong-thuc")
YEARS = 12


@dataclass(frozen=True)
class Run:
    """What one crawl asked and found."""

    name: str
    requests: int
    new: int
    versions: int
    seconds: float


def hospital(count: int) -> HospitalOffice:
    """Return the replica hospital with *count* articles, spread over the last years."""
    office = HospitalOffice()
    written = list(office.articles.values())
    today = datetime.now(UTC).date()
    for number in range(count - len(written)):
        model = written[number % len(written)]
        age = 1 + number * YEARS * 365 // count
        office.add(article(model, number, today - timedelta(days=age)))
    return office


def article(model: ReplicaArticle, number: int, day: date) -> ReplicaArticle:
    """Return an article in the words of *model*, told apart by its number."""
    return ReplicaArticle(
        id=100_000 + number,
        section=SECTIONS[number % len(SECTIONS)],
        title=f"{model.title} (kỳ {number})",
        blocks=[*model.blocks, f"Bản tin số {number} của bệnh viện trong chuyên mục này."],
        posted=day.isoformat(),
        shelf=day.isoformat(),
        views=number,
    )


def crawl(name: str, server: ReplicaServer, archive: Path, clock: datetime | None = None) -> Run:
    """Crawl the hospital once and return what the archive says of the run."""
    environment = dict(os.environ)
    if clock:
        environment["HEALTHARCHIVE_CLOCK_START"] = clock.isoformat()
    command = ["crawler", "crawl", "vn_quangninh_hospital", "--replica", server.address, "--archive", str(archive)]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as db:
        requests, new = db.execute("SELECT requests, new FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        (versions,) = db.execute("SELECT count(*) FROM versions").fetchone()
    return Run(name, requests, new, versions, seconds)


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args().articles
    with ReplicaServer([hospital(count)]) as server, tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        first = crawl("first", server, archive)
        again = crawl("again, same day", server, archive)
        tomorrow = crawl("a day later", server, archive, datetime.now(UTC) + timedelta(days=1))
    print(f"## A daily run over {count} unchanged articles\n\n{machine_line()}\n")
    print(
        "| run | requests | share of the first | new articles | versions in all | seconds |\n|---|---|---|---|---|---|"
    )
    for run in (first, again, tomorrow):
        share = f"{100 * run.requests / first.requests:.2f} %"
        print(f"| {run.name} | {run.requests} | {share} | {run.new} | {run.versions} | {run.seconds:.0f} |")


if __name__ == "__main__":
    main()
