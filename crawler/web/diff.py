"""What changed between two versions, by sentence, with the changed words inside a sentence marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from crawler.web.text import sentences

MAX_SENTENCES = 3000
"""Beyond this (a book) the two texts are compared by line, which is ten times coarser and faster."""
CONTEXT = 2
"""Unchanged sentences shown on each side of a change; the rest is folded."""

_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same, removed or added."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Change:
    """One line of a difference: ``same``, ``removed``, ``added`` or ``folded`` (with the count of hidden sentences)."""

    kind: Literal["same", "removed", "added", "folded"]
    pieces: tuple[Piece, ...] = ()
    folded: tuple[str, ...] = ()


def compare(old: str | None, new: str | None) -> list[Change]:
    """Return the changes that lead from `old` to `new`, in reading order; none where the sentences are the same."""
    before, after = _units(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    opcodes = matcher.get_opcodes()
    if all(tag == "equal" for tag, *_ in opcodes):
        return []
    changes: list[Change] = []
    for position, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        if tag == "equal":
            changes += _unchanged(before[i1:i2], first=position == 0, last=position == len(opcodes) - 1)
        else:
            changes += _replaced(before[i1:i2], after[j1:j2])
    return changes


def _units(old: str | None, new: str | None) -> tuple[list[str], list[str]]:
    before, after = sentences(old), sentences(new)
    if len(before) + len(after) <= MAX_SENTENCES:
        return before, after
    return (old or "").splitlines(), (new or "").splitlines()


def _unchanged(units: Sequence[str], *, first: bool, last: bool) -> list[Change]:
    head = [] if first else list(units[:CONTEXT])
    tail = [] if last else list(units[max(len(head), len(units) - CONTEXT) :])
    middle = units[len(head) : len(units) - len(tail)]
    shown = [Change("same", (Piece("same", unit),)) for unit in head]
    if len(middle) == 1:
        shown.append(Change("same", (Piece("same", middle[0]),)))
    elif middle:
        shown.append(Change("folded", folded=tuple(middle)))
    return shown + [Change("same", (Piece("same", unit),)) for unit in tail]


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    changes: list[Change] = []
    for before, after in zip(old, new, strict=False):
        changes += _edited(before, after)
    rest_old, rest_new = old[len(new) :], new[len(old) :]
    changes += [Change("removed", (Piece("removed", unit),)) for unit in rest_old]
    changes += [Change("added", (Piece("added", unit),)) for unit in rest_new]
    return changes


def _edited(before: str, after: str) -> list[Change]:
    old_words, new_words = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    if max(len(old_words), len(new_words)) > 2000 or matcher.ratio() < 0.4:
        return [Change("removed", (Piece("removed", before),)), Change("added", (Piece("added", after),))]
    removed: list[Piece] = []
    added: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        kept = tag == "equal"
        if i2 > i1:
            removed.append(Piece("same" if kept else "removed", "".join(old_words[i1:i2])))
        if j2 > j1:
            added.append(Piece("same" if kept else "added", "".join(new_words[j1:j2])))
    return [Change("removed", tuple(removed)), Change("added", tuple(added))]
