"""A finished file, sent so that a broken download goes on where it ended: ETag, Range and If-Range (RFC 9110)."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from datasette.utils.asgi import asgi_start

from crawler.web.downloads.limits import CHUNK_BYTES, WORKERS, StalledError, send_piece

_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,19})-(?P<last>[0-9]{0,19})", re.ASCII)
_PIECE_BYTES = 16 * CHUNK_BYTES


@dataclass(frozen=True)
class ByteRange:
    """Bytes *first* up to, not including, *end*."""

    first: int
    end: int


def asked_span(header: str | None, size: int) -> ByteRange | None:
    """Return the bytes that a Range header asks for; None where it asks for all, or in a way that is not answered.

    Raises `ValueError` where none of the bytes asked for exist.
    """
    found = _RANGE.fullmatch((header or "").strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        span = ByteRange(max(size - int(found["last"]), 0), size)
    else:
        span = ByteRange(int(found["first"]), min(int(found["last"] or size) + 1, size))
        if found["last"] and int(found["last"]) < span.first:
            return None
    if span.first >= span.end:
        raise ValueError("no such bytes")
    return span


def etag_of(path: Path) -> str:
    """Return the strong validator of a file that is never changed in place."""
    stat = path.stat()
    return f'"{stat.st_size:x}-{stat.st_mtime_ns:x}"'


async def send_file(request: Any, send: Any, path: Path, *, name: str, content_type: str) -> None:
    """Answer with a file under the name *name*, or the part of it that the reader asks for."""
    size, etag = path.stat().st_size, etag_of(path)
    headers = {"accept-ranges": "bytes", "etag": etag, "content-disposition": f'attachment; filename="{name}"'}
    if etag in [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]:
        await _start(send, 304, headers, content_type)
        return
    whole = ByteRange(0, size)
    try:
        wanted = request.headers.get("range") if request.headers.get("if-range", etag) == etag else None
        span = asked_span(wanted, size) or whole
    except ValueError:
        await _start(send, 416, headers | {"content-range": f"bytes */{size}", "content-length": "0"}, content_type)
        return
    headers["content-length"] = str(span.end - span.first)
    if span != whole:
        headers["content-range"] = f"bytes {span.first}-{span.end - 1}/{size}"
    with path.open("rb") as file:
        await asgi_start(send, 200 if span == whole else 206, headers, content_type)
        if request.method != "HEAD" and not await _send_span(send, file, span):
            return  # the connection is closed, so that the reader knows that bytes are missing
    await send({"type": "http.response.body", "body": b""})


async def _start(send: Any, status: int, headers: dict[str, str], content_type: str) -> None:
    await asgi_start(send, status, headers, content_type)
    await send({"type": "http.response.body", "body": b""})


async def _send_span(send: Any, file: IO[bytes], span: ByteRange) -> bool:
    file.seek(span.first)
    left = span.end - span.first
    loop = asyncio.get_running_loop()
    try:
        while left:
            piece = await loop.run_in_executor(WORKERS, file.read, min(_PIECE_BYTES, left))
            if not piece:
                return False
            left -= len(piece)
            await send_piece(send, piece)
    except StalledError:
        return False
    return True
