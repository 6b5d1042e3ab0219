"""One file: its kind by content, its text where it has any, and what is wrong with it.

`read_file_text` is a function of the bytes alone, and of the programs that are installed; the crawl, `ocr` and `text`
share it.  It sends and takes what can be sent between processes, so that it can be called in a worker with limits.
"""

import posixpath
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crawler.filetext.archives.members import Budget
from crawler.filetext.archives.rar import rar_members
from crawler.filetext.archives.seven_zip import seven_zip_members
from crawler.filetext.archives.text import archive_text
from crawler.filetext.archives.zips import gzip_content, tar_members, zip_members
from crawler.filetext.finishing import finished
from crawler.filetext.fixed.ofd import ofd_text
from crawler.filetext.kinds import IMAGES, FileKind, is_encrypted_package, kind_of
from crawler.filetext.legacy.convert import old_office_text
from crawler.filetext.markup.error_pages import is_error_message, is_exported_table
from crawler.filetext.markup.html import html_text
from crawler.filetext.markup.mhtml import mhtml_text
from crawler.filetext.media_types import MEDIA_TYPES
from crawler.filetext.ocr import recognised_text
from crawler.filetext.opendocument.text import opendocument_text
from crawler.filetext.pdf.pictures import pdf_pictures
from crawler.filetext.pdf.signed import signed_blanks
from crawler.filetext.pdf.text import pdf_text
from crawler.filetext.pictures import package_pictures
from crawler.filetext.plain import plain_text
from crawler.filetext.result import (
    LARGEST,
    EncryptedError,
    FileError,
    NoTextError,
    TooHeavyError,
    TooLargeError,
    Words,
)
from crawler.filetext.sheets.spreadsheetml import spreadsheetml_text
from crawler.filetext.sheets.workbook import xlsx_text
from crawler.filetext.slides import pptx_text
from crawler.filetext.word.document import docx_text, wordml_text
from crawler.filetext.word.rtf import rtf_text
from crawler.items import FileText

ERROR_PAGE = "error_page: the office answered with a web page in place of the file."
SCAN = "no_text_layer: the file holds pictures only; recognition may read them"
PICTURE = "picture: recognition may read it"
PAGE_ENDINGS = (".html", ".htm", ".shtml", ".xhtml")
PACKAGES: frozenset[FileKind] = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd"})

SIMPLE: dict[FileKind, Callable[[bytes], Words]] = {
    "pdf": pdf_text,
    "docx": docx_text,
    "wordml": wordml_text,
    "xlsx": xlsx_text,
    "spreadsheetml": spreadsheetml_text,
    "pptx": pptx_text,
    "odt": opendocument_text,
    "ods": opendocument_text,
    "odp": opendocument_text,
    "ofd": ofd_text,
    "rtf": rtf_text,
}
OLD_OFFICE: frozenset[FileKind] = frozenset({"doc", "xls", "xlsb", "ppt"})
IN_A_CHARSET: dict[FileKind, Callable[[bytes, str | None], Words]] = {
    "text": plain_text,
    "mhtml": mhtml_text,
    "office_html": html_text,
}
ARCHIVES = {"zip": zip_members, "tar": tar_members, "rar": rar_members, "7z": seven_zip_members}


def read_file_text(
    body: bytes,
    language: str | None = None,
    *,
    name: str = "",
    declared: str | None = None,
    recognition_seconds: float = 0,
) -> FileText:
    """Read a file's payload (its Content-Encoding undone); every bytes give an answer.

    *language* (``vi`` or ``zh``) is what the office writes; *name* the file's name or address, of which only the ending
    of a web page matters; *declared* the server's media type.  *recognition_seconds* is what Tesseract may take for a
    file that holds pictures only; 0 for no recognition.
    """
    return _read(body, language, name, declared, seconds=recognition_seconds, budget=Budget(), depth=0)


def _read(
    body: bytes, language: str | None, name: str, declared: str | None, *, seconds: float, budget: Budget, depth: int
) -> FileText:
    kind = kind_of(body)
    media_type = MEDIA_TYPES.get(kind, declared)
    if _is_sites_own(body, kind, language, name):
        return FileText(kind=kind, status="error_page", note=ERROR_PAGE, media_type=media_type)

    def read_member(content: bytes, member: str) -> FileText:
        return _read(content, language, member, None, seconds=0, budget=budget, depth=depth + 1)

    try:
        words = _words(body, kind, language, read_member, budget, depth)
        if seconds and not words.text.strip():
            words = _recognised(body, kind, language, seconds)
    except NoTextError as error:
        return _without_text(body, kind, language, media_type, error, seconds)
    except FileError as error:
        return _failed(kind, media_type, error)
    except (RecursionError, MemoryError) as error:
        return _failed(kind, media_type, TooHeavyError(f"reading it ended with {type(error).__name__}"))
    return _told(kind, media_type, words, language)


