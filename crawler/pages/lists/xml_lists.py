"""Lists that come as XML: feeds, site maps, data stores whose records hold markup, and any repeated element."""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.normalise.text.clean import clean_line
from crawler.pages.lists.rows import ListItem

LARGEST = 50 * 2**20
"""Bytes of a site map, unpacked."""
RECORD = re.compile(r"<record(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL)
TITLES = ("title", "name", "subject", "tieude", "headline")
LINKS = ("link", "url", "href", "loc", "guid", "id")
DATES = ("pubdate", "published", "updated", "date", "lastmod", "time", "publishtime", "created")


@dataclass(frozen=True, kw_only=True)
class XmlList:
    """What one XML answer says."""

    kind: str
    """``feed``, ``sitemap``, ``sitemap_index``, ``store`` (records of markup) or ``xml``."""
    rows: tuple[ListItem, ...] = ()
    markup: str = ""
    """The records of a store, as HTML."""
    site_maps: tuple[str, ...] = ()


def unpacked(content: bytes) -> bytes:
    """Return the bytes of a file that may be gzipped; what cannot be unpacked comes back as it is."""
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return zlib.decompressobj(wbits=31).decompress(content, LARGEST)
    except (zlib.error, gzip.BadGzipFile):
        return content


def looks_like_xml(content: bytes) -> bool:
    """Whether bytes are XML and no HTML page."""
    head = content[:600].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<datastore", b"<rdf")):
        return True
    return head.startswith(b"<?xml") and b"<html" not in head and b"<!doctype html" not in head


def read_xml(content: bytes, url: str) -> XmlList | None:
    """Read a list from XML; None where there is none in it."""
    if b"<recordset" in content[:4_000].lower() or b"<record>" in content:
        text = content.decode("utf-8", "replace")
        return XmlList(kind="store", markup="\n".join(RECORD.findall(text)))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    name = _name(root)
    if name == "sitemapindex":
        maps = [(_child(entry, ("loc",)) or "") for entry in root]
        return XmlList(kind="sitemap_index", site_maps=tuple(repaired_address(one, url) for one in maps if one))
    repeated = _repeated(root)
    rows = tuple(row for element in repeated if (row := _row(element, url)) is not None)
    kind = {"urlset": "sitemap", "rss": "feed", "feed": "feed", "rdf": "feed"}.get(name, "xml")
    return XmlList(kind=kind, rows=rows)


def _repeated(root: _Element) -> Iterator[_Element]:
    """Yield the elements that an address stands in and that there are most of."""
    names = Counter(_name(element) for element in root.iter("*") if _child(element, LINKS) is not None)
    names.pop(_name(root), None)
    names.pop("channel", None)
    if names:
        common = names.most_common(1)[0][0]
        yield from (element for element in root.iter("*") if _name(element) == common)


def _row(element: _Element, url: str) -> ListItem | None:
    address = _child(element, LINKS)
    if not address:
        return None
    title = _child(element, TITLES)
    return ListItem(
        url=repaired_address(address, url), title=clean_line(title) if title else None, date_raw=_child(element, DATES)
    )


def _child(element: _Element, names: tuple[str, ...]) -> str | None:
    """Return what the first child of one of *names* says, or its ``href``."""
    for name in names:
        for child in element:
            if isinstance(child.tag, str) and _name(child) == name:
                text = "".join(str(piece) for piece in child.itertext()).strip() or child.get("href") or ""
                if text and not (name in {"guid", "id"} and not text.startswith(("http", "/"))):
                    return text
    return None


def _name(element: _Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
