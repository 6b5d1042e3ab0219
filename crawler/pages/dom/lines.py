"""Puts the texts of a page together to lines: what is between two breaks, with what of it is linked, bold, hidden."""

import re

from lxml import etree

from crawler.pages.dom.model import Block, Line

_DATE_START = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}(?!\d)")
_DATE_END = re.compile(r"(?:\d:\d\d|(?:19|20)\d{2}[-/.]\d{2}[-/.]\d{2}|\d{2}[-/.]\d{2}[-/.](?:19|20)\d{2})$")
_WRAPPED_LINES, _WRAPPED_TEXT = 4, 25
"""A link around so many lines of so many characters wraps a text; a card has a title, a lead and a date."""
_OWN_ADDRESSES = ("#", "javascript:void", "javascript:;")
"""What a link that leads nowhere else has for an address."""
_OWN_PLACE = 40
"""Characters of a link to a place of the page itself from which it is a paragraph and no entry of a table."""
_BETWEEN_LINKS = re.compile(r"\s[、，,;；|/·•–-]\s")
"""Signs that stand between the links of a row and are no text."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u200e\u200f"


class LineWriter:
    """The line that is being written, and what is open around it: a block, links, bold and italic type."""

    def __init__(self, lines: list[Line], block: Block) -> None:
        self.lines = lines
        self.block = block
        self.pieces: list[str] = []
        self.links = self.strong = self.italic = 0
        """Characters of the line in links, in bold and in italic type."""
        self.in_link = self.in_strong = self.in_italic = self.in_pre = 0
        self.open_links: list[tuple[bool, int, int]] = []
        """For each open link whether it leads anywhere (a mere anchor does not), the line at which it began, and how
        much of that line was in links before."""
        self.hidden_from: etree._Element | None = None
        """The element that hides what is written."""
        self.aside: tuple[list[str], int, int, int] | None = None

    def add(self, text: str) -> None:
        """Append text to the line being built."""
        if self.in_pre and "\n" in text:
            for line in text.splitlines(keepends=True):
                self.add(line.removesuffix("\n"))
                if line.endswith("\n"):
                    self.flush()
            return
        pieces = self.pieces
        if pieces and text[0].isdigit() and pieces[-1][-1:].isdigit() and _is_apart(pieces[-1], text):
            text = f" {text}"  # two elements that a style sets apart
        pieces.append(text)
        if self.in_link or self.in_strong or self.in_italic:
            size = len(" ".join(text.split()))
            self.links += size * (self.in_link > 0)
            self.strong += size * (self.in_strong > 0)
            self.italic += size * (self.in_italic > 0)

    def flush(self) -> None:
        """End the line being built."""
        pieces, lines = self.pieces, self.lines
        text = " ".join("".join(pieces).split()).strip(_INVISIBLE)
        pieces.clear()
        if text:
            links = self.links
            share = _link_share(text, links) if links else 0.0
            hidden = self.hidden_from is not None
            lines.append(Line(len(lines), text, self.block, hidden, links, self.strong, self.italic, share))
        self.links = self.strong = self.italic = 0

    def open_link(self, *, leads: bool) -> None:
        """Enter a link; one that leads nowhere makes no links of its lines."""
        self.in_link += leads
        self.open_links.append((leads, len(self.lines), self.links))

    def close_link(self, address: str) -> None:
        """Leave a link; one around whole paragraphs, or from one to itself, makes no links of its lines."""
        leads, first, before = self.open_links.pop()
        self.in_link -= leads
        if not leads:
            return
        ended = self.lines[first:]
        stays = address.startswith(_OWN_ADDRESSES)
        if not ended:
            if stays and self.links - before >= _OWN_PLACE:
                self.links = before
        elif _wraps_text(ended, stays=stays):
            self.links = 0
            for line in ended:
                line.link_chars, line.link_share = 0, 0.0

    def hide(self, element: etree._Element) -> None:
        """Enter a hidden part: what stands before it in the line waits."""
        self.hidden_from = element
        self.aside = (self.pieces, self.links, self.strong, self.italic)
        self.pieces, self.links, self.strong, self.italic = [], 0, 0, 0

    def show(self) -> None:
        """Leave a hidden part and go on with the line that was waiting."""
        self.flush()
        self.hidden_from = None
        if self.aside is not None:
            self.pieces, self.links, self.strong, self.italic = self.aside
            self.aside = None


def _is_apart(before: str, text: str) -> bool:
    """Whether a figure that follows another is a number of its own: a date begins, or a date or a time has ended."""
    return _DATE_START.match(text) is not None or _DATE_END.search(before) is not None


def _wraps_text(lines: list[Line], *, stays: bool) -> bool:
    """Tell whether a link is only wrapped around text: around many paragraphs, or around one and leads nowhere."""
    if stays and any(len(line.text) >= _OWN_PLACE for line in lines):
        return True
    return sum(len(line.text) >= _WRAPPED_TEXT for line in lines) >= _WRAPPED_LINES - 1


def _link_share(text: str, links: int) -> float:
    """Return the share of a line's characters that stand in links, signs between the links apart."""
    rest = len(text) - links
    if 0.1 * len(text) < rest < 0.7 * len(text):
        rest -= 3 * len(_BETWEEN_LINKS.findall(text))
    return links / (links + rest) if rest > 0 else 1.0
