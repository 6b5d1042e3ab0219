"""Which links lead to files, and the files that an article offers."""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

from lxml.etree import _Element

from crawler.items import Attachment
from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.tree import PageTree
from crawler.pages.hints import hint

EXTENSION = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|xlsb|pptx?|ppsx?|rtf|odt|ods|odp|wps|et|ofd|ceb|cebx|csv|zip|rar|7z|tar|gz|tiff?)$",
    re.IGNORECASE,
)
DOWNLOAD = re.compile(
    r"[?&](?:download|tai-?ve)=(?:1|true|yes)\b"
    r"|/(?:download(?:-?(?:file|attach\w*|document|servlet))?|down|getfile|downfile|fileget|attachdownload|tai-?ve)"
    r"(?:\.\w+)?\?\S*=",
    re.IGNORECASE,
)
HINT = hint(EXTENSION, DOWNLOAD)
"""Every link of a page is asked, so a cheap look at its address in lower case comes first."""
SESSION = re.compile(r";(?:jsessionid|sid)=[^/]*$", re.IGNORECASE)
NOT_FILES = re.compile(r"^(?:javascript|mailto|tel|data|#)", re.IGNORECASE)


def is_file_link(anchor: _Element) -> bool:
    """Tell whether a link leads to a document to be kept beside the article."""
    address = (anchor.get("href") or "").strip().replace("\\", "/")
    if not (HINT.search(address.lower()) or anchor.get("download") is not None) or NOT_FILES.match(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if is_file_path(address) or DOWNLOAD.search(address):
        return True
    if "/documents/" in parts.path and EXTENSION.search(parts.path.rpartition("/")[0]):
        return True  # Liferay puts an id behind the name
    return anchor.get("download") is not None and "pdf=1" not in parts.query


def is_file_path(address: str) -> bool:
    """Tell whether the path of an address ends as a file's name does; a session's id may stand behind it."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return False
    return EXTENSION.search(SESSION.sub("", unquote(path)).rstrip()) is not None


def find_attachments(tree: PageTree, ranges: Sequence[tuple[int, int]]) -> tuple[Attachment, ...]:
    """Return the files linked from lines ``first <= index < last`` of any range, each once, in page order."""
    found: dict[str, Attachment] = {}
    inside = {line for first, last in ranges for line in range(first, last)}
    for anchor in tree.anchors:
        if anchor.line in inside and not anchor.hidden and _offers_file(anchor.element):
            url = encoded(tree.absolute(anchor.element.get("href", "").replace("\\", "/")))
            found.setdefault(url, Attachment(url=url, name=_name(anchor.element, url)))
    return tuple(found.values())


def _offers_file(anchor: _Element) -> bool:
    return is_file_link(anchor) or is_named_download(anchor)


def is_named_download(anchor: _Element) -> bool:
    """Tell whether a link's words are a file's name and its address asks a program for it: ``Down.ashx?fileid=7``."""
    address = anchor.get("href") or ""
    return (
        "?" in address
        and not NOT_FILES.match(address)
        and EXTENSION.search(clean_line(element_text(anchor))) is not None
    )


def encoded(url: str) -> str:
    """Write blanks and letters outside ASCII as an address must; leave what is encoded already."""
    return quote(url.partition("#")[0], safe="%/:=&?~+!$,;'@()*[]")


def _name(anchor: _Element, url: str) -> str:
    text = clean_line(element_text(anchor))
    return text or clean_line(anchor.get("title") or "") or file_name(url)


def file_name(url: str) -> str:
    """Return the name of the file at an address, as the path has it."""
    try:
        return SESSION.sub("", unquote(urlsplit(url).path.rpartition("/")[2]))
    except ValueError:
        return ""
