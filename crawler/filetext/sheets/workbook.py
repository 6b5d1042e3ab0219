"""The text of an Excel file: its visible sheets in their order, a line a row, the cells joined by `` | ``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from crawler.filetext.fonts import FontCoding, font_coding, from_font
from crawler.filetext.package import Package, attribute, child, local
from crawler.filetext.result import MAX_CHARACTERS, DamagedError, Words
from crawler.filetext.sheets.number_formats import BUILT_IN, iso, shown

CELLS = " | "
MAX_SHEETS = 200
MAX_CELLS = 200_000
MAX_STRINGS = 400_000
GENERAL = "General"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True)
class Style:
    """How cells of one style are shown."""

    code: str
    """Of the format of numbers."""
    coding: FontCoding | None = None
    """Of the font."""


PLAIN = Style(GENERAL)


class Workbook:
    """What the cells of all sheets need: shared strings, formats, the first day."""

    def __init__(self, package: Package) -> None:
        self.package = package
        main = package.main_part("xl/workbook.xml")
        root = package.root(main)
        related = package.relations(main)
        properties = child(root, "workbookPr")
        self.from_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true", "on")
        self.strings = list(_strings(package, _related(package, related, "sharedStrings")))
        self.styles = _styles(package, _related(package, related, "styles"))
        self.sheets = list(_sheets(package, root, related))

    def shown(self, cell: etree._Element) -> str:
        """Return what a cell shows, its words in Unicode where its font has codes of its own."""
        return from_font(self._value(cell), self._style(cell).coding)

    def _style(self, cell: etree._Element) -> Style:
        number = cell.get("s") or "0"
        return self.styles[int(number)] if number.isdecimal() and int(number) < len(self.styles) else PLAIN

    def _value(self, cell: etree._Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _rich_text(child(cell, "is"))
        raw = child(cell, "v")
        value = (raw.text or "").strip() if raw is not None else ""
        if kind == "s":
            return self.strings[int(value)] if value.isdecimal() and int(value) < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind == "d":
            return _iso_value(value)
        return self._number(value, self._style(cell).code) if kind == "n" else raw.text or "" if raw is not None else ""

    def _number(self, value: str, code: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        return shown(number, code, from_1904=self.from_1904)


def xlsx_text(body: bytes) -> Words:
    """Return the text of an Excel file; formulas show their last value.  Raises `FileError`."""
    workbook = Workbook(Package(body))
    visible = [sheet for sheet in workbook.sheets if not sheet.is_hidden]
    hidden = [sheet.name for sheet in workbook.sheets if sheet.is_hidden]
    if not workbook.sheets:
        raise DamagedError("its workbook names no sheet that is there")
    lines: list[str] = []
    cells_left, size = MAX_CELLS, 0
    for sheet in visible[:MAX_SHEETS]:
        start = len(lines)
        for row in workbook.package.elements(sheet.part, "row"):
            cells = [cell for cell in row if local(cell) == "c"]
            cells_left -= len(cells)
            if cells_left < 0 or size > MAX_CHARACTERS:
                return Words(text="\n".join(lines), note="cut: the workbook has more cells than are read.")
            lines.append(CELLS.join(filter(None, (_one_line(workbook.shown(cell)) for cell in cells))))
            size += len(lines[-1])
        if len(visible) > 1 and any(lines[start:]):
            lines.insert(start, sheet.name)
    note = f"hidden_sheets: not shown and not read are {', '.join(hidden)}." if hidden else None
    return Words(text="\n".join(lines), note=note)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _related(package: Package, related: dict[str, tuple[str, str]], kind: str) -> str | None:
    named = next((name for found, name in related.values() if found == kind and package.find(name)), None)
    return named or package.find(f"xl/{kind}.xml")


def _sheets(package: Package, root: etree._Element, related: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    listed = child(root, "sheets")
    for element in listed if listed is not None else ():
        kind, part = related.get(_relation(element), ("", ""))
        if kind == "worksheet" and package.find(part):
            yield Sheet(element.get("name") or "", part, element.get("state") in ("hidden", "veryHidden"))


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


def _strings(package: Package, part: str | None) -> Iterator[str]:
    if part is None:
        return
    for number, item in enumerate(package.elements(part, "si")):
        if number >= MAX_STRINGS:
            return
        yield _rich_text(item)


def _rich_text(item: etree._Element | None) -> str:
    """Return the words of a string, its phonetic guide (rPh) left out."""
    if item is None:
        return ""
    pieces = []
    for element in item:
        if local(element) == "t":
            pieces.append(element.text or "")
        elif local(element) == "r":
            words = child(element, "t")
            pieces.append((words.text or "") if words is not None else "")
    return "".join(pieces)


def _styles(package: Package, part: str | None) -> list[Style]:
    """Return the styles of cells by their place."""
    if part is None:
        return []
    root = package.root(part)
    own = {element.get("numFmtId"): attribute(element, "formatCode") or "" for element in root.iter("{*}numFmt")}
    listed = child(root, "fonts")
    codings = [_coding(font) for font in listed] if listed is not None else []
    found = []
    styles = child(root, "cellXfs")
    for style in styles if styles is not None else ():
        number, font = style.get("numFmtId") or "0", style.get("fontId") or ""
        built_in = BUILT_IN.get(int(number), GENERAL) if number.isdecimal() and len(number) < 6 else GENERAL
        coding = codings[int(font)] if font.isdecimal() and int(font) < len(codings) else None
        found.append(Style(own.get(number) or built_in, coding))
    return found


def _coding(font: etree._Element) -> FontCoding | None:
    name = child(font, "name")
    return font_coding(attribute(name, "val")) if name is not None else None


def _iso_value(value: str) -> str:
    try:
        return iso(datetime.fromisoformat(value).replace(tzinfo=None))
    except ValueError:
        return value
