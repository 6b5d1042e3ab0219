"""``healtharchive verify``: is the evidence of every row there, and is it what its digest says?"""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from crawler import __version__
from crawler.archive import Archive, ArchiveError
from crawler.archive.articles.files.attachments import FileReading, read_file, unread_file
from crawler.archive.history.date_orders import with_learned_order
from crawler.archive.rebuild.taking_in import take_in
from crawler.archive.shards.layout import Shard, require_shards
from crawler.archive.warc.verify import faults
from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import Capture, Visit
from crawler.reading import PAGE_FAULTS, read_article
from crawler.site import Site


@click.command()
@archive_option("The archive to verify; it may be in use.")
@click.option("--repair", is_flag=True, help="First take in the WARC records that no row names.")
@click.option(
    "--published",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --repair: a published snapshot; the article numbers in it go on leading to their articles.",
)
def command(archive: Path, repair: bool, published: Path | None) -> None:
    """Compare every row with its WARC record and every record with its digests.

    With --repair a restored backup takes in what was fetched after it was made; no article number is given twice.
    Of a folder of shards each is looked at; one that cannot be read is a fault, and the others go on.
    Names each fault on a line of its own. Exit status: 0 nothing found, 1 faults found, 2 not an archive.
    """
    if published and not repair:
        raise HealthArchiveError("--published goes with --repair.")
    found = sum(_verify(shard, repair=repair, published=published) for shard in require_shards(archive))
    if found:
        sys.exit(SomeFailedError.exit_status)


def _verify(shard: Shard, *, repair: bool, published: Path | None) -> int:
    """Name the faults of one file and return how many there are; a shard that cannot be read is one."""
    looked_at = 0

    def count(done: int) -> None:
        nonlocal looked_at
        looked_at = done

    found = 0
    try:
        if repair:
            _repair(shard, published)
        with Archive.open(shard.path, read_only=True) as opened:
            for fault in faults(opened, count):
                click.echo(f"{shard.office}: {fault}" if shard.office else str(fault))
                found += 1
    except ArchiveError as error:
        if not shard.office:
            raise
        click.echo(f"{shard.office}: {error}")
        return 1
    click.echo(f"{shard.path}: {looked_at} captures looked at, {found} faults")
    return found


def _repair(shard: Shard, published: Path | None) -> None:
    from crawler.crawling.offices.registry import spiders  # Scrapy is slow to import, and only a repair needs it

    path = shard.path
    with Archive.open(path, create=False) as archive, closing(WorkerReader()) as reader:
        sites = {
            name: with_learned_order(archive.connection, spider.site)  # type: ignore[attr-defined]  # all our spiders have a Site
            for name, spider in spiders().items()
            if shard.office in ("", name)
        }
        taken = take_in(
            archive, sites, reader, software=f"healtharchive {__version__}", published=published, office=shard.office
        )
    click.echo(
        f"{path}: {taken.records} records taken in, {taken.articles} new articles, "
        f"{taken.renumbered} numbers of the published snapshot lead to theirs"
    )
    for place in taken.unknown:
        click.echo(f"{place.file} at byte {place.offset}: nothing says which office or page this was asked for")


class WorkerReader:
    """Reads captures in a worker process with limits, as a crawl does."""

    def __init__(self) -> None:
        self._worker = WorkerProcess(Limits(), (__name__,))

    def article(self, capture: Capture, site: Site, capture_id: int) -> Visit | None:
        """Return what an article's page says; None, and a line, where it cannot be read."""
        try:
            visit = self._worker.call(read_article, capture, site)
        except (HealthArchiveError, *PAGE_FAULTS) as error:
            click.echo(f"capture {capture_id}: not readable ({type(error).__name__}: {error})")
            return None
        return replace(visit, capture_id=capture_id)

    def file(self, capture: Capture, site: Site) -> FileReading:
        """Return what a file says; one that exceeds the limits says so."""
        try:
            return self._worker.call(read_file, capture, site.language)
        except LimitExceededError as error:
            return unread_file(capture, str(error))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
