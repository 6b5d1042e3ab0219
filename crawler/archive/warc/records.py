"""The WARC records of one response as bytes: a pure function, so that a large payload can be packed in a thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.archive.db.times import utc_text
from crawler.items import Capture

KIND_FIELD, SECTION_FIELD = "Archive-Kind", "Archive-Section"
REQUESTED_FIELD, ARTICLE_FIELD = "Archive-Requested-URI", "Archive-Article-URI"
"""Header fields of our own, which the format allows: with them a record says what it was asked for, so that the
database can be made again from the WARC files."""

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True)
class Original:
    """The earlier capture whose payload a revisit record points to."""

    url: str
    fetched_at: str


class ExactHead:
    """A status line and headers that are written byte for byte; what warcio asks of a record's `http_headers`."""

    def __init__(self, lines: Iterable[str]) -> None:
        head = "\r\n".join([*lines, "", ""])
        self.headers_buff = _wire_bytes(head)

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Keep the bytes: they are the evidence."""


def _wire_bytes(text: str) -> bytes:
    # Header text is the received bytes read as Latin-1; only a header made by a program can hold anything else.
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8")


def response_head(capture: Capture) -> list[str]:
    """Return the status line and header lines of *capture*."""
    try:
        reason = HTTPStatus(capture.status).phrase
    except ValueError:
        reason = ""
    return [f"HTTP/1.1 {capture.status} {reason}".rstrip(), *(f"{name}: {value}" for name, value in capture.headers)]


def request_head(url: str, method: str, headers: Sequence[tuple[str, str]]) -> list[str]:
    """Return the request line and header lines with which *url* was asked for."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{method} {target} HTTP/1.1"]
    if not any(name.lower() == "host" for name, _ in headers):
        lines.append(f"Host: {parts.netloc}")
    return [*lines, *(f"{name}: {value}" for name, value in headers)]


@dataclass(frozen=True)
class Records:
    """The records of one response, packed: the response (or revisit) first, then its request."""

    data: bytes
    response_length: int
    """Bytes of the first record."""
    original: Original | None
    """What a revisit record refers to."""


def pack(
    capture: Capture, *, request_headers: Sequence[tuple[str, str]], method: str, original: Original | None
) -> Records:
    """Return the response of *capture*, a revisit when its payload is that of *original*, and its request, packed."""
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
    response = _response_record(writer, capture, original)
    writer.write_record(response)
    length = stream.tell()
    writer.write_record(
        writer.create_warc_record(
            capture.url,
            "request",
            http_headers=ExactHead(request_head(capture.url, method, request_headers)),
            warc_headers_dict={
                "WARC-Date": utc_text(capture.fetched_at),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
    )
    return Records(data=stream.getvalue(), response_length=length, original=original)


def _response_record(writer: WARCWriter, capture: Capture, original: Original | None) -> ArcWarcRecord:
    head = ExactHead(response_head(capture))
    headers = {"WARC-Date": utc_text(capture.fetched_at), **_purpose(capture)}
    if original is None:
        return writer.create_warc_record(
            capture.url,
            "response",
            payload=BytesIO(capture.body),
            length=len(capture.body),
            http_headers=head,
            warc_headers_dict=headers,
        )
    # WARC-Payload-Digest of a revisit is that of the payload that it leaves out.
    digest = Digester("sha1")
    digest.update(capture.body)
    if capture.status != HTTPStatus.NOT_MODIFIED:
        headers["WARC-Payload-Digest"] = str(digest)
    return writer.create_warc_record(
        capture.url,
        "revisit",
        http_headers=head,
        warc_headers_dict=headers
        | {
            "WARC-Profile": NOT_MODIFIED if capture.status == HTTPStatus.NOT_MODIFIED else SAME_PAYLOAD,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": original.fetched_at,
        },
    )


def _purpose(capture: Capture) -> dict[str, str]:
    fields = {
        KIND_FIELD: capture.kind,
        SECTION_FIELD: capture.section,
        REQUESTED_FIELD: capture.requested_url if capture.requested_url != capture.url else None,
        ARTICLE_FIELD: capture.article_url,
    }
    return {name: value for name, value in fields.items() if value}
