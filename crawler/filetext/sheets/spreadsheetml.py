"""Excel's XML of 2003, which systems give out under the name of .xls."""

from datetime import datetime

from lxml import etree

from crawler.filetext.package import attribute, child, local, parse_xml
from crawler.filetext.result import NoTextError, Words
from crawler.filetext.sheets.number_formats import iso, shown
from crawler.filetext.sheets.workbook import CELLS, MAX_CELLS

NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "Scientific": "0.00E+00",
    "Short Time": "h:mm",
    "Medium Time": "h:mm AM/PM",
    "Long Time": "h:mm:ss",
}
MAX_ANCESTORS = 10
EPOCH = datetime(1899, 12, 30)


def spreadsheetml_text(body: bytes) -> Words:
    """Return the rows of all visible sheets.  Raises `FileError`."""
    root = parse_xml(body, "workbook")
    if local(root) != "Workbook":
        raise NoTextError("its XML holds no workbook")
    formats = _formats(root)
    lines: list[str] = []
    sheets = [element for element in root if local(element) == "Worksheet"]
    visible = [sheet for sheet in sheets if not _is_hidden(sheet)]
    hidden = [attribute(sheet, "Name") or "" for sheet in sheets if _is_hidden(sheet)]
    cells_left = MAX_CELLS
    for sheet in visible:
        start = len(lines)
        for row in sheet.iter("{*}Row"):
            cells = [cell for cell in row if local(cell) == "Cell"]
            cells_left -= len(cells)
            if cells_left < 0:
                return Words(text="\n".join(lines), note="cut: the workbook has more cells than are read.")
            lines.append(CELLS.join(filter(None, (_shown(cell, formats) for cell in cells))))
        if len(visible) > 1 and any(lines[start:]):
            lines.insert(start, attribute(sheet, "Name") or "")
    note = f"hidden_sheets: not shown and not read are {', '.join(hidden)}." if hidden else None
    return Words(text="\n".join(lines), note=note)


def _is_hidden(sheet: etree._Element) -> bool:
    visible = child(sheet, "WorksheetOptions", "Visible")
    return visible is not None and (visible.text or "").startswith("SheetHidden")


def _formats(root: etree._Element) -> dict[str, str]:
    """Return the number format of each style, by its id; a style without one takes its parent's."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in root.iter("{*}Style"):
        name = attribute(style, "ID") or ""
        form = child(style, "NumberFormat")
        if form is not None and attribute(form, "Format"):
            own[name] = attribute(form, "Format") or ""
        elif form is None and attribute(style, "Parent"):
            parents[name] = attribute(style, "Parent") or ""
    for name in parents:
        ancestor, steps = name, 0
        while ancestor in parents and steps < MAX_ANCESTORS:
            ancestor, steps = parents[ancestor], steps + 1
        own[name] = own.get(ancestor, "General")
    return own


def _shown(cell: etree._Element, formats: dict[str, str]) -> str:
    data = child(cell, "Data")
    if data is None:
        return ""
    text = " ".join("".join(str(piece) for piece in data.itertext()).split())
    kind = attribute(data, "Type")
    code = formats.get(attribute(cell, "StyleID") or "", "General")
    if kind == "DateTime":
        return _date(text, code)
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if kind == "Number":
        try:
            return shown(float(text), NAMED.get(code, code))
        except ValueError:
            return text
    return text


def _date(text: str, code: str) -> str:
    try:
        when = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
    if code == "General" or code.endswith(" Date"):
        return iso(when)
    serial = (when - EPOCH).total_seconds() / 86400
    return shown(serial, NAMED.get(code, code)) if serial >= 60 else iso(when)
