"""What a worker does with a crawl: takes the office's lease, crawls it in a process of its own, notes what it found."""

import json
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from redis import Redis

from crawler.archive import Archive, ArchiveError
from crawler.archive.db.database import connect
from crawler.archive.db.times import utc_text
from crawler.archive.history.disk import require_room
from crawler.archive.shards.catalogue import make_shard
from crawler.archive.shards.layout import shard_path
from crawler.crawling.alerts.run import tell_of_shards
from crawler.crawling.processes.child import Child, Result
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.runner import CrawlPlan
from crawler.fleet.jobs import CrawlJob, no_longer_waiting
from crawler.fleet.leases import SECONDS, Lease
from crawler.site import Site

LAST = "healtharchive:last"
"""Redis hash: office → what its last job found, as JSON."""
MIN_FREE_MB = 500
"""Nothing is fetched where less is free on the disk of the shards."""
COUNTS = ("requests", "new", "changed", "gone")
Ended = Literal["done", "busy", "again"]
"""``done``: acknowledge it.  ``busy``: another worker has the office or a host of it.  ``again``: it failed."""


@dataclass(frozen=True)
class Bench:
    """What a worker works with."""

    archive: Path
    """The folder of shards."""
    redis: Redis
    keeper: Redis
    """Renews leases; its calls fail quickly."""
    sites: Mapping[str, Site]
    plan: CrawlPlan
    """Where and how this machine crawls; the job says which office."""
    pause: float
    """Seconds between two requests to a host, kept between the runs of two offices as well."""
    lease_seconds: float = SECONDS


class Crew:
    """The crawls that this worker has at work."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def crawl(self, job: CrawlJob, name: str) -> tuple[Ended, str]:
        """Crawl the job's office, unless that was done; return how it ended, and a sentence."""
        site = self._bench.sites[job.office]
        children: list[Child] = []

        def stop() -> None:
            for child in children:
                child.process.send_signal(signal.SIGKILL)

        bench = self._bench
        lease = Lease(bench.redis, self._names(site), keeper=bench.keeper, lost=stop, seconds=bench.lease_seconds)
        if not lease.take():
            return "busy", f"{job.office} or a host of it is crawled by another worker."
        with lease:
            found = finished_run(shard_path(bench.archive, job.office), job.office, name)
            if found is not None:
                # Who did it may have been killed before anybody was told.
                self._settle(job, name, found)
                return "done", "It was done before."
            try:
                require_room(bench.archive, MIN_FREE_MB)
            except ArchiveError as error:
                return "again", str(error)
            kind: Literal["live", "demo"] = "demo" if self._bench.plan.replica else "live"
            path = make_shard(self._bench.archive, job.office, kind=kind, first=job.first_number)
            children.append(Child(self._plan(job, name, path)))
            result = children[0].result()
            return self._judge(job, name, result)

    def _names(self, site: Site) -> dict[str, float]:
        pause = max(self._bench.pause, site.pause)
        return {f"office:{site.id}": 0.0, **{f"host:{host}": pause for host in site.all_hosts()}}

    def _plan(self, job: CrawlJob, name: str, shard: Path) -> CrawlPlan:
        return replace(
            self._bench.plan,
            names=(job.office,),
            archive=shard,
            full=job.full,
            limit=job.limit,
            minutes=job.minutes,
            requests=job.requests,
            job=name,
            is_shard=True,
        )

    def _judge(self, job: CrawlJob, name: str, result: Result) -> tuple[Ended, str]:
        outcome = result.outcome
        if result.is_locked:
            return "busy", outcome.sentence
        if result.is_dead or outcome.state == "interrupted":
            return "again", outcome.sentence
        self._settle(job, name, outcome, first=result.first)
        return "done", outcome.sentence

    def _settle(self, job: CrawlJob, name: str, outcome: Outcome, *, first: Sequence[str] = ()) -> None:
        now = datetime.now(UTC)
        tell_of_shards(self._bench.archive, [outcome], now, first=first)
        self._note(outcome, now)
        self._finish(job, name)

    def give_up(self, job: CrawlJob, name: str, sentence: str) -> None:
        """Note that an office's job failed for good; the office can be put on the queue again."""
        self._note(Outcome(site=job.office, state="interrupted", counts={}, sentence=sentence), datetime.now(UTC))
        self._finish(job, name)

    def _note(self, outcome: Outcome, now: datetime) -> None:
        counts = {key: outcome.counts.get(key, 0) for key in COUNTS}
        said = {"state": outcome.state, "sentence": outcome.sentence, "ended_at": utc_text(now)}
        self._bench.redis.hset(LAST, outcome.site, json.dumps(said | {"machine": socket.gethostname()} | counts))

    def _finish(self, job: CrawlJob, name: str) -> None:
        no_longer_waiting(self._bench.redis, job.office, name)


def finished_run(shard: Path, office: str, job: str) -> Outcome | None:
    """Return what a run that was made for *job* came to; a job that is handed out twice is done once."""
    if not shard.exists():
        return None
    Archive.open(shard, read_only=True).close()  # an older one is brought up to date
    with closing(connect(shard, read_only=True)) as connection:
        row = connection.execute(
            """SELECT state, note, requests, new, changed, gone FROM runs
            WHERE job = ? AND state NOT IN ('running', 'interrupted') ORDER BY id DESC""",
            (job,),
        ).fetchone()
    if row is None:
        return None
    return Outcome(
        site=office, state=row["state"], counts={name: row[name] for name in COUNTS}, sentence=row["note"] or ""
    )
