"""The members of RAR files, versions 4 and 5: their names, and those that are stored without being packed.

No free library unpacks RAR; packed members are read where a program that does (unrar, 7z, bsdtar) is installed.
"""

import re
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from crawler.filetext.archives.members import MAX_MEMBER, MAX_MEMBERS, Member, decoded_name
from crawler.filetext.programs import Program, run_program
from crawler.filetext.result import DamagedError, EncryptedError, NoTextError

VERSION_4 = b"Rar!\x1a\x07\x00"
VERSION_5 = b"Rar!\x1a\x07\x01\x00"
STORED = 0x30
FILE_4, ARCHIVE_4, END_4 = 0x74, 0x73, 0x7B
FILE_5, ENCRYPTION_5, END_5 = 2, 4, 5
SECONDS = 20
UNPACKERS = (
    ("unrar", ("p", "-inul", "-p-", "file.rar")),
    ("7zz", ("x", "-so", "-p-", "file.rar")),
    ("7z", ("x", "-so", "-p-", "file.rar")),
    ("bsdtar", ("-xOf", "file.rar")),
)
"""Programs that unpack one member to their output, and their words before its name."""
SAFE_NAME = re.compile(r"[^-@*?\[][^*?\[]*")
"""Names that no program takes for an option or a pattern."""


def rar_members(body: bytes) -> list[Member]:
    """Return the files in a RAR.  Raises `FileError`."""
    walk = _version_5(body) if body.startswith(VERSION_5) else _version_4(body)
    try:
        return [member for member, _ in zip(walk, range(MAX_MEMBERS), strict=False)]
    except (struct.error, IndexError) as error:
        raise DamagedError(f"it is no sound RAR ({error})") from error


def _version_4(body: bytes) -> Iterator[Member]:
    place = len(VERSION_4)
    while place + 7 <= len(body):
        _, kind, flags, size = struct.unpack_from("<HBHH", body, place)
        if size < 7 or kind == END_4:
            return
        if place + size > len(body):
            raise DamagedError("it is cut")
        if kind == ARCHIVE_4 and flags & 0x80:
            raise EncryptedError("its list of files needs a password")
        following = struct.unpack_from("<I", body, place + 7)[0] if flags & 0x8000 or kind == FILE_4 else 0
        if kind == FILE_4:
            packed, unpacked, _, crc, _, _, method, name_size, _ = struct.unpack_from("<IIBIIBBHI", body, place + 7)
            start = place + 32
            if flags & 0x100:
                packed += struct.unpack_from("<I", body, start)[0] << 32
                unpacked += struct.unpack_from("<I", body, start + 4)[0] << 32
                start += 8
            following = packed
            name = _name_4(body[start : start + name_size], is_wide=bool(flags & 0x200))
            if flags & 0xE0 != 0xE0:  # a folder
                content = body[place + size : place + size + packed]
                yield _member(body, name, unpacked, content, crc, method == STORED, is_encrypted=bool(flags & 4))
        place += size + following


def _name_4(raw: bytes, *, is_wide: bool) -> str:
    narrow, zero, wide = raw.partition(b"\0")
    name = _unpacked_name(narrow, wide) if is_wide and zero else decoded_name(narrow)
    return name.replace("\\", "/")


def _unpacked_name(narrow: bytes, wide: bytes) -> str:
    """Undo how version 4 writes a name in Unicode: beside the bytes of the old name, with two bits a character."""
    if not wide:
        return decoded_name(narrow)
    high, place, flags, bits = wide[0], 1, 0, 0
    letters: list[int] = []
    while place < len(wide):
        if bits == 0:
            flags, bits, place = wide[place], 8, place + 1
            continue
        bits -= 2
        kind = flags >> bits & 3
        if kind == 0:
            letters.append(wide[place])
            place += 1
        elif kind == 1:
            letters.append(wide[place] | high << 8)
            place += 1
        elif kind == 2:
            letters.append(wide[place] | wide[place + 1] << 8)
            place += 2
        else:
            place = _repeat(letters, narrow, wide, place, high)
    return "".join(map(chr, letters))


