"""A search as data: ``/search.json`` a page at a time, ``/search.csv`` whole; the same hits as the search page's."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from datasette.utils.asgi import Response, asgi_start

from crawler.publish.formats.tabular import TextFormat, encode
from crawler.publish.search.asked import Row, Search, SearchResult
from crawler.publish.search.cards import cards
from crawler.publish.search.find import find_all
from crawler.web.pages.common import absolute_address, database, text_argument, translator, whole_number
from crawler.web.pages.search import MAX_PAGES, hint_words, read_data_search, search_path
from crawler.web.paths import article_path
from crawler.web.queries.search import find, within_limit

_LARGEST = 100
_ANY_PAGE = 10**8
_BATCH = 500
COLUMNS = (
    "id", "url", "archive_url", "title", "date", "date_basis", "office", "province", "province_code", "language",
    "type", "document_number", "issuer", "signer", "issued_on", "status", "views", "version", "files",
)  # fmt: skip
"""The columns of the CSV, which are also the first keys of a hit."""


async def search_json(datasette: Any, request: Any) -> Any:
    """Answer ``/search.json``: total, hits, redirect and hint; ``size`` up to 100, ``page`` from 1 to 50.

    Raises `BadRequest` for a filter that cannot be read. Pages behind the last one are empty.
    """
    size = whole_number(request, "size", default=20, largest=_LARGEST)
    asked = replace(read_data_search(request, "size"), size=size)
    found = await find(database(datasette), asked)
    page = whole_number(request, "page", largest=_ANY_PAGE)
    if page > MAX_PAGES:
        asked, found = replace(asked, page=page), replace(found, hits=[])
    body = json.dumps(_answer(datasette, request, asked, found), ensure_ascii=False)
    headers = {"access-control-allow-origin": "*"}
    return Response(body, content_type="application/json; charset=utf-8", headers=headers)


def _answer(datasette: Any, request: Any, asked: Search, found: SearchResult) -> dict[str, Any]:
    def address(local: str) -> str:
        return absolute_address(datasette, request, local)

    def page(number: int) -> str:
        return address(search_path(asked, path="/search.json", page=number, size=asked.size))

    return {
        "total": found.total,
        "total_is_more": found.capped,
        "page": asked.page,
        "size": asked.size,
        "hits": [_hit(hit, address) for hit in found.hits],
        "redirect": address(article_path(found.redirect)) if found.redirect else None,
        "hint": _hint(request, asked, found),
        "suggestion": found.hint.suggestion or None if found.hint else None,
        "also_searched": {e.typed: [*e.synonyms, *e.translations] for e in found.expansions},
        "facets": {name: dict(values) for name, values in found.facets.items()},
        "facets_of": found.facets_of or None,
        "interrupted": found.interrupted,
        "next": page(asked.page + 1) if found.more and asked.page < MAX_PAGES else None,
    }


def _hint(request: Any, asked: Search, found: SearchResult) -> str | None:
    say = translator(request)
    if found.interrupted:
        return say("search.interrupted")
    if found.more and asked.page >= MAX_PAGES:
        return say("search.last_page", pages=MAX_PAGES)
    return hint_words(say, found.hint) if found.hint else None


def _hit(hit: Row, address: Any) -> dict[str, Any]:
    return {**dict(zip(COLUMNS, _cells(hit, address), strict=True)), "score": hit["score"], "match": hit["match"]}


def _cells(hit: Row, address: Any) -> list[Any]:
    return [
        hit["id"], hit["url"], address(article_path(hit["id"])), hit["title"], hit["sort_date"], hit["date_basis"],
        hit["office"], hit["province"], hit["province_code"], hit["language"], hit["document_type"],
        hit["document_number"], hit["issuer"], hit["signer"], hit["issued_on"], hit["status"],
        hit["views"], hit["version"], hit["files"],
    ]  # fmt: skip


async def search_csv(datasette: Any, request: Any, send: Any) -> None:
    """Answer ``/search.csv`` with every hit, in the order of the pages; with ``excel=1`` as Excel opens it safely.

    Raises `BadRequest` for a filter that cannot be read.
    """
    db, asked = database(datasette), read_data_search(request, "excel")
    form: TextFormat = "excel" if text_argument(request, "excel") == "1" else "csv"
    found = await within_limit(db, lambda connection: find_all(connection, asked))

    def address(local: str) -> str:
        return absolute_address(datasette, request, local)

    headers = {"content-disposition": 'attachment; filename="search.csv"', "access-control-allow-origin": "*"}
    await asgi_start(send, 200, headers, "text/csv; charset=utf-8")
    for first in range(0, max(len(found), 1), _BATCH):
        part = found[first : first + _BATCH]
        rows = await within_limit(db, partial(_rows, part))
        pieces = b"".join(encode(COLUMNS, [[_cells(row, address) for row in rows]] if rows else [], form))
        await send(
            {"type": "http.response.body", "body": pieces if not first else _without_header(pieces), "more_body": True}
        )
    await send({"type": "http.response.body", "body": b""})


def _rows(articles: Sequence[int], connection: sqlite3.Connection) -> list[Row]:
    return cards(connection, articles, "")


def _without_header(piece: bytes) -> bytes:
    return piece.split(b"\r\n", 1)[1]
