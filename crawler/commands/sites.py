"""``healtharchive sites``: the offices that the archive knows."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from crawler.commands.choosing import offices_file
from crawler.commands.console import console
from crawler.commands.options import archive_option
from crawler.crawling.offices.registry import office_faults, project_settings, sites
from crawler.errors import SomeFailedError
from crawler.site import Site


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@archive_option("The archive whose offices.toml, beside it, adds to the registry.")
def command(as_json: bool, archive: Path) -> None:
    """List the offices: id, name, home, CMS family, lists that are written down, and hours from one run to the next.

    Exit status: 1 where an entry or a file cannot be used, and says why.
    """
    settings = project_settings(offices_file(None, archive))
    offices, faults = sites(settings), office_faults(settings)
    for sentence in faults.values():
        click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps([asdict(site) for site in offices], ensure_ascii=False, indent=2, default=str))
    else:
        _print(offices)
    if faults:
        sys.exit(SomeFailedError.exit_status)


def _print(offices: list[Site]) -> None:
    # Without lines, and folded, all of it can be read and copied on a terminal of eighty columns.
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold underline")
    table.add_column("id", no_wrap=True)
    table.add_column("name")
    table.add_column("home", overflow="fold")
    table.add_column("family", no_wrap=True)
    table.add_column("lists", justify="right")
    table.add_column("every", justify="right", no_wrap=True)
    for site in offices:
        table.add_row(site.id, site.name, site.home, site.family, str(len(site.sections)), f"{site.every_hours} h")
    console().print(table)
