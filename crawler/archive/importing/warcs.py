"""The captures in WARC files, whoever wrote them, and in WACZ files, which are WARC files in a ZIP."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from crawler.archive.importing.found import FoundRecord, Origin, RecordFault, SourceError, is_web_address
from crawler.archive.importing.records import Raw, read_records
from crawler.archive.warc.reader import split_response
from crawler.archive.warc.writer import Place

WARC_NAMES = (".warc", ".warc.gz", ".warc.open", ".warc.gz.open")
TAKEN = frozenset({"response", "revisit", "resource"})
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
    yield from _captures([RecordPart(path, path.name)])


def read_wacz(path: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the captures of all WARC files in the WACZ file at *path*."""
    try:
        with TemporaryDirectory() as folder, ZipFile(path) as members:
            infos = [info for info in members.infolist() if info.filename.lower().endswith(WARC_NAMES)]
            if not infos:
                raise SourceError(f"{path} holds no WARC file.")
            yield from _captures([_part(path, members, info, Path(folder)) for info in infos])
    except (BadZipFile, OSError) as error:
        raise SourceError(f"{path} cannot be read as a WACZ file: {error}.") from error


def _part(path: Path, members: ZipFile, info: ZipInfo, folder: Path) -> RecordPart:
    shown = f"{path.name} {info.filename}"
    if info.compress_type == ZIP_STORED and not info.flag_bits & 1:
        start = _content_start(path, info)
        return RecordPart(path, shown, start, start + info.file_size)
    extracted = folder / f"{info.header_offset}.warc"
    with members.open(info) as source, extracted.open("wb") as target:
        while piece := source.read(2**20):
            target.write(piece)
    return RecordPart(extracted, shown, can_stay=False)


def _content_start(path: Path, info: ZipInfo) -> int:
    with path.open("rb") as file:
        file.seek(info.header_offset)
        *_, name, extra = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
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
    if raw.headers["warc-type"] != "resource" and "http" not in content_type and not raw.content.startswith(b"HTTP/"):
        return False  # a DNS answer
    return _address(raw).startswith(("http://", "https://"))


def _address(raw: Raw) -> str:
    return raw.headers.get("warc-target-uri", "").strip("<>")


def _found(raw: Raw, part: RecordPart) -> FoundRecord | RecordFault:
    where = f"{part.shown} at byte {raw.offset}"
    moment = _moment(raw.headers.get("warc-date", ""))
    if moment is None:
        return RecordFault(where, "the record has no date.")
    url = _address(raw)
    if not is_web_address(url):
        return RecordFault(where, "the record's address is none.")
    if raw.headers["warc-type"] == "resource":
        declared = raw.headers.get("content-type")
        headers: tuple[tuple[str, str], ...] = (("Content-Type", declared),) if declared else ()
        status, body = 200, raw.content
    else:
        status, headers, body = split_response(raw.content)
    if not 100 <= status <= 999:
        return RecordFault(where, "the record holds no HTTP answer.")
    if raw.headers.get("warc-truncated"):
        return RecordFault(where, f"the program that made the record cut it short ({raw.headers['warc-truncated']}).")
    can_stay = part.can_stay and raw.length is not None
    return FoundRecord(
        url=url,
        fetched_at=moment,
        status=status,
        headers=headers,
        body=b"" if raw.headers["warc-type"] == "revisit" else body,
        where=where,
        time_from="record",
        record=raw.whole + b"\r\n\r\n",
        packed=raw.packed,
        place=Place(str(part.path.resolve()), raw.offset, raw.length or 0) if can_stay else None,
        record_id=raw.headers.get("warc-record-id"),
        payload_digest=raw.headers.get("warc-payload-digest"),
        origin=_origin(raw) if raw.headers["warc-type"] == "revisit" else None,
    )


def _origin(raw: Raw) -> Origin:
    return Origin(
        url=raw.headers.get("warc-refers-to-target-uri", "").strip("<>") or None,
        date=_moment(raw.headers.get("warc-refers-to-date", "")),
        record_id=raw.headers.get("warc-refers-to"),
    )


def _moment(text: str) -> datetime | None:
    """Return the moment of a record, to the second; a few old programs write 14 digits."""
    try:
        moment = datetime.strptime(text, "%Y%m%d%H%M%S") if text.isdigit() else datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment.replace(microsecond=0)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def is_warc(path: Path) -> bool:
    """Return whether the name of *path* is that of a WARC file."""
    return path.name.lower().endswith(WARC_NAMES)


def is_text_of_pages(path: Path) -> bool:
    """Return whether *path* is one of Common Crawl's files of extracted texts or metadata, which hold no page."""
    return path.name.lower().endswith((".wet", ".wet.gz", ".wat", ".wat.gz", ".warc.wet.gz", ".warc.wat.gz"))
