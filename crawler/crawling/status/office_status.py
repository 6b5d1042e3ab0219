"""What is known of one office, for a person and for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from crawler.archive.db.times import utc_text
from crawler.archive.frontier.lists import KeptList, Lists
from crawler.archive.history.run_history import PastRun, RunHistory
from crawler.crawling.schedule.interval import due_at, is_overdue
from crawler.discovery.found import HOME_PAGE
from crawler.site import Site

TREND = 14
"""Runs of which the trend shows the new articles."""


@dataclass(frozen=True, kw_only=True)
class OfficeStatus:
    """One office as its runs show it."""

    site: str
    state: str
    """Of the last run that ended; ``running`` while one is at work, ``never`` before the first.

    ``broken`` where its shard cannot be read.
    """
    reason: str
    last_run: str | None
    last_good_run: str | None
    every_hours: int
    due: str | None
    """When its next run is; None where nothing is waited for."""
    is_overdue: bool
    """Whether nothing has started a run for much longer than its crawl interval."""
    newest_article: str | None
    new: tuple[int, ...]
    """New articles of the last runs, oldest first."""
    incomplete: tuple[str, ...]
    """Names of lists that say they are longer than was read, have a pager that was not read, or are home pages."""
    certificate: str
    """Why its certificate is not verified; empty where it is."""
    key_exchange: str
    """Why a weak key exchange is allowed; empty where it is not."""

    @property
    def is_ok(self) -> bool:
        """Whether nobody has to look at it."""
        return self.state in {"ok", "running"} and not self.is_overdue


def unknown_status(site: Site, state: str, reason: str) -> OfficeStatus:
    """Return the status of an office of which no rows can be read."""
    return OfficeStatus(
        site=site.id,
        state=state,
        reason=reason,
        last_run=None,
        last_good_run=None,
        every_hours=site.every_hours,
        due=None,
        is_overdue=False,
        newest_article=None,
        new=(),
        incomplete=(),
        certificate=site.certificate_exception,
        key_exchange=site.key_exchange_exception,
    )


def _named(kept: KeptList) -> str:
    return f"{kept.name} (the home page)" if kept.found_by == HOME_PAGE else kept.name


def status_of(history: RunHistory, lists: Lists, site: Site, now: datetime) -> OfficeStatus:
    """Return the status of *site*, whose past *history* and whose lists *lists* know."""
    runs = history.runs()
    last: PastRun | None = runs[0] if runs else None
    due = due_at(site, last)
    running = history.running_since()
    return OfficeStatus(
        site=history.site,
        state="running" if running else last.state if last else "never",
        reason=f"It has been crawled since {running}." if running else last.note if last else "It was never crawled.",
        last_run=last.finished_at if last else None,
        last_good_run=next((run.finished_at for run in runs if run.state == "ok"), None),
        every_hours=site.every_hours,
        due=utc_text(due) if due else None,
        is_overdue=is_overdue(site, last, now),
        newest_article=history.newest_article(),
        new=tuple(run.new for run in reversed(runs[:TREND])),
        incomplete=tuple(_named(one) for one in lists.all() if one.state == "incomplete"),
        certificate=site.certificate_exception,
        key_exchange=site.key_exchange_exception,
    )
