"""The one way from a capture to what it means: classify the response, read the page, normalise its words, check.

`read_article` is a pure function of the capture and of what is known of its office.  The crawl, `rebuild`, `extract`
and `import` all call it, so that the same bytes mean the same on every way into the archive.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args
from urllib.parse import urlsplit

from lxml import etree

from crawler.checks import check
from crawler.file_notices import without_foot
from crawler.file_titles import title_of_file
from crawler.filetext.answers import file_answer
from crawler.items import Attachment, Capture, Document, Extract, FileText, ResponseKind, Visit
from crawler.normalise.addresses import address_key
from crawler.normalise.content import decode_content
from crawler.normalise.document import normalise
from crawler.normalise.text.letters import han_letters
from crawler.normalise.text.search_key import search_key
from crawler.pages import read_page
from crawler.pages.fields.attachments import file_name, is_file_path
from crawler.pages.lists.rows import ListItem
from crawler.pages.signals.fingerprint import page_signature
from crawler.pages.signals.phrases import Kind
from crawler.pages.signals.responses import classify_response
from crawler.pages.signals.wayback import without_playback
from crawler.site import Site
from crawler.whole_text import with_further_pages

NO_ARTICLE = frozenset(get_args(Kind))
"""Flags of a page that stands in the place of an article."""
HAN_SHARE = 5
"""A text one in so many of whose characters is Han is Chinese."""
HOME_PATH = re.compile(
    r"/(?:(?:vi|vn|zh|cn|en|web|portal)(?:-\w\w)?(?:/|$))?"
    r"(?:(?:index|default|home|homepage|main|trang-?chu|shouye|portal)(?:\.\w{2,5})?/?)?$",
    re.IGNORECASE,
)
"""Paths of home pages."""
LOGIN_PATH = re.compile(
    r"(?:^|/)(?:dang-?nhap|login|log-in|signin|sign-in|passport|sso|cas|wp-login)(?:[./]|$)", re.IGNORECASE
)
"""Paths of log-in pages."""
EXTENSION = re.compile(r"\.\w{2,5}$")

MIN_TITLE_LENGTH = 8
"""Characters of a headline that a page shows by no accident."""
MIN_PAGE_LENGTH = 400
"""Characters of text under which a page that answers in place of a file is taken for an apology."""

PAGE_FAULTS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError, etree.LxmlError)
"""What a page that no rule foresaw can provoke in a reader: each is a fault of ours.

