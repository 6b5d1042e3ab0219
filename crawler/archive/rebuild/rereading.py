"""Re-reading: captures are stored once more in a private database, which is then compared with the archive.

The private database is filled through the same calls as in a crawl, so that without a change of rules it comes out the
same.  What the crawl itself observed (which addresses are one article, statuses, listings, coverage) is not touched:
`docs/architecture.md` says why.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.archive.archive import Archive
from crawler.archive.articles import same_text, search_index
from crawler.archive.articles import view_counts as views
from crawler.archive.articles.files.attachments import FileReading
from crawler.archive.articles.files.store_file import store_file
from crawler.archive.articles.identity import add_aliases, find_article
from crawler.archive.articles.moving import copy_moving
from crawler.archive.articles.store import store_visit
from crawler.archive.db.database import transaction
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.listings import copy_listings
from crawler.archive.rebuild.states import (
    READ,
    ArticleState,
    insert_article,
    keep_unproven,
    private_database,
    state_of,
    write_state,
)
from crawler.items import Visit


@dataclass(frozen=True, kw_only=True)
class Reread:
    """What one capture says under today's rules; all None when it is neither article, file nor count."""

    capture: int
    visit: Visit | None = None
    file: FileReading | None = None
    count: tuple[int, str] | None = None
    fetched_at: str = ""
    fault: str | None = None
    """Why it could not be read; the article that it belongs to is then left as it is."""


