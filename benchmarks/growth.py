"""How the archive grows: what each step costs at 10,000, 100,000 and more articles, and by which exponent it grows.

    python -m benchmarks.growth [--sizes 10000 100000] [--keep FOLDER] [--plot docs/images/growth.svg]

Each archive is generated (`benchmarks.large_archive`) with three captures an article, whose records are in WARC files,
and five view observations; then every command is run on it as an operator would run it, in a process of its own.
Seconds are those of the processor, its start included, so that they can be compared on a machine that others use, too.
``rebuild`` reads one office again, of the forty: what all together take is forty times that.
"""

import argparse
import asyncio
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import large_archive
from benchmarks.machine import machine_line
from benchmarks.plot import exponent, write_plot
from crawler.archive.db.times import parse_utc
from crawler.archive.warc.records import Original, pack
from crawler.archive.warc.writer import WarcFiles
from crawler.items import Capture
from crawler.publish.snapshot import inspect_path
from crawler.web.app import build_site, close_site
from crawler.web.serving.settings import SiteSettings
from replica import offices
from replica.server import ReplicaServer

REBUILT = "vn_office_0"
QUIET = "vn_quangninh_party"
SEARCHES = ("/search?q=tiêm+chủng", "/search?q=HS0000100X", "/search?q=疫苗接种")
REPEATS = 5
BATCH = 5_000
STEPS = (
    "insert, s", "archive, MB", "WARC, MB", "snapshot, MB", "quiet run, s", "verify, s", "rebuild of one office, s",
    "publish, s", "export, s", "search, ms",
)  # fmt: skip


@dataclass
class Measured:
    """One size's numbers by the name of their step."""

    articles: int
    numbers: dict[str, float] = field(default_factory=dict)


def measure(articles: int, folder: Path) -> Measured:
    """Make an archive of that size in *folder* and measure every step on it."""
    measured = Measured(articles)
    archive, published = folder / "archive.db", folder / "published"
    numbers = measured.numbers
    numbers["insert, s"] = _timed(lambda: _build(archive, articles))
    numbers["archive, MB"] = archive.stat().st_size / 1e6
    numbers["WARC, MB"] = sum(path.stat().st_size for path in (folder / "warc").iterdir()) / 1e6
    numbers["quiet run, s"] = _quiet_run(archive)
    numbers["verify, s"] = _command("verify", "--archive", str(archive))
    numbers["rebuild of one office, s"] = _command("rebuild", REBUILT, "--dry-run", "--archive", str(archive))
    numbers["publish, s"] = _command("publish", "--archive", str(archive), "--to", str(published))
    snapshot = (published / "archive.db").resolve()
    numbers["snapshot, MB"] = snapshot.stat().st_size / 1e6
    numbers["export, s"] = _command("export", "--archive", str(snapshot), "-o", str(folder / "notices.csv"))
    numbers["search, ms"] = _search(snapshot)
    return measured


