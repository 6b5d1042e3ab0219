"""What the styles of an OpenDocument file say of its text: fonts with codes of their own, and hidden tables."""

from collections.abc import Iterable

from lxml import etree

from crawler.filetext.fonts import FontCoding, font_coding
from crawler.filetext.package import attribute, child, local

MAX_ANCESTORS = 20


class Styles:
    """The styles of one document, by their names."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        for root in roots:
            for style in root.iter("{*}style"):
                self._styles.setdefault(attribute(style, "name") or "", style)
            for face in root.iter("{*}font-face"):
                self._fonts.setdefault(attribute(face, "name") or "", attribute(face, "font-family") or "")

    def coding(self, name: str | None, otherwise: FontCoding | None) -> FontCoding | None:
        """Return how the font of a style codes its letters; *otherwise* where neither it nor its parents name one."""
        for _ in range(MAX_ANCESTORS):
            style = self._styles.get(name or "")
            if style is None:
                break
            font = self._font(child(style, "text-properties"))
            if font:
                return font_coding(font)
            name = attribute(style, "parent-style-name")
        return otherwise

    def _font(self, properties: etree._Element | None) -> str | None:
        if properties is None:
            return None
        named = attribute(properties, "font-name")
        family = self._fonts.get(named or "", named) or attribute(properties, "font-family")
        return family.strip("'\" ") if family else None

    def is_hidden(self, table: etree._Element) -> bool:
        """Tell whether a table's style hides it, as hidden sheets are."""
        style = self._styles.get(attribute(table, "style-name") or "")
        properties = child(style, "table-properties")
        return properties is not None and attribute(properties, "display") == "false"


def list_styles(roots: Iterable[etree._Element]) -> dict[str, dict[int, etree._Element]]:
    """Return the levels of each style of lists, counted from 1."""
    found: dict[str, dict[int, etree._Element]] = {}
    for root in roots:
        for style in root.iter("{*}list-style"):
            levels = {
                attribute(level, "level") or "": level for level in style if local(level).startswith("list-level")
            }
            found.setdefault(
                attribute(style, "name") or "",
                {int(place): level for place, level in levels.items() if place.isdecimal() and len(place) < 3},
            )
    return found
