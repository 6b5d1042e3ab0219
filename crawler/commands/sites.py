"""``healtharchive sites``: the offices that the archive knows."""

import json
from dataclasses import asdict

import click
from rich.table import Table

from crawler.commands.console import console
from crawler.crawling.offices.registry import sites


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(as_json: bool) -> None:
    """List the offices: id, name, home, CMS family, sections, and hours from one run to the next."""
    if as_json:
        click.echo(json.dumps([asdict(site) for site in sites()], ensure_ascii=False, indent=2))
        return
    # Without lines, and folded, all of it can be read and copied on a terminal of eighty columns.
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold underline")
    table.add_column("id", no_wrap=True)
    table.add_column("name")
    table.add_column("home", overflow="fold")
    table.add_column("family", no_wrap=True)
    table.add_column("sections", justify="right")
    table.add_column("every", justify="right", no_wrap=True)
    for site in sites():
        table.add_row(site.id, site.name, site.home, site.family, str(len(site.sections)), f"{site.every_hours} h")
    console().print(table)
