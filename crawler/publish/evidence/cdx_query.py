"""Questions to the index of captures, as pywb's CDX server and the Wayback Machine's are asked them.

One address or all under a prefix, host or domain; filters of fields; neighbours that repeat a field left out.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from crawler.archive.warc.captures import place_of
from crawler.publish.evidence.cdxj import cdxj_fields, surt_key
from crawler.publish.evidence.lookup import captures_of_address, moment_number
from crawler.publish.withholding import hidden_captures

MatchType = Literal["exact", "prefix", "host", "domain"]
Fields = Mapping[str, str]
"""Field of an index line → its value."""
NAMES = ("urlkey", "timestamp", "url", "mime", "status", "digest", "length", "offset", "filename")
OTHER_NAMES = {"original": "url", "mimetype": "mime", "statuscode": "status"}
"""What the Wayback Machine's server calls a field."""
MAX_CAPTURES = 100_000
"""Captures that one question may be about."""
SIMPLE_PATTERN = re.compile(r"(?:[^\\\[\](){}]|\\[^0-9]|\[[^\]\[]*\]|\((?:[^\\\[\](){}]|\\[^0-9])*\)(?![*+?]))*")
"""Regular expressions that end: nothing in brackets is repeated, and nothing refers back."""
MAX_REPEATS = 2
"""Each more would multiply the steps of one line by the length of its address."""
MAX_SECONDS = 10
"""That one question may take."""
LAST = "\U0010ffff"


class QueryError(ValueError):
    """A question that cannot be answered, and why, in a sentence."""


@dataclass(frozen=True)
class Query:
    """What is asked of the index."""

    url: str
    match: MatchType = "exact"
    begin: str = ""
    end: str = ""
    """1 to 14 digits each; the end covers all that they stand for."""
    filters: tuple[Callable[[Fields], bool], ...] = ()
    collapse: tuple[Callable[[Fields], object], ...] = ()
    """What of a line must not be what it was in the line before."""
    closest: str = ""
    is_reversed: bool = False
    limit: int = 10_000


def with_pattern(query: Query) -> Query:
    """Return *query* with ``*`` at the begin or end of its address read as pywb reads it."""
    if query.match != "exact":
        return query
    if query.url.startswith("*."):
        return replace(query, url=query.url[2:], match="domain")
    if query.url.endswith("*"):
        return replace(query, url=query.url[:-1], match="prefix")
    return query


def match_type(text: str) -> MatchType:
    """Return the kind of match that *text* names, exact where it is empty."""
    if text and text not in get_args(MatchType):
        raise QueryError(f"“{text}” is no matchType; there are {', '.join(get_args(MatchType))}.")
    return cast("MatchType", text or "exact")


def field_named(text: str) -> str:
    """Return the field that *text* names."""
    name = OTHER_NAMES.get(text, text)
    if name not in NAMES:
        raise QueryError(f"“{text[:40]}” is no field; there are {', '.join(NAMES)}.")
    return name


def filter_of(text: str) -> Callable[[Fields], bool]:
    """Return the test that ``[!][=|~]FIELD:VALUE`` means: the field holds, is, or by its begin matches the value."""
    wanted = not text.startswith("!")
    rest = text.removeprefix("!")
    how = rest[:1] if rest[:1] in ("=", "~") else ""
    name, mark, value = rest.removeprefix(how).partition(":")
    if not mark:
        raise QueryError(f"“{text[:60]}” is no filter such as =status:200, !mime:pdf or ~url:.*tin.")
    field = field_named(name)
    if how == "=":
        return lambda fields: (fields[field] == value) == wanted
    if how == "~":
        pattern = _pattern(value)
        return lambda fields: (pattern.match(fields[field]) is not None) == wanted
    return lambda fields: (value in fields[field]) == wanted


def _pattern(text: str) -> re.Pattern[str]:
    """Return a regular expression that cannot run for hours, whoever wrote it."""
    if SIMPLE_PATTERN.fullmatch(text) is None or len(re.findall(r"[*+?]", text)) > MAX_REPEATS:
        raise QueryError(f"“{text[:60]}” is too involved: repeat at most {MAX_REPEATS} things, and no group.")
    try:
        return re.compile(text)
    except re.error as error:
        raise QueryError(f"“{text[:60]}” is no regular expression: {error}.") from error


def collapsed_by(text: str) -> Callable[[Fields], object]:
    """Return what ``FIELD`` or ``FIELD:LETTERS`` of a line neighbours must not share."""
    name, mark, letters = text.partition(":")
    field = field_named(name)
    if not mark:
        return lambda fields: fields[field]
    if not (letters.isascii() and letters.isdigit() and len(letters) < 4):
        raise QueryError(f"“{text[:60]}” is no field with a number of letters, such as timestamp:8.")
    return lambda fields: fields[field][: int(letters)]


def collapsed_in_time(digits: str) -> Callable[[Fields], object]:
    """Return what pywb's ``collapseTime`` compares: the begin of the moment, and the status."""
    by_time = collapsed_by(f"timestamp:{digits}")
    return lambda fields: (by_time(fields), fields["status"])


# Answers


