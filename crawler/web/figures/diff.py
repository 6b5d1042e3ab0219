"""What changed between two versions, by sentence, with the changed words inside a sentence marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from crawler.normalise.text.differences import DiffBlock, Sentence, compare_sentences, split_sentences

MAX_SENTENCES = 3000
"""Beyond this (a book) the two texts are compared by line, which is ten times coarser and faster."""
MAX_WORDS = 2000
"""Longer sentences are shown whole, before and after."""
CONTEXT = 2
"""Unchanged sentences shown on each side of a change; the rest is folded."""

_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same, removed or added."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class ChangedBlock:
    """One line of a difference: ``same``, ``removed``, ``added`` or ``folded`` (with the count of hidden sentences)."""

    kind: Literal["same", "removed", "added", "folded"]
    pieces: tuple[Piece, ...] = ()
    folded: tuple[str, ...] = ()


def compare(old: str | None, new: str | None) -> list[ChangedBlock]:
    """Return the changes that lead from `old` to `new`, in reading order; none where the sentences are the same."""
    blocks = list(compare_sentences(*_units(old, new)))
    if all(block.same for block in blocks):
        return []
    changes: list[ChangedBlock] = []
    for position, block in enumerate(blocks):
        if block.same:
            units = [one.text for one in block.same]
            changes += _unchanged(units, first=position == 0, last=position == len(blocks) - 1)
        else:
            changes += _replaced(block)
    return changes


def _units(old: str | None, new: str | None) -> tuple[list[Sentence], list[Sentence]]:
    before, after = split_sentences(old), split_sentences(new)
    if len(before) + len(after) <= MAX_SENTENCES:
        return before, after
    return _lines(old), _lines(new)


def _lines(text: str | None) -> list[Sentence]:
    return [Sentence(line, number) for number, line in enumerate((text or "").splitlines()) if line.strip()]


def _unchanged(units: Sequence[str], *, first: bool, last: bool) -> list[ChangedBlock]:
    head = [] if first else list(units[:CONTEXT])
    tail = [] if last else list(units[max(len(head), len(units) - CONTEXT) :])
    middle = units[len(head) : len(units) - len(tail)]
    shown = [ChangedBlock("same", (Piece("same", unit),)) for unit in head]
    if len(middle) == 1:
        shown.append(ChangedBlock("same", (Piece("same", middle[0]),)))
    elif middle:
        shown.append(ChangedBlock("folded", folded=tuple(middle)))
    return shown + [ChangedBlock("same", (Piece("same", unit),)) for unit in tail]


def _replaced(block: DiffBlock) -> list[ChangedBlock]:
    """Return what became of the sentences of a block."""
    changes: list[ChangedBlock] = []
    for was, now in block.steps:
        if was and now:
            changes += _edited(was.text, now.text)
        elif was:
            changes.append(ChangedBlock("removed", (Piece("removed", was.text),)))
        elif now:
            changes.append(ChangedBlock("added", (Piece("added", now.text),)))
    return changes


def _edited(before: str, after: str) -> list[ChangedBlock]:
    """Return a sentence that was edited, before and after, with the words marked in which it differs."""
    old_words, new_words = _WORD.findall(before), _WORD.findall(after)
    if max(len(old_words), len(new_words)) > MAX_WORDS:
        return [ChangedBlock("removed", (Piece("removed", before),)), ChangedBlock("added", (Piece("added", after),))]
    removed: list[Piece] = []
    added: list[Piece] = []
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        kept = tag == "equal"
        if i2 > i1:
            removed.append(Piece("same" if kept else "removed", "".join(old_words[i1:i2])))
        if j2 > j1:
            added.append(Piece("same" if kept else "added", "".join(new_words[j1:j2])))
    return [ChangedBlock("removed", tuple(removed)), ChangedBlock("added", tuple(added))]
