"""A cell's number as its format shows it: dates, percentages, leading zeros; no float's last digits."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "d/m", 17: "m/yyyy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0",
    49: "@", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "yyyy-mm-dd", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number.  Those that follow the reader's country (14, 22, 30) are written in ISO form."""
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<general>General)|(?P<exponent>E[+-]0+)|(?P<fraction>\.0+(?=$|[^0#?]))"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+|a{3,4})|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
ELAPSED = re.compile(r"(?P<unit>h+|m+|s+)", re.IGNORECASE)
SYSTEM_DATE = re.compile(r"\$-F800", re.IGNORECASE)
CURRENCY = re.compile(r"\$([^-]*)")
CONDITION = re.compile(r"[<>=]")
LAST_DAY = 2_958_466
"""The first day after 9999, in days of 1900."""
GENERAL_DIGITS = 10
"""Significant digits of a fraction in a cell of the general format."""
MAX_DIGITS = 15
"""Significant digits that a float holds for certain."""
MAX_CODE = 255
"""Characters of a format; Excel takes no more."""

TokenKind = Literal[
    "text", "date", "elapsed", "ampm", "digit", "point", "comma", "percent", "exponent", "general", "seconds"
]


@dataclass(frozen=True)
class Token:
    """One piece of a format."""

    kind: TokenKind
    text: str


@lru_cache(maxsize=1024)
def tokens(code: str) -> tuple[Token, ...]:
    """Return the pieces of one section of a format."""
    found = (_token(match) for match in TOKEN.finditer(code[:MAX_CODE]))
    pieces = [piece for piece in found if piece is not None]
    is_date = any(piece.kind in ("date", "elapsed") for piece in pieces)
    return tuple(settled for piece in pieces for settled in _settled(piece, is_date=is_date))


def _settled(piece: Token, *, is_date: bool) -> list[Token]:
    """Return what a piece is whose meaning hangs on whether the section is a date."""
    if piece.kind == "seconds" and not is_date:
        return [Token("point", "."), *(Token("digit", digit) for digit in piece.text[1:])]
    if piece.kind in ("point", "comma", "percent", "digit") and is_date:
        return [Token("text", piece.text)]
    return [piece]


def _token(match: re.Match[str]) -> Token | None:
    kind, text = match.lastgroup, match[0]
    if kind in ("quoted", "escaped"):
        return Token("text", match[kind])
    if kind == "bracket":
        return _bracket(match["bracket"])
    if kind in ("ampm", "general", "exponent", "date", "digit"):
        return Token(kind, text.lower() if kind == "date" else text)  # type: ignore[arg-type]
    return _sign(kind, text)


def _sign(kind: str | None, text: str) -> Token | None:
    if kind == "fraction":
        return Token("seconds", text)
    if kind == "width":
        return Token("text", " ")
    if kind == "other":
        signs: dict[str, TokenKind] = {".": "point", ",": "comma", "%": "percent"}
        return Token(signs.get(text, "text"), text)
    return None


def _bracket(inside: str) -> Token | None:
    if ELAPSED.fullmatch(inside):
        return Token("elapsed", inside.lower())
    if SYSTEM_DATE.match(inside):
        return Token("date", "system")
    currency = CURRENCY.match(inside)
    return Token("text", currency[1]) if currency else None


def sections(code: str) -> list[str]:
    """Return the parts of a format that semicolons separate: positive, negative, zero, text."""
    parts, start, quoted, place = [], 0, False, 0
    code = code[:MAX_CODE]
    while place < len(code):
        letter = code[place]
        if letter == '"':
            quoted = not quoted
        elif letter == "\\":
            place += 1
        elif letter == ";" and not quoted:
            parts.append(code[start:place])
            start = place + 1
        place += 1
    return [*parts, code[start:]]


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return *value* as a cell with the format *code* shows it."""
    if not math.isfinite(value):
        return ""
    parts = sections(code)
    section, value = _section(parts, value)
    if any(token.kind in ("date", "elapsed") for token in tokens(section)):
        return _date(value, tokens(section), from_1904=from_1904) or general(value)
    if not section.strip() and len(parts) > 1:
        return ""  # a section left empty hides its numbers
    return _number(value, tokens(section))


def _section(parts: list[str], value: float) -> tuple[str, float]:
    if any(CONDITION.match(inside) for part in parts for inside in re.findall(r"\[([^\]]*)\]", part)):
        return "General", value
    if value < 0 and len(parts) > 1:
        return parts[1], -value
    if value == 0 and len(parts) > 2:
        return parts[2], value
    return parts[0], value


def general(value: float) -> str:
    """Return a number without a format: whole numbers whole, fractions rounded as a cell rounds them."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.{GENERAL_DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text and 1e-9 < abs(value) < 1e21 else text


def _number(value: float, pieces: tuple[Token, ...]) -> str:
    kinds = [piece.kind for piece in pieces]
    if "digit" not in kinds:
        return _without_digits(value, pieces)
    if "exponent" in kinds or any(piece.text == "/" for piece in pieces):
        return general(value)
    first, last = kinds.index("digit"), len(kinds) - 1 - kinds[::-1].index("digit")
    scaled = Decimal(f"{value:.{MAX_DIGITS}g}").scaleb(2 * kinds.count("percent") - 3 * _trailing_commas(kinds, last))
    point = next((place for place in range(first, len(kinds)) if kinds[place] == "point"), None)
    decimals = [piece.text for piece in pieces[point:] if piece.kind == "digit"] if point is not None else []
    rounded = f"{abs(scaled):.{len(decimals)}f}"
    whole, _, fraction = rounded.partition(".")
    whole_end = point if point is not None else last + 1
    text = _whole(whole, pieces[first:whole_end])
    kept = _fraction(fraction, decimals)
    sign = "-" if scaled < 0 and rounded.strip("0.") else ""
    before = "".join(_literal(piece) for piece in pieces[:first])
    after = "".join(_literal(piece) for piece in pieces[whole_end:] if piece.kind != "digit")
    return f"{sign}{before}{text}{kept}{after}".strip()


def _trailing_commas(kinds: list[TokenKind], last: int) -> int:
    """Return how many thousands a format leaves out: commas right behind its last digit."""
    count = 0
    while last + 1 + count < len(kinds) and kinds[last + 1 + count] == "comma":
        count += 1
    return count


def _whole(digits: str, pieces: tuple[Token, ...]) -> str:
    """Put the digits of a whole number into a format's places, from the right; what is left over goes before."""
    places = [place for place, piece in enumerate(pieces) if piece.kind == "digit"]
    grouped = any(piece.kind == "comma" for piece in pieces[: places[-1]]) if places else False
    left = digits.lstrip("0")
    least = sum(pieces[place].text == "0" for place in places)
    left = left.rjust(least, "0")
    if grouped:
        return f"{int(left):,}" if left else ""
    out: list[str] = []
    for piece in reversed(pieces):
        if piece.kind == "digit":
            if left:
                out.append(left[-1])
                left = left[:-1]
        elif piece.kind == "text" and (left or piece.text.strip()):
            out.append(piece.text[::-1])
    return left + "".join(out)[::-1]


def _fraction(digits: str, forms: list[str]) -> str:
    kept = len(digits)
    while kept and digits[kept - 1] == "0" and forms[kept - 1] != "0":
        kept -= 1
    return f".{digits[:kept]}" if kept else ""


def _literal(piece: Token) -> str:
    return piece.text if piece.kind in ("text", "percent") else ""


def _without_digits(value: float, pieces: tuple[Token, ...]) -> str:
    if any(piece.kind == "general" for piece in pieces) or not any(piece.text.strip() for piece in pieces):
        sign_free = "".join(general(value) if piece.kind == "general" else _literal(piece) for piece in pieces)
        return sign_free.strip() or general(value)
    words = "".join(_literal(piece) for piece in pieces).strip()
    return words.replace("@", general(value)) if words else general(value)


def moment(value: float, *, from_1904: bool = False) -> datetime | None:
    """Return the date of a serial number, or None where there is none."""
    if not 0 <= value < LAST_DAY:
        return None
    # Excel takes 1900 for a leap year, so that days up to its 60th are one later.
    from_1900 = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    exact = (datetime(1904, 1, 1) if from_1904 else from_1900) + timedelta(days=value)
    return (exact + timedelta(milliseconds=500)).replace(microsecond=0)


def iso(when: datetime) -> str:
    """Return a date in ISO form, with its time only where it has one."""
    return f"{when:%Y-%m-%d}" if when.time() == datetime.min.time() else f"{when:%Y-%m-%d %H:%M}"


def _date(value: float, pieces: tuple[Token, ...], *, from_1904: bool) -> str | None:
    when = moment(value, from_1904=from_1904)
    if when is None:
        return None
    parts = [piece.text for piece in pieces if piece.kind == "date"]
    if any(part == "system" or part.startswith(("mmm", "ddd", "aaa", "g", "b", "e")) for part in parts):
        return iso(when)  # names of months and weekdays are in the reader's language
    half_day = any(piece.kind == "ampm" for piece in pieces)
    return "".join(
        _date_piece(piece, place, pieces, when, value, half_day=half_day) for place, piece in enumerate(pieces)
    ).strip()


def _date_piece(
    piece: Token, place: int, pieces: tuple[Token, ...], when: datetime, value: float, *, half_day: bool
) -> str:
    if piece.kind == "elapsed":
        return _elapsed(piece.text, value)
    if piece.kind == "ampm":
        return "AM" if when.hour < 12 else "PM"
    if piece.kind == "seconds":
        return ""
    if piece.kind != "date":
        return "" if piece.text == "@" else piece.text
    hour = (when.hour - 1) % 12 + 1 if half_day else when.hour
    number = {"y": when.year, "d": when.day, "h": hour, "s": when.second}.get(piece.text[0])
    if number is None:
        number = when.minute if _is_minute(place, pieces) else when.month
    if piece.text[0] == "y":
        return f"{number % 100:02d}" if len(piece.text) <= 2 else str(number)
    return f"{number:02d}" if len(piece.text) > 1 else str(number)


def _elapsed(unit: str, value: float) -> str:
    seconds = round(value * 86400)
    amount = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[unit[0]]
    return str(amount).rjust(len(unit), "0")


def _is_minute(place: int, pieces: tuple[Token, ...]) -> bool:
    """Tell whether an m means minutes: behind hours, or before seconds."""
    parts = [at for at, piece in enumerate(pieces) if piece.kind in ("date", "elapsed")]
    index = parts.index(place)
    before = pieces[parts[index - 1]].text[0] if index else ""
    after = pieces[parts[index + 1]].text[0] if index + 1 < len(parts) else ""
    return before == "h" or after == "s"
