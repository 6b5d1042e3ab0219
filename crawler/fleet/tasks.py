"""The tasks that workers know: how a job's end becomes an acknowledgement, another try, or a failure that is told."""

import logging
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from celery import Celery, Task

from crawler.errors import LockedError
from crawler.fleet.jobs import CRAWL, IMPORT, REBUILD, RECOGNISE, FileJob, crawl_job, file_job
from crawler.fleet.leases import Lease
from crawler.fleet.work import Bench, Crew

logger = logging.getLogger("healtharchive.worker")

BUSY_SECONDS = 20.0
"""After which a job is tried again whose office or host another worker has."""
FIRST_PAUSE, MAX_PAUSE = 30.0, 3600.0
"""Seconds before a job that failed is tried again: doubled each time, up to the second."""
MAX_FAILURES = 6


def pause_after(failures: int) -> float:
    """Return how long to wait after so many failures, in seconds, without chance.

    >>> [pause_after(failures) for failures in (1, 2, 3, 20)]
    [30.0, 60.0, 120.0, 3600.0]
    """
    return float(min(FIRST_PAUSE * 2 ** min(failures - 1, 10), MAX_PAUSE))


@dataclass(frozen=True)
class Again:
    """How jobs are handed out again."""

    busy_seconds: float = BUSY_SECONDS
    first_pause: float = FIRST_PAUSE

    def later(self, task: Task, failures: int) -> Exception:
        """Return what a task raises whose office or file another worker has."""
        return _retry(task, self.busy_seconds * random.uniform(0.5, 1.5), failures)

    def after_failure(self, task: Task, failures: int, sentence: str) -> Exception | None:
        """Return what a task raises that failed for the *failures*-th time; None where it is given up."""
        if failures >= MAX_FAILURES:
            logger.error("Given up after %d tries: %s", failures, sentence)
            return None
        pause = pause_after(failures) * self.first_pause / FIRST_PAUSE
        return _retry(task, pause * random.uniform(0.8, 1.2), failures)


def add_tasks(app: Celery, bench: Bench, again: Again) -> None:
    """Make the tasks of a worker known to its application."""
    crew = Crew(bench)

    def crawl(self: Task, order: Mapping[str, Any], failures: int = 0) -> None:
        job = crawl_job(order)
        if job.office not in bench.sites:
            logger.error("There is no office %r on this machine.", job.office)
            return
        ended, sentence = crew.crawl(job, self.request.id)
        logger.info("%s: %s %s", job.office, ended, sentence)
        if ended == "busy":
            raise again.later(self, failures)
        if ended == "again":
            retry = again.after_failure(self, failures + 1, f"{job.office}: {sentence}")
            if retry is not None:
                raise retry
            crew.give_up(job, self.request.id, sentence)

    app.task(crawl, name=CRAWL, bind=True, max_retries=None)
    for name in (REBUILD, IMPORT, RECOGNISE):
        app.task(_file_task(bench, again), name=name, bind=True, max_retries=None)


def _file_task(bench: Bench, again: Again) -> Callable[..., None]:
    def on_file(self: Task, order: Mapping[str, Any], failures: int = 0) -> None:
        verb = self.name.rpartition(".")[2]
        job = file_job(order)
        try:
            status = _run_command(bench, verb, job)
        except LockedError:
            raise again.later(self, failures) from None
        if status < 0:
            retry = again.after_failure(self, failures + 1, f"{verb} {job.file} ended with status {status}")
            if retry is not None:
                raise retry

    return on_file


def _retry(task: Task, seconds: float, failures: int) -> Exception:
    """Return what a task raises to be handed out again under its own name after *seconds*."""
    retry: Exception = task.retry(
        args=task.request.args,
        kwargs={"failures": failures},
        countdown=seconds,
        priority=(task.request.delivery_info or {}).get("priority"),
        throw=False,
    )
    return retry


def _run_command(bench: Bench, verb: str, job: FileJob) -> int:
    """Run a command on one file and return its status; raise `LockedError` while its office is at work elsewhere."""
    office = job.file if verb != "import" else None
    lease = Lease(
        bench.redis,
        {f"office:{office}" if office else f"import:{job.file}": 0.0},
        keeper=bench.keeper,
        lost=lambda: None,  # the file's own lock keeps two writers apart
        seconds=bench.lease_seconds,
    )
    if not lease.take():
        raise LockedError(f"Another worker is at work on {job.file}.")
    with lease:
        words = [verb, job.file, *job.arguments, "--archive", str(bench.archive)]
        done = subprocess.run([sys.executable, "-m", "crawler", *words], check=False, capture_output=True, text=True)
    for line in (done.stdout + done.stderr).splitlines():
        logger.info("%s %s: %s", verb, job.file, line)
    if done.returncode == LockedError.exit_status:
        raise LockedError(f"Another process writes the shard of {job.file}.")
    return done.returncode
