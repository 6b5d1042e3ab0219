"""What a job on the queue says, and how it gets there."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from celery import Celery
from redis import Redis

from crawler.fleet.app import PRIORITIES

CRAWL, REBUILD, IMPORT, RECOGNISE = (f"healtharchive.{verb}" for verb in ("crawl", "rebuild", "import", "ocr"))
WAITING = "healtharchive:waiting:"
WAITING_SECONDS = 24 * 3600
"""How long an office that was put on the queue is not put there again, unless its job ends before."""


@dataclass(frozen=True, kw_only=True)
class CrawlJob:
    """One office's run."""

    office: str
    first_number: int
    """Of the block of numbers that its shard gets, where there is none yet."""
    full: bool = False
    limit: int = 0
    minutes: int = 0
    requests: int = 0


@dataclass(frozen=True, kw_only=True)
class FileJob:
    """Work on one file: a shard to read again or to recognise scans in, or a file to import."""

    file: str
    """An office's id, or a path that every worker can read."""
    arguments: tuple[str, ...] = ()
    """Further words of the command."""


def enqueue_crawls(app: Celery, redis: Redis, jobs: Iterable[tuple[CrawlJob, str]]) -> list[str]:
    """Put offices on the queue, each with its priority's name; return those that were not waiting there already."""
    put = []
    for job, priority in jobs:
        name = uuid.uuid4().hex
        if not redis.set(WAITING + job.office, name, nx=True, ex=WAITING_SECONDS):
            continue
        app.send_task(CRAWL, args=[asdict(job)], task_id=name, priority=PRIORITIES[priority])
        put.append(job.office)
    return put


def enqueue_files(app: Celery, verb: str, jobs: Iterable[FileJob]) -> int:
    """Put work on files on the queue; return how much."""
    count = 0
    for job in jobs:
        app.send_task(verb, args=[asdict(job)], task_id=uuid.uuid4().hex, priority=PRIORITIES["files"])
        count += 1
    return count


def crawl_job(order: Mapping[str, Any]) -> CrawlJob:
    """Return the job that a message holds."""
    return CrawlJob(**order)


def file_job(order: Mapping[str, Any]) -> FileJob:
    """Return the job that a message holds."""
    return FileJob(file=order["file"], arguments=tuple(order["arguments"]))


def no_longer_waiting(redis: Redis, office: str, job: str) -> None:
    """Let the office be put on the queue again, if it is this job that waited."""
    if redis.get(WAITING + office) == job.encode():
        redis.delete(WAITING + office)