def _words(
    body: bytes,
    kind: FileKind,
    language: str | None,
    read_member: Callable[[bytes, str], FileText],
    budget: Budget,
    depth: int,
) -> Words:
    if not body:
        raise NoTextError("empty: the file has no content")
    if len(body) > LARGEST:
        raise TooLargeError(f"it has {len(body)} bytes")
    if kind in SIMPLE:
        return SIMPLE[kind](body)
    if kind in IN_A_CHARSET:
        return IN_A_CHARSET[kind](body, language)
    if kind == "html":
        return html_text(body, language)
    if kind in OLD_OFFICE:
        return old_office_text(body, kind)
    if kind in ARCHIVES:
        return archive_text(ARCHIVES[kind](body), read_member, budget, depth)
    return _other(body, kind, read_member)


def _other(body: bytes, kind: FileKind, read_member: Callable[[bytes, str], FileText]) -> Words:
    if kind == "gzip":
        inner = read_member(gzip_content(body), "")
        if inner.text is None:
            raise NoTextError(inner.note or "what is packed in it has no text")
        return Words(text=inner.text, method=inner.method, note=inner.note)
    if kind == "ole" and is_encrypted_package(body):
        raise EncryptedError("it needs a password")
    if kind in IMAGES:
        raise NoTextError(PICTURE)
    raise NoTextError("unknown_kind: no reader knows what the file holds")


def _recognised(body: bytes, kind: FileKind, language: str | None, seconds: float) -> Words:
    if kind == "pdf":
        return recognised_text(pdf_pictures(body), language, seconds)
    if kind in IMAGES:
        return recognised_text([body], language, seconds)
    if kind in PACKAGES:
        return recognised_text(package_pictures(body), language, seconds)
    raise NoTextError("no_text: the file holds no text")


def _without_text(
    body: bytes, kind: FileKind, language: str | None, media_type: str | None, reason: FileError, seconds: float
) -> FileText:
    """Return what is said of a file without text, or what recognition finds in it."""
    if seconds and (kind == "pdf" or kind in IMAGES) and len(body) <= LARGEST:
        try:
            return _told(kind, media_type, _recognised(body, kind, language, seconds), language)
        except FileError as error:
            reason = error
    return _failed(kind, media_type, reason)


def _failed(kind: FileKind, media_type: str | None, error: FileError) -> FileText:
    said = str(error)
    note = said if error.status == "none" else f"{error.status}: {said}"
    return FileText(kind=kind, status=error.status, note=f"{note}.", media_type=media_type)


def _told(kind: FileKind, media_type: str | None, words: Words, language: str | None) -> FileText:
    text, note = finished(words, language)
    if not text:
        reason = SCAN if kind == "pdf" or kind in PACKAGES else "no_text: the file holds no text"
        return FileText(kind=kind, status="none", note=note or f"{reason}.", media_type=media_type)
    found = FileText(kind=kind, status="text", method=words.method, text=text, note=note, media_type=media_type)
    return _with_stamp(found, language) if kind == "pdf" else found


def _with_stamp(read: FileText, language: str | None) -> FileText:
    """Say what the stamp of a signed Vietnamese paper tells, where the text leaves its number blank."""
    blanks = signed_blanks(read.text) if read.text and language != "zh" else None
    if blanks is None:
        return read
    told = f"its stamp says {blanks.number}" if blanks.number else "its stamp cannot be read"
    note = f"number_blank: the signed text leaves its number blank; {told}."
    return replace(read, note=note, document_number=blanks.number)


def _is_sites_own(body: bytes, kind: FileKind, language: str | None, name: str) -> bool:
    """Tell whether the site answered with a page or a message of its own in the file's place."""
    if kind == "text":
        return is_error_message(body)
    return kind == "html" and not _is_page(name) and not is_exported_table(body, language)


def _is_page(name: str) -> bool:
    try:
        path = unquote(urlsplit(name).path)
    except ValueError:
        path = name
    return posixpath.basename(path).lower().endswith(PAGE_ENDINGS)
