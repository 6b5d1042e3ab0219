"""What the offices' list pages link to: evidence of what should be there, fetched or not."""

import sqlite3

from crawler.normalise.addresses import canonical_address
from crawler.pages.lists.rows import ListItem


def list_again(
    connection: sqlite3.Connection,
    site: str,
    url: str,
    *,
    section: str,
    title: str | None,
    date_raw: str | None,
    seen_at: str,
    run: int,
) -> None:
    """Remember that *site* lists *url*, under the title and date that its list gives."""
    connection.execute(
        """INSERT INTO listings (site, url, section, title, date_raw, first_seen, last_seen, run)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, url) DO UPDATE SET
        title = coalesce(excluded.title, title), date_raw = coalesce(excluded.date_raw, date_raw),
        last_seen = max(last_seen, excluded.last_seen), run = excluded.run""",
        (site, canonical_address(url), section, title, date_raw, seen_at, seen_at, run),
    )


def listed_row(connection: sqlite3.Connection, site: str, url: str) -> ListItem:
    """Return *url* with the title and the date that *site*'s lists give it, where they name it."""
    row = connection.execute(
        "SELECT title, date_raw FROM listings WHERE site = ? AND url = ?", (site, canonical_address(url))
    ).fetchone()
    return ListItem(url=url, title=row["title"], date_raw=row["date_raw"]) if row else ListItem(url=url)
