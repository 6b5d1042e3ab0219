"""One office: what could have been seen of it, how much it publishes, how its crawls go."""

from datetime import date, timedelta
from typing import Any

from crawler.web import queries
from crawler.web.charts import Day, bar_chart, calendar
from crawler.web.messages import format_date
from crawler.web.pages.common import database, language_of, not_found, render, translator

_MONTHS_SHOWN = 120


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
        "sections": await queries.office_sections(db, site),
        "months": bar_chart(await _months(db, site, language_of(request)), title=say("office.months")),
        "calendar": calendar([Day(**day) for day in days], last_day=last_day, title=say("office.calendar")),
        "days": days,
        "runs": await queries.office_runs(db, site, 8),
        "newest": await queries.newest(db, 10, site),
        "changed": await queries.recently_changed(db, 5, site),
        "vanished": await queries.recently_vanished(db, 5, site),
    }
    return await render(datasette, request, "office.html", context)


async def _months(db: Any, site: str, language: str) -> list[tuple[str, int]]:
    """Return (month, count) without holes, at most the last ten years."""
    counts = {row["month"]: row["articles"] for row in await queries.office_months(db, site) if len(row["month"]) == 7}
    if not counts:
        return []
    last = max(counts)
    index = int(last[:4]) * 12 + int(last[5:]) - 1
    first = max(int(min(counts)[:4]) * 12 + int(min(counts)[5:]) - 1, index - _MONTHS_SHOWN + 1)
    months = [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, index + 1)]
    return [(format_date(month, language), counts.get(month, 0)) for month in months]
