"""Work given to a queue in the place of doing it here."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from crawler.archive.shards.catalogue import reserve_block
from crawler.archive.shards.layout import require_shards
from crawler.crawling.offices.registry import project_settings, sites_by_id
from crawler.crawling.run.clock import Clock
from crawler.crawling.run.runner import CrawlPlan
from crawler.crawling.schedule.due import overdue_offices
from crawler.errors import HealthArchiveError


def require_extra() -> None:
    """Raise `HealthArchiveError` where the packages for a queue are not installed."""
    if find_spec("celery") is None or find_spec("redis") is None:
        raise HealthArchiveError("A queue needs further packages: pip install 'healtharchive[queue]'.")


def queue_crawls(plan: CrawlPlan, queue: str, *, asked: bool) -> None:
    """Put the plan's offices on the queue and say how many; *asked* ones, which a person named, go first."""
    require_extra()
    from crawler.fleet.app import make_app
    from crawler.fleet.connection import require
    from crawler.fleet.jobs import CrawlJob, enqueue_crawls

    redis = require(queue)
    if plan.archive.exists() and not plan.archive.is_dir():
        raise HealthArchiveError(f"{plan.archive} is one file, which has one writer; make shards of it first.")
    settings = project_settings(plan.offices)
    now = Clock.from_settings(settings).now()
    overdue = overdue_offices(plan.archive, plan.names, sites_by_id(settings), now) if plan.archive.exists() else set()
    jobs = [
        (
            CrawlJob(
                office=name,
                first_number=reserve_block(plan.archive, name),
                full=plan.full,
                limit=plan.limit,
                minutes=plan.minutes,
                requests=plan.requests,
            ),
            "asked" if asked else "overdue" if name in overdue else "due",
        )
        for name in plan.names
    ]
    put = enqueue_crawls(make_app(queue), redis, jobs)
    left = len(jobs) - len(put)
    click.echo(f"{len(put)} offices put on the queue" + (f", {left} wait there already" if left else ""))


def queue_shards(verb: str, archive: Path, queue: str, offices: Sequence[str], arguments: Sequence[str]) -> None:
    """Put a command on each shard of *archive*, or on those of *offices*, on the queue."""
    queue_files(verb, queue, [shard.office for shard in require_shards(archive, offices)], arguments)


def queue_files(verb: str, queue: str, files: Sequence[str], arguments: Sequence[str]) -> None:
    """Put a command on each of *files* on the queue."""
    require_extra()
    from crawler.fleet.app import make_app
    from crawler.fleet.connection import require
    from crawler.fleet.jobs import FileJob, enqueue_files

    require(queue)
    jobs = [FileJob(file=file, arguments=tuple(arguments)) for file in files]
    count = enqueue_files(make_app(queue), f"healtharchive.{verb}", jobs)
    click.echo(f"{count} files put on the queue")
