"""``healtharchive withhold``: something stays in the archive and is not published, with a reason that readers see."""

from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.articles.withheld import Target, in_force, lift, withhold
from crawler.archive.db.database import transaction
from crawler.archive.db.times import utc_text
from crawler.archive.shards.layout import require_shards, shard_of_article
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.evidence.citations import article_of, cite


@click.command()
@click.argument("article", required=False)
@click.option("--version", "version", type=click.IntRange(1), help="Only this version, by its number.")
@click.option("--file", "attachment", type=click.IntRange(1), help="Only this file, by its number in attachments.")
@click.option("--field", help="Only this field in every version, such as signer.")
@click.option("--reason", default="", help="Why; it is published in the place of what is withheld.")
@click.option("--lift", "is_lifted", is_flag=True, help="Publish it again.")
@archive_option("The archive.")
def command(
    article: str | None,
    version: int | None,
    attachment: int | None,
    field: str | None,
    reason: str,
    is_lifted: bool,
    archive: Path,
) -> None:
    """Withhold ARTICLE (its number or address), or part of it, from everything that is published from now on.

    Without ARTICLE: list what is withheld. The archive keeps all; the next snapshot, its files and releases say that
    something is withheld and why. What was published before is not called back: publish anew with --keep 1. A word of a
    withheld field that stands in the text, too, is not found by itself.
    """
    if article is None:
        for shard in require_shards(archive):
            with Archive.open(shard.path, read_only=True) as opened:
                for one in in_force(opened.connection):
                    click.echo(f"{one.target}: {one.reason} (since {one.withheld_at})")
        return
    with Archive.open(shard_of_article(archive, article_of(article)), create=False) as opened:
        connection = opened.connection
        number = cite(connection, article, withheld=True).article
        target = Target(article=number, version=version, attachment=attachment, field=field)
        now = utc_text(datetime.now(UTC))
        if is_lifted and reason:
            raise HealthArchiveError("--lift needs no reason.")
        with transaction(connection):
            if is_lifted:
                lift(connection, target, now)
            else:
                withhold(connection, target, reason, now)
    done = "is published again" if is_lifted else "is withheld"
    click.echo(f"{str(target).capitalize()} {done}: publish a new snapshot for it to take effect.")
