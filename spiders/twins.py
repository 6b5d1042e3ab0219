"""Rows of several lists that name one notice: told by the number in their address, their title and their day."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.archive.frontier.lists import Lists
from crawler.crawling.run.context import CrawlContext
from crawler.normalise.addresses import address_key
from crawler.pages.lists.rows import ListItem

NUMBER = re.compile(r"\d{3,}")


class Twins:
    """The rows that this run met, and those that the archive has, by what tells that they are one."""

    def __init__(self, context: CrawlContext, lists: Lists, *, is_written: bool) -> None:
        """*is_written*: whether a person wrote down which lists there are; none of them is another way to one list."""
        self._context = context
        self._is_written = is_written
        self._lists = lists
        self._twins: dict[tuple[str, str, str], str] = {}

    def count_moved(self, rows: list[ListItem], section: str) -> int:
        """Return how many rows name an article that is known by one other address: those further down may have moved.

        Of an article with more addresses each list, or each day, has its own.
        """
        frontier = self._context.frontier
        twins = (self.twin_of(row, section) for row in rows if not frontier.is_known(row.url))
        return sum(frontier.count_addresses(twin) == 1 for twin in twins if twin is not None)

    def unknown(self, rows: Iterable[ListItem], section: str) -> Iterator[ListItem]:
        """Yield the rows whose notice the archive does not know; another address of a known one is noted."""
        for row in rows:
            if self._context.frontier.is_known(row.url):
                self._remember(row)
            elif (twin := self.twin_of(row, section)) is not None:
                self._context.run.record_alias(row.url, of=twin, seen_at=self._context.started_at)
            else:
                self._remember(row)
                yield row

    def twin_of(self, row: ListItem, section: str) -> str | None:
        """Return the address under which a list names the same notice: the same number, title and day.

        *section* is the list that names *row*.  A written list that names at a new address what it named before has
        moved it, and is no twin of itself.
        """
        key = _twin_key(row)
        if key is None:
            return None
        twin = self._twins.get(key)
        if twin is None:
            beside = section if self._is_written else None
            stored = self._lists.twin(row.url, row.title or "", row.date_raw or "", beside=beside)
            twin = stored if stored is not None and _number(stored) == key[0] else None
        return twin if twin is not None and address_key(twin) != address_key(row.url) else None

    def _remember(self, row: ListItem) -> None:
        key = _twin_key(row)
        if key is not None:
            self._twins.setdefault(key, row.url)


def _twin_key(row: ListItem) -> tuple[str, str, str] | None:
    number = _number(row.url)
    return (number, row.title, row.date_raw) if number and row.title and row.date_raw else None


def _number(url: str) -> str | None:
    """Return the last number of an address, which names its article."""
    parts = urlsplit(url)
    numbers = NUMBER.findall(parts.path.rpartition("/")[2]) or NUMBER.findall(parts.query)
    return numbers[-1] if numbers else None
