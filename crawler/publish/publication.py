"""Publishing: a new snapshot takes the place of the old one, or nothing changes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from crawler.archive.db.errors import ArchiveError
from crawler.publish.snapshot import growing_counts, inspect_path, make_snapshot

SERVED_NAME = "archive.db"
"""The link that the site is started on; it points at the dated snapshot in force."""

Trial = Callable[[Path], None]
"""Raises `ArchiveError` when the site would not answer on that file."""


def publish(archive: Path, folder: Path, *, now: datetime, trial: Trial, after: Callable[[], None], keep: int) -> Path:
    """Make a snapshot in `folder`, try it, switch the link to it and call `after`; return the snapshot.

    `after` restarts the site and asks it for a page; when it raises `ArchiveError`, the link goes back, `after` is
    called once more for the old snapshot, and the error is passed on.  The `keep` newest snapshots stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        link = folder / SERVED_NAME
        before = link.resolve() if link.is_symlink() and link.exists() else None
        if link.exists() and not link.is_symlink():
            raise ArchiveError(f"{link} is a file of its own; publish into another folder.")
        snapshot = folder / f"archive-{now:%Y%m%dT%H%M%SZ}.db"
        floors = growing_counts(before) if before else {}
        make_snapshot(archive, snapshot, now=now, floors=floors, before=before)
        _try(snapshot, trial)
        _point(link, snapshot)
        _finish(link, before, snapshot, after)
        _forget_old(folder, snapshot, keep)
    except OSError as error:
        raise ArchiveError(f"Cannot publish into {folder}: {error.strerror}.") from error
    return snapshot


def _try(snapshot: Path, trial: Trial) -> None:
    try:
        trial(snapshot)
    except ArchiveError:
        _remove(snapshot)
        raise


def _finish(link: Path, before: Path | None, snapshot: Path, after: Callable[[], None]) -> None:
    try:
        after()
    except ArchiveError as error:
        if before is None:
            raise
        _point(link, before)
        _remove(snapshot)
        after()
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
