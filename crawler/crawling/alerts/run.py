"""What is told when a crawl has ended: one digest of all its offices, and what became of runs before it."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.history.alerts import AlertHistory
from crawler.archive.shards.layout import shard_path
from crawler.crawling.alerts.channels import channels, tell
from crawler.crawling.alerts.message import digest
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.status.alerts import alert_of


def tell_of_shards(folder: Path, outcomes: Sequence[Outcome], now: datetime, *, first: Sequence[str] = ()) -> None:
    """Send one digest of the offices of a folder of shards, and remember in each shard what was told."""
    through = channels(os.environ)
    if not through:
        return
    due: list[tuple[Outcome, str]] = []
    for outcome in outcomes:
        if outcome.is_broken:
            due.append((outcome, f"{outcome.site}: {outcome.sentence}"))
            continue
        with Archive.open(shard_path(folder, outcome.site), read_only=True) as archive:
            notice = alert_of(outcome, AlertHistory(archive).told(outcome.site), now)
        if notice is not None:
            due.append((outcome, notice))
    lines = [*first, *(notice for _, notice in due)]
    if lines and tell(digest(folder, lines, offices=len(outcomes)), through):
        for outcome in (outcome for outcome, _ in due if not outcome.is_broken):
            with Archive.open(shard_path(folder, outcome.site), create=False) as archive:
                AlertHistory(archive).remember(outcome.site, "ok" if outcome.is_passing else outcome.state, now)


def tell_of_run(archive: Archive, outcomes: Sequence[Outcome], now: datetime, *, first: Sequence[str] = ()) -> None:
    """Send one digest of what is new about the offices, and remember what was told.

    *first* are lines that come before the offices' own: runs that were killed, a clock that cannot be right.
    """
    through = channels(os.environ)
    if not through:
        return
    notices = AlertHistory(archive)
    due = [
        (outcome, notice)
        for outcome in outcomes
        if (notice := alert_of(outcome, notices.told(outcome.site), now)) is not None
    ]
    lines = [*first, *(notice for _, notice in due)]
    if lines and tell(digest(archive.path, lines, offices=len(outcomes)), through):
        for outcome, _ in due:
            # What has changed for good need not heal; nothing else is known to be wrong then.
            notices.remember(outcome.site, "ok" if outcome.is_passing else outcome.state, now)
