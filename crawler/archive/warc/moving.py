"""Evidence moves to an address: uploaded when its file is closed, compared by digest, then named there by its rows.

Nothing is removed before the row says where it went; so whatever kills a move, it can be begun again.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.addresses import whole_address
from crawler.archive.warc.places import MOVED, Store, store_of

BLOCK = 8 * 2**20
"""Bytes that are compared at once."""


def move_evidence(archive: Archive, address: str, *, office: str = "") -> list[str]:
    """Move the WARC files that rows name, or those of a shard's *office*, to *address*; return their names.

    The archive is opened for writing, and no run of it is at work.  Raises `AddressError` before anything is moved, and
    `ArchiveError` where a file cannot be uploaded, or is not what it was when it is read there; it then stays where
    it is.
    """
    address = whole_address(address)
    moved = []
    for name in _files(archive, office):
        local = archive.warc_folder / name
        if local.exists():
            _upload(local, f"{address}/{name}")
            _note(local, f"{address}/{name}")
        elif not local.with_name(name + MOVED).exists():
            continue  # what is lost is for `verify` to tell
        with transaction(archive.connection):
            target = local.with_name(name + MOVED).read_text("utf-8").strip()
            archive.connection.execute("UPDATE captures SET warc_file = ? WHERE warc_file = ?", (target, name))
        local.unlink(missing_ok=True)
        moved.append(name)
    return moved


def _files(archive: Archive, office: str) -> list[str]:
    """Return the files of the archive's own folder that rows name; files that were imported in place are not ours."""
    rows = archive.connection.execute(
        "SELECT DISTINCT warc_file FROM captures WHERE instr(warc_file, '/') = 0 ORDER BY warc_file"
    )
    return [row[0] for row in rows.fetchall() if not office or row[0].startswith(f"{office}-")]


def _upload(local: Path, target: str) -> None:
    store, name = store_of(target)
    try:
        store.put(local, name)
        arrived = _digest(_blocks(store, name, local.stat().st_size))
    except OSError as error:
        raise ArchiveError(f"Cannot store evidence at {target}: {error.strerror or error}.") from error
    with local.open("rb") as file:
        sent = hashlib.file_digest(file, "sha256").hexdigest()
    if arrived != sent:
        raise ArchiveError(f"{target} is not what was stored there: its SHA-256 is {arrived}, not {sent}.")


def _blocks(store: Store, name: str, size: int) -> Iterator[bytes]:
    if store.size(name) != size:
        raise OSError("it has another size than the file that was sent")
    for start in range(0, size, BLOCK):
        yield store.read(name, start, min(start + BLOCK, size))


def _digest(blocks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _note(local: Path, target: str) -> None:
    """Leave the address in the file's place, on the disk before a row relies on it."""
    moved = local.with_name(local.name + MOVED)
    partial = moved.with_name(moved.name + ".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(target + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(moved)
