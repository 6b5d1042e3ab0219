"""``healtharchive import``: captures that others made, brought in with their own times."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from crawler import __version__
from crawler.archive import Archive
from crawler.archive.importing.found import shown
from crawler.archive.importing.importer import OfficeReport, count_captures, derive_offices, offices_waiting
from crawler.archive.importing.intake import Intake, Tally, Wanted
from crawler.archive.importing.offices import Offices
from crawler.archive.importing.shards import import_into_shards
from crawler.archive.importing.sources import manifest_source, source_of, standard_input
from crawler.archive.shards.layout import is_sharded
from crawler.commands.console import console
from crawler.commands.options import archive_option, queue_option
from crawler.commands.queueing import queue_files
from crawler.crawling.offices.registry import sites
from crawler.errors import SomeFailedError

SHOWN = 20
"""Faults and hosts that are named; the rest are counted."""
SOFTWARE = f"healtharchive {__version__}"


@click.command("import")
@click.argument("sources", nargs=-1, metavar="[FILE|FOLDER]...", type=click.Path(path_type=Path))
@click.option("--manifest", metavar="F.jsonl", help='Lines of {"file", "url", "fetched_at", …}; - is standard input.')
@click.option("--site", metavar="SITE", help="The office that all captures are of; default: the one whose host it is.")
@click.option("--new-office", is_flag=True, help="Make an office of each unknown host.")
@click.option("--in-place", is_flag=True, help="Point to WARC records in their own files instead of copying them.")
@click.option("--dry-run", is_flag=True, help="Count per office and year; nothing is written.")
@queue_option("Put the files on this queue, for workers to bring in, and end.")
@archive_option("The archive to bring them into; made if missing.")
def command(
    sources: tuple[Path, ...],
    manifest: str | None,
    site: str | None,
    new_office: bool,
    in_place: bool,
    dry_run: bool,
    queue: str | None,
    archive: Path,
) -> None:
    """Bring in captures from WARC and WACZ files, folders of saved pages, or pages that a manifest names.

    Nothing is taken twice, and an import that was stopped is taken up by running it again. Exit status: 0 all taken or
    known, 1 some could not be taken (they are named), 2 wrong use, 3 a crawl is running.
    """
    if not sources and manifest is None:
        raise click.UsageError("Give FILEs, FOLDERs or --manifest.")
    if queue is not None:
        if manifest is not None or dry_run:
            raise click.UsageError("--queue takes FILEs and FOLDERs that workers reach; no --manifest, no --dry-run.")
        words = [*(["--site", site] if site else []), *["--new-office"] * new_office, *["--in-place"] * in_place]
        queue_files("import", queue, [str(path.resolve()) for path in sources], words)
        return
    found = [source_of(path, in_place=in_place) for path in sources]
    if manifest is not None:
        found.append(standard_input(sys.stdin.buffer) if manifest == "-" else manifest_source(Path(manifest)))
    registered = sites()
    if is_sharded(archive):
        if manifest == "-":
            raise click.UsageError("An archive of shards reads its sources more than once; give a file in place of -.")
        with _progress("Taking captures", None) as advance:
            tallies, reports = import_into_shards(
                archive, found, registered, Wanted(site=site, new_offices=new_office),
                software=SOFTWARE, now=_now(), dry_run=dry_run, progress=advance,
            )  # fmt: skip
        _finish(tallies, reports, dry_run=dry_run)
        return
    with _opened(archive, dry_run=dry_run) as opened:
        offices = Offices(opened.connection, registered)
        if site is not None:
            offices.named(site)
        wanted = Wanted(site=site, new_offices=new_office)
        intake = Intake(opened, offices, wanted, software=SOFTWARE, now=_now(), dry_run=dry_run)
        with _progress("Taking captures", None) as advance:
            tallies = [intake.take(source, advance) for source in found]
        intake.close()
        reports = [] if dry_run else _derive(opened, offices)
    _finish(tallies, reports, dry_run=dry_run)


def _now() -> datetime:
    """Return the time; a simulation may set it, as it sets that of a crawl."""
    start = os.environ.get("HEALTHARCHIVE_CLOCK_START")
    return datetime.fromisoformat(start) if start else datetime.now(UTC)


def _finish(tallies: list[Tally], reports: list[OfficeReport], *, dry_run: bool) -> None:
    unreadable = [tally.unreadable for tally in tallies if tally.unreadable is not None]
    if len(unreadable) == len(tallies) and not any(tally.found for tally in tallies):
        raise unreadable[0]
    _print(tallies, reports, dry_run=dry_run)
    if any(tally.faults for tally in tallies) or any(report.faults for report in reports):
        sys.exit(SomeFailedError.exit_status)


@contextmanager
def _opened(path: Path, *, dry_run: bool) -> Iterator[Archive]:
    """Open the archive; a dry run leaves no new one behind."""
    if not dry_run or path.exists():
        with Archive.open(path, read_only=dry_run) as archive:
            yield archive
        return
    with TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive.db") as archive:
        yield archive


def _derive(archive: Archive, offices: Offices) -> list[OfficeReport]:
    total = count_captures(archive, offices_waiting(archive))
    with _progress("Deriving articles", total) as advance:
        return derive_offices(archive, offices, software=SOFTWARE, progress=advance)


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal, and give what moves it."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.advance(task, done)


def _print(tallies: list[Tally], reports: list[OfficeReport], *, dry_run: bool) -> None:
    _print_years(sum((tally.by_year for tally in tallies), Counter()))
    faults = [str(fault) for tally in tallies for fault in tally.faults]
    _print_some([*faults, *(fault for report in reports for fault in report.faults)])
    for host, count in sum((tally.unknown_hosts for tally in tallies), Counter()).most_common(SHOWN):
        click.echo(f"{shown(host)}: no office's host, {count} captures left out (--site or --new-office takes them)")
    left_out: Counter[str] = sum((tally.left_out for tally in tallies), Counter())
    counts = [f"{sum(getattr(tally, name) for tally in tallies)} {name}" for name in ("found", "taken", "known")]
    counts += [f"{count} left out ({reason})" for reason, count in left_out.items()]
    counts += [f"{len(faults)} faulty"]
    click.echo(f"captures: {', '.join(counts)}{'; nothing was written' if dry_run else ''}")
    for report in reports:
        done = report.applied
        click.echo(
            f"{report.site}: {report.captures} captures; {done.new} articles new, {done.changed} changed, "
            f"{done.unchanged} as they were; {report.no_articles} pages are no articles"
        )


def _print_years(by_year: Counter[tuple[str, int]]) -> None:
    if not by_year:
        return
    table = Table("office", "year", "captures")
    for (site, year), count in sorted(by_year.items()):
        table.add_row(site, str(year), str(count))
    console().print(table)


def _print_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        click.echo(line)
    if len(lines) > SHOWN:
        click.echo(f"… and {len(lines) - SHOWN} more")
