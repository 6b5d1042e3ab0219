"""Which rows of an archive belong to an office: what a shard holds, and what it holds as a guest.

A row of another office that an own row names (a capture whose payload was sent by two offices, its run) stands in the
shard as a guest, so that every shard is whole by itself.
"""

import sqlite3
from collections.abc import Sequence

OF_SITE = (
    "sections",
    "listings",
    "coverage",
    "walks",
    "validator_trust",
    "lists",
    "discoveries",
    "alerts",
    "templates",
)
OF_ARTICLE = (
    "article_urls", "versions", "view_counts", "attachments", "status_history", "text_prints", "rereadings",
    "former_files", "merged_articles", "relations", "paper_status", "relations_read", "picture_texts",
)  # fmt: skip
OF_NUMBER = ("former_versions", "withheld")
"""Tables that name an article by a number which may have been merged."""
OF_CAPTURE = ("imported_captures", "moving_words", "refused_captures", "unread_captures")
WITH_GUESTS = ("sites", "runs", "captures", "imports")
COPIED = ("articles", "run_facts", *OF_SITE, *OF_ARTICLE, *OF_NUMBER, *OF_CAPTURE)
"""Tables whose rows are in one shard only; `same_text` apart, whose groups reach over offices."""
_CAPTURE_COLUMNS = (
    ("articles", "capture"), ("versions", "capture"), ("view_counts", "capture"), ("attachments", "capture"),
    ("rereadings", "capture"), ("former_files", "capture"), ("former_versions", "capture"),
    ("validator_trust", "capture"),
)  # fmt: skip
"""Where captures are named by rows that belong to an office."""


def columns(connection: sqlite3.Connection, table: str, *, leave_out: Sequence[str] = ()) -> list[str]:
    """Return the names of a table's columns."""
    rows = connection.execute(f"PRAGMA main.table_info({table})")
    return [row["name"] for row in rows if row["name"] not in leave_out]


def choose_rows(connection: sqlite3.Connection, office: str) -> None:
    """Note in temporary tables which rows of the attached database ``source`` the shard of *office* gets."""
    for name in ("articles", "numbers", "captures", "own_captures", "runs", "sites", "imports"):
        connection.execute(f"DROP TABLE IF EXISTS temp.kept_{name}")
        connection.execute(f"CREATE TEMP TABLE kept_{name} (id PRIMARY KEY) WITHOUT ROWID")
    chosen = {"office": office}
    connection.execute("INSERT INTO kept_articles SELECT id FROM source.articles WHERE site = :office", chosen)
    connection.execute(
        """INSERT INTO kept_numbers SELECT id FROM kept_articles
        UNION SELECT id FROM source.merged_articles WHERE article IN kept_articles"""
    )
    # A capture is where its article is: two offices may name one page.
    connection.execute(
        """INSERT INTO kept_own_captures SELECT id FROM source.captures
        WHERE article IN kept_articles OR (article IS NULL AND site = :office)""",
        chosen,
    )
    connection.execute("INSERT INTO kept_captures SELECT id FROM kept_own_captures")
    _choose_guests(connection, chosen)


def _choose_guests(connection: sqlite3.Connection, chosen: dict[str, str]) -> None:
    for table, column in _CAPTURE_COLUMNS:
        own = "article IN kept_numbers"
        if table == "articles":
            own = "id IN kept_articles"
        elif table == "validator_trust":
            own = "site = :office"
        connection.execute(
            f"INSERT OR IGNORE INTO kept_captures SELECT {column} FROM source.{table} WHERE {column} IS NOT NULL "
            f"AND {own}",
            chosen,
        )
    # what a revisit refers to is itself none
    connection.execute(
        """INSERT OR IGNORE INTO kept_captures SELECT refers_to FROM source.captures
        WHERE id IN kept_captures AND refers_to IS NOT NULL"""
    )
    connection.execute(
        """INSERT INTO kept_runs SELECT id FROM source.runs WHERE site = :office
        UNION SELECT run FROM source.captures WHERE id IN kept_captures
        UNION SELECT run FROM source.listings WHERE site = :office AND run IS NOT NULL""",
        chosen,
    )
    connection.execute(
        """INSERT INTO kept_sites SELECT :office UNION SELECT site FROM source.runs WHERE id IN kept_runs
        UNION SELECT site FROM source.captures WHERE id IN kept_captures""",
        chosen,
    )
    # An import that brought nothing in is remembered by every shard.
    connection.execute(
        """INSERT INTO kept_imports SELECT id FROM source.imports
        WHERE id IN (SELECT import FROM source.imported_captures WHERE capture IN kept_own_captures)
        OR id NOT IN (SELECT import FROM source.imported_captures)"""
    )


def where(table: str) -> str:
    """Return the condition of a row of *table* that `choose_rows` chose; it names ``:office``."""
    if table in OF_SITE:
        return "site = :office"
    if table in OF_ARTICLE:
        return "article IN kept_articles"
    if table in OF_NUMBER:
        return "article IN kept_numbers"
    if table in OF_CAPTURE:
        return "capture IN kept_own_captures"
    if table == "run_facts":
        return "run IN (SELECT id FROM source.runs WHERE site = :office)"
    return f"id IN kept_{table}"
