"""Crawls several offices in one process and says what became of each."""

import asyncio
import gc
import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.archive import Archive, ArchiveError
from crawler.archive.history.disk import disk_warnings
from crawler.archive.warc.moving import move_evidence
from crawler.crawling.alerts.channels import channels, tell
from crawler.crawling.alerts.message import failure
from crawler.crawling.alerts.run import tell_of_run
from crawler.crawling.offices.registry import project_settings
from crawler.crawling.run.clock import Clock, clock_doubts
from crawler.crawling.run.logs import log_handler
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.reader import acquire_reader, release_reader
from crawler.crawling.run.session import ArchiveSession

report_log = logging.getLogger("healtharchive.crawl")
"""Goes to the log file, where there is one; the operator is told by the digest."""

AT_ONCE = 8
"""Offices crawled side by side; each has its own pace, so more would only cost memory."""


YOUNG_OBJECTS = 10_000
"""Objects after which the garbage collector looks for circles; a page brings some hundreds."""


@dataclass(frozen=True, kw_only=True)
class CrawlPlan:
    """What a crawl is asked to do."""

    names: Sequence[str]
    archive: Path
    offices: Path | None = None
    """The operator's file of offices."""
    replica: str = ""
    """"host:port" of the replica server, or empty for the real offices."""
    full: bool = False
    """Walk every list to its end and read every article again."""
    faults: tuple[str, ...] = ()
    """Why offices are left out, as sentences that the operator is told."""
    limit: int = 0
    """Articles per office, 0 for all."""
    minutes: int = 0
    """Time after which each office's run ends by itself, 0 for none; the next run goes on."""
    requests: int = 0
    """Pages after which each office's run ends by itself, 0 for none."""
    log_level: str = "WARNING"
    log_file: Path | None = None
    log_json: bool = False
    is_shard: bool = False
    """The archive is the shard of the one office, beside others that share its WARC folder."""
    readers: int = 0
    """Processes that read pages; 0: as the settings say."""
    job: str | None = None
    """The job of a queue that asked for it."""
    evidence: str = ""
    """Address to which WARC files are moved when their run is over; empty: they stay beside the archive."""


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """What a crawl found out, before anybody is told."""

    outcomes: list[Outcome]
    """In the plan's order."""
    first: list[str]
    """Sentences that are told before those of the offices: killed runs, a wrong clock, a disk that is nearly full."""


Watch = Callable[[list[Crawler]], AbstractContextManager[object]]
"""Shows the progress of a growing list of crawlers while its context is open."""


def unwatched(_: list[Crawler]) -> AbstractContextManager[object]:
    """Show nothing."""
    return nullcontext()


def crawl(plan: CrawlPlan, watch: Watch = unwatched) -> list[Outcome]:
    """Crawl the plan's offices and return their outcomes in the plan's order.  A process can do this once.

    Raises `ArchiveError` or `LockedError` before anything is fetched.
    """
    # Held open over the whole crawl: a refusal comes before the first request, and the lock lasts to the end.
    with Archive.open(plan.archive, kind="demo" if plan.replica else "live") as archive:
        crawled = crawl_into(archive, plan, watch)
        broken = {outcome.sentence for outcome in crawled.outcomes if outcome.is_broken}
        if broken:
            tell(failure(plan.archive, " ".join(sorted(broken))), channels(os.environ))
        else:
            now = Clock.from_settings(project_settings()).now()
            tell_of_run(archive, crawled.outcomes, now, first=crawled.first)
        return crawled.outcomes


def crawl_into(archive: Archive, plan: CrawlPlan, watch: Watch = unwatched) -> Crawled:
    """Crawl the plan's offices into its archive, opened for writing, and tell nobody.  A process can do this once."""
    clock = Clock.from_settings(project_settings())
    archive.refuse_damage(clock.now())
    first = [*plan.faults, *archive.killed_runs, *clock_doubts(archive.newest_run(), clock.now())]
    for sentence in first:
        report_log.warning("%s", sentence)
    archive.bound_plans(clock.now())
    outcomes = _Crawl(plan).run(watch)
    told = disk_warnings(archive, clock.now())
    for sentence in told:
        report_log.warning("%s", sentence)
    return Crawled(outcomes=outcomes, first=[*first, *told, *_move_evidence(archive, plan)])


