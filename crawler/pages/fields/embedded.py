"""The files that a page shows or offers without a plain link: in frames, viewers, attributes, scripts and calls.

Each is told by what its address or its own name ends in, never by the page's word that it is a file.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import cast
from urllib.parse import parse_qsl, urlsplit

from lxml import etree
from lxml.etree import _Element

from crawler.items import Attachment
from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.model import Script
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.attachments import EXTENSION, encoded, file_name, is_file_path
from crawler.pages.hints import Guarded

VIEWER = re.compile(
    r"viewer|gview|officeapps|pdf-?js|pdf\.js|/op/(?:embed|view)|flip|reader|preview|docview|onlineview|pdfview|/view\.html?"
    r"|pdfshow|showpdf|embed",
    re.IGNORECASE,
)
"""What the address of a page that shows a file has in it."""
SHOWN = frozenset(
    (
        "file",
        "fileurl",
        "file_url",
        "url",
        "src",
        "pdf",
        "pdfurl",
        "pdf_url",
        "document",
        "doc",
        "path",
        "filepath",
        "link",
    )
)
"""Names of the parameter in which a viewer is told the file."""
FRAMES = ("iframe", "frame", "embed", "object")
SOURCES = ("src", "data", "data-src", "data-lazy-src", "data-original", "data-litespeed-src")
OWN_SOURCES = re.compile(r"^(?:data-[\w-]+|pdfsrc|filesrc|pdf-?url|file-?url|docsrc)$")
"""Attributes of any element in which scripts look for the file that it shows."""
MAY_OFFER = etree.XPath(
    """//*[self::iframe or self::frame or self::embed or self::object or self::param
    or @onclick[contains(., "'") or contains(., '"')] or @href[contains(., "'") or contains(., '"')]
    or @pdfsrc or @filesrc or @pdfurl or @pdf-url or @fileurl or @file-url or @docsrc
    or @*[starts-with(name(), 'data-')]]"""
)
"""Elements that `_offered` may find something at: a page has thousands of others."""
PARAMETERS = frozenset(("src", "movie", "filename", "url", "file"))
CALL = re.compile(r"(?:^\s*javascript:|[\w.$]+\s*\(|location)", re.IGNORECASE)
QUOTED = re.compile(r"""'((?:[^'\\\n]|\\.){1,1000})'|"((?:[^"\\\n]|\\.){1,1000})\"""")
SCRIPT_HINT = Guarded(
    re.compile(
        r"pdfobject|pdfjs|getdocument|flip|viewer|pdfh5|turn\.js|pdf_?url|pdf_?file|file_?url|wp_pdf|embedpdf",
        re.IGNORECASE,
    )
)
SCRIPT_FILE = re.compile(r"\.(?:pdf|ofd|docx?|pptx?|xlsx?)(?:[?#]|$)", re.IGNORECASE)
NAME_ATTRIBUTES = ("download", "title", "data-title", "data-name", "data-filename", "name", "aria-label")
SUDY = re.compile(r"""["']title["']\s*:\s*["']([^"']+)["']""")
APART = frozenset(("nav", "header", "footer", "aside"))
MAX_VIEWERS_IN_VIEWERS = 3
MAX_SCRIPT = 200_000
MAX_ELEMENTS = 200_000
_ENDINGS = ("pdf", "ofd", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "wps", "et", "odt", "zip", "rar")
_FIRST, _SECOND = ("".join(sorted({ending[place] for ending in _ENDINGS})) for place in (0, 1))
_TWO_LETTERS = rf"(?=[{_FIRST}{_FIRST.upper()}][{_SECOND}{_SECOND.upper()}])"
"""Looked at before the choice of endings, which takes longer."""
_ENDING = rf"{_TWO_LETTERS}(?i:(?:{'|'.join(_ENDINGS)})\b)"
HINT = re.compile(rf"\.{_ENDING}")
"""Without any such ending in it, a page has no file to be found here."""
QUOTED_HINT = re.compile(rf"%2[eE]{_ENDING}")
"""The same behind a point that is written by its code; either begins with plain letters, which is quick to look for."""
OFFERING = re.compile(
    r"<(?:iframe|frame|embed|object|param)\b|onclick|data-|pdfsrc|filesrc|pdf-?url|file-?url|docsrc"
    r"""|href\s*=\s*(?:"[^"]*['&]|'[^']*["&])""",
    re.IGNORECASE,
)
"""What stands before a file's ending in the tag of an element that shows or gives it out otherwise than by a link."""


