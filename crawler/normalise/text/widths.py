"""Length-preserving folding for parsers: full-width digits, letters and signs, odd spaces, look-alike Han radicals.

Full NFKC would turn … into three dots and shift every position behind it; parsers here report where in the input they
found something, so every character stays one character.  Stored text is never folded.
"""

import re
import unicodedata


def _table() -> dict[int, str]:
    """Pairs of one character to one character, from NFKC."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    # Kangxi radicals and compatibility ideographs that stand for 年 月 日 and the like in text copied from PDFs
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1:
            table[code] = folded
    for code in (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        table[code] = " "
    for code in (0x2010, 0x2011, 0x2012, 0x2013, 0x2212):
        table[code] = "-"
    table[0x2236] = ":"
    table[0xFE55] = ":"
    return table


_NARROW = _table()
_WIDE = re.compile(f"[{''.join(map(re.escape, map(chr, _NARROW)))}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def narrow(text: str) -> str:
    """Return the text with wide forms made narrow; same length, and a second application changes nothing."""
    return text if text.isascii() else _WIDE.sub(_narrowed, text)


def _narrowed(match: re.Match[str]) -> str:
    return _NARROW[ord(match[0])]


def visible(text: str) -> tuple[str, list[int] | None]:
    """Return narrowed, composed (NFC) text without invisible characters, and where each character stood in `text`.

    The places are None where every character stands where it stood.
    """
    narrowed = narrow(text)
    if narrowed.isascii() or (unicodedata.is_normalized("NFC", narrowed) and not _INVISIBLE.search(narrowed)):
        return narrowed, None
    characters: list[str] = []
    places: list[int] = []
    start, length = 0, len(narrowed)
    while start < length:
        end = start + 1
        while end < length and unicodedata.combining(narrowed[end]):
            end += 1
        for character in unicodedata.normalize("NFC", narrowed[start:end]):
            if not _INVISIBLE.match(character):
                characters.append(character)
                places.append(start)
        start = end
    return "".join(characters), places
