"""When an article has moved: what proves it, and what is only likely.

Two things are proof.  The old address leads to the new one for good (301 or 308 all the way) and what is there is
recognisably the article, by its title or its text.  Or the old address vanished, and a text too long to be a
coincidence came up at one new address of the same office with the same title and no date, number or signer that says
otherwise, which was first seen only after the old one was seen for the last time.  Then both rows become one.

All else is likeness.  An address that leads to another article in passing, or to something else altogether (offices
send what they took away to a page about it), stays a row that is gone and says where to; equal texts that stood side by
side stay two articles in one group of `same_text`.
"""

import sqlite3
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from crawler.archive import same_text
from crawler.archive.identity import find_article
from crawler.archive.merging import merge
from crawler.archive.statuses import VANISHED, change
from crawler.archive.versions import changed_fields
from crawler.items import Capture
from crawler.normalise.addresses import address_key, canonical_address

Row = dict[str, Any]

PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
IDENTITY = frozenset({"title", "body_text"})
"""Fields in which a text that came up elsewhere must be the same …"""
TELLING = frozenset({"published_at", "document_number", "issued_on", "signer"})
"""… and those in which it must not say otherwise."""

SAME_TEXT = """articles.id IN (SELECT article FROM same_text
    WHERE group_id = (SELECT group_id FROM same_text WHERE article = :id) AND article != :id)"""


def follow_move(connection: sqlite3.Connection, article: int, capture: Capture, seen_at: str) -> int:
    """Take in that an article's own address redirected to the one that answered; return the article that is there.

    *article* is whom the addresses of *capture* mean.
    """
    new = canonical_address(capture.url)
    if address_key(capture.requested_url) == address_key(new):
        return article
    old = _article_at(connection, capture.requested_url)
    if old is None:
        return article
    if old != article:
        if _leads_for_good(connection, capture.requested_url) and _is_recognisable(connection, old, article):
            return merge(connection, old, article, proof="redirect", merged_at=seen_at)
        change(connection, old, "gone", seen_at)
        connection.execute("UPDATE articles SET moved_to = ? WHERE id = ?", (article, old))
        return article
    connection.execute(
        "UPDATE articles SET url = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM articles WHERE url = ?)",
        (new, article, new),
    )
    return article


def take_redirect(connection: sqlite3.Connection, capture: Capture, seen_at: str) -> None:
    """Take in a redirect itself: a crawler that knows its target already does not follow it."""
    location = capture.header("Location")
    if capture.kind != "article" or capture.status not in PERMANENT or location is None:
        return
    old = _article_at(connection, capture.requested_url)
    new = find_article(connection, [urljoin(capture.url, location)])
    if old is None or new is None or old == new:
        return
    if _leads_for_good(connection, capture.requested_url) and _is_recognisable(connection, old, new):
        merge(connection, old, new, proof="redirect", merged_at=seen_at)


def _article_at(connection: sqlite3.Connection, url: str) -> int | None:
    """Return the article whose own address *url* is; an alias that leads elsewhere says nothing of it."""
    row = connection.execute(
        """SELECT id FROM articles JOIN article_urls ON article = id
        WHERE key = ? AND moved_to IS NULL AND articles.url = ?""",
        (address_key(url), canonical_address(url)),
    ).fetchone()
    return int(row["id"]) if row else None


def _leads_for_good(connection: sqlite3.Connection, asked: str) -> bool:
    """Whether every redirect that the newest request for *asked* met is a permanent one."""
    rows = connection.execute(
        """SELECT status FROM captures WHERE requested_url = :asked AND status BETWEEN 300 AND 399 AND status != 304
        AND run = (SELECT max(run) FROM captures WHERE requested_url = :asked)""",
        {"asked": asked},
    ).fetchall()
    return bool(rows) and all(row["status"] in PERMANENT for row in rows)


def _is_recognisable(connection: sqlite3.Connection, old: int, new: int) -> bool:
    before, after = (_row(connection, one) for one in (old, new))
    changed = changed_fields(before, after, attachments_changed=False)
    if before["title"] and "title" not in changed:
        return True
    prints = (same_text.shingles(row["body_text"] or "") for row in (before, after))
    return same_text.similarity(*prints) >= same_text.ALIKE


def _row(connection: sqlite3.Connection, article: int) -> Row:
    return dict(connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone())


def settle_vanished(connection: sqlite3.Connection, article: int, seen_at: str) -> int:
    """Join *article*, which has just vanished or just come up, with the one that it became or was; return its id now.

    Where no move is proven nothing happens.
    """
    row = _row(connection, article)
    vanished = row["status"] in VANISHED
    if not row["title"] or not (vanished or row["status"] == "live"):
        return article
    others = _came_up_since(connection, row) if vanished else _vanished_before(connection, row)
    twins = [one for one in others if _was_moved(*((row, one) if vanished else (one, row)))]
    if len(twins) != 1:
        return article
    old, new = (article, twins[0]["id"]) if vanished else (twins[0]["id"], article)
    return merge(connection, old, new, proof="gone", merged_at=seen_at)


def _vanished_before(connection: sqlite3.Connection, row: Row) -> list[Row]:
    """Return the articles of the same office with the same title and text that vanished before *row* came up."""
    found = connection.execute(
        f"""SELECT * FROM articles WHERE site = :site AND title = :title AND status IN ('gone', 'soft_gone')
        AND last_seen < :first_seen AND {SAME_TEXT}""",
        row,
    )
    return [dict(one) for one in found.fetchall()]


def _came_up_since(connection: sqlite3.Connection, row: Row) -> list[Row]:
    """Return the articles of the same office with the same text that came up since *row* was last seen."""
    found = connection.execute(
        f"SELECT * FROM articles WHERE site = :site AND status = 'live' AND first_seen > :last_seen AND {SAME_TEXT}",
        row,
    )
    return [dict(one) for one in found.fetchall()]


def _was_moved(old: Row, new: Row) -> bool:
    if old["status"] not in VANISHED or new["status"] != "live" or new["first_seen"] <= old["last_seen"]:
        return False
    changed = set(changed_fields(old, new, attachments_changed=False))
    contradicted = {name for name in TELLING & changed if old[name] is not None and new[name] is not None}
    return not (IDENTITY & changed or contradicted)
