"""Many offices of an archive of shards, crawled by processes side by side; offices that share a host take turns."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType

from crawler.archive.db.database import Kind
from crawler.archive.db.errors import ArchiveError
from crawler.archive.shards.catalogue import make_shard
from crawler.crawling.processes.child import Child, Result, stopped
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.runner import CrawlPlan
from crawler.site import Site

UNASKED = "The run was stopped before the office was asked."


def plan_of_office(plan: CrawlPlan, office: str, *, readers: int = 1) -> CrawlPlan:
    """Return the plan of one office in its own shard of the plan's folder, which is made where there is none."""
    kind: Kind = "demo" if plan.replica else "live"
    log = plan.log_file
    return replace(
        plan,
        names=(office,),
        archive=make_shard(plan.archive, office, kind=kind),
        readers=readers,
        is_shard=True,
        # Files that turn over when they are full cannot be shared by processes.
        log_file=log.with_name(f"{log.stem}.{office}{log.suffix}") if log else None,
    )


class SideBySide:
    """Crawls the offices of a plan, at most *jobs* at a time."""

    def __init__(self, plan: CrawlPlan, sites: Mapping[str, Site], *, jobs: int, readers: int = 1) -> None:
        self._plan = plan
        self._hosts = {name: sites[name].all_hosts() for name in plan.names}
        self._jobs = jobs
        self._readers = readers
        self._waiting = list(plan.names)
        self._busy: set[str] = set()
        """Hosts that some process asks now."""
        self._children: dict[str, Child] = {}
        self._turn = threading.Condition()
        self._is_stopping = False
        self._results: dict[str, Result] = {}

    def run(self, told: Callable[[Outcome], None] = lambda _outcome: None) -> list[Result]:
        """Crawl all of them and return the results in the plan's order; *told* is called with each outcome."""
        with self._signals(), ThreadPoolExecutor(self._jobs) as pool:
            for done in [pool.submit(self._work, told) for _ in range(self._jobs)]:
                done.result()
        return [self._results.get(name, _unasked(self._plan, name)) for name in self._plan.names]

    def stop(self) -> None:
        """Let no further office begin, and those at work end in order; asked again, end them at once."""
        how = signal.SIGKILL if self._is_stopping else signal.SIGTERM
        self._is_stopping = True
        for child in list(self._children.values()):
            child.process.send_signal(how)

    def _work(self, told: Callable[[Outcome], None]) -> None:
        while (office := self._next()) is not None:
            try:
                result = self._crawl(office)
            finally:
                with self._turn:
                    self._busy -= self._hosts[office]
                    self._turn.notify_all()
            self._results[office] = result
            told(result.outcome)

    def _next(self) -> str | None:
        """Return an office none of whose hosts is asked now; None when none is left."""
        with self._turn:
            while self._waiting and not self._is_stopping:
                free = next((name for name in self._waiting if not self._hosts[name] & self._busy), None)
                if free is not None:
                    self._waiting.remove(free)
                    self._busy |= self._hosts[free]
                    return free
                self._turn.wait(timeout=1)  # a signal's handler cannot notify
        return None

    def _crawl(self, office: str) -> Result:
        try:
            plan = plan_of_office(self._plan, office, readers=self._readers)
        except ArchiveError as error:
            return Result(outcome=stopped(replace(self._plan, names=(office,)), str(error), is_broken=True))
        child = self._children[office] = Child(plan)
        try:
            if self._is_stopping:
                child.process.send_signal(signal.SIGTERM)
            return child.result()
        finally:
            del self._children[office]

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self.stop()

        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _unasked(plan: CrawlPlan, office: str) -> Result:
    return Result(outcome=stopped(replace(plan, names=(office,)), UNASKED))
