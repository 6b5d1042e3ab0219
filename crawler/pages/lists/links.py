"""What leads from a page to another one: links, and whatever else a reader can click on.

Rows and menu entries of old portals are often no links at all: ``<tr onclick>``, ``data-href``, ``javascript:`` with
an address in it, or a call of a function that puts the address together; a row may show its file in a frame.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.embedded import file_of
from crawler.pages.lists.scripts.calls import (
    GOES_TO,
    address_in_body,
    bound,
    called,
    evaluate,
    functions,
    global_values,
)
from crawler.pages.lists.scripts.clicks import clicked_addresses

QUOTED = re.compile(
    r"""['"]((?:https?:/|\.{0,2}/)[^'"\s]+|[\w./-]+\.(?:s?html?|aspx?|jsp|php)[^'"\s]*|\?[^'"\s]+)['"]"""
)
DATA = ("data-href", "data-url", "data-link", "data-target-url", "data-to")
NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:", "about:", "void(")


@dataclass(frozen=True, eq=False)
class Link:
    """Something that can be followed."""

    element: _Element
    url: str
    """Absolute, repaired, without fragment."""
    text: str
    """The words in it, white space folded."""


def find_links(tree: PageTree, charset: str = "utf-8") -> Iterator[Link]:
    """Yield everything of a page that leads to an http address, in document order.

    *charset* is the page's, in which browsers send raw letters of a query.
    """
    clicked = clicked_addresses(tree)
    for element in tree.root.iter("*"):
        address = address_of(element, tree, charset)
        if not address and element in clicked:
            address = repaired_address(clicked[element], tree.base_url, charset)
        if address:
            yield Link(element, address, text_of(element))


def address_of(element: _Element, tree: PageTree, charset: str = "utf-8") -> str | None:
    """Return the address that an element leads to, or None."""
    source = _source(element, tree)
    if not source:
        return None
    address = repaired_address(source, tree.base_url, charset)
    return address if address.startswith(("http://", "https://")) else None


def _source(element: _Element, tree: PageTree) -> str:
    href = (element.get("href") or "").strip() if element.tag in {"a", "area"} else ""
    if href and not href.lower().startswith(NO_PAGE):
        return href
    for name in DATA:
        value = (element.get(name) or "").strip()
        if value and value.startswith(("/", "./", "../", "http", "?")):
            return value
    file = file_of(element)
    if file:
        return file
    action = element.get("onclick") or ""
    if href.lower().startswith("javascript:"):
        action += ";" + href[len("javascript:") :]
    return address_in(action, tree) if action.strip("; ") else ""


def address_in(action: str, tree: PageTree) -> str:
    """Return the address, as written, that an ``onclick`` leads to; empty where none can be read."""
    goes = GOES_TO.search(action)
    if goes is not None:
        value = evaluate(action[goes.end() :], {})
        return value if isinstance(value, str) else ""
    quoted = QUOTED.search(action)
    if quoted is not None:
        return quoted[1]
    return _by_function(action, tree)


def _by_function(action: str, tree: PageTree) -> str:
    call = called(action)
    if call is None or not call[1]:
        return ""
    name, values = call
    for script in tree.scripts:
        if name not in script.text:
            continue
        known = global_values(script.text)
        for function in functions(script.text, name):
            value = address_in_body(function.body, {**known, **bound(function, values)})
            if value:
                return value
    return ""


def text_of(element: _Element) -> str:
    """Return the words in an element, white space folded; scripts and styles hold none."""
    pieces: list[str] = []
    _gather(element, pieces)
    return " ".join("".join(pieces).split())


def _gather(element: _Element, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "noscript", "template"}:
        return
    words = element.text or ""
    if pieces and pieces[-1][-1].isdigit() and words[:1].isdigit():
        pieces.append(" ")  # two numbers: the end of a title, say, and a date
    if words:
        pieces.append(words)
    for child in element:
        is_block = child.tag in {"br", "td", "th", "li", "p", "div", "dd", "dt", "h1", "h2", "h3", "h4", "tr", "span"}
        _gather(child, pieces)
        behind = (" " if is_block else "") + (child.tail or "")
        if behind:
            pieces.append(behind)
