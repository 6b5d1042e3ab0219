"""Reading one capture for a derivation: what its response says of the article, its words, its file or its count."""

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.archive.articles.attachments import FileReading, read_file
from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.captures import language_of_capture, read_capture
from crawler.errors import HealthArchiveError
from crawler.items import Capture, Visit
from crawler.normalise.content import decode_content
from crawler.pages.fields.counter_reply import read_count
from crawler.reading import PAGE_FAULTS, read_article
from crawler.site import Site


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One capture and what it says; one of the last four is set, or none where it says nothing."""

    capture: Capture
    visit: Visit | None = None
    file: FileReading | None = None
    count: tuple[int, str] | None = None
    fault: str | None = None


def see(connection: sqlite3.Connection, folder: Path, row: sqlite3.Row, site: Site) -> Seen | str:
    """Return what the capture of *row* says, or why its evidence cannot be read."""
    try:
        capture = read_capture(connection, folder, row["id"])
    except ArchiveError as error:
        return str(error)
    try:
        return _read(capture, site, language_of_capture(connection, row["id"]))
    except HealthArchiveError as error:
        return Seen(capture=capture, fault=str(error))
    except PAGE_FAULTS as error:
        return Seen(capture=capture, fault=f"{type(error).__name__}: {error}")


def _read(capture: Capture, site: Site, language: str | None) -> Seen:
    if capture.kind == "attachment":
        return Seen(capture=capture, file=read_file(capture, language or site.language))
    if capture.kind == "counter" and capture.status == 200:
        content = decode_content(capture.body, capture.header("Content-Encoding"))
        return Seen(capture=capture, count=read_count(content.decode("utf-8", "replace")))
    if capture.kind == "article" and not 300 <= capture.status < 304:
        visit = read_article(capture, site, language=language)
        # The payload has done its work.
        return Seen(capture=capture, visit=replace(visit, capture=replace(capture, body=b"")))
    return Seen(capture=capture)
