"""The first page: search, the offices with coverage and freshness, what is new, changed and gone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.web.figures.charts import year_chart
from crawler.web.pages.common import database, render, translator
from crawler.web.queries import articles as queries
from crawler.web.queries.articles import Row

_NEWEST, _CHANGED = 12, 6
_MIN_PROVINCES = 3
"""Provinces from which on a grid of them is shown; fewer are read off the table of offices."""


_SHADES = 4


@dataclass(frozen=True)
class Province:
    """One field of the grid."""

    name: str
    language: str
    country: str
    code: str
    """ISO 3166-2, or empty."""
    offices: int
    articles: int
    share: int
    """1 to 4: how many articles beside the province with the most, by their logarithm."""


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
        "provinces": provinces(offices),
        "totals": totals,
        "newest": await queries.newest(db, _NEWEST, dated=True),
        "changed": await queries.recently_changed(db, _CHANGED),
        "vanished": await queries.recently_vanished(db, _CHANGED),
    }
    return await render(datasette, request, "home.html", context)


def provinces(offices: Sequence[Row]) -> list[Province]:
    """Return the provinces by country and code, with their offices and articles; none where there are few."""
    found: dict[str, list[Row]] = {}
    for office in offices:
        if office["province"]:
            found.setdefault(office["province"], []).append(office)
    if len(found) < _MIN_PROVINCES:
        return []
    most = max(sum(office["articles"] for office in group) for group in found.values()) or 1
    listed = [
        Province(
            name=name,
            language=group[0]["language"],
            country=group[0]["country"] or "",
            code=group[0]["province_code"] or "",
            offices=len(group),
            articles=(articles := sum(office["articles"] for office in group)),
            share=1 + min(_SHADES - 1, int(_SHADES * math.log1p(articles) / math.log1p(most + 1))),
        )
        for name, group in found.items()
    ]
    return sorted(listed, key=lambda one: (one.country != "VN", one.code or "~", one.name))
