"""One file into shards: each office's rows into a file of its own, with the numbers that they have.

The archive of one file is left as it is.  WARC files are not copied where the file system can link them.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crawler.archive.archive import WARC_FOLDER, Archive
from crawler.archive.articles import search_index
from crawler.archive.articles.identity import next_id
from crawler.archive.db.database import Kind, connect, transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.numbers import NUMBERED
from crawler.archive.shards.catalogue import PARTIAL, make_shard
from crawler.archive.shards.layout import shard_path
from crawler.archive.shards.rows import COPIED, WITH_GUESTS, choose_rows, columns, where

Told = Callable[[str], None]


def split(archive: Path, folder: Path, told: Told = lambda _office: None) -> list[str]:
    """Make a folder with a shard of each office of *archive*; return the offices.  *told* is called with each.

    Raises `ArchiveError` where there is something in *folder*, and `LockedError` while the archive is written.
    """
    if archive.is_dir():
        raise ArchiveError(f"{archive} is a folder of shards already.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(f"{folder} is not empty; split into a new folder.")
    # All shards appear in one step: a split that is killed leaves nothing that looks like an archive.
    work = folder.with_name(folder.name + PARTIAL)
    # The writer's lock: all shards are of one moment.
    with Archive.open(archive, create=False) as opened:
        shutil.rmtree(work, ignore_errors=True)
        try:
            work.mkdir(parents=True)
        except OSError as error:
            raise ArchiveError(f"Cannot write {work}: {error.strerror}.") from error
        offices = opened.site_ids()
        above = _highest(opened.connection)
        link_evidence(opened.warc_folder, work / WARC_FOLDER)
        for office in offices:
            _make(archive, work, office, kind=opened.kind, above=above)
            told(office)
        _refuse_loss(opened.connection, [shard_path(work, office) for office in offices])
    if folder.exists():
        folder.rmdir()
    work.rename(folder)
    return offices


def _make(archive: Path, work: Path, office: str, *, kind: Kind, above: int) -> None:
    path = make_shard(work, office, kind=kind, above=above)
    with closing(connect(path, read_only=False)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS source", (str(archive),))
        choose_rows(connection, office)
        with transaction(connection):
            for table in (*WITH_GUESTS, *COPIED):
                _copy(connection, table, office)
            _copy_groups(connection)
            _let_go(connection)
            connection.execute("DELETE FROM archive_info WHERE key = 'search_folding'")
        connection.execute("DETACH source")
        search_index.refresh(connection)
        fault = connection.execute("PRAGMA foreign_key_check").fetchone()
    if fault is not None:
        raise ArchiveError(f"The shard of {office} names a row of {fault['parent']} that it lacks; nothing was split.")


def link_evidence(source: Path, target: Path) -> None:
    """Put the WARC files of *source* into *target*, too: the same files where the file system can do it."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.warc*")) if source.is_dir() else ():
        if (target / path.name).exists():
            continue
        try:
            os.link(path, target / path.name)
        except OSError:  # another file system
            shutil.copy2(path, target / path.name)


def _highest(connection: sqlite3.Connection) -> int:
    numbers = [connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0 for table in NUMBERED]
    return max(next_id(connection) - 1, *numbers)


def _copy(connection: sqlite3.Connection, table: str, office: str) -> None:
    names = ", ".join(columns(connection, table))
    connection.execute(
        f"INSERT INTO main.{table} ({names}) SELECT {names} FROM source.{table} WHERE {where(table)}",
        {"office": office},
    )


def _copy_groups(connection: sqlite3.Connection) -> None:
    """Copy the groups of one text as far as they lie within the office; a group of one is none."""
    connection.execute(
        """INSERT INTO main.same_text (article, group_id)
        SELECT article, min(article) OVER (PARTITION BY group_id) FROM source.same_text WHERE article IN kept_articles
        AND group_id IN (SELECT group_id FROM source.same_text WHERE article IN kept_articles
            GROUP BY group_id HAVING count(*) > 1)"""
    )


def _let_go(connection: sqlite3.Connection) -> None:
    """Cut what leads out of the shard: the article of a guest, a move to another office."""
    connection.execute("UPDATE captures SET article = NULL WHERE article NOT IN (SELECT id FROM articles)")
    connection.execute("UPDATE articles SET moved_to = NULL WHERE moved_to NOT IN (SELECT id FROM articles)")


def _refuse_loss(source: sqlite3.Connection, shards: list[Path]) -> None:
    """Raise `ArchiveError` where a row of the archive is in none of its shards."""
    lost = []
    for table in (*WITH_GUESTS, *COPIED):
        expected = source.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if _rows_in(shards, table) < expected:
            lost.append(table)
    if lost:
        raise ArchiveError(f"Rows of {', '.join(lost)} belong to no office; nothing was split.")


def _rows_in(shards: list[Path], table: str) -> int:
    total = 0
    for shard in shards:
        with closing(connect(shard, read_only=True)) as connection:
            total += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return total
