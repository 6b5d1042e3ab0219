"""``healtharchive cdxj``: the index with which replay tools open the WARC files."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.cdxj import cdxj_lines
from crawler.commands.options import archive_option
from crawler.crawling.registry import choose


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@archive_option("The archive to index.")
def command(sites: tuple[str, ...], archive: Path) -> None:
    """Print the sorted CDXJ index of the captures of the named offices, or of all.

    pywb reads it beside the files of the warc folder: save it as indexes/index.cdxj of a collection.
    """
    names = choose(sites) if sites else ()
    with Archive.open(archive, read_only=True) as opened:
        for line in cdxj_lines(opened.connection, sites=names):
            click.echo(line)
