import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import HealthArchiveError
from crawler.normalise.content import ContentDecodingError, decode_content

PAGE = "Sở Y tế thông báo. 卫生局通知。".encode() * 500


def deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


GOOD = {
    "none": (PAGE, None),
    "empty header": (PAGE, ""),
    "identity": (PAGE, "identity"),
    "gzip": (gzip.compress(PAGE), "gzip"),
    "old name and capitals": (gzip.compress(PAGE), "X-GZIP"),
    "several gzip members": (gzip.compress(PAGE[:700]) + gzip.compress(PAGE[700:]), "gzip"),
    "gzip with padding": (gzip.compress(PAGE) + b"\0\0\0\0", "gzip"),
    "deflate as the standard means it": (zlib.compress(PAGE), "deflate"),
    "deflate without header": (deflate(PAGE), "deflate"),
    "brotli": (brotli.compress(PAGE), "br"),
    "chained": (brotli.compress(gzip.compress(PAGE)), "gzip, br"),
    "chained with spaces": (gzip.compress(zlib.compress(PAGE)), " deflate ,gzip "),
}


@pytest.mark.parametrize(("body", "header"), GOOD.values(), ids=GOOD)
def test_codings_are_undone(body: bytes, header: str | None) -> None:
    assert decode_content(body, header) == PAGE


def test_body_of_a_bodyless_answer_stays_empty() -> None:
    assert decode_content(b"", "gzip, br") == b""


BAD = {
    "plain page labelled gzip": (PAGE, "gzip", "damaged"),
    "cut gzip": (gzip.compress(PAGE)[:-20], "gzip", "cut short"),
    "wrong checksum": (gzip.compress(PAGE)[:-8] + bytes(8), "gzip", "damaged"),
    "cut deflate": (zlib.compress(PAGE)[:-20], "deflate", "cut short"),
    "one byte of deflate": (b"x", "deflate", "cut short"),
    "plain page labelled brotli": (PAGE, "br", "damaged"),
    "cut brotli": (brotli.compress(PAGE)[:-9], "br", "damaged"),
    "unknown coding": (PAGE, "compress", "'compress'"),
}


@pytest.mark.parametrize(("body", "header", "words"), BAD.values(), ids=BAD)
def test_damage_is_one_clear_sentence(body: bytes, header: str, words: str) -> None:
    with pytest.raises(ContentDecodingError, match=words) as failure:
        decode_content(body, header)
    assert isinstance(failure.value, HealthArchiveError)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, deflate, brotli.compress])
def test_a_bomb_is_stopped_at_the_limit(pack) -> None:
    header = {gzip.compress: "gzip", brotli.compress: "br"}.get(pack, "deflate")
    bomb = pack(bytes(4 * 2**20))
    with pytest.raises(ContentDecodingError, match="larger than 1000 bytes"):
        decode_content(bomb, header, limit=1000)


def test_the_limit_itself_is_allowed() -> None:
    assert decode_content(gzip.compress(bytes(1000)), "gzip", limit=1000) == bytes(1000)


@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "deflate, deflate", "compress"]))
def test_any_bytes_decode_or_fail_as_they_should(body: bytes, header: str) -> None:
    try:
        decoded = decode_content(body, header, limit=10_000)
    except ContentDecodingError:
        return
    assert len(decoded) <= 10_000


@given(st.binary(max_size=3000))
def test_round_trip(body: bytes) -> None:
    assert decode_content(gzip.compress(body), "gzip") == body
    assert decode_content(zlib.compress(body), "deflate") == body
    assert decode_content(brotli.compress(body), "br") == body


class LimitedDecompressor:
    """The decompressor of Google's module as far as it is used, for machines where brotlipy hides it."""

    def __init__(self) -> None:
        self.waiting = b""
        self.finished = False

    def process(self, data: bytes, output_buffer_limit: int) -> bytes:
        if data:
            self.waiting = zlib.decompress(data)
        piece, self.waiting = self.waiting[:output_buffer_limit], self.waiting[output_buffer_limit:]
        self.finished = not self.waiting and piece.endswith(b"end")
        return piece

    def is_finished(self) -> bool:
        return self.finished


def test_output_comes_in_limited_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brotli, "Decompressor", LimitedDecompressor)
    body = bytes(3 * 2**20) + b"end"
    assert decode_content(zlib.compress(body), "br") == body
    with pytest.raises(ContentDecodingError, match="larger than"):
        decode_content(zlib.compress(body), "br", limit=2**20)
    with pytest.raises(ContentDecodingError, match="cut short"):
        decode_content(zlib.compress(bytes(9)), "br")
