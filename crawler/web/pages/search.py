"""The search page: hits, facets, chips of what is chosen, a hint where little was found; an identifier leads on."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast, get_args
from urllib.parse import parse_qsl

from datasette.utils.asgi import BadRequest, Response

from crawler.publish.search.asked import Hint, Row, Search, SearchResult, Sort
from crawler.publish.search.facets import FLAGS
from crawler.web.pages.common import database, render, text_argument, whole_number
from crawler.web.paths import CITED, DATABASE, article_path, office_path, with_query
from crawler.web.queries import articles as queries
from crawler.web.queries.search import find
from crawler.web.text import excerpt, has_mark

STATUSES = ("live", "gone", "soft_gone", "delisted", "blocked", "unreachable")
MAX_LENGTH = 600
MAX_PAGES = 50
_ARGUMENTS = {
    "text": "q",
    "site": "office",
    "since": "from",
    "until": "to",
    "province": "province",
    "language": "language",
    "section": "section",
    "year": "year",
    "type": "type",
    "issuer": "issuer",
    "signer": "signer",
    "status": "status",
}
"""Field of a search → its name in an address."""
_FIELDS = {argument: name for name, argument in _ARGUMENTS.items()}
_FLAGS = (*FLAGS, "exact")
_FACETS = ("site", "province", "year", "type", "issuer", "signer", "language", "status", *FLAGS)
_PAGES_SHOWN = 3
_SHOWN = 60
"""Characters of an argument that a message repeats."""


async def search(datasette: Any, request: Any) -> Any:
    """Answer ``/search``; what names one article or office alone leads to it."""
    db = database(datasette)
    asked = read_search(request)
    if re.fullmatch(CITED, asked.text):
        return Response.redirect(datasette.urls.path(f"/{DATABASE}/articles/{asked.text}"))
    if _has_empty_arguments(request):
        return Response.redirect(datasette.urls.path(search_path(asked, page=asked.page)))
    found = await find(db, asked)
    if (named := _page_named(found)) and not request.args.get("stay"):
        return Response.redirect(datasette.urls.path(named))
    offices = await queries.offices(db)
    names = {office["id"]: office for office in offices}
    context = {
        "search": asked,
        "asked": bool(asked.text or asked.filtered),
        "found": found,
        "hits": _marked(found),
        "hint": found.hint,
        "hint_words": hint_words,
        "suggestion_link": search_path(replace(asked, text=found.hint.suggestion, page=1)) if found.hint else None,
        "offices": names,
        "facets": [_facet(asked, name, found.facets[name]) for name in _FACETS if found.facets.get(name)],
        "chips": _chips(asked),
        "left_out": unreadable(request),
        "last_page": _last_page(asked, found),
        "pages": _pages(asked, found),
        "page_link": lambda page: search_path(asked, page=page),
        "links": {
            "feed": search_path(asked, path="/feeds/search.atom"),
            "json": search_path(asked, path="/search.json"),
            "csv": search_path(asked, path="/search.csv"),
            "excel": search_path(asked, path="/search.csv", excel="1"),
            "words": search_path(replace(asked, synonyms=not asked.synonyms, page=1)),
            "exact": search_path(replace(asked, exact=not asked.exact, page=1)),
        },
    }
    return await render(datasette, request, "search.html", context)


def _page_named(found: SearchResult) -> str:
    """Return the page of the one article or office that a question names, or ""."""
    if found.redirect:
        return article_path(found.redirect)
    return office_path(found.office) if found.office else ""


def read_search(request: Any) -> Search:
    """Return the question that a request asks; arguments that make no sense are left out."""
    given = {name: text_argument(request, argument) for name, argument in _ARGUMENTS.items()}
    given["text"] = text_argument(request, "q", longest=MAX_LENGTH)
    given["year"] = given["year"] if re.fullmatch("[0-9]{4}", given["year"]) else ""
    given |= {name: _first_day(given[name], last=name == "until") for name in ("since", "until")}
    sort = text_argument(request, "sort")
    flags = {flag: text_argument(request, flag) == "1" for flag in _FLAGS}
    return Search(
        **cast("dict[str, Any]", given | flags),
        synonyms=text_argument(request, "synonyms") != "0",
        sort=cast("Sort", sort) if sort in get_args(Sort) else "relevance",
        page=whole_number(request, "page", largest=MAX_PAGES),
    )


def unreadable(request: Any) -> list[str]:
    """Return the arguments of a search that `read_search` leaves out: values that make no sense, or one of several."""
    asked = read_search(request)
    left_out = []
    for name in (*_ARGUMENTS.values(), *_FLAGS, "synonyms", "sort"):
        values = list(dict.fromkeys(value.strip() for value in request.args.getlist(name) if value.strip()))
        if len(values) > 1 or (values and not _is_read(asked, name, values[0])):
            left_out += [f"{name}={value[:_SHOWN]}" for value in (values[1:] or values)]
    return left_out


def _is_read(asked: Search, name: str, value: str) -> bool:
    if name == "q":
        return True  # what is typed is no error
    if name in (*_FLAGS, "synonyms"):
        return value in ("0", "1")
    if name == "sort":
        return asked.sort == value
    return bool(getattr(asked, _FIELDS[name]))


def read_data_search(request: Any, *more: str) -> Search:
    """Return the question that a request for data asks; *more* names arguments that it has beside the search page's.

    Raises `BadRequest` for what cannot be read: to leave it out would give rows that were not asked for.
    """
    known = {*_ARGUMENTS.values(), *_FLAGS, "synonyms", "sort", "page", "lang", *more}
    for name in request.args:
        if name not in known:
            raise BadRequest(f"“{name[:_SHOWN]}” is no filter of a search; there are {', '.join(sorted(known))}.")
    if wrong := unreadable(request):
        raise BadRequest(f"“{wrong[0]}” cannot be read; give each filter once, days as 2024, 2024-05 or 2024-05-31.")
    return read_search(request)


def _first_day(text: str, *, last: bool) -> str:
    """Return a day, the first or last of a month or year; "" where it is none."""
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return ""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    days = [parts[2]] if len(parts) > 2 else ([31, 30, 29, 28] if last else [1])
    for day in days:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""


def search_path(search: Search, *, path: str = "/search", page: int | None = None, **more: object) -> str:
    """Return the address that asks this question, of one page of its answers; nothing empty is in it."""
    return with_query(
        path,
        **{argument: getattr(search, name) for name, argument in _ARGUMENTS.items()},
        **{flag: "1" if getattr(search, flag) else None for flag in _FLAGS},
        synonyms=None if search.synonyms else "0",
        sort=search.sort if search.sort != "relevance" else None,
        page=page if page and page > 1 else None,
        **more,
    )


def hint_words(say: Callable[..., str], hint: Hint) -> str:
    """Return a hint in the reader's language: what is missing, and what may have been meant."""
    missing = ", ".join(f"“{word}”" for word in hint.missing)
    return say(f"search.hint.{hint.kind}", missing=missing, suggestion=hint.suggestion)


