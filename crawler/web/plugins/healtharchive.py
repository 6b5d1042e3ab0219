"""The Datasette plugin: our search functions, pages, headers and template helpers."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Forbidden
from pluggy import HookimplMarker

from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.search.words import contains_exactly, mark_words
from crawler.normalise.text.search_key import index_text, match_query, show_text
from crawler.web.endpoints import (
    api,
    cdx,
    export,
    feeds,
    health,
    memento,
    references,
    replay,
    robots,
    sitemap,
    table_lines,
)
from crawler.web.figures.changes import change_words
from crawler.web.figures.papers import paper_columns
from crawler.web.messages import (
    DEFAULT_LANGUAGE,
    HTML_LANGUAGE,
    LANGUAGES,
    format_date,
    format_number,
    has_message,
    translate,
    translate_description,
)
from crawler.web.pages import (
    about,
    article,
    captures,
    changes,
    home,
    office,
    releases,
    search,
    search_data,
    status,
    timeline,
)
from crawler.web.pages.common import database, language_of, settings_of
from crawler.web.pages.errors import error_page
from crawler.web.pages.papers import browse, copies, documents, number
from crawler.web.paths import (
    CITED,
    DATABASE,
    article_path,
    capture_path,
    office_path,
    paper_path,
    text_path,
    timeline_path,
    version_path,
    with_query,
)
from crawler.web.queries import articles as queries
from crawler.web.serving.guard import Application, Guard
from crawler.web.serving.response_cache import ResponseCache
from crawler.web.text import content_language, file_kind, in_zone

# typed, where Datasette's own marker is not
hookimpl = HookimplMarker("datasette")

# a query that builds a giant string would otherwise eat the machine's memory, time limit or not
MAX_VALUE_BYTES = 20_000_000


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register the functions that searching needs; last, because `escape_fts` replaces Datasette's own."""
    conn.create_function("escape_fts", 1, match_query, deterministic=True)
    conn.create_function("match_query", 1, match_query, deterministic=True)
    conn.create_function("index_text", 1, lambda text: index_text(text or ""), deterministic=True)
    conn.create_function("show_text", 1, lambda text: show_text(text or ""), deterministic=True)
    conn.create_function("mark_words", 1, lambda text: mark_words(text or ""), deterministic=True)
    conn.create_function("document_key", 1, lambda text: document_number_key(text or ""), deterministic=True)
    conn.create_function("contains_exactly", 2, contains_exactly, deterministic=True)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Return the pages of the site; they come before Datasette's own."""
    queries_known = "|".join(datasette.metadata("databases")[DATABASE]["queries"])
    return [
        (r"/$", home.home),
        (r"/search$", search.search),
        (r"/search\.json$", search_data.search_json),
        (r"/search\.csv$", search_data.search_csv),
        (r"/documents$", documents.documents),
        (r"/offices/(?P<site>[a-z0-9_]{1,80})$", office.office),
        (r"/export/(?P<view>[a-z_]{1,40})\.(?P<form>[a-z.]{1,20})$", export.export),
        (rf"/archive/(?P<query>{queries_known})\.csv$", export.canned_query),
        (r"/archive\.csv$", export.sql_query),
        (r"/archive\.db$", export.archive_file),
        (r"/archive/(?P<table>[a-z_]{1,40})\.jsonl$", table_lines.table_lines),
        (r"/health$", health.health),
        (r"/archive/articles/(?P<id>[0-9]{1,19})/cite\.(?P<form>[a-z0-9.]{1,20})$", references.reference),
        (r"/sitemap\.xml$", sitemap.index),
        (r"/sitemap-pages\.xml$", sitemap.pages),
        (r"/sitemap-(?P<number>[0-9]{1,9})\.xml$", sitemap.articles),
        (r"/changes$", changes.changes),
        (r"/api$", api.api),
        (r"/api/openapi\.json$", api.openapi),
        (r"/releases$", releases.releases),
        (r"/releases/(?P<release>[0-9A-Za-z.-]{1,60})/(?P<file>[A-Za-z0-9_.-]{1,80})$", releases.file),
        (r"/feeds/changes\.atom$", feeds.changes),
        (r"/feeds/articles/(?P<id>[0-9]{1,19})\.atom$", feeds.article),
        (r"/feeds/search\.atom$", feeds.search),
        (r"/feeds/offices/(?P<site>[a-z0-9_]{1,80})\.atom$", feeds.office),
        (r"/captures/(?P<id>[0-9]{1,19})$", captures.capture),
        (r"/captures/(?P<id>[0-9]{1,19})/page$", captures.page),
        (r"/captures/(?P<id>[0-9]{1,19})/source$", captures.source),
        (r"/captures/(?P<id>[0-9]{1,19})/bytes$", captures.sent),
        (r"/captures/(?P<id>[0-9]{1,19})/file$", captures.file),
        (r"/captures/(?P<id>[0-9]{1,19})/record(?:\.warc\.gz)?$", captures.record),
        (r"/captures/(?P<id>[0-9]{1,19})/replay$", replay.replay),
        (r"/replay/$", replay.frame),
        (r"/replay/(?P<name>ui|sw)\.js$", replay.program),
        (r"/lookup$", memento.by_address),
        (r"/web/(?:(?P<stamp>[0-9]{0,14}(?:\*|%2A)|[0-9]{1,14})(?:[a-z]{2}_)?/)?(?P<url>.+)$", memento.wayback),
        (r"/timegate/(?P<url>.+)$", memento.timegate),
        (r"/timemap/link/(?P<url>.+)$", memento.timemap),
        (r"/cdx$", cdx.cdx),
        (r"/feeds/papers/(?P<key>[^/]{1,200})\.atom$", number.paper_feed),
        (r"/papers$", browse.browse),
        (r"/papers/(?P<key>[^/]{1,200})$", number.paper),
        (r"/texts$", copies.texts),
        (r"/texts/(?P<group>[0-9]{1,19})$", copies.text),
        (r"/status$", status.status),
        (r"/metrics$", status.metrics),
        (r"/robots\.txt$", robots.robots),
        (r"/about$", about.about),
        (r"/(?P<database>archive)(?P<format>\.html)?$", about.data),
        (r"/archive/articles/(?P<id>[0-9]{1,19})$", article.article),
        (rf"/archive/articles/{CITED}$", article.cited),
        (r"/archive/articles/(?P<id>[0-9]{1,19})/timeline$", timeline.timeline),
        (r"/archive/articles/(?P<id>[0-9]{1,19})/compare$", timeline.compare),
        (r"/archive/articles/(?P<id>[0-9]{1,19})/versions/(?P<number>[0-9]{1,9})$", article.version),
    ]


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """Put the guard around everything."""

    def snapshot() -> str | None:
        db = database(datasette)
        return None if db.is_mutable else Path(db.path).stem

    def wrapped(application: Application) -> Guard:
        # the guard settles the language and what of the query counts: both are part of what is remembered
        cached = ResponseCache(application, snapshot=snapshot)
        return Guard(cached, settings_of(datasette), snapshot=snapshot)

    # the hook is called before there is a database
    return wrapped


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer errors in the reader's language."""
    return lambda: error_page(datasette, request, exception)


