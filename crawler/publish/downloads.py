"""Complete files made once, beside a snapshot, which the site then sends without computing anything."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.archive.db.database import connect
from crawler.publish.export import EVERYTHING, sized_batches
from crawler.publish.formats.row_formats import FORMATS
from crawler.publish.formats.xlsx import MAX_ROWS
from crawler.publish.sql_views import EXPORT_VIEWS

READY_FORMS = ("parquet", "csv.gz", "xlsx")
"""What is costly to make.  Plain CSV and JSON lines are streamed as fast as they could be read from a file."""


def ready_folder(snapshot: Path) -> Path:
    """Return where the files of a snapshot are."""
    return snapshot.with_suffix(".files")


def write_downloads(snapshot: Path) -> list[Path]:
    """Write each export view of the snapshot in each ready form; return the files.

    A workbook of more rows than Excel is good for is left out.
    """
    folder = ready_folder(snapshot)
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    with closing(connect(snapshot, read_only=True)) as connection:
        for view in EXPORT_VIEWS:
            for ending in READY_FORMS:
                form = FORMATS[ending]
                if form.kind == "workbook" and _count(connection, view) > MAX_ROWS:
                    continue
                connection.text_factory = bytes if form.undecoded else str
                # under its name: a snapshot has its own, quicker form of some views
                cursor = connection.execute(*EVERYTHING.select(view, view))
                columns = [column[0] for column in cursor.description]
                form.write(columns, sized_batches(cursor), partial / f"{view}.{ending}")
    partial.replace(folder)
    return sorted(folder.iterdir())


def _count(connection: sqlite3.Connection, view: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0])
