"""What a source yields: a capture somebody else made, or one sentence on what could not be taken."""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.writer import Place

LARGEST = 64 * 2**20
"""Bytes of one record or file; no page or paper of an office comes near it."""

MAX_SHOWN = 240
"""Characters of a name, or of a reason, that are shown of it; a name may be as long as a page."""

TimeFrom = Literal["manifest", "record", "page", "path", "file"]
"""Who says when a page was fetched; ``file`` is the time stamp of a saved file, the weakest of them."""


def name_of(path: Path) -> str:
    """Return the name of a path as it can be kept and shown: bytes that are no UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_text(name: str) -> bool:
    """Return whether *name* can be kept as it is: half a surrogate pair, or a byte that is no UTF-8, cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(text: str) -> str:
    """Return *text* for one line of a terminal: what none shows is escaped, and the middle of a long one left out."""
    line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
    half = MAX_SHOWN // 2
    return line if len(line) <= MAX_SHOWN else f"{line[:half]}…{line[-half:]}"


def is_web_address(url: str) -> bool:
    """Return whether *url* is an absolute http or https address, without a user's name and password."""
    try:
        parts = urlsplit(url)
        has_place = bool(parts.hostname) and parts.port != 0  # reading a port that is none raises an error
        return parts.scheme in {"http", "https"} and has_place and url.isprintable() and parts.username is None
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The earlier record that holds the payload which a revisit record leaves out, as far as the record tells."""

    url: str | None
    date: datetime | None
    record_id: str | None


@dataclass(frozen=True, kw_only=True)
class FoundRecord:
    """One capture as its source holds it."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """The payload with its transfer encoding undone; empty in a revisit."""
    where: str
    """The file and the place in it, or the page's own file."""
    time_from: TimeFrom
    is_page: bool = False
    """Whether a person says that this is an article's page."""
    shown_on: str | None = None
    """Address of the saved page that shows this picture."""
    record: bytes | None = None
    """The WARC record, byte for byte; None for a saved file, which becomes a resource record."""
    packed: bytes | None = None
    """The same as its file holds it, where it is compressed by itself there."""
    place: Place | None = None
    """Where that record is, where it can be read in its own file."""
    record_id: str | None = None
    payload_digest: str | None = None
    origin: Origin | None = None
    site: str | None = None
    language: str | None = None
    title: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The digest of the payload, in hexadecimal digits."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True)
class RecordFault:
    """Something in a source that is not taken, and why, in words."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{shown(self.where)}: {shown(self.why)}"


class SourceError(ArchiveError):
    """A source as a whole cannot be read."""
