"""A list that discovery found as the archive keeps it: its id, its request, and when two requests are for one list."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from crawler.archive.frontier.lists import KeptList
from crawler.discovery.found import FoundList
from crawler.normalise.addresses import address_key
from crawler.normalise.text.search_key import search_key
from crawler.pages.lists.request import ListRequest

MIN_SHARED = 2
"""Rows that a list shares with a lost one when it stands in its place; of a single row that one."""


def request_key(request: str) -> str:
    """Return a string that is equal for requests for one list, whatever their scheme."""
    asked = ListRequest.from_text(request)
    return f"{asked.method} {address_key(asked.url)} {asked.body}"


def to_keep(found: FoundList, ident: str) -> KeptList:
    """Return what the archive keeps of a list, under the id that it gets."""
    return KeptList(
        id=ident,
        name=found.name,
        url=found.request.url,
        method=found.request.method,
        request=found.request.to_text(),
        kind=found.kind,
        role=found.role,
        found_by=found.found_by,
        row_order=found.order,
        article_form=found.article_form,
        row_address=found.row_address,
        evidence=found.evidence,
    )


def list_id(found: FoundList, taken: set[str]) -> str:
    """Return an id for a list: the words of its name, or of its address."""
    words = re.sub(r"[^a-z0-9]+", "-", search_key(found.name)).strip("-")
    if not words:
        parts = urlsplit(found.request.url)
        words = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-") or "list"
    words = words[:40].rstrip("-")
    number = 1
    ident = words
    while ident in taken:
        number += 1
        ident = f"{words}-{number}"
    return ident


class Repair:
    """What a search has found in the place of lists that were lost."""

    def __init__(
        self,
        lost: Sequence[KeptList],
        found: Sequence[FoundList],
        known: Mapping[str, KeptList],
        named: Callable[[str], tuple[set[str], set[str]]],
    ) -> None:
        """*known* are the lists by `request_key`; *named* gives the addresses and titles that a list named."""
        fresh = [one for one in found if request_key(one.request.to_text()) not in known]
        there = {request_key(one.request.to_text()): one for one in found}
        self.replaced: set[str] = set()
        """Ids of lost lists that were found again, at their own address or at another."""
        self.unharmed: set[str] = set()
        """Of those, the ones that are just as they were: their page came without rows once."""
        self.takers: list[FoundList] = []
        """Lists that stand in the place of lost ones."""
        for one in lost:
            again = there.get(request_key(one.request))
            takers = [again] if again is not None else [new for new in fresh if _stands_for(new, one, named(one.id))]
            if takers:
                self.replaced.add(one.id)
                self.takers += [taker for taker in takers if taker not in self.takers]
            if again is not None and again.article_form == one.article_form:
                self.unharmed.add(one.id)


def _stands_for(new: FoundList, lost: KeptList, named: tuple[set[str], set[str]]) -> bool:
    """Whether a list that was found names what a lost one named, or is called as that was."""
    addresses, titles = named
    if not addresses:
        return True  # it was never there, so that nothing tells what it should have named
    shared = sum(row.url in addresses or row.title in titles for row in new.rows)
    return shared >= min(MIN_SHARED, len(new.rows)) or search_key(new.name) == search_key(lost.name) != ""