def _timed(call: Callable[[], None]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _command(*words: str) -> float:
    """Run a command of ours and return its processor seconds; status 1 says what it found, which is no matter here."""
    before = _children()
    done = subprocess.run([sys.executable, "-m", "crawler", *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return _children() - before


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _quiet_run(archive: Path) -> float:
    """Crawl a small office into the large archive, and return what the second run takes, in which nothing is new."""
    with ReplicaServer(offices()) as server:
        words = ("crawl", QUIET, "--archive", str(archive), "--replica", server.address)
        _command(*words)
        return _command(*words)


def _search(snapshot: Path) -> float:
    """Return the median milliseconds of a search, asked of the site within this process."""
    site = build_site(
        snapshot, SiteSettings(public=True), immutable=True, inspect_data=json.loads(inspect_path(snapshot).read_text())
    )

    async def ask() -> list[float]:
        times = []
        for number, path in enumerate(SEARCHES * (REPEATS + 1)):
            started = time.process_time()
            answer = await site.client.get(f"{path}&asked={number}")  # the site keeps answers by their address
            times.append(time.process_time() - started)
            if answer.status_code != 200:
                sys.exit(f"{path} answers with status {answer.status_code}")
        return times[len(SEARCHES) :]  # the first of each warms the cache

    try:
        return 1000 * statistics.median(asyncio.run(ask()))
    finally:
        close_site(site)


def _build(path: Path, articles: int) -> None:
    large_archive.build(path, articles)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("UPDATE archive_info SET value = 'demo' WHERE key = 'kind'")
        connection.execute("BEGIN")
        _add_views(connection)
        _add_captures(connection, path.parent / "warc")
        connection.execute("COMMIT")


def _add_views(connection: sqlite3.Connection) -> None:
    """Three observations more of each article."""
    for days in (30, 90, 180):
        connection.execute(
            """INSERT INTO view_counts (article, observed_at, views, method)
            SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', first_seen, ?), views + ?, 'html' FROM articles""",
            (f"+{days} days", days),
        )


def _add_captures(connection: sqlite3.Connection, folder: Path) -> None:
    """Write the records of each article's capture, and of two later ones in which nothing had changed."""
    warc = WarcFiles(folder, site="growth", started_at="2026-01-01T00:00:00Z", software="benchmark")
    for rows in _batches(connection):
        for row in rows:
            first = _capture(row, row["last_seen"])
            place = warc.append(pack(first, request_headers=(), method="GET", original=None))
            connection.execute(
                """UPDATE captures SET sha256 = ?, bytes = ?, warc_file = ?, warc_offset = ?, warc_length = ?,
                fetched_at = ?, content_type = 'text/html; charset=utf-8' WHERE id = ?""",
                (first.sha256, len(first.body), place.file, place.offset, place.length, row["last_seen"], row["id"]),
            )
            for later in ("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"):
                again = _capture(row, later)
                original = Original(url=first.url, fetched_at=row["last_seen"])
                place = warc.append(pack(again, request_headers=(), method="GET", original=original))
                connection.execute(
                    """INSERT INTO captures (run, site, kind, url, requested_url, article, fetched_at, status, sha256,
                    content_type, bytes, warc_file, warc_offset, warc_length, refers_to)
                    SELECT run, site, kind, url, requested_url, article, ?, status, sha256, content_type, bytes,
                    ?, ?, ?, id FROM captures WHERE id = ?""",
                    (later, place.file, place.offset, place.length, row["id"]),
                )
    warc.close()


def _batches(connection: sqlite3.Connection) -> Iterator[list[sqlite3.Row]]:
    last = 0
    while rows := connection.execute(
        "SELECT id, site, url, title, body_text, last_seen FROM articles WHERE id > ? ORDER BY id LIMIT ?",
        (last, BATCH),
    ).fetchall():
        yield rows
        last = rows[-1]["id"]


def _capture(row: sqlite3.Row, fetched_at: str) -> Capture:
    paragraphs = "".join(f"<p>{line}</p>" for line in row["body_text"].split("\n"))
    page = f"<!doctype html><html><head><title>{row['title']}</title></head><body><h1>{row['title']}</h1>{paragraphs}"
    return Capture(
        site=row["site"],
        kind="article",
        url=row["url"],
        requested_url=row["url"],
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=f"{page}</body></html>".encode(),
        fetched_at=parse_utc(fetched_at),
    )


def table(measured: list[Measured]) -> str:
    """Return the numbers as a table, with the exponent of each step."""
    head = "| step | " + " | ".join(f"{one.articles:,} articles" for one in measured) + " | exponent |"
    lines = [head, "|---" * (len(measured) + 2) + "|"]
    for step in STEPS:
        values = [one.numbers[step] for one in measured]
        grows = f"{exponent(points(measured, step)):.2f}" if len(measured) > 1 else "–"
        lines.append(f"| {step} | " + " | ".join(f"{value:,.1f}" for value in values) + f" | {grows} |")
    return "\n".join(lines)


def points(measured: list[Measured], step: str) -> list[tuple[float, float]]:
    """Return a step's numbers by the number of articles."""
    return [(one.articles, one.numbers[step]) for one in measured]


def main() -> None:
    """Measure, print the table and write the plots."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--plot", type=Path, help="write SVG files whose names begin so")
    asked = parser.parse_args()
    measured = []
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(dir=asked.keep) as folder:
            measured.append(measure(size, Path(folder)))
            print(f"{size:,}: {measured[-1].numbers}", file=sys.stderr, flush=True)
    print(f"## Growth\n\n{machine_line()}\n\n{table(measured)}")
    if asked.plot and len(measured) > 1:
        for name, unit in (("seconds", ", s"), ("megabytes", ", MB")):
            lines = {step.removesuffix(unit): points(measured, step) for step in STEPS if step.endswith(unit)}
            path = asked.plot.with_name(f"{asked.plot.stem}-{name}.svg")
            write_plot(path, f"Growth: {name}", lines, x_name="articles", y_name=name)


if __name__ == "__main__":
    main()
