"""What a parsed page is made of: blocks, lines, placed links and pictures, scripts.

Built by `crawler.pages.dom.builder`; gathered in `crawler.pages.dom.tree.PageTree`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

_CELLS = frozenset(("td", "th"))


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
    link_share: float
    """Share of the characters that stand in links, 0 to 1."""

    @property
    def element(self) -> etree._Element:
        """The nearest block element."""
        return self.block.element

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
    """A link or picture, and the line at which it stands."""

    element: etree._Element
    line: int
    """Index of the line that holds it or, where it stands alone, of the line after it."""
    block: Block
    hidden: bool


@dataclass(eq=False)
class Script:
    """A script of the page, read once: several readers look through it."""

    element: etree._Element
    text: str
    source: str
    """Its address, empty for an inline script."""
    media_type: str
    """Lower case."""

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, in which readers look for words before they search with patterns."""
        return self.text.lower()
