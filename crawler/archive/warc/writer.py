"""Evidence: every response in WARC 1.1 files, one gzip member a record, written so that a crash harms nothing earlier.

A run writes its own files and never opens an older one for writing.  A record is on the disk before its row is
committed; so after a crash, of the program or of the power, a file may end in a torn record that no row speaks of, and
every row's record is whole.
"""

import gzip
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warcio.warcwriter import WARCWriter

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.records import Records

SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
MAX_BYTES = 512 * 2**20
"""A file that has grown past this is closed and the next one begun."""

COMPRESSION = 6
"""zlib's level, of copied records."""


@dataclass(frozen=True)
class Place:
    """Where a record is: file name within the archive's WARC folder, first byte, length in bytes."""

    file: str
    offset: int
    length: int


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

    def write(self, records: Records) -> Place:
        """Write packed records; return where the first one is once the disk has both."""
        place = self.append(records)
        self.sync(self.descriptor())
        return place

    def append(self, records: Records) -> Place:
        """Write packed records without waiting for the disk; return where the first one is."""
        try:
            file = self._ready()
            offset = file.tell()
            file.write(records.data)
            file.flush()
        except OSError as error:
            raise self._abandon(error) from error
        return Place(self._name, offset, records.response_length)

    def copy(self, record: bytes, *, packed: bytes | None = None) -> Place:
        """Write a whole WARC record as it is; it is on the disk once `copied` has returned.

        *packed* is the record as a gzip member, which need not be made then.
        """
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.copied()  # the next record goes into another file
        try:
            file = self._ready()
            offset = file.tell()
            file.write(packed if packed is not None else gzip.compress(record, compresslevel=COMPRESSION))
            return Place(self._name, offset, file.tell() - offset)
        except OSError as error:
            raise self._abandon(error) from error

    def copied(self) -> None:
        """Return when the disk has every record that was copied.  Raises `ArchiveError` when that fails."""
        if self._file is None:
            return
        try:
            self._file.flush()
        except OSError as error:
            raise self._abandon(error) from error
        self.sync(self.descriptor())

    def descriptor(self) -> int:
        """Return a descriptor of the file in hand of its own, for `sync`, which closes it."""
        if self._file is None:
            raise RuntimeError("No file is open.")
        return os.dup(self._file.fileno())

    def sync(self, descriptor: int) -> None:
        """Return when the disk has all that was appended; may be called in a thread."""
        try:
            _content_to_disk(descriptor)
        except OSError as error:
            raise self._failure(error) from error
        finally:
            os.close(descriptor)

    def _ready(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.close()
        if self._file is None:
            self._file = self._next_file()
            writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
            writer.write_record(
                writer.create_warcinfo_record(
                    self._name,
                    {"software": self._software, "format": "WARC File Format 1.1", "conformsTo": SPECIFICATION},
                )
            )
        return self._file

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
        file, self._file = self._file, None
        try:
            file.close()
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> ArchiveError:
        return ArchiveError(f"Cannot write evidence in {self._folder}: {error.strerror}.")

    def _abandon(self, cause: OSError) -> ArchiveError:
        """Leave the file in hand as it is; one that has not even its first record is no evidence and goes."""
        # What could not be written before cannot be written now either, and must not hide why.
        with suppress(ArchiveError):
            self.close()
        path = self._folder / self._name
        if self._name and path.exists() and path.stat().st_size == 0:
            path.unlink()
        return self._failure(cause)


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
