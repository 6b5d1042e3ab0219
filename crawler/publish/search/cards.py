"""What a page shows of a hit: its card, and excerpts with what was found marked."""

import sqlite3
from collections.abc import Sequence

from crawler.publish.search.asked import Row
from crawler.publish.search.filters import FROM

MARK_START, MARK_END = "\x02", "\x03"
"""What surrounds a hit in an excerpt until it is escaped: control characters that no stored text keeps."""


_AROUND = 24
"""Characters on either side of marked words that tell the file they are in."""


def cards(connection: sqlite3.Connection, identifiers: Sequence[int], query: str) -> list[Row]:
    """Return what is shown of each article, in their order; `query` finds what is to be marked, "" nothing."""
    if not identifiers:
        return []
    listed = ",".join(str(int(identifier)) for identifier in identifiers)
    found = connection.execute(
        "SELECT a.id, a.site, a.url, a.section, a.title, a.language, a.sort_date, a.date_basis, a.document_number, "
        "a.document_type, a.issuer, a.signer, a.issued_on, a.published_at, a.status, a.views, a.first_seen, "
        "a.version, substr(coalesce(a.lead, a.body_text), 1, 240) AS opening, s.name AS office, "
        "s.name_en AS office_en, s.province, s.province_code, s.language AS office_language, "
        f"(SELECT count(*) FROM attachments AS t WHERE t.article = a.id) AS files {FROM} WHERE a.id IN ({listed})"
    ).fetchall()
    marked = _excerpts(connection, listed, query) if query else {}
    by_id = {row["id"]: {**dict(row), **marked.get(row["id"], {})} for row in found}
    return [by_id[identifier] for identifier in identifiers if identifier in by_id]


def _excerpts(connection: sqlite3.Connection, listed: str, query: str) -> dict[int, Row]:
    found = connection.execute(
        "SELECT rowid AS id, highlight(article_search, 0, :start, :end) AS marked_title, "
        "snippet(article_search, 1, :start, :end, '…', 48) AS marked_body, "
        "snippet(article_search, 3, :start, :end, '…', 32) AS marked_attachment "
        f"FROM article_search WHERE article_search MATCH :query AND rowid IN ({listed})",
        {"query": query, "start": MARK_START, "end": MARK_END},
    )
    excerpts = {row["id"]: dict(row) for row in found}
    for article, excerpt in excerpts.items():
        if MARK_START in (excerpt["marked_attachment"] or ""):
            excerpt["marked_file"] = _file_of(connection, article, excerpt["marked_attachment"])
    return excerpts


def _file_of(connection: sqlite3.Connection, article: int, excerpt: str) -> str | None:
    """Return the name of the file that the first marked words of an excerpt are in; it may span several files."""
    before, _, rest = excerpt.partition(MARK_START)
    marked, _, after = rest.partition(MARK_END)
    after = after.replace(MARK_START, "").replace(MARK_END, "").rstrip("…")[:_AROUND]
    before = before.lstrip("…")[-_AROUND:]
    for words in (before + marked + after, marked + after, before + marked, marked):
        row = connection.execute(
            "SELECT name FROM attachments WHERE article = ? AND instr(show_text(text), ?) > 0 ORDER BY id LIMIT 1",
            (article, words),
        ).fetchone()
        if row:
            return str(row["name"])
    return None
