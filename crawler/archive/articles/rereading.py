"""What a page says anew, and what is only read anew because its template is another one.

After a redesign the same article is read by other rules: a field that was hidden becomes readable, another is no longer
shown, a time loses its minutes.  None of that is the office's edit.  An edit is what contradicts the reading before.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.archive.articles import search_index
from crawler.archive.articles.changes import Change, as_json
from crawler.archive.articles.files.attachments import ListedFile
from crawler.archive.articles.versions import MEANING
from crawler.archive.db.numbers import new_id
from crawler.items import Attachment

Fields = Mapping[str, str | None]

DATES = ("published_at", "published_at_utc", "published_precision", "published_raw", "sort_date", "date_basis")
"""The columns that say when an article was published, which change together."""
DAY = len("2024-03-05")
TEXTS = frozenset({"body_text", "lead"})
CONTRADICTING = frozenset({"numeral", "paragraph_edited"})
"""Changes of a text that no template makes: it drops whole lines and shows others."""
STATED = frozenset({"document_number", "issued_on", "published_at"})
"""Fields of which another value is an edit whoever reads them."""


@dataclass(frozen=True)
class LastReading:
    """What the article's page said when it was read last; the row may know better."""

    fields: Fields
    digest: str
    files: Sequence[ListedFile]


def last_reading(row: Mapping[str, Any], files: Sequence[ListedFile]) -> LastReading:
    """Return the last reading of the article of *row*, whose newest version offers *files*."""
    if row["reading"] is None:
        return LastReading({name: row[name] for name in MEANING}, row["content_digest"], files)
    kept = json.loads(row["reading"])
    return LastReading(kept["fields"], row["reading_digest"], kept["files"])


def edits_among(changes: Sequence[Change], *, other_template: bool) -> list[Change]:
    """Return those of *changes* that the office made, where the page may have been read by another template."""
    return [change for change in changes if not other_template or _contradicts(change)]


def _contradicts(change: Change) -> bool:
    if change.field in TEXTS:
        return change.kind in CONTRADICTING and not _is_same_wording(change)
    if change.kind == "attachment_replaced":
        return True
    if change.before is None or change.after is None:
        return False
    if change.kind == "date" and change.before[:DAY] == change.after[:DAY]:
        return False  # a template's time of day may be that of another zone
    if change.field == "title":
        old, new = (" ".join(title.split()).casefold() for title in (change.before, change.after))
        return old not in new and new not in old
    return change.field in STATED


def _is_same_wording(change: Change) -> bool:
    """Tell whether a sentence differs by its punctuation and its spaces only, which a template may set."""
    return change.kind == "paragraph_edited" and _letters(change.before) == _letters(change.after)


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").casefold()))


def note_reading(
    connection: sqlite3.Connection,
    article: int,
    reading: LastReading,
    *,
    kept_digest: str,
) -> None:
    """Remember what the page of *article* said, to compare the next reading with; *kept_digest* is the row's."""
    said = None
    if reading.digest != kept_digest:
        said = json.dumps({"fields": dict(reading.fields), "files": list(reading.files)}, ensure_ascii=False)
    connection.execute(
        "UPDATE articles SET reading = ?, reading_digest = ? WHERE id = ?",
        (said, reading.digest if said else None, article),
    )


def note_rereading(
    connection: sqlite3.Connection,
    article: int,
    *,
    seen_at: str,
    capture: int,
    fields: Sequence[str],
    changes: Sequence[Change],
    software: str,
) -> None:
    """Keep what another template made of an article that the office did not change."""
    connection.execute(
        f"""INSERT INTO rereadings (id, article, seen_at, capture, changed_fields, changes, software_version)
        VALUES ({new_id("rereadings")}, ?, ?, ?, ?, ?, ?)""",
        (article, seen_at, capture, json.dumps(list(fields)), as_json(changes), software),
    )


def fill(connection: sqlite3.Connection, article: int, row: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Write the fields that became readable into the article and its newest version, which lacked them.

    *row* is the article's row, *after* what its page says now; a day of publication brings all that is known of it.
    """
    gained = {name: after[name] for name in MEANING if row[name] is None and after[name] is not None}
    if not gained:
        return
    filled = gained | ({name: after[name] for name in DATES} if "published_at" in gained else {})
    search_index.remove(connection, article)
    connection.execute(
        f"UPDATE articles SET {', '.join(f'{name} = ?' for name in filled)} WHERE id = ?", (*filled.values(), article)
    )
    search_index.add(connection, article)
    connection.execute(
        f"UPDATE versions SET {', '.join(f'{name} = ?' for name in gained)} WHERE article = ? AND number = ?",
        (*gained.values(), article, row["version"]),
    )


def with_known_addresses(
    files: Sequence[Attachment], known: Sequence[ListedFile], pairs: Mapping[int, int]
) -> list[Attachment]:
    """Return *files* under the addresses by which they were known; *pairs*: position → position in *known*."""
    return [
        Attachment(url=known[pairs[at]]["url"], name=file.name) if at in pairs else file
        for at, file in enumerate(files)
    ]
