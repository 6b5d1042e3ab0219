"""When an article has moved: what proves it, and what is only likely.

Three things are proof.  The old address leads to the new one for good (301 or 308 all the way) and what is there is
recognisably the article: a text that is alike, or the same title and no date, number or signer that says otherwise.
The old address leads to the new one in passing, and what is there is the very same article.  Or the old address
vanished, and the very same text, too long to be a coincidence, came up at one new address of the same office with the
same title and nothing that says otherwise, which was first seen only after the old one was seen for the last time.
Then both rows become one.

All else is likeness.  An address that leads to another article in passing, or to something else altogether (offices
send what they took away to a page about it), stays a row that is gone, once a second run has seen it, and says where
to; equal texts that stood side by side stay two articles in one group of `same_text`.
"""

import json
import sqlite3
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from crawler.archive.articles import same_text
from crawler.archive.articles.changes import text_changes
from crawler.archive.articles.identity import find_article
from crawler.archive.articles.merging import merge
from crawler.archive.articles.rereading import edits_among
from crawler.archive.articles.statuses import AT_ONCE, VANISHED, observe
from crawler.archive.articles.versions import changed_fields
from crawler.archive.frontier.revisits import plan
from crawler.items import Capture
from crawler.normalise.addresses import address_key, canonical_address
from crawler.pages.signals.fingerprint import is_other_template

Row = dict[str, Any]

PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
REDIRECTS = PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
IDENTITY = frozenset({"title", "body_text"})
"""Fields in which a text that came up elsewhere must be the same …"""
TELLING = frozenset({"published_at", "document_number", "issued_on", "signer"})
"""… and those in which it must not say otherwise."""

SAME_TEXT = """articles.id IN (SELECT article FROM same_text
    WHERE group_id = (SELECT group_id FROM same_text WHERE article = :id) AND article != :id)"""


def leads_elsewhere(connection: sqlite3.Connection, article: int, capture: Capture, fields: Row) -> bool:
    """Tell whether *article*'s address redirected to an unknown page that says *fields*, and is not that article."""
    if find_article(connection, [capture.url]) is not None or not _hops(connection, capture.requested_url):
        return False
    return not _is_recognisable(_row(connection, article), fields)


def follow_move(connection: sqlite3.Connection, article: int, capture: Capture, seen_at: str, *, run: int) -> int:
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
        return _join_or_doubt(connection, old, article, capture, seen_at, run=run)
    connection.execute(
        "UPDATE articles SET url = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM articles WHERE url = ?)",
        (new, article, new),
    )
    return article


def take_redirect(connection: sqlite3.Connection, capture: Capture, seen_at: str, *, run: int) -> None:
    """Take in a redirect itself: a crawler that knows its target already does not follow it."""
    if capture.kind != "article" or capture.status not in REDIRECTS:
        return
    old = _article_at(connection, capture.requested_url)
    new = _target(connection, capture)
    if old is not None and new is not None and old != new:
        _join_or_doubt(connection, old, new, capture, seen_at, run=run)


def _target(connection: sqlite3.Connection, capture: Capture) -> int | None:
    try:
        return find_article(connection, [urljoin(capture.url, capture.header("Location") or "")])
    except ValueError:  # no address at all
        return None


def _join_or_doubt(
    connection: sqlite3.Connection, old: int, new: int, capture: Capture, seen_at: str, *, run: int
) -> int:
    """Make one article of both where the move is proven; else doubt that *old* is still there.  Return what is."""
    rows = _row(connection, old), _row(connection, new)
    is_proven = _leads_for_good(connection, capture.requested_url) and _is_recognisable(*rows)
    if is_proven or _is_very_same(*rows):
        return merge(connection, old, new, proof="redirect", merged_at=seen_at)
    observe(connection, old, "gone", seen_at=seen_at, run=run)
    connection.execute("UPDATE articles SET moved_to = ? WHERE id = ? AND status = 'gone'", (new, old))
    plan(connection, old, seen_at)
    return new


def _article_at(connection: sqlite3.Connection, url: str) -> int | None:
    """Return the article whose own address *url* is; an alias that leads elsewhere says nothing of it."""
    row = connection.execute(
        "SELECT id FROM articles JOIN article_urls ON article = id WHERE key = ? AND articles.url = ?",
        (address_key(url), canonical_address(url)),
    ).fetchone()
    return int(row["id"]) if row else None


def _leads_for_good(connection: sqlite3.Connection, asked: str) -> bool:
    hops = _hops(connection, asked)
    return bool(hops) and PERMANENT.issuperset(hops)


def _hops(connection: sqlite3.Connection, asked: str) -> list[int]:
    """Return the status of every redirect that the newest request for *asked* met."""
    rows = connection.execute(
        """SELECT status FROM captures WHERE requested_url = :asked AND status BETWEEN 300 AND 399 AND status != 304
        AND run = (SELECT max(run) FROM captures WHERE requested_url = :asked)""",
        {"asked": asked},
    ).fetchall()
    return [row["status"] for row in rows]


