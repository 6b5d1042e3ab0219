"""The captures in WARC files, whoever wrote them, and in WACZ files, which are WARC files in a ZIP."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from crawler.archive.importing.found import (
    LARGEST,
    FoundRecord,
    Origin,
    RecordFault,
    SourceError,
    is_text,
    is_web_address,
    name_of,
)
from crawler.archive.importing.records import Raw, read_records
from crawler.archive.warc.payloads import payload_fault
from crawler.archive.warc.reader import RecordBlock, as_response, record_address, record_moment
from crawler.archive.warc.writer import Place

WARC_NAMES = (".warc", ".warc.gz", ".warc.open", ".warc.gz.open")
TAKEN = frozenset({"response", "revisit", "resource"})
MAX_RATIO = 100
"""Bytes that one compressed byte of a member may stand for; pages do not pack so well."""
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
"""The head of a member of a ZIP file; the lengths of its name and extra field are the last two numbers."""


@dataclass(frozen=True)
class RecordPart:
    """A stretch of a file that holds WARC records."""

    path: Path
    shown: str
    start: int = 0
    end: int | None = None
    can_stay: bool = True
    """Whether its records can be read in their own file later."""


def read_warc(path: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the captures of the WARC file at *path*; revisits come last, after what they may refer to."""
    yield from _captures([RecordPart(path, name_of(Path(path.name)), can_stay=is_text(str(path.resolve())))])


