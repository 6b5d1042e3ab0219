"""``healtharchive split``: an archive of one file becomes a folder with a shard for each office."""

from pathlib import Path

import click

from crawler.archive.shards.splitting import split
from crawler.commands.options import archive_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@archive_option("The archive to split; it stays as it is.")
def command(folder: Path, archive: Path) -> None:
    """Make FOLDER of an archive of one file: a shard for each office, and the evidence of all.

    Every number stays what it is, so that citations hold. FOLDER takes the archive's place in every --archive.
    """
    offices = split(archive, folder, lambda office: click.echo(office, err=True))
    click.echo(f"{folder}: {len(offices)} shards; crawl and publish it with --archive {folder}")
