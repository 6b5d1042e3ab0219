"""Undo the Content-Encoding of a stored payload: gzip, deflate, brotli and zstd, chained, never past a size limit."""

import io
import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]  # ships no types
import zstandard

from crawler.errors import HealthArchiveError

GZIP_WINDOW = zlib.MAX_WBITS | 16
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_WINDOW = 8 * 2**20
SLICE = 2**12
"""Bytes of input a step: small, since zlib copies what it has not yet used."""
PIECE = 2**20
"""Bytes of output a step, about."""


class ContentDecodingError(HealthArchiveError):
    """The payload is not what its Content-Encoding says, is cut short, or grows past the limit."""


class ContentTooLargeError(ContentDecodingError):
    """The payload grows past the limit."""


def decode_content(body: bytes, content_encoding: str | None, *, limit: int = 64 * 2**20) -> bytes:
    """Return `body` with the codings of its Content-Encoding header undone, the last one first.

    `limit` is the largest result in bytes that is worth holding; decoding stops as soon as it is passed.  Raises
    ContentDecodingError on an unknown coding, on damaged or cut data, and past the limit.
    """
    codings = [coding.strip().lower() for coding in (content_encoding or "").split(",")]
    for coding in reversed([coding for coding in codings if coding not in ("", "identity")]):
        decoder = DECODERS.get(coding)
        if decoder is None:
            raise ContentDecodingError(f"The content encoding {coding!r} is not one of gzip, deflate, br and zstd.")
        if body and not _is_markup(body):  # which some servers only say they have encoded
            body = _gather(decoder(body), coding, limit)
            body = _without_second_gzip(body, limit)
    return body


def _is_markup(body: bytes) -> bool:
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"\x00" not in body[:200]


def _without_second_gzip(body: bytes, limit: int) -> bytes:
    """Some servers compress a page twice and say so once; a file that is itself an archive stays one."""
    if not body.startswith(GZIP_MAGIC):
        return body
    try:
        inner = _gather(_gunzip(body), "gzip", limit)
    except ContentDecodingError:
        return body
    return inner if _is_markup(inner) else body


def _gather(pieces: Iterator[bytes], coding: str, limit: int) -> bytes:
    gathered = bytearray()
    try:
        for piece in pieces:
            gathered += piece
            if len(gathered) > limit:
                raise ContentTooLargeError(f"The {coding} payload is larger than {limit} bytes once decoded.")
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise ContentDecodingError(f"The {coding} payload is damaged ({error}).") from error
    return bytes(gathered)


def _inflate(data: bytes, window: int) -> Iterator[bytes]:
    decoder = zlib.decompressobj(window)
    for start in range(0, len(data), SLICE):
        rest = data[start : start + SLICE]
        while rest:
            if decoder.eof:
                # A gzip payload may have several members; servers also append padding, which browsers ignore.
                if not rest.startswith(GZIP_MAGIC):
                    return
                decoder = zlib.decompressobj(window)
            yield decoder.decompress(rest, PIECE)
            rest = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    yield decoder.flush()
    if not decoder.eof:
        raise zlib.error("it is cut short")


def _gunzip(data: bytes) -> Iterator[bytes]:
    return _inflate(data, GZIP_WINDOW)


def _undeflate(data: bytes) -> Iterator[bytes]:
    # RFC 9110 means the zlib format; several servers send the bare deflate stream instead.
    has_zlib_header = len(data) >= 2 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _inflate(data, zlib.MAX_WBITS if has_zlib_header else -zlib.MAX_WBITS)


def _unbrotli(data: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    while not decoder.is_finished():
        piece = decoder.process(data, output_buffer_limit=PIECE)
        if not piece and not decoder.is_finished():
            raise brotli.error("it is cut short")
        yield piece
        data = b""


def _unzstd(data: bytes) -> Iterator[bytes]:
    # RFC 9659 lets no window be larger than 8 MB
    decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    with decoder.stream_reader(io.BytesIO(data), read_across_frames=True) as stream:
        while piece := stream.read(PIECE):
            yield piece


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
