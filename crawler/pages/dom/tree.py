"""A page parsed once: the lxml tree, and the lines of text that a reader would see, made in one pass over it.

Field readers work on what that pass leaves; few ask the tree again, through `select`:

* ``tree.lines`` — `Line` objects in document order.  A line is the text between two breaks (block boundary, `<br>`, or
  a line feed inside `<pre>`), white space folded to single spaces, never empty.  Characters are as decoded: nothing
  else is cleaned.  Lines that the page hides (``display:none``, ``hidden``, ``aria-hidden``, the usual utility classes)
  are there too, with ``line.hidden``; hidden words inside a visible sentence become a line of their own before it.
* ``tree.blocks`` — `Block` objects in document order, one per block element (and per `<span>`/`<font>`/`<label>` that
  has an id, since old portals keep whole articles in those).  A block covers the lines ``first <= index < last``, so
  that any count over a container is a range over lines.
* ``tree.anchors``, ``tree.images`` — links and pictures with the index of the line at which they stand (the line that
  is being built, or the next one).
* ``tree.metas`` (lower-case name → content, in order), ``tree.page_titles``, ``tree.scripts``, ``tree.comments``,
  ``tree.payloads`` (text of `<textarea>`), ``tree.frames`` (with an address), ``tree.base_url``, ``tree.language``
  (from `<html lang>`).
* ``tree.addresses`` — every ``href`` and ``src`` as written, in order.
* ``tree.source`` — the decoded page: a word that is not in it needs no search of the tree.
* ``tree.select(css)`` — elements by a simple selector, answered from an index (see `crawler.pages.dom.selectors`).

Script, style, select boxes and no-script blocks give no lines.
"""

from urllib.parse import urljoin

from lxml import etree

from crawler.pages.dom.model import Block, Line, Placed, Script
from crawler.pages.dom.selectors import ElementIndex


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
        self.comments: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.page_titles: list[str] = []
        self.scripts: list[Script] = []
        self.payloads: list[str] = []
        self.frames: list[etree._Element] = []
        self.links: list[etree._Element] = []
        """The `<link>` elements."""
        self.dated: list[Placed] = []
        """Elements that may give a date in an attribute: `<time>`, `<abbr>`, RDFa."""
        self.sets_type = False
        """Whether an element sets the size of its type."""
        self.addresses: list[str] = []
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
