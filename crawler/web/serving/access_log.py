"""A line for each answer, in a file that may be rotated away under a running site."""

import logging
import time
from logging.handlers import WatchedFileHandler

from crawler.errors import HealthArchiveError
from crawler.web.serving.guard import Application, Message, Receive, Scope, Send

_LOG = logging.getLogger("healtharchive.access")


def write_access_log_to(name: str) -> None:
    """Send the lines to a file, which is opened again after it was moved, or to standard error for ``-``.

    Raises `HealthArchiveError` where it cannot be written.
    """
    try:
        handler = logging.StreamHandler() if name == "-" else WatchedFileHandler(name, encoding="utf-8")
    except OSError as error:
        raise HealthArchiveError(f"Cannot write the access log {name}: {error.strerror}.") from error
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


class AccessLog:
    """An ASGI application around the site.

    A line is: time (UTC), reader's address, method, path with query, status, bytes of the body, milliseconds.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, then write its line."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        status, sent, begun = 0, 0, time.perf_counter()

        async def counting(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._application(scope, receive, counting)
        finally:
            _LOG.info("%s", _line(scope, status, sent, (time.perf_counter() - begun) * 1000))


def _line(scope: Scope, status: int, sent: int, milliseconds: float) -> str:
    client = (scope.get("client") or ("-",))[0]
    path = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    query = scope.get("query_string") or b""
    # as it came: percent-encoded, so that no line break can be smuggled into the log
    address = path.partition(b"?")[0] + (b"?" + query if query else b"")
    shown = "".join(chr(byte) if 32 < byte < 127 else f"%{byte:02X}" for byte in address)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return f"{moment} {client} {scope['method']} {shown} {status} {sent} {milliseconds:.0f}"
