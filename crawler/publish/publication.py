"""Publishing: a new snapshot takes the place of the old one, or nothing changes."""

import fcntl
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from crawler.archive.db.database import refuse_path
from crawler.archive.db.errors import ArchiveError
from crawler.archive.shards.layout import is_sharded
from crawler.errors import LockedError
from crawler.publish.downloads import ready_folder, write_downloads
from crawler.publish.snapshot import growing_counts, inspect_path, make_snapshot

SERVED_NAME = "archive.db"
"""The link that the site is started on; it points at the dated snapshot in force."""

Trial = Callable[[Path], None]
"""Raises `ArchiveError` when the site would not answer on that file."""
After = Callable[[Path], None]
"""Raises `ArchiveError` when the running site does not come to answer from that snapshot."""


@dataclass(frozen=True)
class Publication:
    """Where and how snapshots are published."""

    folder: Path
    trial: Trial
    after: After
    keep: int
    """Snapshots that stay."""
    allow_fewer: bool = False
    """A snapshot may have fewer rows than the one before, as after a backup was restored."""
    without: Collection[str] = ()
    """Offices whose shards cannot be read; the snapshot lacks them, and may have fewer rows by theirs."""


def publish(archive: Path, plan: Publication, *, now: datetime) -> Path:
    """Make a snapshot in the plan's folder, try it, switch the link to it and call `after`; return the snapshot.

    `after` sees to it that the site answers from the snapshot it is given; when it raises `ArchiveError`, the link goes
    back, `after` is called once more for the old snapshot, and the error is passed on.  Raises `LockedError` while
    another publication into the folder is at work.
    """
    folder = plan.folder
    if not is_sharded(archive):
        refuse_path(archive, read_only=True, create=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder):
            return _publish(archive, plan, now)
    except OSError as error:
        raise ArchiveError(f"Cannot publish into {folder}: {error.strerror}.") from error


def _publish(archive: Path, plan: Publication, now: datetime) -> Path:
    link = plan.folder / SERVED_NAME
    before = link.resolve() if link.is_symlink() and link.exists() else None
    if link.exists() and not link.is_symlink():
        raise ArchiveError(f"{link} is a file of its own; publish into another folder.")
    snapshot = _unused_name(plan.folder, now)
    floors = growing_counts(before, without=plan.without) if before and not plan.allow_fewer else {}
    make_snapshot(archive, snapshot, now=now, floors=floors, before=before, without=plan.without)
    _try(snapshot, plan.trial)
    write_downloads(snapshot)
    _point(link, snapshot)
    _finish(link, before, snapshot, plan.after)
    _forget_old(plan.folder, snapshot, plan.keep)
    return snapshot


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / ".publishing.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError(f"Another publication into {folder} is at work; wait until it has finished.") from error
        yield


def _unused_name(folder: Path, now: datetime) -> Path:
    """Return the name of a snapshot of that second, or of the first after it that has none: none is written over."""
    while (snapshot := folder / f"archive-{now:%Y%m%dT%H%M%SZ}.db").exists():
        now += timedelta(seconds=1)
    return snapshot


def _try(snapshot: Path, trial: Trial) -> None:
    try:
        trial(snapshot)
    except ArchiveError:
        _remove(snapshot)
        raise


def _finish(link: Path, before: Path | None, snapshot: Path, after: After) -> None:
    try:
        after(snapshot)
    except ArchiveError as error:
        if before is None:
            raise
        _point(link, before)
        _remove(snapshot)
        after(before)
        raise ArchiveError(f"{str(error).rstrip('.')}; the snapshot before is in force again.") from error


def _point(link: Path, snapshot: Path) -> None:
    """Let the link name the snapshot, in one step: a reader finds the old file or the new one."""
    new = link.with_name(link.name + ".new")
    new.unlink(missing_ok=True)
    new.symlink_to(snapshot.name)
    new.replace(link)


def _forget_old(folder: Path, newest: Path, keep: int) -> None:
    snapshots = sorted(folder.glob("archive-*Z.db"))
    for old in snapshots[: max(len(snapshots) - keep, 0)]:
        if old != newest:
            _remove(old)


def _remove(snapshot: Path) -> None:
    snapshot.unlink(missing_ok=True)
    inspect_path(snapshot).unlink(missing_ok=True)
    shutil.rmtree(ready_folder(snapshot), ignore_errors=True)
