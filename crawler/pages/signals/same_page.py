"""When two responses are one page: the words that a reader would see, without what changes with every request."""

import re
from zlib import crc32

UNSEEN = re.compile(rb"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
CHANGING = re.compile(rb"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+|https?://\S+|/[\w./?=&%-]{4,}", re.IGNORECASE)
"""Request ids, counters and moments, and the address that was asked for, which error pages repeat."""
MAX_LENGTH = 500_000
"""Bytes of a page that are looked at."""


def page_sign(page: bytes) -> int:
    """Return a number that two responses share when they show the same words; digits and addresses are folded.

    >>> page_sign(b"<p>Blocked, id 77</p>") == page_sign(b"<div>Blocked, id 4120</div>")
    True
    """
    seen = b" ".join(UNSEEN.sub(b" ", page[:MAX_LENGTH]).split())
    return crc32(b" ".join(CHANGING.sub(b"0", seen).split()))
