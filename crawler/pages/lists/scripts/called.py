"""The next page of a list as the function asks for it that a pager's link calls: its body is read, never run.

Only what is certain counts: the link's own arguments, and names to which the page's scripts give one value.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import text_of
from crawler.pages.lists.pagers import NEXT_SIGNS, NEXT_WORDS
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.calls import (
    GOES_TO,
    Function,
    Value,
    bound,
    called,
    evaluate,
    functions,
    with_locals,
    without_comments,
)
from crawler.pages.lists.scripts.constants import ASSIGNED, STEPPED, STRING, constants
from crawler.pages.lists.scripts.requests import CALLS, request_shapes, shape_request

MADE_FORM = re.compile(r"""createElement\(\s*['"]form['"]\s*\)""")
FORM_ACTION = re.compile(r"""\.action\s*=\s*|setAttribute\(\s*['"]action['"]\s*,\s*""")
FORM_POST = re.compile(r"""\.method\s*=\s*['"]post|setAttribute\(\s*['"]method['"]\s*,\s*['"]post""", re.IGNORECASE)
FIELD_NAME = re.compile(r"""(?P<of>[\w$]+)\.name\s*=\s*['"](?P<name>[\w.$-]+)['"]""")
REPLY = re.compile(
    r"""\.(?:then|done|success|always)\s*\(|\b(?:success|complete)\s*[:(]|\bawait\b|\bon(?:load|readystatechange)\b|\.responseText|\.load\s*\(|,\s*(?:function\b|\(?[\w$,\s]*\)?\s*=>|[A-Za-z_$][\w$.]*\s*(?:,\s*['"]\w+['"]\s*)?\)\s*[;}]?\s*$)"""
)
"""How a function takes what a request is answered with; a callback stands last in its call."""


@dataclass(frozen=True)
class Called:
    """What the function behind "next page" asks for."""

    request: ListRequest | None = None
    is_doubtful: bool = False
    """Whether it asks for something that was not understood: any request would then be a guess."""


def find_called_request(tree: PageTree, charset: str = "utf-8") -> Called:
    """Return the request by which the function behind "next page" asks for it, as far as that is certain."""
    source = without_comments("\n".join(script.text for script in tree.scripts))
    for name, values in _next_calls(tree):
        defined = list(functions(source, name)) if name in source else []
        if not any(_requests(function.body) or MADE_FORM.search(function.body) for function in defined):
            continue
        request = _certain(defined[0], values, source, tree, charset) if len(defined) == 1 else None
        return Called(request, is_doubtful=request is None)
    return Called()


def _requests(body: str) -> list[str]:
    """Return the calls of a function that ask for anything, of the list or not."""
    return [call[0] for call in CALLS.finditer(body)]


def _certain(function: Function, values: list[Value], source: str, tree: PageTree, charset: str) -> ListRequest | None:
    """Return the one request that a function makes when it is called with *values*, or None."""
    body = function.body
    ways = len(_requests(body)) + len(MADE_FORM.findall(body)) + len(GOES_TO.findall(body))
    if ways != 1 or not values or len(values) < len(function.parameters):
        return None
    names = with_locals(body, {**constants(source, tree.url), **bound(function, values)})
    for name in _given_again(function):
        names.pop(name, None)
    request = _asked(body, names, tree, charset)
    if request is not None and request.method == "POST" and not (MADE_FORM.search(body) or REPLY.search(body)):
        return None  # what is posted for no answer is written at the office
    return request


def _given_again(function: Function) -> set[str]:
    """Return the names of a function to which its body gives a second value."""
    given = Counter(function.parameters)
    given.update(found["name"] for found in ASSIGNED.finditer(STRING.sub("''", function.body)))
    given.update(2 * [found["name"] or found["before"] for found in STEPPED.finditer(function.body)])
    return {name for name, times in given.items() if times > 1}


def _next_calls(tree: PageTree) -> Iterator[tuple[str, list[Value]]]:
    """Yield the calls that links for the next page make."""
    for element in tree.root.iter("a", "button", "span", "li", "input"):
        words = {text_of(element), element.get("value") or "", element.get("title") or ""}
        if any(NEXT_WORDS.match(word) or word in NEXT_SIGNS for word in words if word):
            call = called(_action(element))
            if call is not None:
                yield call


def _action(element: _Element) -> str:
    href = (element.get("href") or "").strip()
    script = href[len("javascript:") :] if href.lower().startswith("javascript:") else ""
    return element.get("onclick") or script


def _asked(body: str, names: Mapping[str, Value], tree: PageTree, charset: str) -> ListRequest | None:
    if MADE_FORM.search(body):
        return _made_form(body, names, tree, charset)
    shape = next(request_shapes(body), None)
    return shape_request(shape, names, tree, charset) if shape is not None else None


def _made_form(body: str, names: Mapping[str, Value], tree: PageTree, charset: str) -> ListRequest | None:
    """Return what a form sends that the function itself makes."""
    action = FORM_ACTION.search(body)
    address = evaluate(body[action.end() :], names) if action is not None else None
    fields: list[tuple[str, str]] = []
    for found in FIELD_NAME.finditer(body):
        given = re.compile(rf"{re.escape(found['of'])}\.value\s*=\s*").search(body, found.end())
        value = evaluate(body[given.end() :], names) if given is not None else None
        if value is None:
            return None
        fields.append((found["name"], str(value)))
    if not isinstance(address, str) or not address or not fields or not FORM_POST.search(body):
        return None
    return ListRequest.form(repaired_address(address, tree.base_url, charset), fields, charset)
