"""WARC records one after the other out of a file: compressed one by one, as a whole, or not at all.

A record that is torn or garbled is a fault, and reading goes on at the next one that can be found.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from crawler.archive.importing.found import LARGEST, RecordFault
from crawler.archive.warc.reader import GZIP_MAGIC, PLAIN_MAGIC, RecordBlock

GZIP_START = GZIP_MAGIC + b"\x08"
NEXT_PLAIN = re.compile(rb"WARC/1\.[01]\r?\n")
SWALLOWED = re.compile(rb"\n\r?\n(?=WARC/1\.[01]\r?\n)")
"""The end of a record and the start of the next within what says that it is one."""
HEAD_END = re.compile(rb"\r?\n\r?\n")
MAX_VERSION_LINE = 16
MAX_HEAD_LENGTH = 65_536
MAX_MEMBER = LARGEST + 2 * MAX_HEAD_LENGTH
"""Bytes of a gzip member that are kept in memory; what is longer is a whole file in one."""
PIECE = 262_144
STEP = 32
"""Bytes unpacked at a time where they are damaged."""


@dataclass(frozen=True)
class Raw:
    """One record, byte for byte."""

    headers: dict[str, str]
    """Names in lower case."""
    content: bytes
    whole: bytes
    """Head and content, without the empty lines that follow."""
    offset: int
    """Where it begins in its file, as far as that is compressed record by record."""
    length: int | None
    """Bytes of it there; None where it cannot be read by itself."""
    packed: bytes | None = None
    """The same in its file, where it is compressed by itself there."""


def read_records(path: Path, start: int = 0, end: int | None = None) -> Iterator[Raw | RecordFault]:
    """Yield the records of the file at *path*, or of its bytes from *start* to *end*."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            end = len(data) if end is None else end
            if data[start : start + 2] == GZIP_MAGIC:
                yield from _compressed(data, path.name, start, end)
            else:
                yield from _plain(data, path.name, start, end)


# Records that are not compressed


def _plain(data: Any, name: str, at: int, end: int, *, in_file: bool = True) -> Iterator[Raw | RecordFault]:
    while at < end:
        at = _skip_empty_lines(data, at, end)
        if at >= end:
            return
        raw = parse_record(data, at, end)
        if isinstance(raw, Raw):
            yield raw if in_file else Raw(raw.headers, raw.content, raw.whole, raw.offset, None)
            at += len(raw.whole)
            continue
        yield RecordFault(f"{name} at byte {at}", raw.why)
        if raw.after is not None:
            at = raw.after
            continue
        following = NEXT_PLAIN.search(data, at + 1, end)
        if following is None:
            return
        at = following.start()


def _skip_empty_lines(data: Any, at: int, end: int) -> int:
    while at < end and data[at : at + 1] in (b"\r", b"\n"):
        at += 1
    return at


@dataclass(frozen=True)
class NoRecord:
    """Why there is no record that can be taken; *after* is where the next one begins, if that is known."""

    why: str
    after: int | None = None


def parse_record(data: Any, at: int, end: int) -> Raw | NoRecord:
    """Return the record that begins at byte *at* of *data*."""
    if data[at : at + len(PLAIN_MAGIC)] != PLAIN_MAGIC:
        return NoRecord("there is no WARC record.")
    head_end = HEAD_END.search(data, at, min(end, at + MAX_HEAD_LENGTH))
    if head_end is None:
        return NoRecord("the head of the record does not end.")
    headers = parse_head(data[at : head_end.start()])
    try:
        length = int(headers.get("content-length", ""))
    except ValueError:
        return NoRecord("the record does not say how long it is.")
    after = head_end.end() + length
    if length < 0 or after > end:
        return NoRecord("the record is torn.")
    if length > LARGEST:
        megabytes = f"{length / 2**20:.0f} MB"
        return NoRecord(f"the record has {megabytes}; records over {LARGEST // 2**20} MB are not taken.", after)
    whole = bytes(data[at:after])
    raw = Raw(headers, whole[head_end.end() - at :], whole, at, len(whole))
    if _ends_well(data, after, end) or _is_vouched_for(raw):
        return raw
    swallowed = SWALLOWED.search(data, head_end.end(), min(after + MAX_VERSION_LINE, end))
    swallowed = swallowed if swallowed and swallowed.start() < after else None
    if swallowed or data[after : after + 1] not in (b"\r", b"\n"):
        return NoRecord("the record was altered: it is not as long as it says.", swallowed.end() if swallowed else None)
    return raw


def _ends_well(data: Any, after: int, end: int) -> bool:
    """Tell whether behind a record there is nothing, or the next one."""
    following = _skip_empty_lines(data, after, end)
    return following >= end or data[following : following + len(PLAIN_MAGIC)] == PLAIN_MAGIC


def _is_vouched_for(raw: Raw) -> bool:
    """Tell whether a digest says that a record is whole."""
    block = RecordBlock(type=raw.headers.get("warc-type", ""), headers=raw.headers, content=raw.content)
    return block.algorithm() is not None and block.digest_fault() is None


