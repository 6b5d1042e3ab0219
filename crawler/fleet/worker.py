"""A worker's process: Celery's own worker with a thread a job, which waits for a process that does the work."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.crawling.run.runner import CrawlPlan
from crawler.fleet.app import make_app
from crawler.fleet.connection import quick, require
from crawler.fleet.leases import RENEWALS
from crawler.fleet.tasks import BUSY_SECONDS, FIRST_PAUSE, Again, add_tasks
from crawler.fleet.work import Bench
from crawler.site import Site


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What one worker is started with."""

    queue: str
    archive: Path
    sites: Mapping[str, Site]
    plan: CrawlPlan
    pause: float
    jobs: int
    name: str
    visibility_seconds: int
    lease_seconds: float
    is_verbose: bool


def work(machine: Machine) -> None:
    """Take jobs until SIGTERM.  Raises `HealthArchiveError` when the queue does not answer."""
    app = make_app(machine.queue, visibility_seconds=machine.visibility_seconds)
    bench = Bench(
        archive=machine.archive,
        redis=require(machine.queue),
        keeper=quick(machine.queue, seconds=machine.lease_seconds / RENEWALS),
        sites=machine.sites,
        plan=machine.plan,
        pause=machine.pause,
        lease_seconds=machine.lease_seconds,
    )
    # Whoever waits for a lease need not wait much longer than it holds.
    haste = min(1.0, machine.lease_seconds / 30.0)
    add_tasks(app, bench, Again(BUSY_SECONDS * haste, FIRST_PAUSE * haste))
    worker = app.Worker(
        pool="threads",
        concurrency=machine.jobs,
        hostname=f"{machine.name}@healtharchive",
        loglevel="INFO" if machine.is_verbose else "WARNING",
        without_mingle=True,
        without_gossip=True,
        quiet=True,
    )
    worker.start()
