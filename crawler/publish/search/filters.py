"""The filters of a search as conditions in SQL."""

from datetime import date, timedelta
from typing import Any

from crawler.publish.search.asked import Search

FROM = "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site"
INDEX = "FROM article_search AS f"
MANY = 100_000
"""Articles that the filters leave; of so many no set is made, but each hit is looked up among them."""
REMOVED = "a.status IN ('gone', 'soft_gone', 'delisted')"


DATED = "a.date_basis IS NOT 'first_seen'"
"""When the archive saw an article first is no day of its publication."""


def conditions(search: Search) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on an article and its office that need no text, and their parameters."""
    clauses: list[str] = []
    parameters: dict[str, Any] = {}
    for column, name, value in (
        ("a.site", "site", search.site),
        ("s.province", "province", search.province),
        ("a.language", "language", search.language),
        ("a.section", "section", search.section),
        ("a.status", "status", search.status),
        ("a.document_type", "type", search.type),
        ("a.issuer", "issuer", search.issuer),
        ("a.signer", "signer", search.signer),
    ):
        if value:
            clauses.append(f"{column} = :{name}")
            parameters[name] = value
    days = _days(search)
    for name, sign, value in days:
        clauses.append(f"a.sort_date {sign} :{name}")
        parameters[name] = value
    clauses += [DATED] if days else []
    clauses += [
        clause
        for clause, chosen in (
            ("EXISTS (SELECT 1 FROM attachments AS t WHERE t.article = a.id)", search.attachment),
            ("a.version > 1", search.changed),
            (REMOVED, search.removed),
        )
        if chosen
    ]
    return clauses, parameters


def _days(search: Search) -> list[tuple[str, str, str]]:
    days: list[tuple[str, str, str]] = []
    if search.year:
        days += [("year", ">=", search.year), ("next_year", "<", str(int(search.year) + 1))]
    if search.since:
        days.append(("since", ">=", search.since))
    if search.until:
        days.append(("day_after", "<", (date.fromisoformat(search.until) + timedelta(days=1)).isoformat()))
    return days


def among(clauses: list[str], left: int) -> list[str]:
    """Return the conditions on hits of the index that the filters make; `left` is how many articles these leave."""
    if not clauses:
        return []
    chosen = f"{FROM} WHERE {' AND '.join(clauses)}"
    if left >= MANY:
        return [f"EXISTS (SELECT 1 {chosen} AND a.id = f.rowid)"]
    # hits and filters meet as sets of ids: the plus keeps SQLite from asking the index anew for every id
    ends = [f"f.rowid {sign} (SELECT {end}(a.id) {chosen})" for sign, end in ((">=", "min"), ("<=", "max"))]
    return [*ends, f"+f.rowid IN (SELECT a.id {chosen})"]
