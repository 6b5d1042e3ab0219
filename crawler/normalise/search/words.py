"""Text as the search sees it: its words, folded as in the index and as they are written, one for one.

A word is a run of letters and digits, or one Han character.  `folded_words` has no marks; `marked_words` keeps those
of Vietnamese, with one tone placement, and is otherwise the same.  Both begin and end with a space, so that a phrase
is found with ``in``.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.search_key import ALONE, ALONE_RUN, FOLD, NUMERALS
from crawler.normalise.text.tones import place_tones

_VIETNAMESE = "".join(letter for letter in LOWER if not letter.isascii())
_MARKED: dict[int, int | str] = {
    **FOLD,
    **{ord(letter): letter for letter in _VIETNAMESE},
    **{ord(letter): letter.lower() for letter in UPPER if not letter.isascii()},
}
_HAS_MARKS = re.compile(f"[{_VIETNAMESE}{_VIETNAMESE.upper()}\u0300-\u0323]")
_ALONE = re.compile(f"[{ALONE}]")
_PLAIN = re.compile(f"[a-zA-Z{_VIETNAMESE}{_VIETNAMESE.upper()} ]+")
_BETWEEN = re.compile(f"(?:[^\\w{ALONE}]|_)+")

_SIGNS = {"\u0302": "6", "\u031b": "7", "\u0306": "8", "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4",
          "\u0323": "5"}  # fmt: skip
"""Combining marks as the VNI input method types them."""
_CODES = {ord("đ"): "d9"} | {
    ord(letter): "".join(_SIGNS.get(part, part) for part in normalize("NFD", letter))
    for letter in _VIETNAMESE
    if letter != "đ"
}
_MAX_SYLLABLE_LENGTH = 7


def folded_words(text: str) -> str:
    """Return the words without marks, as the index has them, between single spaces."""
    return _spaced(normalize("NFC", text).translate(FOLD).translate(NUMERALS))


def marked_words(text: str) -> str:
    """Return the words as written, lower case and with one tone placement, one for one with `folded_words`."""
    return _spaced(place_tones(text).translate(_MARKED).translate(NUMERALS))


def _spaced(text: str) -> str:
    # by run and not by character: a long Chinese text has thousands of them
    apart = ALONE_RUN.sub(lambda run: f" {' '.join(run[0])} ", text)
    return f" {_BETWEEN.sub(' ', apart).strip()} "


def mark_code(word: str) -> str:
    """Return a marked word in plain letters and digits, for the index: ``dại`` is ``da5i``, as VNI types it."""
    return word.translate(_CODES)


def mark_words(text: str) -> str:
    """Return the different Vietnamese words of a text, coded by `mark_code`; nothing where no word has a mark."""
    if not _HAS_MARKS.search(text):
        return ""
    words = {word for word in marked_words(text).split() if len(word) <= _MAX_SYLLABLE_LENGTH and word.isalpha()}
    return " ".join(sorted(mark_code(word) for word in words if not _ALONE.match(word)))


def is_han(word: str) -> bool:
    """Tell whether a word is one Han character."""
    return len(word) == 1 and "\u3400" <= word <= "\u9fff"


def may_mean(typed: str, word: str) -> bool:
    """Tell whether a typed word is a word of which some marks may have been left out; no typed mark contradicts it."""
    return typed == word or (
        len(typed) == len(word)
        and all(
            a == b or normalize("NFD", b).startswith(normalize("NFD", a)) or (a, b) == ("d", "đ")
            for a, b in zip(typed, word, strict=True)
        )
    )


def contains_exactly(text: str | None, needles: str) -> bool:
    """Tell whether every one of the newline-separated phrases stands in a text with just these marks; an SQL function.

    How a tone is placed is spelling: ``khoẻ`` is ``khỏe``.
    """
    if all(pattern is not None and pattern.search(text or "") for pattern in _as_typed(needles)):
        return True
    words = marked_words(text or "")
    return all(marked_words(needle) in words for needle in needles.split("\n"))


@lru_cache(maxsize=16)
def _as_typed(needles: str) -> tuple[re.Pattern[str] | None, ...]:
    """Return what finds each phrase where a text has it letter by letter, which most do; None for other signs."""
    return tuple(
        re.compile(rf"(?<!\w){re.escape(needle)}(?![\w\u0300-\u036f])", re.IGNORECASE)
        if _PLAIN.fullmatch(needle)
        else None
        for needle in needles.split("\n")
    )
