"""What a reader of a format finds, the reasons for which it gives nothing, and the limits that every reader keeps."""

from dataclasses import dataclass
from typing import ClassVar

from crawler.items import FileMethod, FileStatus

LARGEST = 64 * 2**20
"""Bytes; a larger file is kept, but not read."""
MAX_CHARACTERS = 1_000_000
"""Of a file's text; the rest is left out, and the note says so."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a reader of one format found."""

    text: str
    method: FileMethod = "document"
    note: str | None = None


class FileError(Exception):
    """The file gives no text; the message says why, without a full stop."""

    status: ClassVar[FileStatus]


class DamagedError(FileError):
    """The file does not hold together."""

    status = "damaged"


class EncryptedError(FileError):
    """The file needs a password."""

    status = "encrypted"


class TooLargeError(FileError):
    """The file unpacks to more than a reader takes."""

    status = "too_large"


class TooHeavyError(FileError):
    """Reading the file took more time, memory or depth than it may."""

    status = "too_heavy"


class NoTextError(FileError):
    """There is no text to be had here."""

    status = "none"
