"""The words of one paragraph as they stand on the page, and the text boxes that are anchored in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.filetext.fonts import FontCoding, joined
from crawler.filetext.package import attribute, child, local
from crawler.filetext.word.styles import Styles

LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "rubyPr",
     "annotationRef", "pPrChange", "rPrChange", "commentReference", "object", "binData", "moveFromRangeStart")
)  # fmt: skip
# Programs that take a TCVN3 text for Latin letters make soft hyphens of its ư, which has that code.
LETTERS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
    "ptab": "\t",
}
PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
"""Fields whose last value means nothing: each page has its own."""
BULLETS = {"f0b7": "•", "f0a7": "•", "f0fe": "☑", "f0a8": "☐", "f06f": "☐", "f0fc": "✓"}


@dataclass
class Inline:
    """What has been read of one paragraph."""

    style: str | None
    spans: list[tuple[str, FontCoding | None]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[tuple[bool, str]] = field(default_factory=list)
    """The fields that are open, the innermost last: whether its value has begun, and its instruction."""

    def text(self) -> str:
        """Return the words, those in legacy fonts in Unicode."""
        return joined(self.spans)

    def shows(self) -> bool:
        """Tell whether what comes next is shown: no instruction of a field, and no page number."""
        return all(begun and not _is_page(instruction) for begun, instruction in self.fields)


class ParagraphReader:
    """Reads paragraphs of a document with these styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, paragraph: etree._Element, style: str | None, fields: list[tuple[bool, str]]) -> Inline:
        """Return what a paragraph says; *fields* are those that an earlier paragraph left open, and are kept up."""
        inline = Inline(style=style, fields=fields)
        self._walk(paragraph, inline, None)
        return inline

    def _walk(self, parent: etree._Element, inline: Inline, coding: FontCoding | None) -> None:
        for element in parent:
            name = local(element)
            if name in LEFT_OUT:
                if name == "instrText":
                    _instruct(inline, element.text or "")
            elif name == "r" and child(element, "rPr") is not None and self._styles.is_hidden(child(element, "rPr")):
                continue
            elif name == "r":
                self._walk(element, inline, self._styles.coding(child(element, "rPr"), inline.style))
            elif name == "AlternateContent":
                self._walk_alternative(element, inline, coding)
            elif name == "fldSimple" and _is_page(attribute(element, "instr") or ""):
                continue
            else:
                self._take(element, name, inline, coding)

    def _take(self, element: etree._Element, name: str, inline: Inline, coding: FontCoding | None) -> None:
        if name == "txbxContent":
            inline.boxes.append(element)
        elif name == "fldChar":
            _turn(inline, attribute(element, "fldCharType") or "")
        elif name == "t":
            if inline.shows():
                inline.spans.append((element.text or "", coding))
        elif name == "sym":
            inline.spans.append((BULLETS.get((attribute(element, "char") or "").lower(), ""), None))
        elif name in LETTERS:
            if inline.shows():
                inline.spans.append((LETTERS[name], coding))
        else:
            self._walk(element, inline, coding)

    def _walk_alternative(self, element: etree._Element, inline: Inline, coding: FontCoding | None) -> None:
        """Read one of the forms that an element is written in: the first that says anything."""
        for form in _forms(element):
            before = len(inline.spans), len(inline.boxes)
            self._walk(form, inline, coding)
            if before != (len(inline.spans), len(inline.boxes)):
                return


def _forms(element: etree._Element) -> Iterator[etree._Element]:
    yield from (form for form in element if local(form) == "Choice")
    yield from (form for form in element if local(form) == "Fallback")


def _turn(inline: Inline, kind: str) -> None:
    if kind == "begin":
        inline.fields.append((False, ""))
    elif kind == "separate" and inline.fields:
        inline.fields[-1] = (True, inline.fields[-1][1])
    elif kind == "end" and inline.fields:
        inline.fields.pop()


def _instruct(inline: Inline, words: str) -> None:
    if inline.fields and not inline.fields[-1][0]:
        inline.fields[-1] = (False, inline.fields[-1][1] + words)


def _is_page(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in PAGE_FIELDS
