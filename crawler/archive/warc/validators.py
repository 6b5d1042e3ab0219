"""ETag and Last-Modified: kept for each address, and believed only while an office uses them honestly.

An office that sends a changed body with an unchanged validator is caught by comparing captures; from then on that kind
of validator is never sent to it again.  So that it can be caught, a page is fetched in full once in `PROVE_AGAIN`.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.archive.db.times import utc_text
from crawler.items import Capture

KINDS = {"etag": "ETag", "last_modified": "Last-Modified"}
PROVE_AGAIN = timedelta(days=60)


@dataclass(frozen=True)
class Validators:
    """What may be sent to ask whether a page has changed."""

    etag: str | None = None
    last_modified: str | None = None


def validators_of(connection: sqlite3.Connection, site: str, url: str, *, now: datetime) -> Validators:
    """Return the validators of the newest full answer of *url* that may still be sent."""
    row = connection.execute(
        """SELECT etag, last_modified, fetched_at FROM captures WHERE url = ? AND status = 200
        ORDER BY fetched_at DESC LIMIT 1""",
        (url,),
    ).fetchone()
    if row is None or row["fetched_at"] < utc_text(now - PROVE_AGAIN):
        return Validators()
    distrusted = distrusted_kinds(connection, site)
    return Validators(
        etag=None if "etag" in distrusted else row["etag"],
        last_modified=None if "last_modified" in distrusted else row["last_modified"],
    )


def distrusted_kinds(connection: sqlite3.Connection, site: str) -> set[str]:
    """Return the kinds of validator, of `KINDS`, that *site* was caught being wrong about."""
    rows = connection.execute("SELECT validator FROM validator_trust WHERE site = ? AND NOT trusted", (site,))
    return {row[0] for row in rows}


def judge(connection: sqlite3.Connection, capture: Capture, previous: sqlite3.Row | None, capture_id: int) -> None:
    """Store a verdict when *capture* shows that its site's validators are wrong, or for the first time right."""
    if previous is None or capture.status != 200:
        return
    same = previous["sha256"] == capture.sha256
    for kind, header in KINDS.items():
        value = capture.header(header)
        if value is not None and value == previous[kind]:
            _store_verdict(connection, capture, kind, trusted=same, capture_id=capture_id)


def _store_verdict(
    connection: sqlite3.Connection, capture: Capture, kind: str, *, trusted: bool, capture_id: int
) -> None:
    connection.execute(
        """INSERT INTO validator_trust (site, validator, trusted, decided_at, capture) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (site, validator) DO UPDATE
        SET trusted = 0, decided_at = excluded.decided_at, capture = excluded.capture
        WHERE trusted AND NOT excluded.trusted""",
        (capture.site, kind, int(trusted), utc_text(capture.fetched_at), capture_id),
    )
