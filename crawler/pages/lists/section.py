"""A section's list page of an office whose articles somebody wrote down by their addresses.

An article is a row whose path and query match the office's own pattern.  A section may be a page, or the data that the
page's script asks for: JSON, a feed or a site map.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.lists.json_lists import parse_json
from crawler.pages.lists.pagers import find_next
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem, links, taken
from crawler.pages.lists.xml_lists import looks_like_xml
from crawler.site import Site

DATA = frozenset({"json", "feed", "sitemap", "store"})
"""Kinds of lists that are no pages."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What one list page says."""

    items: tuple[ListItem, ...] = ()
    """In the order of the page, each address once."""
    next_url: str | None = None


def read_listing(*, url: str, content: bytes, content_type: str | None = None, site: Site) -> Listing:
    """Read one list page of *site*; any bytes give a listing, one without a list gives an empty one."""
    is_article = re.compile(site.article_url)
    hosts = {host.removeprefix("www.") for host in site.all_hosts()}

    def is_wanted(address: str) -> bool:
        parts = urlsplit(address)
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        host = (parts.hostname or "").lower().removeprefix("www.")
        return parts.scheme in {"http", "https"} and host in hosts and is_article.search(asked) is not None

    text = decode_page(content, content_type, site.language).text
    if looks_like_xml(content) or parse_json(text) is not None:
        data = read_list(ListRequest(url), content, content_type, language=site.language)
        if data.kind in DATA:
            rows = taken(data.rows, is_wanted)
            return Listing(items=_each_once(rows), next_url=_plain_address(data) if rows else None)
    tree = parse_page(text, url)
    items = _each_once(links(tree, is_wanted, site.language))
    next_url = find_next(tree)
    if items and next_url is None:  # no link leads on, but a script may
        next_url = _plain_address(read_list(ListRequest(url), content, content_type, language=site.language))
    return Listing(items=items, next_url=next_url)


def _plain_address(page: ListPage) -> str | None:
    """Return the address that a list goes on at; None where that takes more than an address."""
    return next((request.url for request in page.following if request.method == "GET"), None)


def _each_once(found: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Return each address once, where it stands first, with the title that some link to it has."""
    items: dict[str, ListItem] = {}
    for item in found:
        known = items.get(item.url)
        if known is None or (known.title is None and item.title):
            items[item.url] = item
    return tuple(items.values())
