"""Reading evidence back: the record at a place, split into its head and the payload exactly as sent."""

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.archive.errors import ArchiveError
from crawler.archive.warc import Place


@dataclass(frozen=True)
class Record:
    """One HTTP response, or the revisit of one, as a WARC file holds it."""

    type: str
    """``response``, ``revisit`` or another WARC record type."""
    url: str
    date: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Empty in a revisit."""


def read_record(folder: Path, place: Place) -> Record:
    """Return the record at *place*; raises `ArchiveError` when there is no whole record there."""
    where = f"{place.file} at byte {place.offset}"
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            # The HTTP head is parsed here and not by warcio, which would normalise the header lines.
            record = next(iter(ArchiveIterator(file, no_record_parse=True)), None)
            block = record.raw_stream.read() if record else b""
    except OSError as error:
        raise ArchiveError(f"The evidence in {where} cannot be read: {error.strerror}.") from error
    except ArchiveLoadFailed as error:
        raise ArchiveError(f"There is no WARC record in {where}.") from error
    if record is None:
        raise ArchiveError(f"{place.file} ends before the record at byte {place.offset}.")
    declared = record.rec_headers.get_header("Content-Length")
    if declared is None or len(block) != int(declared):
        raise ArchiveError(f"The record in {where} is torn.")
    status, headers, body = _split_response(block)
    return Record(
        type=record.rec_type,
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        date=record.rec_headers.get_header("WARC-Date") or "",
        status=status,
        headers=headers,
        body=body,
    )


def _split_response(block: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    pairs = (line.partition(":") for line in lines if line)
    return status, tuple((name, value.strip()) for name, _, value in pairs), body
