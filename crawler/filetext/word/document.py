"""The text of a Word file: headers, body, notes and footers, a line a paragraph, a line a row of a table."""

from collections.abc import Iterable, Iterator

from lxml import etree

from crawler.filetext.package import Package, attribute, child, local, parse_xml
from crawler.filetext.result import NoTextError, Words
from crawler.filetext.word.numbering import Numbering
from crawler.filetext.word.paragraphs import ParagraphReader
from crawler.filetext.word.styles import Styles, is_on

CELLS = " | "
MAX_PARTS = 60
MAX_PARAGRAPHS = 200_000
WRAPPERS = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "sect", "sub-section", "footnote", "endnote")
)
"""Elements around blocks that say nothing themselves."""


def docx_text(body: bytes) -> Words:
    """Return the text of a Word file.  Raises `FileError`."""
    package = Package(body)
    main = package.main_part("word/document.xml")
    root = package.root(main)
    parts = _parts(package, main)
    reader = DocumentReader(parts.get("styles", [None])[0], parts.get("numbering", [None])[0])
    content = child(root, "body")
    lines = list(reader.blocks(content)) if content is not None else []
    headers = _edges(reader, parts.get("header", []))
    notes = _edges(reader, [*parts.get("footnotes", []), *parts.get("endnotes", [])])
    footers = _edges(reader, parts.get("footer", []))
    return Words(text="\n".join([*headers, *lines, *notes, *footers]))


def wordml_text(body: bytes) -> Words:
    """Return the text of Word's XML of 2003, or of a docx written as one XML file.  Raises `FileError`."""
    root = parse_xml(body, "document")
    document = next((found for found in root.iter("{*}document", "{*}wordDocument")), None)
    content = child(document, "body")
    if content is None:
        raise NoTextError("its XML holds no document")
    styles = next((found for found in root.iter("{*}styles")), None)
    numbering = next((found for found in root.iter("{*}numbering")), None)
    return Words(text="\n".join(DocumentReader(styles, numbering).blocks(content)))


def _parts(package: Package, main: str) -> dict[str, list[etree._Element]]:
    """Return the roots of the parts beside the body, by the last word of their relationship."""
    wanted = ("styles", "numbering", "header", "footer", "footnotes", "endnotes")
    found: dict[str, list[etree._Element]] = {}
    related = sorted(package.relations(main).values(), key=lambda item: item[1])
    for kind, name in [item for item in related if item[0] in wanted][:MAX_PARTS]:
        if package.find(name):
            found.setdefault(kind, []).append(package.root(name))
    return found


def _edges(reader: "DocumentReader", parts: Iterable[etree._Element]) -> list[str]:
    """Return the lines of headers, footers or notes, each once: every section repeats them."""
    lines: dict[str, None] = {}
    for part in parts:
        for line in reader.blocks(part):
            if line.strip():
                lines.setdefault(line)
    return list(lines)


class DocumentReader:
    """Reads the blocks of one document in their order: numbers of lists and open fields go on from one to the next."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering, self._styles)
        self._paragraphs = ParagraphReader(self._styles)
        self._fields: list[tuple[bool, str]] = []
        self._left = MAX_PARAGRAPHS

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of a part, a cell or a text box."""
        held = ""
        """The words of a paragraph whose end is deleted: those of the next stand behind them."""
        for element in _block_elements(parent):
            if self._left <= 0:
                return
            if local(element) == "tbl":
                yield from self._table(element)
                continue
            self._left -= 1
            text, boxes, is_joined = self._paragraph(element)
            if is_joined:
                held += text
            else:
                yield held + text
                held = ""
            for box in boxes:
                yield from self.blocks(box)
        if held:
            yield held

    def _paragraph(self, element: etree._Element) -> tuple[str, list[etree._Element], bool]:
        properties = child(element, "pPr")
        style = self._styles.paragraph_style(properties)
        inline = self._paragraphs.read(element, style, self._fields)
        text = inline.text()
        is_joined = child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None
        # A paragraph that is deleted whole is no longer counted.
        label = self._numbering.label(properties, style) if text.strip() or not is_joined else ""
        return label + text if text.strip() else text, inline.boxes, is_joined

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _inside(table, "tr"):
            if child(row, "trPr", "del") is not None or is_on(child(row, "trPr", "hidden")):
                continue
            cells = [self._cell(cell) for cell in _inside(row, "tc")]
            if len(cells) == 1:
                yield from cells[0]  # a frame around paragraphs
            else:
                yield CELLS.join(filter(None, (" ".join(filter(None, cell)) for cell in cells)))

    def _cell(self, cell: etree._Element) -> list[str]:
        merged = child(cell, "tcPr", "vMerge")
        lines = [line.strip() for line in self.blocks(cell)]
        is_continued = merged is not None and (attribute(merged, "val") or "continue") == "continue"
        return [] if is_continued and not any(lines) else lines


def _block_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name in WRAPPERS:
            if attribute(element, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                yield from _block_elements(element)
        elif name == "AlternateContent":
            form = next((form for form in element if local(form) in ("Choice", "Fallback")), None)
            if form is not None:
                yield from _block_elements(form)


def _inside(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls and insertions too."""
    for element in parent:
        if local(element) == wanted:
            yield element
        elif local(element) in WRAPPERS:
            yield from _inside(element, wanted)
