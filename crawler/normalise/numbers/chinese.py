"""Numbers written with Chinese numerals or units: 三千零七十六, 二〇二二, 廿三, 3.4万, 12万+.

The input is one number, never running text: in a sentence 一些 and 三番五次 hold numerals that count nothing.
"""

import re
from decimal import Decimal

from crawler.normalise.text.widths import narrow

_MAX_LENGTH = 40
"""Longer than any number that a page writes; more is text."""

_VARIANTS = str.maketrans(
    "萬億兩〇○零壹貳贰叁參肆伍陸陆柒捌玖拾佰仟点點", "万亿两零零零一二二三三四五六六七八九十百千点点", ",+ "
)
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8}
_UNITS = {"": 1, "千": 10**3, "k": 10**3, "万": 10**4, "w": 10**4, "千万": 10**7, "亿": 10**8}

_ARABIC = re.compile(r"(\d{1,18}(?:\.\d{1,6})?)(千万|千|万|亿|[wk])?")
_SPOKEN_DECIMAL = re.compile(r"([零一二两三四五六七八九十百千]+)点([零一二三四五六七八九]{1,6})([万亿])?")
_PLAIN_DIGITS = re.compile(r"[零一二三四五六七八九]{2,18}")
_COMPOSED = re.compile(r"[零一二两三四五六七八九十百千万亿]+")


def parse_chinese_number(text: str) -> int | None:
    """Return the number that the whole text is, or None when it is anything else.

    Takes Arabic digits with a Chinese unit (1.2万, 5千万, 10w), spoken decimals (一点二万), digits read one by one
    (二〇二二) and composed numerals (三百零五, 两万五, 廿三), in plain, formal and traditional characters.
    """
    if len(text) > _MAX_LENGTH:
        return None
    if text.isascii() and text.isdigit() and len(text) < 18:
        return int(text)
    plain = narrow(text).strip().lower().translate(_VARIANTS)
    arabic = _ARABIC.fullmatch(plain)
    if arabic:
        return round(Decimal(arabic[1]) * _UNITS[arabic[2] or ""])
    plain = plain.replace("廿", "二十").replace("卅", "三十")
    spoken = _SPOKEN_DECIMAL.fullmatch(plain)
    if spoken:
        return _spoken_decimal(spoken)
    if _PLAIN_DIGITS.fullmatch(plain):
        return int("".join(str(_DIGITS[character]) for character in plain))
    return _composed(plain) if _COMPOSED.fullmatch(plain) else None


def _spoken_decimal(match: re.Match[str]) -> int | None:
    whole = _composed(match[1])
    if whole is None:
        return None
    fraction = "".join(str(_DIGITS[character]) for character in match[2])
    return round(Decimal(f"{whole}.{fraction}") * _UNITS[match[3] or ""])


def _composed(numeral: str) -> int | None:
    """Walk the numeral with what is finished, the section below 万, and the digit that waits for its unit."""
    total = section = 0
    pending: int | None = None
    last_unit = 1
    for character in numeral:
        if character in _SMALL_UNITS:
            last_unit = _SMALL_UNITS[character]
            section += (1 if pending is None else pending) * last_unit
            pending = None
        elif character in _LARGE_UNITS:
            last_unit = _LARGE_UNITS[character]
            counted = section + (pending or 0)
            # 亿 counts all that stands before it (三万亿), 万 only what follows the last 亿 (一亿零三百万)
            total = (total + counted) * last_unit if character == "亿" else total + counted * last_unit
            section, pending = 0, None
        elif character == "零":
            last_unit = 1
        elif pending is not None:
            return None
        else:
            pending = _DIGITS[character]
    if pending is not None:
        # 两万五 is 25,000: a last digit without its unit takes the next lower one
        section += pending * (last_unit // 10 if last_unit > 10 else 1)
    return total + section
