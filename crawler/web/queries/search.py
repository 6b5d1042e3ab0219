"""Asking the served archive: each search runs in one of Datasette's threads, under its time limit."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from crawler.publish.search.asked import Search, SearchResult
from crawler.publish.search.find import find as find_in

Result = TypeVar("Result")


async def find(db: Any, search: Search, *, facets: bool = True) -> SearchResult:
    """Return one page of hits; a search that runs into the time limit returns nothing, marked as interrupted."""
    try:
        return await within_limit(db, lambda connection: find_in(connection, search, facets=facets))
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        return SearchResult(interrupted=True)


async def within_limit(db: Any, ask: Callable[[sqlite3.Connection], Result]) -> Result:
    """Run a function of a connection; raises `sqlite3.OperationalError`, "interrupted", at the time limit."""

    def limited(connection: sqlite3.Connection) -> Result:
        with sqlite_timelimit(connection, db.ds.sql_time_limit_ms):
            return ask(connection)

    result: Result = await db.execute_fn(limited)
    return result
