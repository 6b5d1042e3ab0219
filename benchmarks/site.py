"""How fast the published site answers, beside stock Datasette on the same archive in the same run.

    python -m benchmarks.site --articles 100000              # generates, publishes, measures
    python -m benchmarks.site --articles 1000000             # the same; needs 13 GB in TMPDIR
    python -m benchmarks.site --keep FOLDER                  # keeps what it makes there, and uses it the next time
    python -m benchmarks.site --load --articles 60000        # many readers at once: see benchmarks.site_load
    python -m benchmarks.site --archive archive.db           # measures an archive that is there

Prints the median and the 95th percentile of each page in milliseconds, asked over HTTP on loopback one at a time after
one warming request, none of them answered from the site's own memory, and the speed and memory of a complete CSV by the
clock on the wall.  Stock Datasette is asked less often, and no longer for a page that took it half a minute.
"""

import asyncio
import json
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

from benchmarks import site_load
from benchmarks.large_archive import build
from benchmarks.machine import machine_line
from crawler.publish.downloads import ready_folder, write_downloads
from crawler.publish.snapshot import has_todays_indexes, inspect_path, make_snapshot
from crawler.web.paths import DATABASE

REPEATS = 9
STOCK_REPEATS = 3
UNCACHED = {"Authorization": "Bearer benchmark"}
"""Who sends one is answered for himself, and not from memory."""
STOCK_PATIENCE = 30
"""Seconds that stock Datasette is given for an answer."""
STOCK_SEARCH = "/archive/articles?_fts_table=article_search&_fts_pk=id&_search="
PAGES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("home", ("/",), ("/",)),
    ("article", ("/archive/articles/{one}",), ("/archive/articles/{one}",)),
    ("version with difference", ("/archive/articles/{edited}/versions/2",), ()),
    ("office", ("/offices/vn_office_0", "/offices/cn_office_1"), ("/archive/articles?site=vn_office_0",)),
    (
        "documents",
        (
            "/documents",
            "/documents?issuer=Office+1",
            "/documents?year=2015",
            "/documents?number=12/TB",
            "/documents?page=500",
        ),
        (),
    ),
    ("status", ("/status",), ()),
    ("data", ("/archive",), ("/archive",)),
    ("table of articles", ("/archive/articles?_nofacet=1",), ("/archive/articles?_nofacet=1",)),
    (
        "table of articles with its three facets",
        ("/archive/articles",),
        ("/archive/articles?_facet=site&_facet=status",),
    ),
    (
        "the same of one office, one language",
        ("/archive/articles?site=vn_office_2", "/archive/articles?language=zh"),
        ("/archive/articles?_facet=status&site=vn_office_2", "/archive/articles?_facet=status&language=zh"),
    ),
    ("table of articles, searched", ("/archive/articles?_search=y+te",), ()),
    ("view growth, whole archive", ("/archive/views_growth",), ()),
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


def _ask(address: str, patience: float) -> tuple[float, int | None]:
    """Return the milliseconds that an answer took and its status; None where the patience ended first."""
    started = time.perf_counter()
    status: int | None
    try:
        request = urllib.request.Request(quote(address, safe=":/?&=%+"), headers=UNCACHED)
        with urllib.request.urlopen(request, timeout=patience) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        error.close()
        status = error.code
    except TimeoutError:
        status = None
    return (time.perf_counter() - started) * 1000, status


def _measure(address: str, paths: tuple[str, ...], ids: dict[str, int], *, repeats: int, patience: float) -> str:
    if not paths:
        return "–"
    taken, statuses = [], set()
    for path in paths:
        for warm in (False, *[True] * repeats):
            milliseconds, status = _ask(address + path.format(**ids), patience)
            if status is None:
                return f"> {patience:,.0f},000"
            if warm:
                taken.append(milliseconds)
                statuses.add(status)
    failed = "" if statuses == {200} else f" (status {', '.join(map(str, sorted(statuses)))})"
    late = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    return f"{statistics.median(taken):,.0f} / {late:,.0f}{failed}"


