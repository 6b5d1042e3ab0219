"""One crawl of one site, from its start to its summary."""

import sqlite3
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from crawler.archive.articles import statuses
from crawler.archive.articles import view_counts as views
from crawler.archive.articles.files.attachments import FileReading, note_too_large
from crawler.archive.articles.files.store_file import store_file
from crawler.archive.articles.identity import add_aliases, find_article
from crawler.archive.articles.moves import take_status
from crawler.archive.articles.moving import headings_of, known_to_move, names_of_others, note_moving, text_at_stake
from crawler.archive.articles.store import Outcome, store_visit
from crawler.archive.articles.unread import Unread, UnreadProblem, note_unread
from crawler.archive.db.database import transaction
from crawler.archive.db.integrity import forget_check
from crawler.archive.db.numbers import new_id
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.coverage import count_disguised_block, count_failure
from crawler.archive.frontier.listings import list_again, order_by_list
from crawler.archive.warc.captures import WireRequest, WrittenRecords, find_original, write_capture
from crawler.archive.warc.writer import MAX_BYTES, WarcFiles
from crawler.items import Capture, Visit
from crawler.normalise.addresses import canonical_address
from crawler.normalise.text.differences import split_sentences
from crawler.site import Site

STATES = frozenset({"ok", "empty", "drift", "blocked", "down", "interrupted", "imported"})
"""How a run ended; ``imported`` is no crawl: it brought in captures that others made."""
COUNTED = ("requests", "bytes", "listed", "new", "changed", "unchanged", "gone", "failed", "problems")


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """What a finished run did; the counts are those of its row."""

    id: int
    site: str
    state: str
    started_at: str
    finished_at: str
    requests: int
    bytes: int
    listed: int
    new: int
    changed: int
    unchanged: int
    gone: int
    failed: int
    problems: int


