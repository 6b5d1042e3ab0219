"""Simple CSS selectors answered from an index of ids and classes.

A page is asked for dozens of candidate containers, and most of them are not there; a look into a dictionary says so at
once, where a general engine would walk the tree for each.  Understood: ``tag``, ``#id``, ``.class``, ``[attr]``,
``[attr=v]``, ``^=``, ``$=``, ``*=``, ``~=``, in any combination, joined by descendant spaces or ``>``; alternatives by
commas.  Class and id names compare as written in the page, tags and attribute names in lower case.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from crawler.pages.dom.model import Block

_PART = re.compile(
    r"""
      (?P<tag>[a-zA-Z][\w-]*|\*) | \#(?P<id>[\w:.-]+?(?=[.#\[]|$)) | \.(?P<class>[\w-]+)
      | \[\s*(?P<attr>[\w:-]+)\s*
          (?:(?P<op>[~^$*]?=)\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]*)))?
        \s*\]
    """,
    re.VERBOSE,
)
_STEP = re.compile(r"\s*(>)\s*|\s+(?![^\[]*\])")
_LONE_NAME = re.compile(r"[.#][\w-]+")


@dataclass(frozen=True, slots=True)
class _Test:
    """One condition on one attribute; `op` is the CSS operator, or empty for mere presence."""

    attr: str
    op: str
    value: str

    def holds(self, element: etree._Element) -> bool:
        found = element.get(self.attr)
        return found is not None and self.passes(found)

    def passes(self, found: str) -> bool:
        match self.op:
            case "=":
                return found == self.value
            case "^=":
                return found.startswith(self.value)
            case "$=":
                return found.endswith(self.value)
            case "*=":
                return self.value in found
            case "~=":
                return self.value in found.split()
            case _:
                return True


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str | None
    tests: tuple[_Test, ...]
    child: bool
    """Whether it must be the direct parent of what follows (`>`)."""
    key: _Test | None
    """The first test that an index answers."""

    def holds(self, element: etree._Element) -> bool:
        return (self.tag is None or element.tag == self.tag) and all(test.holds(element) for test in self.tests)


@lru_cache(maxsize=1024)
def _parse(css: str) -> tuple[tuple[_Compound, ...], ...]:
    return tuple(_parse_path(path.strip()) for path in css.split(","))


def _parse_path(path: str) -> tuple[_Compound, ...]:
    steps = _STEP.split(path)
    return tuple(
        _parse_compound(steps[i], child=i + 1 < len(steps) and steps[i + 1] is not None)
        for i in range(0, len(steps), 2)
    )


def _parse_compound(text: str, *, child: bool) -> _Compound:
    tag: str | None = None
    tests: list[_Test] = []
    end = 0
    for found in _PART.finditer(text):
        if found.start() != end:
            break
        end = found.end()
        if found["tag"]:
            tag = None if found["tag"] == "*" else found["tag"].lower()
        elif found["id"]:
            tests.append(_Test("id", "=", found["id"]))
        elif found["class"]:
            tests.append(_Test("class", "~=", found["class"]))
        else:
            value = found["double"] or found["single"] or found["bare"] or ""
            tests.append(_Test(found["attr"].lower(), found["op"] or "", value))
    if end != len(text) or not text:
        raise ValueError(f"not a simple selector: {text!r}")
    key = next(
        (test for test in tests if test.attr in ("id", "itemprop") or (test.attr, test.op) == ("class", "~=")), None
    )
    return _Compound(tag, tuple(tests), child, key)


@lru_cache(maxsize=256)
def _by_kind(selectors: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Return the ids and the classes that stand alone among selectors, and the selectors that ask for more."""
    named: dict[str, set[str]] = {"#": set(), ".": set()}
    others: list[str] = []
    for css in selectors:
        if _LONE_NAME.fullmatch(css):
            named[css[0]].add(css[1:])
        else:
            others.append(css)
    return frozenset(named["#"]), frozenset(named["."]), tuple(others)


class ElementIndex:
    """Where each id and class of a page is; filled while the page is walked."""

    def __init__(self) -> None:
        self.ids: dict[str, list[etree._Element]] = {}
        self.classed: list[tuple[str, etree._Element]] = []
        """Class attribute and element, in document order."""
        self.itemprops: dict[str, list[etree._Element]] = {}
        self.custom: dict[str, list[etree._Element]] = {}
        """Elements that a system made up, by tag."""
        self.blocks: dict[etree._Element, Block] = {}
        self.root: etree._Element | None = None

    @cached_property
    def classes(self) -> dict[str, list[etree._Element]]:
        """Elements by class name; made when first asked for, after the page was walked."""
        classes: dict[str, list[etree._Element]] = {}
        for value, element in self.classed:
            for name in value.split():
                classes.setdefault(name, []).append(element)
        return classes

    @cached_property
    def all_ids(self) -> str:
        """The ids in one text, which tells at once that none holds what a selector asks for."""
        return "\n".join(self.ids)

    @cached_property
    def all_itemprops(self) -> str:
        """The same of the itemprops."""
        return "\n".join(self.itemprops)

    def has_any(self, selectors: tuple[str, ...]) -> bool:
        """Whether an element matches any of the selectors; ValueError on other CSS."""
        ids, classes, others = _by_kind(selectors)
        is_named = not (self.ids.keys().isdisjoint(ids) and self.classes.keys().isdisjoint(classes))
        return is_named or any(map(self.select, others))

    def select(self, css: str) -> list[etree._Element]:
        """Return the elements that match, in document order within each alternative; ValueError on other CSS."""
        found: list[etree._Element] = []
        for path in _parse(css):
            last = path[-1]
            for element in self._candidates(last):
                if last.holds(element) and _ancestors_hold(element, path[:-1]) and element not in found:
                    found.append(element)
        return found

    def _candidates(self, compound: _Compound) -> list[etree._Element]:
        key = compound.key
        if key is not None:
            index = self.ids if key.attr == "id" else self.classes if key.attr == "class" else self.itemprops
            if key.op == "=" or key.attr == "class":
                return index.get(key.value, [])
            if key.value not in (self.all_ids if key.attr == "id" else self.all_itemprops):
                return []
            return [element for value, elements in index.items() if key.passes(value) for element in elements]
        if self.root is None:
            return []
        if compound.tag is not None and "-" in compound.tag:
            return self.custom.get(compound.tag, [])
        if compound.tag is not None:
            return list(self.root.iter(compound.tag))
        return list(self.root.iter(etree.Element))


def _ancestors_hold(element: etree._Element, path: tuple[_Compound, ...]) -> bool:
    """Whether the outer steps of a path hold, innermost first; `>` binds to the very parent."""
    current = element.getparent()
    for step in reversed(path):
        if step.child:
            if current is None or not step.holds(current):
                return False
        else:
            while current is not None and not step.holds(current):
                current = current.getparent()
            if current is None:
                return False
        current = current.getparent()
    return True
