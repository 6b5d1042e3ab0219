"""Dates as Vietnamese and Chinese offices write them, read by an ordered grammar.

The input is the text of one element or one labelled line.  A date is reported only as precisely as the text states it,
in ISO 8601, and with the offset of the office's zone where a time is stated.  What could be a date but need not be
one (a document number, a licence, an address, a version, the page's own clock) is no date.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from crawler.items import Precision
from crawler.normalise.dates.calendar import CalendarDate, calendar_dates, day_month_orders
from crawler.normalise.dates.relative import RelativeDate, date_without_year, relative_date
from crawler.normalise.dates.times_of_day import TimeOfDay, times_in
from crawler.normalise.text.widths import visible
from crawler.site import DateOrder

_ZONES: Mapping[str, timezone] = {"vi": timezone(timedelta(hours=7)), "zh": timezone(timedelta(hours=8))}
_LAST_YEAR = 2099
"""Only for callers that give no clock; with one, next year is the last."""

_TIME_AFTER = 30
_TIME_BEFORE = 32
"""How many characters around a date may hold its time."""

_NUMERIC_HINT = re.compile(r"\d(?:\W{0,3}[-/.年月／．－]\W{0,3}\d|\d{7}|\s{0,3}[年月]|\s?[Tt][Hh]\.?\s?\d)")
_WORD_HINTS = (
    "háng", "ha\u0301ng", "HÁNG", "HA\u0301NG", "thang", "Thang", "hg", "trước", "tru\u031bo\u031b\u0301c",
    "xong", "hôm", "Hôm", "ho\u0302m", "Ho\u0302m", "HÔM", "năm", "Năm", "na\u0306m", "Na\u0306m", "nam",
    "今天", "年", "前", "刚", "剛", "昨",
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_COMPACT_TIME = re.compile(r"([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(?!\d)")
_GLUED_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?!\d|:)")
"""A time right behind the last figure of its date: 2024-04-0307:05."""
_NEXT_DATE = re.compile(r"\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d|\d\s?(?:tháng|thg)\s?\d", re.IGNORECASE)


@dataclass(frozen=True)
class DateFound:
    """A date and where it stands."""

    iso: str
    """``2013``, ``2013-04``, ``2013-04-11``, or with a time ``2022-11-17T06:38[:05]+08:00``."""
    precision: Precision
    start: int
    end: int
    """Offsets in the text as given, from the first to the last character of the date and its time."""


def find_date(text: str, language: str, *, now: datetime | None = None, order: DateOrder = "dmy") -> DateFound | None:
    """Return the date that one element or line of text states, or None.

    `now` is needed for "3 giờ trước", 昨天 and dates without a year, and bounds the years believed: 1990 to the year
    after it.  Without a zone it is taken as the office's wall clock.  `order` says how the office writes 3/4/2013; in
    Chinese text a day and month that could be exchanged are no date.
    """
    if not _may_hold_date(text):
        return None
    line, places = visible(text)
    clock = _wall_clock(now, language)
    days = calendar_dates(line, language, last_year=_last_year(clock), order=order)
    best = min(days, key=_rank, default=None)
    found = _with_time(line, best, language) if best is not None and best.day is not None else None
    if found is None and clock is not None:
        found = _told_from_now(line, clock, language)
    if found is None and best is not None:
        found = _with_time(line, best, language)
    return _placed(found, places) if found else None


def to_utc(iso: str, language: str | None = None) -> str | None:
    """Return the start of an ISO date or time in UTC as ``YYYY-MM-DDTHH:MM:SSZ``.

    What has no offset is in the home zone of `language`; None where neither says the zone, and where `iso` is no date.
    """
    try:
        moment = datetime.fromisoformat(iso + "0000-01-01"[len(iso) :] if len(iso) in (4, 7) else iso)
    except ValueError:
        return None
    if moment.tzinfo is None:
        zone = _ZONES.get(language or "")
        if zone is None:
            return None
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except OverflowError:
        return None


def is_still_to_come(iso: str, language: str | None, now: datetime) -> bool:
    """Return whether an ISO date lies more than a day after `now`, which is in UTC where it names no zone.

    The day is left for clocks and zones.  What has no zone, or is no date, does not lie ahead.
    """
    moment = now if now.tzinfo else now.replace(tzinfo=UTC)
    if iso[:10] < moment.astimezone(UTC).date().isoformat():
        return False  # an earlier day in any zone: most dates, without their arithmetic
    utc = to_utc(iso, language)
    return utc is not None and datetime.fromisoformat(utc) > moment + timedelta(days=1)


def other_reading(raw: str, language: str = "vi", *, order: DateOrder = "dmy") -> str | None:
    """Return the ISO day that `raw` would state with day and month exchanged, or None where only one reading exists."""
    if not _may_hold_date(raw):
        return None
    days = calendar_dates(visible(raw)[0], language, last_year=_LAST_YEAR, order=order)
    first = min(days, key=_rank, default=None)
    return f"{first.year}-{first.day:02}-{first.month:02}" if first and first.exchangeable else None


def learn_date_order(raws: Iterable[str]) -> DateOrder | None:
    """Return how an office orders day and month, from those of its dates that can be read only one way.

    None where there is no such date, or where more than one in twenty disagrees.
    """
    seen = Counter(order for raw in raws for order in day_month_orders(visible(raw)[0]))
    if seen["dmy"] > 20 * seen["mdy"]:
        return "dmy"
    return "mdy" if seen["mdy"] > 20 * seen["dmy"] else None


def _may_hold_date(text: str) -> bool:
    """Cheaper than folding: what a date must have, however its letters and spaces are encoded."""
    return bool(_NUMERIC_HINT.search(text)) or any(word in text for word in _WORD_HINTS)


def _rank(day: CalendarDate) -> tuple[bool, bool, int, int]:
    """A full date before a month, a month before a year; then the first in the text, then the longest."""
    return day.day is None, day.month is None, day.start, -day.end


def _wall_clock(now: datetime | None, language: str) -> datetime | None:
    if now is None or now.tzinfo is None:
        return now
    return now.astimezone(_ZONES.get(language, UTC)).replace(tzinfo=None)


def _last_year(clock: datetime | None) -> int:
    return clock.year + 1 if clock else _LAST_YEAR


def _with_time(line: str, day: CalendarDate, language: str) -> DateFound:
    """Return the date with the time that stands in, behind or before it."""
    if day.month is None:
        return DateFound(f"{day.year}", "year", day.start, day.end)
    if day.day is None:
        return DateFound(f"{day.year}-{day.month:02}", "month", day.start, day.end)
    time = _time_of(line, day)
    if time is None:
        return DateFound(f"{day.year}-{day.month:02}-{day.day:02}", "day", day.start, day.end)
    moment = datetime(day.year, day.month, day.day, time.hour, time.minute, time.second or 0)
    zone = _ZONES.get(language, UTC)
    if time.offset is not None:
        moment = moment.replace(tzinfo=timezone(time.offset)).astimezone(zone)
    precision: Precision = "minute" if time.second is None else "second"
    iso = _iso(moment.replace(tzinfo=zone), precision)
    return DateFound(iso, precision, min(day.start, time.start), max(day.end, time.end))


def _time_of(line: str, day: CalendarDate) -> TimeOfDay | None:
    compact = _COMPACT_TIME.match(line, day.end) if day.end - day.start == 8 else None
    if compact:
        second = int(compact[3]) if compact[3] else None
        return TimeOfDay(compact.start(), compact.end(), int(compact[1]), int(compact[2]), second, None)
    glued = _GLUED_TIME.match(line, day.end)
    if glued:
        return TimeOfDay(glued.start(), glued.end(), int(glued[1]), int(glued[2]), None, None)
    inside = next((time for time in times_in(line, day.start, day.end) if time.end <= day.end), None)
    if inside and ":" in line[inside.start : inside.end]:
        return inside
    following = _NEXT_DATE.search(line, day.end, day.end + 2 * _TIME_AFTER)
    after_end = min(day.end + _TIME_AFTER, following.start() if following else len(line))
    after = next(times_in(line, day.end, after_end), None)
    if after:
        return after
    before = [time for time in times_in(line, max(0, day.start - _TIME_BEFORE), day.start) if time.end <= day.start]
    return before[-1] if before else None


def _told_from_now(line: str, clock: datetime, language: str) -> DateFound | None:
    told = relative_date(line, clock) or (date_without_year(line, clock) if language == "zh" else None)
    return _told(told, language) if told else None


def _told(told: RelativeDate, language: str) -> DateFound:
    iso = _iso(told.moment.replace(tzinfo=_ZONES.get(language, UTC)), told.precision)
    return DateFound(iso, told.precision, told.start, told.end)


_LENGTHS: Mapping[Precision, int] = {"year": 4, "month": 7, "day": 10}


def _iso(moment: datetime, precision: Precision) -> str:
    if precision in _LENGTHS:
        return moment.isoformat()[: _LENGTHS[precision]]
    return moment.isoformat(timespec="minutes" if precision == "minute" else "seconds")


def _placed(found: DateFound, places: list[int] | None) -> DateFound:
    if places is None:
        return found
    return replace(found, start=places[found.start], end=places[found.end - 1] + 1)
