"""From the words of a question to concepts: what is meant, and every way to write it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from crawler.normalise.search.chinese import cut
from crawler.normalise.search.common_words import is_common
from crawler.normalise.search.glossary import Entry, Name, load_glossary, shortened
from crawler.normalise.search.periods import Period, find_periods
from crawler.normalise.search.vietnamese import other_spellings
from crawler.normalise.search.words import folded_words, is_han, marked_words, may_mean

Kind = Literal["typed", "phrase", "same", "synonym", "translation", "corrected"]
"""How a writing relates to what was typed: itself; itself and nothing like it; what an abbreviation or an
international name stands for; another name in the same language; a name in another language; the nearest spelling."""

MAX_CONCEPTS = 24
"""Concepts of one question; a pasted article has no more to say about what is looked for."""
_KINDS_OF_PLACE = "省市区县镇乡村州岛"
"""Characters that end the name of a place, and may be left out."""
_FUNCTION = re.compile("[的了吗呢吧啊么被把去哪个很]")
"""Characters that are no part of a name: what stands on their two sides makes no pair."""
_COMMON, _PIECE, _TITLE = 0.25, 0.6, 0.1


@dataclass(frozen=True)
class Variant:
    """One way to write a concept: words between single spaces, folded and as written."""

    folded: str
    marked: str
    kind: Kind = "typed"
    open: bool = True
    """A word without marks stands for every reading; where false, it has none."""
    alone: bool = False
    """A single syllable must not be a part of another word."""
    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Concept:
    """Something that an article must be about."""

    typed: str
    variants: tuple[Variant, ...]
    known: bool = False
    """The glossary has it."""
    weight: float = 1.0
    """How much it counts beside others that are as rare."""
    entries: frozenset[Entry] = frozenset()
    field: str = ""
    """Where it must stand: ``title``, ``number`` or anywhere."""
    language: str = ""
    """Of the words typed: ``vi``, ``zh``, ``any`` for an international name, or empty where they do not say."""
    months: tuple[str, str] | None = None
    """A span of days, ISO 8601, first and last, within which an article that was published is meant, too."""

    @property
    def literal(self) -> Variant:
        """What was typed."""
        return self.variants[0]

    @property
    def typed_marks(self) -> bool:
        """Tell whether it was typed with Vietnamese marks."""
        return self.literal.folded != self.literal.marked


OPTIONAL = 0.3
"""Weight up to which a concept may be missing beside others."""


def needed(found: Sequence[Concept]) -> list[Concept]:
    """Return the concepts that must be there; all of them, where one unknown word alone counts for much."""
    counting = [concept for concept in found if concept.weight > OPTIONAL]
    return counting if len(counting) > 1 or any(concept.known for concept in counting) else list(found)


def literal(text: str, *, field: str = "") -> Concept | None:
    """Return the concept of words taken as they are written, in this order; None where there is no word."""
    folded = folded_words(text).strip()
    if not folded:
        return None
    one = Variant(folded, marked_words(text).strip(), "phrase", text=text.strip())
    return Concept(text.strip(), (one,), field=field)


def language_of(found: Iterable[Concept]) -> str:
    """Return the language that a question is in, or "" where it is in several or in none."""
    languages = {concept.language for concept in found} - {""}
    only = languages.pop() if len(languages) == 1 else ""
    return "" if only == "any" else only


def parts(found: Iterable[Concept]) -> list[Concept]:
    """Return the concepts with long names taken apart: a shorter name in them, pairs of Chinese characters."""
    apart: list[Concept] = []
    for concept in found:
        spelled = _spelled_out(concept)
        words = spelled.folded.split()
        if len(words) > 2 and all(is_han(word) for word in words):
            apart.extend(_pieces("".join(words)))
        elif len(words) > 2 and concept.known:
            inner = concepts(spelled.marked, longest=len(words) - 1)
            # a single syllable of a name says nothing alone, and another name of a part is another thing
            apart.extend(replace(one, variants=one.variants[:1]) for one in inner if one.known)
        else:
            apart.append(concept)
    return list(dict.fromkeys(apart))[:MAX_CONCEPTS]


def _spelled_out(concept: Concept) -> Variant:
    """Return what was typed, or what it abbreviates."""
    if not is_abbreviation(concept.literal.text.upper()):
        return concept.literal
    long = [variant for variant in concept.variants if variant.kind == "same" and " " in variant.folded]
    return long[0] if concept.known and long else concept.literal


def concepts(text: str, *, field: str = "", synonyms: bool = True, longest: int = 99) -> list[Concept]:
    """Return what running words are about, in order; names that mean the same are one concept.

    Names of more than `longest` words are not looked for.
    """
    folded, marked = folded_words(text).split(), marked_words(text).split()
    found: dict[object, Concept] = {}
    for concept in _dated(text, folded, marked, longest):
        same = frozenset(concept.entries) or concept.literal.marked
        if same in found:
            found[same] = _merged(found[same], concept)
        elif len(found) < MAX_CONCEPTS:
            found[same] = concept
    chosen = (concept if synonyms else replace(concept, variants=concept.variants[:1]) for concept in found.values())
    return [replace(concept, field=field) for concept in chosen]


def _merged(one: Concept, other: Concept) -> Concept:
    language = one.language if one.language == other.language else "any"
    return replace(one, variants=_joined(one.variants, other.variants), language=language)


def _dated(text: str, folded: Sequence[str], marked: Sequence[str], longest: int) -> Iterator[Concept]:
    """Return the concepts with the periods among them, of which several words are one."""
    at = 0
    for period in find_periods(text):
        yield from _analysed(folded[at : period.start], marked[at : period.start], longest)
        yield _period(period, folded[period.start : period.end], marked[period.start : period.end])
        at = period.end
    yield from _analysed(folded[at:], marked[at:], longest)


def _period(period: Period, folded: Sequence[str], marked: Sequence[str]) -> Concept:
    typed = Variant(" ".join(folded), " ".join(marked), text=" ".join(marked))
    writings = tuple(Variant(writing, writing, text=writing) for writing in period.writings)
    language = "zh" if any(is_han(word) for word in folded) else "vi"
    return Concept(typed.marked, _joined((typed, *writings), ()), language=language, months=period.days)


def _analysed(folded: Sequence[str], marked: Sequence[str], longest: int) -> Iterator[Concept]:
    at, pending = 0, 0
    while at < len(folded):
        length = _named(folded, marked, at, longest)
        if not length or _cuts_a_name(folded, marked, at, length, longest):
            at += 1
            continue
        yield from _plain(folded[pending:at], marked[pending:at])
        yield _known(" ".join(folded[at : at + length]), " ".join(marked[at : at + length]))
        at = pending = at + length
    yield from _plain(folded[pending:], marked[pending:])


def _named(folded: Sequence[str], marked: Sequence[str], at: int, longest: int) -> int:
    """Return how many words from `at` make the longest name of the glossary, 0 where none does."""
    glossary = load_glossary()
    for length in range(min(glossary.longest, longest, len(folded) - at), 0, -1):
        key = " ".join(folded[at : at + length])
        if length == 1 and is_han(key) and _beside_han(folded, at):
            continue
        if length == 1 and _is_plain_word(key, marked[at], len(folded)):
            continue
        if glossary.find(key) and _meanings(key, marked[at : at + length]):
            return length
    return 0


def _is_plain_word(folded: str, marked: str, words: int) -> bool:
    """Tell whether a word among others is no abbreviation that is spelled alike: "gọi ai" asks who."""
    pairs = load_glossary().find(folded)
    return words > 1 and is_common(folded, marked) and all(is_abbreviation(name.text) for _, name in pairs)


def _cuts_a_name(folded: Sequence[str], marked: Sequence[str], at: int, length: int, longest: int) -> bool:
    """Tell whether a common name takes the beginning of a rarer one: of người bệnh phong, bệnh phong is the name."""
    if not is_common(" ".join(folded[at : at + length]), " ".join(marked[at : at + length])):
        return False
    for start in range(at + 1, at + length):
        end = start + _named(folded, marked, start, longest)
        if end > at + length and not is_common(" ".join(folded[start:end]), " ".join(marked[start:end])):
            return True
    return False


def _beside_han(folded: Sequence[str], at: int) -> bool:
    """Tell whether a character has another one beside it, of whose word it is likely a part."""
    return any(is_han(word) for word in (*folded[max(at - 1, 0) : at], *folded[at + 1 : at + 2]))


def _meanings(folded: str, marked: Sequence[str]) -> list[tuple[Entry, Name]]:
    """Return the meanings of a name whose marks do not contradict what was typed."""
    words = folded.split()
    return [
        (entry, name)
        for entry, name in load_glossary().find(folded)
        if " ".join(marked) == name.marked
        or (name.language == "en" and folded.startswith(name.folded))
        or (
            # one syllable without marks has too many readings
            len(words) > 1
            and all(may_mean(typed, known) for typed, known in zip(marked, name.marked.split(), strict=True))
        )
    ]


def _known(folded: str, marked: str) -> Concept:
    pairs = _meanings(folded, marked.split())
    exact = [pair for pair in pairs if pair[1].marked == marked]
    # a name of one syllable without marks, such as lao, is not each of its readings
    typed = Variant(folded, marked, text=marked, alone=True, open=not (exact and " " not in folded))
    pairs = exact or pairs
    variants = [typed]
    for entry, name in pairs:
        variants += [_variant(other, name, entry) for other in entry.names if other.marked != marked]
    title = all(entry.kind == "title" for entry, _ in pairs)
    return Concept(
        marked,
        _joined(variants, ()),
        known=not title,
        weight=_TITLE if title else (_COMMON * 2 if is_common(folded, marked) else 1.0),
        entries=frozenset(entry for entry, _ in pairs),
        language="any" if any(is_international(name, entry) for entry, name in pairs) else pairs[0][1].language,
    )


def _variant(other: Name, typed: Name, entry: Entry) -> Variant:
    kind: Kind
    abbreviated = (
        is_abbreviation(typed.text)
        or is_abbreviation(other.text)
        or other.text in shortened(typed.text)
        or typed.text in shortened(other.text)
    )
    if other.folded == typed.folded:
        kind = "typed"
    elif is_international(typed, entry) or (other.language == typed.language and abbreviated):
        kind = "same"
    else:
        kind = "synonym" if other.language == typed.language else "translation"
    return Variant(other.folded, other.marked, kind, open=False, alone=True, text=other.text, language=other.language)


def is_international(name: Name, entry: Entry) -> bool:
    """Tell whether a name is English or written alike in several languages: who types it means the thing in any."""
    languages = {other.language for other in entry.names if other.folded == name.folded}
    return name.language == "en" or len(languages) > 1


def is_abbreviation(text: str) -> bool:
    """Tell whether a name is an abbreviation, such as SXH or ĐTĐ."""
    return len(text) <= 8 and " " not in text and text.upper() == text and text.lower() != text


def _joined(first: Iterable[Variant], second: Iterable[Variant]) -> tuple[Variant, ...]:
    order = {"typed": 0, "phrase": 0, "same": 1, "synonym": 2, "corrected": 3, "translation": 4}
    unique: dict[str, Variant] = {}
    for variant in (*first, *second):
        kept = unique.get(variant.marked)
        if kept is None or order[variant.kind] < order[kept.kind]:
            unique[variant.marked] = variant
    return tuple(unique.values())


def _plain(folded: Sequence[str], marked: Sequence[str]) -> Iterator[Concept]:
    """Return the concepts of words that the glossary does not have: Chinese is cut into words or pairs."""
    at = 0
    while at < len(folded):
        end = at
        while end < len(folded) and is_han(folded[end]):
            end += 1
        if end > at:
            yield from _chinese("".join(folded[at:end]))
            at = end
        else:
            yield _word(folded[at], marked[at])
            at += 1


def _word(folded: str, marked: str) -> Concept:
    weight = _COMMON if is_common(folded, marked) else 1.0
    language = "vi" if folded != marked else ""
    spelled = [Variant(folded_words(word).strip(), word, text=word) for word in (marked, *other_spellings(marked))]
    return Concept(marked, tuple(spelled), weight=weight, language=language)


def _chinese(run: str) -> Iterator[Concept]:
    """Cut a run of characters; single ones that no dictionary joins are taken in pairs with their neighbours."""
    loose = ""
    for word in [*cut(run), ""]:
        if len(word) == 1:
            loose += word
            continue
        yield from _pieces(loose)
        loose = ""
        if word:
            yield _piece(word, _COMMON if is_common(word, word) else 1.0)


def _pieces(loose: str) -> Iterator[Concept]:
    for run in _FUNCTION.split(loose):
        yield from _pairs(run)


def _pairs(loose: str) -> Iterator[Concept]:
    if len(loose) == 1:
        if not is_common(loose, loose):
            yield _piece(loose, _PIECE / 2)
        return
    if len(loose) > 2 and loose[-1] in _KINDS_OF_PLACE:
        loose = loose[:-1]
    for at in range(len(loose) - 1):
        yield _piece(loose[at : at + 2], _PIECE)


def _piece(word: str, weight: float) -> Concept:
    spaced = " ".join(word)
    return Concept(word, (Variant(spaced, spaced, text=word),), weight=weight, language="zh")
