"""Where the shards of an archive are: a folder with ``OFFICE.db`` for each office, and one WARC folder for all."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.articles.identity import current_id, find_article
from crawler.archive.db.database import connect
from crawler.archive.db.errors import ArchiveError
from crawler.errors import LockedError

SUFFIX = ".db"


@dataclass(frozen=True)
class Shard:
    """One file of an archive."""

    office: str
    """The office whose rows it holds; empty for an archive of one file, which holds all."""
    path: Path


@dataclass(frozen=True)
class BrokenShard:
    """A shard that cannot be read, and why, in a sentence."""

    office: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.office}: {self.sentence}"


def is_sharded(archive: Path) -> bool:
    """Tell whether *archive* is a folder of shards; an archive of one file is none."""
    return archive.is_dir()


def shard_path(folder: Path, office: str) -> Path:
    """Return where the shard of *office* is, or would be."""
    return folder / f"{office}{SUFFIX}"


def shards_of(archive: Path) -> list[Shard]:
    """Return the files of an archive, by office; one that is no folder is its own only file."""
    if not is_sharded(archive):
        return [Shard("", archive)]
    return [Shard(path.stem, path) for path in sorted(archive.glob(f"*{SUFFIX}")) if path.is_file()]


def require_shards(archive: Path, offices: Sequence[str] = ()) -> list[Shard]:
    """Return the shards of a folder, or those of *offices*; raise `ArchiveError` where there are none."""
    found = shards_of(archive)
    if not found:
        raise ArchiveError(f"{archive} is an empty folder; `healtharchive crawl` or `split` makes an archive in it.")
    held = {shard.office: shard for shard in found}
    for office in offices:
        if office not in held:
            raise ArchiveError(f"{archive} holds no office {office!r}; it holds {', '.join(held)}.")
    return [held[office] for office in offices] if offices else found


def sound_and_broken(archive: Path) -> tuple[list[Shard], list[BrokenShard]]:
    """Return the shards whose every page can be read, and those that cannot be read, in the order of the offices."""
    sound: list[Shard] = []
    broken: list[BrokenShard] = []
    for shard in require_shards(archive):
        try:
            look_through(shard.path)
        except ArchiveError as error:
            broken.append(BrokenShard(shard.office, str(error)))
        else:
            sound.append(shard)
    return sound, broken


def look_through(path: Path) -> None:
    """Raise `ArchiveError` where a page of the database is damaged, or it cannot be opened at all."""
    Archive.open(path, read_only=True).close()  # an older one is brought up to date
    with closing(connect(path, read_only=True)) as connection:
        try:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as error:
            found = str(error)
    if found != "ok":
        raise ArchiveError(f"{path} is damaged ({found.splitlines()[-1]}); restore it from a backup.")


def opened(
    archive: Path, *, read_only: bool, offices: Sequence[str] = ()
) -> Iterator[tuple[Shard, Archive | BrokenShard]]:
    """Yield each shard, open while it is in hand, or why it cannot be opened; a file is its own only shard.

    A shard that another process writes is yielded as broken, too, where it is to be written.
    """
    for shard in require_shards(archive, offices):
        try:
            one = Archive.open(shard.path, read_only=read_only, create=False)
        except (ArchiveError, LockedError) as error:
            yield shard, BrokenShard(shard.office, str(error))
            continue
        with one:
            yield shard, one


def shard_of_article(archive: Path, name: str) -> Path:
    """Return the file that holds the article of a number, of today or before, or an address; a file is its own.

    Raises `ArchiveError` where no shard that can be read holds it.
    """
    if not is_sharded(archive):
        return archive
    for shard, one in opened(archive, read_only=True):
        if isinstance(one, Archive) and _holds(one.connection, name):
            return shard.path
    raise ArchiveError(f"{archive} holds no article {name}.")


def _holds(connection: sqlite3.Connection, name: str) -> bool:
    if name.isdigit():
        return current_id(connection, int(name)) is not None
    return find_article(connection, [name]) is not None
