"""The numbers before paragraphs that Word makes from the definitions of lists; nobody typed them."""

import re
from dataclasses import dataclass

from lxml import etree

from crawler.filetext.package import attribute, child, local
from crawler.filetext.word.counting import counted
from crawler.filetext.word.styles import Styles, is_on

LEVELS = 9
MAX_LINKS = 5
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, kw_only=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None
    """The level, counted from 1, whose number starts this one anew; 0 for none, None for any level above."""
    separator: str = " "
    style: str | None = None


class Numbering:
    """The lists of one document, and how far each has been counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._linked: dict[str, str] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            self._take(element)

    def _take(self, element: etree._Element) -> None:
        if local(element) == "abstractNum":
            name = attribute(element, "abstractNumId") or ""
            self._abstract[name] = element
            link = child(element, "styleLink")
            if link is not None:
                self._linked[attribute(link, "val") or ""] = name
        elif local(element) == "num":
            self._numbers[attribute(element, "numId") or ""] = element

    def label(self, properties: etree._Element | None, style: str | None) -> str:
        """Return what stands before the text of the next paragraph with these properties, separator included."""
        found = self._list_of(properties, style)
        if found is None:
            return ""
        number, place = found
        levels = self._levels_of(number)
        if place not in levels:
            return ""
        self._count(number, place, levels)
        return self._written(number, place, levels)

    def _list_of(self, properties: etree._Element | None, style: str | None) -> tuple[str, int] | None:
        """Return the list (its numId) and the level of a paragraph."""
        number, place = _numbered(properties)
        if number is None:
            chain = self._styles.chain(style)
            for ancestor in chain:
                number, own = _numbered(child(ancestor, "pPr"))
                if number is not None:
                    place = place if place is not None else self._level_of_styles(number, chain, own)
                    break
        if number is None or number not in self._numbers:
            return None
        return number, min(max(place or 0, 0), LEVELS - 1)

    def _level_of_styles(self, number: str, chain: list[etree._Element], own: int | None) -> int | None:
        """Return the level that names one of the paragraph's styles as its own."""
        names = {attribute(style, "styleId") for style in chain}
        levels = self._levels_of(number) if number in self._numbers else {}
        return next((place for place, level in levels.items() if level.style in names), own)

    def _levels_of(self, number: str) -> dict[int, Level]:
        if number not in self._levels:
            element = self._numbers[number]
            levels = self._abstract_levels(_value(element, "abstractNumId") or "", MAX_LINKS)
            self._starts[number] = {}
            for override in element:
                if local(override) == "lvlOverride":
                    self._override(number, override, levels)
            self._levels[number] = levels
        return self._levels[number]

    def _override(self, number: str, override: etree._Element, levels: dict[int, Level]) -> None:
        place = _integer(attribute(override, "ilvl"), 0)
        level = child(override, "lvl")
        if level is not None:
            levels[place] = _level(level)
        start = _value(override, "startOverride")
        if start is not None:
            self._starts[number][place] = _integer(start, 1)

    def _abstract_levels(self, name: str, links_left: int) -> dict[int, Level]:
        abstract = self._abstract.get(name)
        if abstract is None:
            return {}
        link = _value(abstract, "numStyleLink")
        if link is not None and link in self._linked and links_left:
            return self._abstract_levels(self._linked[link], links_left - 1)
        return {_integer(attribute(level, "ilvl"), 0): _level(level) for level in abstract if local(level) == "lvl"}

    def _count(self, number: str, place: int, levels: dict[int, Level]) -> None:
        # Lists of the same definition count on together.
        counts = self._counts.setdefault(_value(self._numbers[number], "abstractNumId") or "", {})
        starts = self._starts[number]
        if place in starts and (number, place) not in self._used:
            counts.pop(place, None)
        self._used.add((number, place))
        for upper in range(place):
            if upper not in counts and upper in levels:
                counts[upper] = starts.get(upper, levels[upper].start)
        counts[place] = counts[place] + 1 if place in counts else starts.get(place, levels[place].start)
        for deeper in [deeper for deeper in counts if deeper > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place + 1 <= restart:
                del counts[deeper]

    def _written(self, number: str, place: int, levels: dict[int, Level]) -> str:
        counts = self._counts[_value(self._numbers[number], "abstractNumId") or ""]
        level = levels[place]
        if level.form == "bullet":
            return "• "

        def number_at(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if at not in levels or at > place:
                return ""
            form = "decimal" if level.is_legal else levels[at].form
            return counted(counts.get(at, levels[at].start), form)

        text = PLACE.sub(number_at, level.text)
        return text + level.separator if text.strip() else ""


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    numbered = child(properties, "numPr")
    if numbered is None:
        numbered = child(properties, "listPr")  # the name of 2003
    if numbered is None:
        return None, None
    place = _value(numbered, "ilvl")
    return _value(numbered, "numId") or _value(numbered, "ilfo"), None if place is None else _integer(place, 0)


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=_integer(_value(element, "start"), 0 if child(element, "start") is None else 1),
        form=_form(element),
        text=_value(element, "lvlText") or "",
        is_legal=is_on(child(element, "isLgl")),
        restart=None if restart is None else _integer(restart, 0),
        separator="" if _value(element, "suff") == "nothing" else " ",
        style=_value(element, "pStyle"),
    )


def _form(element: etree._Element) -> str:
    form = child(element, "numFmt")
    if form is None:
        form = child(element, "AlternateContent", "Fallback", "numFmt")
    return (attribute(form, "val") if form is not None else None) or "decimal"


def _value(element: etree._Element, name: str) -> str | None:
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def _integer(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else otherwise
