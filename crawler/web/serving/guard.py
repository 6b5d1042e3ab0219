"""The outermost layer of the site: refuses what no reader sends, settles the language, adds the security headers."""

import logging
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.views.base import DatasetteError

from crawler.web.messages import HTML_LANGUAGE, LANGUAGES, choose_language
from crawler.web.serving.settings import SiteSettings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LANGUAGE_KEY = "healtharchive_language"
MAX_QUERY_BYTES = 8_000
_MAX_COOKIE_AGE = 365 * 24 * 3600

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
# they bypass the folded search, the row limits or the time limit, and are of use to nobody who reads
_IGNORED_ARGUMENTS = frozenset({"_searchmode", "_fts_table", "_fts_pk", "_timelimit", "_trace", "_where", "_through"})
MAX_FACETS = 3
"""Each facet reads the whole table; crawlers follow their links into every combination."""
_PUBLIC_INTERNALS = ("/-/static/", "/-/versions", "/-/metadata", "/assets/")


_FILE_FAULTS = (
    "disk image is malformed", "file is not a database", "disk I/O error", "unable to open database file",
    "no such table: archive_info", "vtable constructor failed",
)  # fmt: skip
_CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Content-Range, Retry-After, X-Archive-Snapshot"),
)
_LOG = logging.getLogger(__name__)


def is_file_fault(error: Exception) -> bool:
    """Tell whether an error means that the served file was moved, cut short or overwritten: no fault of who asks."""
    # Datasette's pages pass SQLite's words on in an exception of their own
    is_of_database = isinstance(error, (sqlite3.Error, DatasetteError))
    return is_of_database and any(fault in str(error) for fault in _FILE_FAULTS)


class Guard:
    """An ASGI application around Datasette."""

    def __init__(self, application: Application, settings: SiteSettings, *, snapshot: Callable[[], str | None]) -> None:
        """Put the guard around *application*; every answer names the *snapshot* that it is from, if it is of one."""
        self.application = application
        self.settings = settings
        self._snapshot = snapshot

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await _plain(send, *refused)
            return
        scope, cookie = _settle_language(scope)
        try:
            await self.application(
                scope, receive, _with_headers(send, scope[LANGUAGE_KEY], cookie, self._own_headers())
            )
        except sqlite3.DatabaseError as error:
            # raised by what Datasette reads before its first answer; pages have their own handling
            if not is_file_fault(error):
                raise
            _LOG.exception("the served file cannot be read")
            await _plain(send, 503, "The archive cannot be read at the moment.")

    def _own_headers(self) -> list[tuple[bytes, bytes]]:
        snapshot = self._snapshot()
        named = [(b"x-archive-snapshot", snapshot.encode())] if snapshot else []
        # what everybody may read, every page's script may read, too; nothing here depends on who asks
        return [*named, *_CORS] if self.settings.public else named

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        path = str(scope["path"])
        raw_path: bytes = scope.get("raw_path") or path.encode("utf-8", "surrogatepass")
        host = next((value for name, value in scope.get("headers", []) if name.lower() == b"host"), b"")
        if host and not self.settings.answers_to(host.decode("latin-1")):
            return 400, "This site is not known under that name."
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "This site is read-only."
        # browsers read a backslash or a second slash as the start of another host's name
        if "\\" in path or b"\\" in raw_path or path.startswith("//"):
            return 400, "There is no such page."
        if any(ord(character) < 32 for character in path):
            return 400, "There is no such page."
        if len(scope.get("query_string", b"")) > MAX_QUERY_BYTES:
            return 414, "That address is too long."
        if self.settings.public and path.startswith("/-/") and not path.startswith(_PUBLIC_INTERNALS):
            return 404, "There is no such page."
        return None


def _settle_language(scope: Scope) -> tuple[Scope, str | None]:
    """Return the scope with the reader's language in it and ``lang`` out of the query, and the language to remember."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}
    query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
    asked = next((value for name, value in query if name == "lang" and value in LANGUAGES), None)
    kept = _sensible([(name, value) for name, value in query if name != "lang"])
    changed = dict(scope)
    if kept != query:
        changed["query_string"] = urlencode(kept).encode("ascii")
    changed[LANGUAGE_KEY] = (
        asked or _remembered(headers.get(b"cookie", "")) or choose_language(headers.get(b"accept-language"))
    )
    return changed, asked


def _sensible(query: list[tuple[str, str]]) -> list[tuple[str, str]]:
    facets = [index for index, (name, _) in enumerate(query) if name.startswith("_facet") and name != "_facet_size"]
    # what a search finds would be read anew for each facet; the search page has filters for that
    searched = any(name == "_search" and value for name, value in query)
    surplus = set(facets if searched else facets[MAX_FACETS:])
    if searched:
        query = [*query, ("_nofacet", "1")]
    # Datasette answers a column that is named twice with an error of its own
    surplus |= {index for index, pair in enumerate(query) if pair[0] in {"_col", "_nocol"} and pair in query[:index]}
    return [
        (name, value)
        for index, (name, value) in enumerate(query)
        if name not in _IGNORED_ARGUMENTS and index not in surplus
    ]


def _remembered(cookie_header: str) -> str | None:
    try:
        cookie = SimpleCookie(cookie_header).get("language")
    except CookieError:
        return None
    return cookie.value if cookie is not None and cookie.value in LANGUAGES else None


def _with_headers(send: Send, language: str, cookie: str | None, own: Sequence[tuple[bytes, bytes]]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = _with_policies([*message.get("headers", [])])
            names = {name.lower() for name, _ in given}
            headers = [*given, *((name, value) for name, value in own if name not in names)]
            headers.append((b"content-language", HTML_LANGUAGE[language].encode()))
            headers = _vary_by_language(headers)
            if cookie:
                value = f"language={cookie}; Path=/; Max-Age={_MAX_COOKIE_AGE}; SameSite=Lax; HttpOnly"
                # from a cache, the choice would not be remembered a second time
                headers = [(name, text) for name, text in headers if name.lower() != b"cache-control"]
                headers += [(b"set-cookie", value.encode()), (b"cache-control", b"no-store")]
            message = {**message, "headers": headers}
        await send(message)

    return send_with_headers


def _with_policies(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add the security headers; a page that shows what others wrote brings a policy of its own, which is stricter."""
    own = {name.lower() for name, _ in headers}
    return [*headers, *((name, value) for name, value in _HEADERS if name not in own)]


def _vary_by_language(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    varied = [value for name, value in headers if name.lower() == b"vary"]
    others = [(name, value) for name, value in headers if name.lower() != b"vary"]
    return [*others, (b"vary", b", ".join([*varied, b"Accept-Language"]))]


async def _plain(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode() + b"\n"})
