"""Rows of several lists that name one notice: told by the number in their address, their title and their day."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from crawler.archive.frontier.lists import Lists
from crawler.crawling.run.context import CrawlContext
from crawler.normalise.addresses import address_key
from crawler.pages.lists.rows import ListItem

NUMBER = re.compile(r"\d{3,}")
ARTICLE = re.compile(r"(?:item|news|article|info|doc|content|post|detail|[an])?_?id$|ma_?tin$", re.IGNORECASE)
"""Parameters that name an article."""


class Twins:
    """The rows that this run met, and those that the archive has, by what tells that they are one."""

    def __init__(self, context: CrawlContext, lists: Lists, *, is_written: bool) -> None:
        """*is_written*: whether a person wrote down which lists there are; none of them is another way to one list."""
        self._context = context
        self._is_written = is_written
        self._lists = lists
        self._twins: dict[tuple[str, str, str], str] = {}
        self._pages: dict[tuple[str, str, str], str] = {}
        """The same, of rows whose address names the article in a parameter."""

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
        twin = self._same_page(row)
        key = _twin_key(row)
        if twin is not None or key is None:
            return twin
        twin = self._twins.get(key)
        if twin is None:
            beside = section if self._is_written else None
            stored = self._lists.twin(row.url, row.title or "", row.date_raw or "", beside=beside)
            twin = stored if stored is not None and _number(stored) == key[0] else None
        return twin if twin is not None and address_key(twin) != address_key(row.url) else None

    def _same_page(self, row: ListItem) -> str | None:
        """Return the address that differs from a row's in parameters which name no article, such as a session's."""
        key = _page_key(row.url, row.title)
        if key is None:
            return None
        met = self._pages.get(key)
        known = self._lists.namesakes(row.title or "") if met is None else [met]
        same = (url for url in known if _page_key(url, row.title) == key and address_key(url) != address_key(row.url))
        return next((url for url in same if url == met or self._context.frontier.is_known(url)), None)

    def _remember(self, row: ListItem) -> None:
        page = _page_key(row.url, row.title)
        if page is not None:
            self._pages.setdefault(page, row.url)
        key = _twin_key(row)
        if key is not None:
            self._twins.setdefault(key, row.url)


def _twin_key(row: ListItem) -> tuple[str, str, str] | None:
    number = _number(row.url)
    return (number, row.title, row.date_raw) if number and row.title and row.date_raw else None


def _page_key(url: str, title: str | None) -> tuple[str, str, str] | None:
    """Return what is equal for addresses of one page, by its path, the article's own parameter and *title*.

    None where nothing names the article, or nothing else stands beside it.
    """
    parts = urlsplit(address_key(url))
    fields = parse_qsl(parts.query)
    named = sorted((name, value) for name, value in fields if ARTICLE.match(name))
    if not title or not named or len(named) == len(fields):
        return None
    return parts.path, "&".join(f"{name}={value}" for name, value in named), title


def _number(url: str) -> str | None:
    """Return the last number of an address, which names its article."""
    parts = urlsplit(url)
    numbers = NUMBER.findall(parts.path.rpartition("/")[2]) or NUMBER.findall(parts.query)
    return numbers[-1] if numbers else None
