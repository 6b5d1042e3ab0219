"""``healtharchive worker``: one machine's part of a fleet, taking jobs from a queue."""

import logging
import os
import socket
from pathlib import Path

import click

from crawler.commands.choosing import offices_file
from crawler.commands.options import archive_option, evidence_option, queue_option, replica_option
from crawler.commands.queueing import require_extra
from crawler.crawling.download.proxies import refuse_private_proxies
from crawler.crawling.offices.registry import project_settings, sites_by_id
from crawler.crawling.run.runner import CrawlPlan
from crawler.errors import HealthArchiveError


@click.command()
@queue_option("The queue to take jobs from.", required=True)
@click.option("--jobs", type=click.IntRange(1, 256), default=4, show_default=True, help="Jobs at once.")
@click.option("--name", help="The worker's name; workers of one machine need different ones.")
@click.option(
    "--offices",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of offices that adds to the registry and overrides it; offices.toml beside the archive otherwise.",
)
@archive_option("The folder of shards; made when missing.")
@replica_option("Crawl the replica offices served there instead of the real ones.")
@evidence_option()
@click.option("-v", "--verbose", is_flag=True, help="Log what becomes of each job.")
def command(
    queue: str,
    jobs: int,
    name: str | None,
    offices: Path | None,
    archive: Path,
    replica: str,
    evidence_to: str,
    verbose: bool,
) -> None:
    """Do jobs until told to stop: crawl offices, read shards again, import files, recognise scans.

    SIGTERM lets the jobs at work end and takes no more. A worker that is killed loses nothing: its jobs are handed out
    again, and what its runs had kept is taken up.
    """
    require_extra()
    from crawler.fleet.worker import Machine, work

    if archive.exists() and not archive.is_dir():
        raise HealthArchiveError(
            f"{archive} is one file, which has one writer; `healtharchive split` makes shards of it."
        )
    if not replica:
        refuse_private_proxies()
    archive.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s [%(name)s] %(levelname)s: %(message)s"
    )
    file = offices_file(offices, archive)
    settings = project_settings(file)
    plan = CrawlPlan(names=(), archive=archive, offices=file, replica=replica, readers=1, evidence=evidence_to)
    work(
        Machine(
            queue=queue,
            archive=archive,
            sites=sites_by_id(settings),
            plan=plan,
            # the pauses of replicas are their own business
            pause=settings.getfloat("REPLICA_PAUSE" if replica else "DOWNLOAD_DELAY"),
            jobs=jobs,
            name=name or f"{socket.gethostname()}-{os.getpid()}",
            visibility_seconds=settings.getint("QUEUE_VISIBILITY_SECONDS"),
            lease_seconds=settings.getfloat("QUEUE_LEASE_SECONDS"),
            is_verbose=verbose,
        )
    )
