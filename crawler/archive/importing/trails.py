"""What one record of a source tells of others: where a redirect leads to, and which page continues a list."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from crawler.archive.articles.moves import REDIRECTS
from crawler.archive.importing.found import FoundRecord
from crawler.archive.importing.seen import rows_of
from crawler.normalise.addresses import address_key
from crawler.site import Site

HOP = timedelta(minutes=5)
"""A client follows a redirect at once; what comes later was asked for by itself."""
MAX_HOPS = 2000
"""Redirects of a source that are remembered at a time."""


class Redirects:
    """The redirects of one source, so that the page at the end of them knows which address was asked for first."""

    def __init__(self) -> None:
        self._asked: dict[str, list[tuple[str, datetime]]] = {}
        """Address that redirects lead to → for each that was not followed yet, what was asked for and when."""

    def asked_first(self, found: FoundRecord) -> str:
        """Return the address that was asked for when *found* came, and remember where it leads to."""
        asked = self._followed(found)
        location = next((value for name, value in found.headers if name.lower() == "location"), None)
        if found.status in REDIRECTS and location:
            if len(self._asked) >= MAX_HOPS:
                self._asked.pop(next(iter(self._asked)))
            self._asked.setdefault(_target(found.url, location), []).append((asked, found.fetched_at))
        return asked

    def _followed(self, found: FoundRecord) -> str:
        """Return what was asked for first by the nearest redirect to *found*, each of which is followed once."""
        waiting = self._asked.get(found.url, [])
        near = min(waiting, key=lambda one: abs(found.fetched_at - one[1]), default=None)
        if near is None or abs(found.fetched_at - near[1]) > HOP:
            return found.url
        waiting.remove(near)
        if not waiting:
            del self._asked[found.url]
        return near[0]


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError:
        return location


class Lists:
    """The list pages of one source: those whose address is known, and those that a list page before named as its next.

    Of an office whose list form is not known (`Site.article_url` is empty) only the first pages are told.
    """

    def __init__(self) -> None:
        self._sections: dict[tuple[str, str], str | None] = {}

    def is_list(self, found: FoundRecord, site: Site) -> bool:
        """Tell whether *found* is a page of a list; what follows it is remembered."""
        if not self.is_address(found.url, site):
            return False
        if found.status == 200 and found.origin is None and site.article_url:
            page = rows_of(found, site)
            for following in page.following if page.rows else ():
                self._sections.setdefault((site.id, address_key(following.url)), self.section_of(found, site))
        return True

    def is_address(self, url: str, site: Site) -> bool:
        """Tell whether *url* is the address of a list, as far as it is known by now."""
        key = (site.id, address_key(url))
        if key not in self._sections:
            known = {address_key(site.home): None} | {
                address_key(url): section for section, url in site.section_urls().items()
            }
            if key[1] not in known:
                return False
            self._sections[key] = known[key[1]]
        return True

    def section_of(self, found: FoundRecord, site: Site) -> str | None:
        """Return the section whose list *found* is a page of."""
        return self._sections.get((site.id, address_key(found.url)))
