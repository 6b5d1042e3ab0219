"""Whether the answer to the request for an article is a file, told by its content; the server's word decides little."""

from crawler.filetext.kinds import FileKind, kind_of
from crawler.filetext.reading import read_file_text
from crawler.items import FileText

PAGES: frozenset[FileKind] = frozenset({"html", "office_html"})
PLAIN_TEXT = frozenset({"text/plain", "text/csv"})
PAGE_TYPES = ("text/", "html", "xml", "json")
"""Parts of the media types under which a page comes; bytes that no reader knows are then a damaged page."""
OFFICE_TYPES = ("application/msword", "application/vnd.ms-", "application/vnd.openxmlformats-", "application/rtf")


def file_answer(body: bytes, language: str | None, *, url: str, declared: str | None, named: bool) -> FileText | None:
    """Return what the file says that answered in place of a page; None where the answer is a page.

    *declared* is the server's Content-Type; *named* tells that the address ends as a file's name does.  HTML is a file
    only where one of the two says so and it holds what Office programs export, not a web page.
    """
    kind = kind_of(body)
    media_type = (declared or "").split(";")[0].strip().lower()
    if kind in PAGES:
        if not (named or media_type.startswith(OFFICE_TYPES)):
            return None
        file = read_file_text(body, language, name=url, declared=media_type)
        return None if file.status == "error_page" else file
    if kind == "text" and media_type not in PLAIN_TEXT and not named:
        return None
    if kind in ("unknown", "gzip") and not _is_opaque(body, media_type):
        return None
    return read_file_text(body, language, name=url, declared=media_type or None)


def _is_opaque(body: bytes, media_type: str) -> bool:
    return bool(body and media_type) and not any(part in media_type for part in PAGE_TYPES)
