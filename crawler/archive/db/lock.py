"""One process writes an archive at a time.

The lock is an advisory `flock` on a file beside the database: the system drops it when the process ends, however it
ends, so that a killed crawl never leaves a stale lock.  Several `Archive` objects of one process (one a spider) share
it, because their transactions cannot overlap.
"""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar

from crawler.archive.db.errors import ArchiveError
from crawler.errors import LockedError


@dataclass
class _Held:
    file: IO[str]
    users: int


class WriterLock:
    """The right to write one archive, shared by all its users within this process."""

    _held: ClassVar[dict[tuple[int, Path], _Held]] = {}

    def __init__(self, database: Path) -> None:
        """Take the lock of the archive at *database*.

        Raises `LockedError` when another process holds it and `ArchiveError` when its file cannot be written.
        `first` tells whether this process has only now become the writer.
        """
        # A forked child inherits the dictionary but is another process: it must not believe that it holds the lock.
        self._key = (os.getpid(), database.resolve())
        held = self._held.get(self._key)
        self.first = held is None
        if held is None:
            self._held[self._key] = _Held(_take(database), 1)
        else:
            held.users += 1

    def release(self) -> None:
        """Give the lock back; the last user of this process frees it for others."""
        held = self._held[self._key]
        held.users -= 1
        if held.users == 0:
            del self._held[self._key]
            held.file.close()


def is_locked(database: Path) -> bool:
    """Tell whether some process is writing the archive at *database*."""
    try:
        with database.with_name(database.name + ".lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _take(database: Path) -> IO[str]:
    path = database.with_name(database.name + ".lock")
    try:
        file = path.open("a+")
    except OSError as error:
        raise ArchiveError(f"Cannot write in {database.parent}: {error.strerror}.") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        owner = file.read().strip()
        file.close()
        by = f" (process {owner})" if owner else ""
        raise LockedError(f"Another crawl{by} is writing {database}; wait until it has finished.") from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
