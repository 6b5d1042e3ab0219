"""``healtharchive ocr``: text for the scans among the attachments, and for pictures that carry a notice."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.rebuild.pictures import pictures, recognise_pictures
from crawler.archive.rebuild.recognition import recognise_scans, scans
from crawler.archive.shards.layout import Shard, is_sharded, require_shards
from crawler.commands.options import archive_option, queue_option
from crawler.commands.queueing import queue_shards
from crawler.filetext.ocr import require_tesseract


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Read at most this many files."
)
@queue_option("Put the shards on this queue, for workers to read, and end.")
@archive_option("The archive whose scans are read.")
def command(sites: tuple[str, ...], limit: int, queue: str | None, archive: Path) -> None:
    """Recognise the text of scanned attachments with Tesseract, in Vietnamese or simplified Chinese.

    Needs tesseract-ocr with the models vie and chi_sim. Each file is tried once; its text is marked as recognised.
    So are the pictures of articles whose page has next to no text.
    """
    if queue is not None:
        queue_shards("ocr", archive, queue, sites, ["--limit", str(limit)])
        return
    read = 0
    for shard in require_shards(archive, sites if is_sharded(archive) else ()):
        read += recognise(shard, sites, limit - read)
    click.echo(f"{read} {'file or picture' if read == 1 else 'files and pictures'} read")


def recognise(shard: Shard, sites: tuple[str, ...], limit: int) -> int:
    """Read the scans of *sites*, or of a shard's own office; return how many were read."""
    with Archive.open(shard.path, create=False) as opened:
        opened.require_sites(sites)
        asked = (shard.office,) if shard.office else sites
        found = scans(opened.connection, asked, limit)
        shown = pictures(opened.connection, asked, limit - len(found))
        require_tesseract({scan.language for scan in found} | {picture.language for picture in shown})
        for scan, text in recognise_scans(opened, found):
            click.echo(f"article {scan.article}, {scan.name}: {len(text) if text else 'no'} characters")
        for picture, text in recognise_pictures(opened, shown):
            click.echo(f"article {picture.article}, {picture.name}: {len(text) if text else 'no'} characters")
    return len(found) + len(shown)
