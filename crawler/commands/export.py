"""`healtharchive export`: the archive's rows as a file that other programs read."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import click

from crawler.archive import Archive
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.data_dictionary import read_metadata
from crawler.publish.export import Rows, holds_office, read_view
from crawler.publish.parquet import write_parquet
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.publish.tabular import TextFormat, encode

FORMATS = ("csv", "excel", "jsonl", "parquet")
_SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


def _iso_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter("give a date as YYYY-MM-DD") from None


@click.command()
@archive_option("The archive to export.")
@click.option("--view", type=click.Choice(sorted(EXPORT_VIEWS)), default="notices", show_default=True, help="What.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the file's name, else csv.")
@click.option("--site", help="Only this office.")
@click.option("--since", callback=_iso_date, help="Only rows from this date (YYYY-MM-DD) on.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), default=Path("-"), help="File; - is stdout."
)
@click.option(
    "--release", is_flag=True, help="Write everything into the folder OUTPUT: SQLite, Parquet, CSV, checksums."
)
def command(
    archive: Path, view: str, form: str | None, site: str | None, since: str | None, output: Path, release: bool
) -> None:
    """Write one view of the archive, complete, as CSV, CSV for Excel, JSON lines or Parquet."""
    if release:
        _release(archive, output)
        return
    form = form or _SUFFIXES.get(output.suffix.lower(), "csv")
    with Archive.open(archive, read_only=True) as opened:
        if site is not None and not holds_office(opened.connection, site):
            raise HealthArchiveError(f"The archive has no office “{site}”.")
        if form == "csv":
            opened.connection.text_factory = bytes
        count = _write(read_view(opened.connection, view, site=site, since=since), form, output)
    click.echo(f"{count:,} rows of {view}", err=True)


def _write(rows: Rows, form: str, output: Path) -> int:
    try:
        if form == "parquet":
            if output == Path("-"):
                raise HealthArchiveError("Parquet needs a file: give one with -o.")
            return write_parquet(rows.columns, rows.batches, output)
        return _write_text(rows, cast("TextFormat", form), output)
    except OSError as error:
        raise HealthArchiveError(f"Cannot write {output}: {error.strerror}.") from error


def _write_text(rows: Rows, form: TextFormat, output: Path) -> int:
    count = 0

    def counted() -> Iterator[Sequence[tuple[object, ...]]]:
        nonlocal count
        for batch in rows.batches:
            count += len(batch)
            yield batch

    with click.open_file(str(output), "wb") as file:
        for piece in encode(rows.columns, counted(), form):
            file.write(piece)
    return count


def _release(archive: Path, output: Path) -> None:
    from crawler.publish.release import make_release  # it needs the snapshot's machinery, which a CSV does not

    if output == Path("-"):
        raise HealthArchiveError("A release needs a folder: give one with -o.")
    files = make_release(archive, output, metadata=read_metadata(), now=datetime.now(UTC))
    click.echo(f"{output}: {len(files)} files", err=True)
