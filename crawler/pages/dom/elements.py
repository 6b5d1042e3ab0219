"""Two questions about single elements that several readers ask."""

from lxml.etree import _Element

from crawler.pages.dom.model import Block
from crawler.pages.dom.tree import PageTree


def element_text(element: _Element) -> str:
    """Return the text of an element and of all in it, as written."""
    if not isinstance(element.tag, str):
        return ""  # a comment or a processing instruction
    return "".join(str(text) for text in element.itertext())


def block_around(tree: PageTree, element: _Element) -> Block:
    """Return the block of an element, or the nearest block around an inline one."""
    current: _Element | None = element
    while current is not None:
        block = tree.block_of(current)
        if block is not None:
            return block
        current = current.getparent()
    return tree.blocks[0]
