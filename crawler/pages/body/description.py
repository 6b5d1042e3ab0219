"""The table that describes a paper above or behind its text: number, day of issue, issuer, each with its label."""

from crawler.normalise.papers.official import disclosure_field
from crawler.pages.body.density import Prose
from crawler.pages.dom.model import Block
from crawler.pages.dom.tree import PageTree

_DESCRIBED_LINES = 8
"""Lines of a row of a table that describes a paper, at most."""


def without_description(tree: PageTree, prose: Prose, kept: list[int]) -> list[int]:
    """Leave out the table behind a text that describes the paper: number, day of issue, issuer, each with its label."""
    end = len(kept)
    while end and (row := _described_row(tree, prose, kept[end - 1])) is not None:
        while end and row.first <= kept[end - 1] < row.last:
            end -= 1
    return kept[:end] if any(map(prose.reads, kept[:end])) else kept


def below_description(tree: PageTree, prose: Prose, inside: list[int]) -> list[int]:
    """Leave out the table above a text that describes the paper; one that is all the block holds is the text."""
    start = 0
    while start < len(inside) and (row := _described_row(tree, prose, inside[start])) is not None:
        while start < len(inside) and row.first <= inside[start] < row.last:
            start += 1
    return inside[start:] if any(map(prose.reads, inside[start:])) else inside


def _described_row(tree: PageTree, prose: Prose, index: int) -> Block | None:
    """Return the table's row that a line stands in, where the row's first cell names a field of a paper."""
    cell = tree.lines[index].block.cell
    row = cell.parent if cell is not None else None
    if row is None or row.tag != "tr" or row.last - row.first > _DESCRIBED_LINES:
        return None
    language = "zh" if prose.chinese else "vi"
    known = [disclosure_field(line.text, language) is not None for line in tree.lines[row.first : row.last]]
    return row if any(known[::2]) and not all(known) else None
