"""Times of day beside a date: 08:30, 9 giờ 5 phút, 14时30分, 3:05:12 CH, 上午9:05, 06:38:00Z."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

_MAX_LENGTH = 40
"""No written time is longer, zone included."""

_TIME = re.compile(
    r"(?:(?P<part>上午|下午|晚上|晚|中午|凌晨|早上)\s*)?(?<![\d:/.,])(?P<h>\d{1,2})"
    r"(?:\s?:\s?(?P<min>\d{1,2})(?!\d)(?:\s?:\s?(?P<sec>\d{1,2})(?!\d)(?:[.,]\d{1,9})?)?"
    r"|\s?g(?P<gmin>\d\d)(?!\d)"
    r"|\s?(?P<word>h|giờ|gio|時|时|点|點)(?:\s?:?\s?(?P<wmin>\d{1,2})(?!\d|\s?[/.]\s?\d|\s?-\s?\d(?!\d?[/-]\d{1,2}[/-]\d{4}))\s?(?:phút|ph\b|p\b|['’]|分)?"
    r"(?:\s?(?P<wsec>\d{1,2})\s?(?:giây|秒))?)?(?![A-Za-zÀ-ỹ\d]))"
    r"(?:\s?(?P<half>SA|AM|CH|PM|sáng|trưa|chiều|tối)(?![A-Za-zÀ-ỹ]))?"
    r"(?P<zone>Z(?![A-Za-z])|[+-]\d\d:\d\d(?!\d)|\+\d{4}(?!\d)|\+\d\d(?!\d)"
    r"|\s?\(?\s?(?:GMT|UTC)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?(?!\d))?(?![A-Za-z]))?",
    re.IGNORECASE,
)
_AFTER_NOON = frozenset({"下午", "晚上", "晚", "ch", "pm", "chiều", "tối"})
_BEFORE_NOON = frozenset({"上午", "凌晨", "早上", "sa", "am", "sáng"})
_OFFSET = re.compile(r"(?P<sign>[+-])\s?(?P<h>\d{1,2}):?(?P<min>\d\d)?$")


@dataclass(frozen=True)
class TimeOfDay:
    """A valid time and where it stands."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    offset: timedelta | None
    """From UTC, where the text states it."""


def times_in(text: str, start: int, end: int) -> Iterator[TimeOfDay]:
    """Yield the valid times that begin in ``text[start:end]``, which must be narrowed text."""
    for match in _TIME.finditer(text, max(0, start), end + _MAX_LENGTH):
        if match.start() >= end:
            return
        time = _read(match, near=match.start("h") - start <= 2)
        if time is not None:
            yield time


def _read(match: re.Match[str], *, near: bool) -> TimeOfDay | None:
    minutes = match["min"] or match["gmin"] or match["wmin"]
    if match["min"] and len(minutes) == 1 and not near:
        return None  # 2:1 is a score unless it directly follows its date
    second = match["sec"] or match["wsec"]
    hour = _hour(int(match["h"]), (match["half"] or match["part"] or "").lower())
    minute = int(minutes or 0)
    if hour > 23 or minute > 59 or (second and int(second) > 59):
        return None
    offset = _offset(match["zone"])
    return TimeOfDay(match.start(), match.end(), hour, minute, int(second) if second else None, offset)


def _hour(hour: int, half: str) -> int:
    if (half in _AFTER_NOON and hour < 12) or (half == "trưa" and hour < 3):
        return hour + 12
    if half in _BEFORE_NOON and hour == 12:
        return 0
    return hour


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    match = _OFFSET.search(zone)
    if match is None:
        return timedelta(0)
    hours, minutes = int(match["h"]), int(match["min"] or 0)
    if hours > 14 or minutes > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if match["sign"] == "-" else offset
