"""Vietnamese tone placement: hoà and hòa, thuỷ and thủy are one word spelled by two habits.

Only the open rhymes oa, oe and uy have two spellings.  They are brought to the traditional one (hòa, khỏe, thủy), for
comparing texts word by word; the words of other languages stay as they are.
"""

import re
from unicodedata import normalize

ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|r|s|th|tr|t|v|x"
TONED = {"a": "àáảãạ", "e": "èéẻẽẹ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}

SECOND_VOWEL_TONED = re.compile(
    rf"\b({ONSETS})?(?:(o)([{TONED['a']}{TONED['e']}])|(u)([{TONED['y']}]))(?![^\W\d_])", re.IGNORECASE
)
"""An open rhyme whose tone stands on the second vowel, after a Vietnamese onset and with no letter after it."""

GLIDE_TONED = re.compile(rf"\b(q)([{TONED['u']}])(y)(?![^\W\d_])", re.IGNORECASE)
"""The u of qu is no vowel: its tone belongs to the y (quý, not qúy)."""


def place_tones(text: str) -> str:
    """Return the text in NFC with the tone marks of open rhymes where the traditional spelling puts them."""
    composed = normalize("NFC", text)
    if composed.isascii():
        return composed
    return GLIDE_TONED.sub(_to_last_vowel, SECOND_VOWEL_TONED.sub(_to_first_vowel, composed))


def _to_first_vowel(found: re.Match[str]) -> str:
    onset, first, second = found[1] or "", found[2] or found[4], normalize("NFD", found[3] or found[5])
    return onset + normalize("NFC", first + second[1]) + second[0]


def _to_last_vowel(found: re.Match[str]) -> str:
    glide = normalize("NFD", found[2])
    return found[1] + glide[0] + normalize("NFC", found[3] + glide[1])
