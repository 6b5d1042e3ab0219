"""Taking rows out of the archive: whole views, filtered, read at constant memory."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.publish.periods import following
from crawler.publish.sql_views import EXPORT_VIEWS

BATCH = 100
"""Rows fetched at a time, at most; more of them no longer fit the processor's cache."""
_BATCH_CHARACTERS = 400_000

DATE_COLUMNS = {
    "notices": "sort_date",
    "view_history": "observed_at",
    "changes": "changed_at",
    "attachments_text": "first_seen",
    "relations_named": "first_seen",
    "versions_text": "seen_at",
}
"""View → the column that ``since`` and ``until`` compare."""
COUNTED_VIEWS = frozenset({"notices", "view_history"})
"""Those with view counts."""


@dataclass(frozen=True)
class Rows:
    """A query's columns and its rows in batches, read as they are asked for."""

    columns: tuple[str, ...]
    batches: Iterator[Sequence[Any]]


@dataclass(frozen=True)
class Part:
    """Which rows of a view are wanted; the default is all of them."""

    sites: tuple[str, ...] = ()
    """Offices by their ids; none: all."""
    since: str | None = None
    """The first year, month or day (ISO 8601) that is wanted."""
    until: str | None = None
    """The last one that is wanted, with all that is in it."""
    views_over: int | None = None
    """Rows of so many views or fewer, or of an unknown number, are left out; for `COUNTED_VIEWS`."""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.sites or self.since or self.until) and self.views_over is None

    def select(self, view: str, source: str) -> tuple[str, list[str | int]]:
        """Return the SELECT of these rows of *view*, and its values; a row without a date is in no period.

        *source* is what is read: a name, or a query in brackets.
        """
        clauses: list[str] = []
        values: list[str | int] = [*self.sites]
        if self.sites:
            clauses.append(f"site IN ({', '.join('?' * len(self.sites))})")
        if self.since:
            clauses.append(f"{DATE_COLUMNS[view]} >= ?")
            values.append(self.since)
        if self.until:
            clauses.append(f"{DATE_COLUMNS[view]} < ?")
            values.append(following(self.until))
        if self.views_over is not None:
            clauses.append("views > ?")
            values.append(self.views_over)
        where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        return f"SELECT * FROM {source}{where}", values


EVERYTHING = Part()


def read_view(connection: sqlite3.Connection, view: str, part: Part = EVERYTHING) -> Rows:
    """Return the rows of an export view.

    The whole answer is one read transaction: a crawl that writes meanwhile does not show in it.
    """
    # the views' own text, so that an archive that was never prepared for reading can be exported too
    cursor = connection.execute(*part.select(view, f"({EXPORT_VIEWS[view]})"))
    return Rows(tuple(column[0] for column in cursor.description), sized_batches(cursor))


def sized_batches(cursor: Any) -> Iterator[Sequence[Any]]:
    """Yield a cursor's rows in batches of about equal size, however long their texts are."""
    rows = 10
    while batch := cursor.fetchmany(rows):
        yield batch
        size = sum(len(value) for row in batch for value in row if isinstance(value, (str, bytes)))
        rows = min(max(len(batch) * _BATCH_CHARACTERS // max(size, 1), 1), BATCH)


def holds_office(connection: sqlite3.Connection, site: str) -> bool:
    """Return whether the archive has an office of that id."""
    return connection.execute("SELECT 1 FROM sites WHERE id = ?", (site,)).fetchone() is not None
