"""How rules of relation are written: patterns over text in which every document is one sign.

`M` in a pattern is any document; the rule is about `D`, one document, or `R`, a list of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.normalise.papers.relations.shapes import RelationType

FIRST, REST, OPAQUE = "\ue001", "\ue000", "\ue002"
"""A document's first character, its other characters, and what is a title but no document."""
_LETTER = "A-Za-zÀ-ỹ"
_ONE = f"{FIRST}{REST}*+"


@dataclass(frozen=True)
class Around:
    """Words around a list of documents that tell their type, the list being R."""

    type: RelationType | None
    """None: what stands there is no relation."""
    pattern: re.Pattern[str]
    proposable: bool = False
    """A wish or a plan to do it is only a mention."""


@dataclass(frozen=True)
class Forward:
    """Words that tell the type of the documents behind them."""

    type: RelationType | None
    pattern: re.Pattern[str]
    reach: int = 120
    """How many characters the first document may stand behind the words."""
    across_comma: bool = False
    proposable: bool = False
    signs: tuple[str, ...] = ()
    """One of these stands in every paragraph that the rule matches; spares most paragraphs the rule."""

    def may_match(self, paragraph: str) -> bool:
        """Whether the paragraph has a sign of the rule."""
        return not self.signs or any(sign in paragraph for sign in self.signs)


@dataclass(frozen=True)
class Language:
    """The rules of one language."""

    around: Sequence[Around]
    around_signs: re.Pattern[str]
    """One of these stands in every paragraph that a rule of `around` matches; spares most paragraphs the rules."""
    forward: Sequence[Forward]
    chain: re.Pattern[str]
    """What may stand between two documents of one list."""
    end_of_sentence: re.Pattern[str]
    denied: re.Pattern[str]
    """Directly before the words of a rule."""
    proposed: re.Pattern[str]
    title_between: re.Pattern[str]
    """Behind words of change: they belong to the title, without marks, of the document that follows."""
    this_paper: str
    """How a paper speaks of itself."""
    draft: re.Pattern[str]
    """In a draft what is proposed is what it will do."""


def compiled(pattern: str, chain: str) -> re.Pattern[str]:
    """Return a pattern with M, D and R filled in; they are signs only where they are no letter of a word.

    The documents of each D or R are a group named ``m1``, ``m2`` and so on.
    """
    count = 0

    def run(sign: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"(?P<m{count}>{_ONE})" if sign[0] == "D" else f"(?P<m{count}>{_ONE}(?:{chain}{_ONE}){{0,12}}+)"

    filled = re.sub(rf"(?<![{_LETTER}\\])[RD](?![{_LETTER}])", run, pattern)
    return re.compile(re.sub(rf"(?<![{_LETTER}\\])M(?![{_LETTER}])", lambda _: _ONE, filled))


def documents_of(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the documents that a pattern with D or R matched."""
    return next(match.span(name) for name, value in match.groupdict().items() if value is not None)
