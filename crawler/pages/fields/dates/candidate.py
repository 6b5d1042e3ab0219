"""One date that a page states, and how far its place is trusted."""

import re
from dataclasses import dataclass

from crawler.normalise.dates.find import find_date

RANK = {
    "government": 0,
    "data": 1,
    "label": 2,
    "line": 3,
    "tail label": 4,
    "meta": 5,
    "above": 6,
    "updated": 7,
    "tail line": 8,
    "generated": 9,
}
DAY, MINUTE = 10, 16
"""Characters of an ISO date up to its day and to its minute."""
MIDNIGHT = re.compile(r"T00:00(?::00)?(?=$|[+Z-])")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One date that the page states: the words, what they mean, and the rule."""

    raw: str
    iso: str
    rule: str
    rank: int

    @property
    def day(self) -> str:
        """The date without its time."""
        return self.iso[:10]

    @property
    def fineness(self) -> int:
        """How much of the moment is stated; midnight is what systems write for "no time"."""
        return 10 if MIDNIGHT.search(self.iso) else min(len(self.iso), 19)


def read_dates(raw: str, text: str, rule: str, rank: int, language: str) -> list[Dated]:
    """Return the date that *text* begins with or holds, to the month at least, as a list of one or none."""
    date = find_date(text, language)
    return [Dated(raw=raw, iso=date.iso, rule=rule, rank=rank)] if date and len(date.iso) >= 7 else []