@hookimpl
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer what is not allowed like any other error."""
    return lambda: error_page(datasette, request, Forbidden(message))


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give templates their helpers; in English, for the few pages that Datasette renders without asking plugins."""
    env.filters["from_json"] = json.loads
    env.globals.update(_helpers(datasette, DEFAULT_LANGUAGE), request=None, is_demo=False, snapshot_at=None)


@hookimpl
def extra_template_vars(datasette: Any, request: Any, table: str | None) -> Any:
    """Give every template its language, the messages and the helpers."""

    async def variables() -> dict[str, Any]:
        db = database(datasette)
        info = await queries.archive_info(db)
        return {
            "office_names": await queries.office_names(db) if table == "articles" else {},
            **_helpers(datasette, language_of(request)),
            "is_demo": info.get("kind") == "demo",
            "snapshot_at": info.get("snapshot_at"),
        }

    return variables


def _helpers(datasette: Any, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "html_language": HTML_LANGUAGE[language],
        "languages": LANGUAGES,
        "t": lambda key, **values: translate(language, key, **values),
        "description": lambda text: translate_description(language, text),
        "has_message": lambda key: has_message(language, key),
        "date": lambda iso: format_date(iso, language),
        "in_zone": in_zone,
        "number": lambda value: format_number(value, language),
        "change_words": lambda changes, fields: change_words(language, changes, fields),
        "content_language": content_language,
        "file_kind": file_kind,
        "is_web_address": lambda url: str(url or "").lower().startswith(("http://", "https://")),
        "article_path": lambda *path: datasette.urls.path(article_path(*path)),
        "version_path": lambda *path: datasette.urls.path(version_path(*path)),
        "capture_path": lambda *path: datasette.urls.path(capture_path(*path)),
        "timeline_path": lambda *path: datasette.urls.path(timeline_path(*path)),
        "paper_path": lambda key: datasette.urls.path(paper_path(key)),
        "paper_columns": paper_columns,
        "text_path": lambda group: datasette.urls.path(text_path(group)),
        "document_key": document_number_key,
        "office_path": lambda site: datasette.urls.path(office_path(site)),
        "with_query": lambda path, **arguments: datasette.urls.path(with_query(path, **arguments)),
    }
