"""Vietnamese written for fonts rather than in Unicode: TCVN3, VNI, VISCII and VPS, recognised and converted.

Such text arrives as Latin-1 letters and signs that look right in one font only.  A page is converted when far more of
its words become Vietnamese under one table than are so already; a title alone is too short to tell.  Windows-1258, a
true character set, is told from them here too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from unicodedata import normalize

from crawler.normalise.tables.legacy_vietnamese import TCVN3, VISCII, VPS, as_table
from crawler.normalise.tables.vietnamese_syllables import SYLLABLES

Convert = Callable[[str], str]

SAMPLE = 2000
"""Words with a mark that are enough to decide a page by."""

MINIMUM = 3
"""Known words without which nothing is decided."""


def _high_bytes(codec: str) -> dict[int, str]:
    shown = {code: bytes([code]).decode(codec, "ignore") for code in range(0x80, 0x100)}
    return {code: character for code, character in shown.items() if character and ord(character) != code}


WINDOWS_1252 = _high_bytes("cp1252")
"""What browsers show for the bytes 80–9F of a page in Latin-1."""


def _single_byte(layout: str) -> Convert:
    # Both the bytes 80–9F as such and the characters that windows-1252 makes of them stand for the letter.
    letters: dict[int, str] = {**WINDOWS_1252, **as_table(layout)}
    letters |= {ord(shown): letters[code] for code, shown in WINDOWS_1252.items()}
    return lambda text: text.translate(letters)


VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_ALONE = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ñ": "đ", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    plain = {**{vowel: vowel for vowel in "aeiouy"}, "ô": "ơ", "ö": "ư"}
    pairs = dict(VNI_ALONE)
    pairs |= {vowel + mark: letter + tone for vowel, letter in plain.items() for mark, tone in VNI_TONES.items()}
    pairs |= {vowel + mark: vowel + "\u0302" + tone for vowel in "aeo" for mark, tone in VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in VNI_BREVE.items()}
    # A capital's mark may be typed in either case.
    capitals = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in pairs.items()}
    capitals |= {typed.upper(): letter.upper() for typed, letter in pairs.items()}
    return {typed: normalize("NFC", letter) for typed, letter in {**pairs, **capitals}.items()}


VNI_PAIRS = _vni_pairs()
VNI = re.compile(
    "[aA][{0}{1}{2}]|[eEoO][{0}{1}]|[iuyôöIUYÔÖ][{0}]|[{3}]".format(
        *("".join(marks) + "".join(marks).upper() for marks in (VNI_TONES, VNI_CIRCUMFLEX, VNI_BREVE, VNI_ALONE))
    )
)
"""A vowel with its mark before a letter by itself: the marks of one are the letters of the other."""


def _from_vni(text: str) -> str:
    return VNI.sub(lambda found: VNI_PAIRS.get(found[0], found[0]), text.translate(WINDOWS_1252))


WINDOWS_1258 = _high_bytes("cp1258")


def _from_windows_1258(text: str) -> str:
    return normalize("NFC", text.translate(WINDOWS_1258))


CONVERTERS: Mapping[str, Convert] = {
    "windows-1258": _from_windows_1258,
    "tcvn3": _single_byte(TCVN3),
    "vni": _from_vni,
    "viscii": _single_byte(VISCII),
    "vps": _single_byte(VPS),
}
"""Encoding → what turns its text, given as Latin-1 or as windows-1252, into Unicode (NFC)."""

SOFT_HYPHEN = "\u00ad"
"""Itself where a word may be broken; ư in TCVN3 and ễ in VISCII."""

WORDS = re.compile("[^\\s.,;:!?()\"“”/0-9<>=…‘’–—|\\[\\]{}&*+%$#@_'-]+")
"""Not ``\\w+``: the letters of a legacy text are signs such as ¸ ¶ § µ."""

UNICODE_LETTER = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323\u2e80-\U0003ffff]")
"""What a legacy text never holds: a Vietnamese letter, mark or Han character beyond Latin-1."""

MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|textarea)\b.*?(?:</\1|\Z)|<[^<>]*>?", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"(<[^<>]*>?)")
ADDRESS = re.compile(r"""(\b(?:href|src|action)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))""", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8}\d{0,2});?")


def detect(html: str) -> str | None:
    """Return the name of the converter whose table makes Vietnamese of the page's visible text, or None.

    Takes the page as Latin-1 or windows-1252 text, or as Unicode text in which legacy codes were stored.
    """
    words = []
    for segment in visible_segments(html):
        if not UNICODE_LETTER.search(segment):
            words += [word for word in WORDS.findall(segment) if _is_marked(word)]
        if len(words) >= SAMPLE:
            break
    if len(words) < MINIMUM:
        return None
    text = " ".join(words)
    unchanged, _ = known_words(text)
    scores = {name: known_words(convert(text)) for name, convert in CONVERTERS.items()}
    best = max(scores, key=lambda name: scores[name][0])
    known, marked = scores[best]
    convincing = known >= MINIMUM and 2 * known >= marked and known >= 2 * unchanged + 2
    return best if convincing else None


def visible_segments(html: str) -> Iterator[str]:
    """Yield the stretches of text between the tags of a page, entities of Latin-1 resolved."""
    for segment in MARKUP.split(html)[::2]:
        if segment and not segment.isspace():
            yield resolve_entities(segment)


def resolve_entities(text: str) -> str:
    """Return the text with entities of Latin-1 letters and signs resolved, and those of markup kept."""
    return ENTITY.sub(_resolved, text) if "&" in text else text


def _resolved(found: re.Match[str]) -> str:
    character = unescape(found[0])
    is_letter = len(character) == 1 and ("\xa0" < character <= "\xff" or character in WINDOWS_1252.values())
    return character if is_letter else found[0]


def known_words(text: str) -> tuple[int, int]:
    """Return how many words with a mark are common Vietnamese syllables, and how many have a mark at all."""
    marked = [word for word in WORDS.findall(text.lower()) if _is_marked(word)]
    return sum(word in SYLLABLES for word in marked), len(marked)


def _is_marked(word: str) -> bool:
    # A sign by itself is a bullet or a middle dot as a rule, whatever letter it may be in a font.
    return len(word) > 1 and not word.isascii()


def convert_page(html: str, encoding: str) -> str:
    """Return the page with its legacy text in Unicode; addresses and text that is Unicode already stay."""
    convert = CONVERTERS[encoding]
    return "".join(
        _convert_tag(piece, convert) if piece.startswith("<") else _convert_text(piece, convert)
        for piece in TAG.split(html)
    )


def _convert_tag(tag: str, convert: Convert) -> str:
    if tag.isascii() and "&" not in tag:
        return tag
    pieces = ADDRESS.split(tag)
    return "".join(piece if index % 2 else _convert_text(piece, convert) for index, piece in enumerate(pieces))


def _without_soft_hyphens(word: str, convert: Convert) -> str:
    """Take soft hyphens out of a word, unless it is a word only with the letter that the font shows for them."""
    plain = word.replace(SOFT_HYPHEN, "")
    is_hyphen = convert(plain).lower() in SYLLABLES and convert(word).lower() not in SYLLABLES
    return plain if is_hyphen else word


def _convert_text(text: str, convert: Convert) -> str:
    text = resolve_entities(text)
    if text.isascii() or UNICODE_LETTER.search(text):
        return text
    if SOFT_HYPHEN in text:
        text = WORDS.sub(lambda found: _without_soft_hyphens(found[0], convert), text)
    converted = convert(text)
    # A page of our day may hold one legacy article: à and é of its menu are what they seem.
    return text if known_words(text)[0] > known_words(converted)[0] else converted
