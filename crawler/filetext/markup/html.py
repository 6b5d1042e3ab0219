"""The text of HTML that is a document, as Word and Excel save it and as systems give out tables."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from crawler.filetext.result import TooLargeError, Words
from crawler.normalise.text.charset import decode_page

MAX_HTML = 12 * 2**20
"""Bytes; a parsed page takes many times as much memory."""
SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "xml", "rt", "rp", "select", "textarea")
)
BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "section", "article",
     "blockquote", "pre", "center", "hr", "dl", "dt", "dd", "caption", "body", "form", "header", "footer")
)  # fmt: skip
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
FONT = re.compile(r"font(?:-family)?\s*:[^;]*?(\.vn\w*(?:\s\w+)?)", re.IGNORECASE)
CELLS = " | "
CONDITIONAL = re.compile(r"<!\[(?:if[^\]]*|endif)\]>", re.IGNORECASE)
"""What Word writes around the marks of its lists; the parser may take it for a comment that never ends."""
MAX_DEPTH = 150


def html_text(body: bytes, language: str | None, content_type: str | None = None) -> Words:
    """Return the text of an HTML file, a line a block, the cells of a row joined by `` | ``."""
    if len(body) > MAX_HTML:
        raise TooLargeError(f"it has {len(body)} bytes of HTML")
    markup = decode_page(body, content_type, language).text
    return Words(text=markup_text(markup))


def markup_text(markup: str) -> str:
    """Return the visible text of decoded HTML."""
    soup = BeautifulSoup(CONDITIONAL.sub("", markup), "lxml")
    return "\n".join(filter(None, (" ".join(line.split(" ")).strip() for line in "".join(_pieces(soup)).split("\n"))))


def _pieces(root: Tag, depth: int = 0, *, capitals: bool = False) -> Iterator[str]:
    for node in root.children:
        if type(node) is NavigableString:
            text = re.sub(r"\s+", " ", node)
            yield text.upper() if capitals else text
        elif isinstance(node, Tag) and not _is_silent(node):
            yield from _element(node, depth + 1, capitals=_capitals(node, inherited=capitals))


def _element(node: Tag, depth: int, *, capitals: bool) -> Iterator[str]:
    name = node.name.lower()
    if name == "br":
        yield "\n"
    elif depth > MAX_DEPTH:
        yield node.get_text(" ")
    elif name == "tr":
        yield f"\n{_row(node, depth, capitals=capitals)}\n"
    elif name in BLOCKS:
        yield "\n"
        yield from _pieces(node, depth, capitals=capitals)
        yield "\n"
    else:
        yield from _pieces(node, depth, capitals=capitals)


def _row(row: Tag, depth: int, *, capitals: bool) -> str:
    cells = [
        cell for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th") and not _is_silent(cell)
    ]
    texts = ["".join(_pieces(cell, depth + 1, capitals=capitals)) for cell in cells]
    if len(texts) == 1:
        return texts[0]
    return CELLS.join(filter(None, (" ".join(text.split()) for text in texts)))


def _is_silent(node: Tag) -> bool:
    # An element of a namespace (o:p, w:View) is Word's own; only o:p and st1:* hold words.
    if node.name.lower() in SILENT or node.name.lower().startswith(("w:", "x:", "v:", "m:")):
        return True
    return node.has_attr("hidden") or UNSEEN.search(str(node.get("style") or "")) is not None


def _capitals(node: Tag, *, inherited: bool) -> bool:
    """Tell whether the font of an element draws lower-case letters as capitals (``.VnTimeH``)."""
    found = FONT.search(str(node.get("style") or "").replace("&quot;", "").replace('"', "").replace("'", ""))
    face = str(node.get("face") or (found[1] if found else ""))
    return face.strip().endswith("H") and face.lower().startswith(".vn") if face else inherited
