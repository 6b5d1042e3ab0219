"""One file of an article: its kind by content, its text where it has any, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.filetext.kinds import IMAGES, FileKind, kind_of
from crawler.filetext.office import OfficeError, docx_text, xlsx_text, zip_listing
from crawler.filetext.old_office import doc_text, ppt_text, xls_text
from crawler.filetext.pdf import PdfError, pdf_text, signed_blanks
from crawler.normalise.text.clean import clean_block_text

LARGEST = 64 * 2**20
"""Bytes; a larger file is kept, but not read."""
MOST_CHARACTERS = 1_000_000

MEDIA_TYPES: dict[FileKind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "html": "text/html",
}
"""The media type that the content proves; of other kinds the server's word is taken."""

READERS: dict[FileKind, tuple[str, Callable[[bytes], str | None]]] = {
    "docx": ("document", docx_text),
    "xlsx": ("document", xlsx_text),
    "doc": ("converted", doc_text),
    "xls": ("converted", xls_text),
    "ppt": ("converted", ppt_text),
    "zip": ("listing", zip_listing),
}


@dataclass(frozen=True, kw_only=True)
class FileText:
    """What a file says."""

    media_type: str | None
    status: str
    """``stored``; ``error_page`` for an HTML page in place of the file; ``damaged``, ``encrypted`` or ``too_big``."""
    text: str | None = None
    text_method: str | None = None
    """``text layer``, ``document``, ``converted`` (by a program of this machine), ``listing`` or ``plain``; ``none``
    where a reader found no text (a scan), or there is no reader."""
    note: str | None = None
    """What a reader should know of the text, in a sentence that begins with its stable name and a colon."""
    document_number: str | None = None
    """The number that a signing stamp tells, where the text leaves it blank."""


def read_file_text(body: bytes, *, url: str, declared: str | None, language: str | None) -> FileText:
    """Read a file's payload (its Content-Encoding undone); *declared* is the server's media type for it."""
    kind = kind_of(body)
    media_type = MEDIA_TYPES.get(kind, declared)
    if kind == "html" and not _is_page(url):
        return FileText(media_type=media_type, status="error_page", note=ERROR_PAGE)
    if len(body) > LARGEST:
        return FileText(media_type=media_type, status="too_big", text_method="none")
    if kind == "pdf":
        return _read_pdf(body, language)
    if kind in IMAGES:
        return FileText(media_type=media_type, status="stored", text_method="none")
    if kind == "text":
        return _stored(media_type, body.decode("utf-8", "replace"), "plain", language)
    return _read_other(body, kind, media_type, language)


ERROR_PAGE = "error_page: the office answered with a web page in place of the file."


def _is_page(url: str) -> bool:
    return urlsplit(url).path.lower().endswith((".html", ".htm", ".shtml"))


def _stored(media_type: str | None, text: str | None, method: str, language: str | None) -> FileText:
    cleaned = clean_block_text(text[:MOST_CHARACTERS], language) if text else ""
    if not cleaned:
        return FileText(media_type=media_type, status="stored", text_method="none")
    return FileText(media_type=media_type, status="stored", text=cleaned, text_method=method)


def _read_pdf(body: bytes, language: str | None) -> FileText:
    media_type = MEDIA_TYPES["pdf"]
    try:
        raw = pdf_text(body)
    except PdfError as error:
        status = "encrypted" if error.is_encrypted else "damaged"
        return FileText(media_type=media_type, status=status, text_method="none", note=f"{status}: {error}.")
    read = _stored(media_type, raw, "text layer", language)
    blanks = signed_blanks(read.text) if read.text and language == "vi" else None
    if blanks is None:
        return read
    told = f"its stamp says {blanks.number}" if blanks.number else "its stamp cannot be read"
    return FileText(
        media_type=media_type,
        status="stored",
        text=read.text,
        text_method="text layer",
        note=f"number_blank: the signed text leaves its number blank; {told}.",
        document_number=blanks.number,
    )


def _read_other(body: bytes, kind: FileKind, media_type: str | None, language: str | None) -> FileText:
    if kind not in READERS:
        return FileText(media_type=media_type, status="stored", text_method="none")
    method, read = READERS[kind]
    try:
        text = read(body)
    except OfficeError as error:
        return FileText(media_type=media_type, status="damaged", text_method="none", note=f"damaged: {error}.")
    return _stored(media_type, text, method, language)
