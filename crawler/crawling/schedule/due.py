"""Which offices of an archive are due, whether it is one file or a folder of shards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from crawler.archive import Archive, ArchiveError
from crawler.archive.history.run_history import PastRun, RunHistory
from crawler.archive.shards.layout import is_sharded, shard_path
from crawler.crawling.schedule.interval import is_due, is_overdue, step_of
from crawler.site import Site


def due_offices(archive: Path, names: Sequence[str], sites: Mapping[str, Site], now: datetime) -> list[str]:
    """Return those of *names* whose crawl interval has elapsed, or that were never crawled.

    An office whose shard cannot be read is due: its crawl will say what is wrong.
    """
    last = last_runs(archive, names)
    step = step_of(list(sites.values()))
    return [name for name in names if is_due(sites[name], last[name], now, step=step)]


def overdue_offices(archive: Path, names: Sequence[str], sites: Mapping[str, Site], now: datetime) -> set[str]:
    """Return those of *names* that should have been crawled long ago."""
    last = last_runs(archive, names)
    return {name for name in names if is_overdue(sites[name], last[name], now)}


def last_runs(archive: Path, names: Sequence[str]) -> dict[str, PastRun | None]:
    """Return each office's last run; None for one that was never crawled."""
    if is_sharded(archive):
        return {name: _last_run(shard_path(archive, name), name) for name in names}
    if not archive.exists():
        return dict.fromkeys(names)
    with Archive.open(archive, read_only=True) as opened:
        return {name: next(iter(RunHistory(opened, name).runs(1)), None) for name in names}


def _last_run(shard: Path, office: str) -> PastRun | None:
    if not shard.exists():
        return None
    try:
        with Archive.open(shard, read_only=True) as opened:
            return next(iter(RunHistory(opened, office).runs(1)), None)
    except ArchiveError:
        return None
