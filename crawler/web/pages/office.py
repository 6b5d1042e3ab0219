"""One office: what could have been seen of it, how much it publishes, how its crawls go."""

from datetime import date, timedelta
from typing import Any

from crawler.web.endpoints.linked_data import of_office
from crawler.web.figures.charts import Day, bar_chart, calendar
from crawler.web.messages import format_date
from crawler.web.pages.common import database, language_of, not_found, render, translator
from crawler.web.queries import articles as queries

_MAX_BARS = 120
_TICKS = 18
_LABEL_BARS = 7
"""Bars, of the most that a chart has, that the label of a year takes."""


async def office(datasette: Any, request: Any) -> Any:
    """Answer ``/offices/SITE``."""
    db = database(datasette)
    row = await queries.office(db, request.url_vars["site"])
    if row is None:
        return await not_found(datasette, request)
    site = row["id"]
    say = translator(request)
    last_day = date.fromisoformat((row["last_seen"] or row["newest"] or "2000-01-01")[:10])
    days = await queries.office_days(db, site, (last_day - timedelta(days=371)).isoformat())
    if days:
        last_day = max(last_day, date.fromisoformat(days[-1]["day"]))
    context = {
        "office": row,
        "linked_data": of_office(datasette, request, row),
        "sections": await queries.office_sections(db, site),
        "months": await _chart(db, site, request),
        "calendar": calendar([Day(**day) for day in days], last_day=last_day, title=say("office.calendar")),
        "days": days,
        "runs": await queries.office_runs(db, site, 8),
        "newest": await queries.newest(db, 10, site),
        "changed": await queries.recently_changed(db, 5, site),
        "vanished": await queries.recently_vanished(db, 5, site),
    }
    return await render(datasette, request, "office.html", context)


async def _chart(db: Any, site: str, request: Any) -> Any:
    """Draw all that the office dated: a bar a month, or a year where there are more than ten years of months."""
    say, language = translator(request), language_of(request)
    counts = {row["month"]: row["articles"] for row in await queries.office_months(db, site) if len(row["month"]) == 7}
    if not counts:
        return bar_chart([], title="")
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (min(counts), max(counts)))
    if last - first < _MAX_BARS:
        months = [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
        bars = [(format_date(month, language), counts.get(month, 0)) for month in months]
        januaries = {index: month[:4] for index, month in enumerate(months) if month.endswith("-01") or index == 0}
        if len(januaries) > 1 and list(januaries)[1] * _MAX_BARS < _LABEL_BARS * len(months):
            del januaries[0]  # the next year's label would touch it
        return bar_chart(bars, title=say("office.months"), ticks=_thinned(januaries))
    years = [f"{year:04d}" for year in range(first // 12, last // 12 + 1)]
    bars = [(year, sum(count for month, count in counts.items() if month.startswith(year))) for year in years]
    return bar_chart(bars, title=say("office.years"), ticks=_thinned(dict(enumerate(years))))


def _thinned(ticks: dict[int, str]) -> dict[int, str]:
    """Return at most `_TICKS` of the ticks, which would else run into each other."""
    every = max(1, -(-len(ticks) // _TICKS))
    return dict(list(ticks.items())[::every])