def _has_empty_arguments(request: Any) -> bool:
    return any(not value for _, value in parse_qsl(request.query_string, keep_blank_values=True))


def _facet(asked: Search, name: str, values: list[tuple[str, int]]) -> dict[str, Any]:
    """Return a facet for the page: each value with its count and the address that chooses it, or lets it go."""
    chosen = getattr(asked, name)
    flag = name in FLAGS
    return {
        "name": name,
        "flag": flag,
        "values": [
            {
                "value": value,
                "count": count,
                "chosen": bool(chosen) and (flag or chosen == value),
                "link": search_path(_with(asked, name, (not chosen) if flag else ("" if chosen == value else value))),
            }
            for value, count in values
        ],
    }


def _with(asked: Search, name: str, value: object) -> Search:
    changed = {name: value, "page": 1}
    if name == "site":
        changed["section"] = ""  # sections are the office's own
    return replace(asked, **changed)  # type: ignore[arg-type]  # the field's own type


def _chips(asked: Search) -> list[dict[str, str]]:
    """Return the filters that are chosen, each with the address of the same search without it."""
    empty = Search()
    names = [*(name for name in _ARGUMENTS if name != "text"), *_FLAGS, "synonyms"]
    return [
        {
            "name": name,
            "value": str(getattr(asked, name)),
            "link": search_path(_with(asked, name, getattr(empty, name))),
        }
        for name in names
        if getattr(asked, name) != getattr(empty, name)
    ]


def _last_page(asked: Search, found: SearchResult) -> int:
    return min(max(1, -(-found.total // asked.size)), MAX_PAGES)


def _pages(asked: Search, found: SearchResult) -> list[int | None]:
    """Return the pages to choose from, None for a gap."""
    last = _last_page(asked, found)
    near = range(max(1, asked.page - _PAGES_SHOWN), min(last, asked.page + _PAGES_SHOWN) + 1)
    pages: list[int | None] = []
    for page in sorted({1, last, *near}):
        if pages and page != (pages[-1] or 0) + 1:
            pages.append(None)
        pages.append(page)
    return pages if last > 1 else []


def _marked(found: SearchResult) -> list[Row]:
    hits = []
    group = ""
    for hit in found.hits:
        title, body, file = (hit.get(f"marked_{name}") for name in ("title", "body", "attachment"))
        of = _GROUPS.get(hit["match"], "")
        hits.append(
            {
                **hit,
                "group": of if of != group else "",
                "title_html": excerpt(title) or hit["title"],
                "body_html": excerpt(body) or hit["opening"] or "",
                "file_name": hit.get("marked_file"),
                "file_html": excerpt(file) if has_mark(file) and not has_mark(body) else "",
            }
        )
        group = of or group
    return hits


_GROUPS = {"folded": "folded", "part": "part", "none": "part", "cites": "cites"}
"""What a hit is where it is not what was typed; a heading says so once."""
