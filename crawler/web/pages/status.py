"""How the archive is doing: the state of every office, for people and for Prometheus."""

from collections.abc import Callable
from typing import Any

from datasette import Response

from crawler.publish.formats.prometheus import CONTENT_TYPE, Gauge, exposition, seconds, state_gauge
from crawler.web.figures.charts import spark_bars
from crawler.web.pages.common import database, render, translator
from crawler.web.queries import articles as queries

_TREND = 14
"""Runs of which the trend shows the new articles."""


async def status(datasette: Any, request: Any) -> Any:
    """Answer ``/status``; offices that need a person come first."""
    say = translator(request)
    offices = await queries.office_states(database(datasette), _TREND)
    for office in offices:
        office["trend"] = spark_bars(office["new_articles"], title=say("status_page.trend"))
    context = {
        "offices": sorted(offices, key=lambda office: office["state"] == "ok"),
        "troubled": sum(office["state"] != "ok" for office in offices),
    }
    return await render(datasette, request, "status.html", context)


async def metrics(datasette: Any) -> Any:
    """Answer ``/metrics`` in Prometheus's text format."""
    db = database(datasette)
    offices = await queries.office_states(db, 1)
    snapshot_at = (await queries.archive_info(db)).get("snapshot_at")

    def gauge(name: str, meaning: str, value: Callable[[queries.Row], float | None]) -> Gauge:
        return Gauge(name, meaning, [({"office": office["id"]}, value(office)) for office in offices])

    gauges = [
        Gauge("snapshot_timestamp_seconds", "When the published snapshot was made.", [({}, seconds(snapshot_at))]),
        state_gauge((office["id"], office["state"]) for office in offices),
        gauge("last_run_timestamp_seconds", "When the last run ended.", lambda one: seconds(one["finished_at"])),
        gauge(
            "last_good_run_timestamp_seconds",
            "When the last good run ended.",
            lambda one: seconds(one["last_good_run"]),
        ),
        gauge("newest_article_timestamp_seconds", "Day of the newest article.", lambda one: seconds(one["newest"])),
        gauge("new_articles", "New articles of the last run.", lambda one: one["new"]),
        gauge("failed_requests", "Requests of the last run that failed.", lambda one: one["failed"]),
        gauge("articles", "Articles in the archive.", lambda one: one["articles"]),
        gauge("vanished_articles", "Articles that the office has taken away.", lambda one: one["vanished"]),
        gauge("alert", "1 where the operator was told of trouble.", lambda one: int(one["told_at"] is not None)),
    ]
    return Response(exposition(gauges), content_type=CONTENT_TYPE)
