"""The interface for programs: a page with examples that run, and its OpenAPI description."""

from typing import Any

from datasette import Response

from crawler import __version__
from crawler.publish.evidence.references import FORMATS as REFERENCES
from crawler.publish.formats.row_formats import FORMATS
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.web.downloads.limits import OPEN_AT_ONCE, RETRY_SECONDS
from crawler.web.pages.common import absolute_address, database, render
from crawler.web.pages.search import MAX_PAGES

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_JSON_LINES, _ATOM = "application/x-ndjson", "application/atom+xml"


async def api(datasette: Any, request: Any) -> Any:
    """Answer ``/api``."""
    db = database(datasette)
    context = {
        "address": absolute_address(datasette, request, "/").rstrip("/"),
        "views": list(EXPORT_VIEWS),
        "endings": list(FORMATS),
        "open_at_once": OPEN_AT_ONCE,
        "retry_seconds": RETRY_SECONDS,
        "has_file": not db.is_mutable,
    }
    return await render(datasette, request, "api.html", context)


async def openapi(datasette: Any, request: Any) -> Any:
    """Answer ``/api/openapi.json``: OpenAPI 3.1."""
    return Response.json(description(absolute_address(datasette, request, "/").rstrip("/")))


def description(address: str) -> Schema:
    """Return the OpenAPI document of a site at *address*."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Health Notice Archive",
            "version": __version__,
            "description": "Reading only, without a key. "
            "Every answer of a published snapshot names it in X-Archive-Snapshot.",
        },
        "servers": [{"url": address}],
        "paths": {
            "/export/{view}.{format}": {"get": _export()},
            "/archive/articles/{id}.json": {"get": _article()},
            "/archive/articles/{id}/cite.{format}": {"get": _reference()},
            "/archive/{table}.json": {"get": _table()},
            "/archive/{table}.jsonl": {"get": _operation("table_lines", "A whole table", [_TABLE], _JSON_LINES)},
            "/search.json": {"get": _search("search", "A page of a search", _PAGED)},
            "/search.csv": {"get": _search("search_lines", "All hits of a search", [_EXCEL], "text/csv")},
            "/feeds/changes.atom": {"get": _operation("changes_feed", "Changes, newest first", [], _ATOM)},
            "/feeds/search.atom": {"get": _search("search_feed", "A search as a feed", [], _ATOM)},
            "/feeds/papers/{key}.atom": {"get": _operation("paper_feed", "Papers that name a number", [_KEY], _ATOM)},
            "/health": {"get": _operation("health", "Whether the site can answer, and from which snapshot", [])},
        },
    }


def _parameter(name: str, where: str, schema: Schema, text: str) -> Schema:
    return {"name": name, "in": where, "required": where == "path", "schema": schema, "description": text}


_ID = _parameter("id", "path", {"type": "integer", "minimum": 1}, "Number of the article.")
_TABLE = _parameter("table", "path", _TEXT, "Name of a table or view.")


_KEY = _parameter("key", "path", _TEXT, "A document number, folded: 5-2024-tt-byt.")
_PAGED = [
    _parameter("page", "query", {"type": "integer", "minimum": 1}, f"Page, from 1 to {MAX_PAGES}."),
    _parameter("size", "query", {"type": "integer", "minimum": 1, "maximum": 100}, "Hits of a page."),
]
_EXCEL = _parameter("excel", "query", {"type": "string", "enum": ["1"]}, "As Excel opens it safely.")
_FILTERS = {
    "q": "Words, phrases in quotes, OR, NOT, title: and number:.", "office": "Id of an office.",
    "province": "Province, in the office's own language.", "language": "vi or zh.", "year": "Year.",
    "from": "First year, month or day.", "to": "Last year, month or day, with all that is in it.",
    "section": "Section of an office.", "type": "Kind of paper.", "issuer": "Issuer.", "signer": "Signer.",
    "status": "live, gone, soft_gone or delisted.", "attachment": "1: with attachments.",
    "changed": "1: changed since first seen.", "removed": "1: no longer on the office's site.",
    "exact": "1: accents exactly as typed.", "synonyms": "0: no other names.",
    "sort": "relevance, newest or oldest.",
}  # fmt: skip


_NUMBER, _OR_NULL = {"type": "integer"}, {"type": ["string", "null"]}
_HIT: Schema = {
    "type": "object",
    "required": ["id", "url", "archive_url"],
    "properties": {
        "id": _NUMBER,
        "url": {**_TEXT, "description": "The original address."},
        "archive_url": _TEXT,
        "title": _OR_NULL,
        "date": _OR_NULL,
        "office": _OR_NULL,
        "province_code": {**_OR_NULL, "description": "ISO 3166-2."},
        "document_number": _OR_NULL,
        "score": {"type": ["number", "null"]},
    },
}
_FOUND: Schema = {
    "type": "object",
    "required": ["total", "hits"],
    "properties": {
        "total": _NUMBER,
        "hits": {"type": "array", "items": _HIT},
        "redirect": {**_OR_NULL, "description": "Address of the one article that is meant."},
        "hint": {**_OR_NULL, "description": "Why little or nothing was found."},
        "next": {**_OR_NULL, "description": "Address of the next page."},
    },
}


def _search(name: str, summary: str, more: list[Schema], content: str = "application/json") -> Schema:
    filters = [_parameter(one, "query", _TEXT, text) for one, text in _FILTERS.items()]
    operation = _operation(name, summary, [*filters, *more], content)
    if content == "application/json":
        operation["responses"]["200"]["content"][content]["schema"] = _FOUND
    operation["responses"]["400"] = {"description": "A filter is unknown or cannot be read; the answer says which."}
    return operation


def _operation(name: str, summary: str, parameters: list[Schema], content: str = "application/json") -> Schema:
    schema: Schema = {"type": "object"} if content == "application/json" else _TEXT
    return {
        "operationId": name,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {content: {"schema": schema}}},
            "404": {"description": "There is no such thing."},
        },
    }


def _export() -> Schema:
    period = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
    parameters = [
        _parameter("view", "path", {"type": "string", "enum": list(EXPORT_VIEWS)}, "What one row is."),
        _parameter("format", "path", {"type": "string", "enum": list(FORMATS)}, "Format of the file."),
        {**_parameter("site", "query", {"type": "array", "items": _TEXT}, "Offices by their ids."), "explode": True},
        _parameter("since", "query", period, "First year, month or day."),
        _parameter("until", "query", period, "Last year, month or day, with all that is in it."),
        _parameter(
            "views_over", "query", {"type": "integer", "minimum": 0}, "Rows of more views; where there are views."
        ),
    ]
    operation = _operation("export_view", "A complete file of a view", parameters)
    types = {form.content_type.partition(";")[0] for form in FORMATS.values()}
    operation["responses"] = {
        "200": {
            "description": "All rows",
            "content": {name: {"schema": {"type": "string", "contentMediaType": name}} for name in sorted(types)},
        },
        "400": {"description": "A parameter is unknown or wrong; the answer says which."},
        "503": {"description": "Too many downloads are open; Retry-After says when to come back."},
    }
    return operation


def _article() -> Schema:
    shape = _parameter("_shape", "query", {"type": "string", "enum": ["objects"]}, "Rows as objects.")
    return _operation("article", "An article's row", [_ID, shape])


def _reference() -> Schema:
    form = _parameter("format", "path", {"type": "string", "enum": list(REFERENCES)}, "Format of the reference.")
    return _operation("reference", "How to cite an article", [_ID, form], "text/plain")


def _table() -> Schema:
    parameters = [
        _TABLE,
        _parameter("_shape", "query", {"type": "string", "enum": ["objects", "array", "arrays"]}, "Form of the rows."),
        _parameter("_size", "query", {"type": "string"}, "Rows of a page: a number up to 1000, or max."),
        _parameter("_next", "query", _TEXT, "Where the next page begins, as the page before said."),
    ]
    return _operation("table_page", "A page of a table's rows, filtered by its columns", parameters)
