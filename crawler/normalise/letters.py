"""The letters of Vietnamese by case, for patterns: their code points interleave, so no range tells the cases apart."""

import unicodedata

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_TONED = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES)

LOWER = "a-z" + "".join(letter for letter in _TONED + "đ" if not letter.isascii())
"""Inside ``[…]``: every lower-case letter."""
UPPER = "A-Z" + "".join(letter for letter in (_TONED + "đ").upper() if not letter.isascii())
"""Inside ``[…]``: every capital letter."""
