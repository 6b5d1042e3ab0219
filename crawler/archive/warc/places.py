"""Where WARC files are: in the archive's folder, or at any address that fsspec reads (``s3://…``, ``file://…``).

A file that was moved leaves a line with its address in its place, so that rows which name it as it was called before (a
published snapshot, a guest in another office's shard) lead to it, too.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from crawler.archive.db.errors import ArchiveError
from crawler.archive.warc.writer import Place

MOVED = ".address"
"""Ending of the file that says where a WARC file was moved to."""

BUCKETS = ("s3", "gs", "az")
"""Schemes of buckets, which have a client of their own."""


def is_address(name: str) -> bool:
    """Tell whether a row's file is an address, and no file of the archive's folder."""
    return "://" in name


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
    """Tell whether a file is there; one at an address is asked for."""
    place = locate(folder, name)
    if place is None or isinstance(place, Path):
        return place is not None
    filesystem, path = filesystem_of(place)
    try:
        return bool(filesystem.exists(path))
    except OSError:
        return False


def open_record(folder: Path, place: Place) -> BinaryIO:
    """Return a file whose next byte is the record's first; of one at an address, no more than the record is read.

    Raises `OSError` where it cannot be read.
    """
    where = locate(folder, place.file)
    if isinstance(where, str):
        filesystem, path = filesystem_of(where)
        try:
            return BytesIO(filesystem.cat_file(path, start=place.offset, end=place.offset + place.length))
        except ValueError as error:  # how some say that a range begins behind the end
            raise OSError(0, str(error)) from error
    file = (where or folder / place.file).open("rb")
    file.seek(place.offset)
    return file


def filesystem_of(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path in it.

    Raises `ArchiveError` where the packages for it are not installed, or nothing is known of its scheme.
    """
    scheme = address.partition("://")[0]
    filesystem = _filesystem(scheme)
    return filesystem, address.partition("://")[2] if scheme in BUCKETS else filesystem._strip_protocol(address)


@cache
def _filesystem(scheme: str) -> Any:
    try:
        import fsspec

        from crawler.archive.warc.buckets import Buckets
    except ImportError as error:
        raise ArchiveError(
            "Evidence at an address needs further packages: pip install 'healtharchive[queue]'."
        ) from error
    if scheme in BUCKETS:
        return Buckets(scheme)
    try:
        return fsspec.filesystem(scheme, skip_instance_cache=True)
    except (ValueError, ImportError) as error:
        raise ArchiveError(f"There is no way to read {scheme}:// addresses: {error}.") from error
