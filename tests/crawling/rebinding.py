"""Crawls an office whose name changes its mind: to a public address at one look-up, to this machine at the next.

``unshare --net python -m tests.crawling.rebinding FOLDER RESOLVER`` works in a network of its own, whose loopback
device has a public address and the clouds' metadata address as well, with one server behind all of them.  So every
connection that the crawl makes is a real one, and what it connected to is what the server saw.  Prints it as JSON.
"""

import json
import socket
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from typing import Any

PUBLIC, LOOPBACK, METADATA = "203.162.4.190", "127.0.0.1", "169.254.169.254"
OFFICE, INSIDE = "soyte.rebinding.example", "noi-bo.soyte.rebinding.example"
"""The second is where a redirect of the first leads to."""
PORT = 8080
ANSWERS = {
    OFFICE: cycle([[PUBLIC], [PUBLIC], [LOOPBACK], [METADATA], [METADATA, PUBLIC]]),
    INSIDE: cycle([[METADATA], [LOOPBACK]]),
}
ARTICLES = range(1, 6)
REDIRECTED = 3
PAGE = "<html><head><title>Trang</title></head><body>{}</body></html>"
LOOKED_UP: Counter[str] = Counter()
CONNECTED: Counter[str] = Counter()


def changing(host: str, port: int, *_: object, **__: object) -> list[tuple[Any, ...]]:
    """Stand for the system's own look-up, which Twisted asks in a thread."""
    addresses = next(ANSWERS[host])
    LOOKED_UP.update(addresses)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


class Office(BaseHTTPRequestHandler):
    """A list and its articles, one of which is a redirect; every answer closes its connection."""

    def do_GET(self) -> None:
        CONNECTED[self.connection.getsockname()[0]] += 1
        number = int(self.path.rpartition("/")[2] or 0) if self.path.startswith("/tin/") else 0
        if number == REDIRECTED and self.headers["Host"].startswith(OFFICE):
            self.send_response(302)
            self.send_header("Location", f"http://{INSIDE}:{PORT}{self.path}")
            self.end_headers()
            return
        links = "".join(f'<li><a href="/tin/{one}">Bản tin phòng bệnh số {one}</a></li>' for one in ARTICLES)
        text = f"<h1>Bản tin phòng bệnh số {number}</h1><p>Các xã báo cáo tình hình.</p>" if number else links
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.format(text).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    folder, resolver = Path(sys.argv[1]), sys.argv[2]
    for words in (
        ["link", "set", "lo", "up"],
        *(["addr", "add", f"{one}/32", "dev", "lo"] for one in (PUBLIC, METADATA)),
    ):
        subprocess.run(["ip", *words], check=True)
    socket.getaddrinfo = changing  # before Twisted takes it
    server = ThreadingHTTPServer(("0.0.0.0", PORT), Office)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    states = crawl(folder / "archive.db", resolver)
    print(json.dumps({"states": states, "looked_up": LOOKED_UP, "connected": CONNECTED}))


def crawl(archive: Path, resolver: str) -> list[str]:
    import crawler.settings as settings
    from crawler.crawling.offices.registry import spiders
    from crawler.crawling.run.runner import CrawlPlan, crawl
    from crawler.site import Section

    settings.DOWNLOAD_DELAY = settings.BACKOFF_BASE = settings.BACKOFF_LONGEST = 0
    settings.AUTOTHROTTLE_ENABLED = False
    settings.BREAKER_THRESHOLD = 100
    settings.RETRY_TIMES = 10  # until the name is public again
    settings.DNSCACHE_SIZE = 0  # a name is looked up for every connection, as over many days
    settings.TWISTED_DNS_RESOLVER = resolver
    spider: Any = spiders()["vn_quangninh_soyte"]
    spider.site = replace(
        spider.site, home=f"http://{OFFICE}:{PORT}/", hosts=(), article_url=r"^/tin/\d+$",
        sections=(Section(id="tin", name="Tin", path="/"),),
    )  # fmt: skip
    return [one.state for one in crawl(CrawlPlan(names=[spider.name], archive=archive, log_level="CRITICAL"))]


if __name__ == "__main__":
    main()