def _repeat(letters: list[int], narrow: bytes, wide: bytes, place: int, high: int) -> int:
    """Take some letters from the old name; return the place behind their number."""
    length = wide[place]
    place += 1
    plus, page = 0, 0
    if length & 0x80:
        plus, page = wide[place], high << 8
        place += 1
    for _ in range((length & 0x7F) + 2):
        old = narrow[len(letters)] if len(letters) < len(narrow) else ord("?")
        letters.append((old + plus & 0xFF) | page)
    return place


def _version_5(body: bytes) -> Iterator[Member]:
    place = len(VERSION_5)
    while place + 6 < len(body):
        size, start = _number(body, place + 4)
        end = start + size
        kind, at = _number(body, start)
        flags, at = _number(body, at)
        if flags & 1:
            _, at = _number(body, at)
        data = 0
        if flags & 2:
            data, at = _number(body, at)
        if end > len(body):
            raise DamagedError("it is cut")
        if kind == ENCRYPTION_5:
            raise EncryptedError("its list of files needs a password")
        if kind == END_5 or size == 0:
            return
        if kind == FILE_5:
            member = _file_5(body, at, end, body[end : end + data])
            if member is not None:
                yield member
        place = end + data


def _file_5(body: bytes, at: int, end: int, content: bytes) -> Member | None:
    flags, at = _number(body, at)
    unpacked, at = _number(body, at)
    _, at = _number(body, at)
    at += 4 if flags & 2 else 0
    crc = struct.unpack_from("<I", body, at)[0] if flags & 4 else None
    at += 4 if flags & 4 else 0
    packing, at = _number(body, at)
    _, at = _number(body, at)
    length, at = _number(body, at)
    name = body[at : at + length].decode("utf-8", "replace")
    if flags & 1:  # a folder
        return None
    is_encrypted = _has_password(body, at + length, end)
    return _member(body, name, unpacked, content, crc, packing >> 7 & 7 == 0, is_encrypted=is_encrypted)


def _has_password(body: bytes, at: int, end: int) -> bool:
    while at < end:
        size, at = _number(body, at)
        kind, _ = _number(body, at)
        if kind == 1:
            return True
        at += max(size, 1)
    return False


def _number(body: bytes, place: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place behind it."""
    value = 0
    for step in range(10):
        byte = body[place + step]
        value |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return value, place + step + 1
    raise struct.error("a number without an end")


def _member(
    body: bytes, name: str, size: int, content: bytes, crc: int | None, is_stored: bool, *, is_encrypted: bool
) -> Member:
    read: Callable[[], bytes]
    if is_encrypted:
        read = _needs_password
    elif is_stored:
        read = partial(_stored, content, size, crc)
    else:
        read = partial(_unpacked, body, name, size)
    return Member(name=name, size=size, packed=len(content), read=read, is_encrypted=is_encrypted)


def _needs_password() -> bytes:
    raise EncryptedError("it needs a password")


def _stored(content: bytes, size: int, crc: int | None) -> bytes:
    if len(content) != size or (crc is not None and zlib.crc32(content) != crc):
        raise DamagedError("its check sum fails")
    return content


def _unpacked(body: bytes, name: str, size: int) -> bytes:
    """Return a packed member as a program of this machine unpacks it."""
    if not SAFE_NAME.fullmatch(name):
        raise NoTextError("its name cannot be given to a program")
    for program, words in UNPACKERS:
        path = shutil.which(program)
        if path is not None:
            done = run_program(
                Program((path, *words, name), seconds=SECONDS, most_output=MAX_MEMBER), {"file.rar": body}
            )
            if done is None or len(done.output) != size:
                raise DamagedError("it cannot be unpacked")
            return done.output
    raise NoTextError("it is packed, and no program that unpacks RAR (unrar, 7z, bsdtar) is installed")
