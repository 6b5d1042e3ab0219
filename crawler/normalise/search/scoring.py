"""How well an article answers a question: which concepts it holds, where, as written or only alike, and how near."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from crawler.normalise.search import chinese, vietnamese
from crawler.normalise.search.concepts import Concept, Kind, Variant, needed
from crawler.normalise.search.words import folded_words, is_han, marked_words

READ = 6_000
"""Characters of a text that are looked at; what matters of a long paper stands at its beginning."""
_LOOKED_AT = 6
"""Occurrences of one phrase in one field whose surroundings are looked at."""
_CONTEXT = 4
_WINDOW = 12

Match = Literal["exact", "synonym", "translation", "part", "folded", "none"]

_KINDS: Mapping[Kind, float] = {
    "typed": 1.0,
    "phrase": 1.0,
    "same": 0.97,
    "synonym": 0.7,
    "corrected": 0.8,
    "translation": 0.25,
}
_FIELDS: Mapping[str, float] = {"title": 1.0, "number": 0.9, "body": 0.72, "files": 0.6, "office": 0.42}
_ALIKE, _SCATTERED, _OTHER_READING, _PUBLISHED_THEN = 0.3, 0.75, 0.95, 0.4
CERTAIN = 0.5
"""Exactness from which an occurrence is the word itself."""
_WHOLE_IN_TITLE, _WHOLE_IN_BODY, _NEIGHBOURS, _OF_OFFICE = 0.35, 0.2, 0.15, 0.3


class Field:
    """One text of an article, prepared when it is first asked for."""

    def __init__(self, text: str | None) -> None:
        self._text = (text or "")[:READ]

    @cached_property
    def folded(self) -> str:
        """The words without marks."""
        return folded_words(self._text)

    @cached_property
    def marked(self) -> list[str]:
        """The words as written."""
        return marked_words(self._text).split()

    def find(self, variant: Variant) -> tuple[float, int]:
        """Return how exactly the best occurrence is what is meant, 0 to 1, and how many there are."""
        needle = f" {variant.folded} "
        folded = self.folded
        at = folded.find(needle)
        best, seen = 0.0, 0
        while at >= 0 and seen < _LOOKED_AT and best < 1.0:
            seen += 1
            best = max(best, self._exactness(variant, folded.count(" ", 0, at)))
            at = folded.find(needle, at + 1)
        return best, folded.count(needle) if best else 0

    def _exactness(self, variant: Variant, at: int) -> float:
        words = variant.folded.split()
        if any(is_han(word) for word in words):
            return 1.0 if self._stands_alone(at, len(words)) else _ALIKE
        there = self.marked[at : at + len(words)]
        meant = variant.marked.split()
        if there == meant:
            part = variant.alone and len(words) == 1 and not vietnamese.stands_alone(self.marked, at)
            return _ALIKE if part else 1.0
        # a word without marks may be read in every way, and so may a text
        readable = all(a == b or (variant.open and b == f) for a, b, f in zip(there, meant, words, strict=True))
        return _OTHER_READING if readable else _ALIKE

    def _stands_alone(self, at: int, length: int) -> bool:
        before, after = self.marked[max(at - _CONTEXT, 0) : at], self.marked[at + length : at + length + _CONTEXT]
        term = self.marked[at : at + length]
        if not all(is_han(word) for word in term):
            return True
        # the words of the index are simplified, and so is the dictionary
        return chinese.stands_alone(_han_tail(before), "".join(term), _han_head(after))

    def scattered(self, variant: Variant) -> float:
        """Return how exactly all words of a longer phrase stand near each other, 0 where they do not."""
        words, meant = variant.folded.split(), variant.marked.split()
        places = [_places(self.folded, word) for word in words]
        if not all(places):
            return 0.0
        near = any(
            all(any(abs(place - anchor) <= _WINDOW for place in others) for others in places[1:])
            for anchor in places[0]
        )
        if not near:
            return 0.0
        exact = all(
            word in self.marked or (variant.open and word == folded) for word, folded in zip(meant, words, strict=True)
        )
        return _SCATTERED if exact else _ALIKE * _SCATTERED


def may_scatter(variant: Variant) -> bool:
    """Tell whether the words of a writing may stand apart: three or more that were typed, none of them Chinese."""
    words = variant.folded.split()
    return variant.kind == "typed" and len(words) > 2 and not any(is_han(word) for word in words)


def _places(folded: str, word: str) -> list[int]:
    found: list[int] = []
    at = folded.find(f" {word} ")
    while at >= 0 and len(found) < _LOOKED_AT:
        found.append(folded.count(" ", 0, at))
        at = folded.find(f" {word} ", at + 1)
    return found


def _han_tail(words: Sequence[str]) -> str:
    tail = ""
    for word in reversed(words):
        if not is_han(word):
            break
        tail = word + tail
    return tail


def _han_head(words: Sequence[str]) -> str:
    head = ""
    for word in words:
        if not is_han(word):
            break
        head += word
    return head


@dataclass(frozen=True)
class Text:
    """An article as far as searching looks at it."""

    fields: Mapping[str, Field]
    published: str = ""
    """Day, ISO 8601, or empty."""
    language: str = ""

    def find(self, concept: Concept) -> tuple[float, Match]:
        """Return how well the article holds a concept, 0 to 1, and in which sense."""
        best = 0.0
        sense: Match = "none"
        for variant in concept.variants:
            ceiling = _KINDS[variant.kind]
            if ceiling <= best:
                continue
            value, exactness = self._find_variant(concept, variant)
            if ceiling * value > best:
                best, sense = ceiling * value, _sense(variant, exactness)
        if concept.months and best < _PUBLISHED_THEN and concept.months[0] <= self.published[:10] <= concept.months[1]:
            return _PUBLISHED_THEN, "exact"
        return best, sense

    def _find_variant(self, concept: Concept, variant: Variant) -> tuple[float, float]:
        best, exactly = 0.0, 0.0
        for name, field in self.fields.items():
            weight = _FIELDS[name]
            if (concept.field and name != concept.field) or weight <= best:
                continue
            exactness, times = field.find(variant)
            if exactness < CERTAIN and may_scatter(variant):
                exactness = max(exactness, field.scattered(variant))
            value = weight * exactness * (1 + 0.06 * min(max(times - 1, 0), 3))
            if value > best:
                best, exactly = value, exactness
        return best, exactly


def _sense(variant: Variant, exactness: float) -> Match:
    if exactness < CERTAIN:
        return "part" if is_han(variant.folded.split()[0]) else "folded"
    if variant.kind == "translation":
        return "translation"
    return "exact" if variant.kind in ("typed", "phrase", "same") else "synonym"


@dataclass(frozen=True)
class Score:
    """What an article is worth for a question."""

    value: float
    full: bool
    """Every concept that counts is there as it is meant."""
    certain: float
    """Share of what was asked that is there as it is meant, 0 to 1."""
    match: Match


def score(text: Text, concepts: Sequence[Concept], weights: Sequence[float], whole: Variant | None) -> Score:
    """Weigh an article; `weights` say how rare each concept is, `whole` is all that was typed as one phrase."""
    found = [text.find(concept) for concept in concepts]
    total = sum(weights) or 1.0
    value = sum(weight * worth for weight, (worth, _) in zip(weights, found, strict=True)) / total
    certain = (
        sum(
            weight for weight, (_, sense) in zip(weights, found, strict=True) if sense not in ("none", "folded", "part")
        )
        / total
    )
    demanded = set(needed(concepts))
    full = all(
        sense not in ("none", "folded", "part")
        for concept, (_, sense) in zip(concepts, found, strict=True)
        if concept in demanded
    )
    value *= 1.0 if full else 0.4 + 0.5 * certain
    bonus = _whole_bonus(text, whole) + _NEIGHBOURS * _neighbours(text, concepts)
    if _is_of_office(text, concepts):
        bonus += _OF_OFFICE
    return Score(value + bonus * (1.0 if full else 0.5), full, certain, _overall([sense for _, sense in found], full))


def _is_of_office(text: Text, concepts: Sequence[Concept]) -> bool:
    """Tell whether the question names the office of the article, and what kind of office it is."""
    office = text.fields.get("office")
    if office is None or not any(entry.kind == "organ" for concept in concepts for entry in concept.entries):
        return False
    return all(
        any(
            _KINDS[variant.kind] > _KINDS["corrected"] and office.find(variant)[0] >= CERTAIN
            for variant in one.variants
        )
        for one in concepts
    )


def _overall(senses: Sequence[Match], full: bool) -> Match:
    if not full:
        return "folded" if all(sense in ("folded", "exact") for sense in senses) else "part"
    if "translation" in senses:
        return "translation"
    return "synonym" if "synonym" in senses else "exact"


def _whole_bonus(text: Text, whole: Variant | None) -> float:
    if whole is None:
        return 0.0
    for name, bonus in (("title", _WHOLE_IN_TITLE), ("body", _WHOLE_IN_BODY)):
        field = text.fields.get(name)
        exactness = field.find(whole)[0] if field else 0.0
        if exactness >= CERTAIN:
            return bonus
    return 0.0


def _neighbours(text: Text, concepts: Sequence[Concept]) -> float:
    """Return the share of neighbours in the question that are neighbours in the article, too."""
    pairs = list(pairwise(concepts))
    if not pairs:
        return 0.0
    joined = [
        Variant(f"{a.literal.folded} {b.literal.folded}", f"{a.literal.marked} {b.literal.marked}") for a, b in pairs
    ]
    fields = [text.fields[name] for name in ("title", "body") if name in text.fields]
    return sum(any(field.find(variant)[0] >= CERTAIN for field in fields) for variant in joined) / len(pairs)
