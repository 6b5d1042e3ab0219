"""A server that speaks S3, in a process of its own, and the variables by which it is found."""

import os
import socket
import subprocess
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
    variables = {
        "AWS_ENDPOINT": address, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_VIRTUAL_HOSTED_STYLE_REQUEST": "false",
    }  # fmt: skip
    os.environ.update(variables)
    places._filesystem.cache_clear()  # a server of an earlier test is gone
    try:
        make_bucket(address)
        yield BUCKET
    finally:
        for name in variables:
            del os.environ[name]
        process.kill()
        process.wait()


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
