"""The one place that depends on how Datasette words its SQL; `CHECKED_WITH` names the versions it was tried with.

Datasette's database with one repair, pages of a sorted table lose no rows, and short cuts for a million articles.

Datasette 0.65 orders the first page by the sort column alone, but continues after its last row by sort column *and*
primary key.  Where many rows have the same value, as articles of one day do, the first page holds them in whatever
order an index gives, and the pages after it leave some out.  A streamed CSV is made of such pages, too.

Counting articles by office, language and status, which the table of articles does in its heading and three facets,
would read all of them each time; `article_counts`, a small table in a snapshot, has the numbers ready.  What a search
of the table finds is counted in the index; of a word that is everywhere the articles are walked by date until a page
is full, instead of being collected and sorted.
"""

import re
from pathlib import Path
from typing import Any

from datasette.database import Database

CHECKED_WITH = ("0.65.5",)
"""Versions of Datasette whose generated SQL these patterns were tried on.  There is no public hook for a table's order
or for its counts; another version may word them otherwise, and then pages are slower, and pagers may lose rows."""

_FIRST_PAGE = re.compile(
    r"^select .+? from (?P<table>\w+) (?:where .*)?order by \w+(?: desc)?(?= limit \d+$)", re.DOTALL
)
_COUNTED = "site|language|status"
_CHOSEN = rf'(?P<where>where "(?:{_COUNTED})" = :p\d+(?: and "(?:{_COUNTED})" = :p\d+)* )?'
_FACET = re.compile(
    rf"\s*select (?P<name>{_COUNTED}) as value, count\(\*\) as count from \(\s*"
    rf"select [\w, ]+ from articles {_CHOSEN}\s*\)\s*where (?P=name) is not null\s*"
    r"group by (?P=name) order by count desc, value limit (?P<limit>\d+)\s*"
)
_COUNT = re.compile(rf"select count\(\*\) from articles {_CHOSEN}")
_HITS = "id in (select rowid from article_search where article_search match escape_fts(:search))"
_COUNT_OF_HITS = f"select count(*) from articles where {_HITS} "
_MANY_HITS = 10_000


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """The archive, read by Datasette's own pages and ours."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._bytes_at_start = None if self.is_mutable else Path(self.path).stat().st_size

    def is_whole(self) -> bool:
        """Tell whether a snapshot's file is still the one that was opened; a live archive may grow."""
        path = Path(self.path)
        return path.is_file() and self._bytes_at_start in (None, path.stat().st_size)

    async def execute(self, sql: str, params: Any = None, *arguments: Any, **options: Any) -> Any:
        """Run a query; the first page of a sorted table is ordered like the pages after it."""
        sql = _short_cut(sql)
        first_page = _FIRST_PAGE.match(sql)
        if first_page:
            keys = await self.primary_keys(first_page["table"])
            sql = "".join([first_page[0], *(f", {key}" for key in keys), sql[first_page.end() :]])
            if _HITS in sql and await self._many_hits(params):
                # the plus takes the way by ids from SQLite, which leaves the order's own index
                sql = sql.replace(_HITS, f"+{_HITS}")
        return await super().execute(sql, params, *arguments, **options)

    async def _many_hits(self, parameters: Any) -> bool:
        hits = "select 1 from article_search where article_search match escape_fts(:search)"
        found = await super().execute(f"select count(*) from ({hits} limit {_MANY_HITS + 1})", parameters)
        return int(found.single_value()) > _MANY_HITS


def _short_cut(sql: str) -> str:
    """Return a quicker query with the same answer, or the query as it is."""
    facet, count = _FACET.fullmatch(sql), _COUNT.fullmatch(sql)
    if facet:
        name = facet["name"]
        return (
            f"select value, count from (select {name} as value, sum(articles) as count from article_counts "
            f"{facet['where'] or ''}group by {name}) where value is not null order by count desc, value "
            f"limit {facet['limit']}"
        )
    if count:
        return f"select coalesce(sum(articles), 0) from article_counts {count['where'] or ''}"
    if sql == _COUNT_OF_HITS:
        return "select count(*) from article_search where article_search match escape_fts(:search)"
    return sql
