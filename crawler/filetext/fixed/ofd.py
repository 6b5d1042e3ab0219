"""The text of OFD, China's standard for fixed pages (GB/T 33190): pages and their templates, line by line."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from crawler.filetext.fixed.layout import Word, lines_of
from crawler.filetext.package import Package, child, local
from crawler.filetext.result import MAX_CHARACTERS, DamagedError, EncryptedError, Words

MAX_PAGES = 300
MAX_STEPS = 20_000
DEFAULT_SIZE = 4.0
"""Millimetres."""


def ofd_text(body: bytes) -> Words:
    """Return the text of an OFD file.  Raises `FileError`."""
    package = Package(body)
    if package.find("Encryptions.xml"):
        raise EncryptedError("it needs a password or a key")
    root_name = package.find("OFD.xml") or "OFD.xml"
    lines: list[str] = []
    size = 0
    for document in package.root(root_name).iter("{*}DocRoot"):
        for line in _document_lines(package, _part(package, root_name, document.text)):
            lines.append(line)
            size += len(line)
            if size > MAX_CHARACTERS:
                return Words(text="\n".join(lines), method="text layer")
    return Words(text="\n".join(lines), method="text layer")


def _part(package: Package, base: str, location: str | None) -> str:
    """Return the name of a part that another one names relative to itself or, with a slash, to the whole."""
    text = (location or "").strip().replace("\\", "/")
    name = (
        text.lstrip("/") if text.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(base), text))
    )
    found = package.find(name) or package.find(text)
    if found is None:
        raise DamagedError(f"its part {name} is missing")
    return found


def _document_lines(package: Package, name: str) -> Iterator[str]:
    root = package.root(name)
    templates = {
        element.get("ID"): element.get("BaseLoc") for element in root.iter("{*}TemplatePage") if element.get("ID")
    }
    read: dict[str, list[Word]] = {}
    pages = child(root, "Pages")
    for page in list(pages if pages is not None else ())[:MAX_PAGES]:
        if local(page) != "Page":
            continue
        content = package.root(_part(package, name, page.get("BaseLoc")))
        words = list(_words(content))
        for template in content.iter("{*}Template"):
            identity = template.get("TemplateID") or ""
            if identity in templates and identity not in read:
                read[identity] = list(_words(package.root(_part(package, name, templates[identity]))))
            words += read.get(identity, [])
        yield from lines_of(words)


def _words(content: etree._Element) -> Iterator[Word]:
    for text in content.iter("{*}TextObject"):
        if text.get("Visible") in ("false", "0"):
            continue
        left, top, _, height = (_numbers(text.get("Boundary")) + [0.0] * 4)[:4]
        matrix = _numbers(text.get("CTM"))
        size = (_numbers(text.get("Size")) or [height or DEFAULT_SIZE])[0]
        x, y = 0.0, 0.0
        for code in (element for element in text if local(element) == "TextCode"):
            x = (_numbers(code.get("X")) or [x])[0]
            y = (_numbers(code.get("Y")) or [y])[0]
            yield from _placed(code, (left, top), (x, y), matrix, size)


def _placed(
    code: etree._Element, corner: tuple[float, float], start: tuple[float, float], matrix: list[float], size: float
) -> Iterator[Word]:
    words = code.text or ""
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x, y = start
    left, base = corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f
    shown_size = size * (abs(d) or abs(b) or 1.0)
    steps = _deltas(code.get("DeltaX"))
    width = (sum(steps[: len(words) - 1]) + size if steps else size * len(words)) * (abs(a) or 1.0)
    yield Word(left=left, right=left + width, base=-base, size=max(shown_size, 0.1), text=words)


def _numbers(value: str | None) -> list[float]:
    try:
        return [float(number) for number in (value or "").split()]
    except ValueError:
        return []


def _deltas(value: str | None) -> list[float]:
    """Return the steps between letters; ``g 3 4.5`` stands for 4.5 three times."""
    parts = (value or "").split()
    steps: list[float] = []
    place = 0
    try:
        while place < len(parts) and len(steps) < MAX_STEPS:
            if parts[place] == "g" and place + 2 < len(parts):
                steps += [float(parts[place + 2])] * min(int(parts[place + 1]), MAX_STEPS)
                place += 3
            else:
                steps.append(float(parts[place]))
                place += 1
    except ValueError:
        return []
    return steps
