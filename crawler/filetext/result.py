"""What reading a file gives, the reasons for which it gives nothing, and the limits that every reader keeps."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from crawler.filetext.kinds import FileKind

FileStatus = Literal["text", "none", "damaged", "error_page", "encrypted", "too_large", "too_heavy"]
Method = Literal["text layer", "document", "converted", "listing", "plain", "ocr", "none"]

LARGEST = 64 * 2**20
"""Bytes; a larger file is kept, but not read."""
MOST_CHARACTERS = 1_000_000
"""Of a file's text; the rest is left out, and the note says so."""


@dataclass(frozen=True, kw_only=True)
class FileText:
    """What a file says.  It can be sent from one process to another."""

    kind: FileKind
    """What the content is, whatever the file is called."""
    status: FileStatus
    """``text``; ``none`` where there is none to be had; ``error_page`` for a web page in place of the file."""
    method: Method = "none"
    """How the text was read: ``converted`` is by a program of this machine, ``listing`` the members of an archive."""
    text: str | None = None
    note: str | None = None
    """What a reader should know of the text, in a sentence that begins with its stable name and a colon."""
    media_type: str | None = None
    """The media type that the content proves; of other kinds what the server said."""
    document_number: str | None = None
    """The number that a signing stamp tells, where the text leaves it blank."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a reader of one format found."""

    text: str
    method: Method = "document"
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
