"""The characters of a PDF page with their places and fonts, gathered into stretches of one line."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from crawler.filetext.fonts import FontCoding, font_coding

NAME_BYTES = 256
LINE_END_HYPHENS = frozenset((0xFFFE, 0x02, 0xAD))
"""What PDFium gives for a hyphen at the end of a line; it belongs to the word as it is printed."""
NEW_STRETCH = 1.1
"""Of the size of the letters: white space that ends a stretch."""
BACK = 0.6
"""Of the size: how far a letter may be drawn back over the one before it, as marks are."""
SAME_LINE = 0.35
TURNED, TURN = 0.2, 6.2832
"""Radians from which on a letter is not upright, and those of a whole turn."""
QUARTERS = {0: 0.0, 90: 4.7124, 180: 3.1416, 270: 1.5708}
"""Rotation of a page in degrees → the angle, clockwise, of letters that a reader sees upright."""
SAMPLE = 400
"""So many characters tell how a page is turned."""
MOST = 0.7


@dataclass(frozen=True, slots=True)
class Letter:
    """One character that a page shows."""

    code: int
    left: float
    right: float
    base: float
    size: float
    font: str
    is_unmapped: bool
    """The font does not say which character it is."""


@dataclass(slots=True)
class Stretch:
    """Characters of one line and one font that stand close together."""

    left: float
    right: float
    base: float
    size: float
    text: str
    coding: FontCoding | None
    font: str
    letters: int = 0
    unmapped: int = 0


def stretches(text_page: pypdfium2.PdfTextPage, rotation: int) -> Iterator[Stretch]:
    """Yield the stretches of a page that is read turned by *rotation*, in the order in which they are drawn."""
    current: Stretch | None = None
    spaces = ""
    for letter in _letters(text_page, rotation):
        if letter is None or chr(letter.code).isspace():
            spaces = " "
            continue
        if current is None or not _follows(current, letter):
            if current is not None:
                yield current
            current = _start(letter)
        else:
            current.text += spaces + _shown(letter)
            current.left = min(current.left, letter.left)
            current.right = max(current.right, letter.right)
        current.letters += 1
        current.unmapped += letter.is_unmapped
        spaces = ""
    if current is not None:
        yield current


def _start(letter: Letter) -> Stretch:
    coding = font_coding(letter.font)
    return Stretch(letter.left, letter.right, letter.base, letter.size, _shown(letter), coding, letter.font)


def _shown(letter: Letter) -> str:
    return "-" if letter.code in LINE_END_HYPHENS else chr(letter.code)


def _follows(stretch: Stretch, letter: Letter) -> bool:
    size = max(stretch.size, letter.size)
    gap = letter.left - stretch.right
    is_near = -max(BACK * size, stretch.right - stretch.left if chr(letter.code) in COMBINING else 0) <= gap
    is_level = abs(letter.base - stretch.base) <= SAME_LINE * min(stretch.size, letter.size)
    return letter.font == stretch.font and is_level and is_near and gap <= NEW_STRETCH * size


COMBINING = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def _letters(text_page: pypdfium2.PdfTextPage, rotation: int) -> Iterator[Letter | None]:
    """Yield the characters; None for white space that PDFium put between two of them."""
    fonts: dict[int, str] = {}
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_IsGenerated(text_page, index) == 1 and code not in LINE_END_HYPHENS:
            yield None
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect)):
            continue
        if not raw.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y)):
            continue
        handle = raw.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in fonts:
            fonts[address] = _font_name(text_page, index)
        left, right, base, size = _place(rotation, rect, x.value, y.value)
        unmapped = raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
        yield Letter(code, left, right, base, max(size, 1.0), fonts[address], unmapped)


def _font_name(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(NAME_BYTES), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, buffer, NAME_BYTES, ctypes.byref(flags))
    return buffer.raw[: max(0, min(length, NAME_BYTES) - 1)].decode("utf-8", "replace")


def reading_rotation(text_page: pypdfium2.PdfTextPage, rotation: int) -> int:
    """Return by how much a page is turned for most of its text to stand upright; *rotation* is what the page says.

    The annex of a paper is often a wide table that was drawn sideways on a tall page.
    """
    counts = {quarter: _upright(text_page, quarter) for quarter in (rotation, *QUARTERS)}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] > MOST * sum(counts.values()) else rotation


def turned_share(text_page: pypdfium2.PdfTextPage, rotation: int) -> float:
    """Return the share of a page's characters that do not stand upright, of the first few hundred."""
    count = min(raw.FPDFText_CountChars(text_page), SAMPLE)
    return 1 - _upright(text_page, rotation) / count if count else 0.0


def _upright(text_page: pypdfium2.PdfTextPage, rotation: int) -> int:
    count = min(raw.FPDFText_CountChars(text_page), SAMPLE)
    angles = [raw.FPDFText_GetCharAngle(text_page, index) for index in range(count)]
    upright = QUARTERS[rotation]
    return sum(angle < 0 or not TURNED < (angle - upright) % TURN < TURN - TURNED for angle in angles)


def _place(rotation: int, box: raw.FS_RECTF, x: float, y: float) -> tuple[float, float, float, float]:
    """Return left, right, baseline and height of a character on a page that is turned by *rotation* for its reader."""
    if rotation == 90:
        return box.bottom, box.top, -x, box.right - box.left
    if rotation == 180:
        return -box.right, -box.left, -y, box.top - box.bottom
    if rotation == 270:
        return -box.top, -box.bottom, x, box.right - box.left
    return box.left, box.right, y, box.top - box.bottom
