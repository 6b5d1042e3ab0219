"""The calendar forms of a date: which digits and words of a line are a year, a month and a day.

Each rule is a pattern and a reader.  A day that the calendar does not have, a year outside the bounds and a date that
belongs to something else (a licence, a version, the page's own clock) are passed over, and the next match is tried.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crawler.normalise.numbers.chinese import parse_chinese_number
from crawler.normalise.text.letters import LOWER
from crawler.site import DateOrder

FIRST_YEAR = 1990

_Parts = tuple[int, int | None, int | None]


@dataclass(frozen=True)
class CalendarDate:
    """A valid date in narrowed text; its time is not yet looked for."""

    start: int
    end: int
    year: int
    month: int | None
    day: int | None
    exchangeable: bool = False
    """True where day and month are both digits, below 13, and differ."""


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str, DateOrder], _Parts | None]
    hints: tuple[str, ...] = ()
    """One of these must be in the lower-cased text; spares most lines the pattern."""
    language: str | None = None
    """Only for pages of this language."""
    is_numeric: bool = False
    """Day and month are told apart by their order alone."""


# A number that goes on to the left or right is a telephone number, an address, a version or a document number.  The
# left side is looked at from behind the first digit, so that searching can skip from digit to digit.
_FREE = r"(?:(?<![\d/.vV-]\d)|(?<=:\d\d-\d)|(?<=[" + LOWER + r"]-\d))"
_AFTER = r"(?!\d|/|\+\d|[-.]\d(?!\d?:\d\d)|-[A-ZĐ]{2})"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_YEAR_FIRST = rf"(?P<y>[12]{_FREE}(?:(?<=1)9|(?<=2)0)\d\d)"
_DAY_FIRST = r"(?P<d>\d(?<![\d/.]\d)\d?)"
_HAN_DIGITS = "〇○零Oo一二三四五六七八九"
_VI_TO_YEAR = r"\s{0,3}(?:,|-|/|\.)?\s{0,3}(?:n[ăa]m\s{0,3})?"

_VI_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_VI_MONTH_WORD = "|".join(sorted(_VI_MONTH_WORDS, reverse=True))
_VI_MONTH = rf"(?:th[áa]ng|thg|th(?=\.?\s?\d))\.?[\s-]{{0,3}}(?P<m>\d{{1,2}}(?!\d)|(?:{_VI_MONTH_WORD})(?!\w))"
_EN_MONTH_WORDS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_EN_MONTH = rf"(?P<m>{'|'.join(_EN_MONTH_WORDS)})[a-z]{{0,6}}\.?"

_HAN = re.compile(
    rf"(?:(?<!\d)(?P<y>\d{{4}})|(?P<hy>[{_HAN_DIGITS}]{{4}})|民[国國]\s?(?P<roc>\d{{1,3}}|[一二三四五六七八九十百零〇○]{{1,7}}))"
    r"\s{0,3}年\s{0,3}(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s{0,3}月"
    r"(?:\s{0,3}(?P<d>\d{1,2}|[一二三四五六七八九十廿卅]{1,4})(?!\d)\s{0,3}"
    r"(?:[日号號]|(?=$|[\s,.，。;；)）T:：上下凌晚中])))?"
)
_HAN_YEAR = re.compile(rf"\s*(?:(?P<y>\d{{4}})|(?P<hy>[{_HAN_DIGITS}]{{4}}))\s?年(?:度)?\s*\Z")
_BEHIND_ADDRESS = re.compile(
    r"(?<=[a-z]/)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?=\s\d{1,2}:\d\d)"
)
"""A date with its time that a page puts right behind an address: ``http://example.cn/2019-04-02 10:11``."""
_ISO = re.compile(
    rf"{_YEAR_FIRST}\s?(?P<s>[-/.])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?(?P<d>\d{{1,2}})(?:(?=\d\d:\d\d)|{_AFTER})"
)
_VIETNAMESE = re.compile(rf"{_DAY_FIRST}[\s,/-]{{0,3}}{_VI_MONTH}{_VI_TO_YEAR}{_YEAR}(?!\d)", re.IGNORECASE)
_VIETNAMESE_MONTH_FIRST = re.compile(rf"{_VI_MONTH}\s{{1,3}}(?P<d>\d{{1,2}})\s?,\s{{0,3}}{_YEAR}(?!\d)", re.IGNORECASE)
_VIETNAMESE_HALF = re.compile(
    rf"(?P<d>\d(?<![\d/.-]\d)\d?)\s?[-/.]\s?(?P<m>\d{{1,2}})\s{{0,3}},?\s{{0,3}}n[ăa]m\s{{1,3}}{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(rf"(?P<a>\d{_FREE}\d?)\s?(?P<s>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?{_YEAR}{_AFTER}")
_COMPACT = re.compile(
    r"(?P<y>[12](?<![\dA-Za-z][12])(?:(?<=1)9|(?<=2)0)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?=(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d|\s?(?:[号號次人]|lượt)))"
)
_COMPACT_LABEL = re.compile(
    r"(?:\A|日期|时间|時間|发布|發布|更新|ngày|date|time|published|đăng|cập nhật)\W*\Z", re.IGNORECASE
)
_ENGLISH = re.compile(
    rf"(?<![A-Za-z]){_EN_MONTH}\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s?,\s{{0,3}}|\s{{1,3}}(?:\d\d:\d\d(?::\d\d)?\s{{1,3}}(?:[A-Z]{{2,4}}(?:[+-]\d{{1,4}})?\s{{1,3}})?)?)"
    rf"{_YEAR}(?!\d)",
    re.IGNORECASE,
)  # fmt: skip
_ENGLISH_DAY_FIRST = re.compile(
    rf"(?P<d>\d(?<![\d/.-]\d)\d?)(?:st|nd|rd|th|\.)?[\s-]{{1,3}}{_EN_MONTH}[\s,-]{{1,3}}{_YEAR}(?!\d)", re.IGNORECASE
)
_ENGLISH_TIME = re.compile(r"\s+\d{1,2}:\d\d:\d\d\s?[AP]M(?!\w)")
"""A time as servers of the English locale write it, behind a date that they write month first: 9/16/2008 3:22:11 PM."""
_SHORT = re.compile(rf"(?P<a>\d{_FREE}\d?)/(?P<b>\d{{1,2}})/(?P<yy>\d\d){_AFTER}")
_SHORT_WHOLE = re.compile(r"[\s(\[【]*(?P<a>\d{1,2})(?P<s>[-./])(?P<b>\d{1,2})(?P=s)(?P<c>\d\d)[\s)\]】]*\Z")
_MONTH_WORD = re.compile(
    rf"(?<!\d)(?<!\d\s){_VI_MONTH}\s{{0,3}}(?:[/,.-]\s?|n[ăa]m\s?){{0,2}}{_YEAR}(?!\d|/|[-.]\d)", re.IGNORECASE
)
_VIETNAMESE_YEAR = re.compile(rf"\s*n[ăa]m\s{{1,3}}{_YEAR}\s*\Z", re.IGNORECASE)


def _day_month(first: int, second: int, language: str, order: DateOrder) -> tuple[int, int] | None:
    """Return (day, month) of two numbers by the office's order; Chinese text has none, so there one must exceed 12."""
    if language == "zh":
        if (first > 12) == (second > 12):
            return (first, second) if first == second else None
        return (first, second) if first > 12 else (second, first)
    return (first, second) if order == "dmy" else (second, first)


def _century(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= FIRST_YEAR - 1900 else 2000)


def _read_han(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    year = _han_year(match)
    month = parse_chinese_number(match["m"])
    day = parse_chinese_number(match["d"]) if match["d"] else None
    if year is None or month is None or (match["d"] and day is None):
        return None
    return year, month, day


def _han_year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups["y"]:
        return int(groups["y"])
    if groups["hy"]:
        return parse_chinese_number(groups["hy"].replace("O", "〇").replace("o", "〇"))
    republic = parse_chinese_number(groups["roc"])
    return republic + 1911 if republic is not None else None


def _read_han_year(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    year = _han_year(match)
    return (year, None, None) if year is not None else None


def _read_digits(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    return int(match["y"]), int(match["m"]), int(match["d"])


def _read_words(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    return int(match["y"]), _vietnamese_month(match["m"]), int(match["d"])


def _vietnamese_month(word: str) -> int:
    return int(word) if word.isdigit() else _VI_MONTH_WORDS[word.lower()]


def _read_numeric(match: re.Match[str], language: str, order: DateOrder) -> _Parts | None:
    if int(match["b"]) > 12 and _ENGLISH_TIME.match(match.string, match.end()):
        order = "mdy"
    pair = _day_month(int(match["a"]), int(match["b"]), language, order)
    return (int(match["y"]), pair[1], pair[0]) if pair else None


def _read_compact(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    before = match.string[max(0, match.start() - 24) : match.start()]
    if not _COMPACT_LABEL.search(before if match.start() > 24 else match.string[: match.start()]):
        return None
    return int(match["y"]), int(match["m"]), int(match["d"])


def _read_english(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    return int(match["y"]), _EN_MONTH_WORDS[match["m"].lower()], int(match["d"])


def _read_short(match: re.Match[str], language: str, order: DateOrder) -> _Parts | None:
    pair = _day_month(int(match["a"]), int(match["b"]), language, order)
    return (_century(int(match["yy"])), pair[1], pair[0]) if pair else None


def _read_short_whole(match: re.Match[str], language: str, order: DateOrder) -> _Parts | None:
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    if language == "zh":
        return _century(first), second, third
    pair = _day_month(first, second, language, order)
    return (_century(third), pair[1], pair[0]) if pair else None


def _read_month(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    return int(match["y"]), _vietnamese_month(match["m"]), None


def _read_year(match: re.Match[str], _language: str, _order: DateOrder) -> _Parts | None:
    return int(match["y"]), None, None


_MONTH_HINTS = ("tháng", "thang", "thg", "th.", "th 1", *(f"th{digit}" for digit in range(10)))
_SIGNS = ("-", "/", ".")
_RULES = (
    _Rule(_HAN, _read_han, ("年",)),
    _Rule(_ISO, _read_digits, _SIGNS),
    _Rule(_BEHIND_ADDRESS, _read_digits, ("/19", "/20")),
    _Rule(_VIETNAMESE, _read_words, _MONTH_HINTS),
    _Rule(_VIETNAMESE_MONTH_FIRST, _read_words, _MONTH_HINTS),
    _Rule(_VIETNAMESE_HALF, _read_digits, ("năm", "nam"), "vi"),
    _Rule(_NUMERIC, _read_numeric, _SIGNS, is_numeric=True),
    _Rule(_COMPACT, _read_compact),
    _Rule(_ENGLISH, _read_english, tuple(_EN_MONTH_WORDS)),
    _Rule(_ENGLISH_DAY_FIRST, _read_english, tuple(_EN_MONTH_WORDS)),
    _Rule(_SHORT, _read_short, ("/",), "vi", is_numeric=True),
    _Rule(_MONTH_WORD, _read_month, _MONTH_HINTS, "vi"),
)
_WHOLE_RULES = (
    _Rule(_SHORT_WHOLE, _read_short_whole, _SIGNS, is_numeric=True),
    _Rule(_VIETNAMESE_YEAR, _read_year, ("năm", "nam"), "vi"),
    _Rule(_HAN_YEAR, _read_han_year, ("年",)),
)


@lru_cache(maxsize=512)
def calendar_dates(text: str, language: str, *, last_year: int, order: DateOrder) -> tuple[CalendarDate, ...]:
    """Return the dates of narrowed text, rule by rule, each rule's matches in order of place.

    The same few lines of a page are asked for a label's date, for a stamp, and again when their meaning is told.
    """
    return tuple(_calendar_dates(text, language, last_year, order))


def _calendar_dates(text: str, language: str, last_year: int, order: DateOrder) -> Iterator[CalendarDate]:
    lowered = text.lower()
    for rule in _RULES:
        if _applies(rule, lowered, language):
            for match in rule.pattern.finditer(text):
                found = _validated(rule, match, language, last_year, order)
                if found:
                    yield found
    for rule in _WHOLE_RULES:
        whole = rule.pattern.match(text) if _applies(rule, lowered, language) else None
        found = _validated(rule, whole, language, last_year, order) if whole else None
        if found:
            yield found


def day_month_orders(text: str) -> Iterator[DateOrder]:
    """Yield, for every date of narrowed text that can be read only one way, which way that is."""
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if 12 < first <= 31 and 1 <= second <= 12:
            yield "dmy"
        elif 12 < second <= 31 and 1 <= first <= 12:
            yield "mdy"


def _applies(rule: _Rule, lowered: str, language: str) -> bool:
    if rule.language and rule.language != language:
        return False
    return not rule.hints or any(hint in lowered for hint in rule.hints)


def _validated(
    rule: _Rule, match: re.Match[str], language: str, last_year: int, order: DateOrder
) -> CalendarDate | None:
    parts = rule.read(match, language, order)
    if parts is None or not _is_calendar(*parts, last_year) or _belongs_elsewhere(match):
        return None
    year, month, day = parts
    exchangeable = rule.is_numeric and language != "zh" and day is not None and day <= 12 and day != month
    return CalendarDate(match.start(), match.end(), year, month, day, exchangeable)


def _is_calendar(year: int, month: int | None, day: int | None, last_year: int) -> bool:
    if not FIRST_YEAR <= year <= last_year:
        return False
    try:
        date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError:
        return False
    return True


_LICENCE = re.compile(
    r"(?:gi[ấa]y ph[ée]p|\bGP\b|许可证|許可證)[^.;。；\n]{0,60}(?:số|số:|no\.?|号|號|cấp|：|:)[^.;。；\n]{0,40}\Z",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?:phiên bản|版本|version|ver\.?)\s{0,2}:?\s{0,2}\Z", re.IGNORECASE)
_PAGE_CLOCK = re.compile(
    r"(?:h[ôo]m nay|今天|今日)\s?(?:là|l[àa]|是|:|,)?\s?(?:th[ứu]\s\w{2,4}"
    r"|ch[ủu] nh[ậa]t|星期.|周.)?\s?[,:-]?\s?(?:ng[àa]y\s?)?\Z",
    re.IGNORECASE,
)
_LUNAR_BEFORE = re.compile(r"(?:农历|農曆|阴历|陰曆|夏历|âm lịch)\W*\Z", re.IGNORECASE)
_LUNAR_AFTER = re.compile(r"\W{0,3}(?:âm lịch|ÂL\b|\(ÂL)", re.IGNORECASE)
_CONTEXT = 110
"""How far back the words that claim a date may stand."""


def _belongs_elsewhere(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    if _LUNAR_AFTER.match(text, match.end()):
        return True
    before = text[max(0, start - _CONTEXT) : start]
    return bool(before) and any(claim.search(before) for claim in (_LICENCE, _VERSION, _PAGE_CLOCK, _LUNAR_BEFORE))
