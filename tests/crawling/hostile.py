"""A web server that misbehaves on chosen pages, and passes everything else on to the replica offices."""

import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from types import TracebackType
from typing import Self

from replica.server import ReplicaServer

Misbehaviour = Callable[[socket.socket, int], None]
"""Answers on an open connection; the number counts the requests for the page, from 1."""


class HostileServer:
    """`address` takes the place of the replica's; `asked` counts requests by ``host/path?query``."""

    def __init__(self, replica: ReplicaServer, pages: Mapping[str, Misbehaviour]) -> None:
        self.asked: Counter[str] = Counter()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, request: object, client_address: object) -> None:
                """The crawler hangs up on us now and then; that is the point."""

        self.replica = replica
        self.pages = dict(pages)
        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(65536)
            if not received:
                return
            head += received
        lines = head.decode("latin-1").split("\r\n")
        target = lines[0].split(" ")[1]
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if ": " in line)
        }
        page = headers["host"] + target
        self.asked[page] += 1
        misbehave = next((what for start, what in self.pages.items() if page.startswith(start)), None)
        if misbehave:
            misbehave(connection, self.asked[page])
        else:
            connection.sendall(self._from_replica(target, headers))

    def _from_replica(self, target: str, headers: Mapping[str, str]) -> bytes:
        inner = HTTPConnection(self.replica.address)
        inner.request("GET", target, headers={"Host": headers["host"], "Connection": "close"})
        response = inner.getresponse()
        body = response.read()
        inner.close()
        kept = [(name, value) for name, value in response.getheaders() if name.lower() in {"content-type", "location"}]
        return answer(response.status, body, *kept)


def answer(status: int, body: bytes = b"", *headers: tuple[str, str]) -> bytes:
    """Return a well-formed response that closes the connection."""
    fields = (*headers, ("Content-Length", str(len(body))), ("Connection", "close"))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body


def always(status: int, body: bytes = b"", *headers: tuple[str, str]) -> Misbehaviour:
    return lambda connection, _: connection.sendall(answer(status, body, *headers))
