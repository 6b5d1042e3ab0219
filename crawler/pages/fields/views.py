"""How often the article was read, where the page prints it.

Only lines around the text are asked, so that counts of other items and of the whole site stay out; an unlabelled number
counts only beside an eye icon or in an element named for it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import _Element

from crawler.normalise.numbers.counts import find_views, is_site_counter, parse_views
from crawler.pages.body.boilerplate import is_labelled_stamp, is_sentence
from crawler.pages.dom.elements import block_around, element_text
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.metadata import Metadata
from crawler.pages.fields.region import Region
from crawler.pages.hints import hint
from crawler.pages.vocabulary import FOOTER, folded, is_meta_line

MAX_LENGTH = 200
"""Characters of a line that may hold a count; a longer one is text, unless it is all fields with labels."""
LINES_OF_BLOCK = 3
SEVERAL = 2
BELOW = 2
"""Lines below the article, in its own block, where icons and counts stand."""
YEAR = re.compile(r"^\s*(?:19|20)\d{2}\s*$")
NUMBER_LINE = re.compile(r"^\s*\d[\d.,\s]{0,11}[kKwW万]?\s*(?:lượt|lần|次)?\s*$")
COUNTER_NAME = re.compile(
    r"(?:^|[-_])eye(?:$|[-_])|^(?:icon-)?views?$|view-?(?:count|num|er)|^hits?$|luot-?(?:xem|doc)|^so-?luot|read-?(?:num|count)|^pv$|click-?(?:num|count)|liulan|yuedu",
    re.IGNORECASE,
)
EYE_NAME = re.compile(r"(?:^|[:\s_-])eye(?:$|[\s_-])", re.IGNORECASE)
ICON_FILE = re.compile(
    r"(?:^|[/_-])(?P<name>eyes?|views?|liulan|yuedu|luot-?xem)(?:[_-]?(?:icon|\d+))?\.(?:png|gif|svg|jpe?g|webp)",
    re.IGNORECASE,
)
VISITS_IN_LINE = re.compile(r"(?<!tổng\s)(?:số\s+)?lượt\s+truy\s+cập\s*[:：]\s*(?P<n>\d[\d.,]*)(?![/\d])")
VISITS = re.compile(
    r"\W*(?:(?:tổng\s+)?(?:số\s+)?lượt\s+truy\s+cập|访问(?:次数|量)?|visits?)\s*[:：]?\s*(?P<n>\d[\d.,]*)\s*$"
)
"""Visits are the site's, except beside an eye in the article's own lines."""
COUNTER_HINT = hint(COUNTER_NAME)


@dataclass(frozen=True, kw_only=True)
class Views:
    """The count in the page's words, and the rule that found it."""

    raw: str
    rule: str


def find_page_views(tree: PageTree, region: Region, metadata: Metadata) -> Views | None:
    """Return the article's own view count, or None."""
    stated = metadata.views
    if stated is not None:
        return Views(raw=stated.value, rule=stated.rule)
    closing = region.closing if not any(FOOTER.search(folded(line.text)) for line in region.body[-8:]) else ()
    shown = [line for line in (*region.head, *_own_tail(region), *closing) if not line.hidden and _is_short(line)]
    hidden = [line for line in region.meta_lines() if line.hidden and len(line.text) < MAX_LENGTH]
    above = [line for line in region.above if not line.hidden and len(line.text) < MAX_LENGTH]
    shown = [line for line in shown if not _is_among_site_counts(tree, line)]
    return (
        next(_labelled(shown), None)
        or next(_marked(tree, region), None)
        or next(_labelled(above), None)
        or next(_labelled(hidden), None)
        or next(_visits(region), None)
    )


def _visits(region: Region) -> Iterator[Views]:
    """Yield visits that stand between title and text, on the date line or right beside it."""
    lines = [line for line in region.head if not line.hidden and len(line.text) < MAX_LENGTH]
    for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
        visits = VISITS_IN_LINE.search(folded(line.text))
        if visits and any(
            is_labelled_stamp(near.text) for near in (before, line, after) if near and _is_beside(near, line)
        ):
            yield Views(raw=visits["n"], rule="label:visits")


