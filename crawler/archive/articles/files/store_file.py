"""Storing a fetched file of an article: its row and text, and the version that a swapped file makes."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.archive.articles import same_text, search_index
from crawler.archive.articles.changes import Change, as_json, find_changes, summary, text_changes
from crawler.archive.articles.files.attachments import (
    FileReading,
    ListedFile,
    current_attachments,
    listed_files,
    newest_list,
    take_file,
)
from crawler.archive.articles.files.notice import FILLED, completed_row
from crawler.archive.articles.versions import KEPT, changed_fields, content_digest, insert_version
from crawler.archive.db.times import parse_utc
from crawler.archive.frontier.listings import order_by_list


@dataclass(frozen=True, kw_only=True)
class FileSwap:
    """The fetch that brought another file than before."""

    capture: int
    seen_at: str
    software: str


def store_file(
    connection: sqlite3.Connection,
    file: FileReading,
    *,
    capture: int,
    article: int,
    software: str,
    grouped: bool = True,
) -> None:
    """Take in a fetched file of *article*; one that was swapped makes a version.  To be called within a transaction.

    The text of the one file of a page without text becomes the article's.  With *grouped* it is compared with those of
    other articles.
    """
    old_list = newest_list(connection, article)
    before = connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    search_index.remove(connection, article)
    replaced = take_file(connection, article, file, capture)
    after = completed_row(connection, before, parse_utc(file.fetched_at))
    is_completed = any(before[name] != after[name] for name in FILLED)
    if is_completed:
        after |= {
            "content_digest": content_digest(after, current_attachments(connection, article)),
            # What was read last is now what the row says.
            "reading": None,
        }
        connection.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in after)} WHERE id = ?", (*after.values(), article)
        )
        order_by_list(connection, article)
    search_index.add(connection, article)
    if is_completed and grouped and before["body_text"] != after["body_text"]:
        same_text.link(connection, article, after["body_text"])
    if replaced is not None:
        text = file.content.text if file.content else None
        told = text_changes("attachment_text", replaced["text"], text) if replaced["text"] and text else []
        swap = FileSwap(capture=capture, seen_at=file.fetched_at, software=software)
        add_swap(connection, before, old_list, swap, told)
    elif is_completed:
        # The version says what the page said with its file, which only came later.
        filled = {name: after[name] for name in (*KEPT, "content_digest")}
        connection.execute(
            f"UPDATE versions SET {', '.join(f'{name} = ?' for name in filled)} WHERE article = ? AND number = ?",
            (*filled.values(), article, before["version"]),
        )


def add_swap(
    connection: sqlite3.Connection,
    before: sqlite3.Row,
    old_list: list[ListedFile],
    swap: FileSwap,
    told: Sequence[Change] = (),
) -> None:
    """Add the version in which a file of the article *before* was swapped for another one at the same address.

    *told* is what changed in its text.
    """
    article = before["id"]
    new_list = listed_files(connection, article, current_attachments(connection, article))
    row = dict(connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone())
    changed = changed_fields(dict(before), row, attachments_changed=True)
    changes = find_changes(dict(before), row, changed, files=(old_list, new_list))
    number = row["version"] + 1
    insert_version(
        connection,
        article,
        number,
        {name: row[name] for name in KEPT}
        | {
            "seen_at": swap.seen_at,
            "capture": swap.capture,
            "attachments": json.dumps(new_list, ensure_ascii=False),
            "changed_fields": json.dumps(changed, ensure_ascii=False),
            "change_summary": summary(changes),
            "changes": as_json([*changes, *told]),
            "content_digest": row["content_digest"],
            "software_version": swap.software,
        },
    )
    connection.execute("UPDATE articles SET version = ?, changed_at = ? WHERE id = ?", (number, swap.seen_at, article))
