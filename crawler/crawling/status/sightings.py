"""What one run saw of single articles, kept back until it is known whether the office as a whole was ill.

A site-wide fault (everything 404, one error page for all, a log-in wall) says nothing of single articles.  So what
speaks against an article waits for the end of the run: it is believed only if the lists named articles, and confirmed
only if some article was read.  A page that does not show the article that it should waits as well: if a list or another
article showed the same page, it is no article; if not, it is what the office made of it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.archive import Run
from crawler.archive.articles import same_text
from crawler.archive.frontier.memory import Expected
from crawler.items import Document, Visit
from crawler.normalise.addresses import address_key

LIST = ""
"""Stands for a list among the addresses that a page was shown at."""
MIN_TITLE_LENGTH = 8
"""Characters of a title that a page shows by no accident."""
CUT = ("...", "…", "[...]", "[…]")
MIN_SHARE = 0.5
"""Of an expected title that a page's own title is: lists put marks, names of columns and dates beside it."""
ALIKE = 0.3
"""Share of a text that is enough to know an article by."""


@dataclass(frozen=True)
class _Doubt:
    status: str
    seen_at: datetime


@dataclass
class Sightings:
    """One run's view of the office's articles."""

    live: int = 0
    """Article pages that were read as articles, or had not changed."""
    named: int = 0
    """Articles that lists named."""
    _doubts: dict[str, _Doubt] = field(default_factory=dict)
    _delisted: dict[int, datetime] = field(default_factory=dict)
    _shown: dict[int, dict[str, Collection[str]]] = field(default_factory=dict)
    """Sign of a page → where it was shown: key of the address → titles that were expected there."""
    _held: list[tuple[Visit, int]] = field(default_factory=list)

    def list_read(self, sign: int, named: int) -> None:
        """Take in a list page that names so many articles."""
        self.named += named
        self._shown.setdefault(sign, {})[LIST] = ()

    def doubt(self, url: str, status: str, seen_at: datetime) -> None:
        """Take in that the article at *url* seems to have vanished."""
        self._doubts[url] = _Doubt(status, seen_at)

    def delisted(self, article: int, seen_at: datetime) -> None:
        """Take in that no list names *article* where one should."""
        self._delisted.setdefault(article, seen_at)

    def is_held(self, visit: Visit, sign: int, expected: Expected) -> bool:
        """Take in an article page; return whether it waits for the end of the run, because it may be none."""
        if visit.document is None:
            return False
        key = address_key(visit.capture.requested_url)
        places = self._shown.setdefault(sign, {})
        # Bulletins that differ by their numbers alone are articles: each shows its own headline.
        is_shared = not _shows_title(visit.document, expected) and any(
            _is_another(key, expected.titles, *place) for place in places.items()
        )
        places[key] = expected.titles
        if is_shared or not shows(visit.document, expected):
            small = replace(visit, capture=replace(visit.capture, body=b""), extract=None)
            self._held.append((small, sign))
            return True
        self.live += 1
        return False

    def settle(self, run: Run, *, store: Callable[[Visit], None]) -> None:
        """Decide what the run may say: *store* what turned out to be articles, and record what vanished."""
        for visit, sign in self._held:
            key = address_key(visit.capture.requested_url)
            shown = self._shown[sign].items()
            titles = self._shown[sign][key]
            if any(_is_another(key, titles, *place) for place in shown):
                run.refuse(visit, "same_page")
                self.doubt(visit.capture.requested_url, "soft_gone", visit.capture.fetched_at)
            else:
                self.live += 1
                store(visit)
        if not self.named:
            return
        for url, doubt in self._doubts.items():
            run.record_status(url, doubt.status, doubt.seen_at, may_confirm=self.live > 0)
        for article, seen_at in self._delisted.items():
            run.record_delisted(article, seen_at)

    def refused(self) -> int:
        """Return how many pages were shown at several addresses in the place of articles."""
        return sum(
            any(_is_another(key, self._shown[sign][key], *place) for place in self._shown[sign].items())
            for visit, sign in self._held
            if (key := address_key(visit.capture.requested_url))
        )


def _is_another(key: str, titles: Collection[str], other: str, others: Collection[str]) -> bool:
    """Tell whether a page was shown at *other*, too, where something else was due; copies of one article are none."""
    if other == key:
        return False
    if other == LIST or not titles or not others:
        return True
    return not any(_same_title(one, two) for one in titles for two in others)


def _shows_title(document: Document, expected: Expected) -> bool:
    return document.title is not None and _folded(document.title) in {_folded(title) for title in expected.titles}


def _same_title(one: str, other: str) -> bool:
    first, second = _folded(one), _folded(other)
    return first.startswith(second) or second.startswith(first)


def shows(document: Document, expected: Expected) -> bool:
    """Tell whether a page shows the article that is expected at its address, as far as anything is expected."""
    if not expected.titles and not expected.text:
        return True
    said = _folded(f"{document.title or ''}\n{document.title_raw or ''}\n{document.body_text or ''}")
    if any(len(title) >= MIN_TITLE_LENGTH and title in said for title in map(_folded, expected.titles)):
        return True
    own = _folded(document.title or "")
    if any(own == title or _is_most_of(own, title) for title in map(_folded, expected.titles)):
        return True
    if not expected.text or not document.body_text:
        return False
    return _share(expected.text, document.body_text) >= ALIKE


def _is_most_of(own: str, title: str) -> bool:
    return len(own) >= MIN_TITLE_LENGTH and len(own) >= MIN_SHARE * len(title) and own in title


def _share(before: str, after: str) -> float:
    """Return how much of a text is still there: of its lines, or of its shingles."""
    lines = {line for line in before.split("\n") if len(line) >= MIN_TITLE_LENGTH}
    if not lines:
        return 0.0
    kept = len(lines & set(after.split("\n"))) / len(lines)
    return max(kept, same_text.similarity(same_text.shingles(before), same_text.shingles(after)))


def _folded(text: str) -> str:
    folded = "".join(text.casefold().split())
    for mark in CUT:
        folded = folded.removesuffix(mark)
    return folded
