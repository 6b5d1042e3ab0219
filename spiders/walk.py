"""How far one section's list is walked in one run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

LONGEST = 2_000
"""List pages of one section in one run; no office lists more."""
SAME_LIST = 3
"""Different titles from which a page can be told to be another one again."""
ALIKE = 4
"""Pages in a row, each with one new article that differs from the last one by a number only, that are enough."""
SOON = timedelta(days=62)
"""What an office may have announced in a list of its own; after that months are made by a calendar, and without end."""
DIGITS = re.compile(r"\d+")
MONTH = re.compile(r"(?<!\d)(2\d{3})[-/](0?[1-9]|1[0-2])(?!\d)")
YEAR = re.compile(r"\b(?:nam|year|nian)=(2\d{3})(?!\d)", re.IGNORECASE)

Listed = tuple[str, str | None]
"""Key of an article's address, and its title in the list."""


@dataclass
class Walk:
    """The walk through one section's list, page after page."""

    stops_at_known_ground: bool
    """Whether an earlier walk reached the end, so that all beyond known articles is known as well."""
    pages: int = 0
    is_cut: bool = False
    """Whether the walk was broken off, so that the next one must not trust known ground."""
    is_done: bool = False
    """Whether the walk came to its own end."""
    met: set[str] = field(default_factory=set)
    """Keys of the articles that the list named."""
    _lists: set[tuple[str | None, ...]] = field(default_factory=set)
    """The titles of each page."""
    _alike: list[Listed] = field(default_factory=list)
    """The one new article, numbers folded, of each page of late that had no other."""

    def meet(self, items: Sequence[Listed]) -> int:
        """Take in the articles of one more page; return how many of them the walk meets for the first time.

        The days of a calendar are none, and neither are the titles of an earlier page under other addresses.
        """
        new = [(key, title) for key, title in items if key not in self.met and not _is_number(title)]
        self.met.update(key for key, _ in items)
        self.pages += 1
        titles = tuple(title for _, title in items)
        if len({title for title in titles if title}) >= SAME_LIST:
            if titles in self._lists:
                new = []
            self._lists.add(titles)
        self._alike = [*self._alike, _folded(new[0])] if len(new) == 1 else []
        return len(new)

    def goes_on(self, *, first_met: int, unknown: int) -> bool:
        """Tell whether the next page is worth a request.

        A page that repeats what the walk has met is the end: many lists answer a number beyond the last with the last
        page, and a calendar has empty pages without end.
        """
        if first_met == 0 or self._is_counting():
            return False
        if self.pages >= LONGEST:
            self.is_cut = True
            return False
        return unknown > 0 or not self.stops_at_known_ground

    def _is_counting(self) -> bool:
        """Whether the pages bring nothing but one address with a number that grows."""
        return len(self._alike) >= ALIKE and len(set(self._alike[-ALIKE:])) == 1


def is_calendar(url: str, today: date) -> bool:
    """Tell whether a list goes on at *url* into months that no office has written about yet.

    >>> is_calendar("https://example.vn/lich/2031/05/", date(2026, 12, 1))
    True
    """
    last = today + SOON
    months = ((int(year), int(month)) for year, month in MONTH.findall(url))
    years = (int(year) for year in YEAR.findall(url))
    return any(month > (last.year, last.month) for month in months) or any(year > last.year for year in years)


def _is_number(title: str | None) -> bool:
    return bool(title) and not any(letter.isalpha() for letter in title or "")


def _folded(item: Listed) -> Listed:
    key, title = item
    return DIGITS.sub("0", key), DIGITS.sub("0", title) if title else None
