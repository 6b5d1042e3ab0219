"""What is known of an office's past runs: their states and counts, and the facts that health is judged by."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.lock import is_locked


@dataclass(frozen=True, kw_only=True)
class PastRun:
    """One finished run."""

    id: int
    state: str
    started_at: str
    finished_at: str
    note: str
    requests: int
    listed: int
    new: int
    changed: int
    failed: int
    problems: int
    facts: Mapping[str, float]


SEEN = timedelta(days=365)
"""Past over which an office's pauses are looked at."""
ENOUGH_DAYS = 20
"""Days with an article from which a frequency can be told."""


@dataclass(frozen=True)
class Cadence:
    """How often an office publishes."""

    silence: int | None
    """Days since the day of the newest article; None where there is none in a year."""
    longest_pause: int | None
    """Most days between two days with an article; None where they are too few to tell."""


class RunHistory:
    """The past of one site."""

    def __init__(self, archive: Archive, site: str) -> None:
        self._archive = archive
        self._connection = archive.connection
        self.site = site

    def running_since(self) -> str | None:
        """Return when the run began that is at work now; None where none is.

        A run that was killed stays unfinished in the table until a crawl opens the archive; nobody holds its lock.
        """
        row = self._connection.execute(
            "SELECT started_at FROM runs WHERE site = ? AND state = 'running' ORDER BY id DESC LIMIT 1", (self.site,)
        ).fetchone()
        return row["started_at"] if row is not None and is_locked(self._archive.path) else None

    def runs(self, limit: int = 30) -> list[PastRun]:
        """Return at most *limit* finished runs, the newest first."""
        rows = self._connection.execute(
            """SELECT id, state, started_at, finished_at, coalesce(note, '') AS note, requests, listed, new, changed,
            failed, problems FROM runs WHERE site = ? AND finished_at IS NOT NULL AND state != 'imported'
            ORDER BY id DESC LIMIT ?""",
            (self.site, limit),
        ).fetchall()
        return [PastRun(**dict(row), facts=self._facts(row["id"])) for row in rows]

    def _facts(self, run: int) -> dict[str, float]:
        return dict(self._connection.execute("SELECT name, value FROM run_facts WHERE run = ?", (run,)).fetchall())

    def write(
        self,
        run: int,
        *,
        note: str,
        facts: Mapping[str, float],
        signatures: Mapping[str, Sequence[int]],
        is_redesigned: bool = False,
    ) -> None:
        """Write down what a run saw; its signatures become the templates that the next one is compared with.

        After a redesign the templates of pages that this run did not see are forgotten: they have changed as well.
        """
        with transaction(self._connection):
            if is_redesigned:
                self._connection.execute("DELETE FROM templates WHERE site = ?", (self.site,))
            self._connection.execute("UPDATE runs SET note = ? WHERE id = ?", (note, run))
            self._connection.executemany(
                "INSERT OR REPLACE INTO run_facts VALUES (?, ?, ?)",
                [(run, name, value) for name, value in facts.items()],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO templates VALUES (?, ?, ?, ?)",
                [(self.site, kind, run, json.dumps(list(signature))) for kind, signature in signatures.items()],
            )

    def signatures(self) -> dict[str, frozenset[int]]:
        """Return the template of each kind of page, as the last run that saw one sketched it."""
        rows = self._connection.execute("SELECT kind, sketch FROM templates WHERE site = ?", (self.site,))
        return {row["kind"]: frozenset(json.loads(row["sketch"])) for row in rows}

    def cadence(self, now: datetime) -> Cadence:
        """Return the frequency of the days that the site's articles are of, over the year before *now*."""
        rows = self._connection.execute(
            """SELECT DISTINCT sort_date FROM articles WHERE site = ? AND date_basis != 'first_seen'
            AND length(sort_date) = 10 AND sort_date BETWEEN ? AND ? ORDER BY sort_date""",
            (self.site, (now - SEEN).date().isoformat(), now.date().isoformat()),
        )
        days = [date.fromisoformat(row["sort_date"]) for row in rows]
        pauses = [(later - earlier).days for earlier, later in pairwise(days)]
        return Cadence(
            silence=(now.date() - days[-1]).days if days else None,
            longest_pause=max(pauses) if len(days) >= ENOUGH_DAYS else None,
        )

    def newest_article(self) -> str | None:
        """Return the day of the site's newest article, or None where it has none."""
        row = self._connection.execute(
            "SELECT max(sort_date) FROM articles WHERE site = ? AND date_basis != 'first_seen'", (self.site,)
        ).fetchone()
        day: str | None = row[0]
        return day
