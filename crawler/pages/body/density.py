"""How much each line of a page reads like running text, and how much like page furniture.

A line of sentences counts for its characters, a line of links against, a short line without a full stop a little
against.  The sum over a block then says how likely the block is the article, and because it is a sum, the best block is
the one that holds the article and as little else as possible (maximum subsequence segmentation: Pasternack & Roth,
"Extracting article text from the web", WWW 2009).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from crawler.normalise.text.letters import han_letters
from crawler.pages.body.boilerplate import (
    FURNITURE_TAGS,
    ends_article,
    is_comment_label,
    is_furniture_name,
    is_labelled_stamp,
    is_said_in_text,
)
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree

_STOPS = re.compile(r"[，。；：！？、….,;:!?](?:(?<=[，。；：！？、…])|(?=\s|$|[”\"')]))")
_CLOSED = "。！？.;；:：…”"
_SAMPLE = 60
"""So many lines tell whether a page is Chinese."""
_LATIN_WEIGHT = 0.28
"""A Vietnamese letter against a Han character: a syllable with its space has four or five letters."""
_MAX_LENGTH = 160.0
"""A line counts for no more than this, so that one long disclaimer is no article."""
_SENTENCE, _LONG = 12.0, 40.0
"""Mass from which a line with a stop, or without one, counts as running text."""
_ARTICLE = 40.0
"""So much text must have been seen before a label can end the article."""
_LABEL = 60.0
"""A longer line is no label."""
_CARDS, _DATED_CARDS = 3, 2
"""So many sibling boxes that each begin with a linked title are a list of other articles."""
_ENTRY = re.compile(
    r"网友|網友|\d\s?楼|回[复覆]|(?:发表|發表)于|trả lời|says:|\d{1,2}[-/]\d{1,2}|\d{1,2}:\d\d|\d{1,2}月\d"
)
_ENTRIES = 2
_LETTER = re.compile(r"[^\W\d_年月日]")
_FIGURE = re.compile(r"\d")
_MIN_FIGURES = 3
_EQUAL = 1e-6
"""Sums that differ by less are the same."""


class Prose:
    """Weights of the lines of one page, with running totals so that any block is weighed at once.

    ``mass``: length in Han-character units, 0 for lines that do not count.  ``plain``: positive for running text,
    negative for links and scraps, by the line alone.  ``score``: the same, less where the surroundings speak against
    it.
    """

    def __init__(self, tree: PageTree, title_line: int | None = None) -> None:
        lines = tree.lines
        sample = "".join([line.text for line in lines[:: max(1, len(lines) // _SAMPLE)]])
        han = han_letters(sample)
        self.chinese = han * 4 > len(sample) - han
        unit = 1.0 if self.chinese else _LATIN_WEIGHT
        self.mass = [0.0 if line.hidden else len(line.text) * unit for line in lines]
        shares = [line.link_share for line in lines]
        self.plain = [
            _score(line.text, mass, share) if mass else 0.0
            for mass, line, share in zip(self.mass, lines, shares, strict=True)
        ]
        self.score = self.plain.copy()
        if title_line is not None:
            self._discount(range(title_line), 0.3, 0.0)
        self._discount_after_end(tree, 0 if title_line is None else title_line + 1)
        self._discount_cards(tree)
        self._discount_furniture(tree)
        self._totals = list(accumulate(self.score, initial=0.0))
        self._masses = list(accumulate(self.mass, initial=0.0))
        self._linked = list(
            accumulate([mass * share for mass, share in zip(self.mass, shares, strict=True)], initial=0.0)
        )
        self._positives = self._positive_totals()

    def best(self, blocks: Iterable[Block]) -> Block | None:
        """Return the block with the highest total, the innermost where several have it; None for no text."""
        totals = self._totals
        best: Block | None = None
        highest = float("-inf")
        for block in blocks:
            if block.last > block.first:
                total = totals[block.last] - totals[block.first]
                if total >= highest:
                    best, highest = block, total
        return best

    def positive(self, block: Block) -> float:
        """Sum of the positive scores only."""
        return self._positives[block.last] - self._positives[block.first]

    def mass_of(self, block: Block) -> float:
        """Length of a block's text in Han-character units."""
        return self._masses[block.last] - self._masses[block.first]

    def link_share(self, block: Block) -> float:
        """Share of a block's text that is in links; 0 for nothing."""
        mass = self.mass_of(block)
        return (self._linked[block.last] - self._linked[block.first]) / mass if mass else 0.0

    def reads(self, index: int) -> bool:
        """Whether a line by itself reads like running text."""
        return self.plain[index] >= _SENTENCE

    def _positive_totals(self) -> list[float]:
        return list(accumulate([max(0.0, score) for score in self.score], initial=0.0))

    def _discount(self, indices: Iterable[int], factor: float, fine: float) -> None:
        """Let lines count for less: `factor` of what speaks for them, and `fine` against."""
        for index in indices:
            if self.score[index] > 0:
                self.score[index] *= factor
            self.score[index] -= fine

    def _discount_after_end(self, tree: PageTree, start: int) -> None:
        """Make text behind the first label that ends an article count less, once there was an article."""
        seen = 0.0
        for line in tree.lines[start:]:
            index = line.index
            if seen > _ARTICLE and 0 < self.mass[index] < _LABEL and self._ends(tree, line):
                comments = is_comment_label(line.text) and self._are_entries(tree, index + 1)
                self._discount(range(index, len(tree.lines)), 0.0 if comments else 0.25, 1.0 if comments else 0.0)
                return
            seen += max(0.0, self.plain[index])

    def _ends(self, tree: PageTree, line: Line) -> bool:
        """Whether a line ends the article; a sentence between two others only mentions what a page's foot says."""
        if not ends_article(line.text):
            return False
        following = tree.lines[line.index + 1] if line.index + 1 < len(tree.lines) else None
        goes_on = following is not None and following.block.parent is line.block.parent and self.reads(following.index)
        return not (goes_on and self.reads(line.index) and is_said_in_text(line.text))

    def _are_entries(self, tree: PageTree, start: int) -> bool:
        """Whether the lines behind a label are entries of readers: some of them name or date the writer."""
        return sum(_ENTRY.search(line.text.lower()) is not None for line in tree.lines[start : start + 16]) >= _ENTRIES

    def _discount_cards(self, tree: PageTree) -> None:
        """Turn the leads under linked titles of a list of other articles into furniture."""
        cards = [block for block in tree.blocks if 2 <= block.last - block.first <= 8 and self._is_card(tree, block)]
        counts = Counter((block.parent, block.tag, block.ident) for block in cards)
        for block in cards:
            count = counts[block.parent, block.tag, block.ident]
            if count >= _CARDS or (count >= _DATED_CARDS and _is_dated(tree.lines[block.first + 1 : block.last])):
                self._discount(range(block.first, block.last), 0.0, 3.0)

    def _is_card(self, tree: PageTree, block: Block) -> bool:
        """Whether a small block begins with a linked title."""
        head = tree.lines[block.first]
        if block.hidden or head.link_chars == 0 or self.mass[head.index] < 6:
            return False
        return head.link_share > 0.8 or (head.link_share > 0.4 and _is_dated_link(head))

    def _discount_furniture(self, tree: PageTree) -> None:
        """Make text in blocks that are named like furniture count little, unless it is most of the page's text."""
        totals = self._positive_totals()
        skip_to = 0
        named = [
            block
            for block in tree.blocks
            if block.last > block.first and (block.ident or block.tag in FURNITURE_TAGS)
            if is_furniture_name(block.tag, block.ident)
        ]
        for block in named:
            if block.index < skip_to:
                continue
            if totals[block.last] - totals[block.first] < 0.5 * totals[-1] - _EQUAL:
                skip_to = block.end
                self._discount(range(block.first, block.last), 0.1, 1.0)


def _is_dated(lines: Sequence[Line]) -> bool:
    return any(is_labelled_stamp(line.text) for line in lines)


def _is_dated_link(line: Line) -> bool:
    """Whether a line has no letters besides its link: the figures of a date or a count stand beside it."""
    return len(_LETTER.findall(line.text)) <= line.link_chars and len(_FIGURE.findall(line.text)) >= _MIN_FIGURES


def _score(text: str, mass: float, link_share: float) -> float:
    if link_share > 0.5:
        return -min(3.0 + 0.2 * mass, 10.0)
    free = mass * (1.0 - link_share)
    if free < _SENTENCE:
        return 1.0 if text[-1] in _CLOSED else -1.0
    stops = len(_STOPS.findall(text))
    if stops or free >= _LONG:
        return min(free, _MAX_LENGTH) + 2.0 * stops
    return -1.0
