"""A page parsed once: the lxml tree, and in one pass over it the lines of text that a reader would see.

Every field reader works on what that pass leaves, so that nothing scans the tree again:

* ``tree.lines`` — `Line` objects in document order.  A line is the text between two breaks (block boundary, `<br>`, or
  a line feed inside `<pre>`), white space folded to single spaces, never empty.  Characters are as decoded: nothing
  else is cleaned.  Lines that the page hides (``display:none``, ``hidden``, ``aria-hidden``, the usual utility classes)
  are there too, with ``line.hidden``; hidden words inside a visible sentence become a line of their own before it.
* ``tree.blocks`` — `Block` objects in document order, one per block element (and per `<span>`/`<font>`/`<label>` that
  has an id, since old portals keep whole articles in those).  A block covers the lines ``first <= index < last``, so
  that any count over a container is a range over lines.
* ``tree.anchors``, ``tree.images``, ``tree.comments`` — links, pictures and comments with the index of the line at
  which they stand (the line that is being built, or the next one).
* ``tree.metas`` (lower-case name → content, in order), ``tree.page_titles``, ``tree.scripts``, ``tree.payloads`` (text
  of `<textarea>`), ``tree.frames`` (absolute addresses), ``tree.base_url``, ``tree.language`` (from `<html lang>`).
* ``tree.source`` — the decoded page: a word that is not in it needs no search of the tree.
* ``tree.select(css)`` — elements by a simple selector, answered from an index (see `crawler.pages.selectors`).

Script, style, select boxes and no-script blocks give no lines.  Nothing here raises on any text, and no step recurses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from crawler.pages.payload import article_payload
from crawler.pages.repair import flatten_markup, repair_markup
from crawler.pages.selectors import ElementIndex

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
_HIDING_CLASSES = frozenset(("hidden", "hide", "d-none", "sr-only", "visually-hidden"))
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_TEXT_LINE = 50
"""Characters of a line from which a page shows text."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f"


@dataclass(slots=True, eq=False)
class Block:
    """One block element and the range of lines under it."""

    index: int
    """Position in ``tree.blocks``."""
    element: etree._Element
    tag: str
    parent: "Block | None"
    first: int
    """Index of the first line in it."""
    last: int
    """Index after the last line in it."""
    end: int
    """Index after its last descendant in ``tree.blocks``."""
    ident: str
    """Id and classes, lower case, separated by spaces."""
    hidden: bool
    centred: bool
    heading: int
    """1 to 6 inside a heading, else 0."""
    outer_cell: "Block | None"
    """The nearest `<td>` or `<th>` around it."""

    @property
    def cell(self) -> "Block | None":
        """The nearest `<td>` or `<th>`, this one included."""
        return self if self.tag in _CELLS else self.outer_cell

    def ancestors(self) -> "Iterator[Block]":
        """Yield the blocks around this one, nearest first."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent


@dataclass(slots=True, eq=False)
class Line:
    """One visible line of text and where it stands."""

    index: int
    """Position in ``tree.lines``."""
    text: str
    block: Block
    """The nearest block around it."""
    hidden: bool
    link_chars: int
    """Characters of it inside links."""
    strong_chars: int
    """Characters of it in bold type or a heading."""
    italic_chars: int

    @property
    def element(self) -> etree._Element:
        """The nearest block element."""
        return self.block.element

    @property
    def link_share(self) -> float:
        """Share of the characters that stand in links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text))

    @property
    def heading(self) -> int:
        """Heading level, 1 to 6, or 0."""
        return self.block.heading

    @property
    def emphasised(self) -> bool:
        """Whether (nearly) all of it is bold or a heading."""
        return self.strong_chars >= 0.9 * len(self.text)

    @property
    def italic(self) -> bool:
        """Whether (nearly) all of it is in italics."""
        return self.italic_chars >= 0.9 * len(self.text)

    @property
    def centred(self) -> bool:
        """Whether its block is set centred."""
        return self.block.centred

    @property
    def cell(self) -> etree._Element | None:
        """The table cell around it, if any."""
        return self.block.cell.element if self.block.cell is not None else None


@dataclass(slots=True, eq=False)
class Placed:
    """A link, picture or comment, and the line at which it stands."""

    element: etree._Element
    line: int
    """Index of the line that holds it or, where it stands alone, of the line after it."""
    block: Block
    hidden: bool


