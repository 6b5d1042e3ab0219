"""The dates of rows: that there is one tells a list from a menu, and their order tells where a list is new."""

import re
from itertools import pairwise

from lxml.etree import _Element

DAY_SIGN = r"\s?[-/.]\s?"
FULL = re.compile(
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?[\s,|–-]{1,4})?(?<!\d)"
    r"(?:(?P<y1>(?:19|20)\d{2})\s?[-/.年]\s?(?P<m1>\d{1,2})\s?[-/.月]\s?(?P<d1>\d{1,2})(?:\s?日)?"
    r"|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>(?:19|20)\d{2})"
    r"|(?:ngày\s+)?(?P<d3>\d{1,2})\s+tháng\s+(?P<m3>\d{1,2})\s*,?\s*(?:năm\s+)?(?P<y3>(?:19|20)\d{2}))(?!\d)"
    r"(?:[\s,|–-]{1,4}\d{1,2}[:h]\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)
SPLIT = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?(?P<month>\d{1,2})月?(?!\d)")
SHORT = re.compile(
    r"(?<![\d./:-])(?:\[|\(|（|【)?\s*(?:\d{1,2}\s?[-/]\s?\d{1,2}|\d{1,2}月\d{1,2}日)\s*(?:\]|\)|）|】)?(?![\d./:-])"
)
RELATIVE = re.compile(
    r"\b\d+\s+(?:giây|phút|giờ|ngày|tuần|tháng)\s+trước\b|hôm (?:nay|qua)|\d+\s*(?:分钟|小时|天|周|个月)前|今天|昨天",
    re.IGNORECASE,
)


def date_in(text: str) -> str | None:
    """Return the words of *text* that are a date, the fullest kind first, or None."""
    for pattern in (FULL, SPLIT, RELATIVE, SHORT):
        found = pattern.search(text)
        if found is not None:
            return " ".join(found[0].split())
    return None


def machine_date(row: _Element) -> str | None:
    """Return what a row's ``<time datetime>`` says."""
    for element in row.iter("time"):
        value = (element.get("datetime") or "").strip()
        if value:
            return value
    return None


def day_of(raw: str | None) -> str | None:
    """Return ``YYYY-MM-DD`` of a row's date where it is full; days come first in Viet Nam, years in China.

    >>> day_of("05/03/2024 08:00")
    '2024-03-05'
    """
    found = FULL.search(raw or "")
    if found is not None:
        for year, month, day in (("y1", "m1", "d1"), ("y2", "m2", "d2"), ("y3", "m3", "d3")):
            if found[year]:
                return f"{found[year]}-{int(found[month]):02}-{int(found[day]):02}"
    split = SPLIT.search(raw or "")
    return f"{split['year']}-{int(split['month']):02}-{int(split['day']):02}" if split else None


def order_of(days: list[str]) -> str:
    """Return ``newest``, ``oldest`` or ``none``: which rows of a list come first, by their days.

    Rows that are kept on top do not matter: pairs of neighbours vote.
    """
    ups = sum(before < after for before, after in pairwise(days))
    downs = sum(before > after for before, after in pairwise(days))
    if max(ups, downs) < 2 or min(ups, downs) * 2 > max(ups, downs):
        return "none"
    return "newest" if downs > ups else "oldest"