InThread = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Calls a function in a thread; `asyncio.to_thread`."""
MAX_PACKED_AT_ONCE = 256 * 2**10
"""Bytes of a payload that is packed within the event loop, in a few milliseconds."""


class Run:
    """One crawl of one site; made by `Archive.start_run`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        warc_folder: Path,
        site: Site,
        *,
        started_at: datetime,
        software: str,
        max_warc_bytes: int = MAX_BYTES,
        job: str | None = None,
    ) -> None:
        self._connection = connection
        self._folder = warc_folder
        self._software = software
        self._started_at = utc_text(started_at)
        self.site = site.id
        self._language = site.language
        self._counts = dict.fromkeys(COUNTED, 0)
        self._files = WarcFiles(
            warc_folder, site=site.id, started_at=self._started_at, software=software, max_bytes=max_warc_bytes
        )
        with transaction(connection):
            write_site(connection, site)
            cursor = connection.execute(
                f"INSERT INTO runs (id, site, started_at, software_version, job) VALUES ({new_id('runs')}, ?, ?, ?, ?)",
                (site.id, self._started_at, software, job),
            )
        self.id = int(cursor.lastrowid or 0)

    def at_once(self) -> AbstractContextManager[None]:
        """Make one transaction of what is recorded within, such as the rows of one list page."""
        return transaction(self._connection)

    def record_capture(
        self,
        capture: Capture,
        *,
        request_headers: Sequence[tuple[str, str]] = (),
        method: str = "GET",
        written: WrittenRecords | None = None,
    ) -> int:
        """Keep a response as evidence before anything is read out of it; return the capture's id.

        Header names and values are the bytes on the wire read as Latin-1.  *written* is what `write_evidence` returned.
        """
        request = WireRequest(method=method, headers=request_headers)
        with transaction(self._connection):
            kept = write_capture(
                self._connection, self._files, self._folder, self.id, capture, request=request, written=written
            )
        self._counts["requests"] += 1
        self._counts["bytes"] += len(capture.body)
        return kept.id

    async def write_evidence(self, capture: Capture, request: WireRequest, in_thread: InThread) -> WrittenRecords:
        """Write a response's records, and let threads do what takes long: packing a large payload, and the disk."""
        if len(capture.body) > MAX_PACKED_AT_ONCE:
            await in_thread(lambda: capture.sha256)
            original = find_original(self._connection, self._folder, capture)
            records = await in_thread(lambda: request.pack(capture, original))
        else:
            original = find_original(self._connection, self._folder, capture)
            records = request.pack(capture, original)
        place = self._files.append(records)
        descriptor = self._files.descriptor()
        await in_thread(lambda: self._files.sync(descriptor))
        return WrittenRecords(place=place, original=original)

    def store_file(self, file: FileReading, *, capture_id: int, article_url: str) -> None:
        """Take in what a captured file says; an unknown article is ignored."""
        with transaction(self._connection):
            article = find_article(self._connection, [article_url])
            if article is not None:
                store_file(self._connection, file, capture=capture_id, article=article, software=self._software)

    def record_failure(self, url: str, *, failed_at: datetime) -> None:
        """Count a request that got no answer at all: no address, no connection, no time left."""
        seen_at = utc_text(failed_at)
        with transaction(self._connection):
            count_failure(self._connection, self.site, seen_at[:10])
        self._counts["requests"] += 1
        self._counts["failed"] += 1
        self.record_status(url, "unreachable", failed_at)

    def record_listed(
        self, url: str, *, section: str, title: str | None, date_raw: str | None, seen_at: datetime
    ) -> None:
        """Remember that a list page links to *url*; a delisted article is thereby listed again."""
        moment = utc_text(seen_at)
        with transaction(self._connection):
            list_again(
                self._connection,
                self.site,
                url,
                section=section,
                title=title,
                date_raw=date_raw,
                seen_at=moment,
                run=self.id,
            )
            article = find_article(self._connection, [url])
            if article is not None:
                statuses.relist(self._connection, article, moment)
                order_by_list(self._connection, article)
        self._counts["listed"] += 1

    def record_alias(self, url: str, *, of: str, seen_at: datetime) -> None:
        """Remember *url* as another address of the article at *of*; nothing where that is not stored (yet)."""
        article = find_article(self._connection, [of])
        if article is not None:
            with transaction(self._connection):
                add_aliases(self._connection, article, [canonical_address(url)], utc_text(seen_at))

    def store(self, visit: Visit, *, capture_id: int) -> Outcome:
        """Store what a page says; the article, its version, files, view count and index entry in one transaction."""
        with transaction(self._connection):
            outcome = store_visit(self._connection, visit, capture=capture_id, run=self.id, software=self._software)
        self._counts[outcome] += 1
        self._counts["problems"] += bool(visit.document and visit.document.problems)
        return outcome

    def record_unread(self, capture: Capture, capture_id: int, problem: UnreadProblem, reason: str) -> None:
        """Note that an article's page could not be read; *reason* is a clause that says why."""
        unread = Unread(capture=capture, capture_id=capture_id, problem=problem, reason=reason, language=self._language)
        with transaction(self._connection):
            note_unread(self._connection, unread, run=self.id, software=self._software)

    def record_large_file(self, url: str, article_url: str, *, limit: int) -> None:
        """Note that the file at *url*, which an article offers, is larger than *limit* bytes and was not fetched."""
        with transaction(self._connection):
            article = find_article(self._connection, [article_url])
            if article is not None:
                note_too_large(self._connection, article, url, limit)

    def observe_views(
        self, url: str, views_seen: int, raw: str, method: Literal["html", "endpoint"], observed_at: datetime
    ) -> None:
        """Append a view count that was told apart from the page; an unknown *url* is ignored."""
        with transaction(self._connection):
            article = find_article(self._connection, [url])
            if article is not None:
                views.observe(
                    self._connection,
                    article,
                    views=views_seen,
                    raw=raw,
                    method=method,
                    observed_at=utc_text(observed_at),
                    capture=None,
                )

    def record_status(
        self, url: str, status: str, seen_at: datetime, *, patience: timedelta | None = statuses.AT_ONCE
    ) -> None:
        """Take in how the article at *url* was found; an unknown *url* counts for the day's coverage only.

        A doubt about the article that lasts for less than *patience* is not believed yet; None: none is.
        """
        moment = utc_text(seen_at)
        with transaction(self._connection):
            if status == "blocked":
                self._recount_block(url, moment[:10])
            article = find_article(self._connection, [url])
            if article is None:
                return
            vanished = take_status(self._connection, article, status, moment, asked=url, run=self.id, patience=patience)
        self._counts["gone"] += vanished

    @property
    def vanished(self) -> int:
        """Articles that are believed to have vanished since this run, not before."""
        return self._counts["gone"]

    def record_delisted(self, article: int, seen_at: datetime) -> None:
        """Take in that no list names *article* where one should; when it is visited next is left as it was."""
        with transaction(self._connection):
            statuses.observe(self._connection, article, "delisted", seen_at=utc_text(seen_at), run=self.id)

    def text_at_stake(self, visit: Visit, *, capture_id: int) -> str | None:
        """Return the text of an article as it was read last, if *visit* would be an edit of that text alone."""
        return text_at_stake(self._connection, visit, capture=capture_id, run=self.id, software=self._software)

    def not_its_own(self, visit: Visit, before: str) -> set[str]:
        """Return the sentences that came to or went from the text *before* and are none of the article's own.

        They only name other articles, or moved by themselves in others.
        """
        if visit.document is None:
            return set()
        old, new = ({one.text for one in split_sentences(text)} for text in (before, visit.document.body_text))
        lines = sorted(old ^ new)
        named = names_of_others(self._connection, self.site, visit.document.title, lines)
        headings = headings_of(before, named) | headings_of(visit.document.body_text or "", named)
        return named | (headings & set(lines)) | known_to_move(self._connection, self.site, visit.capture.url, lines)

    def note_moving(self, capture_id: int, words: Collection[str]) -> None:
        """Remember which sentences of a capture moved by themselves, before it is stored."""
        with transaction(self._connection):
            note_moving(self._connection, capture_id, words)

    def refuse(self, visit: Visit, kind: str) -> None:
        """Note that the page of *visit* is no article, for a reason that it does not show itself."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR IGNORE INTO refused_captures (capture, kind) VALUES (?, ?)", (visit.capture_id, kind)
            )

    def _recount_block(self, url: str, day: str) -> None:
        row = self._connection.execute(
            "SELECT status FROM captures WHERE run = ? AND url = ? ORDER BY id DESC LIMIT 1", (self.id, url)
        ).fetchone()
        if row is not None and row["status"] < 400:
            count_disguised_block(self._connection, self.site, day)

    def close_files(self) -> None:
        """Close the WARC file in hand; a later capture begins another."""
        self._files.close()

    def finish(self, *, state: str, finished_at: datetime, stats: Mapping[str, int] | None = None) -> RunSummary:
        """Close the run's files and write its row.

        *state* is one of `STATES`; counts given in *stats* (names of `COUNTED`) replace the run's own.
        """
        if state not in STATES:
            raise ValueError(f"no such state of a run: {state}")
        self.close_files()
        counts = self._counts | {name: value for name, value in (stats or {}).items() if name in COUNTED}
        # A clock that was set back must not leave a run that ends before it began.
        moment = max(utc_text(finished_at), self._started_at)
        with transaction(self._connection):
            settings = ", ".join(f"{name} = ?" for name in counts)
            self._connection.execute(
                f"UPDATE runs SET state = ?, finished_at = ?, {settings} WHERE id = ?",
                (state, moment, *counts.values(), self.id),
            )
        return RunSummary(
            id=self.id, site=self.site, state=state, started_at=self._started_at, finished_at=moment, **counts
        )


def write_site(connection: sqlite3.Connection, site: Site) -> None:
    """Write the office and its sections as the code describes them today."""
    names = (
        "id", "name", "name_en", "kind", "country", "province", "province_code", "language", "timezone", "home",
        "family", "note",
    )  # fmt: skip
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    connection.execute(
        f"INSERT INTO sites ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(getattr(site, name) for name in names),
    )
    urls = site.section_urls()
    connection.executemany(
        """INSERT INTO sections (site, id, name, url) VALUES (?, ?, ?, ?)
        ON CONFLICT (site, id) DO UPDATE SET name = excluded.name, url = excluded.url""",
        [(site.id, section.id, section.name, urls[section.id]) for section in site.sections],
    )


KILLED = "The run was killed, or the machine stopped, before it ended; what it had kept is taken up by the next run."


def end_interrupted(connection: sqlite3.Connection) -> list[str]:
    """Mark the runs that a killed process left running; they end with the last response they kept.

    Return a sentence for each.
    """
    left = connection.execute("SELECT id, site, started_at FROM runs WHERE state = 'running' ORDER BY id").fetchall()
    if not left:
        return []
    with transaction(connection):
        connection.execute(
            """UPDATE runs SET state = 'interrupted', note = ?,
            finished_at = max(
                started_at, coalesce((SELECT max(fetched_at) FROM captures WHERE run = runs.id), started_at)),
            requests = (SELECT count(*) FROM captures WHERE run = runs.id),
            bytes = (SELECT coalesce(sum(bytes), 0) FROM captures WHERE run = runs.id)
            WHERE state = 'running'""",
            (KILLED,),
        )
        forget_check(connection)
    return [
        f"{row['site']}: the run of {row['started_at']} was killed, or the machine stopped, before it ended."
        for row in left
    ]
