"""Dates told from the moment of reading: "3 giờ trước", 昨天 10:30, 刚刚, and Chinese dates that leave out the year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.items import Precision
from crawler.normalise.dates.times_of_day import times_in
from crawler.normalise.numbers.chinese import parse_chinese_number

_MAX_LINE_LENGTH = 80
"""In a longer line "hai tuần trước" is part of a story, not the line's date."""

_SECONDS: Mapping[str, int] = {
    **dict.fromkeys(("giây", "秒"), 1),
    **dict.fromkeys(("phút", "分钟", "分鐘"), 60),
    **dict.fromkeys(("giờ", "tiếng", "小时", "小時"), 3600),
    **dict.fromkeys(("ngày", "hôm", "天", "日"), 86_400),
    **dict.fromkeys(("tuần", "周", "星期"), 7 * 86_400),
    **dict.fromkeys(("tháng", "个月", "個月"), 30 * 86_400),
}
_WORDS: Mapping[str, float] = {
    "nửa": 0.5, "半": 0.5, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_AGO = re.compile(
    rf"(?:(?<![\d.,/-])(?P<n0>\d{{1,3}})\s?(?P<u0>giờ|tiếng|ngày|小时|小時|天)\s?(?=\d))?"
    rf"(?<![\d.,/-])(?P<n>\d{{1,3}}|{'|'.join(_WORDS)}|[一二两三四五六七八九十]{{1,3}})\s?[个個]?\s?"
    r"(?P<u>giây|phút|giờ|tiếng|ngày|hôm|tuần|tháng|秒|分钟|分鐘|小时|小時|天|日|周|星期|月)\s?"
    r"(?:trước(?!\s(?:khi|ngày|đó|đây))|前)",
    re.IGNORECASE,
)
_JUST_NOW = re.compile(r"刚刚|剛剛|vừa xong", re.IGNORECASE)
_DAYS_BACK: Mapping[str, int] = {
    "hôm nay": 0, "hôm qua": 1, "hôm kia": 2, "今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2,
}  # fmt: skip
_DAY_WORD = re.compile("|".join(_DAYS_BACK), re.IGNORECASE)
_AFTER_DAY_WORD = re.compile(r"[\W_]*(?:发布|發布|更新)?[\W_]*\Z")
_NO_YEAR = re.compile(
    r"[\s\[(【]*(?:(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]?|(?P<m2>\d\d)-(?P<d2>\d\d))(?P<rest>\s\d{1,2}:\d\d)?[\s)\]】]*\Z"
)


@dataclass(frozen=True)
class RelativeDate:
    """A moment on the office's wall clock, and how exactly it is meant."""

    start: int
    end: int
    moment: datetime
    precision: Precision


def relative_date(text: str, clock: datetime) -> RelativeDate | None:
    """Return the moment that narrowed text tells from `clock` (the office's wall clock), or None."""
    if len(text) > _MAX_LINE_LENGTH:
        return None
    ago = _AGO.search(text)
    if ago:
        return _ago(ago, clock)
    just_now = _JUST_NOW.search(text)
    if just_now:
        return RelativeDate(just_now.start(), just_now.end(), clock, "minute")
    word = _DAY_WORD.search(text)
    return _day_word(text, word, clock) if word else None


def date_without_year(text: str, clock: datetime) -> RelativeDate | None:
    """Return the latest day not after tomorrow that 12月31日 or 11-17 can mean, where that is the whole text."""
    match = _NO_YEAR.match(text)
    if match is None:
        return None
    month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    tomorrow = clock.date() + timedelta(days=1)
    for year in range(clock.year + 1, clock.year - 9, -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= tomorrow:
            return _at_time(text, match, candidate)
    return None


def _ago(match: re.Match[str], clock: datetime) -> RelativeDate:
    unit_seconds = _SECONDS.get(match["u"].lower(), 30 * 86_400)
    seconds = _count(match["n"].lower()) * unit_seconds
    if match["n0"]:
        seconds += int(match["n0"]) * _SECONDS[match["u0"].lower()]
    precision: Precision = "minute" if unit_seconds <= 3600 else "month" if unit_seconds > 7 * 86_400 else "day"
    return RelativeDate(match.start(), match.end(), clock - timedelta(seconds=seconds), precision)


def _count(word: str) -> float:
    if word in _WORDS:
        return _WORDS[word]
    return parse_chinese_number(word) or 0


def _day_word(text: str, match: re.Match[str], clock: datetime) -> RelativeDate | None:
    day = clock.date() - timedelta(days=_DAYS_BACK[match[0].lower()])
    time = next(times_in(text, match.end(), match.end() + 30), None) or next(times_in(text, 0, match.start()), None)
    if time:
        moment = datetime(day.year, day.month, day.day, time.hour, time.minute)
        return RelativeDate(min(match.start(), time.start), max(match.end(), time.end), moment, "minute")
    rest = text[match.end() :]
    if not _AFTER_DAY_WORD.match(rest) or rest.lstrip().startswith(":"):
        return None  # "Hôm nay: 342" counts visitors
    return RelativeDate(match.start(), match.end(), datetime(day.year, day.month, day.day), "day")


def _at_time(text: str, match: re.Match[str], day: date) -> RelativeDate:
    time = next(times_in(text, match.start("rest"), match.end()), None) if match["rest"] else None
    if time is None:
        return RelativeDate(match.start(), match.end(), datetime(day.year, day.month, day.day), "day")
    moment = datetime(day.year, day.month, day.day, time.hour, time.minute)
    return RelativeDate(match.start(), match.end(), moment, "minute")
