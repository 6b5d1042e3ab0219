"""``healtharchive status``: how each office is, for a person and for monitoring."""

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from crawler.archive import Archive, ArchiveError
from crawler.archive.frontier.lists import Lists
from crawler.archive.history.run_history import RunHistory
from crawler.archive.importing.offices import stored_sites
from crawler.archive.shards.layout import is_sharded, require_shards, shard_path
from crawler.commands.choosing import offices_file
from crawler.commands.console import console
from crawler.commands.fleet_status import show_fleet
from crawler.commands.options import archive_option, queue_option
from crawler.crawling.alerts.channels import channels
from crawler.crawling.alerts.channels import tell as send
from crawler.crawling.alerts.message import Message, place
from crawler.crawling.offices.registry import choose, project_settings, sites_by_id
from crawler.crawling.run.clock import Clock
from crawler.crawling.status.exposition import exposition
from crawler.crawling.status.office_status import OfficeStatus, status_of, unknown_status
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.site import Site

SHOWN = 7
"""Runs of the trend that fit on a terminal of eighty columns beside the rest."""
BARS = "▁▂▃▄▅▆▇█"


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@archive_option("The archive to look into.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--tell", is_flag=True, help="Send it to the alert channels as well: to try them, or now and then.")
@queue_option("Show the workers of this queue, and what waits for them, instead.")
@click.option("--prometheus", is_flag=True, help="Print Prometheus's text format; the exit status is then 0.")
def command(
    sites: tuple[str, ...], archive: Path, as_json: bool, tell: bool, queue: str | None, prometheus: bool
) -> None:
    """Show the state, last good run, newest article and trend of each office that the archive holds, or that is named.

    Exit status: 0 when the last run of every office was good and none is overdue, 1 when not or where one was never
    crawled.
    """
    if as_json and prometheus:
        raise HealthArchiveError("Say --json or --prometheus, not both.")
    if queue is not None:
        show_fleet(queue, as_json=as_json)
        return
    settings = project_settings(offices_file(None, archive))
    known = sites_by_id(settings)
    now = Clock.from_settings(project_settings()).now()
    if is_sharded(archive):
        held = [shard.office for shard in require_shards(archive) if shard.office in known]
        names = choose(sites, settings) if sites else held
        statuses = [_status_of_shard(shard_path(archive, name), known[name], now) for name in names]
    else:
        with Archive.open(archive, read_only=True) as opened:
            known = stored_sites(opened.connection) | known
            held = [name for name in opened.site_ids() if name in known]
            named = tuple(name for name in sites if name not in held)
            names = [*(name for name in sites if name in held), *(choose(named, settings) if named else [])]
            names = names or held or choose((), settings)
            statuses = [status_of(RunHistory(opened, name), Lists(opened, name), known[name], now) for name in names]
    if tell:
        _tell(archive, statuses)
    if prometheus:
        # The state is in the text; a collector that stops at a failed command would lose it when it is needed.
        click.echo(exposition(statuses), nl=False)
        return
    if as_json:
        click.echo(json.dumps([asdict(status) for status in statuses], ensure_ascii=False, indent=2))
    else:
        _print(statuses)
    if not all(status.is_ok for status in statuses):
        sys.exit(SomeFailedError.exit_status)


def _status_of_shard(path: Path, site: Site, now: datetime) -> OfficeStatus:
    """Return the status of the office of one shard, which may be missing or broken."""
    if not path.exists():
        return unknown_status(site, "never", "It was never crawled.")
    try:
        with Archive.open(path, read_only=True) as opened:
            return status_of(RunHistory(opened, site.id), Lists(opened, site.id), site, now)
    except ArchiveError as error:
        return unknown_status(site, "broken", str(error))


def _tell(archive: Path, statuses: list[OfficeStatus]) -> None:
    through = channels(os.environ)
    if not through:
        raise HealthArchiveError("No alert channel is set; HEALTHARCHIVE_NOTIFY_EMAIL and others name one.")
    bad = [f"{one.site} {'overdue' if one.state == 'ok' else one.state}" for one in statuses if not one.is_ok]
    offices = f"{len(statuses)} office{'s' if len(statuses) != 1 else ''}"
    if not send(Message(f"{place(archive)}: {offices}: {', '.join(bad) or 'all ok'}"), through):
        raise HealthArchiveError("No alert channel took the message; the lines above say why.")


def _print(statuses: list[OfficeStatus]) -> None:
    terminal = console()
    # Without lines all of it fits on a terminal of eighty columns.
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold underline")
    shown = _columns(statuses, terminal.width)
    for column in shown:
        # Where the line is too short for both, the office's name is cut and its state stays.
        table.add_column(column, no_wrap=True, overflow="ellipsis", min_width=8 if column == "office" else None)
    for status in statuses:
        row = _row(status)
        table.add_row(*(row[column] for column in shown), style=None if status.is_ok else "bold red")
    terminal.print(table)
    for status in statuses:
        if status.state != "ok" or status.reason.startswith("repaired"):
            terminal.print(f"{status.site}: {status.reason}")
        for name in status.incomplete:
            terminal.print(f"{status.site}: the list “{name}” may be longer than what was read of it")
        if status.is_overdue:
            terminal.print(
                f"{status.site}: its last run was at {status.last_run}, and one is due every {status.every_hours}"
                " hours; does cron or the timer run?"
            )
        if status.certificate:
            terminal.print(f"{status.site}: its certificate is not verified (exception: {status.certificate})")
        if status.key_exchange:
            terminal.print(f"{status.site}: its weak key exchange is allowed (exception: {status.key_exchange})")


def _row(status: OfficeStatus) -> dict[str, str]:
    return {
        "office": status.site,
        "state": status.state,
        "last run (UTC)": _cut(status.last_run, "YYYY-MM-DD HH:MM"),
        "last good": _cut(status.last_good_run, "YYYY-MM-DD"),
        "newest": _cut(status.newest_article, "YYYY-MM-DD"),
        "new": trend(status.new[-SHOWN:]),
    }


def _columns(statuses: list[OfficeStatus], width: int) -> list[str]:
    """Return the columns that fit into *width* characters, the most important first: office and state always."""
    rows = [_row(status) for status in statuses]
    columns = ["office", "state", "last run (UTC)", "last good", "newest", "new"]
    needed = {column: max(len(column), *(len(row[column]) for row in rows)) for column in columns}
    shown, used = columns[:2], needed["office"] + needed["state"] + 2
    for column in columns[2:]:
        used += needed[column] + 1
        if used > width:
            break
        shown.append(column)
    return shown


def _cut(time: str | None, form: str) -> str:
    return time[: len(form)].replace("T", " ") if time else "–"


def trend(counts: tuple[int, ...]) -> str:
    """Return counts as a row of bars, scaled to the highest.

    >>> trend((0, 4, 8))
    '▁▄█'
    """
    highest = max(counts, default=0) or 1
    return "".join(BARS[count * (len(BARS) - 1) // highest] for count in counts)
