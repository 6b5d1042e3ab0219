"""Rows that a script makes clickable: handlers bound to a class, which go to an address made of the row's data."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.scripts.calls import Value, address_in_body, block, global_values

FUNCTION = r"(?:function\s*\w*\s*\([^)]*\)|\(?[\w$,\s]*\)?\s*=>)\s*\{"
HANDLERS = (
    re.compile(rf"""\.(?:on|delegate|live)\(\s*['"]click['"]\s*,\s*['"](?P<selector>[^'"]+)['"]\s*,\s*{FUNCTION}"""),
    re.compile(
        rf"""\$\(\s*['"](?P<selector>[^'"]+)['"]\s*\)\s*\.(?:(?:on|bind|live)\(\s*['"]click['"]\s*,|click\()\s*{FUNCTION}"""
    ),
    re.compile(
        rf"""querySelectorAll\(\s*['"](?P<selector>[^'"]+)['"]\s*\)\s*\.forEach\([^{{]{{0,80}}\{{[^{{]{{0,80}}addEventListener\(\s*['"]click['"]\s*,\s*{FUNCTION}"""
    ),
)
DATA_OF = re.compile(
    r"""(?:\$\(\s*(?:this|[\w.]*[tT]arget)\s*\)\.(?:data|attr)\(\s*['"](?P<jquery>[\w-]+)['"]\s*\)|[\w.]+\.dataset\.(?P<dataset>\w+)|[\w.]+\.getAttribute\(\s*['"](?P<attribute>[\w-]+)['"]\s*\))"""
)
"""What a handler reads off the element that was clicked."""


def clicked_addresses(tree: PageTree) -> dict[_Element, str]:
    """Return the elements of a page that a script makes clickable, each with the address that it then goes to."""
    found: dict[_Element, str] = {}
    for script in tree.scripts:
        if "click" not in script.text:
            continue
        known = global_values(script.text)
        for selector, body in _handlers(script.text):
            readable, names = _with_names(body)
            for element in tree.select(selector):
                values = {name: _data(element, attribute) for name, attribute in names.items()}
                if all(value is not None for value in values.values()):
                    given: dict[str, Value] = {name: value for name, value in values.items() if value is not None}
                    address = address_in_body(readable, {**known, **given})
                    if address and element not in found:
                        found[element] = address
    return found


def _handlers(script: str) -> Iterator[tuple[str, str]]:
    for pattern in HANDLERS:
        for handler in pattern.finditer(script):
            yield handler["selector"], block(script, handler.end())


def _with_names(body: str) -> tuple[str, dict[str, str]]:
    """Return a handler's body with names in place of what it reads off its element, and what each name stands for."""
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        attribute = found["jquery"] or found["dataset"] or found["attribute"]
        name = f"of_element_{len(names)}"
        names[name] = attribute
        return name

    return DATA_OF.sub(named, body), names


def _data(element: _Element, attribute: str) -> str | None:
    dashed = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", attribute).lower()
    return element.get(f"data-{dashed}", element.get(attribute))
