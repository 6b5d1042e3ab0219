"""`healtharchive export`: the archive's rows as a file that other programs read."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.archive import Archive
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.data_dictionary import read_metadata
from crawler.publish.export import Part, Rows, holds_office, read_view
from crawler.publish.formats.row_formats import FORMATS, Format
from crawler.publish.formats.xlsx import TooManyRowsError
from crawler.publish.periods import is_period
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.publish.withholding import publishable

_NAMES = {"excel": "excel.csv", **{ending: ending for ending in FORMATS if ending != "excel.csv"}}
_SUFFIXES = {
    ".csv": "csv",
    ".gz": "csv.gz",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def _period(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_period(value):
        raise click.BadParameter("give a date that exists as YYYY-MM-DD, YYYY-MM or YYYY")
    return value


@click.command()
@archive_option("The archive to export.")
@click.option("--view", type=click.Choice(sorted(EXPORT_VIEWS)), default="notices", show_default=True, help="What.")
@click.option("--format", "form", type=click.Choice(sorted(_NAMES)), help="Default: by the file's name, else csv.")
@click.option("--site", "sites", multiple=True, help="Only this office; may be given more than once.")
@click.option("--since", callback=_period, help="Only rows from this day, month or year (YYYY-MM-DD) on.")
@click.option("--until", callback=_period, help="Only rows up to this day, month or year, and all of it.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), default=Path("-"), help="File; - is stdout."
)
@click.option(
    "--release", is_flag=True, help="Write everything into the folder OUTPUT: SQLite, Parquet, CSV, checksums."
)
def command(
    archive: Path,
    view: str,
    form: str | None,
    sites: tuple[str, ...],
    since: str | None,
    until: str | None,
    output: Path,
    release: bool,
) -> None:
    """Write one view of the archive, complete, as CSV, CSV for Excel, JSON lines, Parquet or an Excel workbook."""
    if release:
        _release(archive, output)
        return
    chosen = FORMATS[_NAMES[form or _SUFFIXES.get(output.suffix.lower(), "csv")]]
    with publishable(archive) as readable, Archive.open(readable, read_only=True) as opened:
        for site in sites:
            if not holds_office(opened.connection, site):
                raise HealthArchiveError(f"The archive has no office “{site}”.")
        if chosen.undecoded:
            opened.connection.text_factory = bytes
        count = _write(read_view(opened.connection, view, Part(sites, since, until)), chosen, output)
    click.echo(f"{count:,} rows of {view}", err=True)


def _write(rows: Rows, form: Format, output: Path) -> int:
    """Write the rows in a format; return how many there were."""
    count = 0

    def counted() -> Iterator[Sequence[tuple[object, ...]]]:
        nonlocal count
        for batch in rows.batches:
            count += len(batch)
            yield batch

    if form.kind != "text" and output == Path("-"):
        raise HealthArchiveError(f"{form.ending} needs a file: give one with -o.")
    try:
        if form.pieces is None:
            form.write(rows.columns, counted(), output)
        else:
            with click.open_file(str(output), "wb") as file:
                for piece in form.pieces(rows.columns, counted()):
                    file.write(piece)
    except TooManyRowsError as error:
        output.unlink(missing_ok=True)
        raise HealthArchiveError(f"There are {error}, too many for an Excel workbook: take csv or parquet.") from error
    except OSError as error:
        raise HealthArchiveError(f"Cannot write {output}: {error.strerror}.") from error
    return count


def _release(archive: Path, output: Path) -> None:
    from crawler.publish.release import make_release  # it needs the snapshot's machinery, which a CSV does not

    if output == Path("-"):
        raise HealthArchiveError("A release needs a folder: give one with -o.")
    files = make_release(archive, output, metadata=read_metadata(), now=datetime.now(UTC))
    click.echo(f"{output}: {len(files)} files", err=True)
