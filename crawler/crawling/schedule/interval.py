"""When an office is due to be crawled again, by its crawl interval.  Pure: times are arguments."""

from datetime import datetime, timedelta

from crawler.archive.history.run_history import PastRun
from crawler.site import Site

MAX_SLACK = timedelta(hours=6)
"""How much earlier than its interval an office is taken at most: cron's jitter and the run before move it."""
GRACE = timedelta(days=1)
"""How much later than its interval a run may be before somebody should look whether anything starts it."""


def due_at(site: Site, last: PastRun | None) -> datetime | None:
    """Return when *site*, whose last run was *last*, is to be crawled again; None before the first run.

    A run that was interrupted is taken up at once.
    """
    if last is None:
        return None
    return _started(last) if last.state == "interrupted" else _started(last) + _every(site)


def is_due(site: Site, last: PastRun | None, now: datetime, *, step: timedelta) -> bool:
    """Tell whether *site* is to be crawled *now*, where the next start is a *step* later.

    An office whose time comes between two starts is taken at the nearer one; after a clock was set back it is due.
    """
    due = due_at(site, last)
    if due is None or last is None or now < _started(last):
        return True
    return now >= due - min(_every(site) / 4, step / 2, MAX_SLACK)


def is_overdue(site: Site, last: PastRun | None, now: datetime) -> bool:
    """Tell whether *site* should have been crawled long ago; one that never was is another matter."""
    return last is not None and now > _started(last) + _every(site) + GRACE


def step_of(sites: list[Site]) -> timedelta:
    """Return how far apart crawls have to be started for the quickest of *sites*: a divisor of a day, in hours."""
    quickest = min((site.every_hours for site in sites), default=24)
    return timedelta(hours=next(step for step in (24, 12, 8, 6, 4, 3, 2, 1) if step <= max(quickest, 1)))


def _every(site: Site) -> timedelta:
    return timedelta(hours=site.every_hours)


def _started(run: PastRun) -> datetime:
    return datetime.fromisoformat(run.started_at)
