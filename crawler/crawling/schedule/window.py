"""The hours of an office's own day in which it may be crawled, such as its night.  Pure: the time is an argument."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from crawler.errors import HealthArchiveError

WRITTEN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class Window:
    """From `begin` to before `end`; over midnight where it ends earlier than it begins."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "Window":
        """Return the window that *text* names, such as ``22:00-06:00``; else raise `HealthArchiveError`."""
        match = WRITTEN.fullmatch(text.strip())
        try:
            numbers = [int(number) for number in match.groups()] if match else []
            window = cls(time(numbers[0], numbers[1]), time(numbers[2], numbers[3])) if numbers else None
        except ValueError:
            window = None
        if window is None or window.begin == window.end:
            raise HealthArchiveError(f"{text!r} names no hours; write them like 22:00-06:00.")
        return window

    def contains(self, moment: time) -> bool:
        """Tell whether *moment* lies in the window.

        >>> Window.parse("22:00-06:00").contains(time(3, 0)), Window.parse("22:00-06:00").contains(time(6, 0))
        (True, False)
        """
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def local_time(now: datetime, timezone: str) -> time:
    """Return the time of day that clocks show at an office while *now* (aware)."""
    return now.astimezone(ZoneInfo(timezone)).time()
