"""The first page: search, the offices with coverage and freshness, what is new, changed and gone."""

from typing import Any

from crawler.web import queries
from crawler.web.pages.common import database, render

_NEWEST, _CHANGED = 12, 6


async def home(datasette: Any, request: Any) -> Any:
    """Answer ``/``."""
    db = database(datasette)
    offices = await queries.offices(db)
    totals = {name: sum(office[name] for office in offices) for name in ("articles", "vanished", "edited")}
    context = {
        "offices": offices,
        "totals": totals,
        "newest": await queries.newest(db, _NEWEST),
        "changed": await queries.recently_changed(db, _CHANGED),
        "vanished": await queries.recently_vanished(db, _CHANGED),
    }
    return await render(datasette, request, "home.html", context)
