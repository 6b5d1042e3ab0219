"""Vietnamese tone placement: hoà and hòa, thuỷ and thủy are one word spelled by two habits.

Only the open rhymes oa, oe and uy have two spellings.  They are brought to the traditional one (hòa, khỏe, thủy), for
comparing texts word by word; the words of other languages stay as they are.
"""

import re
from unicodedata import normalize

ONSET = re.compile(
    r"(?:^|.*[\W\d_])(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|r|s|th|tr|t|v|x)?", re.IGNORECASE | re.DOTALL
)
MAX_ONSET_LENGTH = 3

OPEN_RHYME = re.compile("([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?![^\\W\\d_])|([uU])([ỳýỷỹỵỲÝỶỸỴ])(?![^\\W\\d_])")
"""An open rhyme whose tone stands on the second vowel, with no letter after it."""

GLIDE_TONED = re.compile(r"\b([qQ])([ùúủũụÙÚỦŨỤ])([yY])(?![^\W\d_])")
"""The u of qu is no vowel: its tone belongs to the y (quý, not qúy)."""


def place_tones(text: str) -> str:
    """Return the text in NFC with the tone marks of open rhymes where the traditional spelling puts them."""
    composed = normalize("NFC", text)
    if composed.isascii():
        return composed
    return GLIDE_TONED.sub(_to_last_vowel, OPEN_RHYME.sub(_to_first_vowel, composed))


def _to_first_vowel(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - MAX_ONSET_LENGTH - 1) : found.start()]
    if not ONSET.fullmatch(before):
        return found[0]
    first, second = found[1] or found[3], normalize("NFD", found[2] or found[4])
    return normalize("NFC", first + second[1]) + second[0]


def _to_last_vowel(found: re.Match[str]) -> str:
    glide = normalize("NFD", found[2])
    return found[1] + glide[0] + normalize("NFC", found[3] + glide[1])
