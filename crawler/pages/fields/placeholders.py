"""A zero that stands where a script will write the view count: it says nothing of how often the article was read."""

import re

from lxml.etree import _Element

from crawler.normalise.numbers.counts import parse_views
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.tree import PageTree

EMPTY = re.compile(r"^\s*0\s*$")
FILLED = re.compile(r"\d")


def is_placeholder(tree: PageTree, raw: str, *, has_endpoint: bool) -> bool:
    """Tell whether the view count *raw* is a zero that a script replaces; *has_endpoint*: it is known what it asks."""
    if parse_views(raw) != 0:
        return False
    return has_endpoint or any(_is_filled(element, tree) for element in tree.root.iter("span", "i", "em", "b", "font"))


def _is_filled(element: _Element, tree: PageTree) -> bool:
    """Whether an element of nothing but a zero is named by a script, or carries what a script needs to fill it."""
    if not EMPTY.match(element_text(element)):
        return False
    names = [name for name in (element.get("id"), *(element.get("class") or "").split()) if name]
    if any(re.search(rf"""['"#.]{re.escape(name)}['"]""", script.text) for name in names for script in tree.scripts):
        return True
    return any(name.startswith("data-") and FILLED.search(value) for name, value in map(_texts, element.attrib.items()))


def _texts(attribute: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    name, value = attribute
    return str(name), str(value)
