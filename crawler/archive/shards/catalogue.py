"""Which block of numbers each shard has: a list that only grows, beside the shards, one line an office.

Each shard also keeps the first number of its block, so that a lost list is made again from the shards.
"""

import fcntl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from crawler.archive.archive import Archive
from crawler.archive.db.database import Kind, connect, transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.numbers import BLOCK, FIRST_NUMBER, first_number
from crawler.archive.shards.layout import shard_path, shards_of

CATALOGUE = "shards.tsv"
OFFICE = "office"
"""The fact that a shard keeps about itself: whose it is."""
PARTIAL = ".partial"


def make_shard(folder: Path, office: str, *, kind: Kind, above: int = 0, first: int | None = None) -> Path:
    """Return the shard of *office*, made where there is none: empty, with a block of numbers of its own.

    The block begins above *above*, the highest number that was given before there were shards, or at *first*, which
    was reserved by whoever keeps the list.
    """
    path = shard_path(folder, office)
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder) as file:
        if path.exists():
            return path
        if first is None:
            first = _block(folder, file, office, above)
        partial = new_file(path, kind=kind, facts={FIRST_NUMBER: str(first), OFFICE: office})
        partial.replace(path)
    return path


def new_file(path: Path, *, kind: Kind, facts: dict[str, str]) -> Path:
    """Return a new, empty archive under a name from which it is to be renamed to *path*."""
    partial = path.with_name(path.name + PARTIAL)
    discard(partial)
    with Archive.open(partial, kind=kind) as archive, transaction(archive.connection):
        archive.connection.executemany("INSERT OR REPLACE INTO archive_info VALUES (?, ?)", list(facts.items()))
    partial.with_name(partial.name + ".lock").unlink(missing_ok=True)
    return partial


def discard(path: Path) -> None:
    """Remove a database that nobody uses, with its companions."""
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def reserve_block(folder: Path, office: str, *, above: int = 0) -> int:
    """Return the first number of the block of *office*, which is noted in the list where it has none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder) as file:
        return _block(folder, file, office, above)


@contextmanager
def _locked(folder: Path) -> Iterator[IO[str]]:
    try:
        file = (folder / CATALOGUE).open("a+", encoding="utf-8")
    except OSError as error:
        raise ArchiveError(f"Cannot write in {folder}: {error.strerror}.") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _block(folder: Path, file: IO[str], office: str, above: int) -> int:
    file.seek(0)
    known = dict(_entries(file.read()))
    if not known:
        known = _blocks_of_shards(folder)
        _append(file, known)
    if office not in known:
        highest = max([above, *(first + BLOCK - 1 for first in known.values())])
        # a round number before it: article 7 of block 3 is 300000007
        known[office] = -(-max(highest, BLOCK) // BLOCK) * BLOCK + 1
        _append(file, {office: known[office]})
    return known[office]


def _entries(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines():
        office, _, first = line.partition("\t")
        if first.isdigit() and int(first) % BLOCK == 1:  # a line that a full disk cut short names no block
            yield office, int(first)


def _append(file: IO[str], blocks: dict[str, int]) -> None:
    file.seek(0)
    text = file.read()
    if text and not text.endswith("\n"):
        file.write("\n")
    file.writelines(f"{office}\t{first}\n" for office, first in blocks.items())
    file.flush()


def _blocks_of_shards(folder: Path) -> dict[str, int]:
    blocks: dict[str, int] = {}
    for shard in shards_of(folder):
        with closing(connect(shard.path, read_only=True)) as connection:
            blocks[shard.office] = first_number(connection)
    return blocks
