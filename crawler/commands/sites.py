"""``healtharchive sites``: the offices that the archive knows."""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table

from crawler.crawling.registry import sites


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(as_json: bool) -> None:
    """List the offices: id, name, home, CMS family and sections."""
    if as_json:
        click.echo(json.dumps([asdict(site) for site in sites()], ensure_ascii=False, indent=2))
        return
    table = Table()
    for column in ("id", "name", "home", "family", "sections"):
        table.add_column(column)
    for site in sites():
        table.add_row(site.id, site.name, site.home, site.family, str(len(site.sections)))
    Console().print(table)
