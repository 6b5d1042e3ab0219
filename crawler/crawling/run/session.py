"""One run of one office: opens the archive, starts the run, counts what happens, and closes both.

The extension gives the spider and the pipelines what they work with (`CrawlContext`).  It reads the clock, so that
nobody else has to.
"""

import asyncio
import atexit
import logging
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol, Self, get_args

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.spiders import Spider
from twisted.python.failure import Failure

from crawler import SOFTWARE
from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.frontier.memory import Frontier
from crawler.archive.history.date_orders import with_learned_order
from crawler.archive.history.run_history import RunHistory
from crawler.archive.warc.captures import WireRequest
from crawler.crawling.run.causes import CAUSE, UNREACHED, WARNING
from crawler.crawling.run.clock import Clock
from crawler.crawling.run.context import CrawlContext
from crawler.crawling.run.outcome import Outcome, outcome_of
from crawler.crawling.run.reader import acquire_reader, release_reader
from crawler.crawling.run.turns import own_turn
from crawler.crawling.status.health import Facts, Verdict, judge
from crawler.crawling.status.observer import RunObserver
from crawler.crawling.status.sightings import Sightings
from crawler.items import Capture, Visit
from crawler.site import Site, TlsRule

logger = logging.getLogger(__name__)

COUNTS = ("requests", "bytes", "listed", "new", "changed", "unchanged", "gone", "failed", "problems")
"""Names under ``archive/`` in the crawl's statistics that become columns of the run."""


JUDGED = frozenset({"ok", "drift"})
"""States of runs in which the office was seen as it is, and which are its past therefore."""


class SiteSpider(Protocol):
    """What the session needs of a spider, and what it gives to it."""

    name: str
    site: Site
    context: CrawlContext
    """Given by the session before the first request."""
    first_lists: dict[str, int]
    """Section → articles that its first list page named."""
    walked: Mapping[str, int]
    """Section → articles that its list named as far as it was walked."""
    relisted: Mapping[str, int]
    """Section → of those, the ones that an earlier run was shown as well."""

    def unlisted(self) -> Sequence[int]:
        """Return the articles that a list should have named and that none did."""

    def has_seen_lists(self) -> bool:
        """Return whether every list was walked as far as it should be."""

    def last_requests(self) -> Iterable[Request]:
        """Return what is to be asked for when nothing else is left."""


