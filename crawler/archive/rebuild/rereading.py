"""Re-reading: captures are stored once more in a private database, which is then compared with the archive.

The private database is filled through the same calls as in a crawl, so that without a change of rules it comes out the
same.  What the crawl itself observed (which addresses are one article, statuses, listings, coverage) is not touched:
`docs/architecture.md` says why.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from crawler.archive.archive import Archive
from crawler.archive.articles import same_text, search_index
from crawler.archive.articles import view_counts as views
from crawler.archive.articles.attachments import BY_PROGRAMS, FileReading
from crawler.archive.articles.identity import add_aliases, find_article, next_id
from crawler.archive.articles.store import store_file, store_visit
from crawler.archive.articles.versions import PLAIN, remember_number
from crawler.archive.db.database import transaction
from crawler.archive.db.schema.migrations import migrate
from crawler.archive.db.times import utc_text
from crawler.items import Visit

READ = (*PLAIN, "images", "flags", "problems", "views")
"""The fields of an article that reading fills; these are reported."""
COMPARED = (
    *READ,
    "provenance",
    "version",
    "capture",
    "content_digest",
    "reading",
    "reading_digest",
    "views_observed_at",
    "changed_at",
)
FILE_FIELDS = (
    "url",
    "first_seen",
    "last_seen",
    "name",
    "media_type",
    "bytes",
    "sha256",
    "capture",
    "text",
    "text_method",
    "status",
    "note",
    "document_number",
)
BESIDE = frozenset({"id", "article", "software_version"})
"""Columns in which two equal readings may differ."""

Row = dict[str, Any]


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
class State:
    """All that reading says of one article."""

    fields: Row
    versions: list[Row]
    views: dict[tuple[str, str], tuple[int, str, int | None]]
    """(moment, method) → (views, raw, capture)."""
    files: dict[str, Row]


@dataclass(frozen=True)
class Difference:
    """One article, as it is and as today's rules would have it."""

    article: int | None
    """None: under the old rules no article was seen there."""
    url: str
    before: State | None
    after: State
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
class Report:
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
        self._private = _private_database()
        self._articles: dict[int, int] = {}
        self._originals: dict[int, int] = {}
        self._untouchable: set[int] = set()
        self._differing: list[int] = []
        self._report = Report()

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

    def _was_refused(self, capture: int) -> bool:
        """Tell whether the page stood in the place of several articles, which no page shows by itself."""
        found = self._live.execute("SELECT 1 FROM refused_captures WHERE capture = ?", (capture,)).fetchone()
        return found is not None

    def _take_visit(self, visit: Visit, capture: int, row: sqlite3.Row) -> None:
        addresses = [visit.capture.url, visit.capture.requested_url]
        if row["article"] in self._articles:
            # Which addresses are one article was proven when they were seen, and is not asked again.
            add_aliases(self._private, self._articles[row["article"]], addresses, utc_text(visit.capture.fetched_at))
        else:
            # Nor is whether it is the article whose address led there: it was found to be another.
            visit = replace(visit, capture=replace(visit.capture, requested_url=visit.capture.url))
        store_visit(self._private, visit, capture=capture, run=row["run"], software=self._software, grouped=False)
        copied = find_article(self._private, addresses)
        if row["article"] is not None and copied is not None:
            self._articles[row["article"]] = copied
            self._originals.setdefault(copied, row["article"])

    def _take_part(self, reread: Reread, article: int) -> None:
        if reread.file is not None:
            store_file(self._private, reread.file, capture=reread.capture, article=article, software=self._software)
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

    def report(self, tell: Callable[[Difference], None] = lambda _difference: None) -> Report:
        """Compare all that was taken with the archive, and *tell* of each change; nothing is written."""
        for difference in self.differences():
            self._report.count(difference)
            if not difference.is_none:
                self._differing.append(difference.copied_from)
                tell(difference)
        return self._report

    def _difference(self, copied: int, original: int | None) -> Difference:
        before = _state(self._live, original) if original is not None else None
        after = _state(self._private, copied)
        return Difference(
            article=original,
            url=self._private.execute("SELECT url FROM articles WHERE id = ?", (copied,)).fetchone()[0],
            before=before,
            after=_keep_unproven(before, after) if before else after,
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
            return self._insert(copied)
        search_index.remove(self._live, difference.article)
        _write(self._live, difference.article, difference.before, difference.after, self._software)
        search_index.add(self._live, difference.article)
        same_text.link(self._live, difference.article, difference.after.fields["body_text"])
        return difference.article

    def _copy_aliases(self, article: int, copied: int) -> None:
        rows = self._private.execute("SELECT url, first_seen FROM article_urls WHERE article = ?", (copied,))
        for url, first_seen in rows.fetchall():
            add_aliases(self._live, article, [url], first_seen)

    def _insert(self, copied: int) -> int:
        """Copy an article that the old rules did not see, with all that hangs on it."""
        row = dict(self._private.execute("SELECT * FROM articles WHERE id = ?", (copied,)).fetchone())
        article = next_id(self._live)
        _insert(self._live, "articles", row | {"id": article})
        for table in ("versions", "view_counts", "attachments", "status_history"):
            for part in self._private.execute(f"SELECT * FROM {table} WHERE article = ? ORDER BY id", (copied,)):
                _insert(self._live, table, {**dict(part), "article": article}, leave_out=("id",))
        search_index.add(self._live, article)
        same_text.link(self._live, article, row["body_text"])
        self._live.execute(
            "UPDATE captures SET article = ? WHERE id IN (SELECT capture FROM versions WHERE article = ?)",
            (article, article),
        )
        return article

    def close(self) -> None:
        """Drop the private database."""
        self._private.close()


def _private_database() -> sqlite3.Connection:
    connection = sqlite3.connect("", isolation_level=None)  # a file of SQLite's own, gone when it is closed
    connection.row_factory = sqlite3.Row
    for name in ("index_text", "show_text", "mark_words"):
        connection.create_function(name, 1, _no_text, deterministic=True)  # nobody searches here
    connection.execute("PRAGMA synchronous = OFF")
    migrate(connection)
    connection.execute("BEGIN")
    return connection


def _no_text(_text: str | None) -> str:
    return ""


def _state(connection: sqlite3.Connection, article: int) -> State:
    fields = connection.execute(f"SELECT {', '.join(COMPARED)} FROM articles WHERE id = ?", (article,)).fetchone()
    versions = connection.execute("SELECT * FROM versions WHERE article = ? ORDER BY number", (article,)).fetchall()
    counts = connection.execute("SELECT * FROM view_counts WHERE article = ? ORDER BY observed_at", (article,))
    files = connection.execute(f"SELECT {', '.join(FILE_FIELDS)} FROM attachments WHERE article = ?", (article,))
    return State(
        fields=dict(fields),
        versions=[{name: row[name] for name in row.keys() if name not in BESIDE} for row in versions],  # noqa: SIM118 - a Row iterates its values
        views={
            (row["observed_at"], row["method"]): (row["views"], row["raw"], row["capture"]) for row in counts.fetchall()
        },
        files={row["url"]: dict(row) for row in files.fetchall()},
    )


def _keep_unproven(before: State, after: State) -> State:
    """Add to *after* what captures cannot disprove: counts of endpoints, files offered no more, texts by programs."""
    endpoint = {key: told for key, told in before.views.items() if key[1] == "endpoint"}
    counts = dict(sorted((endpoint | after.views).items()))
    fields = dict(after.fields)
    if counts:
        (moment, _), newest = max(counts.items(), key=lambda item: item[0][0])
        fields |= {"views": newest[0], "views_observed_at": moment}
    files = before.files | {url: with_recognised(before.files.get(url), file) for url, file in after.files.items()}
    return State(fields=fields, versions=after.versions, views=counts, files=files)


def with_recognised(before: Row | None, after: Row) -> Row:
    """Return a file's row as it is now, with the text that a program read in it while it is still the same file."""
    if before is None or before["text_method"] not in BY_PROGRAMS:
        return after
    if before["sha256"] != after["sha256"] or after["text"]:
        return after
    return after | {name: before[name] for name in ("text", "text_method", "note")}


def _write(connection: sqlite3.Connection, article: int, before: State, after: State, software: str) -> None:
    if before.fields != after.fields:
        _update(connection, "articles", after.fields | {"software_version": software}, "id = ?", article)
    changed = [version for version in after.versions if version not in before.versions]
    _remember_numbers(connection, article, before, after)
    _write_versions(connection, article, changed, software)
    connection.execute("DELETE FROM versions WHERE article = ? AND number > ?", (article, len(after.versions)))
    _write_views(connection, article, after.views)
    for url, file in after.files.items():
        row = {**file, "article": article}
        updated = _update(connection, "attachments", row, "article = ? AND url = ?", article, url)
        if not updated:
            _insert(connection, "attachments", row)


def _remember_numbers(connection: sqlite3.Connection, article: int, before: State, after: State) -> None:
    """Keep known which capture a version was read from that is counted otherwise now, for those who cited it."""
    now = {version["number"]: version["capture"] for version in after.versions}
    for version in before.versions:
        if now.get(version["number"]) != version["capture"]:
            until = utc_text(datetime.now(UTC))
            remember_number(connection, article, version["number"], version["capture"], until)


def _write_versions(connection: sqlite3.Connection, article: int, versions: list[Row], software: str) -> None:
    for version in versions:
        row = {**version, "article": article, "software_version": software}
        if not _update(connection, "versions", row, "article = ? AND number = ?", article, version["number"]):
            _insert(connection, "versions", row)


def _write_views(
    connection: sqlite3.Connection, article: int, counts: Mapping[tuple[str, str], tuple[int, str, int | None]]
) -> None:
    known = connection.execute("SELECT id, observed_at, method FROM view_counts WHERE article = ?", (article,))
    for row in known.fetchall():
        if (row["observed_at"], row["method"]) not in counts:
            connection.execute("DELETE FROM view_counts WHERE id = ?", (row["id"],))
    connection.executemany(
        """INSERT INTO view_counts (article, observed_at, method, views, raw, capture) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (article, observed_at, method) DO UPDATE
        SET views = excluded.views, raw = excluded.raw, capture = excluded.capture""",
        [(article, moment, method, *told) for (moment, method), told in counts.items()],
    )


def _update(connection: sqlite3.Connection, table: str, row: Row, where: str, *values: object) -> bool:
    settings = ", ".join(f"{name} = ?" for name in row)
    cursor = connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", (*row.values(), *values))
    return cursor.rowcount > 0


def _insert(connection: sqlite3.Connection, table: str, row: Row, leave_out: tuple[str, ...] = ()) -> None:
    row = {name: value for name, value in row.items() if name not in leave_out}
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
