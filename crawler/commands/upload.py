"""``healtharchive upload``: the evidence of an archive moves to an address, such as a bucket."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.shards.layout import require_shards
from crawler.archive.warc.addresses import whole_address
from crawler.archive.warc.moving import move_evidence
from crawler.commands.options import archive_option


@click.command()
@click.argument("address")
@archive_option("The archive whose evidence moves.")
def command(address: str, archive: Path) -> None:
    """Move the WARC files to ADDRESS, such as s3://BUCKET/FOLDER or file:///FOLDER.

    Each is compared by its digest once it is there, and only then named there by the rows and removed here. Stopped at
    any moment it loses nothing, and goes on when it is called again. `crawl --evidence-to` does the same after each
    run. Access to a bucket is told by AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT.
    """
    address = whole_address(address)
    moved = 0
    for shard in require_shards(archive):
        with Archive.open(shard.path, create=False) as opened:
            moved += len(move_evidence(opened, address, office=shard.office))
    click.echo(f"{address}: {moved} files")
