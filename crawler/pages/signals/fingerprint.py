"""The fingerprint of a kind of page's markup, reduced to a small signature that two runs can be compared by.

A page's fingerprint is the set of its tags with their attributes, classes and ids, digits folded: words change with
every article, these only with a redesign.  The signature (MinHash) is the smallest hashes of that set, from which the
share that two fingerprints have in common can be estimated without keeping either.
"""

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

ELEMENT = re.compile(rb"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
ATTRIBUTE = re.compile(rb"""\s([a-z][\w-]*)\s*=""")
NAMES = re.compile(rb"""\b(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
DIGITS = re.compile(rb"[0-9a-f]{8}[0-9a-f_-]*|\d+", re.IGNORECASE)
SIZE = 128
"""Hashes kept; the estimate of a share is then right within about a tenth."""
MAX_LENGTH = 500_000
"""Bytes of a page that are looked at."""


def fingerprint_of(page: bytes) -> frozenset[int]:
    """Return the hashes of what a page's markup is made of."""
    marks = set()
    for tag, attributes in set(ELEMENT.findall(page[:MAX_LENGTH])):  # most elements of a page are repeated
        marks.add(tag.lower() + b"[" + b",".join(sorted(set(ATTRIBUTE.findall(attributes.lower())))) + b"]")
        for names in NAMES.findall(attributes):
            for name in b" ".join(names).split():
                marks.add(tag.lower() + b"." + DIGITS.sub(b"0", name))
    return frozenset(crc32(mark) for mark in marks)


def common_fingerprint(fingerprints: Iterable[frozenset[int]]) -> frozenset[int]:
    """Return what most of several pages have in common: the frame, without what single articles bring."""
    pages = list(fingerprints)
    counts: dict[int, int] = {}
    for page in pages:
        for mark in page:
            counts[mark] = counts.get(mark, 0) + 1
    return frozenset(mark for mark, count in counts.items() if 2 * count > len(pages))


def signature_of(fingerprint: frozenset[int]) -> tuple[int, ...]:
    """Return the smallest hashes of a fingerprint, in order."""
    return tuple(sorted(fingerprint)[:SIZE])


PAGE_SIZE = 32
"""Hashes kept of a single page, to tell whether it still has the template that it had."""
SAME_TEMPLATE = 0.5
"""Share of the fingerprint below which a page was made by another template."""


def page_signature(page: bytes) -> tuple[int, ...]:
    """Return the smallest hashes of one page's fingerprint, few enough to keep with every article."""
    return tuple(sorted(fingerprint_of(page))[:PAGE_SIZE])


def is_other_template(before: Sequence[int], after: Sequence[int]) -> bool:
    """Return whether two page signatures are of different templates; False where one is missing."""
    if not before or not after:
        return False
    first, second = set(before), set(after)
    smallest = set(sorted(first | second)[:PAGE_SIZE])
    return len(smallest & first & second) < SAME_TEMPLATE * len(smallest)


def similarity(one: Iterable[int], other: Iterable[int]) -> float:
    """Return the share, 0 to 1, that two fingerprints have in common, estimated from their signatures.

    >>> similarity((1, 2, 3, 4), (1, 2, 3, 5))
    0.6
    """
    first, second = set(one), set(other)
    smallest = set(sorted(first | second)[:SIZE])
    return len(smallest & first & second) / len(smallest) if smallest else 1.0
