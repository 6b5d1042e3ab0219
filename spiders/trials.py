"""Lists that discovery found, until a few of their articles were read: rows that are no articles refuse their list.

The articles are asked for as any others, before the rest of their list; what they show is kept back until the list is
believed.  An answer that says nothing of the list (a block, an outage, a limit) speaks for it.  What is tried stands
all over the first page: a few dead rows on top refuse nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.archive.frontier.lists import KeptList
from crawler.items import Visit
from crawler.normalise.addresses import address_key
from crawler.pages.lists.rows import ListItem

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

TRIED = 6
"""Articles read of a list before it is refused; one that is an article is enough to believe it."""
SAID = "refused: "
"""Begins the piece of a list's evidence that says why it was refused."""
MIN_TRIED = 2
"""Articles that can say that a list is none."""


@dataclass(eq=False)
class Trial:
    """One list whose articles are being tried."""

    kept: KeptList
    open: set[str] = field(default_factory=set)
    """`address_key` of the articles that have not answered."""
    requests: list[Request] = field(default_factory=list)
    is_believed: bool = False
    is_over: bool = False
    rows: list[ListItem] = field(default_factory=list)
    """What it is tried by."""
    reasons: Counter[str] = field(default_factory=Counter)
    """What its rows turned out to be → how many of them."""
    held: list[Visit] = field(default_factory=list)
    """What was read and is no article, as far as it seems."""

    def sentence(self) -> str:
        """Return what its rows turned out to be."""
        told = "; ".join(f"{count} {reason}" for reason, count in self.reasons.most_common())
        return f"of its rows {sum(self.reasons.values())} were tried and none is an article: {told}"


def tried_rows(rows: Sequence[ListItem]) -> list[ListItem]:
    """Return the rows by which a list is tried: the first and the last one, and some between them."""
    if len(rows) <= TRIED:
        return list(rows)
    return [rows[at * (len(rows) - 1) // (TRIED - 1)] for at in range(TRIED)]


class Trials:
    """The lists that are tried in one run."""

    def __init__(self, spider: "ArchiveSpider") -> None:
        self._spider = spider
        self._of: dict[str, list[Trial]] = {}

    def begin(self, kept: KeptList, rows: Sequence[ListItem]) -> Trial:
        """Return the trial of a list by some of its *rows*, with the requests for them."""
        trial = Trial(kept, rows=tried_rows(rows))
        for row in trial.rows:
            key = address_key(row.url)
            if self._spider.may_ask(row.url):
                trial.requests.append(self._spider.article_request(row.url, kept.id))
            elif key not in self._of:
                continue  # it was asked for and has answered, or may not be asked for
            trial.open.add(key)
            self._of.setdefault(key, []).append(trial)
        if len(trial.open) < MIN_TRIED:
            trial.is_believed = True  # too little to tell
        return trial

    def is_tried(self, url: str) -> bool:
        """Whether an address is one of those by which a list is tried."""
        return address_key(url) in self._of

    def tell(
        self, url: str, *, is_article: bool | None, reason: str = "", visit: Visit | None = None
    ) -> Iterator[Trial]:
        """Take in what an address showed, and yield the trials that are over by that.

        *is_article* is None where it says nothing; *reason* says why it is none; a *visit* that is
        no article is kept back until the trial is over.
        """
        key = address_key(url)
        for at, trial in enumerate(self._of.pop(key, ())):
            trial.open.discard(key)
            trial.is_believed |= is_article is not False
            trial.reasons[reason] += is_article is False
            if visit is not None and not at:
                trial.held.append(visit)
            if not trial.is_over and (trial.is_believed or not trial.open):
                trial.is_over = True
                yield trial
            elif visit is not None and not at and trial.is_over:
                yield trial

    def left(self) -> Iterator[Trial]:
        """Yield the trials that nothing will answer any more; they end well."""
        trials = [trial for several in self._of.values() for trial in several]
        self._of.clear()
        for trial in trials:
            if not trial.is_over:
                trial.is_over = trial.is_believed = True
                yield trial


def is_article(visit: Visit) -> bool:
    """Whether what was read is an article: a title, and a text, a file or a picture."""
    document, extract = visit.document, visit.extract
    if document is None or not document.title:
        return False
    return bool(document.body_text or document.attachments or visit.file or (extract is not None and extract.images))
