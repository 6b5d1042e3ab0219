"""What a capture is to the archive: an article's page, file or picture, a counter's answer, a list, or nothing."""

import re
from urllib.parse import urlsplit

from crawler.archive.importing.found import FoundRecord
from crawler.errors import HealthArchiveError
from crawler.filetext.kinds import kind_of as file_kind
from crawler.filetext.media_types import MEDIA_TYPES
from crawler.items import CaptureKind
from crawler.normalise.addresses import address_key
from crawler.normalise.content import decode_content
from crawler.pages.fields.counter_reply import read_count
from crawler.site import Site

PAGES = ("text/html", "application/xhtml")
FILES = re.compile(
    r"application/(?:pdf|msword|rtf|zip|x-zip\S*|(?:x-)?rar\S*|x-7z\S*|octet-stream|vnd\.(?:ms-|openxml|oasis)\S*|ofd)|text/csv",
    re.IGNORECASE,
)
FILE_NAMES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|wps|et|ofd)$", re.IGNORECASE)
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")
PICTURE_KINDS = frozenset({"png", "jpeg", "gif", "webp", "bmp"})
START = 64
"""Bytes that tell what picture a file is."""
PICTURE_NAMES = re.compile(r"\.(?:png|jpe?g|gif|webp|bmp)$", re.IGNORECASE)
MAX_PICTURE_BYTES = 8 * 2**20
MAX_COUNT_LENGTH = 2048
"""Bytes of a counter's answer."""
HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|!--|\?xml|meta|title)", re.IGNORECASE)


def kind_of(found: FoundRecord, site: Site, *, is_list: bool = False, asked: str | None = None) -> CaptureKind | None:
    """Return why the archive would have asked for *found*, which may be a list; None where it would not have.

    *asked* is the address that was asked for first, if redirects led from there to *found*: what answers for an
    article that was taken away is that article's answer, be it the home page.
    """
    if found.shown_on is not None:
        return "picture"
    if found.is_page:
        return "attachment" if _is_file(found) else "article"
    parts = urlsplit(found.url)
    if parts.path == "/robots.txt":
        return "robots"
    is_answer = asked is not None and _is_led_away(asked, found) and _is_article_address(asked, site)
    if is_list and not is_answer:
        return "list"
    if _is_picture(found):
        return "picture" if len(found.body) <= MAX_PICTURE_BYTES else None
    if (is_answer or _is_article_address(found.url, site)) and (
        found.status != 200 or found.origin is not None or is_page(found)
    ):
        return "article"
    if found.status == 200 and _is_file(found):
        return "attachment"
    if found.status == 200 and _is_counter(found):
        return "counter"
    return None


def payload_fault(found: FoundRecord, kind: CaptureKind) -> str | None:
    """Return why the payload of *found* cannot be read as the article that it answers for, or None."""
    encoding = next((value for name, value in found.headers if name.lower() == "content-encoding"), None)
    if kind != "article" or found.status != 200 or not encoding:
        return None
    try:
        decode_content(found.body, encoding)
    except HealthArchiveError as error:
        return f"it cannot be unpacked: {str(error)[0].lower()}{str(error)[1:]}"
    return None


def picture_type(body: bytes) -> str | None:
    """Return the media type of the picture that *body* is; None where it is none that is kept."""
    kind = file_kind(body[:START])
    return MEDIA_TYPES[kind] if kind in PICTURE_KINDS else None


def is_page(found: FoundRecord) -> bool:
    """Return whether *found* is a web page, by its declared type or, where none is declared, by its first bytes."""
    declared = media_type(found)
    return declared.startswith(PAGES) if declared else HTML_START.match(found.body[:512]) is not None


def media_type(found: FoundRecord) -> str:
    """Return the declared media type without its parameters, in lower case; empty where there is none."""
    declared = next((value for name, value in found.headers if name.lower() == "content-type"), "")
    return declared.split(";")[0].strip().lower()


def _is_led_away(asked: str, found: FoundRecord) -> bool:
    return address_key(asked) != address_key(found.url)


def _is_article_address(url: str, site: Site) -> bool:
    """An office of which no address form is known has articles anywhere but on its home page."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if not site.article_url:
        return parts.path.strip("/") != "" or bool(parts.query)
    return re.search(site.article_url, target) is not None


def _is_file(found: FoundRecord) -> bool:
    if found.body[:5] == b"%PDF-":
        return True
    return not is_page(found) and bool(FILES.match(media_type(found)) or FILE_NAMES.search(urlsplit(found.url).path))


def _is_picture(found: FoundRecord) -> bool:
    """A picture that did not come is known by its name alone."""
    is_named = PICTURE_NAMES.search(urlsplit(found.url).path) is not None
    return media_type(found).startswith(PICTURES) or (is_named and not (found.status == 200 and is_page(found)))


def _is_counter(found: FoundRecord) -> bool:
    if is_page(found) or len(found.body) > MAX_COUNT_LENGTH:
        return False
    encoding = next((value for name, value in found.headers if name.lower() == "content-encoding"), None)
    try:
        text = decode_content(found.body, encoding).decode("utf-8", "replace")
    except HealthArchiveError:
        return False
    return read_count(text) is not None
