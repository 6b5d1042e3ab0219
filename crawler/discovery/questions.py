"""What discovery still wants to ask: nothing twice, nothing on other hosts, the likeliest first."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from crawler.discovery.found import Ask, Purpose
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.menus import NEWS
from crawler.normalise.addresses import address_key
from crawler.pages.lists.survey import address_form

ORDER: Mapping[Purpose, int] = {
    "home": 0,
    "rest": 1,
    "script": 2,
    "api": 3,
    "page": 4,
    "site_map": 5,
    "feed": 6,
    "sitemap": 7,
}
FIRST_PAGE = re.compile(r"[?&](?:page|pageNo|pageNum|pageIndex|p|currentPage|current)=[01](?=&|$)")
MAX_FRUITLESS = 8
"""Menu entries of one form of address, none named for news, that were no list: the others of that form are none."""
NUMBERS = re.compile(r"\d+")


class Questions:
    """The queue of one discovery."""

    def __init__(self, hosts: OwnHosts) -> None:
        self.hosts = hosts
        self.waiting: list[Ask] = []
        self.seen: set[str] = set()
        self._fruitless: Counter[str] = Counter()

    def add(self, ask: Ask) -> None:
        """Queue a question, unless it was asked before or is about a host that is not the office's."""
        key = _key(ask)
        # An entry page may lead to /index.html, which is the same page anywhere else.
        asked = f"home {ask.request.url}" if ask.purpose == "home" else key
        if asked not in self.seen and (
            ask.purpose == "home"
            or self.hosts.has(ask.request.url)
            or (ask.purpose in {"api", "rest"} and self.hosts.has_below(ask.request.url))
        ):
            self.seen.update((asked, key))
            self.waiting.append(ask)

    def add_page(self, ask: Ask) -> None:
        """Queue a page, or give one that is queued the better score and label."""
        for at, one in enumerate(self.waiting):
            if one.purpose == "page" and address_key(one.request.url) == address_key(ask.request.url):
                if ask.score > one.score:
                    self.waiting[at] = replace(one, score=ask.score, label=ask.label)
                return
        self.add(ask)

    def count(self, purpose: Purpose) -> int:
        """Return how many questions of a kind wait."""
        return sum(one.purpose == purpose for one in self.waiting)

    def next(self) -> Ask | None:
        """Return the likeliest question that is worth asking; it does not wait any more."""
        while self.waiting:
            best = min(
                range(len(self.waiting)),
                key=lambda at: (ORDER[self.waiting[at].purpose], -self.waiting[at].score, at),
            )
            ask = self.waiting.pop(best)
            if not self._is_fruitless(ask):
                return ask
        return None

    def drop(self, purpose: Purpose) -> None:
        """Forget all questions of a kind."""
        self.waiting = [one for one in self.waiting if one.purpose != purpose]

    def ask_only(self, asks: Iterable[Ask]) -> None:
        """Forget everything that waits, and queue these."""
        self.waiting = list(asks)

    def was_list(self, ask: Ask) -> None:
        """Note that a page was a list: others of its form may be as well."""
        self._fruitless.pop(_form(ask), None)

    def was_none(self, ask: Ask) -> None:
        """Note that a page was no list."""
        self._fruitless[_form(ask)] += _is_unnamed(ask)

    def _is_fruitless(self, ask: Ask) -> bool:
        """Whether pages of that form were tried in vain: a menu may name a hundred departments."""
        return _is_unnamed(ask) and self._fruitless[_form(ask)] >= MAX_FRUITLESS


def _key(ask: Ask) -> str:
    """A string that is equal for requests that come to the same; an interface's first page is the interface itself."""
    url = FIRST_PAGE.sub("", ask.request.url) if ask.purpose == "api" else ask.request.url
    return f"{ask.request.method} {address_key(url)} {ask.request.body}"


def _form(ask: Ask) -> str:
    """Return the form of a page's address, whatever its numbers."""
    return address_form(NUMBERS.sub("1", ask.request.url))


def _is_unnamed(ask: Ask) -> bool:
    """Whether a page is asked for as a mere entry of a menu."""
    return ask.purpose == "page" and ask.score < NEWS
