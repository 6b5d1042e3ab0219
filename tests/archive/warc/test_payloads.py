"""Payload digests in the spellings of different programs, and of a payload as it was sent or as it was meant."""

import base64
import gzip
import hashlib

import pytest

from crawler.archive.warc.payloads import holds_payload, payload_fault, same_digest
from crawler.archive.warc.reader import RecordBlock

BODY = b"<p>B\xe1\xba\xbfp \xc4\x83n</p>" * 5
SHA1 = hashlib.sha1(BODY, usedforsecurity=False).digest()
BASE32 = f"sha1:{base64.b32encode(SHA1).decode()}"
HEXADECIMAL = f"SHA-1:{SHA1.hex().upper()}"
SHA256 = f"sha256:{hashlib.sha256(BODY).hexdigest()}"
OTHER = f"sha1:{hashlib.sha1(b'other', usedforsecurity=False).hexdigest()}"


def block(content: bytes, kind: str = "response", **headers: str) -> RecordBlock:
    return RecordBlock(
        type=kind, headers={name.replace("_", "-"): value for name, value in headers.items()}, content=content
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (BASE32, HEXADECIMAL, True),
        (BASE32, BASE32.lower(), True),
        (BASE32, f"sha1:{base64.b64encode(SHA1).decode()}", True),
        (BASE32, OTHER, False),
        (BASE32, SHA256, None),
        ("sha1:AAAA", "sha1:AAAA", True),
        ("sha1:AAAA", BASE32, None),
        ("xxh3:12", BASE32, None),
    ],
)
def test_two_digests_of_one_payload(one: str, other: str, same: bool | None) -> None:
    assert same_digest(one, other) is same
    assert same_digest(other, one) is same


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
FORMS = {
    "as it was sent": block(HEAD + b"\r\n" + BODY),
    "in chunks": block(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)),
    "compressed": block(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)),
    "a saved page": block(BODY, "resource"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_digest_is_of_the_payload_in_any_of_its_forms(form: str) -> None:
    assert [holds_payload(FORMS[form], digest) for digest in (BASE32, SHA256, OTHER)] == [True, True, False]
    assert holds_payload(FORMS[form], "sha1:none") is None


def test_a_payload_digest_counts_where_no_other_digest_says_more() -> None:
    content = HEAD + b"\r\n" + BODY
    assert OTHER in (payload_fault(block(content, warc_payload_digest=OTHER)) or "")
    assert payload_fault(block(content, warc_payload_digest=OTHER, warc_block_digest="crc32:1")) is not None
    assert payload_fault(block(content, warc_payload_digest=OTHER, warc_block_digest="sha1:X")) is None
    assert payload_fault(block(content, "revisit", warc_payload_digest=OTHER)) is None
    assert payload_fault(block(content, warc_payload_digest=HEXADECIMAL)) is None
    assert payload_fault(block(content)) is None
