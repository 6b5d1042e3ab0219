"""What a version of an article is made of, and when two readings mean the same.

Only meaning makes a version.  View counts, images, the page's own markup and the stamp of the last update are no
meaning, nor is the way lines are broken or a date that the page gives relative to the day it was read on.
"""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from crawler.archive.db.numbers import new_id
from crawler.document_fields import FIELDS
from crawler.items import Attachment, Document
from crawler.normalise.dates.precision import is_same_moment
from crawler.normalise.file_addresses import file_keys
from crawler.normalise.numbers.counts import find_views
from crawler.normalise.text.noise import masked

PLAIN = tuple(FIELDS)
"""The fields that a document and an article's row have in common."""

MEANING = tuple(name for name, field in FIELDS.items() if field.part == "meaning")
"""The fields whose change makes a version; `attachments` is the one more."""

KEPT = tuple(name for name, field in FIELDS.items() if field.part != "plain")
"""The fields that a version keeps."""

DATES = frozenset({"published_at", "issued_on"})

LATER = frozenset(name for name, field in FIELDS.items() if field.came_later)

MAX_COUNTER_LENGTH = 60
"""Characters; a longer line is a sentence, whatever it counts."""
COUNTER_SHARE = 0.8
"""A line is a view counter when so much of it is the count and its label."""

RELATIVE_DATE = re.compile(
    r"\b(?:trước|hôm qua|hôm nay|vừa xong|ago|yesterday|today)\b"
    r"|[前昨今]天|今日|昨日|刚刚|剛剛|刚才|[分时時天周月年钟鐘]前",
    re.IGNORECASE,
)


def meaning(document: Document) -> dict[str, str | None]:
    """Return the fields of *document* that make a version."""
    return {name: getattr(document, name) for name in MEANING}


def content_digest(fields: Mapping[str, str | None], attachments: Sequence[Attachment]) -> str:
    """Return a digest that two readings share exactly when they mean the same."""
    # A file's own line in the text says no more than the file does, wherever the page puts it.
    names = frozenset(attachment.name for attachment in attachments)
    words = {name: " ".join(_words(fields[name], names)) for name in MEANING}
    keys = file_keys([attachment.url for attachment in attachments])
    files = sorted(f"{key} {masked(attachment.name)}" for key, attachment in zip(keys, attachments, strict=True))
    first = [text for name, text in words.items() if name not in LATER]
    later = {name: text for name, text in words.items() if name in LATER and text}
    said = [first, files, later] if later else [first, files]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _words(text: str | None, names: frozenset[str] = frozenset()) -> list[str]:
    """Return the words that count: no line breaks, no line of *names*, nothing that changes by itself."""
    if not text:
        return []
    lines = (line for line in text.split("\n") if line not in names and not _is_counter(line))
    return [word for line in lines for word in masked(line).split()]


def _is_counter(line: str) -> bool:
    if len(line) > MAX_COUNTER_LENGTH:
        return False
    found = find_views(line)
    return found is not None and len(found[1]) >= COUNTER_SHARE * len(line.strip())


def changed_fields(
    before: Mapping[str, str | None], after: Mapping[str, str | None], *, attachments_changed: bool
) -> list[str]:
    """Return the names of the fields that mean something else in *after*."""
    changed = [
        name
        for name in MEANING
        if _words(before[name]) != _words(after[name]) and not _is_same_date(name, before[name], after[name])
    ]
    return [*changed, "attachments"] if attachments_changed else changed


def _is_same_date(name: str, before: str | None, after: str | None) -> bool:
    """Tell whether two dates differ in their precision or their offset only, which are the template's."""
    return name in DATES and before is not None and after is not None and is_same_moment(before, after)


def is_relative_date(raw: str | None) -> bool:
    """Return whether a page's own date string counts from the day it was read on, like ``2 giờ trước``.

    >>> is_relative_date("2 giờ trước"), is_relative_date("3天前"), is_relative_date("05/03/2024")
    (True, True, False)
    """
    return raw is not None and RELATIVE_DATE.search(raw.strip()) is not None


def insert_version(connection: sqlite3.Connection, article: int, number: int, values: Mapping[str, Any]) -> None:
    """Write version *number* of *article*; *values* are the further columns of `versions`."""
    row = {"article": article, "number": number, **values}
    connection.execute(
        f"INSERT INTO versions (id, {', '.join(row)}) VALUES ({new_id('versions')}, {', '.join('?' * len(row))})",
        tuple(row.values()),
    )


def remember_number(connection: sqlite3.Connection, article: int, number: int, capture: int | None, until: str) -> None:
    """Note that version *number* of *article* was the one read from *capture*, until its number changed."""
    if capture is not None:
        connection.execute(
            "INSERT OR IGNORE INTO former_versions VALUES (?, ?, ?, ?)", (article, number, capture, until)
        )
