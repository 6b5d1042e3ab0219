"""What every page does: find the database, read arguments carefully, render a template."""

import re
from collections.abc import Callable
from typing import Any

from datasette.utils.asgi import Response

from crawler.web.messages import DEFAULT_LANGUAGE, translate
from crawler.web.paths import DATABASE
from crawler.web.serving.guard import LANGUAGE_KEY
from crawler.web.serving.settings import SiteSettings

_LARGEST_ID = 2**63 - 1


def database(datasette: Any) -> Any:
    """Return the served archive."""
    return datasette.get_database(DATABASE)


def settings_of(datasette: Any) -> SiteSettings:
    """Return what the operator decided about the site."""
    return SiteSettings(**datasette.plugin_config("healtharchive"))


def absolute_address(datasette: Any, request: Any, path: str) -> str:
    """Return the whole address of a path of the site: at the operator's address, else at the host that was asked."""
    base = settings_of(datasette).base_url
    local = datasette.urls.path(path)
    return f"{base}{local}" if base else str(datasette.absolute_url(request, local))


def language_of(request: Any) -> str:
    """Return the language that the reader's interface is in."""
    return str(request.scope.get(LANGUAGE_KEY, DEFAULT_LANGUAGE)) if request is not None else DEFAULT_LANGUAGE


def translator(request: Any) -> Callable[..., str]:
    """Return the function that gives messages in the reader's language."""
    language = language_of(request)
    return lambda key, **values: translate(language, key, **values)


def text_argument(request: Any, name: str, *, longest: int = 300) -> str:
    """Return an argument's text without control characters, cut to a sane length; "" when absent."""
    value = str(request.args.get(name) or "")[:longest]
    return re.sub(r"[\x00-\x1f\x7f]", " ", value).strip()


def whole_number(request: Any, name: str, *, default: int = 1, largest: int = 500) -> int:
    """Return an argument as a number from 1 to `largest`; what is none gives the default."""
    value = text_argument(request, name, longest=8)
    return min(max(int(value), 1), largest) if value.isascii() and value.isdigit() else default


def identifier(request: Any, name: str) -> int | None:
    """Return a number from the path, or None where it is larger than any row's."""
    number = int(request.url_vars[name])
    return number if number <= _LARGEST_ID else None


async def render(datasette: Any, request: Any, template: str, context: dict[str, Any], *, status: int = 200) -> Any:
    """Render one of our templates."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html, status=status)


async def not_found(datasette: Any, request: Any) -> Any:
    """Answer that there is no such page, in the reader's language."""
    return await _missing(datasette, request, "error.not_found", "error.not_found_hint")


async def not_held(datasette: Any, request: Any, message: str, **values: str) -> Any:
    """Answer that the archive does not hold what a well-formed address asks for; *message* is the key of what it is."""
    return await _missing(datasette, request, "error.not_held", message, **values)


async def _missing(datasette: Any, request: Any, title: str, message: str, **values: str) -> Any:
    say = translator(request)
    context = {"title": say(title), "error": say(message, **values), "status": 404}
    return await render(datasette, request, "error.html", context, status=404)
