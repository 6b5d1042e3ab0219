"""An archived page made harmless: its words, tables and pictures, and nothing that runs, loads, sends or leads away.

What a sanitiser lets through is only the first wall; the page is shown in a frame of its own, whose policy allows
neither scripts nor forms nor any host but this one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

import nh3

TAGS = {
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main",
    "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul",
    "var", "wbr",
}  # fmt: skip
EMPTIED = {
    "script", "style", "noscript", "template", "iframe", "frame", "frameset", "object", "embed", "applet", "svg",
    "math", "title", "textarea", "select", "xmp", "plaintext", "noembed", "noframes", "audio", "video", "canvas",
}  # fmt: skip
"""Elements that go with all that is in them."""
SHAPES = {"align", "valign", "colspan", "rowspan", "width", "height", "border", "dir", "lang", "title"}
ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "time": {"datetime"},
    **dict.fromkeys(("table", "td", "th", "tr", "col", "colgroup", "tbody", "thead", "tfoot", "p", "div"), SHAPES),
}
MAX_ADDRESS_LENGTH = 2000
MAX_IMAGES = 200


@dataclass(frozen=True)
class Sanitised:
    """What is left of a page."""

    html: str
    """A fragment; links have lost their address but for the tooltip, pictures are marked by ``src="image:N"``."""
    images: tuple[str, ...]
    """Absolute addresses of its pictures; the mark's N is the place in this list."""

    def with_images(self, shown: Mapping[str, str]) -> str:
        """Return the fragment with each picture of *shown* (address → where it is served); the others are left out."""
        return _clean(self.html, lambda tag, name, value: self._source(tag, name, value, shown), schemes={"image"})

    def _source(self, tag: str, name: str, value: str, shown: Mapping[str, str]) -> str | None:
        if tag != "img" or name != "src":
            return value
        number = value.removeprefix("image:")
        if not (number.isdecimal() and int(number) < len(self.images)):
            return None
        return shown.get(self.images[int(number)])


def sanitise(text: str, url: str) -> Sanitised:
    """Return the harmless part of a page found at *url*."""
    images: list[str] = []

    def keep(tag: str, name: str, value: str) -> str | None:
        if tag == "img" and name == "src":
            return _mark(images, url, value)
        return None if name in {"href", "src"} else value

    return Sanitised(_clean(text, keep, schemes={"http", "https"}), tuple(images))


def _mark(images: list[str], base: str, value: str) -> str | None:
    try:
        address = urljoin(base, value.strip())
    except ValueError:
        return None
    if not address.startswith(("http://", "https://")) or len(address) > MAX_ADDRESS_LENGTH:
        return None
    if address not in images:
        if len(images) >= MAX_IMAGES:
            return None
        images.append(address)
    return f"image:{images.index(address)}"


def _clean(text: str, keep: Callable[[str, str, str], str | None], *, schemes: set[str]) -> str:
    return nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags=EMPTIED,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=schemes,
        strip_comments=True,
        link_rel=None,
    )


def document(fragment: str, *, title: str, language: str, stylesheet: str) -> str:
    """Return a whole page around *fragment*; the rest is text of ours."""
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        f'<link rel="stylesheet" href="{escape(stylesheet)}"></head><body>{fragment}</body></html>'
    )
