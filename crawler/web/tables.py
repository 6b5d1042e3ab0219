"""Datasette's database with one repair, pages of a sorted table lose no rows, and one short cut, kept facets.

Datasette 0.65 orders the first page by the sort column alone, but continues after its last row by sort column *and*
primary key.  Where many rows have the same value, as articles of one day do, the first page holds them in whatever
order an index gives, and the pages after it leave some out.  A streamed CSV is made of such pages, too.

The three facets that the table of all articles always shows would read every article each time; a snapshot holds their
counts ready.
"""

import re
from typing import Any

from datasette.database import Database

_FIRST_PAGE = re.compile(
    r"^select .+ from (?P<table>\w+) (?:where .*)?order by \w+(?: desc)?(?= limit \d+$)", re.DOTALL
)
_FACET_OF_ALL = re.compile(
    r"\s*select (?P<name>site|language|status) as value, count\(\*\) as count "
    r"from \(\s*select [\w, ]+ from articles\s*\)\s*where (?P=name) is not null\s*"
    r"group by (?P=name) order by count desc, value limit (?P<limit>\d+)\s*"
)


class ArchiveDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """The archive, read by Datasette's own pages and ours."""

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:
        """Run a query; the first page of a sorted table is ordered like the pages after it."""
        facet = _FACET_OF_ALL.fullmatch(sql)
        if facet:
            sql = (
                f"SELECT value, articles AS count FROM article_facets WHERE name = '{facet['name']}' "
                f"AND value IS NOT NULL ORDER BY count DESC, value LIMIT {facet['limit']}"
            )
        first_page = _FIRST_PAGE.match(sql)
        if first_page:
            keys = await self.primary_keys(first_page["table"])
            sql = "".join([first_page[0], *(f", {key}" for key in keys), sql[first_page.end() :]])
        return await super().execute(sql, *arguments, **options)
