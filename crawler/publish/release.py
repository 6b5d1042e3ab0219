"""A dated release for analysts: the archive as SQLite, its views as Parquet and CSV, described and checksummed."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.archive.db.database import connect
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.times import utc_text
from crawler.publish.data_dictionary import render
from crawler.publish.export import read_view
from crawler.publish.formats.column_types import INTEGER_COLUMNS, MOMENT_COLUMNS
from crawler.publish.formats.parquet import write_parquet
from crawler.publish.formats.tabular import encode
from crawler.publish.snapshot import make_snapshot
from crawler.publish.sql_views import EXPORT_VIEWS

PACKAGE, CHECKSUMS = "datapackage.json", "SHA256SUMS"


def make_release(archive: Path, folder: Path, *, metadata: Mapping[str, Any], now: datetime) -> list[Path]:
    """Write a release into `folder`, which is made; return its files.

    ``archive.db``, each export view as ``.parquet`` and ``.csv.gz``, ``data_dictionary.md``, ``datapackage.json``
    (Frictionless) and ``SHA256SUMS``.  Raises `ArchiveError` when the folder holds something already or cannot be
    written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise ArchiveError(f"{folder} is not empty; a release needs a folder of its own.")
        database = folder / "archive.db"
        make_snapshot(archive, database, now=now)
        database.with_suffix(".inspect.json").unlink()
        files = [database]
        resources = []
        for view in EXPORT_VIEWS:
            written, rows = _write_view(database, view, folder)
            files += written
            resources += [_resource(path, view, metadata, rows) for path in written]
        dictionary = folder / "data_dictionary.md"
        dictionary.write_text(render(metadata), "utf-8")
        files.append(dictionary)
        files += _write_guides(folder, resources, metadata, now)
        package = folder / PACKAGE
        package.write_text(json.dumps(_package(resources, metadata, now), ensure_ascii=False, indent=2) + "\n", "utf-8")
        sums = folder / CHECKSUMS
        sums.write_text("".join(f"{_sha256(path)}  {path.name}\n" for path in [*files, package]), "utf-8")
    except OSError as error:
        raise ArchiveError(f"Cannot write a release into {folder}: {error.strerror}.") from error
    return [*files, package, sums]


def _write_view(database: Path, view: str, folder: Path) -> tuple[list[Path], int]:
    parquet, text = folder / f"{view}.parquet", folder / f"{view}.csv.gz"
    with closing(connect(database, read_only=True)) as connection:
        rows = read_view(connection, view)
        count = write_parquet(rows.columns, rows.batches, parquet)
        connection.text_factory = bytes
        rows = read_view(connection, view)
        # no time of making in the file: the same rows give the same bytes
        with text.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=6) as file:
            for piece in encode(rows.columns, rows.batches, "csv"):
                file.write(piece)
    return [parquet, text], count


def _resource(path: Path, view: str, metadata: Mapping[str, Any], rows: int) -> dict[str, Any]:
    table = metadata["databases"]["archive"]["tables"][view]
    fields = [
        {"name": name, "type": _field_type(name), "description": description}
        for name, description in table["columns"].items()
    ]
    form = {"mediatype": "application/vnd.apache.parquet", "format": "parquet"}
    if path.suffix == ".gz":
        form = {"mediatype": "text/csv", "format": "csv", "encoding": "utf-8", "compression": "gz"}
    return {
        "name": f"{view}-{form['format']}",
        "path": path.name,
        "title": table["title"],
        "description": table["description"],
        **form,
        "rows": rows,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_sha256(path)}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field_type(column: str) -> str:
    if column in INTEGER_COLUMNS:
        return "integer"
    # of a month or a year, Frictionless's “any” date would refuse what “date” cannot read
    return "datetime" if column in MOMENT_COLUMNS else "string"


def _write_guides(
    folder: Path, resources: list[dict[str, Any]], metadata: Mapping[str, Any], now: datetime
) -> list[Path]:
    """Write what a person opens first, and how the release is cited."""
    readme, citation = folder / "README.md", folder / "CITATION.cff"
    rows = "".join(f"| `{one['path']}` | {one['title']} | {one['rows']:,} |\n" for one in resources)
    readme.write_text(
        f"# {metadata['title']}, release of {now:%Y-%m-%d}\n\n{metadata['description']}\n\n"
        "`archive.db` is the whole archive for SQLite; the other files are its views, complete. "
        "`data_dictionary.md` says what every column means. Verify with `sha256sum -c SHA256SUMS`.\n\n"
        f"| file | what one row is | rows |\n|---|---|--:|\n{rows}\n"
        f"Source: {metadata['source']}. Rights: {metadata['license']}. Cite it as `CITATION.cff` says.\n",
        "utf-8",
    )
    citation.write_text(
        "cff-version: 1.2.0\nmessage: Please cite this release of the archive.\ntype: dataset\n"
        f"title: {json.dumps(metadata['title'])}\nversion: {json.dumps(f'{now:%Y-%m-%d}')}\n"
        f"date-released: {now:%Y-%m-%d}\nabstract: {json.dumps(metadata['description'])}\n"
        f"authors:\n  - name: {json.dumps(metadata['title'])}\n"
        "# doi: the identifier that a repository gave this release\n",
        "utf-8",
    )
    return [readme, citation]


def _package(resources: list[dict[str, Any]], metadata: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "health-notice-archive",
        "title": metadata["title"],
        "description": metadata["description"],
        "created": utc_text(now),
        "version": now.date().isoformat(),
        "licenses": [{"name": "other-at", "title": metadata["license"]}],
        "sources": [{"title": metadata["source"]}],
        "resources": resources,
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