def answer(connection: sqlite3.Connection, query: Query) -> list[Fields]:
    """Return the lines that *query* asks for; raises `QueryError` where it is about too much."""
    asked = _within(MAX_SECONDS, _lines(connection, query))
    found = (fields for fields in asked if all(test(fields) for test in query.filters))
    lines = _collapsed(found, query.collapse)
    if query.closest:
        wanted = moment_number(query.closest)
        near = sorted(lines, key=lambda fields: abs(moment_number(fields["timestamp"]) - wanted))
        return near[: query.limit]
    if query.is_reversed:
        return [*lines][::-1][: query.limit]
    return list(islice(lines, query.limit))


def _within(seconds: float, lines: Iterable[Fields]) -> Iterator[Fields]:
    until = monotonic() + seconds
    for line in lines:
        if monotonic() > until:
            raise QueryError("The question takes too long: ask about fewer captures, or with a simpler filter.")
        yield line


def _lines(connection: sqlite3.Connection, query: Query) -> Iterator[Fields]:
    """Yield the lines of the captures asked about that are given away, sorted by key and moment."""
    hidden = hidden_captures(connection)
    for key, stamp, capture in sorted(_captures(connection, query)):
        in_time = (not query.begin or stamp >= query.begin) and (not query.end or stamp[: len(query.end)] <= query.end)
        if in_time and capture not in hidden:
            row = connection.execute("SELECT * FROM captures WHERE id = ?", (capture,)).fetchone()
            yield {"urlkey": key, "timestamp": stamp, **cdxj_fields(row, place_of(row))}


def _collapsed(lines: Iterable[Fields], by: tuple[Callable[[Fields], object], ...]) -> Iterator[Fields]:
    for told in by:
        lines = _without_repeats(lines, told)
    yield from lines


def _without_repeats(lines: Iterable[Fields], told: Callable[[Fields], object]) -> Iterator[Fields]:
    before: object = None
    for fields in lines:
        now = told(fields)
        if now != before:
            yield fields
        before = now


def _captures(connection: sqlite3.Connection, query: Query) -> list[tuple[str, str, int]]:
    """Return key, 14 digits and number of the captures whose address is asked about."""
    if query.match == "exact":
        moments = captures_of_address(connection, query.url, limit=MAX_CAPTURES)
        return [(surt_key(one.url), one.timestamp, one.capture) for one in moments]
    is_meant = _test(query)
    found: list[tuple[str, str, int]] = []
    for base in _bases(connection, query):
        for url, fetched_at, capture in connection.execute(
            "SELECT url, fetched_at, id FROM captures WHERE url = :base OR (url >= :path AND url < :path_end) "
            "OR (url >= :query AND url < :query_end)",
            {"base": base, "path": f"{base}/", "path_end": f"{base}/{LAST}"}
            | {"query": f"{base}?", "query_end": f"{base}?{LAST}"},
        ):
            key = surt_key(url)
            if is_meant(key):
                found.append((key, re.sub(r"\D", "", fetched_at), capture))
            if len(found) > MAX_CAPTURES:
                raise QueryError(f"That is about more than {MAX_CAPTURES:,} captures; ask for a longer prefix.")
    return found


def _test(query: Query) -> Callable[[str], bool]:
    key = surt_key(query.url)
    host = key.partition(")")[0]
    if query.match == "host":
        return lambda one: one.startswith(f"{host})")
    if query.match == "domain":
        return lambda one: one.startswith((f"{host})", f"{host},"))
    if urlsplit(query.url).path.endswith("/") and not key.endswith(")/"):
        return lambda one: one == key or one.startswith(f"{key}/")
    return lambda one: one.startswith(key)


def _bases(connection: sqlite3.Connection, query: Query) -> list[str]:
    """Return scheme and host of the addresses that can be meant."""
    host = urlsplit(query.url).netloc.rpartition("@")[2].lower().removeprefix("www.")
    if query.match != "domain":
        return [f"{scheme}://{www}{host}" for scheme in ("http", "https") for www in ("", "www.")]
    return [base for base in _all_bases(connection) if f".{urlsplit(base).netloc}".endswith(f".{host}")]


def _all_bases(connection: sqlite3.Connection) -> list[str]:
    """Return scheme and host of all captures; the index of addresses is leapt through, a host a time."""
    found: dict[str, None] = {}
    last = ""
    while row := connection.execute("SELECT url FROM captures WHERE url > ? ORDER BY url LIMIT 1", (last,)).fetchone():
        parts = urlsplit(row[0])
        base = f"{parts.scheme}://{parts.netloc}"
        found[base] = None
        last = max(f"{base}/{LAST}", row[0])
    return list(found)


# Forms


def as_cdxj(fields: Fields, names: tuple[str, ...]) -> str:
    """Return a line ``KEY MOMENT {JSON}``, with those of the fields *names*, or with all."""
    told = {name: fields[name] for name in (names or NAMES) if name not in NAMES[:2]}
    return f"{fields['urlkey']} {fields['timestamp']} {json.dumps(told, ensure_ascii=False)}"


def as_json(fields: Fields, names: tuple[str, ...]) -> str:
    """Return a line that is one JSON object."""
    return json.dumps({name: fields[name] for name in (names or NAMES)}, ensure_ascii=False)


def as_text(fields: Fields, names: tuple[str, ...]) -> str:
    """Return a line of the fields *names* with spaces between; pywb prints its own line where none is named."""
    return " ".join(fields[name] for name in names) if names else as_cdxj(fields, ())
