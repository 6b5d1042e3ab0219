"""Label and value pairs of the tables in which offices describe a paper: 索引号, Số ký hiệu, Ngày ban hành, …

What the labels mean is known to `crawler.normalise.papers.official`; here the pairs are only gathered, from two- and
four-cell rows, definition lists, and lines of the form "label: value" around the text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from crawler.normalise.papers.official import disclosure_field
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.region import Region

LABEL = re.compile(r"^[^\d:：]{2,24}[:：]?$")
CELL_TAGS = frozenset(("td", "th", "dt", "dd"))
MAX_LINE_LENGTH = 300
SMALL_BLOCK = 4
"""Lines of a block whose elements are looked at one by one."""
INLINE = ("span", "b", "strong", "em", "i", "label", "font", "a", "small")
STROKES = re.compile(r"\s*[|｜;；]\s*")
BEFORE_LABEL = re.compile(r"\s+(?=[^\s\d:：|]{1,10}(?:\s[^\s\d:：|]{1,8}){0,2}\s?[:：])")
KNOWN_FIELDS = 4
"""Fields of papers that a table names where it describes one, even if it stands as the page's text."""
SHORT_NUMBER = re.compile(r"^\s*Số(?:\s*VB)?\s*:\s*\d[\w.-]*\s*/", re.IGNORECASE)
SEVERAL = 3
"""Values of one label from which on they are those of a list's items."""
NUMBER_LABEL = "số ký hiệu"
"""What the number's short label "Số" means before a number with its symbol."""
LABELLED_LINE = re.compile(r"^\s*[\[【]?([^\d:：]{2,20})[\]】]?\s*[:：]\s*(\S.{0,300})$")


def label_pairs(tree: PageTree, region: Region) -> list[tuple[str, str]]:
    """Return the pairs that stand around the article's text, tables first."""
    text = {line.index for line in region.body[len(region.opening) :]}
    pairs = [*_table_pairs(tree, text, region.language), *_line_pairs(region)]
    distinct = list(dict.fromkeys(pairs))
    said = Counter(label for label, _ in distinct)
    return [(label, value) for label, value in distinct if said[label] <= SEVERAL]


def _table_pairs(tree: PageTree, text: set[int], language: str) -> Iterator[tuple[str, str]]:
    pairs = [
        (value.first in text, _text(tree, label), _text(tree, value))
        for cells in _rows(tree)
        for label, value in zip(cells[::2], cells[1::2], strict=False)
        if value.last - value.first <= 6 and not label.hidden
    ]
    known = {field for _, name, _ in pairs for field in (disclosure_field(name, language),) if field}
    for is_text, name, value in pairs:
        if LABEL.match(name) and (not is_text or (len(known) >= KNOWN_FIELDS and disclosure_field(name, language))):
            yield name.rstrip(":： "), value


def _rows(tree: PageTree) -> Iterator[list[Block]]:
    """Yield the cells of each row that has two or four of them, and each term with its description."""
    row: list[Block] = []
    for block in tree.blocks:
        if block.tag not in CELL_TAGS:
            continue
        if row and block.parent is not row[0].parent:
            if len(row) in (2, 4, 6):
                yield row
            row = []
        row.append(block)
    if len(row) % 2 == 0:
        yield row


def _text(tree: PageTree, block: Block) -> str:
    return " ".join(line.text for line in tree.lines[block.first : block.last])


def _line_pairs(region: Region) -> Iterator[tuple[str, str]]:
    for line in (*region.meta_lines(), *region.above):
        if len(line.text) >= MAX_LINE_LENGTH:
            continue
        match = LABELLED_LINE.match(line.text)
        pieces = line_pieces(line)
        if match and len(pieces) == 1:
            yield match[1].strip(), match[2].strip()
        for piece in pieces if len(pieces) > 1 else ():
            match = LABELLED_LINE.match(piece)
            if match:
                label = NUMBER_LABEL if SHORT_NUMBER.match(piece) else match[1].strip()
                yield label, match[2].strip()


def line_pieces(line: Line) -> list[str]:
    """Return the fields that stand side by side in one line: each in an element of its own, or set apart by strokes."""
    parts = line_parts(line)
    if parts:
        return parts
    between = STROKES if STROKES.search(line.text) else BEFORE_LABEL
    return [piece for piece in between.split(line.text) if piece.strip()]


def line_parts(line: Line) -> list[str]:
    """Return what several elements of one line say, each alone, where most of it is theirs; no space may part them."""
    small = line.block.last - line.block.first <= SMALL_BLOCK
    elements = line.element.iter(*INLINE) if small else ()
    inline = [" ".join(element_text(element).split()) for element in elements if not len(element)]
    told = [text for text in inline if text and text in line.text]
    return told if len(told) > 1 and 2 * sum(map(len, told)) >= len(line.text) else []
