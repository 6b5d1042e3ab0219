"""Captured pages that could not be read: kept as evidence, noted with the reason, and tried once by each version.

An article that was read before keeps what was read; one that is seen for the first time gets a row with its address,
the title that a list gave it, and the problem.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Literal, get_args

from crawler.archive.articles.identity import find_article
from crawler.archive.articles.store import store_visit
from crawler.archive.db.times import utc_text
from crawler.items import Capture, Document, Visit
from crawler.normalise.addresses import canonical_address

UnreadProblem = Literal["too_heavy", "reader_failed", "undecodable"]
"""Over the limits of a worker, a fault of ours that the page brought to light, or not what its encoding says."""


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A capture that could not be read."""

    capture: Capture
    capture_id: int
    problem: UnreadProblem
    reason: str
    """A clause."""
    language: str
    """The office's."""


def note_unread(connection: sqlite3.Connection, unread: Unread, *, run: int, software: str) -> None:
    """Remember that a capture could not be read, and why; to be called within a transaction."""
    capture, capture_id = unread.capture, unread.capture_id
    seen_at = utc_text(capture.fetched_at)
    connection.execute(
        "INSERT OR REPLACE INTO unread_captures VALUES (?, ?, ?, ?)",
        (capture_id, software, f"{unread.problem}: {unread.reason}", seen_at),
    )
    if capture.kind != "article":
        return
    problem = f"{unread.problem}: the page is kept but could not be read: {unread.reason}"
    article = find_article(connection, [capture.url, capture.requested_url])
    if article is None:
        document = _document(connection, unread, problem)
        store_visit(
            connection, Visit(capture=capture, document=document), capture=capture_id, run=run, software=software
        )
        return
    (stored,) = connection.execute("SELECT problems FROM articles WHERE id = ?", (article,)).fetchone()
    problems = [known for known in json.loads(stored or "[]") if known.partition(":")[0] not in get_args(UnreadProblem)]
    connection.execute(
        "UPDATE articles SET problems = ?, last_seen = max(last_seen, ?) WHERE id = ?",
        (json.dumps([*problems, problem], ensure_ascii=False), seen_at, article),
    )
    connection.execute("UPDATE captures SET article = ? WHERE id = ?", (article, capture_id))


def _document(connection: sqlite3.Connection, unread: Unread, problem: str) -> Document:
    capture = unread.capture
    listed = connection.execute(
        "SELECT title FROM listings WHERE site = ? AND url = ?",
        (capture.site, canonical_address(capture.requested_url)),
    ).fetchone()
    title = listed["title"] if listed else None
    return Document(
        url=capture.url,
        language=unread.language,
        family="unread",
        encoding="unknown",
        title=title,
        title_raw=title,
        body_text=None,
        flags=(unread.problem,),
        problems=(problem,),
        provenance={"title": "list"} if title else {},
    )
