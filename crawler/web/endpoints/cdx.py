"""The index of captures for programs: ``/cdx``, asked as pywb's CDX server and the Wayback Machine's are."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from datasette.utils.asgi import Response

from crawler.publish.evidence.cdx_query import (
    Fields,
    Query,
    QueryError,
    answer,
    as_cdxj,
    as_json,
    as_text,
    collapsed_by,
    collapsed_in_time,
    field_named,
    filter_of,
    match_type,
    with_pattern,
)
from crawler.publish.evidence.cdxj import surt_key
from crawler.web.endpoints.memento import with_scheme
from crawler.web.pages.common import database, text_argument, whole_number

MAX_LINES = 10_000
_MAX_FILTERS = 10
_ARGUMENTS = (
    "url", "matchType", "from", "to", "filter", "collapse", "collapseTime", "closest", "sort", "reverse", "limit",
    "output", "fl", "fields",
)  # fmt: skip
_STAMP = re.compile(r"\d{4,14}", re.ASCII)
_OUTPUTS: dict[str, tuple[str, Callable[[Fields, tuple[str, ...]], str]]] = {
    "cdxj": ("text/x-cdxj", as_cdxj),
    "json": ("application/x-ndjson", as_json),
    "text": ("text/plain", as_text),
}
_SORTS = ("", "default", "reverse", "closest")


async def cdx(datasette: Any, request: Any) -> Any:
    """Answer ``/cdx?url=…`` with index lines; a question that would be answered only in part is refused."""
    try:
        query, (content_type, write), names = _asked(request)
        lines: list[Fields] = await database(datasette).execute_fn(lambda connection: answer(connection, query))
    except QueryError as error:
        return Response.text(f"{error}\n", status=400)
    text = "".join(f"{write(fields, names)}\n" for fields in lines)
    return Response(text, content_type=f"{content_type}; charset=utf-8")


def _asked(request: Any) -> tuple[Query, tuple[str, Callable[[Fields, tuple[str, ...]], str]], tuple[str, ...]]:
    """Return what is asked, how a line is written, and which fields of it."""
    _check(request)
    names = text_argument(request, "fields") or text_argument(request, "fl")
    output = _OUTPUTS[text_argument(request, "output") or "cdxj"]
    query = with_pattern(
        Query(
            url=text_argument(request, "url", longest=4000),
            match=match_type(text_argument(request, "matchType")),
            begin=_stamp(request, "from"),
            end=_stamp(request, "to"),
            filters=tuple(filter_of(text) for text in request.args.getlist("filter")),
            collapse=_collapse(request),
            closest=_stamp(request, "closest"),
            is_reversed=text_argument(request, "sort") == "reverse" or text_argument(request, "reverse") == "true",
            limit=whole_number(request, "limit", default=MAX_LINES, largest=MAX_LINES),
        )
    )
    fields = tuple(field_named(name) for name in names.split(",")) if names else ()
    return _addressed(query), output, fields


def _check(request: Any) -> None:
    if not text_argument(request, "url"):
        raise QueryError("Say which address: /cdx?url=…")
    for name in request.args:
        if name not in _ARGUMENTS:
            raise QueryError(f"“{name[:40]}” is not known here; there are {', '.join(_ARGUMENTS)}.")
        if name not in ("filter", "collapse") and len(request.args.getlist(name)) > 1:
            raise QueryError(f"“{name}” is given more than once.")
    if len(request.args.getlist("filter") + request.args.getlist("collapse")) > _MAX_FILTERS:
        raise QueryError(f"A question has at most {_MAX_FILTERS} filters.")
    for name, known in (("output", ("", *_OUTPUTS)), ("sort", _SORTS), ("reverse", ("", "true", "false"))):
        if text_argument(request, name) not in known:
            raise QueryError(f"“{name}” is one of {', '.join(filter(None, known))}.")
    limit = text_argument(request, "limit")
    if limit and not (limit.isascii() and limit.isdigit() and int(limit)):
        raise QueryError("“limit” is a number of lines.")


def _collapse(request: Any) -> tuple[Callable[[Fields], object], ...]:
    digits = text_argument(request, "collapseTime")
    by = [collapsed_by(text) for text in request.args.getlist("collapse")]
    return (*by, collapsed_in_time(digits)) if digits else tuple(by)


def _stamp(request: Any, name: str) -> str:
    stamp = text_argument(request, name)
    if stamp and not _STAMP.fullmatch(stamp):
        raise QueryError(f"“{name}” is 4 to 14 digits of a moment: 2024, 202405 or 20240531080000.")
    return stamp


def _addressed(query: Query) -> Query:
    """Return *query* about an address with its scheme; raises `QueryError` for what can be no address."""
    url = with_scheme(query.url)
    try:
        surt_key(url)
    except ValueError as error:
        raise QueryError(f"“{url[:60]}” is no address: {error}.") from error
    return replace(query, url=url)
