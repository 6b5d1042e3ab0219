"""``healtharchive verify``: is the evidence of every row there, and is it what its digest says?"""

import sys
from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from crawler.commands.options import archive_option
from crawler.errors import SomeFailedError


@click.command()
@archive_option("The archive to verify; it may be in use.")
def command(archive: Path) -> None:
    """Compare every row with its WARC record and every record with its digests.

    Names each fault on a line of its own. Exit status: 0 nothing found, 1 faults found, 2 not an archive.
    """
    looked_at = 0

    def count(done: int) -> None:
        nonlocal looked_at
        looked_at = done

    found = 0
    with Archive.open(archive, read_only=True) as opened:
        for fault in faults(opened, count):
            click.echo(str(fault))
            found += 1
    click.echo(f"{archive}: {looked_at} captures looked at, {found} faults")
    if found:
        sys.exit(SomeFailedError.exit_status)