@dataclass(frozen=True)
class Difference:
    """One article, as it is and as today's rules would have it."""

    article: int | None
    """None: under the old rules no article was seen there."""
    url: str
    before: ArticleState | None
    after: ArticleState
    copied_from: int
    """The article's id in the private database."""

    @property
    def is_none(self) -> bool:
        """Whether today's rules say the same."""
        return self.before == self.after

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Return field → (before, after) of each field that reading fills and that changes."""
        before: Mapping[str, Any] = self.before.fields if self.before else {}
        return {
            name: (before.get(name), self.after.fields[name])
            for name in READ
            if before.get(name) != self.after.fields[name]
        }


@dataclass
class Coverage:
    """How many articles have a field, before and after."""

    before: int = 0
    after: int = 0
    changed: int = 0


@dataclass
class RereadingReport:
    """What a re-reading found."""

    captures: int = 0
    articles: int = 0
    faults: list[str] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    coverage: dict[str, Coverage] = field(default_factory=dict)
    versions: Coverage = field(default_factory=Coverage)

    def count(self, difference: Difference) -> None:
        """Take one article into the coverage, whether it changes or not."""
        before, after = difference.before, difference.after
        self.articles += 1
        self.new += before is None
        self.changed += before is not None and not difference.is_none
        for name in READ:
            told = self.coverage.setdefault(name, Coverage())
            old = before.fields[name] if before else None
            told.before += _is_filled(old)
            told.after += _is_filled(after.fields[name])
            told.changed += old != after.fields[name]
        self.versions.before += len(before.versions) if before else 0
        self.versions.after += len(after.versions)


def _is_filled(value: object) -> bool:
    return value not in (None, "", "[]", "{}")


class Rereading:
    """The archive read once more; `take` what each capture says in the order of the captures, then `report`."""

    def __init__(self, archive: Archive, *, software: str) -> None:
        self._live = archive.connection
        self._software = software
        self._private = private_database()
        self._articles: dict[int, int] = {}
        self._originals: dict[int, int] = {}
        self._untouchable: set[int] = set()
        self._differing: list[int] = []
        self._report = RereadingReport()
        self._waiting: defaultdict[int, list[Reread]] = defaultdict(list)
        """Article → files and counts that were captured, by another's clock, before its page."""
        self._sites: set[str] = set()
        """Offices whose lists the private database knows."""

    def take(self, reread: Reread) -> None:
        """Store what one capture says."""
        row = self._live.execute("SELECT run, article FROM captures WHERE id = ?", (reread.capture,)).fetchone()
        self._report.captures += 1
        if reread.fault is not None:
            self._report.faults.append(f"capture {reread.capture}: {reread.fault}")
            if row["article"] is not None:
                self._untouchable.add(row["article"])
        elif self._was_refused(reread.capture):
            return
        elif reread.visit is not None:
            self._take_visit(reread.visit, reread.capture, row)
        elif row["article"] in self._articles:
            self._take_part(reread, self._articles[row["article"]])
        elif row["article"] is not None:
            self._waiting[row["article"]].append(reread)

    def _was_refused(self, capture: int) -> bool:
        """Tell whether the page stood in the place of several articles, which no page shows by itself."""
        found = self._live.execute("SELECT 1 FROM refused_captures WHERE capture = ?", (capture,)).fetchone()
        return found is not None

    def _take_visit(self, visit: Visit, capture: int, row: sqlite3.Row) -> None:
        if visit.capture.site not in self._sites:
            self._sites.add(visit.capture.site)
            copy_listings(self._live, self._private, visit.capture.site)
        addresses = [visit.capture.url, visit.capture.requested_url]
        if row["article"] in self._articles:
            # Which addresses are one article was proven when they were seen, and is not asked again.
            add_aliases(self._private, self._articles[row["article"]], addresses, utc_text(visit.capture.fetched_at))
        else:
            # Nor is whether it is the article whose address led there: it was found to be another.
            visit = replace(visit, capture=replace(visit.capture, requested_url=visit.capture.url))
        copy_moving(self._live, self._private, capture)
        store_visit(self._private, visit, capture=capture, run=row["run"], software=self._software, grouped=False)
        copied = find_article(self._private, addresses)
        if row["article"] is not None and copied is not None:
            self._articles[row["article"]] = copied
            self._originals.setdefault(copied, row["article"])
            for part in self._waiting.pop(row["article"], ()):
                self._take_part(part, copied)

    def _take_part(self, reread: Reread, article: int) -> None:
        if reread.file is not None:
            store_file(
                self._private,
                reread.file,
                capture=reread.capture,
                article=article,
                software=self._software,
                grouped=False,
            )
        elif reread.count is not None:
            views.observe(
                self._private,
                article,
                views=reread.count[0],
                raw=reread.count[1],
                method="endpoint",
                observed_at=reread.fetched_at,
                capture=None,
            )

    def differences(self) -> Iterator[Difference]:
        """Yield every article that was read without a fault, whether it changes or not."""
        for copied, original in self._readable():
            yield self._difference(copied, original)

    def _readable(self) -> Iterator[tuple[int, int | None]]:
        """Yield the ids, in the private database and in the archive, of the articles that were read without a fault."""
        for (copied,) in self._private.execute("SELECT id FROM articles ORDER BY id").fetchall():
            original = self._originals.get(copied)
            if original not in self._untouchable:
                yield copied, original

    def report(self, tell: Callable[[Difference], None] = lambda _difference: None) -> RereadingReport:
        """Compare all that was taken with the archive, and *tell* of each change; nothing is written."""
        for difference in self.differences():
            self._report.count(difference)
            if not difference.is_none:
                self._differing.append(difference.copied_from)
                tell(difference)
        return self._report

    def _difference(self, copied: int, original: int | None) -> Difference:
        before = state_of(self._live, original) if original is not None else None
        after = state_of(self._private, copied)
        return Difference(
            article=original,
            url=self._private.execute("SELECT url FROM articles WHERE id = ?", (copied,)).fetchone()[0],
            before=before,
            after=keep_unproven(before, after) if before else after,
            copied_from=copied,
        )

    def apply(self) -> None:
        """Write into the archive all that `report` told of, in one transaction."""
        differing = set(self._differing)
        with transaction(self._live):
            for copied, original in self._readable():
                article = self._take_over(copied, original) if copied in differing else original
                if article is not None:
                    self._copy_aliases(article, copied)

    def _take_over(self, copied: int, original: int | None) -> int:
        difference = self._difference(copied, original)
        if difference.before is None or difference.article is None:
            return insert_article(self._live, self._private, copied)
        search_index.remove(self._live, difference.article)
        write_state(self._live, difference.article, difference.before, difference.after, self._software)
        search_index.add(self._live, difference.article)
        same_text.link(self._live, difference.article, difference.after.fields["body_text"])
        return difference.article

    def _copy_aliases(self, article: int, copied: int) -> None:
        rows = self._private.execute("SELECT url, first_seen FROM article_urls WHERE article = ?", (copied,))
        for url, first_seen in rows.fetchall():
            add_aliases(self._live, article, [url], first_seen)

    def close(self) -> None:
        """Drop the private database."""
        self._private.close()
