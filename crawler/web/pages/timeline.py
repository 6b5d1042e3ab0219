"""The time line of an article, and the comparison of any two of its versions."""

from typing import Any

from crawler.web.figures.diff import compare as compare_texts
from crawler.web.figures.timeline import Event, Span, strip
from crawler.web.messages import format_date
from crawler.web.pages.article import attachment_changes, changed_fields
from crawler.web.pages.common import database, identifier, language_of, not_found, render, translator, whole_number
from crawler.web.paths import capture_path, version_path
from crawler.web.queries import articles as queries
from crawler.web.queries import captures as capture_queries
from crawler.web.text import content_language, in_zone

VANISHED = ("gone", "soft_gone", "delisted")


async def timeline(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID/timeline``."""
    db = database(datasette)
    number = identifier(request, "id")
    row = await queries.article(db, number) if number is not None else None
    if row is None:
        return await not_found(datasette, request)
    captures = await capture_queries.captures_of_article(db, row["id"])
    statuses = await queries.statuses(db, row["id"])
    views = [one for one in await queries.view_counts(db, row["id"]) if one["views"] is not None]
    context = {
        "article": row,
        "text_language": content_language(row["language"]),
        "captures": captures,
        "versions": await queries.versions(db, row["id"]),
        "statuses": statuses,
        "missed": next((one["since"] for one in statuses if one["status"] in VANISHED), None),
        "strip": _strip(datasette, request, row["timezone"], captures, statuses, views),
    }
    return await render(datasette, request, "timeline.html", context)


def _strip(
    datasette: Any,
    request: Any,
    zone: str | None,
    captures: list[queries.Row],
    statuses: list[queries.Row],
    views: list[queries.Row],
) -> Any:
    """Draw the strip; its words tell days in the office's zone, as the tables beside it do."""
    say, language = translator(request), language_of(request)

    def day(moment: str) -> str:
        return format_date(in_zone(moment, zone)[:10], language)

    events = []
    for one in captures:
        when = day(one["fetched_at"])
        missed = "missed" if one["status"] >= 400 else ""
        label = say("timeline.capture", when=when, status=one["status"])
        link = datasette.urls.path(capture_path(one["id"]))
        events.append(Event(one["fetched_at"], "capture", label, link, missed))
        if one["version"] is not None:
            label = say("version.of", number=one["version"], when=when)
            events.append(Event(one["fetched_at"], "version", label, link))
    spans = [
        Span(one["status"], one["since"], one["until"], f"{say('status.' + one['status'])}: {day(one['since'])} –")
        for one in statuses
    ]
    moments = sorted([*(event.at for event in events), *(span.since for span in spans)])
    labels = tuple(day(moment) for moment in (moments[0], moments[-1])) if moments else ("", "")
    return strip(
        events,
        spans,
        [(one["observed_at"], one["views"]) for one in views],
        title=say("timeline.title"),
        labels=(labels[0], labels[1]),
    )


async def compare(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID/compare?old=…&new=…``: how one version differs from any other."""
    db = database(datasette)
    article_id = identifier(request, "id")
    row = await queries.article(db, article_id) if article_id is not None else None
    if row is None:
        return await not_found(datasette, request)
    newest = int(row["version"])
    old = await queries.version(db, row["id"], whole_number(request, "old", default=1, largest=10**6))
    new = await queries.version(db, row["id"], whole_number(request, "new", default=newest, largest=10**6))
    if old is None or new is None:
        return await not_found(datasette, request)
    context = {
        "article": row,
        "old": old,
        "new": new,
        "versions": await queries.versions(db, row["id"]),
        "text_language": content_language(row["language"]),
        "differences": compare_texts(old["body_text"], new["body_text"]),
        "fields": changed_fields(old, new),
        "attachment_changes": attachment_changes(old, new),
        "version_link": lambda number: datasette.urls.path(version_path(row["id"], number)),
    }
    return await render(datasette, request, "compare.html", context)
