"""What a file is, told by its content: neither its name nor the server's word for it can be relied on."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Literal

FileKind = Literal[
    "pdf", "docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp", "ofd", "doc", "xls", "ppt", "ole", "rtf", "wordml",
    "spreadsheetml", "mhtml", "office_html", "html", "text", "zip", "rar", "7z", "gzip", "tar", "jpeg", "png", "gif",
    "tiff", "bmp", "webp", "unknown",
]  # fmt: skip

MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
)
OFFICE_PARTS: dict[str, FileKind] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "ofd",
}
CONTENT_TYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
    (b"sheet.binary", "xlsb"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel", "xlsx"),
    (b"presentationml", "pptx"),
    (b"ms-powerpoint", "pptx"),
)
"""Words of [Content_Types].xml, where the parts have names of the writer's own."""
OPEN_DOCUMENT: tuple[tuple[bytes, FileKind], ...] = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
)
OLD_OFFICE_STREAMS: dict[str, FileKind] = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
"""The stream in which an OLE file of the old Office keeps its content, by the name in its directory."""
ENCRYPTED_STREAM = "EncryptedPackage\0".encode("utf-16-le")
IMAGES: frozenset[FileKind] = frozenset({"jpeg", "png", "gif", "tiff", "bmp", "webp"})
HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|center|h[1-6]|table|div|p|style)\b", re.IGNORECASE
)
OFFICE_HTML = re.compile(
    rb"urn:schemas-microsoft-com:office|<meta[^>]{0,80}(?:microsoft (?:word|excel)|libreoffice|openoffice|wps )"
    rb"|<meta[^>]{0,80}(?:word|excel)\.(?:document|sheet)|class=[\"']?Mso",
    re.IGNORECASE,
)
XML_KINDS: tuple[tuple[bytes, FileKind], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "spreadsheetml"),
    (b"schemas.microsoft.com/office/word/2003/wordml", "wordml"),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "wordml"),
)
OFFICE_WORDS = (b"microsoft", b"libreoffice", b"openoffice", b"wps ", b"word.", b"excel.", b"mso")
"""One of these, in lower case, is in whatever `OFFICE_HTML` matches; most pages have none."""
FLAT_OPEN_DOCUMENT = re.compile(
    rb"<office:document\b[^>]{0,8000}?office:mimetype\s*=\s*[\"'](application/vnd\.oasis\.opendocument\.\w+)"
)
MHTML = re.compile(
    rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-(?:type|location|transfer-encoding):", re.IGNORECASE
)
TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
LOOKED_AT = 8192
"""Bytes at the beginning in which a file shows what it is; PDF readers allow junk before the header."""
PART_LOOKED_AT = 65536


def kind_of(body: bytes) -> FileKind:
    """Return what *body* is."""
    start = body[:LOOKED_AT]
    for magic, kind in MAGIC:
        if start.startswith(magic):
            return _zip_kind(body) if kind == "zip" else _ole_kind(body) if kind == "ole" else kind
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start[257:262] == b"ustar":
        return "tar"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start.startswith(b"BM") and start[6:10] == b"\0\0\0\0":
        return "bmp"
    return _kind_of_text(start) if start else "unknown"


def _kind_of_text(start: bytes) -> FileKind:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(TEXT_MARKS[1:]) or _is_utf16(start):
        wide = "utf-16-be" if start.startswith(b"\xfe\xff") or start[:1] == b"\0" else "utf-16-le"
        narrow = start.decode(wide, "ignore").encode("utf-8", "ignore").lstrip(b"\xef\xbb\xbf")
        return _markup_kind(narrow) or "text"
    found = _markup_kind(text)
    if found:
        return found
    return "text" if _is_text(start) else "unknown"


def _markup_kind(text: bytes) -> FileKind | None:
    if text.startswith(b"<"):
        for name, kind in XML_KINDS:
            # Excel's HTML names the namespace of spreadsheets, too; its first element is html.
            if name in text and not re.search(rb"<html\b", text, re.IGNORECASE):
                return kind
        flat = FLAT_OPEN_DOCUMENT.search(text)
        if flat:
            return next((kind for word, kind in OPEN_DOCUMENT if word in flat[1]), None)
    head = text[:1500].lower()
    if MHTML.match(text) and (b"mime-version" in head or b"multipart/" in head):
        return "mhtml"
    if HTML.search(text):
        return "office_html" if _is_office_html(text) else "html"
    return None


def _is_office_html(text: bytes) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in OFFICE_WORDS) and OFFICE_HTML.search(text) is not None


def _zip_kind(body: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            names = set(archive.namelist()) | {name.replace("\\", "/") for name in archive.namelist()}
            told = _told(archive, names)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return "zip"
    usual: FileKind | None = next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)
    return told or usual or "zip"


def _told(archive: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    """Return the kind that a part of the file names, whatever its other parts are called."""
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            mimetype = part.read(200)
        return next((kind for word, kind in OPEN_DOCUMENT if word in mimetype), None)
    types = next((name for name in names if name.lower() == "[content_types].xml"), None)
    if types is None:
        return None
    with archive.open(types) as part:
        declared = part.read(PART_LOOKED_AT)
    main = re.findall(
        rb"""["'](?:application/[^"']{0,100}?)(?:main\+xml|template\.main\+xml|binary\.main|main)["']""", declared
    )
    return next((kind for word, kind in CONTENT_TYPES if any(word in value for value in main)), None)


def _ole_kind(body: bytes) -> FileKind:
    # A name stands in its entry in UTF-16, with a zero behind it.
    if ENCRYPTED_STREAM in body:
        return "ole"
    names = {name: f"{name}\0".encode("utf-16-le") for name in OLD_OFFICE_STREAMS}
    found: FileKind | None = next((OLD_OFFICE_STREAMS[name] for name, raw in names.items() if raw in body), None)
    return found or "ole"


def is_encrypted_package(body: bytes) -> bool:
    """Tell whether an OLE file is a modern Office file with a password."""
    return ENCRYPTED_STREAM in body


def _is_utf16(start: bytes) -> bool:
    """Tell whether *start* is UTF-16 without a mark: every other byte of its spaces and digits is zero."""
    zeros = start[1::2].count(0), start[::2].count(0)
    return (
        len(start) >= 8
        and 10 * max(zeros) > len(start)
        and 20 * min(zeros) < len(start)
        and _is_calm(start.decode("utf-16-le" if zeros[0] > zeros[1] else "utf-16-be", "ignore"))
    )


def _is_text(start: bytes) -> bool:
    """Tell whether *start*, which may end within a character, may be text of any one- or two-byte coding."""
    if b"\x00" in start:
        return False
    text = start.decode("utf-8", "ignore")
    is_utf8 = len(text.encode()) >= len(start) - 3
    return _is_calm(text if is_utf8 else start.decode("latin-1"))


def _is_calm(text: str) -> bool:
    """Tell whether there is no more than a stray control character in *text*."""
    controls = sum(ord(letter) < 32 and letter not in "\t\r\n\f\x1b" for letter in text)
    return controls * 100 <= len(text)