def _is_recognisable(before: Row, after: Row) -> bool:
    changed = _changed(before, after)
    if before["title"] and "title" not in changed and not _is_contradicted(before, after, changed):
        return True
    prints = (same_text.shingles(row["body_text"] or "") for row in (before, after))
    return same_text.similarity(*prints) >= same_text.ALIKE


def _changed(before: Row, after: Row) -> set[str]:
    return set(changed_fields(before, after, attachments_changed=False))


def _is_contradicted(before: Row, after: Row, changed: set[str]) -> bool:
    return any(before[name] is not None and after[name] is not None for name in TELLING & changed)


def _row(connection: sqlite3.Connection, article: int) -> Row:
    return dict(connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone())


def take_status(
    connection: sqlite3.Connection,
    article: int,
    status: str,
    seen_at: str,
    *,
    asked: str,
    run: int,
    patience: timedelta | None = AT_ONCE,
) -> bool:
    """Take in that a visit to *asked* found *article* in *status*; return whether it has thereby vanished.

    A doubt that lasts for less than *patience* is not believed yet; None: none is.  An article that the same run read
    at another address has moved there.
    """
    if status in VANISHED and _moved_in_run(connection, article, asked, run):
        return False
    if status in VANISHED and patience is not None and _was_found(connection, article, seen_at):
        return False
    changed = observe(connection, article, status, seen_at=seen_at, run=run, patience=patience)
    if status == "live":
        connection.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", (seen_at, article))
    vanished = changed and status in VANISHED
    if vanished:
        article = settle_vanished(connection, article, seen_at)
    plan(connection, article, seen_at)
    return vanished


def _was_found(connection: sqlite3.Connection, article: int, seen_at: str) -> bool:
    """Join *article*, missed at its address, with the one that has come up with its very text; return whether so."""
    row = _row(connection, article)
    if row["status"] in VANISHED:
        return False
    twins = [one for one in _came_up_since(connection, row) if _is_very_same(row, one)]
    if len(twins) != 1 or _is_said_elsewhere(connection, row, twins[0]):
        return False
    plan(connection, merge(connection, article, twins[0]["id"], proof="gone", merged_at=seen_at), seen_at)
    return True


def look_at_twins(connection: sqlite3.Connection, article: int, seen_at: str) -> None:
    """Make the rows due that say the very same as *article*, which has just come up: it may be one of them, moved."""
    row = _row(connection, article)
    found = connection.execute(
        f"SELECT * FROM articles WHERE site = :site AND title = :title AND status = 'live' AND {SAME_TEXT}", row
    )
    twins = [one["id"] for one in map(dict, found.fetchall()) if _is_very_same(one, row)]
    connection.executemany(
        "UPDATE articles SET next_visit_at = min(next_visit_at, ?) WHERE id = ?", [(seen_at, twin) for twin in twins]
    )


def _moved_in_run(connection: sqlite3.Connection, article: int, asked: str, run: int) -> bool:
    """Give *article* the address at which *run* read it, if that is another than *asked*; return whether it did."""
    rows = connection.execute(
        """SELECT captures.url FROM captures JOIN articles ON articles.id = article
        WHERE run = ? AND article = ? AND kind = 'article' AND captures.status = 200 AND fetched_at <= last_seen
        ORDER BY captures.id DESC""",
        (run, article),
    )
    read = [canonical_address(row["url"]) for row in rows.fetchall()]
    if not read or address_key(asked) in {address_key(url) for url in read}:
        return False
    connection.execute(
        "UPDATE articles SET url = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM articles WHERE url = ?)",
        (read[0], article, read[0]),
    )
    return True


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
    if _is_said_elsewhere(connection, row, twins[0]):
        return article
    old, new = (article, twins[0]["id"]) if vanished else (twins[0]["id"], article)
    # What was already there at its new address when the old one was missed for sure was never away.
    return merge(connection, old, new, proof="gone", merged_at=seen_at, never_away=vanished)


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


def _is_said_elsewhere(connection: sqlite3.Connection, row: Row, twin: Row) -> bool:
    """Tell whether a third article of the office says the same: what came up may as well be a copy of that."""
    found = connection.execute(
        f"SELECT * FROM articles WHERE site = :site AND title = :title AND id != :twin AND {SAME_TEXT}",
        row | {"twin": twin["id"]},
    )
    return any(not IDENTITY.intersection(_changed(row, dict(one))) for one in found.fetchall())


def _was_moved(old: Row, new: Row) -> bool:
    if old["status"] not in VANISHED or new["status"] != "live" or new["first_seen"] <= old["last_seen"]:
        return False
    return _is_very_same(old, new)


def _is_very_same(old: Row, new: Row) -> bool:
    """Tell whether two rows have one title and one text, as far as the templates that they were read from show it."""
    changed = _changed(old, new)
    if not old["body_text"] or "title" in changed or _is_contradicted(old, new, changed):
        return False
    looks = (json.loads(row["look"] or "[]") for row in (old, new))
    changes = text_changes("body_text", old["body_text"], new["body_text"] or "") if "body_text" in changed else []
    return not edits_among(changes, other_template=is_other_template(*looks))
