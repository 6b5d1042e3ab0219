"""Answers kept in memory for readers who ask for the same page: in a snapshot, nothing changes between publications."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from crawler.web.serving.guard import LANGUAGE_KEY, Application, Message, Receive, Scope, Send

MAX_BYTES = 32_000_000
MAX_ANSWER_BYTES = 512_000
MAX_AGE_SECONDS = 60.0
"""What stands beside the snapshot (releases, evidence) and the time of day show on some pages."""

_ENTRY_BYTES = 2_000
"""What an entry takes beside its body: address and headers."""
_KEPT_TYPES = (b"text/html", b"application/json", b"application/atom+xml")
# who sends one of these is answered for himself
_PERSONAL_HEADERS = frozenset(
    {b"range", b"authorization", b"accept-datetime", b"if-none-match", b"if-modified-since", b"if-range"}
)
# pages differ by these: whose name stands in canonical links, and whether a fault would be told as JSON
_VARYING_HEADERS = (b"host", b"x-forwarded-proto", b"accept")

Key = tuple[object, ...]


@dataclass(frozen=True)
class _Kept:
    at: float
    start: Message
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body) + _ENTRY_BYTES


class ResponseCache:
    """An ASGI application around the site: successful pages up to 512 kB are kept for a minute, 32 MB in all.

    *snapshot* names what is served, or is None for a live archive, of which nothing is kept; *clock* counts seconds.
    """

    def __init__(
        self,
        application: Application,
        *,
        snapshot: Callable[[], str | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._snapshot = snapshot
        self._clock = clock
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from memory where the same was asked before."""
        key = self._key(scope)
        if key is None:
            await self._application(scope, receive, send)
            return
        kept = self._kept.get(key)
        if kept is not None and self._clock() - kept.at <= MAX_AGE_SECONDS:
            self._kept.move_to_end(key)
            # copies: who sends them on may add headers
            await send({**kept.start, "headers": [*kept.start["headers"]]})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self._application(scope, receive, self._keeping(key, send))

    def _key(self, scope: Scope) -> Key | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        snapshot = self._snapshot()
        headers = {name.lower(): value for name, value in scope.get("headers", [])}
        if snapshot is None or not _PERSONAL_HEADERS.isdisjoint(headers):
            return None
        path = scope.get("raw_path") or scope["path"]
        varying = (headers.get(name) for name in _VARYING_HEADERS)
        return (snapshot, path, scope.get("query_string"), scope.get(LANGUAGE_KEY), scope.get("scheme"), *varying)

    def _keeping(self, key: Key, send: Send) -> Send:
        start: Message | None = None
        pieces: list[bytes] = []
        size = 0

        async def keep_and_send(message: Message) -> None:
            nonlocal start, size
            if message["type"] == "http.response.start":
                start = {**message, "headers": [*message.get("headers", [])]} if _may_be_kept(message) else None
            elif start is not None:
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                if size > MAX_ANSWER_BYTES:
                    start = None
                    pieces.clear()
                elif not message.get("more_body"):
                    self._keep(key, _Kept(self._clock(), start, b"".join(pieces)))
            await send(message)

        return keep_and_send

    def _keep(self, key: Key, answer: _Kept) -> None:
        before = self._kept.pop(key, None)
        self._bytes += answer.size - (before.size if before else 0)
        self._kept[key] = answer
        while self._bytes > MAX_BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size


def _may_be_kept(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message.get("headers", [])}
    is_page = headers.get(b"content-type", b"").startswith(_KEPT_TYPES)
    return (
        message["status"] == 200
        and is_page
        and b"set-cookie" not in headers
        and b"content-disposition" not in headers
        and b"no-store" not in headers.get(b"cache-control", b"")
    )
