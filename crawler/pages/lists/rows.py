"""The rows of list pages: links with the title and the date that stand beside them.

A list may also be written by a script (Hanweb's data store, TRS's string variables) or hang on ``onclick``.  Boxes of
popular, related or pinned links beside the list are left out, so that the end of news can be told from a side box that
always holds the same links.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.boxes import is_beside

DATE = re.compile(
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?[\s,|–-]{1,4})?"
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4})"
    r"(?:[\s,|–-]{1,4}\d{1,2}[:h]\d{2}(?::\d{2})?)?"
)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
SCRIPT_ADDRESS = re.compile(r"""(?:\bstr_\w+\s*=\s*|location(?:\.href)?\s*=\s*|window\.open\(\s*)["']([^"'\s]+)["']""")
ITEM_TAGS = frozenset(("li", "tr", "article", "dl", "dd"))
MAX_LABEL_LENGTH = 60
"""Characters of a piece of a row that may be its date; an excerpt is longer."""
MAX_ITEM_LENGTH = 2_000
"""Characters; an element that holds more text than this is not one row of a list."""


@dataclass(frozen=True, kw_only=True)
class ListItem:
    """One article as a list names it."""

    url: str
    """Absolute address, as linked."""
    title: str | None = None
    date_raw: str | None = None
    """The date's own words, where the row shows one."""


def links(tree: PageTree, is_wanted: Callable[[str], bool], language: str | None = None) -> Iterator[ListItem]:
    """Yield the links of a list page that do not stand beside the list and whose address is wanted.

    Where *is_wanted* raises ValueError the link is none.
    """
    yield from _linked(tree, lambda address: _is_taken(address, is_wanted), language)
    yield from taken(scripted_rows(tree, language), is_wanted)


def taken(rows: Iterable[ListItem], is_wanted: Callable[[str], bool]) -> list[ListItem]:
    """Return the rows whose address is wanted; where *is_wanted* raises ValueError the address is none."""
    return [row for row in rows if _is_taken(row.url, is_wanted)]


def _is_taken(address: str, is_wanted: Callable[[str], bool]) -> bool:
    try:
        return is_wanted(address)
    except ValueError:  # such as a host in brackets that are not closed
        return False


def _linked(tree: PageTree, is_wanted: Callable[[str], bool], language: str | None) -> Iterator[ListItem]:
    beside: dict[_Element, bool] = {}
    for anchor in tree.root.iter("a"):
        if is_beside(anchor, beside):
            continue
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:")):
            called = SCRIPT_ADDRESS.search(anchor.get("onclick") or href)
            href = called[1] if called else ""
        if href and is_wanted(address := tree.absolute(href.partition("#")[0])):
            yield row_item(anchor, address, language)


def row_item(anchor: _Element, url: str, language: str | None) -> ListItem:
    """Return the row around one link, however it is built: what the link says, and a day beside it."""
    title = clean_line(anchor.get("title") or "", language) or clean_line(_text(anchor), language)
    date = DATE.search(_labels(_row_of(anchor)).replace(title, " ")) or DATE.search(_text(anchor))
    return ListItem(url=url, title=_without_date(title) or None, date_raw=clean_line(date[0]) if date else None)


def _labels(row: _Element) -> str:
    """Return what a row says beside its excerpt, whose sentences may name any day."""
    pieces = map(str, row.itertext())
    shown = "".join(piece if len(piece.strip()) <= MAX_LABEL_LENGTH else " " for piece in pieces)
    return " ".join(shown.split())


def _without_date(title: str) -> str:
    """Rows that are one link hold their date in it."""
    return clean_line(re.sub(rf"^\s*[\[(]?{DATE.pattern}[\])]?|[\[(]?{DATE.pattern}[\])]?\s*$", " ", title))


def _row_of(anchor: _Element) -> _Element:
    """Return the element that holds one row: the largest around the link that names no other article."""
    row = anchor
    own = {anchor.get("href"), None, "#"}
    for parent in anchor.iterancestors():
        if parent.tag in {"body", "html"} or _names_others(parent, own) or len(_text(parent)) > MAX_ITEM_LENGTH:
            break
        row = parent
        if parent.tag in ITEM_TAGS:
            break
    return row


def _names_others(element: _Element, own: Collection[str | None]) -> bool:
    """Whether an element links to two other addresses; looks no further than the second, for a page has hundreds."""
    first = None
    for link in element.iter("a"):
        address = link.get("href")
        if address not in own and address != first:
            if first is not None:
                return True
            first = address
    return False


def _text(element: _Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def scripted_rows(tree: PageTree, language: str | None) -> Iterator[ListItem]:
    """Yield the rows that stand in scripts: Hanweb's data store, TRS's string variables."""
    for script in tree.root.iter("script", "datastore"):
        source = script.text or ""
        if "CDATA" in source:
            yield from _records(source, tree, language)
        elif "str_" in source:
            for address in SCRIPT_ADDRESS.findall(source):
                yield ListItem(url=tree.absolute(address))


def _records(source: str, tree: PageTree, language: str | None) -> Iterator[ListItem]:
    """Rows of a Hanweb data store, which an HTML parser sees as the text of a script."""
    for record in CDATA.findall(source):
        fragment = etree.fromstring(f"<div>{record}</div>", etree.HTMLParser())
        if fragment is None:
            continue
        for anchor in fragment.iter("a"):
            href = anchor.get("href")
            if href and "dataproxy" not in href:  # where the script asks for more
                yield row_item(anchor, tree.absolute(href), language)
