"""Builds a `PageTree` from decoded HTML: parse, mend, and one pass over the tree that lists its blocks and lines.

Nothing here raises on any text, and no step recurses.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from crawler.pages.dom.hidden_page import show_hidden_page
from crawler.pages.dom.model import Block, Line, Placed, Script
from crawler.pages.dom.payload import article_payload
from crawler.pages.dom.repair import flatten_markup, repair_markup
from crawler.pages.dom.tree import PageTree

_INLINE_TAGS = """a abbr acronym b basefont bdi bdo big blink button cite code data del dfn em font i img input ins kbd
label mark nobr q rb ruby s samp small span strike strong sub sup time tt u var wbr meta link base param source track"""
_UNREAD_TAGS = """script style template svg math select option datalist noscript object embed applet canvas video audio
map rt rp textarea iframe frame noframes title"""
_INLINE = frozenset(_INLINE_TAGS.split())
_UNREAD = frozenset(_UNREAD_TAGS.split())
_NAMED_INLINE = frozenset(("span", "font", "label"))
_ITALIC = frozenset(("i", "em", "cite"))
_CELLS = frozenset(("td", "th"))
_HEADING = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TYPED = frozenset(("th", "pre", *_HEADING))
"""Blocks whose text is set in bold type, and those that keep their line feeds."""
_HIDING_CLASSES = frozenset(
    (
        *("hidden", "hide", "d-none", "sr-only", "visually-hidden", "is-hidden", "invisible", "element-invisible"),
        *("ng-hide", "layui-hide", "uk-hidden", "mui-hidden", "weui-hidden", "am-hide", "screen-reader-text"),
        *("hide-accessible", "taglib-text", "cdk-visually-hidden", "a11y-hidden", "offscreen"),
    )
)
"""Utility classes by which the common frameworks hide an element at every width."""
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|flex|inline|inline-block|inline-flex|grid|table[\w-]*)(?=\s|$)"
)
"""Utility classes that show from some width on what another class hides below it."""
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_DATE_START = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}(?!\d)")
_DATE_END = re.compile(r"(?:\d:\d\d|(?:19|20)\d{2}[-/.]\d{2}[-/.]\d{2}|\d{2}[-/.]\d{2}[-/.](?:19|20)\d{2})$")
_TEXT_LINE = 50
"""Characters of a line from which a page shows text."""
_WRAPPED_LINES, _WRAPPED_TEXT = 4, 25
"""A link around so many lines of so many characters wraps a text; a card has a title, a lead and a date."""
_OWN_ADDRESSES = ("#", "javascript:void", "javascript:;")
"""What a link that leads nowhere else has for an address."""
_OWN_PLACE = 40
"""Characters of a link to a place of the page itself from which it is a paragraph and no entry of a table."""
_BETWEEN_LINKS = re.compile(r"\s[、，,;；|/·•–-]\s")
"""Signs that stand between the links of a row and are no text."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f"


def parse_page(text: str, url: str) -> PageTree:
    """Parse decoded HTML.  Any text gives a tree; an empty one gives a tree without lines.

    Where the page shows no text but carries an article as data, the article is added as a block at its end.
    """
    root = _parse(repair_markup(text))
    tree = _read(root, url, text)
    if _shows_nothing(tree):
        payload = article_payload(tree.payloads, tree.scripts)
        if payload is not None:
            article = _parse(repair_markup(payload))
            article.tag = "article"
            root.append(article)
            tree = _read(root, url, text)
    show_hidden_page(tree)
    return tree


def _parse(markup: bytes) -> etree._Element:
    root, too_deep = _try_parse(markup)
    if too_deep:
        root, _ = _try_parse(flatten_markup(markup))
    return root