A batch of thousands must not lose the pages behind such a page, so its caller notes the fault and goes on.  What speaks
of the machine rather than of a page (OSError, MemoryError) ends the batch.
"""


def read_article(
    capture: Capture,
    site: Site | None = None,
    *,
    language: str | None = None,
    capture_id: int | None = None,
    row: ListItem | None = None,
    pages: Sequence[Capture] = (),
) -> Visit:
    """Return what a captured article says: a page, or a file that is a notice itself.

    *site* is the office as it is known, its learned date order included; without it nothing but the page itself is
    relied on.  *language* overrides the office's; *row* is the row of the list that named the article, whose words
    give a file its title and date.  *pages* are the further pages of an article that stands on several, in order.
    `Visit.response` says what the response was; `extract` is None unless it was a
    page or a file, `document` is None where that page only shows another one in a frame.  The time of reading is
    the capture's.

    Raises `HealthArchiveError` (a sentence) where the content encoding does not hold, and one of `PAGE_FAULTS` where a
    page trips a rule.
    """
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    response = classify_article(capture, content, site)
    if response != "page":
        return Visit(capture=capture, response=response, capture_id=capture_id)
    spoken = language or (site.language if site else None)
    named = is_file_path(capture.url)
    file = file_answer(content, spoken, url=capture.url, declared=capture.header("Content-Type"), named=named)
    if file is not None:
        visit = _read_file(capture, file, site, spoken, row or ListItem(url=capture.url))
        return replace(visit, capture_id=capture_id)
    extract = _extract(capture, content, site, language)
    if named and _stands_in(extract):
        return Visit(capture=capture, response="elsewhere", capture_id=capture_id)
    extract = _with_pages(_believed(extract, row), capture, pages, site, language)
    document = None if extract.frame_url else without_foot(_document(extract, site, capture.fetched_at))
    return Visit(
        capture=capture, extract=extract, document=document, capture_id=capture_id, signature=page_signature(content)
    )


def _believed(extract: Extract, row: ListItem | None) -> Extract:
    """Return what a page says without the doubt whether it is an article, where its headline is the one of its row.

    A server's own page does not know what the list calls the article in whose place it stands.
    """
    if row is None or not row.title or extract.title is None or len(row.title) < MIN_TITLE_LENGTH:
        return extract
    if search_key(extract.title) != search_key(row.title):
        return extract
    return replace(extract, flags=tuple(flag for flag in extract.flags if flag not in NO_ARTICLE))


def _with_pages(
    extract: Extract, capture: Capture, pages: Sequence[Capture], site: Site | None, language: str | None
) -> Extract:
    """Return what an article says with its further *pages*; those that are named and not given stay named."""
    read = [
        _extract(page, decode_content(page.body, page.header("Content-Encoding")), site, language, first=capture.url)
        for page in pages
    ]
    given = {address_key(page.requested_url) for page in pages}
    named = dict.fromkeys(url for one in (extract, *read) for url in one.further_pages)
    left = tuple(url for url in named if address_key(url) not in given)
    whole = with_further_pages(extract, read) if read else extract
    return replace(whole, further_pages=left, flags=(*whole.flags, *(("text_incomplete",) if left else ())))


def _read_file(capture: Capture, file: FileText, site: Site | None, language: str | None, row: ListItem) -> Visit:
    """Return what a file says that is an article itself, as where a list row leads to a PDF.

    The file's text is the article's, flagged ``text_from_file``; an official paper in it gives number, issuer, signer
    and dates, as on a page.  A file without text has a document without body.
    """
    extract = _file_extract(capture.url, file, language, row.title, row.date_raw)
    document = _document(extract, site, capture.fetched_at)
    return Visit(capture=capture, extract=extract, document=document, file=file)


def _file_extract(url: str, file: FileText, language: str | None, row: str | None, date_raw: str | None) -> Extract:
    text = file.text or ""
    spoken = language or ("zh" if han_letters(text) * HAN_SHARE > len(text) else "vi")
    title, rule = title_of_file(row, file.text, spoken)
    rules = {"title": rule, "published": "list:date" if date_raw else None}
    rules["body_text"] = f"file:{file.kind}" if file.text else None
    return Extract(
        url=url,
        language=spoken,
        family="file",
        title=title,
        body_text=file.text,
        published=date_raw,
        document_number=file.document_number,
        attachments=(Attachment(url=url, name=file_name(url)),),
        provenance={name: told for name, told in rules.items() if told is not None},
        flags=("text_from_file",) if file.text else (),
    )


def read_saved_page(capture: Capture, site: Site | None = None, *, language: str | None = None) -> Visit:
    """Return what a page says whose response nobody kept: whatever it is, it is read to its end."""
    extract = _extract(capture, capture.body, site, language)
    return Visit(capture=capture, extract=extract, document=_document(extract, site, capture.fetched_at))


def _extract(
    capture: Capture, content: bytes, site: Site | None, language: str | None, *, first: str | None = None
) -> Extract:
    return read_page(
        url=capture.url,
        content=without_playback(content),
        content_type=capture.header("Content-Type"),
        language=language or (site.language if site else None),
        family=site.family_on(capture.fetched_at.date()) if site else None,
        first_url=first,
    )


def _document(extract: Extract, site: Site | None, now: datetime) -> Document:
    return check(normalise(extract, site=site, now=now), now=now)


def classify_article(capture: Capture, content: bytes, site: Site | None) -> ResponseKind:
    """Classify the response to a request for an article; *content* is the payload with its content encoding undone.

    ``elsewhere`` is the office's home page or a list in the article's place, which is what many offices redirect to
    when an article is gone.
    """
    header: Callable[[str], str | None] = capture.header
    response = classify_response(capture.status, header, content)
    if response != "page" or address_key(capture.requested_url) == address_key(capture.url):
        return response
    if LOGIN_PATH.search(urlsplit(capture.url).path):
        return "blocked"
    return "elsewhere" if site is not None and _is_elsewhere(capture, site) else response


def _stands_in(extract: Extract) -> bool:
    """Whether a page at the address of a file says no more than that the file is not there."""
    return not (extract.attachments or extract.frame_url) and len(extract.body_text or "") < MIN_PAGE_LENGTH


def _is_elsewhere(capture: Capture, site: Site) -> bool:
    """Tell whether a redirect leads to the home page, to a list, or to the section that the article is in."""
    lists = {address_key(url) for url in (site.home, *site.section_urls().values())}
    asked, found = (urlsplit(url).path for url in (capture.requested_url, capture.url))
    section = EXTENSION.sub("", found).rstrip("/")
    is_section = asked.rstrip("/").startswith(f"{section}/")
    return address_key(capture.url) in lists or bool(HOME_PATH.match(found)) or is_section
