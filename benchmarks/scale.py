"""What 200, 10,000 and 1,000,000 offices need: machines, bandwidth, storage and money, from measured unit costs.

    python -m benchmarks.scale             # the table
    python -m benchmarks.scale --measure   # the processor time of an office's run on this machine
    python -m benchmarks.scale --pages DIR # what a page takes on the wire and in a WARC file: saved pages below DIR

Each unit names the command that measured it; `docs/scale.md` holds the table.  Prices are assumptions, and are printed.
"""

import argparse
import gzip
import math
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fleet import DAY, draw, simulate
from crawler import settings
from replica import offices
from replica.server import ReplicaServer

OFFICE = "vn_quangninh_party"
SAMPLE = 10_000
"""Offices that are drawn; more of them are multiples."""
SIZES = (200, 10_000, 1_000_000)
PROCESSOR_SECONDS_A_RUN = 9.5
PROCESSOR_SECONDS_A_REQUEST = 0.042
"""Processes started, and a page fetched, kept, read and stored (``--measure``; a worker saves a part of the first)."""
SLOT_MB = 250
"""A crawl's process and one reader (`benchmarks.crawl`, `benchmarks.memory`)."""
WIRE_BYTES = 103_000
"""A page, not compressed by its office (``--pages``)."""
WARC_BYTES = 17_800
"""The same page in a WARC file (``--pages``)."""
CHANGED = 0.35
"""Assumed share of answers whose payload is new; the others are records of a few hundred bytes that refer to it."""
REVISIT_BYTES = 700
ROW_BYTES = 6_200
"""Of an archive's database, for each article (`benchmarks.site`)."""
SNAPSHOT_BYTES = 4_750
"""Of a published snapshot, for each article (`benchmarks.site`)."""
ARTICLES_AN_OFFICE = 2_000
"""When an office has been archived whole."""
CORES, MEMORY_MB = 2, 8_000
"""Of one machine."""
MACHINE_MONTH, GIGABYTE_MONTH = 40.0, 0.02
"""Assumed prices in dollars."""


HEADERS = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    b"WARC-Target-URI: https://office.example/tin-tuc/bai-viet-00000.html\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
    b"WARC-Payload-Digest: sha256:0000000000000000000000000000000000000000000000000000\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: 80000\r\n\r\nHTTP/1.1 200 OK\r\n"
    b"Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
)
"""Of a record and of the answer in it, as long as ours are."""


@dataclass(frozen=True)
class Need:
    """What so many offices need."""

    offices: int
    slots: int
    machines: int
    requests_a_second: float
    megabits: float
    evidence_gb_a_year: float
    database_gb: float
    snapshot_gb: float
    dollars_a_month: float


def needs() -> list[Need]:
    """Return the needs of each size, from one simulated day of a sample."""
    drawn = draw(SAMPLE, random.Random(1))
    requests = sum(office.requests for office in drawn) / SAMPLE
    slots = next(slots for slots in range(1, SAMPLE) if simulate(drawn, slots).makespan <= 0.8 * DAY) / SAMPLE
    return [_need(size, requests, slots) for size in SIZES]


def _need(count: int, requests: float, slots_each: float) -> Need:
    a_day = count * requests
    slots = max(1, math.ceil(count * slots_each))
    processor = count * PROCESSOR_SECONDS_A_RUN + a_day * PROCESSOR_SECONDS_A_REQUEST
    # Half of a machine stays free, for publishing and for days that are not like others.
    by_processor = processor / (CORES * DAY * 0.5)
    by_memory = slots * SLOT_MB / (MEMORY_MB * 0.5)
    machines = max(1, math.ceil(max(by_processor, by_memory)))
    evidence = a_day * 365 * (CHANGED * WARC_BYTES + (1 - CHANGED) * REVISIT_BYTES) / 1e9
    articles = count * ARTICLES_AN_OFFICE
    storage = evidence + articles * (ROW_BYTES + SNAPSHOT_BYTES) / 1e9
    return Need(
        offices=count,
        slots=slots,
        machines=machines,
        requests_a_second=a_day / DAY,
        megabits=a_day * WIRE_BYTES * 8 / DAY / 1e6,
        evidence_gb_a_year=evidence,
        database_gb=articles * ROW_BYTES / 1e9,
        snapshot_gb=articles * SNAPSHOT_BYTES / 1e9,
        dollars_a_month=machines * MACHINE_MONTH + storage * GIGABYTE_MONTH,
    )


def measure() -> None:
    """Print the processor seconds of a small office's first run, and of the next, in which nothing is new."""
    with ReplicaServer(offices()) as server, tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "shards"
        for name in ("first run", "quiet run"):
            before, asked = _children(), sum(server.asked.values())
            words = ["crawl", OFFICE, "--jobs", "1", "--replica", server.address, "--archive", str(archive)]
            subprocess.run([sys.executable, "-m", "crawler", *words], check=True, stdout=subprocess.DEVNULL)
            requests = sum(server.asked.values()) - asked
            print(f"{name}: {_children() - before:.1f} processor seconds, {requests} requests")


def measure_pages(folder: Path) -> None:
    """Print the mean size of saved pages, as they are and as records of a WARC file."""
    pages = [path.read_bytes() for path in sorted(folder.rglob("*.htm*"))]
    if not pages:
        sys.exit(f"There is no saved page (.htm, .html) below {folder}.")
    wire = sum(map(len, pages)) / len(pages)
    # a record is compressed by itself, its headers with it
    packed = sum(len(gzip.compress(HEADERS + page)) for page in pages) / len(pages)
    print(f"{len(pages):,} pages: {wire:,.0f} bytes, {packed:,.0f} in a WARC file")


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--pages", type=Path)
    given = parser.parse_args()
    if given.measure:
        measure()
        return
    if given.pages:
        measure_pages(given.pages)
        return
    rows = needs()
    print("| | " + " | ".join(f"{row.offices:,} offices" for row in rows) + " |\n|---|---|---|---|")
    for name, form, values in (
        ("offices crawled at once (slots)", "{:,}", [row.slots for row in rows]),
        (f"machines of {CORES} cores and {MEMORY_MB // 1000} GB", "{:,}", [row.machines for row in rows]),
        ("requests a second, mean", "{:,.2f}", [row.requests_a_second for row in rows]),
        ("bandwidth, Mbit/s, mean", "{:,.1f}", [row.megabits for row in rows]),
        ("evidence, GB a year", "{:,.0f}", [row.evidence_gb_a_year for row in rows]),
        ("databases, GB", "{:,.1f}", [row.database_gb for row in rows]),
        ("joined snapshot, GB", "{:,.1f}", [row.snapshot_gb for row in rows]),
        ("dollars a month, first year's evidence kept", "{:,.0f}", [row.dollars_a_month for row in rows]),
    ):
        print(f"| {name} | " + " | ".join(form.format(value) for value in values) + " |")
    print(
        f"\nPauses of {settings.DOWNLOAD_DELAY:.0f} s, a day's work done in four fifths of a day; "
        f"{MACHINE_MONTH:.0f} dollars a machine and {GIGABYTE_MONTH} dollars a gigabyte a month."
    )


if __name__ == "__main__":
    main()
