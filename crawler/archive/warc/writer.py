"""Evidence: every response in WARC 1.1 files, one gzip member a record, written so that a crash harms nothing earlier.

A run writes its own files and never opens an older one for writing.  A record is on the disk before its row is
committed; so after a crash, of the program or of the power, a file may end in a torn record that no row speaks of, and
every row's record is whole.
"""

import gzip
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import utc_text
from crawler.items import Capture

SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
MAX_BYTES = 512 * 2**20
"""A file that has grown past this is closed and the next one begun."""

COMPRESSION = 6
"""zlib's level, of copied records."""

NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True)
class Place:
    """Where a record is: file name within the archive's WARC folder, first byte, length in bytes."""

    file: str
    offset: int
    length: int


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


class WarcFiles:
    """The files that one run writes: ``SITE-YYYYMMDDTHHMMSSZ-PART.warc.gz``, opened when the first record comes."""

    def __init__(self, folder: Path, *, site: str, started_at: str, software: str, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._prefix = f"{site}-{started_at.replace('-', '').replace(':', '')}"
        self._software = software
        self._max_bytes = max_bytes
        self._part = 0
        self._file: BinaryIO | None = None
        self._name = ""
        self._writer: WARCWriter | None = None

    def write(
        self,
        capture: Capture,
        *,
        request_headers: Sequence[tuple[str, str]],
        method: str,
        original: Original | None,
    ) -> Place:
        """Write the response of *capture* (as a revisit when its payload is that of *original*), then its request."""
        try:
            return self._write(capture, request_headers, method, original)
        except OSError as error:
            self._abandon()
            raise self._failure(error) from error

    def _write(
        self, capture: Capture, request_headers: Sequence[tuple[str, str]], method: str, original: Original | None
    ) -> Place:
        file, writer = self._ready()
        response = _response_record(writer, capture, original)
        request = writer.create_warc_record(
            capture.url,
            "request",
            http_headers=ExactHead(request_head(capture.url, method, request_headers)),
            warc_headers_dict={
                "WARC-Date": utc_text(capture.fetched_at),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        offset = file.tell()
        writer.write_record(response)
        length = file.tell() - offset
        writer.write_record(request)
        file.flush()
        _content_to_disk(file.fileno())
        return Place(self._name, offset, length)

    def append(self, record: bytes) -> Place:
        """Write a whole WARC record as it is; it is on the disk once `sync` has returned."""
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.sync()  # the next record goes into another file
        try:
            file, _ = self._ready()
            offset = file.tell()
            file.write(gzip.compress(record, compresslevel=COMPRESSION))
            return Place(self._name, offset, file.tell() - offset)
        except OSError as error:
            self._abandon()
            raise self._failure(error) from error

    def sync(self) -> None:
        """Return when the disk has every record that was written.  Raises `ArchiveError` when that fails."""
        if self._file is None:
            return
        try:
            self._file.flush()
            _content_to_disk(self._file.fileno())
        except OSError as error:
            self._abandon()
            raise self._failure(error) from error

    def _ready(self) -> tuple[BinaryIO, WARCWriter]:
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.close()
        if self._file is None or self._writer is None:
            self._file = self._next_file()
            self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
            self._writer.write_record(
                self._writer.create_warcinfo_record(
                    self._name,
                    {"software": self._software, "format": "WARC File Format 1.1", "conformsTo": SPECIFICATION},
                )
            )
        return self._file, self._writer

    def _next_file(self) -> BinaryIO:
        if not self._folder.is_dir():
            self._folder.mkdir(exist_ok=True)
            _name_to_disk(self._folder.parent)
        while True:
            self._part += 1
            self._name = f"{self._prefix}-{self._part:03d}.warc.gz"
            try:
                file = (self._folder / self._name).open("xb")
            except FileExistsError:  # another run of the same second, or another archive of this folder
                continue
            _name_to_disk(self._folder)
            return file

    def close(self) -> None:
        """Close the file in hand.  Raises `ArchiveError` when that fails."""
        if self._file is None:
            return
        file, self._file, self._writer = self._file, None, None
        try:
            file.close()
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> ArchiveError:
        return ArchiveError(f"Cannot write evidence in {self._folder}: {error.strerror}.")

    def _abandon(self) -> None:
        """Leave the file in hand as it is; one that has not even its first record is no evidence and goes."""
        # What could not be written before cannot be written now either, and must not hide why.
        with suppress(ArchiveError):
            self.close()
        path = self._folder / self._name
        if self._name and path.exists() and path.stat().st_size == 0:
            path.unlink()


def _content_to_disk(descriptor: int) -> None:
    """Return when the disk has what was written; the file's times may follow, where the system tells them apart."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _name_to_disk(folder: Path) -> None:
    """Return when the disk has the names of what is in *folder*: content without a name is lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _response_record(writer: WARCWriter, capture: Capture, original: Original | None) -> ArcWarcRecord:
    head = ExactHead(response_head(capture))
    headers = {"WARC-Date": utc_text(capture.fetched_at)}
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
