"""``healtharchive status``: how each office is, for a person and for monitoring."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from crawler.archive import Archive
from crawler.archive.history import PastRun, RunHistory
from crawler.commands.options import archive_option
from crawler.crawling.registry import choose
from crawler.errors import SomeFailedError

TREND = 14
"""Runs of which the trend shows the new articles."""
BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, kw_only=True)
class OfficeStatus:
    """What is known of one office."""

    site: str
    state: str
    """Of the last run; ``never`` before the first."""
    reason: str
    last_run: str | None
    last_good_run: str | None
    newest_article: str | None
    new: tuple[int, ...]
    """New articles of the last runs, oldest first."""


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@archive_option("The archive to look into.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(sites: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Show each office's state, last good run, newest article and trend.

    Exit status: 0 when the last run of every office was good, 1 when one was not or an office was never crawled.
    """
    names = choose(sites)
    with Archive.open(archive, read_only=True) as opened:
        statuses = [_status(RunHistory(opened, name)) for name in names]
    if as_json:
        click.echo(json.dumps([asdict(status) for status in statuses], ensure_ascii=False, indent=2))
    else:
        _print(statuses)
    if any(status.state != "ok" for status in statuses):
        sys.exit(SomeFailedError.exit_status)


def _status(history: RunHistory) -> OfficeStatus:
    runs = history.runs()
    last: PastRun | None = runs[0] if runs else None
    return OfficeStatus(
        site=history.site,
        state=last.state if last else "never",
        reason=last.note if last else "It was never crawled.",
        last_run=last.finished_at if last else None,
        last_good_run=next((run.finished_at for run in runs if run.state == "ok"), None),
        newest_article=history.newest_article(),
        new=tuple(run.new for run in reversed(runs[:TREND])),
    )


def _print(statuses: list[OfficeStatus]) -> None:
    console = Console()
    table = Table()
    for column in ("office", "state", "last run", "last good run", "newest article", "new articles"):
        table.add_column(column)
    for status in statuses:
        table.add_row(
            status.site,
            status.state,
            status.last_run or "–",
            status.last_good_run or "–",
            status.newest_article or "–",
            trend(status.new),
            style=None if status.state == "ok" else "bold red",
        )
    console.print(table)
    for status in statuses:
        if status.state != "ok":
            console.print(f"{status.site}: {status.reason}")


def trend(counts: tuple[int, ...]) -> str:
    """Return counts as a row of bars, scaled to the highest.

    >>> trend((0, 4, 8))
    '▁▄█'
    """
    highest = max(counts, default=0) or 1
    return "".join(BARS[count * (len(BARS) - 1) // highest] for count in counts)
