"""The members of 7z files, by py7zr, which bounds what a header may claim; what is unpacked is bounded here."""

import lzma
from functools import partial
from io import BytesIO
from typing import Any

from crawler.filetext.archives.members import MAX_MEMBER, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, SUSPECT, Member
from crawler.filetext.result import DamagedError, EncryptedError, FileError, NoTextError, TooLargeError


class _Unpacking:
    """The members of one archive, unpacked together when the first is asked for: they are packed together, too."""

    def __init__(self, body: bytes, names: list[str], size: int) -> None:
        self._body = body
        self._names = names
        self._size = size
        self._contents: dict[str, Any] | None = None

    def read(self, name: str) -> bytes:
        """Return a member's content.  Raises `FileError`."""
        if self._size > MAX_UNPACKED or self._size > max(SUSPECT, MAX_RATIO * len(self._body)):
            raise TooLargeError(f"its members unpack to {self._size} bytes")
        if self._contents is None:
            self._contents = _unpack(self._body, self._names)
        if name not in self._contents:
            raise NoTextError("it is not unpacked")
        self._contents[name].seek(0)
        return bytes(self._contents[name].read())


def seven_zip_members(body: bytes) -> list[Member]:
    """Return the files in a 7z.  Raises `FileError`."""
    try:
        with _open(body) as archive:
            listed = [entry for entry in archive.list() if entry.is_file][:MAX_MEMBERS]
            is_encrypted = archive.needs_password()
    except _faults() as error:
        raise _sentence(error) from error
    sizes = [int(entry.uncompressed or 0) for entry in listed]
    names = [entry.filename for entry, size in zip(listed, sizes, strict=True) if size <= MAX_MEMBER]
    unpacking = _Unpacking(body, names, sum(sizes))
    return [
        Member(
            name=entry.filename,
            size=size,
            packed=0,
            read=_needs_password if is_encrypted else partial(unpacking.read, entry.filename),
            is_encrypted=is_encrypted,
        )
        for entry, size in zip(listed, sizes, strict=True)
    ]


def _open(body: bytes) -> Any:
    # Loaded at the first 7z file: most runs never see one.
    from py7zr import SevenZipFile

    return SevenZipFile(BytesIO(body))


def _unpack(body: bytes, names: list[str]) -> dict[str, Any]:
    from py7zr.io import BytesIOFactory

    factory = BytesIOFactory(MAX_MEMBER)
    try:
        with _open(body) as archive:
            archive.extract(targets=names, factory=factory)
    except _faults() as error:
        raise _sentence(error) from error
    return dict(factory.products)


def _faults() -> tuple[type[Exception], ...]:
    """Return what py7zr raises on bytes that are no sound 7z, or are one with a password or an unknown packing."""
    from py7zr.exceptions import ArchiveError

    return (ArchiveError, lzma.LZMAError, EOFError, OSError, ValueError, TypeError, LookupError, AttributeError)


def _sentence(error: Exception) -> FileError:
    if type(error).__name__ == "PasswordRequired":
        return EncryptedError("it needs a password")
    if type(error).__name__ == "UnsupportedCompressionMethodError":
        return NoTextError("it is packed in a way that is not known here")
    return DamagedError(f"it is no sound 7z ({type(error).__name__})")


def _needs_password() -> bytes:
    raise EncryptedError("it needs a password")
