"""Tables whose cells are framed by lines: what stands within one frame is one cell, however many lines it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.filetext.fixed.layout import CELLS, Word, lines_of

SAME = 2.5
"""Points; lines that are closer are one line, drawn in pieces or with two edges."""
MIN_HEIGHT = 5.0
MAX_LINES = 5_000
"""Of a page; one with more is a drawing."""


@dataclass
class Rulings:
    """The lines of a page: for each its own place, then where it begins and ends."""

    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass
class Band:
    """One row of a framed table."""

    top: float
    bottom: float
    edges: list[float]
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        """Tell whether a word stands in the row."""
        middle = word.base + word.size / 4
        return self.bottom < middle < self.top and self.edges[0] - SAME <= word.left and word.left < self.edges[-1]

    def line(self) -> str:
        """Return the row's cells."""
        cells: list[list[Word]] = [[] for _ in range(len(self.edges) - 1)]
        for word in self.words:
            middle = word.left + min(word.right - word.left, word.size) / 2
            place = sum(edge < middle for edge in self.edges[1:-1])
            cells[place].append(word)
        return CELLS.join(filter(None, (" ".join(lines_of(cell)).strip() for cell in cells)))


def lines_with_tables(words: Sequence[Word], rulings: Rulings) -> list[str]:
    """Return the lines of a page in reading order, those of framed tables row by row."""
    bands = _bands(rulings)
    free: list[Word] = []
    for word in words:
        band = next((band for band in bands if band.holds(word)), None)
        (band.words if band is not None else free).append(word)
    lines: list[str] = []
    for band in bands:
        if band.words:
            above = [word for word in free if word.base >= band.top - SAME]
            free = [word for word in free if word.base < band.top - SAME]
            lines += [*lines_of(above), band.line()]
    return lines + lines_of(free)


def _bands(rulings: Rulings) -> list[Band]:
    """Return the rows of framed tables from the top: strips between level lines that three upright lines cross."""
    if not 0 < len(rulings.level) <= MAX_LINES or not 0 < len(rulings.upright) <= MAX_LINES:
        return []
    places = _merged(line[0] for line in rulings.level)
    found = []
    for bottom, top in pairwise(places):
        if top - bottom < MIN_HEIGHT:
            continue
        middle = (top + bottom) / 2
        edges = _merged(line[0] for line in rulings.upright if line[1] <= middle <= line[2])
        if len(edges) >= 3 and _is_closed(rulings, top, bottom, edges):
            found.append(Band(top, bottom, edges))
    return found[::-1]


def _is_closed(rulings: Rulings, top: float, bottom: float, edges: list[float]) -> bool:
    """Tell whether both level lines are there for most of the strip's width."""
    width = edges[-1] - edges[0]
    for place in (top, bottom):
        pieces = [line for line in rulings.level if abs(line[0] - place) <= SAME]
        covered = sum(max(0.0, min(line[2], edges[-1]) - max(line[1], edges[0])) for line in pieces)
        if covered < width / 3:
            return False
    return True


def _merged(places: Iterable[float]) -> list[float]:
    """Return places in order, those that are closer than `SAME` as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SAME:
            found.append(place)
    return found
