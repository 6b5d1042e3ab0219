"""Asks a replica server as a browser behind a proxy would: the office's name in the Host header."""

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit

from replica.server import ReplicaServer


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Message
    body: bytes

    def text(self, encoding: str = "utf-8") -> str:
        return self.body.decode(encoding)


def ask(server: ReplicaServer, url: str, **headers: str) -> Reply:
    parts = urlsplit(url)
    connection = HTTPConnection(server.address)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Host": parts.hostname or "", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request("GET", target, headers=sent)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()
