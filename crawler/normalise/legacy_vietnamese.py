"""Vietnamese written for fonts rather than in Unicode: TCVN3, VNI, VISCII and VPS, recognised and converted.

Such text arrives as Latin-1 letters and signs that look right in one font only.  A page is converted when far more of
its words become Vietnamese under one table than are so already; a title alone is too short to tell.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html.entities import name2codepoint
from unicodedata import normalize

from crawler.normalise.tables.legacy_vietnamese import TCVN3, VISCII, VPS, as_table
from crawler.normalise.tables.vietnamese_syllables import SYLLABLES

Convert = Callable[[str], str]

SAMPLE = 4000
"""Characters with a mark near them that are enough to decide a page by."""

WINDOWS_1252 = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""What browsers show for the bytes 80–9F of a page in Latin-1."""

TO_LATIN_1 = {ord(shown): chr(code) for code, shown in WINDOWS_1252.items()}


def _single_byte(layout: str) -> Convert:
    # Both the bytes 80–9F as such and the characters that windows-1252 makes of them stand for the letter.
    letters: dict[int, str] = {**WINDOWS_1252, **as_table(layout)}
    for code, shown in WINDOWS_1252.items():
        letters[ord(shown)] = letters[code]
    return lambda text: text.translate(letters)


VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_CIRCUMFLEX = {"â": "â", "à": "ầ", "á": "ấ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"}
VNI_BREVE = {"ê": "ă", "è": "ằ", "é": "ắ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ"}
VNI_ALONE = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ñ": "đ", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs = dict(VNI_ALONE)
    vowels = {**{vowel: vowel for vowel in "aeiouy"}, "ô": "ơ", "ö": "ư"}
    for typed, vowel in vowels.items():
        pairs |= {typed + mark: normalize("NFC", vowel + tone) for mark, tone in VNI_TONES.items()}
    for mark, letter in VNI_CIRCUMFLEX.items():
        pairs |= {vowel + mark: normalize("NFC", vowel + normalize("NFD", letter)[1:]) for vowel in "aeo"}
    pairs |= {"a" + mark: letter for mark, letter in VNI_BREVE.items()}
    # A capital's mark may be typed in either case.
    capitals = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in pairs.items()}
    return {**pairs, **capitals, **{typed.upper(): letter.upper() for typed, letter in pairs.items()}}


VNI_PAIRS = _vni_pairs()
VNI = re.compile("|".join(sorted(VNI_PAIRS, key=len, reverse=True)))


def _from_vni(text: str) -> str:
    return VNI.sub(lambda found: VNI_PAIRS[found[0]], text.translate(WINDOWS_1252))


CONVERTERS: Mapping[str, Convert] = {
    "tcvn3": _single_byte(TCVN3),
    "vni": _from_vni,
    "viscii": _single_byte(VISCII),
    "vps": _single_byte(VPS),
}
"""Encoding → what turns its text, given as Latin-1 or as windows-1252, into Unicode (NFC)."""
