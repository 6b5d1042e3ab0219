"""``healtharchive cite``: a citation that can be checked."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.shards.layout import shard_of_article
from crawler.commands.options import archive_option
from crawler.publish.evidence.citations import article_of, cite


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="ARTICLE[@VERSION]...")
@archive_option("The archive to cite from.")
def command(references: tuple[str, ...], archive: Path) -> None:
    """Print a citation for each article: office, title, number, date, address, capture time and SHA-256.

    An article is named by its number or by any of its addresses; without a version the newest is cited. The name that a
    citation prints, with the moment of a capture behind the @, can be cited again at any time.
    """
    for reference in references:
        with Archive.open(shard_of_article(archive, article_of(reference)), read_only=True) as opened:
            click.echo(str(cite(opened.connection, reference)))
