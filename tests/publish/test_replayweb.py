"""A WACZ file opens in ReplayWeb.page itself: its program runs in Chromium and shows the archived article.

The program is the npm package `replaywebpage` (its ``ui.js`` and ``sw.js``); HEALTHARCHIVE_REPLAYWEBPAGE names the
folder that holds it, else it is looked for in ``node_modules``.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from crawler.commands import wacz as wacz_command
from tests.archive.samples import SOYTE, samples
from tests.web.browsing import BROWSER_MARKS, browser

PACKAGE = Path(
    os.environ.get("HEALTHARCHIVE_REPLAYWEBPAGE", Path(__file__).parents[2] / "node_modules" / "replaywebpage")
)
NEWS = samples()[1]
EDITED = samples()[0]
MAX_WAIT_MS = 20_000
"""Milliseconds within which a page that is asked for shows its article."""
ATTEMPTS = 5
"""A program that begins its service worker late is asked for again, as a reader would."""

pytestmark = [
    *BROWSER_MARKS,
    pytest.mark.skipif(
        not (PACKAGE / "ui.js").exists(),
        reason="ReplayWeb.page is not there: npm pack replaywebpage, unpack it, and set HEALTHARCHIVE_REPLAYWEBPAGE",
    ),
]

PAGE = """<!doctype html><title>Replay</title><script src="/ui.js"></script>
<replay-web-page source="/evidence.wacz" url="{url}" embed="default" style="display:block;height:600px">
</replay-web-page>"""


class _Site(BaseHTTPRequestHandler):
    """Serves files from memory, parts of them on request, as replay needs it."""

    files: ClassVar[dict[str, tuple[str, bytes]]] = {}

    def do_GET(self) -> None:
        kind, content = self.files.get(self.path.partition("?")[0], ("", b""))
        first, last = 0, len(content) - 1
        asked = self.headers.get("Range", "").removeprefix("bytes=")
        if asked:
            begin, _, end = asked.partition("-")
            first = int(begin) if begin else max(0, len(content) - int(end))
            last = min(int(end), last) if begin and end else last
        part = content[first : last + 1]
        self.send_response((206 if asked else 200) if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Accept-Ranges", "bytes")
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(part)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _serving(wacz: Path, url: str) -> Iterator[str]:
    script = "text/javascript; charset=utf-8"
    _Site.files = {
        "/": ("text/html; charset=utf-8", PAGE.format(url=url).encode()),
        "/ui.js": (script, (PACKAGE / "ui.js").read_bytes()),
        "/replay/ui.js": (script, (PACKAGE / "ui.js").read_bytes()),
        "/replay/sw.js": (script, (PACKAGE / "sw.js").read_bytes()),
        "/evidence.wacz": ("application/wacz", wacz.read_bytes()),
    }
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _replayed(page: Any, address: str, text: str) -> bool:
    """Open the page until one of its frames shows *text*; return whether one did."""
    for _ in range(ATTEMPTS):
        page.goto(address)
        for _ in range(MAX_WAIT_MS // 250):
            if any("mp_/" in frame.url and text in _text_of(frame) for frame in page.frames[1:]):
                return True
            page.wait_for_timeout(250)
    return False


def _text_of(frame: Any) -> str:
    from playwright.sync_api import Error

    try:
        return str(frame.evaluate("document.body ? document.body.textContent : ''"))
    except Error:  # the frame went to its next page meanwhile
        return ""


@pytest.fixture
def packed(sample_path: Path, tmp_path: Path) -> Path:
    path = tmp_path / "evidence.wacz"
    words = ["--archive", str(sample_path), str(path), "--site", SOYTE.id]
    assert CliRunner().invoke(wacz_command.command, words, catch_exceptions=False).exit_code == 0
    return path


@pytest.mark.parametrize("sample", [NEWS, EDITED], ids=["seen-unchanged", "edited"])
def test_an_archived_article_is_shown(packed: Path, sample: Any) -> None:
    with _serving(packed, sample.url) as address, browser() as chromium:
        page = chromium.new_page()
        last_line = sample.body.split("\n")[-1]
        shown = _replayed(page, address, last_line)
        assert shown, [frame.url for frame in page.frames]
