"""Asking the index of one archive: counts, best hits, hits by date, under the filters of one search."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from crawler.publish.search.asked import Search
from crawler.publish.search.filters import DATED, FROM, INDEX, MANY, among, conditions

COUNTED = 10_000
"""Hits are counted up to here; beyond, the page says "more than"."""
COMMON = 4_000
"""Articles beyond which a word is common, however many there are."""
FACETED = 4_000
"""Of more hits the newest are counted by office, year and kind."""
TRIED = 4_000
"""Articles, the first by date, among which a very common word is looked for before it is among all."""
_WEIGHTS = "8.0, 1.0, 12.0, 0.5, 4.0, 0.2"


class Index:
    """The full-text index and the articles, seen through the filters of a search."""

    def __init__(self, connection: sqlite3.Connection, search: Search, *, sites: Sequence[str] | None = None) -> None:
        self.connection = connection
        self.search = search
        self._clauses, self._parameters = conditions(search)
        self._counted: dict[str, int] = {}
        if sites is not None:
            listed = ", ".join(f":site_{n}" for n in range(len(sites)))
            self._clauses.append(f"a.site IN ({listed})")
            self._parameters |= {f"site_{n}": site for n, site in enumerate(sites)}

    @cached_property
    def articles(self) -> int:
        """How many articles there are, about."""
        return int(self._one("SELECT coalesce(max(id), 0) FROM articles", {}))

    @cached_property
    def _among(self) -> list[str]:
        where = f"WHERE {' AND '.join(self._clauses)}"
        left = self._count(f"{FROM} {where}", MANY) if self._clauses else 0
        return among(self._clauses, left)

    def _one(self, sql: str, parameters: dict[str, Any]) -> Any:
        row = self.connection.execute(sql, {**self._parameters, **parameters}).fetchone()
        return row[0] if row else None

    def _count(self, source: str, most: int, **parameters: Any) -> int:
        return int(self._one(f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {most})", parameters))

    def _ids(self, sql: str, **parameters: Any) -> list[int]:
        return [int(row[0]) for row in self.connection.execute(sql, {**self._parameters, **parameters})]

    def _hits(self, needles: str) -> str:
        exactly = f"(SELECT contains_exactly({_TEXTS}, :needles) FROM articles AS e WHERE e.id = f.rowid)"
        demanded = ["article_search MATCH :query", *([exactly] if needles else []), *self._among]
        return f"{INDEX} WHERE {' AND '.join(demanded)}"

    def count(self, query: str, *, needles: str = "") -> int:
        """Count the hits of an expression, `COUNTED` + 1 at most."""
        found = self._count(self._hits(needles), COUNTED + 1, query=query, needles=needles)
        if not (self._clauses or needles):
            self._counted[query] = found
        return found

    def documents(self, query: str) -> int:
        """Count the articles that an expression finds without any filter, `COMMON` at most."""
        if query not in self._counted:
            self._counted[query] = self._count(f"{INDEX} WHERE article_search MATCH :query", COMMON, query=query)
        return min(self._counted[query], COMMON)

    def best(self, query: str, limit: int, *, total: int, needles: str = "") -> list[int]:
        """Return the hits that match best; `total` is what `count` said.

        Ranking reads every hit: of a word that is everywhere the newest are taken, those with it in the title first.
        """
        source = self._hits(needles)
        if total <= limit:
            return self._ids(f"SELECT f.rowid {source}", query=query, needles=needles)
        if total > COUNTED:
            newest = f"SELECT f.rowid {source} ORDER BY f.rowid DESC LIMIT :limit"
            titles = self._ids(newest, query=f"{{title title_marks}} : ({query})", needles=needles, limit=limit)
            return titles or self._ids(newest, query=query, needles=needles, limit=limit)
        sql = f"SELECT f.rowid {source} ORDER BY bm25(article_search, {_WEIGHTS}), f.rowid DESC LIMIT :limit"
        return self._ids(sql, query=query, needles=needles, limit=limit)

    def rest(self, query: str, known: Iterable[int], limit: int, offset: int, *, needles: str = "") -> list[int]:
        """Return hits beside the known ones, the latest met first."""
        listed = ",".join(str(int(number)) for number in known) or "0"
        sql = f"SELECT f.rowid {self._hits(needles)} AND f.rowid NOT IN ({listed}) ORDER BY f.rowid DESC"
        return self._ids(f"{sql} LIMIT :limit OFFSET :offset", query=query, needles=needles, limit=limit, offset=offset)

    def newest(self, query: str, most: int, *, needles: str = "") -> list[int]:
        """Return so many hits, those that the archive met last."""
        sql = f"SELECT f.rowid {self._hits(needles)} ORDER BY f.rowid DESC LIMIT {most}"
        return self._ids(sql, query=query, needles=needles)

    def by_date(self, query: str, limit: int, offset: int, *, total: int, needles: str = "") -> list[int]:
        """Return hits in the order of their days."""
        if total > COUNTED and not needles:
            found = self._ids(
                f"{self._first_by_date()} LIMIT :limit OFFSET :offset", query=query, limit=limit, offset=offset
            )
            if len(found) >= limit:
                return found
        hits = f"a.id IN (SELECT f.rowid {self._hits(needles)})"
        return self._ids(
            f"SELECT a.id {FROM} WHERE {hits} {self._order} LIMIT :limit OFFSET :offset",
            query=query,
            needles=needles,
            limit=limit,
            offset=offset,
        )

    def _first_by_date(self) -> str:
        """Return the hits among the first articles by date: of a word that is everywhere these are more than a page."""
        where = f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""
        tried = f"WITH tried AS MATERIALIZED (SELECT a.id, a.sort_date {FROM} {where} {self._order} LIMIT {TRIED})"
        ends = "f.rowid >= (SELECT min(id) FROM tried) AND f.rowid <= (SELECT max(id) FROM tried)"
        among_tried = f"{ends} AND +f.rowid IN (SELECT id FROM tried)"
        hits = f"SELECT f.rowid {INDEX} WHERE article_search MATCH :query AND {among_tried}"
        return f"{tried} SELECT a.id FROM tried AS a WHERE a.id IN ({hits}) {self._order}"

    @property
    def _order(self) -> str:
        if self.search.sort == "oldest":
            return "ORDER BY a.sort_date ASC, a.id"
        return "ORDER BY a.sort_date DESC, a.id DESC"

    def filtered(self, limit: int, offset: int) -> list[int]:
        """Return the articles that the filters leave, by date."""
        where = f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""
        return self._ids(
            f"SELECT a.id {FROM} {where} {self._order} LIMIT :limit OFFSET :offset", limit=limit, offset=offset
        )

    def filtered_count(self) -> int:
        """Count the articles that the filters leave, `COUNTED` + 1 at most."""
        where = f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""
        return self._count(f"{FROM} {where}", COUNTED + 1)

    def kept(self, identifiers: Sequence[int]) -> list[int]:
        """Return those of the articles that the filters let through, in their order."""
        if not identifiers:
            return []
        listed = ",".join(str(int(number)) for number in identifiers)
        where = " AND ".join([f"a.id IN ({listed})", *self._clauses])
        passed = set(self._ids(f"SELECT a.id {FROM} WHERE {where}"))
        return [number for number in identifiers if number in passed]

    def dated(self, identifiers: Sequence[int]) -> list[int]:
        """Return the articles in the order of their days."""
        listed = ",".join(str(int(number)) for number in identifiers) or "0"
        return self._ids(f"SELECT a.id {FROM} WHERE a.id IN ({listed}) {self._order}")

    def published(self, first: str, last: str, limit: int) -> list[int]:
        """Return articles published from the first day to the last, the newest first."""
        where = " AND ".join(["a.sort_date >= :first AND a.sort_date < :after", DATED, *self._clauses])
        return self._ids(
            f"SELECT a.id {FROM} WHERE {where} ORDER BY a.sort_date DESC, a.id DESC LIMIT :limit",
            first=first,
            after=f"{last}T99",
            limit=limit,
        )


_TEXTS = "e.title || char(10) || coalesce(e.body_text, '') || char(10) || coalesce(e.document_number, '')"
