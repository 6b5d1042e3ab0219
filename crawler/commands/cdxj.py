"""``healtharchive cdxj``: the index with which replay tools open the WARC files."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.commands.options import archive_option
from crawler.publish.evidence.cdxj import cdxj_lines


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@archive_option("The archive to index.")
def command(sites: tuple[str, ...], archive: Path) -> None:
    """Print the sorted CDXJ index of the captures of the named offices, or of all.

    pywb reads it beside the files of the warc folder: save it as indexes/index.cdxj of a collection.
    """
    with Archive.open(archive, read_only=True) as opened:
        opened.require_sites(sites)
        for line in cdxj_lines(opened.connection, sites=sites):
            click.echo(line)
