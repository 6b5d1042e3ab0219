"""Which address was asked for first, where redirects and the pages at their ends are records of their own."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from crawler.archive.articles.moves import REDIRECTS
from crawler.archive.importing.found import FoundRecord

HOP = timedelta(minutes=5)
"""A client follows a redirect at once; what comes later was asked for by itself."""
MAX_HOPS = 2000
"""Redirects of a source that are remembered at a time."""


class Redirects:
    """The redirects of one source, so that the page at the end of them knows which address was asked for first."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[str, datetime]] = {}

    def asked_first(self, found: FoundRecord) -> str:
        """Return the address that was asked for when *found* came, and remember where it leads to."""
        asked, moment = self._asked.pop(found.url, (found.url, found.fetched_at))
        if abs(found.fetched_at - moment) > HOP:
            asked = found.url
        location = next((value for name, value in found.headers if name.lower() == "location"), None)
        if found.status in REDIRECTS and location:
            if len(self._asked) >= MAX_HOPS:
                self._asked.pop(next(iter(self._asked)))
            self._asked[_target(found.url, location)] = (asked, found.fetched_at)
        return asked


def _target(url: str, location: str) -> str:
    try:
        return urljoin(url, location).partition("#")[0]
    except ValueError:
        return location
