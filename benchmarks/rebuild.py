"""Reading a whole archive again from its evidence: pages a second, and that a second time changes nothing.

    python -m benchmarks.rebuild [--captures N]

An archive is filled with the captured pages of a replica hospital and nothing else, as if no article had been read out
of them.  The first ``rebuild`` reads and stores them all; the second, by one process and by two, finds nothing to
change.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine_line
from benchmarks.unchanged import hospital
from crawler.archive import Archive
from crawler.crawling.offices.registry import sites_by_id
from crawler.items import Capture
from replica.hospital import HospitalOffice

OFFICE = "vn_quangninh_hospital"
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Server", "replica"))


def fill(path: Path, count: int) -> None:
    """Keep *count* article pages, a second apart, in a new archive."""
    site, began = sites_by_id()[OFFICE], datetime.now(UTC) - timedelta(seconds=count + 60)
    office = HospitalOffice()  # a small one, whose boxes of most-read articles take no time to fill
    with Archive.open(path, kind="demo") as archive:
        run = archive.start_run(site, started_at=began, software="benchmark")
        for number, article in enumerate(hospital(count).articles.values()):
            url = office.address(article)
            body = office.article_page(article).encode()
            at = began + timedelta(seconds=number)
            run.record_capture(
                Capture(
                    site=OFFICE, kind="article", url=url, requested_url=url, status=200, headers=HEADERS, body=body,
                    fetched_at=at, section=article.section,
                )
            )  # fmt: skip
        run.finish(state="ok", finished_at=datetime.now(UTC))


def rebuild(archive: Path, jobs: int) -> tuple[float, str]:
    """Read the archive again and return the seconds and the last line of the report."""
    command = [sys.executable, "-m", "crawler", "rebuild", "--jobs", str(jobs), "--archive", str(archive)]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout.strip().splitlines()[-1]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--captures", type=int, default=20_000)
    count = parser.parse_args().captures
    print(f"## Reading {count:,} captures again from WARC\n\n{machine_line()}\n")
    print("| run | processes | seconds | pages/s | report |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        fill(archive, count)
        for name, jobs in (("first", 1), ("again", 1), ("again", 2)):
            seconds, report = rebuild(archive, jobs)
            shown = re.sub(r"[|]", "/", report)
            print(f"| {name} | {jobs} | {seconds:.0f} | {count / seconds:.0f} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
