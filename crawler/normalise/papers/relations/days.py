"""Days of papers: "ngày 12/9/2022", "ngày mồng năm tháng Giêng năm 2022", 二〇二二年一月二十一日, 民國112年3月9日."""

import re
from datetime import date

from crawler.normalise.numbers.chinese import parse_chinese_number

_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _words() -> dict[str, int]:
    """Vietnamese words for 1 to 31."""
    words = {name: number for number, name in enumerate(_UNITS) if name}
    words.update({"tư": 4, "giêng": 1, "chạp": 12, "mười": 10, "hai mươi": 20, "ba mươi": 30, "ba mươi mốt": 31})
    for number, name in enumerate(_UNITS):
        if name and name != "năm":  # "mười năm 2021": the tenth month of the year
            words[f"mười {name}"] = 10 + number
            words[f"hai mươi {name}"] = 20 + number
    words.update({"mười lăm": 15, "hai mươi mốt": 21, "hai mươi tư": 24, "hai mươi lăm": 25, "rằm": 15})
    return words


_WORDS = _words()
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_YEAR_IN_WORDS = rf"hai\s+(?:nghìn|ngàn)\s+(?:không\s+trăm\s+)?(?:(?:lẻ|linh)\s+)?(?:{_WORD})"
VIETNAMESE_DAY = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|\d{1,2}/\d{1,2}/\d\d(?!\d)"
    rf"|(?:(?:mồng|mùng)\s+)?(?:\d{{1,2}}|(?:{_WORD}))\s+tháng\s+(?:\d{{1,2}}|(?:{_WORD}))\s*,?\s*"
    rf"(?:năm\s+)?(?:(?:19|20)\d\d|{_YEAR_IN_WORDS}))"
)
_NUMERIC = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{2,4})")
_SPOKEN = re.compile(
    rf"(?:(?:mồng|mùng)\s+)?(\d{{1,2}}|{_WORD})\s+tháng\s+(\d{{1,2}}|{_WORD})(?!\w)"
    rf"(?:\D*(\d{{4}})|.*?hai\s+(?:nghìn|ngàn)\s+(?:không\s+trăm\s+)?(?:(?:lẻ|linh)\s+)?({_WORD}))",
    re.IGNORECASE,
)
_HAN_DIGITS = "〇○零一二三四五六七八九十廿"
CHINESE_DAY = (
    rf"(?:(?<!\d)(?:民國\s?\d{{2,3}}|1[01]\d(?=年)|(?:19|20)\d\d|[一二][〇○零九][{_HAN_DIGITS}]{{2}})\s?年\s?"
    rf"(?:\d{{1,2}}|[{_HAN_DIGITS}]{{1,3}})\s?月"
    rf"\s?(?:\d{{1,2}}|[{_HAN_DIGITS}]{{1,4}})\s?日|(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))"
)
_HAN_PARTS = re.compile(r"(民國)?\s?([^年]+)年([^月]+)月([^日]+)日")
_ISO_PARTS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def vietnamese_day(text: str) -> str | None:
    """Return the ISO day that a text in the form of `VIETNAMESE_DAY` states, None where the calendar has none."""
    plain = " ".join(text.lower().split())
    numeric = _NUMERIC.search(plain)
    if numeric:
        year = int(numeric[3])
        return iso_day(year if year > 99 else 2000 + year, int(numeric[2]), int(numeric[1]))
    spoken = _SPOKEN.search(plain)
    if spoken is None:
        return None
    year = int(spoken[3]) if spoken[3] else 2000 + _figure(spoken[4])
    return iso_day(year, _figure(spoken[2]), _figure(spoken[1]))


def _figure(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]


def chinese_day(text: str) -> str | None:
    """Return the ISO day that a text in the form of `CHINESE_DAY` states, None where the calendar has none."""
    han = _HAN_PARTS.search(text)
    if han:
        year, month, day = (parse_chinese_number(part) for part in han.groups()[1:])
        is_republic = han[1] or (year or 0) < 200
        return iso_day((year or 0) + (1911 if is_republic else 0), month or 0, day or 0)
    iso = _ISO_PARTS.search(text)
    return iso_day(*map(int, iso.groups())) if iso else None


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return an ISO day, or None where the calendar has none."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
