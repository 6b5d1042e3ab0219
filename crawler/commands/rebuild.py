"""``healtharchive rebuild``: the whole archive read again from its evidence with today's rules."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from crawler import __version__
from crawler.archive import Archive, ArchiveError
from crawler.archive.importing.offices import Offices
from crawler.archive.rebuild.rereading import Difference, Rereading, RereadingReport
from crawler.archive.rebuild.workers import Task, reread_all
from crawler.archive.shards.layout import Shard, is_sharded, require_shards
from crawler.commands.console import console
from crawler.commands.options import archive_option, queue_option
from crawler.commands.queueing import queue_shards
from crawler.crawling.offices.registry import choose
from crawler.crawling.offices.registry import sites as registered
from crawler.errors import LockedError, SomeFailedError
from crawler.site import Site

KINDS = ("article", "attachment", "counter")
"""Captures that say something; lists and robots.txt are evidence only."""
MAX_LENGTH = 60
"""Characters shown of a value."""


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--dry-run", is_flag=True, help="Report only; the archive keeps its values.")
@click.option("--changes", is_flag=True, help="Name each value that changes.")
@queue_option("Put the shards on this queue, for workers to read, and end.")
@archive_option("The archive to read again.")
def command(sites: tuple[str, ...], jobs: int, dry_run: bool, changes: bool, queue: str | None, archive: Path) -> None:
    """Read the captures of the named offices, or of all, again; report what changes and take it over.

    Run it with --dry-run first: it prints the same report and changes nothing. An article of which a capture cannot be
    read stays as it is. Exit status: 0 all captures read, 1 some could not be read, 2 wrong use, 3 a crawl is running.
    """
    if queue is not None:
        queue_shards("rebuild", archive, queue, sites, ["--dry-run"] * dry_run + ["--changes"] * changes)
        return
    told = _tell if changes else _say_nothing
    wanted = sites if is_sharded(archive) else ()
    done = [_rebuild(shard, sites, jobs=jobs, dry_run=dry_run, told=told) for shard in require_shards(archive, wanted)]
    if not all(done):
        sys.exit(SomeFailedError.exit_status)


def _rebuild(
    shard: Shard, sites: tuple[str, ...], *, jobs: int, dry_run: bool, told: Callable[[Difference], None]
) -> bool:
    """Read the captures of one file again; return whether all could be read.  A shard in trouble is named and left."""
    try:
        report = rebuild_file(shard, sites, jobs=jobs, dry_run=dry_run, told=told, shown=_shown)
    except (ArchiveError, LockedError) as error:
        if not shard.office:
            raise
        click.echo(f"{shard.office}: {error}")
        return False
    if shard.office:
        click.echo(f"{shard.office}:")
    _print(report, applied=not dry_run)
    return not report.faults


def rebuild_file(
    shard: Shard,
    sites: tuple[str, ...],
    *,
    jobs: int,
    dry_run: bool = False,
    told: Callable[[Difference], None],
    shown: Callable[[list[int]], Iterable[int]] = iter,
) -> RereadingReport:
    """Read the captures of *sites* (empty: all), or of a shard's own office, again, and take over what changes."""
    with Archive.open(shard.path, read_only=dry_run, create=False) as opened:
        offices = _offices(opened, (shard.office,) if shard.office else sites)
        captures = list(opened.captures(sites=list(offices), kinds=KINDS))
        rereading = Rereading(opened, software=f"healtharchive {__version__}")
        for reread in reread_all(Task(shard.path, offices), shown(captures), jobs=jobs):
            rereading.take(reread)
        report = rereading.report(told)
        if not dry_run:
            rereading.apply()
        rereading.close()
    return report


def _offices(archive: Archive, names: tuple[str, ...]) -> dict[str, Site]:
    """Return the named offices, or all: those of the registry, and those that only the archive knows."""
    known = Offices(archive.connection, registered()).sites
    unknown = tuple(name for name in names if name not in known)
    if unknown:
        choose(unknown)  # says what may have been meant
    return {name: known[name] for name in names or known}


def _shown(captures: list[int]) -> Iterator[int]:
    """Yield the captures, with a progress bar on a terminal."""
    if not sys.stderr.isatty():
        yield from captures
        return
    with Progress(console=Console(stderr=True)) as progress:
        yield from progress.track(captures, description="Reading again")


def _say_nothing(_difference: Difference) -> None:
    pass


def _tell(difference: Difference) -> None:
    name = f"article {difference.article}" if difference.article else f"new article {difference.url}"
    for field, (before, after) in difference.changes().items():
        click.echo(f"{name} {field}: {_short(before)} → {_short(after)}")


def _short(value: object) -> str:
    text = " ".join(str(value).split()) if value is not None else "nothing"
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]}…"


def _print(report: RereadingReport, *, applied: bool) -> None:
    for fault in report.faults:
        click.echo(fault)
    rows = [(name, told) for name, told in report.coverage.items() if told.changed or told.before != told.after]
    if rows:
        table = Table("field", "articles before", "after", "changed")
        _add_rows(table, ((name, told.before, told.after, told.changed) for name, told in rows))
        console().print(table)
    versions = f", {report.versions.before} → {report.versions.after} versions"
    click.echo(
        f"{report.captures} captures read, {len(report.faults)} not readable; {report.articles} articles: "
        f"{report.new} new, {report.changed} changed{versions}; {'applied' if applied else 'nothing was written'}"
    )


def _add_rows(table: Table, rows: Iterable[tuple[str, int, int, int]]) -> None:
    for row in rows:
        table.add_row(*map(str, row))
