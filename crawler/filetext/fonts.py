"""Fonts that draw Vietnamese from other codes than Unicode's: known by their names, their text converted."""

import re
from collections.abc import Iterable
from itertools import groupby, product
from typing import Literal

from crawler.normalise.tables.vietnamese_syllables import SYLLABLES
from crawler.normalise.text.legacy_vietnamese import CONVERTERS, UNICODE_LETTER

FontCoding = Literal["tcvn3", "tcvn3 capitals", "vni"]

SUBSET = re.compile(r"^[A-Z]{6}\+")
ABC = re.compile(r"^\.vn\w", re.IGNORECASE)
"""``.VnTime``, ``.VnArial NarrowH``."""
STYLE = re.compile(r"(?:[\s,-]*(?:bold|italic|oblique|regular|normal|mt|ps))+$", re.IGNORECASE)
VNI = re.compile(r"^VNI[-_ ]", re.IGNORECASE)
TOKEN = re.compile(r"\S*-\S*")
EDGES = "\"'.,;:!?()[]“”‘’/"
MAX_HYPHENS = 3


def font_coding(name: str | None) -> FontCoding | None:
    """Return how a font of that name codes its letters; None for Unicode, as far as its name tells."""
    bare = STYLE.sub("", SUBSET.sub("", (name or "").strip()))
    if VNI.match(bare):
        return "vni"
    if not ABC.match(bare):
        return None
    return "tcvn3 capitals" if bare.endswith("H") else "tcvn3"


def from_font(text: str, coding: FontCoding | None) -> str:
    """Return text that was typed for a font of that coding in Unicode; Unicode text stays as it is."""
    if coding is None:
        return text
    if coding == "vni":
        return text if UNICODE_LETTER.search(text) else CONVERTERS["vni"](text)
    converted = text if UNICODE_LETTER.search(text) else CONVERTERS["tcvn3"](text)
    return converted.upper() if coding == "tcvn3 capitals" else converted


def with_horned_u(text: str) -> str:
    """Return TCVN3 text whose code for ư was shown as a hyphen with that letter again, where it makes a syllable.

    The code is that of the soft hyphen, which readers of PDF turn into a hyphen.
    """
    return TOKEN.sub(_word, text) if "-" in text else text


def _word(found: re.Match[str]) -> str:
    word = found[0]
    bare = word.strip(EDGES)
    places = [place for place, letter in enumerate(bare) if letter == "-"]
    if not places or len(places) > MAX_HYPHENS or len(bare) == 1:
        return word
    # The form with most letters that is a syllable; a part between hyphens that stay must be none of its own.
    for choice in sorted(product((True, False), repeat=len(places)), key=sum, reverse=True):
        letters = list(bare)
        for place, is_letter in zip(places, choice, strict=True):
            if is_letter:
                letters[place] = "\xad"
        parts = "".join(letters).split("-")
        touched = [part for part in parts if "\xad" in part]
        if touched and all(CONVERTERS["tcvn3"](part).lower() in SYLLABLES for part in touched):
            return word.replace(bare, "".join(letters), 1)
    return word


def joined(spans: Iterable[tuple[str, FontCoding | None]]) -> str:
    """Return stretches of text, each with its font's coding, as one: a letter and its mark may stand in two."""
    return "".join(
        from_font("".join(text for text, _ in group), coding)
        for coding, group in groupby(spans, key=lambda span: span[1])
    )
