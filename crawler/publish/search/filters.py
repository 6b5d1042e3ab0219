"""The filters of a search as conditions in SQL."""

from datetime import date, timedelta
from typing import Any

from crawler.publish.search.asked import Search

FROM = "FROM articles AS a LEFT JOIN sites AS s ON s.id = a.site"
FACETS = "FROM article_facets AS a"
"""What the filters ask about, without the articles' texts: a narrow table in a snapshot, a view elsewhere."""
INDEX = "FROM article_search AS f"
DATED = "a.year IS NOT NULL"
"""When the archive saw an article first is no day of its publication."""


def conditions(search: Search) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on a row of `FACETS`, and their parameters."""
    clauses: list[str] = []
    parameters: dict[str, Any] = {}
    for column, name, value in (
        ("a.site", "site", search.site),
        ("a.province", "province", search.province),
        ("a.language", "language", search.language),
        ("a.section", "section", search.section),
        ("a.status", "status", search.status),
        ("a.type", "type", search.type),
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
            ("a.attachment", search.attachment),
            ("a.changed", search.changed),
            ("a.removed", search.removed),
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
