"""The text of an OpenDocument file: paragraphs, rows as they are shown, headers and footers."""

from collections.abc import Iterator

from lxml import etree

from crawler.filetext.fonts import FontCoding, joined
from crawler.filetext.opendocument.lists import Lists
from crawler.filetext.opendocument.styles import Styles, list_styles
from crawler.filetext.package import Package, attribute, child, local, parse_xml
from crawler.filetext.result import DamagedError, EncryptedError, Words

CELLS = " | "
MAX_PARAGRAPHS = 200_000
MAX_SPACES = 100
PACKED = b"PK"
LEFT_OUT = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "ruby-text", "forms", "sequence-decls", "note-citation",
     "page-number", "page-count", "notes", "settings", "desc", "title", "event-listeners")
)  # fmt: skip
LETTERS = {"tab": "\t", "line-break": "\n"}
APART = frozenset(("text-box", "note-body"))
"""What hangs on a paragraph, but stands apart from its words."""

Spans = list[tuple[str, FontCoding | None]]


def opendocument_text(body: bytes) -> Words:
    """Return the text of an OpenDocument file; hidden sheets are named in the note.  Raises `FileError`."""
    content, styles = _parts(body)
    main = child(content, "body")
    if main is None:
        raise DamagedError("its content has no body")
    roots = [content] if styles is None or styles is content else [content, styles]
    reader = _Reader(Styles(roots), Lists(list_styles(roots)))
    lines = [line for _, line in zip(range(MAX_PARAGRAPHS), reader.blocks(main), strict=False)]
    headers, footers = _edges(reader, child(styles, "master-styles"))
    note = f"hidden_sheets: not shown and not read are {', '.join(reader.hidden)}." if reader.hidden else None
    return Words(text="\n".join([*headers, *lines, *footers]), note=note)


def _parts(body: bytes) -> tuple[etree._Element, etree._Element | None]:
    """Return the root of the content and that of the styles; a flat file is both in one."""
    if not body.startswith(PACKED):
        whole = parse_xml(body, "document")
        return whole, whole
    package = Package(body)
    _refuse_encrypted(package)
    return package.root("content.xml"), package.root("styles.xml") if package.find("styles.xml") else None


def _refuse_encrypted(package: Package) -> None:
    if package.find("META-INF/manifest.xml"):
        manifest = package.root("META-INF/manifest.xml")
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise EncryptedError("it needs a password")


def _edges(reader: "_Reader", masters: etree._Element | None) -> tuple[list[str], list[str]]:
    found: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
    for element in masters.iter() if masters is not None else ():
        kind = local(element).removesuffix("-first").removesuffix("-left")
        if kind in found and attribute(element, "display") != "false":
            found[kind] |= dict.fromkeys(line for line in reader.blocks(element) if line.strip())
    return list(found["header"]), list(found["footer"])


class _Reader:
    """Reads the blocks of one document in their order."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self.hidden: list[str] = []

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the lines of a part."""
        for element in parent:
            name = local(element)
            if name in LEFT_OUT:
                continue
            if name in ("p", "h"):
                yield from self._paragraph(element)
            elif name == "table-row":
                row = self._row(element)
                if row:
                    yield row
            elif name == "list":
                yield from self._list(element, attribute(element, "style-name") or "", 1)
            elif name == "table" and self._styles.is_hidden(element):
                self.hidden.append(attribute(element, "name") or "")
            else:
                yield from self.blocks(element)

    def _list(self, element: etree._Element, style: str, depth: int) -> Iterator[str]:
        self._lists.begin(element, style, depth)
        for item in element:
            label = self._lists.label(item, style, depth)
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, attribute(part, "style-name") or style, depth + 1)
                    continue
                lines = self._paragraph(part) if local(part) in ("p", "h") else self.blocks(part)
                for line in lines:
                    yield label + line
                    label = ""

    def _paragraph(self, element: etree._Element) -> Iterator[str]:
        apart: list[etree._Element] = []
        spans: Spans = []
        self._words(element, self._styles.coding(attribute(element, "style-name"), None), spans, apart)
        yield joined(spans)
        for box in apart:
            yield from self.blocks(box)

    def _row(self, row: etree._Element) -> str:
        # Repeated cells and rows are said once: what is repeated thousands of times is empty.
        cells = (cell for cell in row if local(cell) == "table-cell")
        return CELLS.join(filter(None, (" ".join(" ".join(self.blocks(cell)).split()) for cell in cells)))

    def _words(
        self, parent: etree._Element, coding: FontCoding | None, spans: Spans, apart: list[etree._Element]
    ) -> None:
        spans.append((parent.text or "", coding))
        for element in parent:
            name = local(element)
            if name == "s":
                count = attribute(element, "c") or "1"
                spans.append((" " * (min(int(count), MAX_SPACES) if count.isdecimal() else 1), coding))
            elif name in LETTERS:
                spans.append((LETTERS[name], coding))
            elif name in APART:
                apart.append(element)
            elif name and name not in LEFT_OUT:
                own = self._styles.coding(attribute(element, "style-name"), coding) if name == "span" else coding
                self._words(element, own, spans, apart)
            spans.append((element.tail or "", coding))
