"""What a file is, told by its content: neither its name nor the server's word for it can be relied on."""

import re
import zipfile
from io import BytesIO
from typing import Literal

FileKind = Literal[
    "pdf", "docx", "xlsx", "pptx", "zip", "doc", "xls", "ppt", "ole", "rar", "7z", "jpeg", "png", "gif", "tiff", "html",
    "text", "unknown",
]  # fmt: skip

MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
OFFICE_PARTS: dict[str, FileKind] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OLD_OFFICE_STREAMS: dict[str, FileKind] = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
"""The stream in which an OLE file of the old Office keeps its content, by the name in its directory."""
IMAGES: frozenset[FileKind] = frozenset({"jpeg", "png", "gif", "tiff"})
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|center|h1)\b", re.IGNORECASE)
LOOKED_AT = 2048
"""Bytes at the beginning in which a file shows what it is; PDF readers allow junk before the header."""


def kind_of(body: bytes) -> FileKind:
    """Return what *body* is."""
    start = body[:LOOKED_AT]
    for magic, kind in MAGIC:
        if start.startswith(magic):
            return _zip_kind(body) if kind == "zip" else _ole_kind(body) if kind == "ole" else kind
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if HTML.search(start):
        return "html"
    return "text" if start and b"\x00" not in start and _is_text(start) else "unknown"


def _zip_kind(body: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return "zip"
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), "zip")


def _ole_kind(body: bytes) -> FileKind:
    # A name stands in its entry in UTF-16, with a zero behind it.
    names = {name: f"{name}\0".encode("utf-16-le") for name in OLD_OFFICE_STREAMS}
    return next((OLD_OFFICE_STREAMS[name] for name, raw in names.items() if raw in body), "ole")


def _is_text(start: bytes) -> bool:
    """Whether *start*, which may end within a character, is UTF-8 with no more than a stray control character."""
    text = start.decode("utf-8", "ignore")
    controls = sum(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text)
    return len(text.encode()) >= len(start) - 3 and controls * 100 <= len(text)
