"""The lists of an office as the archive remembers them: where they are, how they are asked for, and how they do.

Those that a person wrote down stand beside those that were found.
"""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from crawler.archive.archive import Archive
from crawler.archive.db.database import transaction
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.revisits import AT_ONCE

GONE = "gone"
"""State of a list that is not there any more; the row stays as evidence."""
NEEDS_BROWSER = "needs_browser"
"""State of a list that only a script shows, where no browser has been at hand to see what that asks for."""
EMPTY = "empty"
"""State of a list whose page is there and shows no rows."""
UNTRIED, REFUSED = "untried", "refused"
"""States of a list none of whose articles has been read yet, and of one whose rows turned out to be no articles."""
STATES = ("ok", "covered", "incomplete", EMPTY, UNTRIED, REFUSED, NEEDS_BROWSER, GONE)
"""``covered``: other lists name all that it names."""


@dataclass(frozen=True, kw_only=True)
class KeptList:
    """One row of the table ``lists``."""

    id: str
    name: str
    url: str
    method: str
    request: str
    """The request for its first page, as JSON."""
    kind: str
    role: str
    found_by: str | None
    row_order: str | None
    article_form: str | None
    row_address: str | None
    evidence: tuple[str, ...]
    state: str = "ok"
    first_seen: str | None = None
    last_good: str | None = None
    last_new: str | None = None
    asked_at: str | None = None
    walked_at: str | None = None
    """When the last walk over the whole list began."""
    pages: int | None = None
    """Of the last whole walk."""
    stated: int | None = None
    """Rows that the list said it has, at the last whole walk."""
    tail: str | None = None
    """The request for its last page, for lists whose news is at the end."""


class Lists:
    """The lists of one office."""

    def __init__(self, archive: Archive, site: str) -> None:
        self._connection = archive.connection
        self.site = site

    def all(self) -> list[KeptList]:
        """Return every list that was ever written down or found, in that order."""
        rows = self._connection.execute(
            "SELECT * FROM lists WHERE site = ? ORDER BY first_seen, id",
            (self.site,),
        )
        return [_kept(row) for row in rows]

    def save(self, kept: KeptList, seen_at: datetime) -> None:
        """Write a list that was found, or found again: what is known of its past stays."""
        with transaction(self._connection):
            self._connection.execute(
                """INSERT INTO lists (site, id, name, url, method, request, kind, role, found_by, row_order,
                article_form, row_address, evidence, first_seen, last_good, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, id) DO UPDATE SET
                name = excluded.name, url = excluded.url, method = excluded.method, request = excluded.request,
                kind = excluded.kind, role = excluded.role, found_by = excluded.found_by,
                row_order = excluded.row_order, article_form = excluded.article_form,
                row_address = excluded.row_address, evidence = excluded.evidence,
                last_good = excluded.last_good, state = excluded.state, walked_at = NULL, tail = NULL""",
                (
                    *(self.site, kept.id, kept.name, kept.url, kept.method, kept.request, kept.kind, kept.role),
                    *(kept.found_by, kept.row_order, kept.article_form, kept.row_address),
                    json.dumps(kept.evidence, ensure_ascii=False),
                    *(utc_text(seen_at), utc_text(seen_at), kept.state),
                ),
            )
            self._connection.execute(
                """INSERT INTO sections (site, id, name, url) VALUES (?, ?, ?, ?)
                ON CONFLICT (site, id) DO UPDATE SET name = excluded.name, url = excluded.url""",
                (self.site, kept.id, kept.name, kept.url),
            )

    def note(self, ident: str, **facts: str | int | None) -> None:
        """Change facts of a list; names are columns of the table."""
        names = ", ".join(f"{name} = ?" for name in facts)
        with transaction(self._connection):
            self._connection.execute(
                f"UPDATE lists SET {names} WHERE site = ? AND id = ?", (*facts.values(), self.site, ident)
            )

    def learn(self, kept: KeptList) -> None:
        """Write down what was seen of the form of a list that is kept already."""
        self.note(
            kept.id,
            kind=kept.kind,
            row_order=kept.row_order,
            evidence=json.dumps(kept.evidence, ensure_ascii=False),
        )

    def named(self, ident: str) -> tuple[set[str], set[str]]:
        """Return (addresses, titles) of the rows that a list has named."""
        rows = self._connection.execute(
            "SELECT url, title FROM listings WHERE site = ? AND section = ?", (self.site, ident)
        ).fetchall()
        return {row["url"] for row in rows}, {row["title"] for row in rows if row["title"]}

    def end(self, ident: str, now: datetime) -> None:
        """Note that a list is gone for good; the articles that it named are due, since they may have moved with it."""
        self.note(ident, state=GONE)
        self.hasten(ident, now)

    def hasten(self, ident: str, now: datetime) -> None:
        """Make the articles that a list named due at once."""
        with transaction(self._connection):
            self._connection.execute(
                """UPDATE articles SET next_visit_at = min(next_visit_at, ?), visit_interval = ?
                WHERE site = ? AND id IN (
                SELECT article_urls.article FROM article_urls JOIN listings ON listings.url = article_urls.url
                WHERE listings.site = ? AND listings.section = ?)""",
                (utc_text(now), AT_ONCE, self.site, self.site, ident),
            )

    def discovery(self) -> sqlite3.Row | None:
        """Return how far discovery has come: ``state`` (JSON), ``begun_at``, ``ended_at``, ``looked_at``; or None."""
        row: sqlite3.Row | None = self._connection.execute(
            "SELECT * FROM discoveries WHERE site = ?", (self.site,)
        ).fetchone()
        return row

    def note_discovery(self, state: str, *, now: datetime, requests: int, ended: bool) -> None:
        """Write down how far discovery has come."""
        moment = utc_text(now)
        with transaction(self._connection):
            self._connection.execute(
                """INSERT INTO discoveries (site, state, begun_at, ended_at, looked_at, requests)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (site) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at,
                looked_at = excluded.looked_at, requests = excluded.requests""",
                (self.site, state, moment, moment if ended else None, moment, requests),
            )

    def namesakes(self, title: str) -> list[str]:
        """Return the addresses that lists named under *title*, the newest first."""
        rows = self._connection.execute(
            "SELECT url FROM listings WHERE site = ? AND title = ? ORDER BY last_seen DESC, url", (self.site, title)
        )
        return [row["url"] for row in rows]

    def twin(self, url: str, title: str, date_raw: str, *, beside: str | None = None) -> str | None:
        """Return the address under which a list named a notice of the same title and date, or None.

        With *beside*, the id of a list, only what other lists named counts: a list that names its notice anew has moved
        it.  A list that is gone proves nothing: what it named has moved to the address that is asked about.
        """
        rows = self._connection.execute(
            """SELECT listings.url FROM listings LEFT JOIN lists
            ON lists.site = listings.site AND lists.id = listings.section
            WHERE listings.site = ? AND title = ? AND date_raw = ? AND listings.url != ?
            AND coalesce(lists.state, 'ok') != 'gone' AND listings.section IS NOT ?""",
            (self.site, title, date_raw, url, beside),
        )
        return next((row["url"] for row in rows), None)


def _kept(row: sqlite3.Row) -> KeptList:
    values = {name: row[name] for name in row.keys() if name != "site"}  # noqa: SIM118  # a Row is no mapping
    return KeptList(**{**values, "evidence": tuple(json.loads(values["evidence"]))})