def read_wacz(path: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the captures of all WARC files in the WACZ file at *path*."""
    try:
        with TemporaryDirectory() as folder, ZipFile(path) as members:
            infos = [info for info in members.infolist() if info.filename.lower().endswith(WARC_NAMES)]
            if not infos:
                raise SourceError(f"{name_of(path)} holds no WARC file.")
            parts: list[RecordPart] = []
            for info in infos:
                part, fault = _part(path, members, info, Path(folder))
                if fault is not None:
                    yield fault
                if part is not None:
                    parts.append(part)
            yield from _captures(parts)
    except (BadZipFile, OSError) as error:
        raise SourceError(f"{name_of(path)} cannot be read as a WACZ file: {error}.") from error


def _part(path: Path, members: ZipFile, info: ZipInfo, folder: Path) -> tuple[RecordPart | None, RecordFault | None]:
    """Return where the records of a member can be read, and what is wrong with it."""
    shown = f"{name_of(Path(path.name))} {info.filename}"
    if info.flag_bits & 1:
        return None, RecordFault(shown, "the member is encrypted.")
    if info.file_size > max(LARGEST, MAX_RATIO * info.compress_size):
        return None, RecordFault(shown, f"the member would grow to {info.file_size / 2**20:,.0f} MB.")
    if info.compress_type == ZIP_STORED:
        start = _content_start(path, info)
        end = min(start + info.file_size, path.stat().st_size)
        return RecordPart(path, shown, start, end, can_stay=is_text(str(path.resolve()))), None
    extracted = folder / f"{info.header_offset}.warc"
    fault = None
    try:
        with members.open(info) as source, extracted.open("wb") as target:
            while piece := source.read(2**20):
                target.write(piece)
    except NotImplementedError as error:  # what zipfile raises for a way of compression that it does not know
        fault = RecordFault(shown, f"the member cannot be unpacked: {error}.")
    except (BadZipFile, EOFError, zlib.error) as error:
        fault = RecordFault(shown, f"the member is damaged: {error}.")
    return (RecordPart(extracted, shown, can_stay=False) if extracted.exists() else None), fault


def _content_start(path: Path, info: ZipInfo) -> int:
    with path.open("rb") as file:
        file.seek(info.header_offset)
        head = file.read(LOCAL_HEADER.size)
    if len(head) < LOCAL_HEADER.size:
        raise BadZipFile("a member lies behind its end")
    *_, name, extra = LOCAL_HEADER.unpack(head)
    return info.header_offset + LOCAL_HEADER.size + int(name) + int(extra)


def _captures(parts: list[RecordPart]) -> Iterator[FoundRecord | RecordFault]:
    """Responses first, then revisits: these may come in a file before the one that holds their payload."""
    with_revisits = []
    for part in parts:
        has_revisits = False
        for raw in read_records(part.path, part.start, part.end):
            if isinstance(raw, RecordFault):
                yield RecordFault(f"{part.shown}{raw.where.removeprefix(part.path.name)}", raw.why)
            elif raw.headers.get("warc-type") == "revisit":
                has_revisits = True
            elif _is_taken(raw):
                yield _found(raw, part)
        if has_revisits:
            with_revisits.append(part)
    for part in with_revisits:
        for raw in read_records(part.path, part.start, part.end):
            if isinstance(raw, Raw) and raw.headers.get("warc-type") == "revisit" and _is_taken(raw):
                yield _found(raw, part)


def _is_taken(raw: Raw) -> bool:
    """Return whether a record is an answer from the web; programs also file requests, notes, and pages of their own."""
    if raw.headers.get("warc-type", "") not in TAKEN:
        return False
    content_type = raw.headers.get("content-type", "").lower()
    is_sure = raw.headers["warc-type"] == "resource" or (raw.headers["warc-type"] == "revisit" and not raw.content)
    if not is_sure and "http" not in content_type and not raw.content.startswith(b"HTTP/"):
        return False  # a DNS answer
    return _address(raw).startswith(("http://", "https://"))


def _address(raw: Raw) -> str:
    return record_address(raw.headers.get("warc-target-uri", ""))


def _found(raw: Raw, part: RecordPart) -> FoundRecord | RecordFault:
    where = f"{part.shown} at byte {raw.offset}"
    moment = record_moment(raw.headers.get("warc-date", ""))
    if moment is None:
        return RecordFault(where, "the record has no date.")
    block = RecordBlock(type=raw.headers["warc-type"], headers=raw.headers, content=raw.content)
    altered = block.digest_fault() or payload_fault(block)
    if altered is not None:
        return RecordFault(where, f"the record was altered: {altered}.")
    url = _address(raw)
    if not is_web_address(url):
        return RecordFault(where, "the record's address is none.")
    answer = as_response(block)
    if not 100 <= answer.status <= 999:
        return RecordFault(where, "the record holds no HTTP answer.")
    if raw.headers.get("warc-truncated"):
        return RecordFault(where, f"the program that made the record cut it short ({raw.headers['warc-truncated']}).")
    can_stay = part.can_stay and raw.length is not None
    return FoundRecord(
        url=url,
        fetched_at=moment,
        status=answer.status,
        headers=answer.headers,
        body=b"" if block.type == "revisit" else answer.body,
        where=where,
        time_from="record",
        record=raw.whole + b"\r\n\r\n",
        packed=raw.packed,
        place=Place(str(part.path.resolve()), raw.offset, raw.length or 0) if can_stay else None,
        record_id=raw.headers.get("warc-record-id"),
        payload_digest=raw.headers.get("warc-payload-digest"),
        origin=_origin(raw) if block.type == "revisit" else None,
    )


def _origin(raw: Raw) -> Origin:
    return Origin(
        url=record_address(raw.headers.get("warc-refers-to-target-uri", "")) or None,
        date=record_moment(raw.headers.get("warc-refers-to-date", "")),
        record_id=raw.headers.get("warc-refers-to"),
    )


def is_warc(path: Path) -> bool:
    """Return whether the name of *path* is that of a WARC file."""
    return path.name.lower().endswith(WARC_NAMES)


def is_text_of_pages(path: Path) -> bool:
    """Return whether *path* is one of Common Crawl's files of extracted texts or metadata, which hold no page."""
    return path.name.lower().endswith((".wet", ".wet.gz", ".wat", ".wat.gz", ".warc.wet.gz", ".warc.wat.gz"))