def embedded_files(tree: PageTree) -> tuple[Attachment, ...]:
    """Return the files that the page shows in frames and viewers or gives out by scripts, each once, in page order."""
    source = tree.source
    endings = _endings(source)
    if not endings:
        return ()
    found: dict[str, Attachment] = {}
    offers = any(OFFERING.search(source, source.rfind("<", 0, end), end) for end in endings)
    elements = cast("list[_Element]", MAY_OFFER(tree.root)) if offers else []
    for element in islice(elements, MAX_ELEMENTS):
        offered = list(_offered(element))
        if offered and not _is_apart(element):
            for address, name in offered:
                _add(found, tree, address, name or _name(element))
    for script in tree.scripts:
        for address in _in_script(script):
            _add(found, tree, address, "")
    return tuple(found.values())


def _endings(source: str) -> list[int]:
    """Return where the endings of files' names stand in a page, in whatever they stand."""
    return [match.start() for hint in (HINT, QUOTED_HINT) for match in hint.finditer(source)]


def file_of(element: _Element) -> str:
    """Return the address, as written, of the file that one element shows or gives out; empty where it has none."""
    return next((address for address, _ in _offered(element)), "")


def shown_file(address: str) -> str:
    """Return the address of the file that a viewer's address names; any other address as it is."""
    for _ in range(MAX_VIEWERS_IN_VIEWERS):
        inner = _inner(address)
        if inner is None:
            return address
        address = inner
    return address


def is_viewer(address: str) -> bool:
    """Tell whether an address is that of a viewer that shows a file."""
    return _inner(address) is not None


def _inner(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        parameters = [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]
    except ValueError:
        return None
    if not VIEWER.search(f"{parts.hostname or ''}{parts.path}"):
        return None
    for name, value in parameters:
        bare = value.replace("\\", "/").partition("#")[0].strip()
        if name.lower() in SHOWN and (is_file_path(bare) or (bare.startswith(("http", "/")) and len(bare) > 1)):
            return bare
    return None


def _add(found: dict[str, Attachment], tree: PageTree, address: str, name: str) -> None:
    whole = tree.absolute(shown_file(address.replace("\\", "/").strip()))
    inner = shown_file(whole)
    url = encoded(tree.absolute(inner))
    if url.startswith(("http://", "https://")):
        found.setdefault(url, Attachment(url=url, name=clean_line(name) or file_name(url)))


def _offered(element: _Element) -> Iterator[tuple[str, str]]:
    """Yield the files that one element shows or gives out: address, and name where it says one."""
    if element.tag in FRAMES:
        yield from ((source, "") for key in SOURCES if (source := element.get(key)) and _is_file(source))
    elif element.tag == "param" and (element.get("name") or "").lower() in PARAMETERS:
        told = element.get("value") or ""
        if _is_file(told):
            yield told, ""
    for key, value in element.items():
        name = str(key).lower()
        if name in ("onclick", "href") and CALL.match(str(value)):
            yield from _called(str(value), element)
        elif OWN_SOURCES.match(name) and element.tag not in FRAMES and _is_file(str(value)):
            yield str(value), _own_name(element)


def _is_file(address: str) -> bool:
    return is_file_path(address.replace("\\", "/").strip()) or (
        is_viewer(address) and is_file_path(shown_file(address))
    )


def _called(call: str, element: _Element) -> Iterator[tuple[str, str]]:
    """Yield the file that a call of a script is given: ``downloadfile('name', '/path')``, ``window.open('/a.pdf')``."""
    words = [unescape(one or other).replace("\\/", "/") for one, other in QUOTED.findall(call)]
    addresses = [word for word in words if "/" in word.replace("\\", "/")]
    told = next((word for word in words if word not in addresses and is_file_path(word)), "")
    shown = element_text(element).strip()
    address = next((word for word in addresses if told or _is_file(word)), told)
    if address:
        yield address, shown or told


def _in_script(script: Script) -> Iterator[str]:
    if len(script.text) > MAX_SCRIPT or not SCRIPT_HINT.search(script.text, script.lowered):
        return
    for one, other in QUOTED.findall(script.text):
        word = (one or other).replace("\\/", "/")
        if SCRIPT_FILE.search(word) and "<" not in word and _is_file(word):
            yield word


def _own_name(element: _Element) -> str:
    told = SUDY.search(element.get("sudyfile-attr") or "")
    return told[1] if told else ""


def _name(element: _Element) -> str:
    """Return what an element says of its file: a name that ends as one, else its title or its words."""
    told = [value for key in NAME_ATTRIBUTES if (value := (element.get(key) or "").strip())]
    named = next((value for value in told if EXTENSION.search(value)), "")
    if named or element.tag in FRAMES:
        return named
    return element.get("title") or element_text(element)


def _is_apart(element: _Element) -> bool:
    return any(parent.tag in APART for parent in element.iterancestors())
