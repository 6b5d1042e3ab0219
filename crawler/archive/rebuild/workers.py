"""Reading one capture again with today's rules; one call of it is one task of a worker process."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Event

from crawler.archive import Archive, ArchiveError
from crawler.archive.articles.files.attachments import read_file
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.listings import listed_row
from crawler.archive.frontier.pages import KeptPages
from crawler.archive.history.date_orders import with_learned_order
from crawler.archive.rebuild.rereading import Reread
from crawler.archive.warc.addresses import UnreachableError
from crawler.archive.warc.captures import language_of_capture
from crawler.errors import HealthArchiveError
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import Capture, Visit
from crawler.normalise.content import decode_content
from crawler.pages.fields.counter_reply import read_count
from crawler.pages.lists.rows import ListItem
from crawler.reading import PAGE_FAULTS, read_article
from crawler.site import Site
from crawler.whole_text import read_whole

_MODULES = (__name__,)
AHEAD = 4
"""Captures that wait for each worker while the results before them are stored."""


@dataclass(frozen=True)
class Task:
    """Captures of one archive, read as pages of these offices."""

    archive: Path
    sites: Mapping[str, Site]


def reread_all(task: Task, captures: Iterable[int], *, jobs: int) -> Iterator[Reread]:
    """Yield what each of *captures* says, in their order, read by *jobs* worker processes with limits.

    Raises `UnreachableError` at the first capture whose bucket or folder cannot be reached.
    """
    with Archive.open(task.archive, read_only=True) as archive:
        sites = {name: with_learned_order(archive.connection, site) for name, site in task.sites.items()}
    task = Task(task.archive, sites)
    workers = [WorkerProcess(Limits(), _MODULES) for _ in range(jobs)]
    with ExitStack() as stack:
        for worker in workers:
            stack.callback(worker.close)
        # A thread a worker: each only waits for its worker's answer.
        threads = [stack.enter_context(ThreadPoolExecutor(1)) for _ in workers]
        waiting: deque[Future[Reread]] = deque()
        stopped = Event()
        for number, capture in enumerate(captures):
            turn = number % jobs
            waiting.append(threads[turn].submit(_reread_in, workers[turn], task, capture, stopped))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _reread_in(worker: WorkerProcess, task: Task, capture: int, stopped: Event) -> Reread:
    """Read a capture in *worker*, unless evidence could not be reached before."""
    if stopped.is_set():
        raise CancelledError
    try:
        return worker.call(_reread_here, task, capture)
    except UnreachableError:
        stopped.set()
        raise
    except LimitExceededError as error:
        return Reread(capture=capture, fault=f"too_heavy: {error}")


def _reread_here(task: Task, capture: int) -> Reread:
    """Called in a worker."""
    return reread(_open_archive(task.archive), task.sites, capture)


@lru_cache(maxsize=1)
def _open_archive(path: Path) -> Archive:
    """Return the archive, opened once in the life of a worker process."""
    return Archive.open(path, read_only=True)


def reread(archive: Archive, sites: Mapping[str, Site], capture_id: int) -> Reread:
    """Return what a capture says under today's rules; one that cannot be read is a fault, not an error.

    Raises `UnreachableError` where no other capture at its address can be read either.
    """
    try:
        capture = archive.read_capture(capture_id)
        language = language_of_capture(archive.connection, capture_id)
        row = listed_row(archive.connection, capture.site, capture.requested_url)
        if capture.kind == "article":
            pages = KeptPages(archive, capture_id, capture.site)
            return Reread(capture=capture_id, visit=_read_article(capture, sites[capture.site], language, row, pages))
        return _read(capture, capture_id, sites[capture.site], language)
    except UnreachableError:
        raise
    except ArchiveError as error:
        return Reread(capture=capture_id, fault=str(error))
    except (HealthArchiveError, *PAGE_FAULTS) as error:
        return Reread(capture=capture_id, fault=f"{type(error).__name__}: {error}")


def _read(capture: Capture, capture_id: int, site: Site, language: str | None) -> Reread:
    if capture.kind == "attachment":
        return Reread(capture=capture_id, file=read_file(capture, language or site.language))
    if capture.kind == "counter":
        return _read_counter(capture, capture_id)
    return Reread(capture=capture_id)


def _read_counter(capture: Capture, capture_id: int) -> Reread:
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    count = read_count(content.decode("utf-8", "replace")) if capture.status == 200 else None
    return Reread(capture=capture_id, count=count, fetched_at=utc_text(capture.fetched_at))


def _read_article(capture: Capture, site: Site, language: str | None, row: ListItem, pages: KeptPages) -> Visit | None:
    """Return what an article's page or file says; None where it is no article, or only frames the page that is."""
    visit = read_whole(lambda given: read_article(capture, site, language=language, row=row, pages=given), pages.find)
    if visit.extract is None or visit.document is None:
        return None
    if visit.file is not None:
        return visit  # its payload is stored as a file's, too
    # The payload has done its work; without it the visit is cheap to send between processes.
    return replace(visit, capture=replace(capture, body=b""), extract=replace(visit.extract, body_text=None))
