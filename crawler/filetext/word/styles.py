"""The fonts that runs inherit: from their own properties, their styles, and the defaults of the document."""

from lxml import etree

from crawler.filetext.fonts import FontCoding, font_coding
from crawler.filetext.package import attribute, child, local

MAX_ANCESTORS = 20


class Styles:
    """The styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id: dict[str, etree._Element] = {}
        self._default_font: str | None = None
        self._default_paragraph: str | None = None
        for element in root if root is not None else ():
            if local(element) == "style":
                self._take(element)
            elif local(element) == "docDefaults":
                self._default_font = _font(child(element, "rPrDefault", "rPr"))

    def _take(self, style: etree._Element) -> None:
        name = attribute(style, "styleId") or ""
        self._by_id.setdefault(name, style)
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
            self._default_paragraph = name

    def chain(self, name: str | None) -> list[etree._Element]:
        """Return a style and those that it is based on."""
        found: list[etree._Element] = []
        while name in self._by_id and self._by_id[name] not in found and len(found) < MAX_ANCESTORS:
            style = self._by_id[name]
            found.append(style)
            based_on = child(style, "basedOn")
            name = attribute(based_on, "val") if based_on is not None else None
        return found

    def paragraph_style(self, properties: etree._Element | None) -> str | None:
        """Return the style of a paragraph with these properties, by its id."""
        named = child(properties, "pStyle")
        return attribute(named, "val") if named is not None else self._default_paragraph

    def coding(self, run: etree._Element | None, paragraph_style: str | None) -> FontCoding | None:
        """Return how the font of a run with these properties codes its letters."""
        own = _font(run)
        if own is not None:
            return font_coding(own)
        named = child(run, "rStyle")
        for name in (attribute(named, "val") if named is not None else None, paragraph_style):
            for style in self.chain(name):
                inherited = _font(child(style, "rPr"))
                if inherited is not None:
                    return font_coding(inherited)
        return font_coding(self._default_font)

    def is_hidden(self, run: etree._Element | None) -> bool:
        """Tell whether a run with these properties is not shown."""
        return is_on(child(run, "vanish")) or is_on(child(run, "webHidden"))


def _font(properties: etree._Element | None) -> str | None:
    """Return the font for letters beyond ASCII, where the properties name one; a theme's font is no legacy one."""
    fonts = child(properties, "rFonts")
    if fonts is None:
        return None
    if attribute(fonts, "hAnsiTheme") or attribute(fonts, "asciiTheme"):
        return ""
    return attribute(fonts, "hAnsi") or attribute(fonts, "h-ansi") or attribute(fonts, "ascii")


def is_on(switch: etree._Element | None) -> bool:
    """Tell whether a property that is there or not is switched on."""
    return switch is not None and (attribute(switch, "val") or "true") not in ("0", "false", "off", "none")
