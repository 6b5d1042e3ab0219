"""Taking rows out of the archive: whole views, filtered, read at constant memory."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.publish.sql_views import EXPORT_VIEWS

BATCH = 100
"""Rows fetched at a time; more of them no longer fit the processor's cache."""

SINCE_COLUMNS = {
    "notices": "sort_date",
    "view_history": "observed_at",
    "changes": "changed_at",
    "attachments_text": "first_seen",
    "relations_named": "first_seen",
}
"""View → the column that ``--since`` compares."""


@dataclass(frozen=True)
class Rows:
    """A query's columns and its rows in batches, read as they are asked for."""

    columns: tuple[str, ...]
    batches: Iterator[Sequence[Any]]


def read_view(connection: sqlite3.Connection, view: str, *, site: str | None = None, since: str | None = None) -> Rows:
    """Return the rows of an export view, of one office or all, from an ISO date on or all.

    The whole answer is one read transaction: a crawl that writes meanwhile does not show in it.
    """
    clauses, parameters = [], []
    if site:
        clauses.append("site = ?")
        parameters.append(site)
    if since:
        clauses.append(f"{SINCE_COLUMNS[view]} >= ?")
        parameters.append(since)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    # the views' own text, so that an archive that was never prepared for reading can be exported too
    cursor = connection.execute(f"SELECT * FROM ({EXPORT_VIEWS[view]}){where}", parameters)
    return Rows(tuple(column[0] for column in cursor.description), _batches(cursor))


def _batches(cursor: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    while batch := cursor.fetchmany(BATCH):
        yield batch


def holds_office(connection: sqlite3.Connection, site: str) -> bool:
    """Return whether the archive has an office of that id."""
    return connection.execute("SELECT 1 FROM sites WHERE id = ?", (site,)).fetchone() is not None
