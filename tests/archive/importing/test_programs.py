"""What other people's programs write, written by the programs themselves: warcit, pywb's recorder, wget."""

import http.server
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import page, rows, run_import
from tests.programs import tool
from tests.waiting import answers, wait_for

PAGES = {"/tin/bep-an-17.html": page("Kiểm tra bếp ăn", views=5), "/tin/nuoc-18.html": page("Nước sạch", views=7)}
TITLES = [("Kiểm tra bếp ăn", 5), ("Nước sạch", 7)]
WAYBACK, WARCIT = tool("wayback"), tool("warcit")

pytestmark = pytest.mark.slow


class Office(http.server.BaseHTTPRequestHandler):
    """A small web site, which sends its pages in chunks as many do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        content = body or b"<h1>Not found</h1>"
        for at in range(0, len(content), 400):
            piece = content[at : at + 400]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def office() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Office)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def titles_of(archive: Path, *sources: Path) -> list[tuple[Any, ...]]:
    """Import *sources* and return title and views of the articles that came of them."""
    result = run_import(archive, *sources, "--new-office")
    assert result.exit_code == 0, result.output
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    assert "0 taken" in run_import(archive, *sources, "--new-office").output
    return rows(archive, "SELECT title, views FROM articles ORDER BY title")


@pytest.mark.skipif(WARCIT is None, reason="warcit is not installed")
def test_warcit(tmp_path: Path) -> None:
    for name, content in PAGES.items():
        path = tmp_path / "saved" / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert WARCIT is not None
    command = [WARCIT, "--fixed-dt", "20240506010203", "--name", "saved", "http://ttyt-mau.example.test/", "saved/"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    archive = tmp_path / "archive.db"
    assert titles_of(archive, *tmp_path.glob("*.warc.gz")) == TITLES
    assert rows(archive, "SELECT DISTINCT first_seen FROM articles") == [("2024-05-06T01:02:03Z",)]


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
@pytest.mark.parametrize("compressed", [True, False])
def test_wget(tmp_path: Path, office: str, compressed: bool) -> None:
    options = ["--quiet", "--delete-after", "--warc-file=pages", *([] if compressed else ["--no-warc-compression"])]
    command = ["wget", *options, *(office + path for path in PAGES), f"{office}/tin/mat-19.html"]
    subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, timeout=60)  # a page is missing: status 8
    assert titles_of(tmp_path / "archive.db", *tmp_path.glob("*.warc*")) == TITLES
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM captures WHERE status = 404") == [(1,)]


@pytest.mark.skipif(WAYBACK is None, reason="pywb is not installed")
def test_the_recorder_of_pywb(tmp_path: Path, office: str) -> None:
    (tmp_path / "collections" / "kept" / "archive").mkdir(parents=True)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    assert WAYBACK is not None
    server = subprocess.Popen(
        [WAYBACK, "--record", "--live", "--port", str(port), "--directory", tmp_path],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(partial(answers, f"http://127.0.0.1:{port}/"))
        for path in [*PAGES, *PAGES]:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/kept/record/mp_/{office}{path}", timeout=30).close()
    finally:
        server.terminate()
        server.wait()
    written = [*tmp_path.glob("collections/kept/archive/*.warc.gz*")]
    assert titles_of(tmp_path / "archive.db", *written) == TITLES
