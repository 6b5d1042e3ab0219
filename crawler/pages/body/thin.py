"""Articles without running text: lists of names, notices of a few words, words under pictures.

Where no block reads like an article, the lines right below the headline are the article, up to the first label or link
that stands behind articles.
"""

from crawler.pages.body.boilerplate import ends_article, heads_article, is_furniture_name, is_labelled_stamp
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block
from crawler.pages.dom.tree import PageTree

_MIN_MASS = 4.0
"""Mass of the shortest notice."""
_TABLE = 200.0
"""Mass from which a table may be the article."""
_LIST_LINES = 5
"""So many short lines below the headline may be the article although another column has running text."""
_LINKS = 2
"""So many lines of links in a row end the article."""


def lines_below_title(tree: PageTree, prose: Prose, title_line: int) -> list[int]:
    """Return the lines of a thin article; empty where the headline has nothing below it."""
    kept: list[int] = []
    links = 0
    for line in tree.lines[title_line + 1 :]:
        i = line.index
        if not prose.mass[i]:
            continue
        if line.link_share > 0.6:
            links += 1
            if links == _LINKS:
                break
            continue
        links = 0
        if ends_article(line.text) or _in_furniture(line.block):
            break
        if kept or not (heads_article(line.text) or is_labelled_stamp(line.text)):
            kept.append(i)
    while kept and prose.mass[kept[-1]] < 40 and heads_article(tree.lines[kept[-1]].text):
        kept.pop()
    return kept if sum(prose.mass[i] for i in kept) >= _MIN_MASS else []


def list_beside(tree: PageTree, prose: Prose, chosen: Block, title_line: int) -> list[int]:
    """Return the lines of a list that stands in the headline's own column, where the chosen text is another column's.

    The other column begins with a heading of its own; without one the chosen text is the article's.
    """
    title = tree.lines[title_line].block
    ours = _outermost_without(title, chosen)
    theirs = _outermost_without(chosen, title)
    if ours is None or theirs is None or theirs.first <= title_line or not tree.lines[theirs.first].heading:
        return []
    kept = [i for i in lines_below_title(tree, prose, title_line) if i < ours.last]
    return kept if len(kept) >= _LIST_LINES and not any(map(prose.reads, kept)) else []


def _outermost_without(block: Block, other: Block) -> Block | None:
    """Return the largest block around *block* that does not hold *other*; None where *block* itself does."""
    found: Block | None = None
    for around in (block, *block.ancestors()):
        if around.first <= other.first and other.last <= around.last:
            break
        found = around
    return found


def data_table(tree: PageTree, prose: Prose) -> Block | None:
    """Return the page's largest table that is no layout and no list of links."""
    tables = [
        block
        for block in tree.blocks
        if block.tag == "table"
        and prose.mass_of(block) >= _TABLE
        and prose.link_share(block) < 0.3
        and not any(inner.tag == "table" for inner in tree.blocks[block.index + 1 : block.end])
    ]
    return max(tables, key=prose.mass_of, default=None)


def common_block(tree: PageTree, kept: list[int]) -> Block:
    """Return the innermost block that holds all the lines."""
    block = tree.lines[kept[0]].block
    while block.last <= kept[-1] and block.parent is not None:
        block = block.parent
    return block


def _in_furniture(block: Block) -> bool:
    return any(is_furniture_name(around.tag, around.ident) for around in (block, *block.ancestors()))
