"""Saved pages that a manifest names, one JSON object a line, each with its address and when it was fetched."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.archive.importing.found import FoundRecord, RecordFault, SourceError, is_text, is_web_address, name_of
from crawler.archive.importing.kinds import HTML_START, picture_type
from crawler.archive.importing.offices import as_language
from crawler.archive.importing.saved.files import is_inside, read_content
from crawler.archive.importing.saved.pictures import SavedPictures
from crawler.archive.warc.reader import moment_of

TEXTS = ("file", "url", "fetched_at", "language", "site", "title")


def read_manifest(path: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the pages that the manifest at *path* names; files are relative to it."""
    try:
        with path.open("rb") as lines:
            yield from read_lines(lines, name=name_of(path), folder=path.parent)
    except OSError as error:
        raise SourceError(
            f"The manifest {name_of(path)} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from error


def read_lines(lines: Iterable[bytes], *, name: str, folder: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the pages that *lines* of the manifest *name* describe, with their files in *folder*."""
    pictures = SavedPictures(folder)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = _page(line, f"{name} line {number}", folder)
            yield found
            if isinstance(found, FoundRecord) and HTML_START.match(found.body[:512]):
                yield from pictures.of_page(found, folder / found.where)


def _page(line: bytes, where: str, folder: Path) -> FoundRecord | RecordFault:
    entry = _entry(line)
    if isinstance(entry, str):
        return RecordFault(where, entry)
    moment = moment_of(entry["fetched_at"])
    if moment is None:
        return RecordFault(where, 'its "fetched_at" is no moment such as 2024-03-05T07:30:00Z.')
    path = folder / entry["file"]
    content = read_content(path) if is_inside(path, folder) else f"{path} is not in the manifest's folder."
    if isinstance(content, str):
        return RecordFault(where, content)
    return FoundRecord(
        url=entry["url"],
        fetched_at=moment,
        status=200,
        headers=(),
        body=content,
        where=entry["file"],
        time_from="manifest",
        is_page=picture_type(content) is None,
        site=entry.get("site"),
        language=as_language(entry.get("language")),
        title=entry.get("title"),
    )


def _entry(line: bytes) -> dict[str, Any] | str:
    """Return what a line says, or what is wrong with it."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):  # the latter of thousands of brackets in each other
        return "it is not JSON."
    if not isinstance(entry, dict):
        return "it is not a JSON object."
    for name in TEXTS:
        value = entry.get(name)
        if not isinstance(value, str) and (value is not None or name in {"file", "url", "fetched_at"}):
            return f'its "{name}" is missing or no text.'
        if not is_text(value or ""):
            return f'its "{name}" holds half of a character that JSON writes in two.'
    if entry.get("language") is not None and as_language(entry["language"]) is None:
        return 'its "language" is neither vi nor zh.'
    if not is_web_address(entry["url"]):
        return f"{entry['url']!r} is no address of a web page."
    return entry
