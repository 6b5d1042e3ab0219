"""The next page of a list as the function asks for it that a pager's link calls: its body is read, never run.

Only what is certain counts: the link's own arguments, and names to which the page's scripts give one value.
"""

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import text_of
from crawler.pages.lists.pagers import NEXT_SIGNS, NEXT_WORDS
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.calls import Value, bound, called, evaluate, functions, with_locals
from crawler.pages.lists.scripts.constants import constants
from crawler.pages.lists.scripts.requests import request_shapes, shape_request

MADE_FORM = re.compile(r"""createElement\(\s*['"]form['"]\s*\)""")
FORM_ACTION = re.compile(r"""\.action\s*=\s*|setAttribute\(\s*['"]action['"]\s*,\s*""")
FORM_POST = re.compile(r"""\.method\s*=\s*['"]post|setAttribute\(\s*['"]method['"]\s*,\s*['"]post""", re.IGNORECASE)
FIELD_NAME = re.compile(r"""(?P<of>[\w$]+)\.name\s*=\s*['"](?P<name>[\w.$-]+)['"]""")


def find_called_request(tree: PageTree, charset: str = "utf-8") -> ListRequest | None:
    """Return the request by which the function behind "next page" asks for it, or None where that is not certain."""
    source = "\n".join(script.text for script in tree.scripts)
    for name, values in _next_calls(tree):
        if name not in source or not values:
            continue
        known = constants(source, tree.url)
        for function in functions(source, name):
            if len(values) < len(function.parameters):
                continue
            names = with_locals(function.body, {**known, **bound(function, values)})
            request = _asked(function.body, names, tree, charset)
            if request is not None:
                return request
    return None


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
    for shape in request_shapes(body):
        request = shape_request(shape, names, tree, charset)
        if request is not None:
            return request
    return None


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
