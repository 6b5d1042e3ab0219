"""``healtharchive ocr``: text for the scans among the attachments, and for pictures that carry a notice."""

from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.rebuild.pictures import pictures, recognise_pictures
from crawler.archive.rebuild.recognition import recognise_scans, scans
from crawler.commands.options import archive_option
from crawler.filetext.ocr import require_tesseract


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Read at most this many files."
)
@archive_option("The archive whose scans are read.")
def command(sites: tuple[str, ...], limit: int, archive: Path) -> None:
    """Recognise the text of scanned attachments with Tesseract, in Vietnamese or simplified Chinese.

    Needs tesseract-ocr with the models vie and chi_sim. Each file is tried once; its text is marked as recognised.
    So are the pictures of articles whose page has next to no text.
    """
    with Archive.open(archive, create=False) as opened:
        opened.require_sites(sites)
        found = scans(opened.connection, sites, limit)
        shown = pictures(opened.connection, sites, limit - len(found))
        require_tesseract({scan.language for scan in found} | {picture.language for picture in shown})
        for scan, text in recognise_scans(opened, found):
            click.echo(f"article {scan.article}, {scan.name}: {len(text) if text else 'no'} characters")
        for picture, text in recognise_pictures(opened, shown):
            click.echo(f"article {picture.article}, {picture.name}: {len(text) if text else 'no'} characters")
        click.echo(f"{len(found)} files read")
        if shown:
            click.echo(f"{len(shown)} pictures read")
