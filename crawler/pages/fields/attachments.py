"""Which links lead to files, and the files that an article offers."""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

from lxml.etree import _Element

from crawler.items import Attachment
from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.tree import PageTree

EXTENSION = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|xlsb|pptx?|ppsx?|rtf|odt|ods|odp|wps|et|ofd|ceb|cebx|csv|zip|rar|7z|tar|gz|tiff?)$",
    re.IGNORECASE,
)
DOWNLOAD = re.compile(
    r"[?&](?:download|tai-?ve)=(?:1|true|yes)\b"
    r"|/(?:download(?:-?(?:file|attach\w*|document))?|getfile|downfile|fileget|attachdownload|tai-?ve)(?:\.\w+)?\?\S*=",
    re.IGNORECASE,
)
HINT = re.compile(
    r"\.(?:pdf|do[ct]|xls|pp[ts]|rtf|od[tsp]|wps|et|ofd|ceb|csv|zip|rar|7z|tar|gz|tif)|download|getfile|downfile|fileget|tai-?ve",
)
"""Every link of a page is asked, so a cheap look at its address in lower case comes first."""
NOT_FILES = re.compile(r"^(?:javascript|mailto|tel|data|#)", re.IGNORECASE)


def is_file_link(anchor: _Element) -> bool:
    """Tell whether a link leads to a document to be kept beside the article."""
    address = (anchor.get("href") or "").strip()
    if not (HINT.search(address.lower()) or anchor.get("download") is not None) or NOT_FILES.match(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if EXTENSION.search(unquote(parts.path)) or DOWNLOAD.search(address):
        return True
    if "/documents/" in parts.path and EXTENSION.search(parts.path.rpartition("/")[0]):
        return True  # Liferay puts an id behind the name
    return anchor.get("download") is not None and "pdf=1" not in parts.query


def find_attachments(tree: PageTree, ranges: Sequence[tuple[int, int]]) -> tuple[Attachment, ...]:
    """Return the files linked from lines ``first <= index < last`` of any range, each once, in page order."""
    found: dict[str, Attachment] = {}
    inside = {line for first, last in ranges for line in range(first, last)}
    for anchor in tree.anchors:
        if anchor.line in inside and not anchor.hidden and is_file_link(anchor.element):
            url = _encoded(tree.absolute(anchor.element.get("href", "")))
            found.setdefault(url, Attachment(url=url, name=_name(anchor.element, url)))
    return tuple(found.values())


def _encoded(url: str) -> str:
    """Write blanks and letters outside ASCII as an address must; leave what is encoded already."""
    return quote(url.partition("#")[0], safe="%/:=&?~+!$,;'@()*[]")


def _name(anchor: _Element, url: str) -> str:
    text = clean_line(element_text(anchor))
    return text or clean_line(anchor.get("title") or "") or unquote(urlsplit(url).path.rpartition("/")[2])
