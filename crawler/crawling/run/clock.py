"""The clock of a crawl, which a simulation may set."""

from datetime import UTC, datetime, timedelta

from scrapy.settings import BaseSettings


class Clock:
    """Reads the time in UTC; with *start*, as if the clock had shown that time when it was made."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta(0) if start is None else start.astimezone(UTC) - datetime.now(UTC)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> "Clock":
        """Make the clock that the setting CLOCK_START (ISO 8601 with offset, or empty) asks for."""
        start = settings.get("CLOCK_START")
        return cls(datetime.fromisoformat(start) if start else None)

    def now(self) -> datetime:
        """Return the time, aware, UTC."""
        return datetime.now(UTC) + self._shift


LATE = timedelta(days=180)
"""Since the newest run, from which the clock is worth a look."""
EARLY = timedelta(hours=1)


def clock_doubts(newest_run: datetime | None, now: datetime) -> list[str]:
    """Return a sentence where *now* does not fit the archive, whose newest run began at *newest_run*."""
    if newest_run is None:
        return []
    told = f"This machine's clock says {now:%Y-%m-%d %H:%M} UTC, and the newest run is of {newest_run:%Y-%m-%d %H:%M}"
    if now < newest_run - EARLY:
        return [f"{told}, which is later: one of the two clocks was wrong."]
    if now > newest_run + LATE:
        return [f"{told}: nothing was crawled for {(now - newest_run).days} days, or the clock is wrong."]
    return []
