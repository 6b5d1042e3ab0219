"""How fast the published site answers, beside stock Datasette on the same archive in the same run.

    python -m benchmarks.site --articles 100000              # generates, publishes, measures
    python -m benchmarks.site --articles 1000000             # the same; needs 13 GB in TMPDIR
    python -m benchmarks.site --archive archive.db           # measures an archive that is there

Prints the median and the 95th percentile of each page in milliseconds, asked over HTTP on loopback one at a time after
one warming request, and the speed and memory of a complete CSV.
"""

import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import click

from benchmarks.large_archive import build
from benchmarks.machine import machine_line
from crawler.archive.snapshot import make_snapshot

REPEATS = 9
STOCK_SEARCH = "/archive/articles?_fts_table=article_search&_fts_pk=id&_search="
PAGES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("home", ("/",), ("/",)),
    ("article", ("/archive/articles/{one}",), ("/archive/articles/{one}",)),
    ("version with difference", ("/archive/articles/{edited}/versions/2",), ()),
    ("office", ("/offices/vn_office_0",), ("/archive/articles?site=vn_office_0",)),
    ("documents", ("/documents", "/documents?issuer=Office+1"), ()),
    ("table of articles", ("/archive/articles?_nofacet=1",), ("/archive/articles?_nofacet=1",)),
    (
        "table of articles with its three facets",
        ("/archive/articles",),
        ("/archive/articles?_facet=site&_facet=status",),
    ),
    ("table of view counts", ("/archive/view_counts",), ("/archive/view_counts",)),
    (
        "search, rare",
        tuple(f"/search?q={word}" for word in ("HS0000777X", "HS0004242X", "HS0009999X")),
        tuple(STOCK_SEARCH + word for word in ("HS0000777X", "HS0004242X")),
    ),
    (
        "search, document number",
        ("/search?q=777+/+TB+-+SYT&stay=1",),
        ("/archive/articles?document_number=777%2FTB-SYT",),
    ),
    (
        "search, very common",
        tuple(f"/search?q={word}" for word in ("医改", "卫生", "y te", "tiem chung", '"kiểm tra"', "疫苗接种")),
        tuple(STOCK_SEARCH + word for word in ("y te", "tiem chung")),
    ),
    ("search, a phrase in no text of words in every text", ("/search?q=%22đông nam bắc%22",), ()),
    (
        "search, very common, newest first",
        tuple(f"/search?sort=newest&q={word}" for word in ("医改", "y te")),
        (),
    ),
    ("search, common, one office and year", ("/search?q=y+te&office=vn_office_2&year=2020",), ()),
    ("feed of changes", ("/feeds/changes.atom",), ()),
)


@contextmanager
def _server(command: list[str], folder: Path) -> Iterator[tuple[str, int]]:
    """Run a server on a free port; yield its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address + "/-/versions.json", timeout=60).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{address} did not start")


def _ask(address: str) -> tuple[float, int]:
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(quote(address, safe=":/?&=%+"), timeout=300) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return (time.perf_counter() - started) * 1000, status


def _measure(address: str, paths: tuple[str, ...], ids: dict[str, int]) -> str:
    if not paths:
        return "–"
    taken, statuses = [], set()
    for path in paths:
        _ask(address + path.format(**ids))
        for _ in range(REPEATS):
            milliseconds, status = _ask(address + path.format(**ids))
            taken.append(milliseconds)
            statuses.add(status)
    failed = "" if statuses == {200} else f" (status {', '.join(map(str, sorted(statuses)))})"
    late = statistics.quantiles(taken, n=20)[-1]
    return f"{statistics.median(taken):,.0f} / {late:,.0f}{failed}"


def _csv(address: str, path: str, process: int) -> str:
    """Stream a complete CSV; return rows a second, rows, and the server's largest memory."""
    started, lines, tail = time.perf_counter(), 0, b""
    with urllib.request.urlopen(address + path, timeout=3600) as answer:
        while chunk := answer.read(1 << 20):
            # every record of these files ends in CR LF; texts hold only LF
            lines += (tail + chunk).count(b"\r\n") - tail.count(b"\r\n")
            tail = chunk[-1:]
    seconds = time.perf_counter() - started
    rows = lines - 1
    return f"{rows:,} rows, {rows / seconds:,.0f} rows/s, peak {_peak_megabytes(process):,.0f} MB"


def _peak_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    peak = re.search(r"VmHWM:\s+(\d+)", status)
    return int(peak[1]) / 1024 if peak else float("nan")


@click.command()
@click.option("--articles", default=20_000, show_default=True)
@click.option("--archive", type=click.Path(path_type=Path, exists=True), help="Measure this one instead of generating.")
@click.option("--stock/--no-stock", default=True, show_default=True)
def main(articles: int, archive: Path | None, stock: bool) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="site-bench-", dir=archive.parent if archive else None) as name:
        folder = Path(name)
        if archive is None:
            archive = folder / "archive.db"
            build(archive, articles)
        snapshot = folder / "served" / "archive.db"
        snapshot.parent.mkdir()
        started = time.perf_counter()
        counts = make_snapshot(archive, snapshot, now=datetime.now(UTC))
        seconds = time.perf_counter() - started
        print(f"Published site, {counts['articles']:,} articles, {archive.stat().st_size / 1e9:.2f} GB")
        print(machine_line())
        print(f"Snapshot, checked and indexed: {seconds:,.0f} s\n")
        ours = [sys.executable, "-m", "crawler", "serve", "--public", "--archive", str(snapshot)]
        ids = {"one": counts["articles"] // 2, "edited": counts["articles"] // 100 * 50}
        table: dict[str, list[str]] = {}
        with _server(ours, Path.cwd()) as (address, process):
            speed = _csv(address, "/export/notices.csv", process)
            for page, paths, _ in PAGES:
                table[page] = [_measure(address, paths, ids)]
        stock_speed = "–"
        if stock:
            command = [
                sys.executable,
                "-m",
                "datasette",
                "serve",
                str(archive),
                "--setting",
                "sql_time_limit_ms",
                "30000",
            ]
            with _server(command, folder) as (address, process):
                stock_speed = _csv(address, "/archive/articles.csv?_stream=on&_size=max", process)
                for page, _, paths in PAGES:
                    table[page].append(_measure(address, paths, ids))
        print("| page | ours, median / p95 ms | stock Datasette, median / p95 ms |\n|---|---|---|")
        for page, cells in table.items():
            print(f"| {page} | {' | '.join([*cells, '–'][:2])} |")
        print(f"| complete CSV | {speed} | {stock_speed} |")


if __name__ == "__main__":
    main()
