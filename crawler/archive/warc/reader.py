"""Reading evidence back: the record at a place, split into its head and the payload exactly as sent."""

import zlib
from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.utils import Digester

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.writer import Place

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Block:
    """One WARC record: its own headers (names in lower case) and its content."""

    type: str
    headers: dict[str, str]
    content: bytes

    def digest_fault(self) -> str | None:
        """Return what the record's own digest says against its content, or None."""
        declared = self.headers.get("warc-block-digest")
        digester = Digester("sha1")
        digester.update(self.content)
        return None if declared == str(digester) else f"its block digest is {digester}, not {declared}"


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


def read_block(folder: Path, place: Place) -> Block:
    """Return the record at *place* unparsed; raises `ArchiveError` when there is no whole record there."""
    where = f"{place.file} at byte {place.offset}"
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            start = file.read(len(GZIP_MAGIC))
            if not start:
                raise ArchiveError(f"{place.file} ends before the record at byte {place.offset}.")
            if start != GZIP_MAGIC:  # warcio would take whatever it is for an uncompressed record
                raise ArchiveError(f"There is no WARC record in {where}.")
            file.seek(place.offset)
            # The HTTP head is parsed here and not by warcio, which would normalise the header lines.
            record = next(iter(ArchiveIterator(file, no_record_parse=True)), None)
            content = record.raw_stream.read() if record else b""
    except OSError as error:
        raise ArchiveError(f"The evidence in {where} cannot be read: {error.strerror}.") from error
    except (ArchiveLoadFailed, zlib.error) as error:
        raise ArchiveError(f"There is no WARC record in {where}.") from error
    if record is None:
        raise ArchiveError(f"The record in {where} is torn.")
    headers = {name.lower(): value for name, value in record.rec_headers.headers}
    if len(content) != int(headers.get("content-length", -1)):
        raise ArchiveError(f"The record in {where} is torn.")
    return Block(type=record.rec_type, headers=headers, content=content)


def as_response(block: Block) -> Record:
    """Split a response or revisit record into the answer that it holds."""
    status, headers, body = _split_response(block.content)
    return Record(
        type=block.type,
        url=block.headers.get("warc-target-uri", ""),
        date=block.headers.get("warc-date", ""),
        status=status,
        headers=headers,
        body=body,
    )


def read_record(folder: Path, place: Place) -> Record:
    """Return the answer at *place*; raises `ArchiveError` when there is no whole record there."""
    return as_response(read_block(folder, place))


def _split_response(block: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    pairs = (line.partition(":") for line in lines if line)
    return status, tuple((name, value.strip()) for name, _, value in pairs), body
