"""How many hits there are of each office, year, kind …: one pass over a narrow table of all articles."""

import sqlite3
from collections import Counter
from collections.abc import Sequence

FACETS = ("site", "province", "year", "type", "issuer", "signer", "language", "status")
FLAGS = ("attachment", "changed", "removed")
_MAX_VALUES = 12


def count_facets(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[str, list[tuple[str, int]]]:
    """Return for each facet its values and counts, the most frequent first; years the latest first."""
    if not articles:
        return {}
    listed = ",".join(str(int(number)) for number in articles)
    columns = ", ".join((*FACETS, *FLAGS))
    rows = connection.execute(f"SELECT {columns} FROM article_facets WHERE id IN ({listed})").fetchall()
    counted: dict[str, list[tuple[str, int]]] = {}
    for place, name in enumerate((*FACETS, *FLAGS)):
        counts = Counter(str(row[place]) for row in rows if row[place] not in (None, "", 0))
        if counts:
            counted[name] = counts.most_common(_MAX_VALUES)
    if "year" in counted:
        counted["year"].sort(reverse=True)
    return counted