def _try_parse(markup: bytes) -> tuple[etree._Element, bool]:
    """Return the root, and whether the parser gave up because elements nest too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(markup, parser) if markup.strip() else None
    except etree.XMLSyntaxError as error:
        # A recovering parser takes any text; it gives up only where it gets no memory, which it does not always name.
        raise MemoryError("The page does not fit into the parser's memory.") from error
    if any(error.type_name == "ERR_NO_MEMORY" for error in parser.error_log):
        raise MemoryError("The page does not fit into the parser's memory.")
    if root is None:
        return etree.fromstring(b"<html><body></body></html>", parser), False
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _read(root: etree._Element, url: str, source: str) -> PageTree:
    tree = PageTree(root, url, source)
    _LineBuilder(tree).build()
    return tree


def _shows_nothing(tree: PageTree) -> bool:
    """Whether no line, hidden or not, reads like text."""
    return not any(len(line.text) >= _TEXT_LINE and line.link_chars < _TEXT_LINE for line in tree.lines)


class _Kinds(dict[str, int]):
    """Kind of an element by its tag; a tag with a colon comes from an office program and breaks no line."""

    def __missing__(self, tag: str) -> int:
        kind = self[tag] = _PLAIN if ":" in tag else _CUSTOM if "-" in tag else _BLOCK
        return kind


_CUSTOM, _BLOCK, _LINK, _STRONG_TYPE, _ITALIC_TYPE, _PLAIN, _BREAK, _LONE, _READ_NOT = range(9)
"""Kinds of elements; those before `_PLAIN` always have something to do where they end."""
_LONE_TAGS = frozenset(("img", "meta", "base", "link"))
_KINDS = _Kinds(dict.fromkeys(_INLINE, _PLAIN))
_KINDS.update(dict.fromkeys(_UNREAD, _READ_NOT))
_KINDS.update(dict.fromkeys(_LONE_TAGS, _LONE))
_KINDS.update({"a": _LINK, "button": _LINK, "b": _STRONG_TYPE, "strong": _STRONG_TYPE, "br": _BREAK})
_KINDS.update(dict.fromkeys(_ITALIC, _ITALIC_TYPE))


_Attributes = Sequence[tuple[Any, Any]]
"""Names and values, as lxml gives them."""
_Start = Callable[[etree._Element, _Attributes], None]


class _LineBuilder:
    """The one pass over the tree.  State is the open blocks and the line being built.

    Every element of a page comes by here, so the pass does nothing for the many that change nothing.
    """

    def __init__(self, tree: PageTree) -> None:
        self.tree = tree
        self.lines, self.blocks = tree.lines, tree.blocks
        root = tree.root
        self.block = Block(0, root, str(root.tag), None, 0, 0, 0, "", False, False, 0, None)
        tree.blocks.append(self.block)
        tree.index.root = root
        self.pieces: list[str] = []
        self.links = self.strong = self.italic = 0
        self.in_link = self.in_strong = self.in_italic = self.in_pre = 0
        self.open_links: list[tuple[bool, int, int]] = []
        """For each open link whether it leads anywhere (a mere anchor does not), the line at which it began, and how
        much of that line was in links before."""
        self.hidden_from: etree._Element | None = None
        self.aside: tuple[list[str], int, int, int] | None = None
        self.marked: set[etree._Element] = set()
        """Elements whose end matters although their kind does not say so: they hide, or they have a block."""

    def build(self) -> None:
        """Walk the tree and fill the page's lists."""
        tree, kinds, marked = self.tree, _KINDS, self.marked
        starts = self.starts()
        tree.language = tree.root.get("lang") or tree.root.get("xml:lang")
        tree.comments += [before.text or "" for before in tree.root.itersiblings(preceding=True)][::-1]
        walk = etree.iterwalk(tree.root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "end":
                kind = kinds[element.tag]
                if kind <= _BLOCK:
                    self.end_block(element)
                elif kind < _PLAIN or element in marked:
                    self.end_inline(element, kind)
                text = element.tail
            elif event == "start":
                kind = kinds[element.tag]
                attributes = element.items()
                if attributes or kind != _PLAIN:
                    starts[kind](element, attributes)
                if kind == _READ_NOT:
                    walk.skip_subtree()
                    continue
                text = element.text
            else:
                tree.comments.append(element.text or "")
                text = element.tail
            if text and (self.pieces or not text.isspace()):
                self.add(text)
        self.finish()

    def finish(self) -> None:
        """End the last line; an inline block that ended in it may have counted on a line that came to nothing."""
        self.flush()
        count = len(self.lines)
        for block in self.blocks:
            if block.last > count:
                block.last = count

    def starts(self) -> tuple[_Start, ...]:
        """What opens an element, by its kind; not kept, so that nothing here refers to itself."""
        return (
            self.start_custom,
            self.start_block,
            self.start_link,
            self.start_typed,
            self.start_typed,
            self.start_plain,
            self.start_break,
            self.start_noted,
            self.start_noted,
        )

    def read_attributes(self, element: etree._Element, attributes: _Attributes) -> tuple[str, int]:
        """Index an element's attributes; return id and classes joined, and how they make it look."""
        ident, look, index, addresses = "", 0, self.tree.index, self.tree.addresses
        for name, value in attributes:
            if name not in _NOTED:
                continue
            if name == "class":
                index.classed.append((value, element))
                ident = f"{ident} {value}" if ident else value
                look |= _look(name, value)
            elif name == "href":
                look |= _LEADS
                addresses.append(value)
            elif name == "src":
                addresses.append(value)
            elif name == "id":
                index.ids.setdefault(value, []).append(element)
                ident = f"{value} {ident}" if ident else value
            elif name == "itemprop":
                index.itemprops.setdefault(value, []).append(element)
            else:
                look |= _look(name, value)
        if look & _TOLD:
            self.note_look(element, look)
        return ident.lower() if ident else "", look

    def note_look(self, element: etree._Element, look: int) -> None:
        """Remember what an element's attributes say beside where they lead."""
        if look & _HIDES and self.hidden_from is None and element.tag not in _UNREAD:
            self.hide(element)
        if look & _SIZES:
            self.tree.sets_type = True
        if look & _DATES and element.tag != "meta":
            self.tree.dated.append(self.placed(element))

    def start_block(self, element: etree._Element, attributes: _Attributes) -> None:
        """Open a block element."""
        ident, look = self.read_attributes(element, attributes) if attributes else ("", 0)
        if self.pieces:
            self.flush()
        self.open_block(element, ident, look & _CENTRES != 0)

    def start_custom(self, element: etree._Element, attributes: _Attributes) -> None:
        """Open an element of a tag that HTML does not know."""
        self.tree.index.custom.setdefault(element.tag, []).append(element)
        self.start_block(element, attributes)

    def start_plain(self, element: etree._Element, attributes: _Attributes) -> None:
        """Open an inline element that changes nothing by itself; one that has an id may hold an article."""
        ident, _ = self.read_attributes(element, attributes)
        if element.tag == "abbr":
            self.tree.dated.append(self.placed(element))
        if ident and element.tag in _NAMED_INLINE and element.get("id"):
            self.marked.add(element)
            self.open_block(element, ident, False)

    def start_break(self, element: etree._Element, attributes: _Attributes) -> None:
        """End the line."""
        if attributes:
            self.read_attributes(element, attributes)
        if self.pieces:
            self.flush()

    def start_link(self, element: etree._Element, attributes: _Attributes) -> None:
        """Enter a link; a button counts as one."""
        leads = element.tag != "a"
        if attributes:
            _, look = self.read_attributes(element, attributes)
            if look & _LEADS and not leads:
                leads = True
                self.tree.anchors.append(self.placed(element))
        self.in_link += leads
        self.open_links.append((leads, len(self.lines), self.links))

    def start_typed(self, element: etree._Element, attributes: _Attributes) -> None:
        """Enter bold or italic type."""
        if attributes:
            self.read_attributes(element, attributes)
        if element.tag in _ITALIC:
            self.in_italic += 1
        else:
            self.in_strong += 1

    def start_noted(self, element: etree._Element, attributes: _Attributes) -> None:
        """Open an element that gives no lines."""
        if attributes:
            self.read_attributes(element, attributes)
        self.note(element, attributes)

    def note(self, element: etree._Element, attributes: _Attributes) -> None:
        """Remember an element that gives no lines but that a field reader may ask for."""
        tree, tag = self.tree, element.tag
        if tag == "img":
            tree.images.append(self.placed(element))
        elif tag == "link":
            tree.links.append(element)
        elif tag == "meta":
            said = dict(attributes)
            name = said.get("name") or said.get("property") or said.get("itemprop") or said.get("http-equiv")
            if name and "content" in said:
                tree.metas.append((name.strip().lower(), said["content"]))
        elif tag == "script":
            source, media_type = element.get("src", "").strip(), element.get("type", "").lower()
            tree.scripts.append(Script(element, str(element.text or ""), source, media_type))
        elif tag == "title":
            tree.page_titles.append(" ".join("".join(map(str, element.itertext())).split()))
        elif tag == "textarea":
            tree.payloads.append("".join(map(str, element.itertext())))
        else:
            self.note_address(element)

    def note_address(self, element: etree._Element) -> None:
        """Remember a frame's address, or the one that addresses of the page are relative to."""
        tree, tag = self.tree, element.tag
        if tag in ("iframe", "frame") and element.get("src"):
            tree.frames.append(element)
        elif tag == "base" and element.get("href"):
            tree.base_url = tree.absolute(element.get("href", ""))

    def placed(self, element: etree._Element) -> Placed:
        return Placed(element, len(self.lines), self.block, self.hidden_from is not None)

    def open_block(self, element: etree._Element, ident: str, centred: bool) -> None:
        """Put a block on the stack of open ones."""
        blocks, parent, tag = self.blocks, self.block, element.tag
        if parent.element is element:  # the root is there already
            parent.ident = ident
            return
        block = self.block = Block(
            len(blocks),
            element,
            tag,
            parent,
            len(self.lines),
            0,
            0,
            ident,
            self.hidden_from is not None,
            centred or parent.centred or tag == "center",
            parent.heading,
            parent if parent.tag in _CELLS else parent.outer_cell,
        )
        if tag in _TYPED:
            self.count_type(block, 1)
            block.heading = _HEADING.get(tag) or block.heading
        blocks.append(block)
        self.tree.index.blocks[element] = block

    def count_type(self, block: Block, count: int) -> None:
        """Enter or leave a block whose text is set in bold type or with its own line feeds."""
        if block.tag == "pre":
            self.in_pre += count
        else:
            self.in_strong += count

    def end_block(self, element: etree._Element) -> None:
        """Close a block element."""
        if self.pieces:
            self.flush()
        block = self.block
        block.last = len(self.lines)
        block.end = len(self.blocks)
        if block.parent is not None:
            self.block = block.parent
        if block.tag in _TYPED:
            self.count_type(block, -1)
        if self.hidden_from is element:
            self.show()

    def end_inline(self, element: etree._Element, kind: int) -> None:
        """Close an inline element."""
        if kind == _LINK:
            self.end_link(element)
        elif kind == _STRONG_TYPE:
            self.in_strong -= 1
        elif kind == _ITALIC_TYPE:
            self.in_italic -= 1
        if self.block.element is element:
            # it may end in the middle of a line that is still to be flushed
            self.block.last = len(self.lines) + any(map(str.strip, self.pieces))
            self.block.end = len(self.blocks)
            self.block = self.block.parent or self.block
        if self.hidden_from is element:
            self.show()

    def end_link(self, element: etree._Element) -> None:
        """Leave a link; one around whole paragraphs, or from one to itself, makes no links of its lines."""
        leads, first, before = self.open_links.pop()
        self.in_link -= leads
        if not leads:
            return
        ended = self.lines[first:]
        stays = element.get("href", "").startswith(_OWN_ADDRESSES)
        if not ended:
            if stays and self.links - before >= _OWN_PLACE:
                self.links = before
        elif _wraps_text(ended, stays=stays):
            self.links = 0
            _unlink(ended)

    def hide(self, element: etree._Element) -> None:
        """Enter a hidden part: what stands before it in the line waits."""
        self.marked.add(element)
        self.hidden_from = element
        self.aside = (self.pieces, self.links, self.strong, self.italic)
        self.pieces, self.links, self.strong, self.italic = [], 0, 0, 0

    def show(self) -> None:
        """Leave a hidden part and go on with the line that was waiting."""
        self.flush()
        self.hidden_from = None
        if self.aside is not None:
            self.pieces, self.links, self.strong, self.italic = self.aside
            self.aside = None

    def add(self, text: str) -> None:
        """Append text to the line being built."""
        if self.in_pre and "\n" in text:
            for line in text.splitlines(keepends=True):
                self.add(line.removesuffix("\n"))
                if line.endswith("\n"):
                    self.flush()
            return
        if text[:1].isdigit() and self.pieces and self.pieces[-1][-1:].isdigit() and _is_apart(self.pieces[-1], text):
            text = f" {text}"  # two elements that a style sets apart
        self.pieces.append(text)
        if self.in_link or self.in_strong or self.in_italic:
            size = len(" ".join(text.split()))
            self.links += size * (self.in_link > 0)
            self.strong += size * (self.in_strong > 0)
            self.italic += size * (self.in_italic > 0)

    def flush(self) -> None:
        """End the line being built."""
        pieces, lines = self.pieces, self.lines
        text = " ".join("".join(pieces).split()).strip(_INVISIBLE)
        pieces.clear()
        if text:
            links = self.links
            share = _link_share(text, links) if links else 0.0
            hidden = self.hidden_from is not None
            lines.append(Line(len(lines), text, self.block, hidden, links, self.strong, self.italic, share))
        self.links = self.strong = self.italic = 0


def _is_apart(before: str, text: str) -> bool:
    """Whether a figure that follows another is a number of its own: a date begins, or a date or a time has ended."""
    return _DATE_START.match(text) is not None or _DATE_END.search(before) is not None


def _wraps_text(lines: list[Line], *, stays: bool) -> bool:
    """Tell whether a link is only wrapped around text: around many paragraphs, or around one and leads nowhere."""
    if stays and any(len(line.text) >= _OWN_PLACE for line in lines):
        return True
    return sum(len(line.text) >= _WRAPPED_TEXT for line in lines) >= _WRAPPED_LINES - 1


def _unlink(lines: list[Line]) -> None:
    """Take lines for text that a link only wraps."""
    for line in lines:
        line.link_chars, line.link_share = 0, 0.0


def _link_share(text: str, links: int) -> float:
    """Return the share of a line's characters that stand in links, signs between the links apart."""
    rest = len(text) - links
    if 0.1 * len(text) < rest < 0.7 * len(text):
        rest -= 3 * len(_BETWEEN_LINKS.findall(text))
    return links / (links + rest) if rest > 0 else 1.0


_NOTED_NAMES = "class href src id itemprop style hidden aria-hidden align onclick size datetime property"
_NOTED = frozenset(_NOTED_NAMES.split())
"""Attributes that something is made of; about half of a page's are others."""
_HIDES, _CENTRES, _LEADS, _SIZES, _DATES = 1, 2, 4, 8, 16
_TOLD = _HIDES | _SIZES | _DATES


@lru_cache(maxsize=4096)
def _look(name: str, value: str) -> int:
    """Whether an attribute hides its element, centres it, sizes its type, dates it, or makes a link of it.

    The pages of a site repeat few of them.
    """
    match name:
        case "class":
            return 0 if _HIDING_CLASSES.isdisjoint(value.split()) or _SHOWN_AGAIN.search(value) else _HIDES
        case "style":
            hides, centres = _HIDING_STYLE.search(value) is not None, _CENTRED_STYLE.search(value) is not None
            return hides * _HIDES + centres * _CENTRES + ("font-size" in value.lower()) * _SIZES
        case "hidden":
            return _HIDES
        case "aria-hidden":
            return _HIDES if value == "true" else 0
        case "onclick":
            return _LEADS
        case "size":
            return _SIZES
        case "datetime" | "property":
            return _DATES
        case _:
            return _CENTRES if value.lower() == "center" else 0
