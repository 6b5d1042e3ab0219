"""Pages whose parts are in different character sets, and pages that were encoded twice.

Offices paste parts of other systems into their pages: a GBK footer in a UTF-8 page, a UTF-8 list in a GBK page.  Each
stretch between two tags is then decoded by itself, the declared set first.  Systems that read bytes in a wrong set and
wrote them out again left whole pages in signs of Latin-1: that is undone where what comes out is plainly the language.
"""

import re
from collections.abc import Iterable

from crawler.normalise.text.letters import han_letters
from crawler.normalise.text.mojibake import DAMAGE, repair_mojibake

_STRETCH = re.compile(rb"[^<>\r\n]+|[<>\r\n]+")
_MIN_LENGTH = 9
"""Bytes beyond ASCII from which a stretch that is valid UTF-8 is so by no chance."""
_MIN_DECLARED = 12
"""Bytes beyond ASCII of the declared set that a mixed page must have."""
_DAMAGED = 12
"""Damaged places from which a whole page was encoded twice."""
_SIGNS = 40
"""Letters of Latin-1 from which a page may be Chinese bytes shown one by one."""
_RUN = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def decode_stretches(body: bytes, declared: str, language: str | None) -> tuple[str, int] | None:
    """Return a page of UTF-8 and GBK parts as text, with the characters lost; None where it is in one set.

    *declared* is ``utf-8`` or ``gb18030``.  In a Vietnamese page no part is Chinese: what is not in the declared set is
    lost, and nothing else.
    """
    ours = theirs = 0
    pieces: list[tuple[bytes, bool]] = []
    for match in _STRETCH.finditer(body):
        piece = match[0]
        beyond = 0 if piece.isascii() else len(piece) - len(piece.decode("ascii", "ignore"))
        is_utf8 = not beyond or _is_utf8(piece)
        fits = is_utf8 if declared == "utf-8" else not (beyond >= _MIN_LENGTH and is_utf8)
        ours += beyond * fits
        theirs += beyond * (not fits)
        pieces.append((piece, fits))
    if ours < _MIN_DECLARED or not theirs or (declared == "utf-8" and ours < theirs // 2):
        return None
    other = declared if language == "vi" else "gb18030" if declared == "utf-8" else "utf-8"
    text = "".join(_decoded(piece, declared if fits else other, declared) for piece, fits in pieces)
    return text, text.count("\ufffd")


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(piece: bytes, encoding: str, declared: str) -> str:
    """Decode one stretch; a foreign one that makes no Chinese is damaged text of the declared set."""
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return piece.decode(declared, "replace")
    return text if encoding == declared or han_letters(text) > 1 else piece.decode(declared, "replace")


def undo_second_encoding(text: str) -> tuple[str, str] | None:
    """Return a page's text as it was before it was encoded a second time, with the first set; None for sound text."""
    if len(DAMAGE.findall(text)) >= _DAMAGED:
        repaired = repair_mojibake(text)
        if len(DAMAGE.findall(repaired)) <= _DAMAGED // 4:
            return repaired, "utf-8"
    signs = len(_RUN.findall(text))
    if signs < _SIGNS or signs < 4 * han_letters(text):
        return None
    return _as_chinese_bytes(text, signs)


def _as_chinese_bytes(text: str, signs: int) -> tuple[str, str] | None:
    raw = _bytes_of(text)
    if raw is None:
        return None
    shown = raw.decode("gb18030", "replace")
    common = sum(map(shown.count, "的一是在了和有不中人国年月日为"))
    sound = shown.count("\ufffd") * 50 <= signs
    return (shown, "gb18030") if sound and 60 * common >= signs else None


def _bytes_of(text: str) -> bytes | None:
    """Return the bytes whose signs in windows-1252 or Latin-1 a text shows; None where a sign is of neither."""
    written: list[bytes] = []
    for piece in _pieces(text):
        for encoding in ("latin-1", "cp1252"):
            try:
                written.append(piece.encode(encoding))
                break
            except UnicodeEncodeError:
                continue
        else:
            return None
    return b"".join(written)


def _pieces(text: str) -> Iterable[str]:
    """Yield stretches of letters of Latin-1, and the signs of windows-1252 between them one by one."""
    start = 0
    for index, letter in enumerate(text):
        if letter > "\u00ff":
            yield text[start:index]
            yield letter
            start = index + 1
    yield text[start:]
