"""``healtharchive wacz``: the evidence of articles or offices as one file for ReplayWeb.page."""

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler import __version__
from crawler.archive import Archive
from crawler.archive.db.times import utc_text
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.evidence.citations import cite
from crawler.publish.evidence.wacz import Selection, write_wacz


@click.command()
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--article", "articles", multiple=True, metavar="ARTICLE", help="An article, by its number or address.")
@click.option("--site", "sites", multiple=True, metavar="SITE", help="An office, with all that was captured of it.")
@archive_option("The archive to pack from.")
def command(output: Path, articles: tuple[str, ...], sites: tuple[str, ...], archive: Path) -> None:
    """Pack the captures of articles or offices, with their index, into the new WACZ file OUTPUT.

    Open it at https://replayweb.page, which replays it in the browser without sending it anywhere.
    """
    if not articles and not sites:
        raise HealthArchiveError("Say what to pack: --article, --site, or several of them.")
    with Archive.open(archive, read_only=True) as opened:
        ids = [cite(opened.connection, reference).article for reference in articles]
        count = write_wacz(
            opened,
            Selection(sites=sites, articles=ids),
            output,
            title=", ".join((*sites, *articles)),
            software=f"healtharchive {__version__}",
            created=utc_text(datetime.now(UTC)),
        )
    click.echo(f"{output}: {count} captures")
