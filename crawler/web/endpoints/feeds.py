"""Atom feeds: what changed or vanished, what an office published, what a search finds."""

import re
from dataclasses import dataclass
from typing import Any

from datasette import Response

from crawler.publish.search.asked import Search
from crawler.publish.search.find import find_all
from crawler.web.figures.changes import change_words
from crawler.web.pages.common import absolute_address, database, identifier, language_of, not_found, translator
from crawler.web.pages.search import read_data_search, search_path
from crawler.web.paths import article_path, office_path, version_path
from crawler.web.queries import articles as queries
from crawler.web.queries.search import find, within_limit

_ENTRIES = 50
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class FeedEntry:
    """One entry of a feed; `updated` is UTC, ISO 8601."""

    path: str
    key: str
    """What makes the entry another one than the entry about the same page before."""
    title: str
    updated: str
    summary: str
    author: str


async def changes(datasette: Any, request: Any) -> Any:
    """Answer ``/feeds/changes.atom``: edits, disappearances and reappearances of all offices, newest first."""
    found = await queries.changes(database(datasette), _ENTRIES)
    entries = [_change_entry(request, row) for row in found]
    return await answer(datasette, request, translator(request)("feed.changes"), "/", entries)


async def office(datasette: Any, request: Any) -> Any:
    """Answer ``/feeds/offices/SITE.atom``: the articles that the archive met last."""
    db = database(datasette)
    row = await queries.office(db, request.url_vars["site"])
    if row is None:
        return await not_found(datasette, request)
    entries = [_article_entry(article) for article in await queries.latest_met(db, row["id"], _ENTRIES)]
    return await answer(datasette, request, str(row["name"]), office_path(row["id"]), entries)


async def article(datasette: Any, request: Any) -> Any:
    """Answer ``/feeds/articles/ID.atom``: the edits, disappearances and reappearances of one article."""
    db, number = database(datasette), identifier(request, "id")
    row = await queries.article(db, number) if number is not None else None
    if row is None:
        return await not_found(datasette, request)
    found = await queries.changes_of(db, [row["id"]], _ENTRIES)
    entries = [_change_entry(request, change) for change in found]
    return await answer(datasette, request, _title(row), article_path(row["id"]), entries)


async def search(datasette: Any, request: Any) -> Any:
    """Answer ``/feeds/search.atom``: the newest articles that a search finds, and what changed or vanished of all.

    Raises `BadRequest` for a filter that cannot be read.
    """
    db = database(datasette)
    asked = read_data_search(request)
    newest = Search(**{**asked.__dict__, "sort": "newest", "page": 1, "size": _ENTRIES})
    found = await find(db, newest, facets=False)
    articles = await queries.by_ids(db, [hit["id"] for hit in found.hits])
    title = f"{translator(request)('nav.search')}: {asked.text}"
    everything = await within_limit(db, lambda connection: find_all(connection, asked))
    changed = await queries.changes_of(db, everything, _ENTRIES)
    entries = [*map(_article_entry, articles), *(_change_entry(request, change) for change in changed)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return await answer(datasette, request, title, search_path(asked), entries[:_ENTRIES])


def _article_entry(row: queries.Row) -> FeedEntry:
    return FeedEntry(
        path=article_path(row["id"]),
        key="",
        title=_title(row),
        updated=row["first_seen"],
        summary=row["opening"] or "",
        author=row["office"] or row["site"],
    )


def _title(row: queries.Row) -> str:
    return str(row["title"] or row["url"])


def _change_entry(request: Any, row: queries.Row) -> FeedEntry:
    edited = row["kind"] == "edited"
    say = translator(request)
    return FeedEntry(
        path=version_path(row["article"], row["version"]) if edited else article_path(row["article"]),
        key="" if edited else f"#{row['kind']}-{row['changed_at']}",
        title=f"{say('feed.edited') if edited else say('status.' + row['kind'])}: {_title(row)}",
        updated=row["changed_at"],
        summary=change_words(language_of(request), row["changes"], row["changed_fields"]),
        author=row["office"] or row["site"],
    )


async def answer(datasette: Any, request: Any, title: str, path: str, entries: list[FeedEntry]) -> Any:
    """Return a feed of these entries; *path* is the page that it follows."""

    def address(local: str) -> str:
        return absolute_address(datasette, request, local)

    here = request.path + (f"?{request.query_string}" if request.query_string else "")
    xml = await datasette.render_template(
        "feed.xml",
        {
            "feed_title": title,
            "self_link": address(here),
            "page_link": address(path),
            "updated": max((entry.updated for entry in entries), default="1970-01-01T00:00:00Z"),
            "entries": [(entry, address(entry.path)) for entry in entries],
            "feed_language": language_of(request),
        },
        request=request,
    )
    return Response(_NOT_XML.sub("", xml), content_type="application/atom+xml; charset=utf-8")