class PageTree:
    """One parsed page; see the module docstring for what it offers."""

    def __init__(self, root: etree._Element, url: str, source: str) -> None:
        self.root = root
        self.url = url
        self.source = source
        self.base_url = url
        self.language: str | None = None
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.anchors: list[Placed] = []
        self.images: list[Placed] = []
        self.comments: list[Placed] = []
        self.metas: list[tuple[str, str]] = []
        self.page_titles: list[str] = []
        self.scripts: list[etree._Element] = []
        self.payloads: list[str] = []
        self.frames: list[str] = []
        self.index = ElementIndex()

    def select(self, css: str) -> list[etree._Element]:
        """Return the elements that a simple CSS selector names, in document order."""
        return self.index.select(css)

    def block_of(self, element: etree._Element) -> Block | None:
        """Return the block made for an element, or None for an inline one."""
        return self.index.blocks.get(element)

    def absolute(self, address: str) -> str:
        """Resolve an address of the page; an address that is none comes back as it is."""
        try:
            return urljoin(self.base_url, address.strip())
        except ValueError:
            return address.strip()


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
    return tree


def _parse(markup: bytes) -> etree._Element:
    root, too_deep = _try_parse(markup)
    if too_deep:
        root, _ = _try_parse(flatten_markup(markup))
    return root


