"""The nearest spelling of what nothing was found for."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from crawler.normalise.search import chinese
from crawler.normalise.search.common_words import is_common
from crawler.normalise.search.glossary import Name, load_glossary
from crawler.normalise.search.words import folded_words, is_han, marked_words, may_mean

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CONFUSED = (
    ("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("r", "gi"), ("l", "n"), ("c", "k"), ("i", "y"), ("ng", "n"),
    ("n", "ng"), ("t", "c"), ("ngh", "ng"), ("gh", "g"), ("v", "d"),
)  # fmt: skip
_MAX_LENGTH = 24
"""Letters of a word, beyond which it is no word: the edits grow with the square of its length."""
_PARTICLES = frozenset("的了吗呢吧啊么")
"""They end a question, and are no slip for a character of a name."""
_NO_TERMS = ("plain", "title")
_ENDING_KINDS = ("disease", "vaccine")
_MIN_SHARED, _MAX_ENDING = 2, 2
"""Letters with which two spellings of a syllable begin alike, and letters in which they may end otherwise."""
_MIN_LENGTH = 5
"""Letters of a name, spaces apart, below which one letter more or less makes another word."""


def misspelled_names(text: str) -> list[tuple[str, Name]]:
    """Return pieces of a text one letter, or one Chinese character, off a name of the glossary, the longest first."""
    folded, marked = folded_words(text).split(), marked_words(text).split()
    found: list[tuple[str, Name]] = []
    ends = _word_ends(folded)
    for length in range(min(8, len(folded)), 0, -1):
        for at in range(len(folded) - length + 1):
            piece, written = " ".join(folded[at : at + length]), " ".join(marked[at : at + length])
            known = [name for _, name in load_glossary().by_name.get(piece, ())]
            if any(may_mean(written, name.marked) for name in known):
                continue
            if {at, at + length} <= ends:
                # the same letters with other marks come first
                near = known or [name for name in _near(piece) if _is_slip(written, name)]
                found.extend((written, name) for name in near)
    return [pair for pair in found if pair[1].folded in _terms()]


@cache
def _terms() -> frozenset[str]:
    """Names that somebody may misspell; what people say instead of a term is no spelling of it."""
    names = load_glossary().by_name.items()
    return frozenset(folded for folded, pairs in names if any(entry.kind not in _NO_TERMS for entry, _ in pairs))


def load() -> None:
    """Compute the names that may be misspelled, which is else done when one is looked for first."""
    _terms()


def _is_slip(written: str, name: Name) -> bool:
    """Tell whether the words that differ may be slips: a common word is what it is."""
    typed, meant = written.split(), name.folded.split()
    different = [a for a, b in zip(typed, meant, strict=False) if folded_words(a).strip() != b]
    return not any(is_common(folded_words(word).strip(), word) for word in different)


def _word_ends(words: Sequence[str]) -> set[int]:
    """Return the places between words, of Chinese only those that a dictionary cuts at."""
    places, at = {0}, 0
    while at < len(words):
        end = at + 1
        while end < len(words) and is_han(words[at]) and is_han(words[end]):
            end += 1
        pieces = chinese.cut("".join(words[at:end])) if is_han(words[at]) else [words[at]]
        for piece in pieces:
            at += len(piece) if is_han(piece[0]) else 1
            places.add(at)
    return places


def _near(piece: str) -> Iterator[Name]:
    words = piece.split()
    han = sum(is_han(word) for word in words)
    if han == len(words):
        if (
            len(words) >= 2
            and _PARTICLES.isdisjoint(words)
            and any(len(word) == 1 for word in chinese.cut("".join(words)))
        ):
            alike = _one_off(words)
            # of two characters one alone says too little, unless the other sounds as it should
            yield from (name for name in alike if len(words) > 2 or chinese.sound_alike("".join(words), name.text))
    elif not han and len(piece.replace(" ", "")) >= _MIN_LENGTH:
        keys = dict.fromkeys(_edits_of_phrase(words))
        yield from (_first(key) for key in keys if key in load_glossary().by_name)
        if len(words) > 1:
            yield from _ending_off(words)


def _first(key: str) -> Name:
    return load_glossary().by_name[key][0][1]


def _ending_off(words: Sequence[str]) -> Iterator[Name]:
    """Return the diseases and vaccines of which one syllable has another end, of two letters: bại hầu is bạch hầu."""
    for folded, pairs in load_glossary().by_name.items():
        known = folded.split()
        if len(known) != len(words) or pairs[0][0].kind not in _ENDING_KINDS:
            continue
        different = [(a, b) for a, b in zip(words, known, strict=True) if a != b]
        if len(different) == 1 and _same_beginning(*different[0]):
            yield pairs[0][1]


def _same_beginning(one: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= _MIN_SHARED and max(len(one), len(other)) - shared <= _MAX_ENDING


def _one_off(characters: Sequence[str]) -> Iterator[Name]:
    """Return the names with one character in another's place, or two that changed places."""
    for folded, pairs in load_glossary().by_name.items():
        known = folded.split()
        if len(known) != len(characters) or not all(is_han(word) for word in known):
            continue
        different = [n for n, (a, b) in enumerate(zip(characters, known, strict=True)) if a != b]
        swapped = len(different) == 2 and sorted(characters) == sorted(known)
        if len(different) == 1 or swapped:
            yield pairs[0][1]


def _edits_of_phrase(words: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        for edit in edits(word):
            yield " ".join((*words[:at], edit, *words[at + 1 :]))


def edits(word: str) -> Iterator[str]:
    """Return every word that is one letter off, those that Vietnamese spelling confuses first; of a long one none."""
    if len(word) > _MAX_LENGTH:
        return
    yield from confusions(word)
    for at in range(len(word)):
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if len(word) > 1:
            yield word[:at] + word[at + 1 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
    for at in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]


def confusions(word: str) -> Iterator[str]:
    """Return what Vietnamese spelling takes the word for, folded or with its marks: xởi is sởi."""
    for one, other in _CONFUSED:
        for a, b in ((one, other), (other, one)):
            if word.startswith(a):
                yield b + word[len(a) :]
            if word.endswith(a):
                yield word[: len(word) - len(a)] + b
