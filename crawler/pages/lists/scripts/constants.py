"""The names to which a page's scripts give one certain value, such as the root of an interface.

A name that is given two values, or one that cannot be read, has none here: what is put together from it would be a
guess.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.pages.lists.scripts.calls import Value, block, evaluated, members

ASSIGNED = re.compile(
    r"(?<![\w$.=!<>+*/-])(?:window\.|self\.)?(?P<name>[A-Za-z_$][\w$.]*)\s*(?P<sign>[-+*/]?=)(?![=>])\s*"
)
# A quote that is not closed goes to the end of its line, so that no character is looked at twice.
STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?")
STEPPED = re.compile(
    r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$.]*)\s*(?:\+\+|--)|(?:\+\+|--)\s*(?P<before>[A-Za-z_$][\w$.]*)"
)
ENDS = re.compile(r"[ \t]*(?:[;,\n\r})]|//|/\*|$)")
MAX_NAMES = 500
"""Assignments of a script whose values are read; a library has more, and tells nothing of the office."""


@lru_cache(maxsize=16)
def constants(source: str, url: str = "") -> Mapping[str, Value]:
    """Return the names with a certain value in *source*; those of ``location`` too, where the page's *url* is given.

    >>> dict(constants("const API = '/api'; var LIST = API + '/news', n = 1; n = 2; const U = {all: API + '/all'}"))
    {'API': '/api', 'LIST': '/api/news', 'U.all': '/api/all'}
    """
    known = _location(url) if url else {}
    own: dict[str, Value] = {}
    masked = STRING.sub(lambda text: text[0][:1] + " " * (len(text[0]) - 2) + text[0][1:][-1:], source)
    doubtful = {found["name"] or found["before"] for found in STEPPED.finditer(masked)}
    for name, value in _assigned(source, masked, ChainMap(own, known)):
        if value is None or own.get(name, value) != value:
            doubtful.add(name)
        own.pop(name, None)
        if name not in doubtful and value is not None:
            own[name] = value
    return known | own


def _assigned(source: str, masked: str, names: Mapping[str, Value]) -> Iterator[tuple[str, Value | None]]:
    """Yield each assignment in order: the name, and the value as far as it can be read; *masked* has empty strings."""
    for number, found in enumerate(ASSIGNED.finditer(masked)):
        if number >= MAX_NAMES or found["sign"] != "=":
            yield found["name"], None
        elif source[found.end() : found.end() + 1] == "{":
            literal = "{" + block(source, found.end() + 1) + "}"
            for member, expression in members(literal).items():
                value, end = evaluated(expression, names)
                yield f"{found['name']}.{member}", value if not expression[end:].strip() else None
        else:
            rest = source[found.end() : found.end() + 500]
            value, end = evaluated(rest, names)
            yield found["name"], value if ENDS.match(rest, end) else None


def _location(url: str) -> dict[str, Value]:
    parts = urlsplit(url)
    told = {
        "origin": f"{parts.scheme}://{parts.netloc}",
        "protocol": f"{parts.scheme}:",
        "host": parts.netloc,
        "hostname": parts.hostname or "",
        "pathname": parts.path,
    }
    return {f"{of}location.{name}": value for of in ("", "window.", "document.") for name, value in told.items()}
