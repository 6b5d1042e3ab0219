"""The nearest spelling of what nothing was found for."""

from collections.abc import Iterator, Sequence

from crawler.normalise.search import chinese
from crawler.normalise.search.glossary import Name, load_glossary
from crawler.normalise.search.words import folded_words, is_han, marked_words, may_mean

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CONFUSED = (
    ("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("r", "gi"), ("l", "n"), ("c", "k"), ("i", "y"), ("ng", "n"),
    ("n", "ng"), ("t", "c"), ("ngh", "ng"), ("gh", "g"), ("v", "d"),
)  # fmt: skip
_MAX_LENGTH = 24
"""Letters of a word, beyond which it is no word: the edits grow with the square of its length."""
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
                found.extend((written, name) for name in known or _near(piece))
    return found


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
        if len(words) >= 2 and any(len(word) == 1 for word in chinese.cut("".join(words))):
            alike = _one_off(words)
            # of two characters one alone says too little, unless the other sounds as it should
            yield from (name for name in alike if len(words) > 2 or chinese.sound_alike("".join(words), name.text))
    elif not han and len(piece.replace(" ", "")) >= _MIN_LENGTH:
        for key in dict.fromkeys(_edits_of_phrase(words)):
            for _, name in load_glossary().by_name.get(key, ())[:1]:
                yield name


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
