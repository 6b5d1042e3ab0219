"""A WACZ file: the evidence of an article or an office in one file that ReplayWeb.page opens.

See https://specs.webrecorder.net/wacz/1.1.1/.  Records are copied as they are, compressed bytes and all, so that their
digests keep proving them.
"""

import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.captures import place_of
from crawler.archive.warc.places import open_record
from crawler.archive.warc.writer import Place
from crawler.publish.evidence.cdxj import cdxj_line, chosen_captures

VERSION = "1.1.1"
GZIP_WBITS = 31
HEAD_BYTES = 8192
"""Within which a record's own headers end."""
PART_BYTES = 512 * 2**20
"""No file within the package grows past this and a record, so that none needs the ZIP64 form: ReplayWeb.page looks for
a file's first byte behind a header as long as the directory's, and ZIP64 makes them differ."""


@dataclass(frozen=True)
class Selection:
    """Whose evidence is packed: offices and articles by their ids."""

    sites: Sequence[str] = ()
    articles: Sequence[int] = ()


def write_wacz(archive: Archive, selection: Selection, path: Path, *, title: str, software: str, created: str) -> int:
    """Write the captures of *selection* to a new file at *path*; return how many there are.

    *created* is the moment of packing, UTC.  Raises `ArchiveError` when nothing is selected, a record cannot be read or
    *path* cannot be written.
    """
    rows = list(chosen_captures(archive.connection, sites=selection.sites, articles=selection.articles))
    if not rows:
        raise ArchiveError("There are no captures of what was asked for.")
    try:
        with zipfile.ZipFile(path, "x") as package:
            _Package(package).write(archive, rows, title=title, software=software, created=created)
    except OSError as error:
        raise ArchiveError(f"Cannot write {path}: {error.strerror}.") from error
    except ArchiveError:
        path.unlink()
        raise
    return len(rows)


class _Package:
    """The parts of a WACZ file as they are written, with the digest of each."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._resources: list[dict[str, object]] = []

    def write(self, archive: Archive, rows: Sequence[sqlite3.Row], *, title: str, software: str, created: str) -> None:
        lines = self._write_warcs(archive, rows)
        self._write("indexes/index.cdxj", "".join(f"{line}\n" for line in sorted(lines)).encode())
        self._write("pages/pages.jsonl", _pages(archive.connection, rows, title).encode())
        description = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "software": software,
            "created": created,
            "resources": self._resources,
        }
        content = _json(description, indent=2).encode()
        self._package.writestr("datapackage.json", content)
        digest = {"path": "datapackage.json", "hash": _hash(content)}
        self._package.writestr("datapackage-digest.json", _json(digest))

    def _write_warcs(self, archive: Archive, rows: Sequence[sqlite3.Row]) -> list[str]:
        """Copy the records one behind the other; return the index lines for their new places."""
        lines: list[str] = []
        for number, part in enumerate(_parts(rows), start=1):
            lines += self._write_warc(f"data-{number:03d}.warc.gz", archive, part)
        return lines

    def _write_warc(self, name: str, archive: Archive, rows: Sequence[sqlite3.Row]) -> list[str]:
        lines: list[str] = []
        digest = sha256()
        offset = 0
        path = f"archive/{name}"
        # Stored, not compressed: replay tools jump to a record.
        with self._package.open(zipfile.ZipInfo(path), "w") as out:
            for row in rows:
                record = _raw_record(archive.warc_folder, place_of(row))
                out.write(record)
                digest.update(record)
                lines.append(cdxj_line(row, Place(name, offset, len(record)), digest=_payload_digest(record)))
                offset += len(record)
        self._resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": offset})
        return lines

    def _write(self, path: str, content: bytes) -> None:
        self._package.writestr(path, content)
        self._resources.append(
            {"name": path.rsplit("/", 1)[1], "path": path, "hash": _hash(content), "bytes": len(content)}
        )


def _parts(rows: Sequence[sqlite3.Row]) -> Iterator[list[sqlite3.Row]]:
    """Yield the rows in their order, by the file of the package that their records go into."""
    part: list[sqlite3.Row] = []
    size = 0
    for row in rows:
        if part and size + row["warc_length"] > PART_BYTES:
            yield part
            part, size = [], 0
        part.append(row)
        size += row["warc_length"]
    yield part


def _raw_record(folder: Path, place: Place) -> bytes:
    try:
        with open_record(folder, place) as file:
            record = file.read(place.length)
    except OSError as error:
        raise ArchiveError(f"The evidence in {place.file} cannot be read: {error.strerror or error}.") from error
    if len(record) != place.length:
        raise ArchiveError(f"{place.file} ends before the record at byte {place.offset}.")
    return record


def _payload_digest(record: bytes) -> str | None:
    """Return the payload's digest as the record itself gives it, which replay compares with the index."""
    head = zlib.decompressobj(wbits=GZIP_WBITS).decompress(record, HEAD_BYTES).partition(b"\r\n\r\n")[0]
    found = re.search(rb"^WARC-Payload-Digest: *(\S+)", head, re.MULTILINE | re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else None


def _pages(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row], title: str) -> str:
    lines = [_json({"format": "json-pages-1.0", "id": "pages", "title": title})]
    lines += [_json(page) for page in _page_entries(connection, rows)]
    return "".join(f"{line}\n" for line in lines)


def _page_entries(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> Iterator[dict[str, object]]:
    """Yield the captures that a reader can begin at: the articles' pages."""
    for row in rows:
        if row["kind"] == "article" and row["status"] == 200:
            told = connection.execute("SELECT title FROM articles WHERE id = ?", (row["article"],)).fetchone()
            yield {
                "id": f"capture-{row['id']}",
                "url": row["url"],
                "ts": row["fetched_at"],
                "title": told["title"] if told and told["title"] else row["url"],
            }


def _hash(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
