"""Articles without running text: lists of names, notices of a few words, words under pictures.

Where no block reads like an article, the lines right below the headline are the article, up to the first label or link
that stands behind articles.
"""

from crawler.pages.body.boilerplate import ends_article, heads_article, is_furniture_name
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block
from crawler.pages.dom.tree import PageTree

_LEAST = 4.0
"""Mass of the shortest notice."""
_TABLE = 200.0
"""Mass from which a table may be the article."""
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
        if kept or not heads_article(line.text):
            kept.append(i)
    while kept and prose.mass[kept[-1]] < 40 and heads_article(tree.lines[kept[-1]].text):
        kept.pop()
    return kept if sum(prose.mass[i] for i in kept) >= _LEAST else []


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
