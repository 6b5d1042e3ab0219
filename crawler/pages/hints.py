"""Cheap pre-filters, derived from the patterns that they guard, so that a new word cannot be forgotten in one of them.

A pattern that begins with a choice or a class is tried at every character.  Where all of its matches hold one of a few
literal words, a look for those words is many times quicker, and nearly always the answer is that none is there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_QUANTIFIER = re.compile(r"[*?+]\??|\{(\d*)(?:,\d*)?\}\??")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|i:)|(?!\?))")
_OTHER_GROUP = re.compile(r"\(\?(?:[=!]|<[=!])")
_ESCAPED_CLASS = frozenset("AbBdDsSwWZ0123456789")
_ANCHORS = frozenset("^$")

Needles = frozenset[str]


def needles(*patterns: str) -> Needles:
    """Return words in lower case of which each match of any of the patterns (sources) holds at least one.

    Raises `ValueError` for a pattern that has no such words, or whose form is not understood here.
    """
    found: set[str] = set()
    for pattern in patterns:
        reader = _Reader(pattern)
        demanded = reader.choice()
        if demanded.words is None or reader.at < len(pattern):
            raise ValueError(f"no word is in every match of {pattern!r}")
        found |= demanded.words
    # a word that holds another is found by the other
    return frozenset(word for word in found if not any(other in word for other in found - {word}))


def hint(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern that finds one of the words that are in all matches, in text in lower case."""
    return re.compile("|".join(map(re.escape, sorted(needles(*(pattern.pattern for pattern in patterns))))))


class Guarded:
    """A pattern with the words of which each of its matches holds one.

    To look a long text through for a few words takes a small part of the time that the pattern would.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.words = tuple(sorted(needles(pattern.pattern)))

    def may_match(self, lowered: str) -> bool:
        """Whether a text, given in lower case, holds one of the words."""
        return any(word in lowered for word in self.words)

    def search(self, text: str, lowered: str) -> re.Match[str] | None:
        """Search a text that is given as it is and in lower case."""
        return self.pattern.search(text) if self.may_match(lowered) else None


@dataclass(frozen=True)
class _Demand:
    """What every match of a part holds: one of `words` anywhere, one of `starts` at its start; None: not known."""

    words: Needles | None = None
    starts: Needles | None = None


_NOTHING = _Demand()


@dataclass
class _Sequence:
    """What is demanded by a sequence of parts, as far as it is read."""

    literal: str = ""
    at_start: bool = True
    """The literal in hand stands at the start of the sequence."""
    best: Needles | None = None
    starts: Needles | None = None
    last: str | _Demand = ""
    """The part just read, which a quantifier may make optional: a character, or what a group demands."""

    def add(self, part: str | _Demand) -> None:
        """Take one more part; the one before it turns out to be demanded."""
        self.settle()
        self.last = part

    def settle(self) -> None:
        """Take the last part as demanded."""
        last, self.last = self.last, ""
        if isinstance(last, str):
            self.literal += last
            return
        if self.literal and last.starts:
            joined = frozenset(self.literal + start for start in last.starts)
            self._offer(joined)
            self._begin(joined)
        elif not self.literal:
            self._begin(last.starts)
        self._offer(last.words)
        self.end_literal()

    def drop(self) -> None:
        """Take the last part as optional."""
        self.last = ""
        self.end_literal()

    def end_literal(self) -> None:
        """Close the literal in hand: what follows it is not known."""
        if self.literal:
            self._offer(frozenset((self.literal,)))
            self._begin(frozenset((self.literal,)))
        self.literal = ""
        self.at_start = False

    def demand(self) -> _Demand:
        """Return what the whole sequence demands."""
        self.settle()
        self.end_literal()
        return _Demand(self.best, self.starts)

    def _begin(self, starts: Needles | None) -> None:
        if self.at_start:
            self.starts = starts
            self.at_start = False

    def _offer(self, words: Needles | None) -> None:
        if words and (self.best is None or min(map(len, words)) > min(map(len, self.best))):
            self.best = words


class _Reader:
    """Reads the source of a pattern once, from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def choice(self) -> _Demand:
        """Read alternatives up to the end or a closing bracket."""
        alternatives = [self._sequence()]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            alternatives.append(self._sequence())
        return _Demand(_union([one.words for one in alternatives]), _union([one.starts for one in alternatives]))

    def _sequence(self) -> _Demand:
        read = _Sequence()
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            if not self._quantified(read):
                read.add(self._part())
        return read.demand()

    def _quantified(self, read: _Sequence) -> bool:
        quantifier = _QUANTIFIER.match(self.source, self.at)
        if quantifier is None:
            return False
        self.at = quantifier.end()
        if quantifier[0][0] in "*?" or quantifier[1] in ("", "0"):
            read.drop()
        else:
            read.settle()
            read.end_literal()
        return True

    def _part(self) -> str | _Demand:
        """Read one part: a character that is demanded, or what a group or a class demands."""
        character = self.source[self.at]
        if character == "(":
            return self._group()
        if character == "[":
            self._skip(_CLASS)
            return _NOTHING
        self.at += 1
        if character == "\\":
            self.at += 1
            escaped = self.source[self.at - 1]
            return _NOTHING if escaped in _ESCAPED_CLASS else escaped.lower()
        return _NOTHING if character in _ANCHORS or character == "." else character.lower()

    def _group(self) -> _Demand:
        looks_aside = _OTHER_GROUP.match(self.source, self.at) is not None
        self._skip(_OTHER_GROUP if looks_aside else _GROUP)
        demanded = self.choice()
        if self.source[self.at : self.at + 1] != ")":
            raise ValueError(f"{self.source!r} is not understood at {self.at}")
        self.at += 1
        # what stands beside a match is no part of it
        return _NOTHING if looks_aside else demanded

    def _skip(self, form: re.Pattern[str]) -> None:
        match = form.match(self.source, self.at)
        if match is None:
            raise ValueError(f"{self.source!r} is not understood at {self.at}")
        self.at = match.end()


def _union(alternatives: Sequence[Needles | None]) -> Needles | None:
    words: set[str] = set()
    for demanded in alternatives:
        if demanded is None:
            return None
        words |= demanded
    return frozenset(words)
