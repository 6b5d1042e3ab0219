"""What the operator was told last of each office."""

from dataclasses import dataclass
from datetime import datetime

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.times import parse_utc, utc_text


@dataclass(frozen=True)
class LastAlert:
    """A state that the operator knows of, and since when."""

    state: str
    at: datetime


class AlertHistory:
    """The memory of what was told."""

    def __init__(self, archive: Archive) -> None:
        self._connection = archive.connection

    def told(self, site: str) -> LastAlert | None:
        """Return what was told last, or None when the operator believes the office to be well."""
        row = self._connection.execute("SELECT state, told_at FROM alerts WHERE site = ?", (site,)).fetchone()
        return LastAlert(row["state"], parse_utc(row["told_at"])) if row else None

    def remember(self, site: str, state: str, at: datetime) -> None:
        """Note that the operator was told; ``ok`` forgets the trouble."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM alerts WHERE site = ?", (site,))
            if state != "ok":
                self._connection.execute("INSERT INTO alerts VALUES (?, ?, ?)", (site, state, utc_text(at)))