def _is_beside(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, or in blocks of one parent."""
    return one.block is other.block or one.block.parent is other.block.parent


def _is_among_site_counts(tree: PageTree, line: Line) -> bool:
    """Tell whether a count stands in one block with the counts of the site's visitors, right before or behind it."""
    beside = tree.lines[max(0, line.index - 1) : line.index + 2]
    return any(
        other is not line
        and not other.heading
        and _stand_together(other.block, line.block)
        and re.search(r"\d", other.text) is not None
        and is_site_counter(other.text)
        and not is_sentence(other.text)
        for other in beside
        if len(other.text) < MAX_LENGTH
    )


def _stand_together(one: Block, other: Block) -> bool:
    """Tell whether two blocks are one, or stand side by side with nothing between them, such as the article's frame."""
    if one is other:
        return True
    return one.parent is other.parent and (
        one.element.getnext() is other.element or other.element.getnext() is one.element
    )


def _own_tail(region: Region) -> Sequence[Line]:
    """Return the lines after the text; where several have a link and a count they are other items."""
    items = [line for line in region.tail if line.link_chars and find_views(line.text)]
    return region.tail if len(items) < SEVERAL else [line for line in region.tail if line not in items]


def _is_short(line: Line) -> bool:
    return (len(line.text) < MAX_LENGTH or is_meta_line(line.text)) and not is_sentence(line.text)


def _labelled(lines: Sequence[Line]) -> Iterator[Views]:
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        found = find_views(line.text)
        if found:
            yield Views(raw=found[1], rule="label:views")
        elif (
            following is not None
            and following.index == line.index + 1
            and len(line.text) < 40
            and not re.search(r"\d", line.text)
            and NUMBER_LINE.match(following.text)
            and not is_site_counter(line.text)
            and (_same_row(line, following) or not YEAR.match(following.text))
        ):
            joined = find_views(f"{line.text} {following.text}")
            if joined:
                yield Views(raw=joined[1], rule="label:views")


def _same_row(label: Line, number: Line) -> bool:
    left, right = label.block.cell, number.block.cell
    return left is not None and right is not None and left is not right and left.parent is right.parent


def _marked(tree: PageTree, region: Region) -> Iterator[Views]:
    """Yield numbers beside an eye icon or in an element that is named a view counter."""
    yield from _drawn(tree, region)
    names = (tree.index.ids, tree.index.classes)
    if not any(COUNTER_HINT.search("\n".join(index).lower()) for index in names):
        return
    around = _around(region)
    for name, elements in (entry for index in names for entry in index.items()):
        if _names_counter(name):
            for element in elements:
                if _stands_in(tree, element, around):
                    yield from _number_at(element, f"name:{name}")


def _stands_in(tree: PageTree, element: _Element, around: set[int]) -> bool:
    """Tell whether an element stands in one of the lines: its block holds hardly more, or the line has its number."""
    block = block_around(tree, element)
    lines = [index for index in range(block.first, block.last) if index in around]
    if block.last - block.first <= LINES_OF_BLOCK:
        return bool(lines)
    number = (element.tail or "").strip()
    return number.isdecimal() and any(
        tree.lines[index].block is block and number in tree.lines[index].text.split() for index in lines
    )


def _around(region: Region) -> set[int]:
    """Return the lines that may hold the article's count."""
    around = {line.index for line in (*region.meta_lines(), *region.closing, *region.above)}
    if region.container.tag not in ("html", "body"):  # the article's own block may end in a line of counters
        around |= set(range(region.end, min(region.end + BELOW, region.container.last)))
    return around


def _drawn(tree: PageTree, region: Region) -> Iterator[Views]:
    """Yield numbers beside an icon that is a picture, or one of a set of icons: `<svg><use href="#icon-eye">`."""
    around = _around(region)
    for image in tree.images:
        pictured = ICON_FILE.search(image.element.get("src") or "") if image.line in around else None
        if pictured:
            yield from _number_at(image.element, f"icon:{pictured['name']}")
    if "<use" not in tree.source:
        return
    for use in tree.root.iter("use"):
        name, icon = (use.get("xlink:href") or use.get("href") or "").rpartition("#")[2], use.getparent()
        if icon is not None and _names_counter(name) and block_around(tree, icon).first in around:
            yield from _number_at(icon, f"icon:{name}")


@lru_cache(maxsize=1024)
def _names_counter(name: str) -> bool:
    """Whether an id or class is that of a view counter; pages of a site repeat the same names."""
    return COUNTER_HINT.search(name.lower()) is not None and COUNTER_NAME.search(name) is not None


def _has_eye(element: _Element) -> bool:
    """Tell whether an element holds the icon of an eye."""
    return any(EYE_NAME.search(f":{inner.get('class') or ''}") for inner in element.iter("i", "span", "img", "svg"))


def _number_at(element: _Element, rule: str) -> Iterable[Views]:
    text = element_text(element).strip() or (element.tail or "").strip()
    if not text:
        following = element.getnext()
        text = element_text(following).strip() if following is not None else ""
    visits = VISITS.match(folded(text)) if EYE_NAME.search(rule) or _has_eye(element) else None
    if visits:
        yield Views(raw=visits["n"], rule=rule)
    elif NUMBER_LINE.match(text) and parse_views(text) is not None:
        yield Views(raw=text, rule=rule)
