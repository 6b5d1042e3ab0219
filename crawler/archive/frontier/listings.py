"""What the offices' list pages link to: evidence of what should be there, fetched or not."""

import sqlite3

from crawler.archive.db.times import parse_utc
from crawler.normalise.addresses import canonical_address
from crawler.normalise.dates.find import find_date, is_still_to_come
from crawler.pages.lists.rows import ListItem

DAY = len("2024-03-05")


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
    """Remember that *site* lists *url*, under the title and date that its list gives; the newest row counts."""
    connection.execute(
        """INSERT INTO listings (site, url, section, title, date_raw, first_seen, last_seen, run)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site, url) DO UPDATE SET
        title = CASE WHEN excluded.last_seen < last_seen AND title IS NOT NULL THEN title
            ELSE coalesce(excluded.title, title) END,
        date_raw = CASE WHEN excluded.last_seen < last_seen AND date_raw IS NOT NULL THEN date_raw
            ELSE coalesce(excluded.date_raw, date_raw) END,
        first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen),
        run = excluded.run""",
        (site, canonical_address(url), section, title, date_raw, seen_at, seen_at, run),
    )


def listed_row(connection: sqlite3.Connection, site: str, url: str) -> ListItem:
    """Return *url* with the title and the date that *site*'s lists give it, where they name it."""
    row = connection.execute(
        "SELECT title, date_raw FROM listings WHERE site = ? AND url = ?", (site, canonical_address(url))
    ).fetchone()
    return ListItem(url=url, title=row["title"], date_raw=row["date_raw"]) if row else ListItem(url=url)


def order_by_list(connection: sqlite3.Connection, article: int) -> None:
    """Order an article whose page does not say when it was published by the day that the office's list gives it."""
    row = connection.execute("SELECT site, language, date_basis FROM articles WHERE id = ?", (article,)).fetchone()
    if row["date_basis"] == "published":
        return
    listed = connection.execute(
        """SELECT date_raw, last_seen FROM listings
        WHERE site = ? AND date_raw IS NOT NULL AND url IN (SELECT url FROM article_urls WHERE article = ?)
        ORDER BY first_seen, url LIMIT 1""",
        (row["site"], article),
    ).fetchone()
    if listed is None:
        return
    seen = parse_utc(listed["last_seen"])
    found = find_date(listed["date_raw"], row["language"], now=seen)
    if found is not None and len(found.iso) >= DAY and not is_still_to_come(found.iso, row["language"], seen):
        connection.execute(
            "UPDATE articles SET sort_date = ?, date_basis = 'listed' WHERE id = ?", (found.iso[:DAY], article)
        )


COLUMNS = ("site", "url", "section", "title", "date_raw", "first_seen", "last_seen", "run")


def copy_listings(source: sqlite3.Connection, target: sqlite3.Connection, site: str) -> None:
    """Write all that is known of *site*'s lists in *source* into *target*, which may know less."""
    rows = source.execute(f"SELECT {', '.join(COLUMNS)} FROM listings WHERE site = ?", (site,)).fetchall()
    marks = ", ".join("?" * len(COLUMNS))
    target.executemany(
        f"INSERT OR REPLACE INTO listings ({', '.join(COLUMNS)}) VALUES ({marks})", [tuple(row) for row in rows]
    )
