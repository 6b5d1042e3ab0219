"""Which block of a page holds the article.

Two ideas answer, and each holds where the other fails.  Content systems name the block that the editor fills, and such
a name is right unless the block is nearly empty or wraps the whole page.  Without a name, the block with the best sum
of line scores is right up to what stands around it: it is narrowed to the child that holds most of the text, and
widened again while what is added looks like part of the same text.
"""

from collections.abc import Iterator, Sequence

from crawler.pages.body.boilerplate import ends_article, is_furniture_name
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block
from crawler.pages.dom.tree import PageTree

_MIN_SHARE = 0.7
"""Share of the text that a child must hold to be the article by itself."""
_ENOUGH = 0.5
"""Share of the text of the structural choice that a named block must hold."""
_INNER_TAGS = frozenset(("p", "span", "font", "label", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr"))


def choose_container(
    tree: PageTree, prose: Prose, title_line: int | None, containers: Sequence[str]
) -> tuple[Block, str] | None:
    """Return the article's block and the rule that found it; None for a page without text."""
    best = prose.best(tree.blocks)
    if best is None:
        return None
    inner = _narrow(tree, prose, best)
    named = _named(tree, prose, inner, containers)
    if named is not None:
        return named
    return _widen(tree, prose, inner, title_line), "structure"


def _named(tree: PageTree, prose: Prose, found: Block, containers: Sequence[str]) -> tuple[Block, str] | None:
    """Return the first named block that holds enough text and is not just something around the structural choice."""
    needed = max(_ENOUGH * prose.positive(found), 1.0)
    for css in containers:
        blocks = [block for element in tree.select(css) if (block := tree.block_of(element)) is not None]
        block = max(blocks, key=prose.positive, default=None)
        if block is not None and prose.positive(block) >= needed and prose.link_share(block) < 0.4:
            return block, f"container:{css}"
    return None


def _children(tree: PageTree, block: Block) -> Iterator[Block]:
    index = block.index + 1
    while index < block.end:
        child = tree.blocks[index]
        yield child
        index = child.end


def _narrow(tree: PageTree, prose: Prose, block: Block) -> Block:
    """Go down while one child holds most of the text."""
    while True:
        needed = _MIN_SHARE * prose.positive(block)
        child = next(
            (c for c in _children(tree, block) if c.tag not in _INNER_TAGS and prose.positive(c) > needed), None
        )
        if child is None:
            return block
        block = child


def _widen(tree: PageTree, prose: Prose, block: Block, title_line: int | None) -> Block:
    """Go up while all that is added behind the headline is text without links and without furniture's labels."""
    for parent in block.ancestors():
        if parent.tag in ("html", "body") or is_furniture_name(parent.tag, parent.ident):
            break
        start = parent.first if title_line is None else max(parent.first, title_line + 1)
        added = (*range(start, block.first), *range(block.last, parent.last))
        if any(prose.mass[i] and (tree.lines[i].link_share >= 0.5 or ends_article(tree.lines[i].text)) for i in added):
            break
        block = parent
    return block
