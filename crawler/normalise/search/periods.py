"""Years, months, quarters and days that a question names: how they are written, and the days that they span."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.normalise.search.words import folded_words

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HAN_QUARTERS = "一二三四"
_MONTHS = ("mot|gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai|chap")
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十 一", "十 二")
_MONTH_NAMES = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")} | {
    name: n for n, name in enumerate(_HAN_MONTHS, 1)
}
_QUARTER_NAMES = {"mot": 1, "hai": 2, "ba": 3, "tu": 4}


@dataclass(frozen=True)
class Period:
    """What a question says of time; `start` and `end` are its place in the folded words, counted in words."""

    start: int
    end: int
    writings: tuple[str, ...]
    """Folded words between single spaces."""
    days: tuple[str, str] | None
    """First and last day, ISO 8601; None where no year is named."""


def find_periods(text: str) -> list[Period]:
    """Return the periods that a text names, in order and apart from each other."""
    words = folded_words(text)
    found: list[Period] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(words):
            start = words.count(" ", 0, match.start() + 1) - 1
            end = start + len(match[0].split())
            period = read(match, start, end)
            if period is not None and all(end <= other.start or start >= other.end for other in found):
                found.append(period)
    return sorted(found, key=lambda period: period.start)


def _day(match: re.Match[str], start: int, end: int) -> Period | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    iso = f"{year}-{month:02d}-{day:02d}"
    return Period(start, end, tuple(_day_writings(year, month, day)), (iso, iso))


def _day_writings(year: int, month: int, day: int) -> Iterator[str]:
    for d, m in sorted({(str(day), str(month)), (f"{day:02d}", f"{month:02d}"), (f"{day:02d}", str(month))}):
        yield f"{d} {m} {year}"
        yield f"{d} thang {m} nam {year}"
        yield f"{year} {m} {d}"
        yield f"{year} 年 {m} 月 {d} 日"


def _day_of_year(match: re.Match[str], start: int, end: int) -> Period | None:
    month, day = int(match["m"]), int(match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    pairs = sorted({(str(day), str(month)), (f"{day:02d}", f"{month:02d}"), (str(day), f"{month:02d}")})
    writings = [f"{d} {m}" for d, m in pairs] + [f"{d} thang {m}" for d, m in pairs]
    return Period(start, end, (*writings, f"{month} 月 {day} 日"), None)


def _month(match: re.Match[str], start: int, end: int) -> Period | None:
    year, month = int(match["y"]), _MONTH_NAMES.get(match["m"]) or int(match["m"])
    if not 1 <= month <= 12:
        return None
    written = sorted({str(month), f"{month:02d}"})
    writings = [f"thang {m} {tail}" for m in written for tail in (f"nam {year}", f"{year}")]
    writings += [f"{year} 年 {m} 月" for m in written]
    writings += [f"thang {name} nam {year}" for name in _MONTHS[month - 1].split("|")]
    last = monthrange(year, month)[1]
    return Period(start, end, tuple(writings), (f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last}"))


def _quarter(match: re.Match[str], start: int, end: int) -> Period | None:
    named, year = match["q"], int(match["y"])
    quarter = (
        _ROMAN.get(named)
        or _QUARTER_NAMES.get(named)
        or (_HAN_QUARTERS.index(named) + 1 if named in _HAN_QUARTERS else int(named))
    )
    roman = next(sign for sign, number in _ROMAN.items() if number == quarter)
    named_so = [f"{word} {q}" for word in ("quy", "qui") for q in (roman, quarter)]
    writings = [f"{name} nam {year}" for name in named_so] + [f"{name} {year}" for name in named_so]
    writings += [f"{year} 年 第 {_HAN_QUARTERS[quarter - 1]} 季 度", f"{year} 年 {_HAN_QUARTERS[quarter - 1]} 季 度"]
    first, last = quarter * 3 - 2, quarter * 3
    return Period(
        start, end, tuple(writings), (f"{year}-{first:02d}-01", f"{year}-{last:02d}-{monthrange(year, last)[1]}")
    )


def _year(match: re.Match[str], start: int, end: int) -> Period | None:
    year = int(match["y"])
    return Period(start, end, (f"nam {year}", f"{year} 年"), (f"{year}-01-01", f"{year}-12-31"))


_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NAMED = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int, int], Period | None]], ...] = (
    (re.compile(rf"(?<= )(?:ngay )?(?P<d>\d\d?) thang (?P<m>\d\d?) nam {_YEAR}(?= )"), _day),
    (re.compile(rf"(?<= )(?:ngay )?(?P<d>\d\d?) (?P<m>\d\d?) {_YEAR}(?= )"), _day),
    (re.compile(rf"(?<= ){_YEAR} 年 (?P<m>\d\d?) 月 (?P<d>\d\d?) [日号](?= )"), _day),
    (re.compile(rf"(?<= ){_YEAR} (?P<m>\d\d?) (?P<d>\d\d?)(?= )"), _day),
    (re.compile(rf"(?<= )thang (?P<m>\d\d?|{_NAMED})(?: nam)? {_YEAR}(?= )"), _month),
    (re.compile(rf"(?<= ){_YEAR} 年 (?P<m>\d\d?|{_NAMED}) 月(?: 份)?(?= )"), _month),
    (re.compile(rf"(?<= )(?<!\d )(?P<m>\d\d?) {_YEAR}(?= )"), _month),
    (re.compile(rf"(?<= )qu[iy] (?P<q>i{{1,3}}|iv|[1-4]|mot|hai|ba|tu)(?: nam)? {_YEAR}(?= )"), _quarter),
    (re.compile(rf"(?<= ){_YEAR} 年 (?:第 )?(?P<q>[一二三四1-4]) 季 度(?= )"), _quarter),
    (re.compile(r"(?<= )ngay (?P<d>\d\d?) (?:thang )?(?P<m>\d\d?)(?= )"), _day_of_year),
    (re.compile(r"(?<= )(?P<m>\d\d?) 月 (?P<d>\d\d?) 日(?= )"), _day_of_year),
    (re.compile(rf"(?<= )(?<!thang \d )(?<!thang \d\d )nam {_YEAR}(?= )"), _year),
    (re.compile(rf"(?<= ){_YEAR} 年(?: 度)?(?= )(?! \d\d? 月)"), _year),
)
