"""Original addresses and moments: as the Wayback Machine and Memento (RFC 7089) are asked for them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Response

from crawler.publish.evidence.lookup import (
    Moment,
    captures_of_address,
    find_article_by_address,
    given_away,
    nearest,
)
from crawler.web.pages.common import absolute_address, database, not_held, text_argument
from crawler.web.paths import article_path, capture_path, timeline_path, with_query
from crawler.web.queries.articles import Row


async def by_address(datasette: Any, request: Any) -> Any:
    """Answer ``/lookup?q=…``: an address, digest or citation's name leads to its article, anything else to a search."""
    text = text_argument(request, "q", longest=4000)
    article = await _ask(datasette, lambda connection: find_article_by_address(connection, text))
    path = with_query("/search", q=text) if article is None else article_path(article)
    return Response.redirect(datasette.urls.path(path))


async def wayback(datasette: Any, request: Any) -> Any:
    """Answer ``/web/*/URL`` with what is known of the address, and ``/web/2024…/URL`` with the nearest capture.

    Without a moment it is the last capture.
    """
    url, stamp = _url(request), request.url_vars["stamp"] or ""
    if stamp.endswith(("*", "%2A")):
        article = await _ask(datasette, lambda connection: find_article_by_address(connection, url))
        if article is None:
            return await not_held(datasette, request, "error.no_capture", address=url)
        return Response.redirect(datasette.urls.path(timeline_path(article)))
    moments = await _moments(datasette, url)
    if not moments:
        return await not_held(datasette, request, "error.no_capture", address=url)
    return Response.redirect(
        datasette.urls.path(capture_path((nearest(moments, stamp) if stamp else moments[-1]).capture))
    )


async def timegate(datasette: Any, request: Any) -> Any:
    """Answer ``/timegate/URL``: lead to the capture that is nearest to ``Accept-Datetime``, else to the last one."""
    url = _url(request)
    try:
        wanted = _accepted(request)
    except ValueError:
        return Response.text("Accept-Datetime is no date as HTTP writes them.\n", status=400)
    moments = await _mementos(datasette, url)
    if not moments:
        return Response.text("The archive holds no capture of that address.\n", status=404)
    chosen = nearest(moments, wanted) if wanted else moments[-1]
    headers = {"vary": "accept-datetime", "link": ", ".join(_links(datasette, request, url, moments))}
    location = absolute_address(datasette, request, f"{capture_path(chosen.capture)}/page")
    return Response("", status=302, headers={**headers, "location": location})


async def timemap(datasette: Any, request: Any) -> Any:
    """Answer ``/timemap/link/URL``: all captures of an address in the link format."""
    url = _url(request)
    moments = await _mementos(datasette, url)
    if not moments:
        return Response.text("The archive holds no capture of that address.\n", status=404)
    links = _links(datasette, request, url, moments, every=True)
    return Response(",\n".join(links) + "\n", content_type="application/link-format")


def memento_headers(datasette: Any, request: Any, row: Row) -> dict[str, str]:
    """Return the headers by which a client knows that a page is a memento, and of what."""
    link = ", ".join(_relations(datasette, request, row["requested_url"]))
    return {"memento-datetime": _http_date(row["fetched_at"]), "link": link}


def _links(datasette: Any, request: Any, url: str, moments: list[Moment], *, every: bool = False) -> Iterable[str]:
    yield from _relations(datasette, request, url)
    shown = list(enumerate(moments)) if every else [(0, moments[0]), (len(moments) - 1, moments[-1])]
    for number, moment in dict(shown).items():
        rank = "first " if number == 0 else ""
        rank += "last " if number == len(moments) - 1 else ""
        address = absolute_address(datasette, request, f"{capture_path(moment.capture)}/page")
        yield f'<{address}>; rel="{rank}memento"; datetime="{_http_date(moment.fetched_at)}"'


def _relations(datasette: Any, request: Any, url: str) -> list[str]:
    def at(kind: str) -> str:
        return absolute_address(datasette, request, f"/{kind}/{_in_link(url)}")

    return [
        f'<{_in_link(url)}>; rel="original"',
        f'<{at("timegate")}>; rel="timegate"',
        f'<{at("timemap/link")}>; rel="timemap"; type="application/link-format"',
    ]


def _in_link(url: str) -> str:
    """Return *url* so that it can stand between angle brackets in a header."""
    return "".join(
        letter if " " < letter < "\x7f" and letter not in '<>"' else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in url
    )


def _http_date(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)


def _accepted(request: Any) -> str:
    """Return the 14 digits of the moment that the client wants; empty where it wants none."""
    asked = request.headers.get("accept-datetime")
    if not asked:
        return ""
    return parsedate_to_datetime(asked).astimezone(UTC).strftime("%Y%m%d%H%M%S")


def _url(request: Any) -> str:
    """Return the address in the path, whose own query is that of the request."""
    url = unquote(request.url_vars["url"])
    query = request.query_string
    return with_scheme(f"{url}?{query}" if query else url)


def with_scheme(url: str) -> str:
    """Return *url* with its scheme; servers on the way make one slash of two."""
    for scheme in ("http", "https"):
        rest = url.removeprefix(f"{scheme}:")
        if rest != url:
            return f"{scheme}://{rest.lstrip('/')}"
    return f"http://{url.lstrip('/')}"


async def _moments(datasette: Any, url: str) -> list[Moment]:
    found: list[Moment] = await _ask(datasette, lambda connection: captures_of_address(connection, url))
    return found


async def _mementos(datasette: Any, url: str) -> list[Moment]:
    """Return the captures of *url* that can be shown as it was: errors and what is withheld are left out."""
    moments = await _moments(datasette, url)
    found: list[Moment] = await _ask(datasette, lambda connection: given_away(connection, moments))
    return [moment for moment in found if moment.status < 400]


async def _ask(datasette: Any, question: Callable[[Any], Any]) -> Any:
    return await database(datasette).execute_fn(question)
