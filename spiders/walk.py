"""How far one section's list is walked in one run."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST = 2_000
"""List pages of one section in one run; no office lists more, but a calendar would go on for ever."""


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

    def meet(self, keys: Iterable[str]) -> int:
        """Take in the articles of one more page; return how many of them the walk meets for the first time."""
        before = len(self.met)
        self.met.update(keys)
        self.pages += 1
        return len(self.met) - before

    def goes_on(self, *, first_met: int, unknown: int) -> bool:
        """Tell whether the next page is worth a request.

        A page that repeats what the walk has met is the end: many lists answer a number beyond the last with the last
        page, and a calendar has empty pages without end.
        """
        if first_met == 0:
            return False
        if self.pages >= LONGEST:
            self.is_cut = True
            return False
        return unknown > 0 or not self.stops_at_known_ground
