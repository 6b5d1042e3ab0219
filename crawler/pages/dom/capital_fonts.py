"""Capitals that exist only through a font: text of a TCVN3 page set in ``.VnTimeH`` and its kind.

Those fonts draw the codes of lower-case letters as capitals, so that a heading set in one comes out in lower case.
"""

import re
from collections.abc import Iterator

_PIECE = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(?:script|style|textarea)\b.*?(?:</\w+\s*>|\Z)|<[^<>]*>?)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
_FONT = re.compile(r"""(?:\bface\s*=|font(?:-family)?\s*:)\s*(?P<face>"[^"]*"|'[^']*'|[^;>"]+)""", re.IGNORECASE)
_ENTITY = re.compile(r"(&#?\w+;?)")
_CAPITALS = re.compile(r"\.vn\w*h\b", re.IGNORECASE)
"""The ABC fonts end in H where they draw capitals: ``.VnTimeH``, ``.VnArialH``."""
_WHOLE = frozenset(
    ("br", "img", "hr", "input", "meta", "link", "base", "col", "wbr", "param", "area", "script", "style", "textarea")
)
"""Elements that are one piece: nothing stands between their start and their end."""
_MAX_DEPTH = 200
"""Open elements among which the one that an end belongs to is looked for."""
_CLOSED_BY_THE_NEXT = frozenset(("p", "li", "td", "th", "tr"))


def with_capitals(markup: str) -> str:
    """Return the page with the text in capital fonts in capitals; anything else stays."""
    return "".join(_pieces(markup)) if _CAPITALS.search(markup) else markup


def _pieces(markup: str) -> Iterator[str]:
    open_elements: list[tuple[str, bool]] = []
    for count, piece in enumerate(_PIECE.split(markup)):
        if count % 2:
            _follow(piece, open_elements)
            yield piece
        elif open_elements and open_elements[-1][1]:
            yield "".join(part if n % 2 else part.upper() for n, part in enumerate(_ENTITY.split(piece)))
        else:
            yield piece


def _follow(piece: str, open_elements: list[tuple[str, bool]]) -> None:
    """Keep the open elements, each with whether the font in it draws capitals."""
    tag = _TAG.match(piece)
    if tag is None:
        return
    name = tag["name"].lower()
    if tag["closes"]:
        _close(name, open_elements)
    elif name not in _WHOLE:
        if name in _CLOSED_BY_THE_NEXT and open_elements and open_elements[-1][0] == name:
            open_elements.pop()
        inherited = bool(open_elements) and open_elements[-1][1]
        font = _FONT.search(piece)
        open_elements.append((name, bool(_CAPITALS.search(font["face"])) if font else inherited))


def _close(name: str, open_elements: list[tuple[str, bool]]) -> None:
    """Close the nearest element of that name and all in it; a stray end closes nothing."""
    top = len(open_elements)
    for depth in range(top - 1, max(-1, top - 1 - _MAX_DEPTH), -1):
        if open_elements[depth][0] == name:
            del open_elements[depth:]
            return