def parse_head(head: bytes) -> dict[str, str]:
    """Return the named fields of a record's head, folded lines joined, names in lower case."""
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).split(b"\n")[1:]
    pairs = (_text(line).partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:  # old programs write addresses as they were sent
        return line.decode("latin-1")


# Records that are


def _compressed(data: Any, name: str, at: int, end: int) -> Iterator[Raw | RecordFault]:
    while at < end:
        member = _member(data, at, end)
        if member.content is None:
            yield from _whole_file(data, name, at, end)
            return
        if member.fault is not None:
            yield from _before_break(
                _plain(member.content, name, 0, len(member.content), in_file=False), name, member, at
            )
            at = _next_member(data, at + 1, end)
            continue
        yield from _records_of_member(member.content, name, at, data[at : member.after])
        at = _skip_padding(data, member.after, end)


@dataclass(frozen=True)
class Member:
    """What could be unpacked of a gzip member that begins at a place of a file."""

    content: bytes | None
    """None: too much for the memory."""
    after: int
    """Where the member ends."""
    fault: str | None = None
    """What is wrong with it."""
    sound: int = 0
    """Bytes unpacked that are right: all of a torn member, none of a damaged one, whose sum stands at its end."""


TORN = "the record is torn."
DAMAGED = "the compressed record is damaged."


def _before_break(
    found: Iterator[Raw | RecordFault], name: str, member: Member, at: int
) -> Iterator[Raw | RecordFault]:
    """Yield the whole records before the place where a *member* breaks off, and then what is wrong with it.

    Of a damaged member only those are taken whose own digests say that they are right.
    """
    waiting: RecordFault | None = None
    for one in found:
        if waiting is not None:
            yield waiting
            waiting = None
        if isinstance(one, RecordFault):
            waiting = one  # the last of them is the record that the break goes through
        elif one.offset + len(one.whole) > member.sound and not _is_vouched_for(one):
            yield RecordFault(f"{name} at byte {at}", DAMAGED)
        else:
            yield one
    yield RecordFault(f"{name} at byte {at}", member.fault or "")


def _member(data: Any, at: int, end: int) -> Member:
    """Return what a gzip member holds."""
    if data[at : at + 2] != GZIP_MAGIC:
        return Member(b"", at, "there is no WARC record.")
    decompressor = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size, position = 0, at
    while not decompressor.eof:
        piece = data[position : min(position + PIECE, end)]
        if not piece:
            content = b"".join([*parts, decompressor.flush()])
            return Member(content, end, TORN, sound=len(content))
        position += len(piece)
        while piece:
            try:
                parts.append(decompressor.decompress(piece, PIECE * 16))
            except zlib.error:
                return Member(_before_damage(zlib.decompressobj(wbits=31), data[at:position]), end, DAMAGED)
            size += len(parts[-1])
            if size > MAX_MEMBER:
                return Member(None, end)
            piece = decompressor.unconsumed_tail
    return Member(b"".join(parts), position - len(decompressor.unused_data))


def _before_damage(decompressor: Any, packed: bytes) -> bytes:
    """Return what can be unpacked of *packed*, which is damaged somewhere: a step's output is lost with its error."""
    unpacked = bytearray()
    with suppress(zlib.error):
        for start in range(0, len(packed), STEP):
            unpacked += decompressor.decompress(packed[start : start + STEP])
    return bytes(unpacked)


def _records_of_member(content: bytes, name: str, at: int, packed: bytes) -> Iterator[Raw | RecordFault]:
    found = list(_plain(content, name, 0, len(content), in_file=False))
    for one in found:
        if isinstance(one, RecordFault):
            yield RecordFault(f"{name} at byte {at}", one.why)
        else:
            alone = len(found) == 1 and content.startswith(PLAIN_MAGIC)
            length = len(packed) if alone else None
            yield Raw(one.headers, one.content, one.whole, at, length, packed if alone else None)


def _next_member(data: Any, at: int, end: int) -> int:
    """Return where the next gzip member that begins a record is, or *end*."""
    while (at := data.find(GZIP_START, at, end)) >= 0:
        try:
            if zlib.decompressobj(wbits=31).decompress(data[at : at + 512], 5) == PLAIN_MAGIC:
                return at
        except zlib.error:
            pass
        at += 1
    return end


def _skip_padding(data: Any, at: int, end: int) -> int:
    while at < end and data[at : at + 1] == b"\0":
        at += 1
    return at


def _whole_file(data: Any, name: str, at: int, end: int) -> Iterator[Raw | RecordFault]:
    """Yield the records of a file that was compressed as a whole, from a copy that is not."""
    with TemporaryFile() as copy:
        member = _decompress(data, at, end, copy)
        copy.flush()
        with mmap.mmap(copy.fileno(), 0, access=mmap.ACCESS_READ) as plain:
            found = _plain(plain, name, 0, len(plain), in_file=False)
            yield from found if member.fault is None else _before_break(found, name, member, at)


def _decompress(data: Any, at: int, end: int, copy: IO[bytes]) -> Member:
    """Write what can be decompressed; return whether that is all."""
    decompressor = zlib.decompressobj(wbits=31)
    piece, sound = b"", 0
    while piece or at < end:
        if not piece:
            piece = data[at : min(at + PIECE, end)]
            at += len(piece)
        before = decompressor.copy()
        try:
            copy.write(decompressor.decompress(piece, PIECE * 16))
        except zlib.error:
            copy.write(_before_damage(before, piece))
            return Member(None, at, DAMAGED, sound=sound)
        piece = decompressor.unconsumed_tail
        if decompressor.eof:
            piece, decompressor = decompressor.unused_data.lstrip(b"\0"), zlib.decompressobj(wbits=31)
            sound = copy.tell()
    copy.write(decompressor.flush())
    return Member(None, at, TORN if copy.tell() > sound else None, sound=copy.tell())
