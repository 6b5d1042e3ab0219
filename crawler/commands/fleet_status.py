"""What `status --queue` shows: all workers, what they are at, and what waits."""

import json
from dataclasses import asdict

import click
from rich.table import Table

from crawler.commands.console import console
from crawler.commands.queueing import require_extra


def show_fleet(queue: str, *, as_json: bool) -> None:
    """Print the workers of a queue, the jobs that wait, and what each office's last job found."""
    require_extra()
    from crawler.fleet.app import make_app
    from crawler.fleet.connection import require
    from crawler.fleet.workers import fleet_status

    status = fleet_status(make_app(queue), require(queue))
    if as_json:
        click.echo(json.dumps(asdict(status), ensure_ascii=False, indent=2))
        return
    terminal = console()
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold underline")
    for column in ("worker", "at work on", "holds"):
        table.add_column(column, overflow="fold")
    for worker in status.workers:
        table.add_row(worker.name, ", ".join(worker.active) or "–", str(worker.reserved))
    terminal.print(table)
    waiting = ", ".join(f"{count} {name}" for name, count in status.waiting.items() if count)
    terminal.print(f"{len(status.workers)} workers; waiting: {waiting or 'nothing'}")
    for office, said in status.last.items():
        counts = ", ".join(f"{said[name]} {name}" for name in ("requests", "new", "changed", "gone"))
        terminal.print(f"{office}: {said['state']} at {said['ended_at']} on {said['machine']}: {counts}")
