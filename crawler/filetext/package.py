"""A ZIP that holds a document (Office, OpenDocument, OFD): its parts within limits, its XML without entities."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from urllib.parse import unquote

from lxml import etree

from crawler.filetext.result import DamagedError, TooLargeError

MAX_XML = 24 * 2**20
"""Bytes of one part that is read as a tree, which takes ten times as much."""
MAX_STREAMED = 96 * 2**20
"""Bytes of one part that is read piece by piece."""
MAX_UNPACKED = 160 * 2**20
"""Bytes of all parts that are read."""
SUSPECT = 4 * 2**20
MAX_RATIO = 300
"""Times its packed size that a part above SUSPECT bytes may have; real sheets stay below 100."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError)
"""What `zipfile` raises on bytes that are no sound ZIP."""
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Package:
    """The parts of one file, by name."""

    def __init__(self, body: bytes) -> None:
        """Open *body*; raises `DamagedError`."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(body))
        except BROKEN as error:
            raise DamagedError(f"it is no sound ZIP ({error})") from error
        self.names = frozenset(self._archive.namelist())
        self._by_lower_name = {_folded(name): name for name in self._archive.namelist()}
        self._left = MAX_UNPACKED

    def find(self, name: str) -> str | None:
        """Return a part's name as it is written, whatever its case, or None."""
        return self._by_lower_name.get(_folded(name))

    def read(self, name: str, most: int = MAX_XML) -> bytes:
        """Return a part's content, of at most *most* bytes."""
        try:
            with self.open(name) as part:
                # The size in the directory may lie, so what is read is bounded as well.
                content = part.read(most + 1)
        except BROKEN as error:
            raise DamagedError(f"its part {name} cannot be read ({error})") from error
        if len(content) > most:
            raise TooLargeError(f"its part {name} unpacks to more than {most} bytes")
        self._left -= len(content)
        return content

    def open(self, name: str) -> IO[bytes]:
        """Open a part that is to be read piece by piece."""
        found = self.find(name)
        if found is None:
            raise DamagedError(f"its part {name} is missing")
        entry = self._archive.getinfo(found)
        if entry.file_size > min(MAX_STREAMED, self._left):
            raise TooLargeError(f"its part {name} unpacks to {entry.file_size} bytes")
        if entry.file_size > SUSPECT and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise TooLargeError(f"its part {name} unpacks to {entry.file_size} bytes from {entry.compress_size}")
        try:
            return self._archive.open(entry)
        except RuntimeError as error:  # what zipfile raises for a member with a password
            raise DamagedError(f"its part {name} cannot be read ({error})") from error
        except BROKEN as error:
            raise DamagedError(f"its part {name} cannot be read ({error})") from error

    def root(self, name: str) -> etree._Element:
        """Return the root of a part's XML."""
        return parse_xml(self.read(name), name)

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements of a large part whose local name is one of *tags*, each emptied when the next is asked."""
        part = _Bounded(self.open(name), name)
        wanted = tuple(f"{{*}}{tag}" for tag in tags)
        events = etree.iterparse(
            part, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise DamagedError(f"its part {name} is no XML ({error})") from error
        except BROKEN as error:
            raise DamagedError(f"its part {name} cannot be read ({error})") from error
        finally:
            self._left -= part.taken

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return a part's relationships: id → (the last word of its type, the name of the other part)."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.find(listing) is None:
            return {}
        found = {}
        for relation in self.root(listing).iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = unquote(relation.get("Target") or "").replace("\\", "/")
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], whole)
        return found

    def main_part(self, usual: str) -> str:
        """Return the name of the part that the package says is the document; *usual* where it does not say."""
        targets = (target for kind, target in self.relations("").values() if kind == "officeDocument")
        return next((target for target in targets if self.find(target)), usual)


def _folded(name: str) -> str:
    """Return a part's name in small letters; some programs write its folders with backslashes."""
    return name.replace("\\", "/").lower().lstrip("/")


class _Bounded:
    """A stream that refuses to give more than `MAX_STREAMED` bytes."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size if size > 0 else 2**16)
        self.taken += len(content)
        if self.taken > MAX_STREAMED:
            raise TooLargeError(f"its part {self._name} unpacks to more than {MAX_STREAMED} bytes")
        return content


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Return the root of an XML text, entities and addresses in it not followed; raises `DamagedError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedError(f"its part {name} is no XML ({error})") from error
    if root is None:
        raise DamagedError(f"its part {name} is no XML")
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, which the strict form writes in another way."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the attribute of that local name."""
    value = element.get(name)
    if value is not None:
        return value
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), None)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the element at the end of a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part) == name), None)
    return element
