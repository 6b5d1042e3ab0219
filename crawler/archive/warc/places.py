"""Where WARC files are: in the archive's folder, or at an address (``s3://…``, ``gs://…``, ``az://…``, ``file:///…``).

A file that was moved leaves a line with its address in its place, so that rows which name it as it was called before (a
published snapshot, a guest in another office's shard) lead to it, too.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from crawler.archive.warc.addresses import FILE, AddressError, UnreachableError, is_address, parts, whole_address
from crawler.archive.warc.folders import Folders
from crawler.archive.warc.writer import Place

MOVED = ".address"
"""Ending of the file that says where a WARC file was moved to."""


class Store(Protocol):
    """A bucket, or the folders of this machine.

    Its methods raise `OSError` (`FileNotFoundError` where there is no such file), `UnreachableError` where nothing of
    any file is told.
    """

    def size(self, name: str) -> int:
        """Return the bytes of a file."""

    def read(self, name: str, start: int, end: int) -> bytes:
        """Return the bytes from *start* up to *end*, or to the file's end where that is before it."""

    def put(self, local: Path, name: str) -> None:
        """Store the file *local* as *name*, in place of what is there."""


def locate(folder: Path, name: str) -> str | Path | None:
    """Return where a file is: a path, or an address; None where it is nowhere.

    An address is believed: to ask for each file of an archive whether it is there would take longer than to read it.
    """
    if is_address(name):
        return name
    path = folder / name
    if path.exists():
        return path
    moved = path.with_name(path.name + MOVED)
    return moved.read_text("utf-8").strip() if moved.exists() else None


def exists(folder: Path, name: str) -> bool:
    """Tell whether a file is there; one at an address is asked for.

    Raises `UnreachableError` where the address does not tell.
    """
    place = locate(folder, name)
    if place is None or isinstance(place, Path):
        return place is not None
    store, path = store_of(place)
    try:
        store.size(path)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # it is there, and whoever reads it is told what is wrong
    return True


def open_record(folder: Path, place: Place) -> BinaryIO:
    """Return a file whose next byte is the record's first; of one at an address, no more than the record is read.

    Raises `OSError` where it cannot be read, `UnreachableError` where nothing at its address can.
    """
    where = locate(folder, place.file)
    if isinstance(where, str):
        store, path = store_of(where)
        return BytesIO(store.read(path, place.offset, place.offset + place.length))
    file = (where or folder / place.file).open("rb")
    file.seek(place.offset)
    return file


def store_of(address: str) -> tuple[Store, str]:
    """Return the store that has the file at *address*, and the file's name in it.

    Raises `UnreachableError` where its folder is no address, or packages for it are not installed.
    """
    folder, _, file = address.rpartition("/")
    try:
        address = f"{whole_address(folder)}/{file}"
    except AddressError as error:
        raise UnreachableError(folder, str(error).rstrip(".")) from error
    scheme, bucket, name = parts(address)
    return (_FOLDERS if scheme == FILE else _bucket(f"{scheme}://{bucket}")), name


_FOLDERS = Folders()


@cache
def _bucket(address: str) -> Store:
    try:
        from crawler.archive.warc.buckets import Bucket
    except ImportError as error:
        raise UnreachableError(
            address, "further packages are needed for it: pip install 'healtharchive[queue]'"
        ) from error
    return Bucket(address)
