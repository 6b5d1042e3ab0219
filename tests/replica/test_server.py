"""The replica server as a program, and how it starts and stops."""

import socket
import subprocess
import sys

import pytest

from replica import offices
from replica.server import ReplicaServer
from tests.replica.asking import ask


def test_program_prints_its_address_and_serves() -> None:
    command = [sys.executable, "-u", "-m", "replica"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url.startswith("http://127.0.0.1:")
            server = ReplicaServer([], int(url.rsplit(":", 1)[1]))
            assert ask(server, "https://quangninhcdc.vn/").status == 200
        finally:
            process.terminate()


def test_taken_port_is_refused_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="address already in use"), ReplicaServer(offices(), port):
            pass
        command = [sys.executable, "-m", "replica", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: Cannot listen on 127.0.0.1 port {port}: ")
    assert done.stderr.count("\n") == 1


def test_server_frees_its_port() -> None:
    with ReplicaServer(offices()) as first:
        port = int(first.address.rsplit(":", 1)[1])
    with ReplicaServer(offices(), port) as second:
        assert ask(second, "https://quangninhcdc.vn/robots.txt").status == 200
