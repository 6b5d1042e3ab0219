"""The search page, and the short way from a document's number, or a citation's name, to what it means."""

import re
from typing import Any, cast, get_args

from datasette.utils.asgi import Response

from crawler.normalise.papers.document_numbers import document_number_key
from crawler.web import queries
from crawler.web.pages.common import database, render, text_argument, whole_number
from crawler.web.paths import CITED, DATABASE, article_path, with_query
from crawler.web.search import Found, Search, Sort, find
from crawler.web.text import excerpt, has_mark

STATUSES = ("live", "gone", "soft_gone", "delisted", "blocked", "unreachable")
_LONGEST_NUMBER = 60


async def search(datasette: Any, request: Any) -> Any:
    """Answer ``/search``; a document number that one article alone bears, or a citation's name, leads to it."""
    db = database(datasette)
    asked = read_search(request)
    if re.fullmatch(CITED, asked.text):
        return Response.redirect(datasette.urls.path(f"/{DATABASE}/articles/{asked.text}"))
    by_number = await _by_document_number(db, asked)
    if len(by_number) == 1 and not request.args.get("stay"):
        return Response.redirect(datasette.urls.path(article_path(by_number[0]["id"])))
    found = await find(db, asked)
    offices = await queries.offices(db)
    context = {
        "search": asked,
        "asked": bool(asked.text or asked.filtered),
        "found": found,
        "hits": _marked(found),
        "by_number": by_number,
        "offices": offices,
        "provinces": sorted({office["province"] for office in offices if office["province"]}),
        "content_languages": sorted({office["language"] for office in offices if office["language"]}),
        "sections": await queries.office_sections(db, asked.site) if asked.site else [],
        "statuses": STATUSES,
        "years": _years(offices),
        "page_link": lambda page: search_path(asked, page=page),
        "feed_link": search_path(asked, path="/feeds/search.atom"),
    }
    return await render(datasette, request, "search.html", context)


def read_search(request: Any) -> Search:
    """Return the question that a request asks; arguments that make no sense are left out."""
    year, sort = text_argument(request, "year"), text_argument(request, "sort")
    return Search(
        text=text_argument(request, "q"),
        site=text_argument(request, "office"),
        province=text_argument(request, "province"),
        language=text_argument(request, "language"),
        section=text_argument(request, "section"),
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        status=text_argument(request, "status"),
        attachment=text_argument(request, "attachment") == "1",
        exact=text_argument(request, "exact") == "1",
        sort=cast("Sort", sort) if sort in get_args(Sort) else "relevance",
        page=whole_number(request, "page", largest=50),
    )


def search_path(search: Search, *, path: str = "/search", page: int | None = None) -> str:
    """Return the address that asks this question, of one page of its answers."""
    return with_query(
        path,
        q=search.text,
        office=search.site,
        province=search.province,
        language=search.language,
        section=search.section,
        year=search.year,
        status=search.status,
        attachment="1" if search.attachment else None,
        exact="1" if search.exact else None,
        sort=search.sort if search.sort != "relevance" else None,
        page=page if page and page > 1 else None,
    )


async def _by_document_number(db: Any, asked: Search) -> list[queries.Row]:
    if not asked.text or len(asked.text) > _LONGEST_NUMBER or asked.filtered:
        return []
    key = document_number_key(asked.text)
    return await queries.articles_by_document(db, key) if key else []


def _marked(found: Found) -> list[queries.Row]:
    hits = []
    for hit in found.hits:
        title, body, file = (hit.get(f"marked_{name}") for name in ("title", "body", "attachment"))
        hits.append(
            {
                **hit,
                "title_html": excerpt(title) or hit["title"],
                "body_html": excerpt(body) or hit["opening"] or "",
                "file_html": excerpt(file) if has_mark(file) and not has_mark(body) else "",
            }
        )
    return hits


def _years(offices: list[queries.Row]) -> list[int]:
    days = [office[end][:4] for office in offices for end in ("oldest", "newest", "last_seen") if office[end]]
    years = sorted(int(day) for day in days if day.isdigit())
    return list(range(years[-1], max(years[0], years[-1] - 60) - 1, -1)) if years else []
