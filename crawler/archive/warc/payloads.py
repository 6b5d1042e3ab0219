"""Payload digests: whether two are one, and whether a record holds the payload that one is of."""

import base64
import hashlib
from collections.abc import Callable, Iterator

from crawler.archive.warc.reader import ALGORITHMS, HEAD_END, RecordBlock, as_response
from crawler.errors import HealthArchiveError
from crawler.normalise.content import decode_content


def same_digest(one: str, other: str) -> bool | None:
    """Return whether two digests are of one payload; None where they were made or written so that nobody can tell."""
    first, second = _parsed(one), _parsed(other)
    if first is None or second is None:
        return True if one.strip() == other.strip() else None
    return first[1] == second[1] if first[0] == second[0] else None


def holds_payload(block: RecordBlock, digest: str) -> bool | None:
    """Return whether *digest* is of the payload in *block*; None where it cannot be made again.

    Programs differ in whether they take the payload as it was sent, in chunks and compressed, or as it was meant.
    """
    parsed = _parsed(digest)
    if parsed is None:
        return None
    algorithm, value = parsed
    return any(hashlib.new(algorithm, form, usedforsecurity=False).digest() == value for form in _forms(block))


def payload_fault(block: RecordBlock) -> str | None:
    """Return what a record's payload digest says against it, where no digest of the whole record says more."""
    digest = block.headers.get("warc-payload-digest", "")
    if block.type == "revisit" or block.algorithm() is not None or holds_payload(block, digest) is not False:
        return None
    return f"its payload is not the one with the digest {digest}"


def _forms(block: RecordBlock) -> Iterator[bytes]:
    yield block.content
    if block.type == "resource":
        return
    head = HEAD_END.search(block.content)
    if head is not None:
        yield block.content[head.end() :]
    record = as_response(block)
    yield record.body
    encoding = next((value for name, value in record.headers if name.lower() == "content-encoding"), None)
    try:
        yield decode_content(record.body, encoding)
    except HealthArchiveError:
        return


def _parsed(digest: str) -> tuple[str, bytes] | None:
    """Return algorithm and bytes of a digest written in hexadecimal digits, base 32 or base 64."""
    name, _, written = digest.partition(":")
    algorithm, text = ALGORITHMS.get(name.strip().lower()), written.strip()
    if algorithm is None:
        return None
    decodings: tuple[Callable[[str], bytes], ...] = (bytes.fromhex, _base32, base64.b64decode)
    for decode in decodings:
        try:
            value = decode(text)
        except ValueError:
            continue
        if len(value) == hashlib.new(algorithm, usedforsecurity=False).digest_size:
            return algorithm, value
    return None


def _base32(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
