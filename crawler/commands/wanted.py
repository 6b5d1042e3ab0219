"""`healtharchive wanted`: papers that others name and the archive does not hold, the most named first."""

import json
import sqlite3
from pathlib import Path

import click

from crawler.archive import Archive
from crawler.commands.console import console
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError

_COLUMNS = ("number", "papers", "offices", "day", "first_named", "last_named", "named_title")


@click.command()
@archive_option("A published snapshot (or an archive that the site was opened on).")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Papers to print.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
def command(archive: Path, limit: int, as_json: bool) -> None:
    """Print the numbers that papers name and no archived article bears, the most named first."""
    with Archive.open(archive, read_only=True) as opened:
        rows = wanted(opened.connection, limit)
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    out = console()
    for row in rows:
        title = f" {row['named_title']}" if row["named_title"] else ""
        papers = "1 paper names" if row["papers"] == 1 else f"{row['papers']:,} papers name"
        out.print(f"{papers} {row['number']}{title}", highlight=False, markup=False)


def wanted(connection: sqlite3.Connection, limit: int) -> list[dict[str, object]]:
    """Return the papers that are named most and not held.

    Raises `HealthArchiveError` where the relations between papers were never derived.
    """
    if connection.execute("SELECT 1 FROM relations_read LIMIT 1").fetchone() is None:
        raise HealthArchiveError("No relations between papers were derived in this file; give a published snapshot.")
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM wanted_papers ORDER BY papers DESC, offices DESC, last_named DESC LIMIT ?",
        (limit,),
    )
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
