"""The fields of a page before and after a transformation, and the share of pages on which they hold."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from crawler.items import Document
from crawler.normalise.document import normalise
from crawler.normalise.text.charset import decode_page
from crawler.pages import read_page
from tests.pages.metamorphic.markup import MARKUP, drop_meta
from tests.pages.metamorphic.moves import MOVES, places

FIELDS = ("title", "date", "views", "number", "body", "source", "author")
TARGETS = {"title": 0.99, "date": 0.99, "views": 0.99, "number": 0.99, "body": 0.98, "source": 0.98, "author": 0.98}
SAME_BODY = 0.97
"""F1 of the text's pairs of letters from which it is the same text."""
NOW = datetime(2026, 6, 1, tzinfo=UTC)
_NAMES = {"date": "published_at", "number": "document_number", "body": "body_text"}
_METADATA = ("meta:", "json-ld", "microdata", "founder:")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Page:
    """One page of a set."""

    name: str
    content: bytes
    language: str
    url: str


@dataclass
class Tally:
    """How often a field held under a transformation, and where it did not."""

    held: int = 0
    asked: int = 0
    broken: list[str] = field(default_factory=list)


Table = dict[str, dict[str, Tally]]
"""Transformation → field → tally."""


def variants(page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the transformed pages, each with its transformation's name; what changes nothing is left out."""
    text = decode_page(page.content, None, page.language).text
    for change in MARKUP:
        changed = change(text, page.language)
        if changed != text:
            yield change.__name__, _utf8(changed)
    for move in MOVES:
        moved = move(places(page.content, page.language, page.url)[0], page.language)
        if moved is not None:
            yield move.__name__, _utf8(moved)
    if page.language == "zh":
        yield "other_charset", _redeclared(text, "gb18030").encode("gb18030", "replace")
    else:
        yield "other_charset", _redeclared(text, "utf-8").encode("utf-8-sig")


def tally(pages: Iterable[Page]) -> Table:
    """Return the table of a set of pages."""
    table: Table = defaultdict(lambda: defaultdict(Tally))
    for page in pages:
        before = _read(page, page.content)
        for name, content in variants(page):
            after = _read(page, content)
            for field_name in FIELDS:
                _count(table[name][field_name], page, field_name, name, before, after)
    return table


def says(page: Page, name: str) -> bool:
    """Tell whether a page, as it is, says something of a field."""
    return getattr(_read(page, page.content), _NAMES.get(name, name)) is not None


def _count(found: Tally, page: Page, name: str, change: str, before: Document, after: Document) -> None:
    key = _NAMES.get(name, name)
    was, now = getattr(before, key), getattr(after, key)
    if was is None and now is None:
        return
    if change == drop_meta.__name__ and before.provenance.get(key, "").startswith(_METADATA):
        return  # nothing else of the page says it
    found.asked += 1
    if _same(name, was, now):
        found.held += 1
    else:
        found.broken.append(f"{page.name}: {str(was)[:60]!r} became {str(now)[:60]!r}")


def _read(page: Page, content: bytes) -> Document:
    return normalise(read_page(url=page.url, content=content, language=page.language), now=NOW)


def _same(name: str, was: object, now: object) -> bool:
    if name == "body":
        return body_f1(str(was or ""), str(now or "")) >= SAME_BODY
    return _plain(was) == _plain(now)


def _plain(value: object) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(value)))


def body_f1(was: str, now: str) -> float:
    """Return the harmonic mean of precision and recall of the pairs of neighbouring letters."""
    one, other = (Counter(map("".join, pairwise(text))) for text in (_plain(was), _plain(now)))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else float(not one and not other)


def _utf8(text: str) -> bytes:
    return _redeclared(text, "utf-8").encode("utf-8", "replace")


def _redeclared(text: str, charset: str) -> str:
    return re.sub(r"(?i)(<meta\b[^>]*charset\s*=\s*[\"']?)[\w-]+", rf"\g<1>{charset}", text)
