"""The text of OpenDocument files (odt, ods, odp): paragraphs, rows as they are shown, headers and footers."""

from collections.abc import Iterator

from lxml import etree

from crawler.filetext.package import Package, attribute, child, local
from crawler.filetext.result import DamagedError, EncryptedError, Words

CELLS = " | "
MOST_PARAGRAPHS = 200_000
MOST_SPACES = 100
LEFT_OUT = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "ruby-text", "forms", "sequence-decls", "note-citation",
     "page-number", "page-count", "notes", "settings", "desc", "title", "event-listeners")
)  # fmt: skip
LETTERS = {"tab": "\t", "line-break": "\n"}
APART = frozenset(("text-box", "note-body"))
"""What hangs on a paragraph, but stands apart from its words."""


def opendocument_text(body: bytes) -> Words:
    """Return the text of an OpenDocument file.  Raises `FileError`."""
    package = Package(body)
    _refuse_encrypted(package)
    content = child(package.root("content.xml"), "body")
    if content is None:
        raise DamagedError("its content has no body")
    lines = [line for _, line in zip(range(MOST_PARAGRAPHS), _blocks(content), strict=False)]
    headers, footers = _edges(package)
    return Words(text="\n".join([*headers, *lines, *footers]))


def _refuse_encrypted(package: Package) -> None:
    if package.find("META-INF/manifest.xml"):
        manifest = package.root("META-INF/manifest.xml")
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise EncryptedError("it needs a password")


def _edges(package: Package) -> tuple[list[str], list[str]]:
    if not package.find("styles.xml"):
        return [], []
    masters = child(package.root("styles.xml"), "master-styles")
    found: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
    for element in masters.iter() if masters is not None else ():
        kind = local(element).removesuffix("-first").removesuffix("-left")
        if kind in found and attribute(element, "display") != "false":
            found[kind] |= dict.fromkeys(line for line in _blocks(element) if line.strip())
    return list(found["header"]), list(found["footer"])


def _blocks(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        name = local(element)
        if name in LEFT_OUT:
            continue
        if name in ("p", "h"):
            apart: list[etree._Element] = []
            yield "".join(_words(element, apart))
            for box in apart:
                yield from _blocks(box)
        elif name == "table-row":
            row = _row(element)
            if row:
                yield row
        else:
            yield from _blocks(element)


def _row(row: etree._Element) -> str:
    # Repeated cells and rows are said once: what is repeated thousands of times is empty.
    cells = (cell for cell in row if local(cell) == "table-cell")
    return CELLS.join(filter(None, (" ".join(" ".join(_blocks(cell)).split()) for cell in cells)))


def _words(parent: etree._Element, apart: list[etree._Element]) -> Iterator[str]:
    yield parent.text or ""
    for element in parent:
        name = local(element)
        if name == "s":
            count = attribute(element, "c") or "1"
            yield " " * (min(int(count), MOST_SPACES) if count.isdecimal() else 1)
        elif name in LETTERS:
            yield LETTERS[name]
        elif name in APART:
            apart.append(element)
        elif name and name not in LEFT_OUT:
            yield from _words(element, apart)
        yield element.tail or ""
