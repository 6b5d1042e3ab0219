"""The rows that a person's pattern chooses, wherever they stand in a page and whatever the rest of it looks like.

Structure still says what a row's title and day are, and which rows of the same list lead to other hosts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.normalise.addresses import address_key
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.boxes import is_beside
from crawler.pages.lists.groups import RowGroup, list_group
from crawler.pages.lists.links import find_links
from crawler.pages.lists.rows import ListItem, row_item


@dataclass(frozen=True)
class RowRule:
    """What a person wrote of an office's articles."""

    pattern: str
    """Regular expression searched in an address's path and query."""
    hosts: frozenset[str]
    """The office's hosts, without ``www.``."""
    is_strict: bool = True
    """Whether a page without a match has no rows; else its own structure decides."""

    def chooses(self, url: str) -> bool:
        """Whether an address is that of an article; one that cannot be read is none."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:  # such as a host in brackets that are not closed
            return False
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return parts.scheme in {"http", "https"} and host in self.hosts and re.search(self.pattern, asked) is not None

    def is_elsewhere(self, url: str) -> bool:
        """Whether an address is on a host that is not the office's."""
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            return False
        return bool(host) and host not in self.hosts

    def of(self, rows: Iterable[ListItem]) -> tuple[ListItem, ...]:
        """Return the rows that are chosen, each address once, with the title that some row of it has."""
        return _each_once(row for row in rows if self.chooses(row.url))


def chosen_rows(
    tree: PageTree, groups: Sequence[RowGroup], rule: RowRule, language: str, charset: str = "utf-8"
) -> tuple[ListItem, ...]:
    """Return the rows of a page that *rule* chooses, and those beside them in the same list that lead elsewhere."""
    chosen = [group for group in (_chosen(one, rule) for one in groups) if group is not None]
    told: dict[str, ListItem] = {}
    for group in chosen:
        for row in group.rows:
            told.setdefault(row.url, row)
    here = address_key(tree.url)
    beside: dict[_Element, bool] = {}
    rows = [
        told.get(link.url) or row_item(link.element, link.url, language)
        for link in find_links(tree, charset)
        if (link.url in told or rule.chooses(link.url))
        and address_key(link.url) != here
        and not is_beside(link.element, beside)
    ]
    if not rows:  # the list itself may stand in what is named like a box
        box = list_group(chosen)
        rows = list(box.rows) if box is not None else []
    return _each_once(rows)


def refused_rows(groups: Sequence[RowGroup], rule: RowRule) -> tuple[ListItem, ...]:
    """Return the dated rows of the office that *rule* refuses, and that stand in one list with what it chooses."""
    lists = [one for one in groups if not one.beside and any(rule.chooses(row.url) for row in one.rows)]
    rows = (row for one in lists for row in one.rows if row.title and row.date_raw)
    return _each_once(row for row in rows if not rule.chooses(row.url) and not rule.is_elsewhere(row.url))


def _chosen(group: RowGroup, rule: RowRule) -> RowGroup | None:
    """Return the part of a group that is chosen, or leads elsewhere from among what is chosen."""
    matched = [row for row in group.rows if rule.chooses(row.url)]
    if not matched:
        return None
    with_others = len(matched) > 1 and not group.beside
    rows = [
        row for row in group.rows if rule.chooses(row.url) or (with_others and row.title and rule.is_elsewhere(row.url))
    ]
    return replace(group, rows=tuple(rows), dated=sum(row.date_raw is not None for row in rows))


def _each_once(found: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Return each address once, where it stands first, with the title that some link to it has."""
    items: dict[str, ListItem] = {}
    for item in found:
        known = items.get(item.url)
        if known is None or (known.title is None and item.title):
            items[item.url] = item
    return tuple(items.values())