class ArchiveSession:
    """The archive and the run that belong to one crawler."""

    def __init__(self, crawler: Crawler, site: Site) -> None:
        self.crawler = crawler
        self.stats = crawler.stats
        self.site = site
        self.clock = Clock.from_settings(crawler.settings)
        self.archive = Archive.open(self._path(), kind="demo" if crawler.settings.get("REPLICA_ADDRESS") else "live")
        self.reader = acquire_reader(crawler.settings)
        self._context: CrawlContext | None = None
        self.outcome: Outcome | None = None
        """Known when the run has finished."""
        self.broken: str | None = None
        """Why the archive could not be written, as a sentence."""
        self.observer = RunObserver()
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive for one crawl."""
        session = cls(crawler, crawler.spidercls.site)  # type: ignore[attr-defined]  # all our spiders have a Site
        for handler in (
            session.spider_opened,
            session.item_scraped,
            session.spider_error,
            session.spider_idle,
            session.item_error,
            session.spider_closed,
            session.engine_stopped,
        ):
            crawler.signals.connect(handler, signal=getattr(signals, handler.__name__))
        return session

    def _path(self) -> Path:
        """Return the archive's path; with an empty ``ARCHIVE_PATH``, one that goes when the crawl ends."""
        path = self.crawler.settings["ARCHIVE_PATH"]
        if path:
            return Path(path)
        folder = mkdtemp(prefix="healtharchive-")
        # `scrapy shell` ends without stopping an engine, so that only the process's own end is certain.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder) / "archive.db"

    def spider_opened(self, spider: SiteSpider) -> None:
        """Start the run, before the spider asks for its first page."""
        started_at = self.clock.now()
        try:
            self._context = spider.context = CrawlContext(
                site=with_learned_order(self.archive.connection, self.site),
                archive=self.archive,
                frontier=Frontier(self.archive, self.site.id),
                run=self.archive.start_run(
                    self.site, started_at=started_at, software=SOFTWARE, job=self.crawler.settings.get("RUN_JOB")
                ),
                started_at=started_at,
                reader=self.reader,
                observer=self.observer,
                sightings=Sightings(),
                stats=self.stats,
                give_up=self.give_up,
            )
        except ArchiveError as error:
            self.give_up(error)

    @property
    def has_begun(self) -> bool:
        """Whether there is a run; `scrapy shell` has none, and keeps nothing."""
        return self._context is not None

    @property
    def context(self) -> CrawlContext:
        """What the run works with; there once the spider has been opened."""
        if self._context is None:
            raise RuntimeError("The run has not begun.")
        return self._context

    async def keep(self, capture: Capture, *, request_headers: Sequence[tuple[str, str]], method: str) -> int:
        """File one response as evidence and return its row.

        An archive that cannot be written ends the crawl: fetching what cannot be kept would only bother the office.
        """
        run = self.context.run
        wire = WireRequest(method=method, headers=request_headers)
        try:
            written = await run.write_evidence(capture, wire, asyncio.to_thread)
            async with own_turn():
                row = run.record_capture(capture, request_headers=request_headers, method=method, written=written)
        except ArchiveError as error:
            self.give_up(error)
            raise
        self.context.count("requests")
        self.context.count("bytes", by=len(capture.body))
        return row

    def item_scraped(self, item: Visit) -> None:
        """Let the observer see a stored article."""
        self.observer.article_stored(item)

    def spider_error(self, failure: Failure, response: Response, spider: Spider) -> None:
        """Count a page that a rule failed on; its capture is already kept."""
        self.stats.inc_value("archive/problems")
        self.stats.inc_value("archive/raised")
        if isinstance(failure.value, ArchiveError):
            self.give_up(failure.value)

    def item_error(self, item: object, response: Response, spider: Spider, failure: Failure) -> None:
        """Count an article that could not be stored."""
        self.stats.inc_value("archive/problems")
        self.stats.inc_value("archive/raised")
        if isinstance(failure.value, ArchiveError):
            self.give_up(failure.value)

    def spider_idle(self, spider: SiteSpider) -> None:
        """Go on with what could only be decided once all else was seen."""
        requests = list(spider.last_requests()) if self._context is not None and self.broken is None else []
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def spider_closed(self, spider: SiteSpider, reason: str) -> None:
        """Finish the run; monitors look at it after this."""
        self._finish(reason, spider)

    def engine_stopped(self) -> None:
        """Give up the workers and close the archive."""
        release_reader()
        self.archive.close()

    def _finish(self, reason: str, spider: SiteSpider) -> None:
        if self._context is not None and self.broken is None:
            try:
                self._settle(self._context, spider)
            except ArchiveError as error:
                self._note_broken(error)
        counts = self._counts()
        history = RunHistory(self.archive, self.site.id)
        facts = self.observer.facts(
            listed=spider.first_lists,
            counts=counts,
            past_signatures=history.signatures(),
            walked=spider.walked,
            relisted=spider.relisted,
            cadence=history.cadence(self.clock.now()),
            untrusted=self._untrusted(),
            cause=self._sentences(CAUSE),
            warning=self._sentences(WARNING),
            unreached=self._sentences(UNREACHED),
        )
        past = [run.facts for run in history.runs() if run.state in JUDGED]
        verdict = judge(facts, past)
        self.outcome = outcome_of(self.site.id, reason=reason, counts=counts, verdict=verdict, broken=self.broken)
        if self._context is None or self.broken is not None:
            return
        try:
            self._write_down(self._context.run, self.outcome, facts, verdict)
        except ArchiveError as error:
            self._note_broken(error)
            self.outcome = replace(self.outcome, state="interrupted", sentence=str(error), is_broken=True)

    def _settle(self, context: CrawlContext, spider: SiteSpider) -> None:
        """Decide what the run says of single articles, now that it is known how the office as a whole was."""
        sightings = context.sightings

        def store(visit: Visit) -> None:
            if visit.capture_id is not None:
                context.count(context.run.store(visit, capture_id=visit.capture_id))
                self.observer.article_stored(visit)

        for article in spider.unlisted():
            sightings.delisted(article, context.started_at)
        sightings.settle(context.run, store=store, has_seen_lists=spider.has_seen_lists())
        if not sightings.live:
            # That what vanished is away is no news of the office.
            news = [url for url, _ in sightings.doubted() if not context.frontier.has_vanished(url)]
            context.count("unreachable", "failed", by=len(news))

    def _write_down(self, run: Run, outcome: Outcome, facts: Facts, verdict: Verdict) -> None:
        columns = {name: outcome.counts[name] for name in COUNTS}
        run.finish(state=outcome.state, finished_at=self.clock.now(), stats=columns)
        RunHistory(self.archive, self.site.id).write(
            run.id,
            note=" ".join(filter(None, (outcome.sentence, *self._exceptions_used()))),
            facts=facts.numbers() | verdict.numbers(),
            # A page that stood in for the office's own says nothing of its template.
            signatures=self.observer.signatures() if outcome.state in JUDGED else {},
            is_redesigned=facts.is_redesigned,
        )

    def _sentences(self, kind: str) -> str:
        """Return what was noted in the statistics whose names begin with *kind*."""
        stats = sorted(self.stats.get_stats().items())
        return " ".join(str(sentence) for name, sentence in stats if name.startswith(kind))

    def _untrusted(self) -> str:
        """Return why hosts were not asked, as sentences."""
        excepted = self.site.tls_exceptions()
        return " ".join(self._tls_faults(rule) for rule in get_args(TlsRule) if rule not in excepted).strip()

    def _exceptions_used(self) -> list[str]:
        """Return the faults of hosts that were asked all the same, and why they were."""
        faults = ((self._tls_faults(rule), why) for rule, why in self.site.tls_exceptions().items())
        return [f"{fault} It is allowed (exception: {why})." for fault, why in faults if fault]

    def _tls_faults(self, rule: TlsRule) -> str:
        stats = sorted(self.stats.get_stats().items())
        return " ".join(sentence for name, sentence in stats if name.startswith(f"{rule}/"))

    def _counts(self) -> dict[str, int]:
        counts = dict.fromkeys(COUNTS, 0)
        for name, value in self.stats.get_stats().items():
            if name.startswith("archive/"):
                counts[name.removeprefix("archive/")] = int(value)
        # Articles believed to have vanished; answers that say so come again at each visit.
        counts["gone"] = self._context.run.vanished if self._context is not None else 0
        counts["forbidden"] = int(self.stats.get_value("robotstxt/forbidden", 0))
        return counts

    def give_up(self, error: ArchiveError) -> None:
        """End the crawl, because the archive cannot be written."""
        if self._note_broken(error):
            closing = self.crawler.engine.close_spider_async(reason="archive_broken")
            self._closing = asyncio.get_running_loop().create_task(closing)

    def _note_broken(self, error: ArchiveError) -> bool:
        """Remember and log why the archive cannot be written; return whether that is news."""
        if self.broken is not None:
            return False
        self.broken = str(error)
        logger.error("%s", error)
        return True


def session_of(crawler: Crawler) -> ArchiveSession:
    """Return the session of a crawl, whose extension is made before its middlewares and pipelines."""
    session = crawler.get_extension(ArchiveSession)
    if session is None:
        raise RuntimeError("The ArchiveSession extension is not enabled.")
    return session
