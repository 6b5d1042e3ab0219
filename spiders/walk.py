"""How far one section's list is walked in one run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

MAX_PAGES = 2_000
"""List pages of one section in one run; no office lists more."""
MAX_LINKS = 500
"""Rows taken from one list page."""
SAME_LIST = 3
"""Different titles from which a page can be told to be another one again."""
ALIKE = 4
"""Pages in a row, each with one new article that differs from the last one by a number only, that are enough."""
SOON = timedelta(days=62)
"""What an office may have announced in a list of its own; after that months are made by a calendar, and without end."""
DIGITS = re.compile(r"\d+")
DAY = re.compile(r"\d{1,2}")
MONTH = re.compile(r"(?<!\d)(2\d{3})[-/](0?[1-9]|1[0-2])(?!\d)")
YEAR = re.compile(r"\b(?:nam|year|nian)=(2\d{3})(?!\d)", re.IGNORECASE)


class Listed(NamedTuple):
    """An article as a list names it."""

    key: str
    """Of its address."""
    title: str | None
    date: str | None = None
    """In the list's own words."""


@dataclass
class Walk:
    """The walk through one section's list, page after page."""

    stops_at_known_ground: bool
    """Whether an earlier walk reached the end, so that all beyond known articles is known as well."""
    pages: int = 0
    is_cut: bool = False
    """Whether the walk was broken off, so that the next one must not trust known ground."""
    is_left: bool = False
    """Whether the list was left because it seems to have no end; what it did not name it may name further on."""
    is_done: bool = False
    """Whether the walk came to the list's own end, or to known ground."""
    met: set[str] = field(default_factory=set)
    """Keys of the articles that the list named."""
    rows: list[str] = field(default_factory=list)
    """The same in the order of the list."""
    _lists: set[tuple[tuple[str | None, str | None], ...]] = field(default_factory=set)
    """The titles and dates of each page."""
    _alike: list[tuple[str, str]] = field(default_factory=list)
    """The one new article, numbers folded, of each page of late that had no other."""

    def meet(self, items: Sequence[Listed]) -> int:
        """Take in the articles of one more page; return how many of them the walk meets for the first time.

        The days of a calendar are none, and neither are the titles and dates of an earlier page under other addresses.
        """
        unmet = [item for item in items if item.key not in self.met]
        new = [item for item in unmet if not DAY.fullmatch(item.title or "")]
        self.rows += [item.key for item in items if item.key not in self.met]
        self.met.update(item.key for item in items)
        self.pages += 1
        told = tuple((item.title, item.date) for item in items)
        if len({item.title for item in items if item.title}) >= SAME_LIST:
            if told in self._lists:
                new = []
            self._lists.add(told)
        self.is_left = bool(unmet) and not new
        self._alike = [*self._alike, _folded(new[0])] if len(new) == 1 else []
        return len(new)

    def goes_on(self, *, first_met: int, unknown: int) -> bool:
        """Tell whether the next page is worth a request.

        A page that repeats what the walk has met is the end: many lists answer a number beyond the last with the last
        page, and a calendar has empty pages without end.
        """
        if first_met == 0:
            return False
        if self._is_counting():
            self.is_left = True
            return False
        if self.pages >= MAX_PAGES:
            self.is_cut = True
            return False
        return unknown > 0 or not self.stops_at_known_ground

    def _is_counting(self) -> bool:
        """Whether the pages bring nothing but one address with a number that grows."""
        return len(self._alike) >= ALIKE and len(set(self._alike[-ALIKE:])) == 1


def is_calendar(url: str, today: date) -> bool:
    """Tell whether a list goes on at *url* into months that no office has written about yet.

    A calendar is left at the first of them; a number far beyond is a section's or an article's.

    >>> is_calendar("https://example.vn/lich/2027/05/", date(2026, 12, 1))
    True
    >>> is_calendar("https://example.cn/list-2154-2.html", date(2026, 12, 1))
    False
    """
    last = today + SOON
    months = ((int(year), int(month)) for year, month in MONTH.findall(url))
    years = (int(year) for year in YEAR.findall(url))
    return any((last.year, last.month) < month <= (last.year + 1, 12) for month in months) or any(
        year > last.year for year in years
    )


def _folded(item: Listed) -> tuple[str, str]:
    return DIGITS.sub("0", item.key), DIGITS.sub("0", item.title or "")
