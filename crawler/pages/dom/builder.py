"""Builds a `PageTree` from decoded HTML: parse, mend, and one pass over the tree that lists its blocks and lines.

Nothing here raises on any text, and no step recurses.
"""

from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from crawler.pages.dom.hidden_page import show_hidden_page
from crawler.pages.dom.kinds import BLOCK, ITALIC, KINDS, LINK, PLAIN, SKIPPED, STRONG, UNREAD
from crawler.pages.dom.lines import LineWriter
from crawler.pages.dom.looks import CENTRES, DATES, HIDES, LEADS, NOTED, SIZES, TOLD, look_of
from crawler.pages.dom.model import Block, Placed, Script
from crawler.pages.dom.parsing import parse
from crawler.pages.dom.payload import article_payload
from crawler.pages.dom.tree import PageTree

_NAMED_INLINE = frozenset(("span", "font", "label"))
_CELLS = frozenset(("td", "th"))
_HEADING = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_TYPED = frozenset(("th", "pre", *_HEADING))
"""Blocks whose text is set in bold type, and those that keep their line feeds."""
_TEXT_LINE = 50
"""Characters of a line from which a page shows text."""


def parse_page(text: str, url: str) -> PageTree:
    """Parse decoded HTML.  Any text gives a tree; an empty one gives a tree without lines.

    Where the page shows no text but carries an article as data, the article is added as a block at its end.
    """
    root = parse(text)
    tree = _read(root, url, text)
    if _shows_nothing(tree):
        payload = article_payload(tree.payloads, tree.scripts)
        if payload is not None:
            article = parse(payload)
            article.tag = "article"
            root.append(article)
            tree = _read(root, url, text)
    show_hidden_page(tree)
    return tree


def _read(root: etree._Element, url: str, source: str) -> PageTree:
    tree = PageTree(root, url, source)
    _Walk(tree).build()
    return tree


def _shows_nothing(tree: PageTree) -> bool:
    """Whether no line, hidden or not, reads like text."""
    return not any(len(line.text) >= _TEXT_LINE and line.link_chars < _TEXT_LINE for line in tree.lines)


_Attributes = Sequence[tuple[Any, Any]]
"""Names and values, as lxml gives them."""
_Start = Callable[[etree._Element, _Attributes], None]


class _Walk(LineWriter):
    """The one pass over the tree.  State is the open blocks and the line being built.

    Every element of a page comes by here, so the pass does nothing for the many that change nothing.
    """

    def __init__(self, tree: PageTree) -> None:
        root = tree.root
        super().__init__(tree.lines, Block(0, root, str(root.tag), None, 0, 0, 0, "", False, False, 0, None))
        self.tree = tree
        self.blocks = tree.blocks
        tree.blocks.append(self.block)
        tree.index.root = root
        self.marked: set[etree._Element] = set()
        """Elements whose end matters although their kind does not say so: they hide, or they have a block."""

    def build(self) -> None:
        """Walk the tree and fill the page's lists."""
        tree, kinds, marked = self.tree, KINDS, self.marked
        starts = self.starts()
        tree.language = tree.root.get("lang") or tree.root.get("xml:lang")
        tree.comments += [before.text or "" for before in tree.root.itersiblings(preceding=True)][::-1]
        walk = etree.iterwalk(tree.root, events=("start", "end", "comment"))
        for event, element in walk:
            if event == "end":
                kind = kinds[element.tag]
                if kind <= BLOCK:
                    self.end_block(element)
                elif kind < PLAIN or element in marked:
                    self.end_inline(element, kind)
                text = element.tail
            elif event == "start":
                kind = kinds[element.tag]
                attributes = element.items()
                if attributes or kind != PLAIN:
                    starts[kind](element, attributes)
                if kind == SKIPPED:
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
            if name not in NOTED:
                continue
            if name == "class":
                index.classed.append((value, element))
                ident = f"{ident} {value}" if ident else value
                look |= look_of(name, value)
            elif name == "href":
                look |= LEADS
                addresses.append(value)
            elif name == "src":
                addresses.append(value)
            elif name == "id":
                index.ids.setdefault(value, []).append(element)
                ident = f"{value} {ident}" if ident else value
            elif name == "itemprop":
                index.itemprops.setdefault(value, []).append(element)
            else:
                look |= look_of(name, value)
        if look & TOLD:
            self.note_look(element, look)
        return ident.lower() if ident else "", look

    def note_look(self, element: etree._Element, look: int) -> None:
        """Remember what an element's attributes say beside where they lead."""
        if look & HIDES and self.hidden_from is None and element.tag not in UNREAD:
            self.marked.add(element)
            self.hide(element)
        if look & SIZES:
            self.tree.sets_type = True
        if look & DATES and element.tag != "meta":
            self.tree.dated.append(self.placed(element))

    def start_block(self, element: etree._Element, attributes: _Attributes) -> None:
        """Open a block element."""
        ident, look = self.read_attributes(element, attributes) if attributes else ("", 0)
        if self.pieces:
            self.flush()
        self.open_block(element, ident, look & CENTRES != 0)

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
            if look & LEADS and not leads:
                leads = True
                self.tree.anchors.append(self.placed(element))
        self.open_link(leads=leads)

    def start_typed(self, element: etree._Element, attributes: _Attributes) -> None:
        """Enter bold or italic type."""
        if attributes:
            self.read_attributes(element, attributes)
        if KINDS[element.tag] == ITALIC:
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
        if kind == LINK:
            self.close_link(element.get("href", ""))
        elif kind == STRONG:
            self.in_strong -= 1
        elif kind == ITALIC:
            self.in_italic -= 1
        if self.block.element is element:
            # it may end in the middle of a line that is still to be flushed
            self.block.last = len(self.lines) + any(map(str.strip, self.pieces))
            self.block.end = len(self.blocks)
            self.block = self.block.parent or self.block
        if self.hidden_from is element:
            self.show()
