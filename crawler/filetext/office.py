"""The text of Word and Excel files (docx, xlsx) and the listing of ZIP files, safe against bombs and entities."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

MOST_XML = 40 * 2**20
"""Bytes that one part of a file may unpack to."""
MOST_PARTS = 200
MOST_CELLS = 200_000
MOST_NAMES = 1000
UTF8_NAMES = 0x800
"""The flag of a ZIP entry whose name is in UTF-8."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET_NAME = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


class OfficeError(Exception):
    """The file is damaged, encrypted, or unpacks to more than it may."""


def docx_text(body: bytes) -> str:
    """Return the paragraphs of a Word file, a line each; the cells of a table row are joined by `` | ``."""
    root = _parse(_open(body), "word/document.xml")
    content = root.find(f"{WORD}body")
    return "\n".join(_blocks(content)) if content is not None else ""


def _blocks(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{WORD}p":
            yield _paragraph(child)
        elif child.tag == f"{WORD}tbl":
            for row in child.iter(f"{WORD}tr"):
                cells = row.findall(f"{WORD}tc")
                yield " | ".join(" ".join(_paragraph(part) for part in cell.iter(f"{WORD}p")).strip() for cell in cells)
        elif child.tag in {f"{WORD}sdt", f"{WORD}sdtContent"}:
            yield from _blocks(child)


def _paragraph(element: etree._Element) -> str:
    parts = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n"}
    words = (part.text or "" if part.tag == f"{WORD}t" else parts.get(str(part.tag), "") for part in element.iter())
    return "".join(words)


def xlsx_text(body: bytes) -> str:
    """Return the rows of all sheets, a line each, cells joined by `` | ``; formulas show their last value."""
    archive = _open(body)
    strings = _shared_strings(archive)
    sheets = sorted(
        (int(found[1]), found[0]) for name in archive.namelist() if (found := SHEET_NAME.fullmatch(name)) is not None
    )
    lines: list[str] = []
    cells_left = MOST_CELLS
    for _, name in sheets[:MOST_PARTS]:
        for row in _parse(archive, name).iter(f"{SHEET}row"):
            cells = [_cell(cell, strings) for cell in row.findall(f"{SHEET}c")]
            cells_left -= len(cells)
            if cells_left < 0:
                return "\n".join(lines)
            lines.append(" | ".join(filter(None, cells)))
    return "\n".join(lines)


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = _parse(archive, "xl/sharedStrings.xml")
    return ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in root.findall(f"{SHEET}si")]


def _cell(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{SHEET}t")).strip()
    value = cell.findtext(f"{SHEET}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)].strip() if value.isdecimal() and int(value) < len(strings) else ""
    return value.strip()


def zip_listing(body: bytes) -> str:
    """Return the names of the files in a ZIP, a line each; nothing is unpacked."""
    archive = _open(body)
    names = (_name(entry) for entry in archive.infolist() if not entry.is_dir())
    return "\n".join(name for name, _ in zip(names, range(MOST_NAMES), strict=False))


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; Chinese Windows writes it in GBK, which zipfile takes for code page 437."""
    if entry.flag_bits & UTF8_NAMES:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _open(body: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(body))
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise OfficeError(f"the file is damaged ({error})") from error


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    # The size in the directory may lie, so what is read is bounded as well.
    try:
        with archive.open(name) as part:
            content = part.read(MOST_XML + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise OfficeError(f"its part {name} cannot be read ({error})") from error
    if len(content) > MOST_XML:
        raise OfficeError(f"its part {name} unpacks to more than {MOST_XML} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise OfficeError(f"its part {name} is no XML ({error})") from error
    if root is None:
        raise OfficeError(f"its part {name} is no XML")
    return root
