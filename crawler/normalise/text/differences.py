"""How two texts differ, by sentences: the one comparison that the archive keeps and the site shows.

The cost grows with the number of sentences, not of characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

NUMERAL = re.compile(r"\d+(?:[.,/]\d+)*|[〇零一二三四五六七八九十百千万萬亿億两兩]+")
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？；])")
ALIKE = 0.5
"""Share of words that two sentences must have in common to be one sentence, edited."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and the number of the line that it stands in."""

    text: str
    paragraph: int


Step = tuple[Sentence | None, Sentence | None]
"""A sentence before and after: edited where both are there, else gone or come."""


@dataclass(frozen=True)
class DiffBlock:
    """A run of sentences that is the same in both texts, or what became of one that is not; in reading order."""

    same: tuple[Sentence, ...] = ()
    steps: tuple[Step, ...] = ()


def split_sentences(text: str | None) -> list[Sentence]:
    """Return the sentences of a text, of Latin or Chinese writing, white space folded."""
    paragraphs = [" ".join(line.split()) for line in (text or "").split("\n")]
    return [
        Sentence(sentence.strip(), number)
        for number, paragraph in enumerate(paragraphs)
        for sentence in END_OF_SENTENCE.split(paragraph)
        if sentence.strip()
    ]


def compare_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[DiffBlock]:
    """Yield the blocks that lead from *old* to *new*."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield DiffBlock(same=tuple(old[old_from:old_to]))
        else:
            yield _changed(old[old_from:old_to], new[new_from:new_to])


def _changed(gone: Sequence[Sentence], come: Sequence[Sentence]) -> DiffBlock:
    steps: list[Step] = []
    old_done = new_done = 0
    for old, new in [*_pairs(gone, come), (len(gone), len(come))]:
        steps += [(one, None) for one in gone[old_done:old]]
        steps += [(None, one) for one in come[new_done:new]]
        steps += [(gone[old], come[new])] if old < len(gone) else []
        old_done, new_done = old + 1, new + 1
    return DiffBlock(steps=tuple(steps))


def _pairs(gone: Sequence[Sentence], come: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the positions of sentences that are alike, in their order; each takes the first later one."""
    next_free = 0
    for old, was in enumerate(gone):
        for new in range(next_free, len(come)):
            if is_alike(was.text, come[new].text):
                yield old, new
                next_free = new + 1
                break


def is_alike(one: str, other: str) -> bool:
    """Tell whether two sentences are one that was edited."""
    if NUMERAL.sub("#", one) == NUMERAL.sub("#", other):
        return True
    first, second = _pieces(one), _pieces(other)
    return 2 * len(first & second) >= ALIKE * (len(first) + len(second)) if first and second else False


def _pieces(text: str) -> set[str]:
    """Return a sentence's words, or its pairs of characters where it is written without spaces."""
    words = text.lower().split()
    return set(words) if len(words) > 3 else {text[at : at + 2] for at in range(len(text) - 1)}