def _csv(address: str, path: str, process: int) -> str:
    """Stream a complete CSV; return rows a second, rows, and the server's largest memory.

    As bare a reader as can be, since it shares the machine with the server.
    """
    host, _, port = address.removeprefix("http://").partition(":")
    started, received = time.perf_counter(), bytearray(1 << 20)
    with socket.create_connection((host, int(port))) as connection:
        # HTTP 1.0: the end of the connection is the end of the file, with no frames to be taken apart
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
        # every record of these files ends in CR LF; texts hold only LF
        body = connection.recv(1 << 16).partition(b"\r\n\r\n")[2]
        lines, last = body.count(b"\r\n"), body[-1:]
        while size := connection.recv_into(received):
            lines += received.count(b"\r\n", 0, size) + (last == b"\r" and received.startswith(b"\n"))
            last = bytes(received[size - 1 : size])
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
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Folder for what is generated; used again when it is there."
)
@click.option("--stock/--no-stock", default=True, show_default=True)
@click.option("--load", is_flag=True, help="Measure many readers at once instead of one page after the other.")
@click.option("--seconds", default=60, show_default=True, help="How long the load lasts.")
def main(articles: int, archive: Path | None, keep: Path | None, stock: bool, load: bool, seconds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="site-bench-", dir=archive.parent if archive else None) as name:
        folder = keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        archive = archive or _generated(folder / f"generated-{articles}.db", articles)
        snapshot = _published(archive, folder / f"served-{archive.stem}" / "archive.db")
        count = json.loads(inspect_path(snapshot).read_text())["archive"]["tables"]["articles"]["count"]
        print(f"Published site, {count:,} articles, {_gigabytes(archive)}, snapshot {_gigabytes(snapshot)}")
        print(machine_line() + "\n")
        if load:
            _load(snapshot, count, seconds)
            return
        ids = {"one": count // 2, "edited": count // 100 * 50}
        columns = [_ours(snapshot, ids)]
        if stock:
            columns.append(_stock(archive, Path(name), ids))
        heads = ["ours, median / p95 ms", "stock Datasette, median / p95 ms"][: len(columns)]
        print(f"| page | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
        for cells in zip([*(page for page, _, _ in PAGES), "complete CSV"], *columns, strict=True):
            print(f"| {' | '.join(cells)} |")


def _load(snapshot: Path, articles: int, seconds: int) -> None:
    """Print what readers see while the site is under load, with the ready Parquet file and with a computed one."""
    command = ["prlimit", f"--data={site_load.MEMORY_BYTES}", sys.executable, "-m", "crawler"]
    command += ["serve", "--public", "--archive", str(snapshot)]
    for name, download in (("ready", site_load.COMPLETE), ("computed", site_load.STREAMED)):
        with _server(command, Path.cwd()) as (address, process):
            tallies = asyncio.run(
                site_load.put_under_load(address, articles=articles, seconds=seconds, download=download)
            )
            peak = _peak_megabytes(process)
        print(f"Parquet {name}: {seconds} s, the server's largest memory {peak:,.0f} MB\n")
        print("| asked by | answers | median ms | p95 ms | statuses |\n|---|--:|--:|--:|---|")
        print(site_load.table(tallies) + "\n")


def _generated(path: Path, articles: int) -> Path:
    if not path.exists():
        partial = path.with_suffix(".partial")
        started = time.perf_counter()
        build(partial, articles)
        partial.replace(path)
        print(f"Generated in {time.perf_counter() - started:,.0f} s")
    return path


def _published(archive: Path, snapshot: Path) -> Path:
    if not snapshot.exists():
        snapshot.parent.mkdir(exist_ok=True)
        started = time.perf_counter()
        make_snapshot(archive, snapshot, now=datetime.now(UTC))
        print(f"Snapshot, checked and indexed: {time.perf_counter() - started:,.0f} s")
    elif not has_todays_indexes(snapshot):
        raise SystemExit(f"{snapshot} was made by another version, whose indexes were others: remove it.")
    if not ready_folder(snapshot).exists():
        started = time.perf_counter()
        files = write_downloads(snapshot)
        print(f"Files made for download: {time.perf_counter() - started:,.0f} s, {len(files)} files")
    return snapshot


def _gigabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e9:.2f} GB"


def _ours(snapshot: Path, ids: dict[str, int]) -> list[str]:
    command = [sys.executable, "-m", "crawler", "serve", "--public", "--archive", str(snapshot)]
    with _server(command, Path.cwd()) as (address, process):
        # the stream first: its peak of memory is then its own
        speed = _csv(address, "/export/notices.csv", process)
        return [*(_measure(address, paths, ids, repeats=REPEATS, patience=300) for _, paths, _ in PAGES), speed]


def _stock(archive: Path, folder: Path, ids: dict[str, int]) -> list[str]:
    command = [sys.executable, "-m", "datasette", "serve", str(archive)]
    command += ["--setting", "sql_time_limit_ms", str(STOCK_PATIENCE * 1000)]
    if archive.stem != DATABASE:
        link = folder / f"{DATABASE}.db"
        link.symlink_to(archive.resolve())
        command[4] = str(link)
    with _server(command, folder) as (address, process):
        speed = _csv(address, f"/{DATABASE}/articles.csv?_stream=on&_size=max", process)
        return [
            *(_measure(address, paths, ids, repeats=STOCK_REPEATS, patience=STOCK_PATIENCE) for _, _, paths in PAGES),
            speed,
        ]


if __name__ == "__main__":
    main()