def _move_evidence(archive: Archive, plan: CrawlPlan) -> list[str]:
    """Move the evidence of the runs to its address; return what to say where that failed, and the next crawl tries."""
    if not plan.evidence:
        return []
    try:
        move_evidence(archive, plan.evidence, office=plan.names[0] if plan.is_shard else "")
    except ArchiveError as error:
        report_log.warning("%s", error)
        return [f"{error} The evidence stays beside the archive until the next crawl."]
    return []


class _Crawl:
    def __init__(self, plan: CrawlPlan) -> None:
        self.plan = plan
        self.waiting = deque(plan.names)
        self.crawlers: list[Crawler] = []
        self.failures: dict[str, str] = {}

    def run(self, watch: Watch) -> list[Outcome]:
        with watch(self.crawlers):
            self._log()
            settings = self._settings()
            reader = acquire_reader(settings)
            try:
                reader.start()
                _load_handlers(settings)
                self.process = AsyncCrawlerProcess(settings)
                # Scrapy lets all of its own records be made, for handlers to leave out: two of each page.
                logging.getLogger("scrapy").setLevel(self.plan.log_level)
                for _ in range(min(AT_ONCE, len(self.waiting))):
                    self._start_next()
                _spare_collector()
                self.process.start()
            finally:
                release_reader()
        return [self._outcome(name) for name in self.plan.names]

    def _settings(self) -> Settings:
        settings = project_settings(self.plan.offices)
        settings.set("ARCHIVE_PATH", str(self.plan.archive), priority="cmdline")
        settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")  # ours is installed instead
        settings.set("ALERTS_IN_DIGEST", True, priority="cmdline")
        settings.set("CLOSESPIDER_TIMEOUT", self.plan.minutes * 60, priority="cmdline")
        settings.set("CLOSESPIDER_PAGECOUNT", self.plan.requests, priority="cmdline")
        settings.set("RUN_JOB", self.plan.job, priority="cmdline")
        if self.plan.readers:
            settings.set("READER_PROCESSES", self.plan.readers, priority="cmdline")
        if self.plan.replica:
            settings.set("REPLICA_ADDRESS", self.plan.replica, priority="cmdline")
        return settings

    def _log(self) -> None:
        handler = log_handler(self.plan.log_file, as_json=self.plan.log_json, level=self.plan.log_level)
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(self.plan.log_level)

    def _start_next(self) -> None:
        if not self.waiting:
            return
        crawler = self.process.create_crawler(self.waiting.popleft())
        self.crawlers.append(crawler)
        task = self.process.crawl(crawler, full=self.plan.full, limit=self.plan.limit)
        task.add_done_callback(lambda done: self._finished(crawler, done))

    def _finished(self, crawler: Crawler, task: "asyncio.Task[None]") -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.failures[crawler.spidercls.name] = str(error)
        self._start_next()

    def _outcome(self, name: str) -> Outcome:
        for crawler in self.crawlers:
            session = _session_of(crawler) if crawler.spidercls.name == name else None
            if session is not None and session.outcome is not None:
                return session.outcome
        sentence = self.failures.get(name, "The run was stopped before the office was asked.")
        return Outcome(site=name, state="interrupted", counts={}, sentence=sentence)


def _load_handlers(settings: Settings) -> None:
    """Import what downloads before the event loop runs: Scrapy's part of it would hold the loop for half a second."""
    for path in filter(None, settings.getdict("DOWNLOAD_HANDLERS").values()):  # None switches a scheme off
        load_object(path)


def _spare_collector() -> None:
    """Keep what was loaded out of the garbage collector's sight, and let it look once in some pages, not at each."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def _session_of(crawler: Crawler) -> ArchiveSession | None:
    try:
        return crawler.get_extension(ArchiveSession)
    except RuntimeError:  # it failed before its extensions were made
        return None
