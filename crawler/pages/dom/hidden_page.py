"""Pages that hide all their text until a script shows it.

A reader sees the text, so its lines are taken as shown; what other pages hide stays hidden.
"""

from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree

_PROSE = 25
"""Characters of a line from which it may be text."""
_TIMES = 4
"""So many times the visible text must be hidden."""
_LEAST = 60
"""Characters of text without which a page has nothing to show."""


def show_hidden_page(tree: PageTree) -> None:
    """Take the block that hides most of the text as shown, where the page would show next to none without it."""
    hidden = [line for line in tree.lines if line.hidden and _is_text(line)]
    if not hidden:
        return
    visible = sum(len(line.text) for line in tree.lines if not line.hidden and _is_text(line))
    if sum(len(line.text) for line in hidden) <= max(_LEAST, _TIMES * visible):
        return
    outermost = {_outermost_hidden(line.block): 0 for line in hidden}
    for line in hidden:
        outermost[_outermost_hidden(line.block)] += len(line.text)
    _show(tree, max(outermost, key=outermost.__getitem__))


def _is_text(line: Line) -> bool:
    return len(line.text) >= _PROSE and line.link_share <= 0.5


def _outermost_hidden(block: Block) -> Block:
    found = block
    for around in block.ancestors():
        if not around.hidden:
            break
        found = around
    return found


def _show(tree: PageTree, block: Block) -> None:
    for line in tree.lines[block.first : block.last]:
        line.hidden = False
    for inner in tree.blocks[block.index : block.end]:
        inner.hidden = False
    for placed in (*tree.anchors, *tree.images):
        if block.index <= placed.block.index < block.end:
            placed.hidden = False
