"""Asking the index of one archive: counts, best hits, hits by date, under the filters of one search."""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from crawler.publish.search.asked import Search
from crawler.publish.search.filters import DATED, FACETS, INDEX, conditions

COUNTED = 10_000
"""Hits are counted up to here; beyond, the page says "more than"."""
COMMON = 4_000
"""Articles beyond which a word is common, however many there are."""
FACETED = 4_000
"""Of more hits the newest are counted by office, year and kind."""
TRIED = 4_000
"""Articles, the first by date, among which a very common word is looked for before it is among all."""
MANY = 100_000
"""Articles that the filters leave; of more no list is made, but each hit is looked up among them."""
EVERYWHERE = 100_000
"""Articles up to which it is counted how many have a word, to tell whether ranking by frequency takes too long."""
RANKED = 200_000
"""Articles of all words together beyond which it does: it reads them all, whatever the filters leave."""
_WEIGHTS = "8.0, 1.0, 12.0, 0.5, 4.0, 0.2"
_PIECE = re.compile('"[^"]*"')


class Index:
    """The full-text index and the articles, seen through the filters of a search."""

    def __init__(self, connection: sqlite3.Connection, search: Search, *, sites: Sequence[str] | None = None) -> None:
        self.connection = connection
        self.search = search
        self._clauses, self._parameters = conditions(search)
        self._counted: dict[str, int] = {}
        self._newest: dict[tuple[str, str], list[int]] = {}
        if sites is not None:
            listed = ", ".join(f":site_{n}" for n in range(len(sites)))
            self._clauses.append(f"a.site IN ({listed})")
            self._parameters |= {f"site_{n}": site for n, site in enumerate(sites)}

    @cached_property
    def articles(self) -> int:
        """How many articles there are, about."""
        return int(self._one("SELECT coalesce(max(id), 0) FROM articles", {}))

    @property
    def _where(self) -> str:
        return f"WHERE {' AND '.join(self._clauses)}" if self._clauses else ""

    @cached_property
    def _among(self) -> tuple[list[str], dict[str, Any]]:
        """The conditions on hits of the index that the filters make, and their parameters."""
        if not self._clauses:
            return [], {}
        # asked once: each expression of a question would otherwise look them up anew
        chosen = self._ids(f"SELECT a.id {FACETS} {self._where} LIMIT {MANY + 1}")
        if len(chosen) > MANY:
            return [f"EXISTS (SELECT 1 {FACETS} {self._where} AND a.id = f.rowid)"], {}
        # hits and filters meet as sets of ids: the plus keeps SQLite from asking the index anew for every id
        ends = {"lowest": min(chosen, default=0), "highest": max(chosen, default=0)}
        meet = "+f.rowid IN (SELECT value FROM json_each(:chosen))"
        return ["f.rowid >= :lowest", "f.rowid <= :highest", meet], {**ends, "chosen": json.dumps(chosen)}

    def _one(self, sql: str, parameters: dict[str, Any]) -> Any:
        row = self.connection.execute(sql, {**self._parameters, **parameters}).fetchone()
        return row[0] if row else None

    def _count(self, source: str, most: int, **parameters: Any) -> int:
        return int(self._one(f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {most})", parameters))

    def _ids(self, sql: str, **parameters: Any) -> list[int]:
        return [int(row[0]) for row in self.connection.execute(sql, {**self._parameters, **parameters})]

    def _matching(self, query: str, needles: str, ending: str, **parameters: Any) -> list[int]:
        """Return the hits of an expression, with what follows the conditions: their order and how many."""
        among, values = self._among
        exactly = f"(SELECT contains_exactly({_TEXTS}, :needles) FROM articles AS e WHERE e.id = f.rowid)"
        demanded = ["article_search MATCH :query", *among, *([exactly] if needles else [])]
        sql = f"SELECT f.rowid {INDEX} WHERE {' AND '.join(demanded)} {ending}"
        return self._ids(sql, query=query, needles=needles, **values, **parameters)

    def _hits(self, query: str, needles: str) -> list[int]:
        """Return the hits that the archive met last, `COUNTED` + 1 at most; one pass serves all that asks for them."""
        key = (query, needles)
        if key not in self._newest:
            self._newest[key] = self._matching(query, needles, f"ORDER BY f.rowid DESC LIMIT {COUNTED + 1}")
        return self._newest[key]

    def count(self, query: str, *, needles: str = "") -> int:
        """Count the hits of an expression, `COUNTED` + 1 at most."""
        return len(self._hits(query, needles))

    def documents(self, query: str) -> int:
        """Count the articles that an expression finds without any filter, `COMMON` at most."""
        known = None if self._clauses else self._newest.get((query, ""))
        return self._documents(query, COMMON) if known is None else min(len(known), COMMON)

    def _documents(self, query: str, most: int) -> int:
        key = f"{most} {query}"
        if key not in self._counted:
            self._counted[key] = self._count(f"{INDEX} WHERE article_search MATCH :query", most, query=query)
        return self._counted[key]

    def _is_everywhere(self, query: str) -> bool:
        """Tell whether the words of an expression stand in so many articles that their frequency is not asked for."""
        found = 0
        for piece in dict.fromkeys(_PIECE.findall(query)):
            found += self._documents(piece, EVERYWHERE)
            if found >= RANKED:
                return True
        return False

    def best(self, query: str, limit: int, *, total: int, needles: str = "") -> list[int]:
        """Return the hits that match best; `total` is what `count` said.

        Ranking reads every place of every word: of words that are everywhere the newest hits are taken, those with
        them in the title first.
        """
        if total <= limit:
            return self._hits(query, needles)[:limit]
        if total > COUNTED or self._is_everywhere(query):
            newest = "ORDER BY f.rowid DESC LIMIT :limit"
            titles = self._matching(f"{{title title_marks}} : ({query})", needles, newest, limit=limit)
            return list(dict.fromkeys([*titles, *self._hits(query, needles)]))[:limit]
        order = f"ORDER BY bm25(article_search, {_WEIGHTS}), f.rowid DESC LIMIT :limit"
        return self._matching(query, needles, order, limit=limit)

    def rest(self, query: str, known: Iterable[int], limit: int, offset: int, *, needles: str = "") -> list[int]:
        """Return hits beside the known ones, the latest met first."""
        hits, beside = self._hits(query, needles), set(known)
        found = [number for number in hits if number not in beside][offset : offset + limit]
        if len(found) == limit or len(hits) <= COUNTED:
            return found
        others = "AND f.rowid NOT IN (SELECT value FROM json_each(:known)) ORDER BY f.rowid DESC"
        ending = f"{others} LIMIT :limit OFFSET :offset"
        return self._matching(query, needles, ending, known=json.dumps(sorted(beside)), limit=limit, offset=offset)

    def newest(self, query: str, most: int, *, needles: str = "") -> list[int]:
        """Return so many hits, those that the archive met last; `COUNTED` at most."""
        return self._hits(query, needles)[:most]

    def by_date(self, query: str, limit: int, offset: int, *, total: int, needles: str = "") -> list[int]:
        """Return hits in the order of their days."""
        if total <= COUNTED:
            return self.dated(self._hits(query, needles))[offset : offset + limit]
        if not needles:
            found = self._ids(
                f"{self._first_by_date()} LIMIT :limit OFFSET :offset", query=query, limit=limit, offset=offset
            )
            if len(found) >= limit:
                return found
        return self.dated(self._matching(query, needles, ""))[offset : offset + limit]

    def _first_by_date(self) -> str:
        """Return the hits among the first articles by date: of a word that is everywhere these are more than a page."""
        first = f"SELECT a.id, a.sort_date {FACETS} {self._where} {self._order} LIMIT {TRIED}"
        tried = f"WITH tried AS MATERIALIZED ({first})"
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
        return self._ids(
            f"SELECT a.id {FACETS} {self._where} {self._order} LIMIT :limit OFFSET :offset", limit=limit, offset=offset
        )

    def filtered_count(self) -> int:
        """Count the articles that the filters leave, `COUNTED` + 1 at most."""
        return self._count(f"{FACETS} {self._where}", COUNTED + 1)

    def kept(self, identifiers: Sequence[int]) -> list[int]:
        """Return those of the articles that the filters let through, in their order."""
        if not identifiers:
            return []
        where = " AND ".join(["a.id IN (SELECT value FROM json_each(:listed))", *self._clauses])
        passed = set(self._ids(f"SELECT a.id {FACETS} WHERE {where}", listed=json.dumps(list(identifiers))))
        return [number for number in identifiers if number in passed]

    def dated(self, identifiers: Sequence[int]) -> list[int]:
        """Return the articles in the order of their days."""
        listed = "a.id IN (SELECT value FROM json_each(:listed))"
        return self._ids(f"SELECT a.id {FACETS} WHERE {listed} {self._order}", listed=json.dumps(list(identifiers)))

    def published(self, first: str, last: str, limit: int) -> list[int]:
        """Return articles published from the first day to the last, the newest first."""
        where = " AND ".join(["a.sort_date >= :first AND a.sort_date < :after", DATED, *self._clauses])
        return self._ids(
            f"SELECT a.id {FACETS} WHERE {where} ORDER BY a.sort_date DESC, a.id DESC LIMIT :limit",
            first=first,
            after=f"{last}T99",
            limit=limit,
        )


_TEXTS = "e.title || char(10) || coalesce(e.body_text, '') || char(10) || coalesce(e.document_number, '')"
