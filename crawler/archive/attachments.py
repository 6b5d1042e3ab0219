"""The files of an article: which it offers, and what was fetched of them."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from crawler.items import Attachment


def current_attachments(connection: sqlite3.Connection, article: int) -> list[Attachment]:
    """Return the files that the article's newest version offers."""
    row = connection.execute(
        "SELECT attachments FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1", (article,)
    ).fetchone()
    return [Attachment(url=item["url"], name=item["name"]) for item in json.loads(row[0])] if row else []


def offer_attachments(
    connection: sqlite3.Connection, article: int, attachments: Sequence[Attachment], seen_at: str
) -> None:
    """Make a row for each new file and move `last_seen` of the others."""
    connection.executemany(
        """INSERT INTO attachments (article, url, name, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (article, url) DO UPDATE
        SET name = excluded.name, last_seen = max(last_seen, excluded.last_seen)""",
        [(article, item.url, item.name, seen_at, seen_at) for item in attachments],
    )


def as_json(connection: sqlite3.Connection, article: int, attachments: Sequence[Attachment]) -> str:
    """Return the files as a version keeps them: address, name and, once fetched, the payload's SHA-256."""
    digests: dict[str, Any] = dict(
        connection.execute("SELECT url, sha256 FROM attachments WHERE article = ?", (article,)).fetchall()
    )
    return json.dumps(
        [{"url": item.url, "name": item.name, "sha256": digests.get(item.url)} for item in attachments],
        ensure_ascii=False,
    )
