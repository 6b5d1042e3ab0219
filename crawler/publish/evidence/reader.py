"""The evidence behind the published archive, for reading only: WARC records, payloads, archived pages.

The WARC folder stands beside the archive, or apart from a published snapshot; where it is absent, every reading says so
with `EvidenceError`.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.archive.archive import WARC_FOLDER
from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.addresses import UnreachableError
from crawler.archive.warc.places import locate, open_record
from crawler.archive.warc.reader import Record, as_response, read_block
from crawler.archive.warc.writer import Place
from crawler.filetext.kinds import kind_of
from crawler.filetext.media_types import MEDIA_TYPES
from crawler.normalise.content import ContentDecodingError, decode_content
from crawler.normalise.text.charset import decode_page
from crawler.pages.signals.wayback import without_playback
from crawler.publish.evidence.archived_page import Sanitised, sanitise
from crawler.publish.withholding import hidden_captures

LARGEST_PAGE = 8 * 2**20
"""Bytes of a page that is shown; a larger one can still be taken home."""


class EvidenceError(ArchiveError):
    """The evidence of a capture cannot be read, in one sentence."""


@dataclass(frozen=True)
class Payload:
    """What a capture brought."""

    headers: tuple[tuple[str, str], ...]
    sent: bytes
    """As it came."""
    content: bytes
    """With the content encoding undone, where that is possible."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str | None:
        """The media type that the content proves; None where it proves none."""
        return MEDIA_TYPES.get(kind_of(self.content))


class Evidence:
    """Reads the records of one archive; never writes."""

    def __init__(self, archive: Path, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else archive.resolve().parent / WARC_FOLDER

    def is_present(self, row: Mapping[str, Any]) -> bool:
        """Return whether the file that a capture's row names is there."""
        return locate(self.folder, str(row["warc_file"])) is not None

    def record(self, row: Mapping[str, Any]) -> bytes:
        """Return the WARC record of a capture's row, as its file holds it, compressed or not."""
        try:
            with open_record(self.folder, _place(row)) as file:
                return file.read(row["warc_length"])
        except UnreachableError as error:
            raise _unreachable(row) from error
        except OSError as error:
            raise EvidenceError(f"The evidence file {row['warc_file']} is not on this server.") from error

    def payload(self, row: Mapping[str, Any], original: Mapping[str, Any] | None) -> Payload:
        """Return what the capture of *row* brought; *original* is the row that a revisit refers to."""
        record = self._record(row)
        sent = record.body if original is None or not row["bytes"] else self._record(original).body
        try:
            encoding = next((value for name, value in record.headers if name.lower() == "content-encoding"), None)
            content = decode_content(sent, encoding)
        except ContentDecodingError:
            content = sent
        return Payload(record.headers, sent, content)

    def _record(self, row: Mapping[str, Any]) -> Record:
        if not self.is_present(row):
            raise EvidenceError(f"The evidence file {row['warc_file']} is not on this server.")
        try:
            return as_response(read_block(self.folder, _place(row)))
        except UnreachableError as error:
            raise _unreachable(row) from error
        except ArchiveError as error:
            raise EvidenceError(str(error)) from error


def _unreachable(row: Mapping[str, Any]) -> EvidenceError:
    """Say it to readers, whom the servers behind the site and what they refuse do not concern."""
    return EvidenceError(f"The evidence file {row['warc_file']} cannot be reached now.")


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["warc_file"], row["warc_offset"], row["warc_length"])


def page_source(payload: Payload) -> str:
    """Return the text of a page as its author wrote it, decoded."""
    return decode_page(payload.content[:LARGEST_PAGE], payload.header("Content-Type")).text


def page_shown(payload: Payload, url: str) -> Sanitised:
    """Return the page of *payload*, found at *url*, with nothing in it that could act."""
    content = without_playback(payload.content[:LARGEST_PAGE])
    return sanitise(decode_page(content, payload.header("Content-Type")).text, url)


def archived_images(connection: sqlite3.Connection, urls: list[str]) -> dict[str, int]:
    """Return address → capture of those pictures that the archive holds."""
    if not urls:
        return {}
    marks = ", ".join("?" * len(urls))
    rows = connection.execute(
        f"""SELECT url, max(id) FROM captures WHERE url IN ({marks}) AND status = 200
        AND content_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp') GROUP BY url""",
        urls,
    )
    hidden = hidden_captures(connection)
    return {url: int(capture) for url, capture in rows.fetchall() if capture not in hidden}
