"""The text of slides (pptx): the shapes of each visible slide in their order, tables as rows."""

from collections.abc import Iterator

from lxml import etree

from crawler.filetext.fonts import FontCoding, font_coding, joined
from crawler.filetext.package import Package, attribute, child, local
from crawler.filetext.result import Words

CELLS = " | "
MAX_SLIDES = 500
PAGE_FIELDS = frozenset(("slidenum",))


def pptx_text(body: bytes) -> Words:
    """Return the text of slides; notes and hidden slides are not shown.  Raises `FileError`."""
    package = Package(body)
    main = package.main_part("ppt/presentation.xml")
    related = package.relations(main)
    listed = child(package.root(main), "sldIdLst")
    lines: list[str] = []
    hidden = 0
    for entry in list(listed if listed is not None else ())[:MAX_SLIDES]:
        kind, part = related.get(_relation(entry), ("", ""))
        if kind != "slide" or not package.find(part):
            continue
        slide = package.root(part)
        if slide.get("show") in ("0", "false"):
            hidden += 1
            continue
        lines += _blocks(slide)
        lines += _diagrams(package, part)
    note = f"hidden_slides: {hidden} not shown and not read." if hidden else None
    return Words(text="\n".join(lines), note=note)


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")


def _blocks(parent: etree._Element) -> Iterator[str]:
    for element in parent:
        name = local(element)
        if name == "p":
            yield _paragraph(element)
        elif name == "tr":
            yield CELLS.join(filter(None, (" ".join(_blocks(cell)).strip() for cell in element if local(cell) == "tc")))
        elif name == "AlternateContent":
            form = next((form for form in element if local(form) in ("Choice", "Fallback")), None)
            if form is not None:
                yield from _blocks(form)
        else:
            yield from _blocks(element)


def _paragraph(paragraph: etree._Element) -> str:
    spans: list[tuple[str, FontCoding | None]] = []
    for element in paragraph:
        name = local(element)
        if name == "br":
            spans.append(("\n", None))
        elif name == "r" or (name == "fld" and attribute(element, "type") not in PAGE_FIELDS):
            words = child(element, "t")
            font = child(element, "rPr", "latin")
            coding = font_coding(attribute(font, "typeface")) if font is not None else None
            spans.append(((words.text or "") if words is not None else "", coding))
    return joined(spans)


def _diagrams(package: Package, part: str) -> Iterator[str]:
    """Yield the words of a slide's diagrams, which stand in parts of their own."""
    for kind, name in package.relations(part).values():
        if kind == "diagramData" and package.find(name):
            yield from (_paragraph(element) for element in package.root(name).iter("{*}p"))
