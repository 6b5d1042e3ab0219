"""The first page: search, the offices with coverage and freshness, what is new, changed and gone."""

from typing import Any

from crawler.web.figures.charts import year_chart
from crawler.web.pages.common import database, render, translator
from crawler.web.queries import articles as queries

_NEWEST, _CHANGED = 12, 6


async def home(datasette: Any, request: Any) -> Any:
    """Answer ``/``."""
    db = database(datasette)
    offices = await queries.offices(db)
    totals = {name: sum(office[name] for office in offices) for name in ("articles", "vanished", "edited")}
    years = await queries.articles_by_year(db)
    context = {
        "by_year": year_chart(years, offices, title=translator(request)("home.years")),
        "undated": await queries.undated(db),
        "offices": offices,
        "totals": totals,
        "newest": await queries.newest(db, _NEWEST, dated=True),
        "changed": await queries.recently_changed(db, _CHANGED),
        "vanished": await queries.recently_vanished(db, _CHANGED),
    }
    return await render(datasette, request, "home.html", context)
