"""Words at their places on a fixed page, put into the order in which a person reads them.

Lines that stand side by side are a row of a table, read across, or columns of running text, read one after the other.
A letterhead and its kind, two blocks whose lines are centred over one another, are read as columns, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crawler.normalise.text.letters import LOWER, han_letters

CELLS = " | "
GAP = 1.1
"""Of the size of the letters: white space in a line from which on what follows is another cell or column."""
MARK = re.compile(r"[•◦▪✓+*–-]|\d{1,3}[.)]|[a-zđ][.)]|\(\w{1,3}\)|[一二三四五六七八九十]{1,3}、")
"""What stands before an item of a list."""
MARK_GAP = 3.0
SPACE = 0.14
"""Of the size: white space that separates words where no space was drawn."""
SAME_LINE = 0.35
"""Of the size: how far baselines on one line may be apart."""
PROSE_LINE = 12
"""Characters of a line of running text, on average; a Han character counts twice."""
MIN_PROSE = 0.5
"""Share of a column's lines that go on in the middle of a sentence, from which on it is running text."""
FULL = 1.6
"""Of the size: how far from its column's edge a full line may end."""
FAR = 2.6
"""Of the size: a distance between lines from which on they belong to different blocks."""
MAX_WORDS = 100_000
STARTS_LOW = re.compile(f"[{LOWER}]")
ENDS_SENTENCE = re.compile(r"[.:;!?。：；！？]$")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of text on one line; the unit is the page's, upwards is more."""

    left: float
    right: float
    base: float
    size: float
    text: str


Row = list[Word]


def lines_of(words: Iterable[Word]) -> list[str]:
    """Return the lines of a page in reading order."""
    rows = _rows([word for word, _ in zip(words, range(MAX_WORDS), strict=False) if word.text.strip()])
    lines: list[str] = []
    place = 0
    while place < len(rows):
        end = _region_end(rows, place)
        region = rows[place:end]
        lines += _region_lines(region)
        place = end
    return lines


def _rows(words: list[Word]) -> list[Row]:
    """Return the lines of the page from the top, each as its cells from the left."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        if rows and _is_level(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_cells(sorted(row, key=lambda word: word.left)) for row in rows]


def _is_level(one: Word, other: Word) -> bool:
    return abs(one.base - other.base) <= SAME_LINE * min(one.size, other.size)


def _cells(row: Row) -> Row:
    """Join the words of a line that no wide gap separates."""
    cells: Row = []
    for word in row:
        if cells and word.left - cells[-1].right <= _most_gap(cells[-1], word):
            before = cells[-1]
            wide = word.left - before.right > SPACE * max(before.size, word.size)
            space = " " if wide and not before.text.endswith(" ") and not word.text.startswith(" ") else ""
            right = max(before.right, word.right)
            cells[-1] = Word(
                before.left, right, before.base, max(before.size, word.size), before.text + space + word.text
            )
        else:
            cells.append(word)
    return cells


def _most_gap(before: Word, word: Word) -> float:
    """Return the white space up to which a word belongs to the one before it; a list's mark stands further off."""
    gap = MARK_GAP if MARK.fullmatch(before.text.strip()) else GAP
    return gap * max(before.size, word.size)


def _region_end(rows: Sequence[Row], start: int) -> int:
    """Return the row behind those that stand in the same columns as the row at *start*."""
    if len(rows[start]) == 1:
        return start + 1
    gutters = _gutters(rows[start])
    end = start + 1
    while end < len(rows):
        row = rows[end]
        distance = rows[end - 1][0].base - row[0].base
        common = _common(gutters, row)
        if not common or distance > FAR * max(row[0].size, rows[end - 1][0].size):
            break
        gutters = common
        end += 1
    return end


def _gutters(row: Row) -> list[tuple[float, float]]:
    return [(one.right, other.left) for one, other in pairwise(row)]


def _common(gutters: list[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """Return the white strips that remain between columns when *row* is put under them."""
    remaining = []
    for left, right in gutters:
        for cell in row:
            if cell.left < right and cell.right > left:
                # A cell that juts into the strip narrows it from its side.
                if cell.left + cell.right < left + right:
                    left = max(left, cell.right)
                else:
                    right = min(right, cell.left)
        if right - left > GAP * row[0].size / 2:
            remaining.append((left, right))
    return remaining


def _region_lines(region: Sequence[Row]) -> list[str]:
    if len(region) > 1:
        columns = _columns(region)
        if len(columns) > 1 and (all(_is_prose(column) for column in columns) or _are_centred(columns)):
            return [cell.text.strip() for column in columns for cell in column]
    return [CELLS.join(cell.text.strip() for cell in row) for row in region]


def _columns(region: Sequence[Row]) -> list[list[Word]]:
    """Return the cells of a region by column."""
    gutters = _gutters(max(region, key=len))
    for row in region:
        gutters = _common(gutters, row)
    edges = sorted((left + right) / 2 for left, right in gutters)
    columns: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for row in region:
        joined: dict[int, Word] = {}
        for cell in row:
            place = sum(edge < (cell.left + cell.right) / 2 for edge in edges)
            before = joined.get(place)
            joined[place] = (
                cell if before is None
                else Word(before.left, cell.right, cell.base, cell.size, f"{before.text} {cell.text}")
            )  # fmt: skip
        for place, cell in joined.items():
            columns[place].append(cell)
    return [column for column in columns if column]


def _is_prose(column: Sequence[Word]) -> bool:
    """Tell whether a column's lines are running text: they go on in the middle of a sentence."""
    if len(column) < 2:
        return False
    if sum(len(line.text) + han_letters(line.text) for line in column) < PROSE_LINE * len(column):
        return False
    edge = max(line.right for line in column)
    going_on = sum(_goes_on(one, other, edge) for one, other in pairwise(column))
    return going_on >= MIN_PROSE * (len(column) - 1)


def _goes_on(line: Word, following: Word, edge: float) -> bool:
    if ENDS_SENTENCE.search(line.text.strip()):
        return False
    if han_letters(following.text):
        return edge - line.right <= FULL * line.size and not any(letter.isdigit() for letter in line.text.strip()[:1])
    return STARTS_LOW.match(following.text.strip()) is not None


def _are_centred(columns: Sequence[Sequence[Word]]) -> bool:
    """Tell whether two blocks stand side by side, the lines of each centred over one another and of unlike length."""
    if len(columns) != 2:
        return False
    for column in columns:
        if len(column) < 2 or any(line.text.strip()[:1].isdigit() for line in column):
            return False
        size = median(line.size for line in column)
        centres = [(line.left + line.right) / 2 for line in column]
        lefts = [line.left for line in column]
        if max(centres) - min(centres) > 1.5 * size or max(lefts) - min(lefts) < size:
            return False
    return True
