"""The one way from a capture to what it means: classify the response, read the page, normalise its words, check.

`read_article` is a pure function of the capture and of what is known of its office.  The crawl, `rebuild`, `extract`
and `import` all call it, so that the same bytes mean the same on every way into the archive.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from crawler.checks import check
from crawler.items import Capture, Document, Extract, ResponseKind, Visit
from crawler.normalise.addresses import address_key
from crawler.normalise.content import decode_content
from crawler.normalise.document import normalise
from crawler.pages import read_page
from crawler.pages.signals.look import page_sketch
from crawler.pages.signals.responses import classify_response
from crawler.site import Site

PAGE_FAULTS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError, etree.LxmlError)
"""What a page that no rule foresaw can provoke in a reader: each is a fault of ours.

A batch of thousands must not lose the pages behind such a page, so its caller notes the fault and goes on.  What speaks
of the machine rather than of a page (OSError, MemoryError) ends the batch.
"""


def read_article(
    capture: Capture, site: Site | None = None, *, language: str | None = None, capture_id: int | None = None
) -> Visit:
    """Return what a captured article page says.

    *site* is the office as it is known, its learned date order included; without it nothing but the page itself is
    relied on.  *language* overrides the office's.  `Visit.response` says what the response was; `extract` is None
    unless it was a page, `document` is None where that page only shows another one in a frame.  The time of reading is
    the capture's.

    Raises `HealthArchiveError` (a sentence) where the content encoding does not hold, and one of `PAGE_FAULTS` where a
    page trips a rule.
    """
    content = decode_content(capture.body, capture.header("Content-Encoding"))
    response = classify_article(capture, content, site)
    if response != "page":
        return Visit(capture=capture, response=response, capture_id=capture_id)
    extract = _extract(capture, content, site, language)
    document = None if extract.frame_url else _document(extract, site, capture.fetched_at)
    return Visit(capture=capture, extract=extract, document=document, capture_id=capture_id, look=page_sketch(content))


def read_saved_page(capture: Capture, site: Site | None = None, *, language: str | None = None) -> Visit:
    """Return what a page says whose response nobody kept: whatever it is, it is read to its end."""
    extract = _extract(capture, capture.body, site, language)
    return Visit(capture=capture, extract=extract, document=_document(extract, site, capture.fetched_at))


def _extract(capture: Capture, content: bytes, site: Site | None, language: str | None) -> Extract:
    return read_page(
        url=capture.url,
        content=content,
        content_type=capture.header("Content-Type"),
        language=language or (site.language if site else None),
        family=site.family if site else None,
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
    return "elsewhere" if response == "page" and site is not None and _is_elsewhere(capture, site) else response


def _is_elsewhere(capture: Capture, site: Site) -> bool:
    if capture.requested_url == capture.url:
        return False
    lists = {address_key(url) for url in (site.home, *site.section_urls().values())}
    return address_key(capture.url) in lists or urlsplit(capture.url).path in {"", "/"}
