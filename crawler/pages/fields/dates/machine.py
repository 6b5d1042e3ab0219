"""Dates that a page shows to readers in words and to machines in an attribute: `<time datetime>`, RDFa, hAtom.

Only elements that stand around the article count: the same elements date the items of lists and comments.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from lxml.etree import _Element

from crawler.pages.body.boilerplate import is_sentence
from crawler.pages.dom.elements import block_around, element_text
from crawler.pages.dom.model import Block, Line, Placed
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.region import Region

Role = Literal["published", "updated"]
_ATTRIBUTES: Mapping[str, str] = {"time": "datetime", "abbr": "title"}
_RDFA = re.compile(
    r"(?:^|\s)(?:dc(?:terms)?:(?P<published>date|created|issued|available)|dc(?:terms)?:(?P<updated>modified)"
    r"|(?:schema:)?(?:datePublished|dateCreated)|(?:schema:)?(?P<changed>dateModified))(?=\s|$)"
)
_HATOM = re.compile(r"(?:^|[\s_-])(?:published|dtpublished|dt-published|entry-date|post-date|date)(?=$|[\s_-])")
_CHANGED = re.compile(r"updated|modified|sua|gengxin|xiugai")
_OWN_HEADER = "".join(
    rf"(?<!{name}[-_])" for name in ("entry", "post", "news", "article", "content", "detail", "single", "blog")
)
_CLOCK = re.compile(rf"clock|today|now|{_OWN_HEADER}header|banner|nav|hom-?nay|comment|reply")
"""Elements of the site's head or of comments; an article may have a header of its own."""
_MIDNIGHT = re.compile(r"\dT00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_TIME = re.compile(r"\d\s*(?:[:：hH]|giờ|[时時点點])")
_MAX_LINKED = 0.3


def machine_dates(tree: PageTree, region: Region) -> Iterator[tuple[Role, str, str, bool]]:
    """Yield role, the attribute's value, the rule, and whether it stands after the text."""
    lines = {line.index: False for line in (*region.above, *region.head)}
    behind = [line for line in (*region.closing, *region.tail) if line.link_share < _MAX_LINKED]
    lines |= {line.index: True for line in behind if not is_sentence(line.text)}
    text = region.body[0].index if region.body else region.end
    after: list[tuple[Role, str, str, bool]] = []
    for role, value, rule, placed in _dated_elements(tree):
        element = placed.element
        block = block_around(tree, element)
        if _is_clock(element, block):
            continue
        line = _line_of(tree, element, block)
        if line is None and region.start <= placed.line <= text and not element_text(element).strip():
            yield role, value, rule, False  # a script writes the words, or nobody
        elif line is not None and lines.get(line.index):
            after.append((role, value, rule, True))
        elif line is not None and line.index in lines:
            yield role, value, rule, False
    if len({(role, value[:10]) for role, value, _, _ in after}) <= 2:
        yield from after


def _dated_elements(tree: PageTree) -> Iterator[tuple[Role, str, str, Placed]]:
    for placed in tree.dated:
        element = placed.element
        tag = str(element.tag)
        attribute, names = _ATTRIBUTES.get(tag, ""), (element.get("class") or "").lower()
        value = element.get(attribute) if attribute else None
        if value and (tag == "time" or _HATOM.search(names) or _CHANGED.search(names)):
            changed = _CHANGED.search(f"{names} {element.get('itemprop') or ''}".lower())
            yield "updated" if changed else "published", _as_shown(value, element), f"{tag}:{attribute}", placed
        match = _RDFA.search(element.get("property") or "")
        if match and element.get("content"):
            role: Role = "updated" if match["updated"] or match["changed"] else "published"
            yield role, element.get("content") or "", "rdfa", placed


def _as_shown(value: str, element: _Element) -> str:
    """Return the day alone where the time is midnight and the words show none: a program filled it in."""
    words = element_text(element)
    is_filled_in = bool(words.strip()) and _MIDNIGHT.search(value) and not _TIME.search(words)
    return value[: value.index("T")] if is_filled_in else value


def _line_of(tree: PageTree, element: _Element, block: Block) -> Line | None:
    """Return the line that shows an element: the one with its words, or the only one of its block."""
    lines = tree.lines[block.first : block.last]
    words = " ".join(element_text(element).split())
    shown = [line for line in lines if words in line.text] if words else lines
    return shown[0] if len(shown) == 1 or (shown and words) else None


def _is_clock(element: _Element, block: Block) -> bool:
    names = f"{block.ident} {block.parent.ident if block.parent is not None else ''}"
    return bool(_CLOCK.search(f"{names} {(element.get('class') or '').lower()}"))
