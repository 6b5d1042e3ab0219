"""``healtharchive merge``: the shards of a folder become an archive of one file."""

from pathlib import Path

import click

from crawler.archive.shards.joining import merge_shards
from crawler.commands.options import archive_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@archive_option("The folder of shards to merge; it stays as it is.")
def command(file: Path, archive: Path) -> None:
    """Make FILE, an archive of one file, of a folder of shards.

    Every number stays what it is. A shard that cannot be read stops it, and nothing is written.
    """
    offices = merge_shards(archive, file, lambda office: click.echo(office, err=True))
    click.echo(f"{file}: the rows of {len(offices)} shards")
