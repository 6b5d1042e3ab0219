"""From a home address to an office's articles: which addresses are found, beside peers that claim the same.

    python -m benchmarks.discovery                      # the replica offices
    python -m benchmarks.discovery --offices FOLDER     # a simulator: FOLDER/sim.py with serve, truth and toml

Every finder is given home addresses alone, and asks one local server.  Ours crawls once; newspaper4k builds a source;
trafilatura crawls and reads sitemaps and feeds; the plain crawl follows links breadth first and takes an address for an
article by the shape that most crawlers go by: a long number or a long slug.  Each may ask for `MAX_PAGES` pages an
office.  Recall is the share of articles of which an address is found, precision the share of addresses found that are
articles.  ultimate-sitemap-parser is left out: it needs an older python-dateutil than sqlite-utils.
"""

import argparse
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import newspaper
import trafilatura.feeds
import trafilatura.sitemaps
import trafilatura.spider
import urllib3
from lxml import html

from benchmarks.machine import machine_line
from crawler.crawling.offices.registry import sites_by_id
from crawler.normalise.addresses import address_key
from replica import offices
from replica.server import ReplicaServer

ROOT = Path(__file__).parent.parent
MAX_PAGES = 400
"""Pages that a peer may fetch from one office; the largest has fewer articles."""
SHAPE = re.compile(r"\d{4,}|(?:[^/\W]+-){4,}", re.ASCII)
"""A long number or a slug of five words in the last part of the path or the query."""


@dataclass(frozen=True)
class World:
    """Offices that are served at a local address."""

    address: str
    homes: Mapping[str, str]
    entries: str
    """The offices as an operator writes them down: id, name, language, country, home."""
    articles: Mapping[str, list[list[str]]]
    """Office → the addresses of each of its articles."""


Finder = Callable[[str], set[str]]
"""Returns the addresses of articles below a home address."""


class _LocalPool(urllib3.HTTPConnectionPool):
    """Asks the local server for what is meant for another host."""

    def __init__(self, address: str, scheme: str, host: str) -> None:
        local, port = address.split(":")
        super().__init__(local, int(port), retries=False)
        self._named = {"Host": host, "X-Forwarded-Proto": scheme}

    def urlopen(self, method: str, url: str, body: object = None, headers: object = None, **how: object) -> object:
        given = dict(headers or {}) | self._named
        return super().urlopen(method, url, body, given, **how)


@contextmanager
def everything_local(address: str) -> Iterator[None]:
    """Send every request of the peers to the local server."""
    before = urllib3.PoolManager.connection_from_host

    def local(_: urllib3.PoolManager, host: str, port: int | None = None, scheme: str = "http", **__: object) -> object:
        named = host if port in (None, 80, 443) else f"{host}:{port}"
        return _LocalPool(address, scheme or "http", named)

    urllib3.PoolManager.connection_from_host = local
    try:
        yield
    finally:
        urllib3.PoolManager.connection_from_host = before


def by_newspaper(home: str) -> set[str]:
    """What newspaper4k takes for articles."""
    source = newspaper.build(home, memoize_articles=False, number_threads=1, request_timeout=10)
    return {article.url for article in source.articles}


def by_trafilatura(home: str) -> set[str]:
    """What trafilatura's crawler, sitemaps and feeds name."""
    trafilatura.spider.sleep = lambda _: None  # nobody to be polite to
    _, known = trafilatura.spider.focused_crawler(home, max_seen_urls=MAX_PAGES, max_known_urls=100_000)
    return {*known, *trafilatura.sitemaps.sitemap_search(home), *trafilatura.feeds.find_feed_urls(home)}


def by_links(home: str) -> set[str]:
    """What a plain crawl finds: links of the same host, breadth first, articles by the shape of their address."""
    pool = urllib3.PoolManager()
    waiting, seen, found = deque([home]), {home}, set[str]()
    for _ in range(MAX_PAGES):
        if not waiting:
            break
        page = waiting.popleft()
        try:
            answer = pool.request("GET", page, redirect=False)
        except urllib3.exceptions.HTTPError:  # a page that cannot be decoded, or is cut short
            continue
        links = [answer.headers["Location"]] if "Location" in answer.headers else _links(answer.data)
        for link in (urljoin(page, link).partition("#")[0] for link in links):
            parts = urlsplit(link)
            if link in seen or parts.hostname != urlsplit(home).hostname or parts.scheme not in {"http", "https"}:
                continue
            seen.add(link)
            waiting.append(link)
            if SHAPE.search(f"{parts.path.rstrip('/').rpartition('/')[2]}?{parts.query}"):
                found.add(link)
    return found


