"""A list that discovery found as the archive keeps it: its id, its request, and when two requests are for one list."""

import re
from urllib.parse import urlsplit

from crawler.archive.frontier.lists import KeptList
from crawler.discovery.found import FoundList
from crawler.normalise.addresses import address_key
from crawler.normalise.text.search_key import search_key
from crawler.pages.lists.request import ListRequest


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