def _try_parse(markup: bytes) -> tuple[etree._Element, bool]:
    """Return the root, and whether the parser gave up because elements nest too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
    root = etree.fromstring(markup, parser) if markup.strip() else None
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
        kind = self[tag] = _PLAIN if ":" in tag else _BLOCK
        return kind


_BLOCK, _LINK, _STRONG_TYPE, _ITALIC_TYPE, _PLAIN, _BREAK, _LONE, _READ_NOT = range(8)
"""Kinds of elements; those before `_PLAIN` always have something to do where they end."""
_LONE_TAGS = frozenset(("img", "meta", "base"))
_KINDS = _Kinds(dict.fromkeys(_INLINE, _PLAIN))
_KINDS.update(dict.fromkeys(_UNREAD, _READ_NOT))
_KINDS.update(dict.fromkeys(_LONE_TAGS, _LONE))
_KINDS.update({"a": _LINK, "button": _LINK, "b": _STRONG_TYPE, "strong": _STRONG_TYPE, "br": _BREAK})
_KINDS.update(dict.fromkeys(_ITALIC, _ITALIC_TYPE))


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
        self.open_links: list[bool] = []
        """For each open link whether it leads anywhere; a mere anchor does not."""
        self.hidden_from: etree._Element | None = None
        self.aside: tuple[list[str], int, int, int] | None = None
        self.marked: set[etree._Element] = set()
        """Elements whose end matters although their kind does not say so: they hide, or they have a block."""
        self.looks: dict[tuple[str, str], int] = {}
        """What an attribute does (hides, centres) by name and value; pages repeat few of them."""

    def build(self) -> None:
        """Walk the tree and fill the page's lists."""
        tree = self.tree
        root, kinds, marked = tree.root, _KINDS, self.marked
        self.start_root(root)
        walk = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "end":
                kind = kinds[element.tag]
                if kind == _BLOCK:
                    self.end_block(element)
                elif kind < _PLAIN or element in marked:
                    self.end_inline(element, kind)
                text = element.tail
            elif event == "start":
                kind = kinds[element.tag]
                attributes = element.items()
                if attributes or kind != _PLAIN:
                    self.start(element, kind, attributes)
                if kind == _READ_NOT:
                    walk.skip_subtree()
                    continue
                text = element.text
            else:
                tree.comments.append(self.placed(element))
                text = element.tail
            if text and (self.pieces or not text.isspace()):
                self.add(text)
        self.flush()
        count = len(tree.lines)
        for block in tree.blocks:
            block.last = min(block.last, count)

    def start_root(self, root: etree._Element) -> None:
        self.tree.language = root.get("lang") or root.get("xml:lang")

    def start(self, element: etree._Element, kind: int, attributes: Sequence[tuple[Any, Any]]) -> None:
        """Open an element."""
        ident, look = "", 0
        if attributes:
            ident, look = self.read_attributes(element, attributes)
            if look and look & _HIDES and self.hidden_from is None and kind != _READ_NOT:
                self.hide(element)
        if kind == _BLOCK:
            if self.pieces:
                self.flush()
            self.open_block(element, ident, look & _CENTRES != 0)
        elif kind == _PLAIN:
            if ident and element.tag in _NAMED_INLINE and element.get("id"):
                self.marked.add(element)
                self.open_block(element, ident, False)
        else:
            self.start_inline(element, kind, look)

    def read_attributes(self, element: etree._Element, attributes: Sequence[tuple[Any, Any]]) -> tuple[str, int]:
        """Index an element's attributes; return id and classes joined, and how they make it look."""
        ident, look, index = "", 0, self.tree.index
        for attribute in attributes:
            name, value = attribute
            if name not in _READ_ATTRIBUTES:
                continue
            if name == "href":
                look |= _LEADS
                continue
            if name == "id":
                index.ids.setdefault(value, []).append(element)
                ident = f"{value} {ident}" if ident else value
                continue
            if name == "itemprop":
                index.itemprops.setdefault(value, []).append(element)
                continue
            if name == "class":
                index.classed.append((value, element))
                ident = f"{ident} {value}" if ident else value
            known = self.looks.get(attribute)
            look |= self.look(attribute) if known is None else known
        return ident.lower(), look

    def look(self, attribute: tuple[str, str]) -> int:
        """Work out what an attribute does that was not seen before."""
        found = self.looks[attribute] = _look(*attribute)
        return found

    def start_inline(self, element: etree._Element, kind: int, look: int) -> None:
        """Open an inline element that readers ask for, or that changes how its text counts."""
        if kind == _BREAK:
            if self.pieces:
                self.flush()
        elif kind == _LINK:
            self.start_link(element, look & _LEADS != 0)
        elif kind == _STRONG_TYPE:
            self.in_strong += 1
        elif kind == _ITALIC_TYPE:
            self.in_italic += 1
        else:
            self.note(element)

    def start_link(self, element: etree._Element, leads: bool) -> None:
        """Enter a link; a button counts as one."""
        if element.tag == "a":
            if leads:
                self.tree.anchors.append(self.placed(element))
        else:
            leads = True
        self.in_link += leads
        self.open_links.append(leads)

    def note(self, element: etree._Element) -> None:
        """Remember an element that gives no lines but that a field reader may ask for."""
        tree, tag = self.tree, element.tag
        if tag == "img":
            tree.images.append(self.placed(element))
        elif tag == "meta":
            name = (
                element.get("name") or element.get("property") or element.get("itemprop") or element.get("http-equiv")
            )
            content = element.get("content")
            if name and content is not None:
                tree.metas.append((name.strip().lower(), content))
        elif tag == "script":
            tree.scripts.append(element)
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
            tree.frames.append(tree.absolute(element.get("src", "")))
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
            self.in_link -= self.open_links.pop()
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
            head, *rest = text.split("\n")
            self.add_piece(head)
            for part in rest:
                self.flush()
                self.add_piece(part)
        else:
            self.add_piece(text)

    def add_piece(self, text: str) -> None:
        self.pieces.append(text)
        if self.in_link or self.in_strong or self.in_italic:
            size = len(" ".join(text.split()))
            if self.in_link:
                self.links += size
            if self.in_strong:
                self.strong += size
            if self.in_italic:
                self.italic += size

    def flush(self) -> None:
        """End the line being built."""
        pieces, lines = self.pieces, self.lines
        text = " ".join("".join(pieces).split()).strip(_INVISIBLE)
        pieces.clear()
        if text:
            hidden = self.hidden_from is not None
            lines.append(Line(len(lines), text, self.block, hidden, self.links, self.strong, self.italic))
        self.links = self.strong = self.italic = 0


_READ_ATTRIBUTES = frozenset(("id", "class", "itemprop", "style", "hidden", "aria-hidden", "align", "href", "onclick"))
_HIDES, _CENTRES, _LEADS = 1, 2, 4


def _look(name: str, value: str) -> int:
    """Whether an attribute hides its element, centres it, or makes a link of it."""
    hides = centres = False
    match name:
        case "class":
            hides = not _HIDING_CLASSES.isdisjoint(value.split())
        case "style":
            hides, centres = _HIDING_STYLE.search(value) is not None, _CENTRED_STYLE.search(value) is not None
        case "hidden":
            hides = True
        case "aria-hidden":
            hides = value == "true"
        case "onclick":
            return _LEADS
        case _:
            centres = value.lower() == "center"
    return hides * _HIDES + centres * _CENTRES
