"""Reading evidence back: the record at a place, split into its head and the payload exactly as sent."""

import base64
import hashlib
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.places import open_record
from crawler.archive.warc.writer import Place

Headers = tuple[tuple[str, str], ...]
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")

FOURTEEN_DIGITS = re.compile(r"\d{14}", re.ASCII)
DAY_AND_TIME = re.compile(r"[\dW-]{8,10}(?:[T ].*)?", re.ASCII)
NO_DAY = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
MIDNIGHT_AFTER = re.compile(r"(?<=[T ])24(?=:?00(?::?00(?:[.,]0*)?)?(?:Z|[+-]|$))", re.ASCII)
LEAP_SECOND = re.compile(r"(?<=:59:)60", re.ASCII)

GZIP_MAGIC = b"\x1f\x8b"
PLAIN_MAGIC = b"WARC/"
"""An imported file may hold its records uncompressed."""
ALGORITHMS = {
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "md5": "md5",
    "sha512": "sha512",
}


@dataclass(frozen=True)
class RecordBlock:
    """One WARC record: its own headers (names in lower case) and its content."""

    type: str
    headers: dict[str, str]
    content: bytes

    def algorithm(self) -> str | None:
        """Return what the record's block digest was made with; None where it has none that can be checked."""
        return ALGORITHMS.get(self.headers.get("warc-block-digest", "").partition(":")[0].strip().lower())

    def digest_fault(self) -> str | None:
        """Return what the record's own digest says against its content, or None; a record need not have one."""
        declared = self.headers.get("warc-block-digest", "")
        name, _, value = declared.partition(":")
        algorithm = self.algorithm()
        if algorithm is None:
            return None
        digest = hashlib.new(algorithm, self.content, usedforsecurity=False).digest()
        spellings = {digest.hex(), base64.b32encode(digest).decode().lower(), base64.b64encode(digest).decode()}
        if value.strip().lower() in spellings or value.strip() in spellings:
            return None
        shown = f"{name}:{base64.b32encode(digest).decode()}"
        return f"its block digest is {shown}, not {declared}"


@dataclass(frozen=True)
class Record:
    """One HTTP response, or the revisit of one, as a WARC file holds it."""

    type: str
    """``response`` or ``revisit``."""
    url: str
    date: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Empty in a revisit."""


def read_block(folder: Path, place: Place) -> RecordBlock:
    """Return the record at *place* unparsed; raises `ArchiveError` when there is no whole record there."""
    where = f"{place.file} at byte {place.offset}"
    try:
        with open_record(folder, place) as file:
            begin = file.tell()
            start = file.read(len(PLAIN_MAGIC))
            if not start:
                raise ArchiveError(f"{place.file} ends before the record at byte {place.offset}.")
            if not start.startswith(
                (GZIP_MAGIC, PLAIN_MAGIC)
            ):  # warcio would take whatever it is for an uncompressed record
                raise ArchiveError(f"There is no WARC record in {where}.")
            file.seek(begin)
            # The HTTP head is parsed here and not by warcio, which would normalise the header lines.
            record = next(iter(ArchiveIterator(file, no_record_parse=True)), None)
            content = record.raw_stream.read() if record else b""
    except OSError as error:
        raise ArchiveError(f"The evidence in {where} cannot be read: {error.strerror or error}.") from error
    except (ArchiveLoadFailed, zlib.error) as error:
        raise ArchiveError(f"There is no WARC record in {where}.") from error
    if record is None:
        raise ArchiveError(f"The record in {where} is torn.")
    headers = {name.lower(): value for name, value in record.rec_headers.headers}
    if len(content) != int(headers.get("content-length", -1)):
        raise ArchiveError(f"The record in {where} is torn.")
    return RecordBlock(type=record.rec_type, headers=headers, content=content)


def record_moment(text: str) -> datetime | None:
    """Return the moment of a record, to the second."""
    moment = moment_of(text)
    return moment.replace(microsecond=0) if moment else None


def moment_of(text: str) -> datetime | None:
    """Return the moment that *text* means, in UTC; one without a time zone is taken for UTC.

    A year or a month is its first moment, as WARC files may have it; hour 24 is the next day's begin and a leap second
    the next minute's.  A few old programs write 14 digits.

    >>> moment_of("2021-12-31T24:00:00Z")
    datetime.datetime(2022, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        if FOURTEEN_DIGITS.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        if NO_DAY.fullmatch(text):
            text = f"{text}-01" if "-" in text else f"{text}-01-01"
        text, days = MIDNIGHT_AFTER.subn("00", text, count=1)
        text, seconds = LEAP_SECOND.subn("59", text, count=1)
        if not DAY_AND_TIME.fullmatch(text):  # fromisoformat takes any letter for what divides the two
            return None
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return moment + timedelta(days=days, seconds=seconds)
    except (ValueError, OverflowError):
        return None


def record_address(text: str) -> str:
    """Return the address that a field of a record means: some programs write it in brackets, or with spaces in it."""
    return text.strip("<>").replace(" ", "%20")


def as_response(block: RecordBlock) -> Record:
    """Return the answer that a response, revisit or resource record holds.

    A resource is the payload alone, and a revisit may leave out all that it repeats.
    """
    if block.type == "resource":
        declared = block.headers.get("content-type")
        headers: Headers = (("Content-Type", declared),) if declared else ()
        status, body = int(HTTPStatus.OK), block.content
    elif block.type == "revisit" and not block.content.strip():
        is_unchanged = "not-modified" in block.headers.get("warc-profile", "")
        status, headers, body = int(HTTPStatus.NOT_MODIFIED if is_unchanged else HTTPStatus.OK), (), b""
    else:
        status, headers, body = split_response(block.content)
    return Record(
        type=block.type,
        url=record_address(block.headers.get("warc-target-uri", "")),
        date=block.headers.get("warc-date", ""),
        status=status,
        headers=headers,
        body=body,
    )


def read_record(folder: Path, place: Place) -> Record:
    """Return the answer at *place*; raises `ArchiveError` when there is no whole record there."""
    return as_response(read_block(folder, place))


def split_response(block: bytes) -> tuple[int, Headers, bytes]:
    """Return status, headers and payload of an HTTP response, the transfer encoding of the payload undone."""
    end = HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first, *lines = re.split("\r?\n", head.decode("latin-1"))
    words = first.split(" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    pairs = (line.partition(":") for line in lines if line)
    headers = tuple((name, value.strip()) for name, _, value in pairs)
    return status, headers, _without_chunks(body) if _is_chunked(headers) else body


def _is_chunked(headers: Headers) -> bool:
    return any(name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers)


def _without_chunks(body: bytes) -> bytes:
    """Return the payload of a chunked *body*; many writers keep the header of chunks that they have undone."""
    parts: list[bytes] = []
    at = 0
    while size := CHUNK.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length + 2
        if body[at - 2 : at] != b"\r\n":
            break
    return body