def _links(page: bytes) -> list[str]:
    if not page.strip():
        return []
    return [str(link) for link in html.fromstring(page).xpath("//a/@href")]


def by_us(world: World, folder: Path) -> dict[str, set[str]]:
    """What one crawl of the home addresses stores as articles, by office."""
    (folder / "offices.toml").write_text(world.entries, "utf-8")
    archive = folder / "archive.db"
    words = ["crawl", "--offices", str(folder / "offices.toml"), *world.homes]
    words += ["--replica", world.address, "--archive", str(archive)]
    subprocess.run([sys.executable, "-m", "crawler", *words], stdout=subprocess.DEVNULL, check=True)
    found: dict[str, set[str]] = {office: set() for office in world.homes}
    with sqlite3.connect(archive) as connection:
        for site, url in connection.execute("SELECT site, url FROM articles"):
            found[site].add(url)
    return found


@contextmanager
def replicas() -> Iterator[World]:
    """The replica offices, which are known by home address alone."""
    served = offices()
    known = sites_by_id()
    with ReplicaServer(served) as server:
        sites = {office.site: known[office.site] for office in served}
        homes = {name: site.home for name, site in sites.items()}
        entries = "".join(_entry(f"{name}_home", site.name, site.language, site.home) for name, site in sites.items())
        articles = {
            f"{office.site}_home": [[office.address(one)] for one in office.articles.values()] for office in served
        }
        yield World(server.address, {f"{name}_home": home for name, home in homes.items()}, entries, articles)


def _entry(office: str, name: str, language: str, home: str) -> str:
    country = "CN" if language == "zh" else "VN"
    values = {"id": office, "name": name, "language": language, "country": country, "home": home}
    return "[[office]]\n" + "".join(f"{key} = {json.dumps(text)}\n" for key, text in values.items())


@contextmanager
def simulated(folder: Path) -> Iterator[World]:
    """The offices of a simulator, on its first day."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    environment = os.environ | {"HA_CLONE": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}

    def ask(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "sim.py", *words], cwd=folder, env=environment, check=True, capture_output=True, text=True
        ).stdout

    truth, entries = json.loads(ask("truth", "home")), ask("toml")
    homes = {office["id"]: office["home"] for office in tomllib.loads(entries)["office"]}
    articles = {
        office: [article["urls"] for article in told["articles"].values() if _is_up(article)]
        for office, told in truth.items()
    }
    with subprocess.Popen(
        [sys.executable, "sim.py", "serve", str(port), "home"], cwd=folder, env=environment, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield World(f"127.0.0.1:{port}", homes, entries, articles)
        finally:
            server.kill()


def _is_up(article: Mapping[str, object]) -> bool:
    return article["up"] <= 0 and article["kind"] != "external"


def score(found: Mapping[str, set[str]], world: World) -> tuple[float, float]:
    """Return recall and precision over all offices, addresses compared without what does not tell pages apart."""
    reached, of_all, right, taken = 0, 0, 0, 0
    for office, articles in world.articles.items():
        keys = {address_key(url) for url in found[office]}
        known = [{address_key(url) for url in urls} for urls in articles]
        reached += sum(1 for urls in known if urls & keys)
        of_all += len(known)
        right += len(keys & set().union(*known))
        taken += len(keys)
    return reached / of_all, right / taken if taken else 1.0


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--offices", type=Path, help="a folder with a simulator; default: the replica offices")
    given = parser.parse_args()
    with simulated(given.offices) if given.offices else replicas() as world, tempfile.TemporaryDirectory() as folder:
        count = sum(map(len, world.articles.values()))
        print(f"## Discovery: {len(world.homes)} offices, {count} articles\n\n{machine_line()}\n")
        print("| finder | recall | precision | seconds |\n|---|--:|--:|--:|")
        begun = time.perf_counter()
        _row("ours", by_us(world, Path(folder)), world, begun)
        peers: tuple[tuple[str, Finder], ...] = (
            ("newspaper4k, build", by_newspaper),
            ("trafilatura, crawler, sitemaps and feeds", by_trafilatura),
            ("a plain crawl, addresses by shape", by_links),
        )
        with everything_local(world.address):
            for name, finder in peers:
                begun = time.perf_counter()
                _row(name, {office: finder(home) for office, home in world.homes.items()}, world, begun)


def _row(name: str, found: Mapping[str, set[str]], world: World, begun: float) -> None:
    recall, precision = score(found, world)
    print(f"| {name} | {recall:.1%} | {precision:.1%} | {time.perf_counter() - begun:.0f} |", flush=True)


if __name__ == "__main__":
    main()
