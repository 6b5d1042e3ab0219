"""How a page's script puts the address of a list page together from that page's number.

Functions, call backs of pager plugins and ``location`` assignments are evaluated for a number; what comes out must
differ from number to number.  Where only markup is written (``"<a href='index_" + i``), the pieces of the address are
taken.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping

from crawler.pages.lists.scripts.calls import GOES_TO, PLACEHOLDER, Value, evaluate, with_locals
from crawler.pages.lists.scripts.constants import constants

Addresses = Callable[[int], str | None]
_FUNCTION = r"function\s*[\w$]*\s*\((?P<named>[^)]*)\)\s*\{"
FUNCTION = re.compile(_FUNCTION)
HEADER = re.compile(rf"{_FUNCTION}|\(?(?P<arrow>[\w$,\s]*)\)?\s*=>\s*\{{?")
"""The head of a function, or also of an arrow function: the latter's pattern is tried at each character."""
RETURNS = re.compile(r"\breturn\s+(?=['\"`(\w])")
NUMBERED = (
    "curr",
    "current",
    "currentPage",
    "getCurrent",
    "page",
    "pageNo",
    "pageNum",
    "pageIndex",
    "index",
    "num",
    "value",
)
"""Names under which call backs and counters hold the number of the page."""
MAX_DISTANCE = 1_500
"""Characters between the head of a function and what it returns."""
# 'index_' + i + '.html', "?page=" + obj.curr, `list_${n}.shtml`
PIECES = re.compile(
    r"""(?P<q>['"])(?P<before>[^'"<>\s]{0,200}?)(?P=q)\s*\+\s*(?P<number>\(?\s*[A-Za-z_$][\w$.]*\s*(?P<shift>[+-]\s*1)?\s*\)?)\s*(?:\+\s*(?P<q2>['"])(?P<after>[^'"<>\s]{0,100}?)(?P=q2))?"""
)
MARKUP_PIECES = re.compile(
    r"""href=\\?['"]?(?P<before>[^'"<>\s\\]*)\\?(?P<q>['"])\s*\+\s*(?P<number>\(?\s*[A-Za-z_$][\w$.]*\s*(?:[+-]\s*1)?\s*\)?)\s*\+\s*(?P<q2>['"])(?P<after>[^'"<>\s\\]*)"""
)
"""The same within markup that a script writes."""
TEMPLATE = re.compile(
    r"""[`'"](?P<before>[^`'"<>\s]*?)(?:\$\{\s*[\w$.]+\s*\}|\{page\}|%d|\{0\}|__page__|__id__|\[page\])(?P<after>[^`'"<>\s]*)[`'"]"""
)
ADDED = re.compile(r"(?P<name>[A-Za-z_$][\w$.]*)\s*\+\s*$")
PAGE_PIECE = re.compile(
    r"(?:[_/-]|(?:page|trang|p|pageno|pagenum|pageindex|curpage|currpage|pn|paged|pg)=|/page/|list|index)$",
    re.IGNORECASE,
)
FILE_STEM = re.compile(r"(?:[_-]|index|list)$", re.IGNORECASE)
COUNTER = re.compile(r"\(?\s*[a-z]\s*(?:[+-]\s*1)?\s*\)?")
"""The variable of a loop, behind the stem of a file's name."""
PAGE_VARIABLE = re.compile(r"page|trang|curr|\bi\b|\bn\b|\bp\b|\bnum\b|index|\bno\b|\bcur\b", re.IGNORECASE)


def page_addresses(source: str) -> Iterator[tuple[Addresses, str]]:
    """Yield functions that give the address of a page, as the script writes it, and the source of each."""
    known = constants(source)
    for found in (*GOES_TO.finditer(source), *RETURNS.finditer(source)):
        addresses = _computed(source, found.end(), known)
        one, other = addresses(7), addresses(8)
        if one and other and one != other:
            yield addresses, source[max(0, found.start() - 300) : found.end() + 200]
    pieces = _pieces(source, known)
    if pieces is not None:
        before, after = pieces
        yield (lambda number: f"{before}{number}{after}"), source


def _computed(source: str, at: int, known: Mapping[str, Value]) -> Addresses:
    body = ""
    parameters: tuple[str, ...] = ()
    start = max(0, at - MAX_DISTANCE)
    heads = HEADER if source.find("=>", start, at) >= 0 else FUNCTION
    nearest = deque(heads.finditer(source, start, at), maxlen=1)
    for header in nearest:
        names = header["named"] if header["named"] is not None else header["arrow"]
        body = source[header.end() : at]
        parameters = tuple(name.strip() for name in names.split(",") if name.strip())

    def address(number: int) -> str | None:
        names: dict[str, Value] = {**known, **dict.fromkeys(NUMBERED, number)}
        if parameters:
            names[parameters[0]] = number
        value = evaluate(source[at : at + 500], with_locals(body, names))
        return value if isinstance(value, str) and re.search(r"\d", value) and not value.startswith("#") else None

    return address


def _pieces(source: str, known: Mapping[str, Value]) -> tuple[str, str] | None:
    """Return what stands before and after the page's number in its address."""
    filled = PLACEHOLDER.sub(lambda name: str(known.get(name[1], name[0])), source)
    for found in TEMPLATE.finditer(filled):
        if "${" in found["after"]:
            continue  # two things are left open
        if _names_page(found["before"]) or re.search(r"page|trang", found[0], re.IGNORECASE):
            return found["before"].replace("\\/", "/"), found["after"].replace("\\/", "/")
    for found in (*PIECES.finditer(source), *MARKUP_PIECES.finditer(source)):
        root = _root(source[: found.start()], known)
        if root is not None and _names_page(found["before"]) and _is_page(found["number"], found["before"]):
            return f"{root}{found['before']}".replace("\\/", "/"), (found["after"] or "").replace("\\/", "/")
    return None


def _is_page(variable: str, before: str) -> bool:
    counts = COUNTER.fullmatch(variable) is not None and FILE_STEM.search(before) is not None
    return counts or PAGE_VARIABLE.search(variable) is not None


def _root(left: str, known: Mapping[str, Value]) -> str | None:
    """Return what a name puts before the first piece; empty where there is none, None where it is not certain."""
    added = ADDED.search(left)
    if added is None:
        return ""
    value = known.get(added["name"])
    return str(value) if value is not None and not ADDED.search(left[: added.start()]) else None


def _names_page(before: str) -> bool:
    is_data = "=" in before.partition("?")[0]
    return bool(PAGE_PIECE.search(before)) and not before.startswith(("#", ".")) and not is_data
