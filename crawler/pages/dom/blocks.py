"""Lines of a page as text that keeps the blocks: one line each, rows of a table on one line."""

from collections.abc import Iterable

from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree

_MAX_CELL_LENGTH = 60
"""Average characters in a cell above which a table is layout and no data."""


def block_text(tree: PageTree, container: Block, kept: Iterable[int]) -> str:
    """Write lines as text; cells of one row of a data table are joined as ``cell | cell``."""
    written: list[str] = []
    row: Block | None = None
    cells: list[tuple[Block, list[str]]] = []
    data_tables: dict[Block, bool] = {}
    for index in kept:
        line = tree.lines[index]
        here = _data_row(tree, container, line, data_tables)
        if here is not row:
            written += _row_text(cells)
            cells, row = [], here
        if here is None or line.block.cell is None:
            written.append(line.text)
        elif cells and cells[-1][0] is line.block.cell:
            cells[-1][1].append(line.text)
        else:
            cells.append((line.block.cell, [line.text]))
    return "\n".join(written + _row_text(cells))


def _row_text(cells: list[tuple[Block, list[str]]]) -> list[str]:
    return [" | ".join(" ".join(texts) for _, texts in cells)] if cells else []


def _data_row(tree: PageTree, container: Block, line: Line, known: dict[Block, bool]) -> Block | None:
    """The row of a data table inside the container that a line stands in, or None."""
    cell = line.block.cell
    if cell is None or cell.index <= container.index:
        return None
    row = cell.parent
    table = next((block for block in cell.ancestors() if block.tag == "table"), None)
    if row is None or row.tag != "tr" or table is None or table.index < container.index:
        return None
    if table not in known:
        known[table] = _is_data(tree, table)
    return row if known[table] else None


def _is_data(tree: PageTree, table: Block) -> bool:
    """Whether a table holds data: at least two rows with two filled cells, and short cells throughout."""
    filled: dict[Block, int] = {}
    characters = cells = 0
    for block in tree.blocks[table.index + 1 : table.end]:
        if block.tag == "table":
            return False
        if block.tag in ("td", "th") and block.last > block.first and block.parent is not None:
            filled[block.parent] = filled.get(block.parent, 0) + 1
            cells += 1
            characters += sum(len(tree.lines[i].text) for i in range(block.first, block.last))
    rows = sum(count >= 2 for count in filled.values())
    return rows >= 2 and characters <= _MAX_CELL_LENGTH * cells
