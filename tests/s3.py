"""A server that speaks S3, in a process of its own, one that does not, and the variables by which they are found."""

import http.server
import os
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

import pytest

from crawler.archive.warc import places
from tests.programs import tool

BUCKET = "s3://evidence/warc"


@contextmanager
def s3_bucket() -> Iterator[str]:
    """A bucket on a server that speaks S3."""
    server = tool("moto_server")
    if server is None:
        pytest.skip("moto_server is not installed (make test installs it into .venv-tools)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([server, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        make_bucket(address)
        with access(address):
            yield BUCKET
    finally:
        process.kill()
        process.wait()


@contextmanager
def access(address: str) -> Iterator[None]:
    """Let buckets be looked for at *address*."""
    variables = {
        "AWS_ENDPOINT": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false",
    }  # fmt: skip
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    places._bucket.cache_clear()  # a server of an earlier test is gone
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        places._bucket.cache_clear()


@contextmanager
def answering(status: int, body: bytes) -> Iterator[list[str]]:
    """A server that answers whatever it is asked so; yields the methods that it was asked by."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked.append(self.command)
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_HEAD = do_POST = answer  # noqa: N815  # the names that the server calls

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with access(f"http://127.0.0.1:{server.server_port}"):
            yield asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_bucket(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            request = urllib.request.Request(f"{address}/evidence", method="PUT")
            with urllib.request.urlopen(request, timeout=10):
                return
        except URLError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
