"""Opening the SQLite file: what is refused, and why, in words; how every connection is set up."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.schema.migrations import refuse_newer
from crawler.normalise.search.words import mark_words
from crawler.normalise.text.search_key import index_text, show_text

Kind = Literal["live", "demo"]

APPLICATION_ID = 0x48415243  # "HARC"
SQLITE_HEADER = b"SQLite format 3\x00"
BUSY_MS = 30_000
DISK_FAILURES = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN}
)
DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection to the archive at *path*, created when missing and not *read_only*.

    Raises `ArchiveError` with one sentence when the file is not a readable archive of ours.
    """
    refuse_path(path, read_only=read_only, create=not read_only)
    try:
        connection = _open(path, read_only=read_only)
    except sqlite3.OperationalError as error:
        raise ArchiveError(f"Cannot open {path}: {error}.") from error
    try:
        _refuse_content(connection, path, read_only=read_only)
        _set_up(connection, read_only=read_only)
    except sqlite3.DatabaseError as error:
        connection.close()
        if is_of_the_disk(error):
            raise ArchiveError(unusable_disk(path, error)) from error
        raise ArchiveError(f"{path} is damaged ({error}); restore it from a backup.") from error
    except ArchiveError:
        connection.close()
        raise
    return connection


def refuse_path(path: Path, *, read_only: bool, create: bool) -> None:
    """Raise `ArchiveError` when *path* cannot be an archive, before anything is touched."""
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder, not an archive.")
    if not path.exists():
        if read_only or not create:
            raise ArchiveError(f"There is no archive at {path}; `healtharchive crawl` makes one.")
        if not path.parent.is_dir():
            raise ArchiveError(f"Cannot make {path}: there is no folder {path.parent}.")
        return
    try:
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise ArchiveError(f"Cannot read {path}: {error.strerror}.") from error
    if header != SQLITE_HEADER and (header or read_only):
        raise ArchiveError(f"{path} is not a database.")


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        return sqlite3.connect(path, isolation_level=None)
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    # In a folder that cannot be written SQLite fails to make the -shm file of a database in WAL mode.  Without a -wal
    # file nothing is pending, so the file can be read as if nobody wrote it.
    if not _opens(address) and not path.with_name(path.name + "-wal").exists():
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None)


def _opens(address: str) -> bool:
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True  # damaged, which the caller finds out and says
    return True


def _set_up(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.create_function("index_text", 1, _on_text(index_text), deterministic=True)
    connection.create_function("show_text", 1, _on_text(show_text), deterministic=True)
    connection.create_function("mark_words", 1, _on_text(mark_words), deterministic=True)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


def _on_text(function: Callable[[str], str]) -> Callable[[str | None], str]:
    # The index must be told the same text when a row goes as when it came, so NULL and "" are one.
    return lambda text: function(text) if text else ""


def _refuse_content(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application == APPLICATION_ID:
        refuse_newer(connection, path)
    elif tables or read_only:
        raise ArchiveError(f"{path} is a database, but not a health archive.")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one write transaction; within another one it is a part of that.

    Raises `ArchiveError` when the disk is full or cannot be written, or the file turns out to be damaged.
    """
    if connection.in_transaction:
        yield
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in DAMAGES:
            raise ArchiveError(f"The archive is damaged ({error}); restore it from a backup.") from error
        if code not in DISK_FAILURES:
            raise
        raise ArchiveError(f"The archive cannot be written: {error}.") from error


def is_damage(error: BaseException | None) -> bool:
    """Return whether *error* is SQLite's way to say that the file is damaged."""
    return isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGES


def is_of_the_disk(error: BaseException | None) -> bool:
    """Return whether *error* says that the file could not be read or written, and nothing of what is in it."""
    code = getattr(error, "sqlite_errorcode", 0)
    # A file that ends too early is one that was cut.
    return code & 0xFF in DISK_FAILURES and code != sqlite3.SQLITE_IOERR_SHORT_READ


def unusable_disk(path: Path, error: sqlite3.Error) -> str:
    """Return the sentence for an archive that the disk does not let be read or written."""
    return f"{path} could not be read or written ({error}): look at the disk; the archive itself may be in order."
