"""The members of ZIP, tar and gzip files."""

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Protocol

from crawler.filetext.archives.members import MAX_MEMBER, MAX_MEMBERS, Member, decoded_name
from crawler.filetext.package import BROKEN
from crawler.filetext.result import DamagedError, EncryptedError, TooLargeError

UTF8_NAMES = 0x800
"""The flag of a ZIP entry whose name is in UTF-8."""
ENCRYPTED = 0x1
UNPACKED_NAME = 0x7075
"""The field in which packers repeat a name in UTF-8."""


def zip_members(body: bytes) -> list[Member]:
    """Return the files in a ZIP.  Raises `DamagedError`."""
    try:
        archive = zipfile.ZipFile(BytesIO(body))
    except BROKEN as error:
        raise DamagedError(f"it is no sound ZIP ({error})") from error
    entries = [entry for entry in archive.infolist() if not entry.is_dir()][:MAX_MEMBERS]
    return [
        Member(
            name=_name(entry),
            size=entry.file_size,
            packed=entry.compress_size,
            read=partial(_read_entry, archive, entry),
            is_encrypted=bool(entry.flag_bits & ENCRYPTED),
        )
        for entry in entries
    ]


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & ENCRYPTED:
        raise EncryptedError("it needs a password")
    try:
        with archive.open(entry) as stream:
            return bounded(stream)
    except (*BROKEN, RuntimeError) as error:
        raise DamagedError(f"it cannot be unpacked ({error})") from error


class Readable(Protocol):
    """What is read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most *size* bytes."""


def bounded(stream: Readable) -> bytes:
    """Read a member to its end, which must come within `MAX_MEMBER` bytes."""
    content = stream.read(MAX_MEMBER + 1)
    if len(content) > MAX_MEMBER:
        raise TooLargeError(f"it unpacks to more than {MAX_MEMBER} bytes")
    return content


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name, whose bytes zipfile takes for code page 437 without the flag of UTF-8."""
    if entry.flag_bits & UTF8_NAMES:
        return entry.filename
    repeated = _repeated_name(entry.extra)
    return repeated or decoded_name(entry.orig_filename.encode("cp437", "replace")).replace("\\", "/")


def _repeated_name(extra: bytes) -> str | None:
    place = 0
    while place + 4 <= len(extra):
        kind = int.from_bytes(extra[place : place + 2], "little")
        size = int.from_bytes(extra[place + 2 : place + 4], "little")
        if kind == UNPACKED_NAME and size > 5:
            # a version and a check sum stand before the name
            return extra[place + 9 : place + 4 + size].decode("utf-8", "ignore") or None
        place += 4 + size
    return None


def tar_members(body: bytes) -> list[Member]:
    """Return the files in a tar archive.  Raises `DamagedError`."""
    found: list[Member] = []
    try:
        archive = tarfile.open(fileobj=BytesIO(body), mode="r:", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
        for entry in archive:
            if entry.isfile() and len(found) < MAX_MEMBERS:
                name = decoded_name(entry.name.encode("utf-8", "surrogateescape"))
                found.append(Member(name=name, size=entry.size, packed=0, read=_tar_reader(archive, entry)))
    except (tarfile.TarError, ValueError, EOFError, OSError) as error:
        raise DamagedError(f"it is no sound tar archive ({error})") from error
    return found


def _tar_reader(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            stream = archive.extractfile(entry)
            return bounded(stream) if stream is not None else b""
        except (tarfile.TarError, KeyError, EOFError, OSError) as error:
            raise DamagedError(f"it cannot be unpacked ({error})") from error

    return read


def gzip_content(body: bytes) -> bytes:
    """Return what a gzip file holds.  Raises `FileError`."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as stream:
            return bounded(stream)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise DamagedError(f"it is no sound gzip file ({error})") from error
