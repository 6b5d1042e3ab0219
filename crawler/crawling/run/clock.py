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
