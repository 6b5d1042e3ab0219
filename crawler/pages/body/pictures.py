"""Pictures that are the article where a page has no text of its own: the scan of a paper, a poster."""

import re

from crawler.items import Image
from crawler.pages.body.boilerplate import is_furniture_name
from crawler.pages.dom.model import Placed
from crawler.pages.dom.tree import PageTree

MAX_PICTURES = 30
MIN_SIDE = 120
"""Pixels of a side that is stated, below which a picture is a button or a mark."""
_TOOL = re.compile(r"logo|icon|banner|button|btn|blank|spacer|loading|qr-?code|avatar|share|print|/ico", re.IGNORECASE)
_BEHIND = 3
"""Lines behind the article at which its last picture may stand: it has no line of its own."""


def pictures_without_text(tree: PageTree, start: int, end: int) -> tuple[Image, ...]:
    """Return the pictures that stand between the lines *start* and *end* and look like no tool or ornament."""
    found: dict[str, Image] = {}
    for placed in tree.images:
        source = placed.element.get("data-src") or placed.element.get("data-original") or placed.element.get("src")
        near = start < placed.line <= end + _BEHIND
        if source and near and not placed.hidden and not _is_ornament(placed, source):
            url = tree.absolute(source)
            found.setdefault(url, Image(url=url, caption=placed.element.get("title") or None))
    return tuple(found.values())[:MAX_PICTURES]


def _is_ornament(placed: Placed, source: str) -> bool:
    if _TOOL.search(source) or source.startswith("data:"):
        return True
    sides = [placed.element.get(name, "").removesuffix("px") for name in ("width", "height")]
    if any(side.isdecimal() and int(side) < MIN_SIDE for side in sides):
        return True
    blocks = (placed.block, *placed.block.ancestors())
    return any(is_furniture_name(block.tag, block.ident) for block in blocks)
