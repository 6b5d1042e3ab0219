"""Storing what a page means: the article's row, its versions, its index entry, its files and its view count.

Storing the same reading twice changes nothing but when the article was last seen.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from crawler.archive.articles import same_text, search_index, statuses
from crawler.archive.articles import view_counts as views
from crawler.archive.articles.changes import Change, as_json, find_changes, summary
from crawler.archive.articles.files.attachments import (
    ListedFile,
    file_reading,
    listed_files,
    newest_list,
    offer_attachments,
    take_file,
)
from crawler.archive.articles.files.notice import with_stored_files
from crawler.archive.articles.files.store_file import FileSwap, add_swap
from crawler.archive.articles.identity import (
    add_aliases,
    find_article,
    listed_canonical,
    next_id,
    same_by_canonical,
)
from crawler.archive.articles.moves import follow_move, leads_elsewhere, look_at_twins, settle_vanished
from crawler.archive.articles.rereading import (
    DATES,
    LastReading,
    edits_among,
    fill,
    last_reading,
    note_reading,
    note_rereading,
    with_known_addresses,
)
from crawler.archive.articles.versions import (
    KEPT,
    MEANING,
    PLAIN,
    changed_fields,
    content_digest,
    insert_version,
    is_relative_date,
    meaning,
)
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.listings import order_by_list
from crawler.archive.frontier.revisits import plan
from crawler.checks import shown_status
from crawler.items import Attachment, Document, Visit
from crawler.normalise.addresses import canonical_address
from crawler.normalise.dates.precision import is_same_moment, precision
from crawler.normalise.file_addresses import same_files
from crawler.pages.signals.fingerprint import is_other_template

Outcome = Literal["new", "changed", "unchanged"]
Row = dict[str, Any]


@dataclass(frozen=True)
class StoredVisit:
    """One visit, ready to be stored."""

    visit: Visit
    document: Document
    capture: int
    run: int
    seen_at: str
    software: str
    grouped: bool


def store_visit(
    connection: sqlite3.Connection, visit: Visit, *, capture: int, run: int, software: str, grouped: bool = True
) -> Outcome:
    """Store what *visit* says; to be called within a transaction.

    With *grouped* its text is compared with those of other articles: it may be one of them that has moved.  Raises
    `ValueError` when the visit was not normalised.
    """
    if visit.document is None:
        raise ValueError(f"{visit.capture.url} was not normalised before it was stored")
    reading = StoredVisit(
        visit=visit,
        document=visit.document,
        capture=capture,
        run=run,
        seen_at=utc_text(visit.capture.fetched_at),
        software=software,
        grouped=grouped,
    )
    addresses = [visit.document.url, visit.capture.url, visit.capture.requested_url]
    article = find_article(connection, addresses)
    outcome: Outcome
    if article is None:
        article = same_by_canonical(connection, visit)
        if article is not None:
            add_aliases(connection, article, addresses, reading.seen_at)
            return "unchanged"  # another address of an article that is known
        if shown_status(visit.document) is not None:
            return "unchanged"  # the capture is kept; no article was ever seen there
        article, outcome = _insert(connection, reading)
    elif shown_status(visit.document) is None and leads_elsewhere(
        connection, article, visit.capture, meaning(visit.document)
    ):
        article, outcome = _insert(connection, reading)
        article = follow_move(connection, article, visit.capture, reading.seen_at, run=run)
    else:
        article, outcome = _revisit(connection, reading, article)
    named = listed_canonical(connection, visit)
    add_aliases(connection, article, [canonical_address(visit.document.url), *addresses, *named], reading.seen_at)
    connection.execute("UPDATE captures SET article = ? WHERE id = ?", (article, capture))
    order_by_list(connection, article)
    _observe_views(connection, reading, article)
    plan(connection, article, reading.seen_at)
    return outcome


def _insert(connection: sqlite3.Connection, reading: StoredVisit) -> tuple[int, Outcome]:
    document = reading.document
    status = "live"
    digest = content_digest(meaning(document), document.attachments)
    article = next_id(connection)
    row = _columns(document, reading) | {
        "id": article,
        "site": reading.visit.capture.site,
        "section": reading.visit.capture.section,
        "url": canonical_address(document.url),
        "status": status,
        "status_since": reading.seen_at,
        "first_seen": reading.seen_at,
        "last_seen": reading.seen_at,
        "version": 1,
        "content_digest": digest,
    }
    if row["sort_date"] is None:
        row |= {"sort_date": reading.seen_at[:10], "date_basis": "first_seen"}
    connection.execute(
        f"INSERT INTO articles ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    statuses.begin(connection, article, status, reading.seen_at)
    offer_attachments(connection, article, document.attachments, reading.seen_at)
    search_index.add(connection, article)
    files = listed_files(connection, article, document.attachments)
    _add_version(connection, reading, article, number=1, digest=digest, changed=[], changes=[], files=files)
    _take_own_file(connection, reading, article)
    if not reading.grouped:
        return article, "new"
    same_text.link(connection, article, document.body_text)
    known = settle_vanished(connection, article, reading.seen_at)
    if known == article:
        look_at_twins(connection, article, reading.seen_at)
        return article, "new"
    newest = connection.execute("SELECT capture FROM articles WHERE id = ?", (known,)).fetchone()[0]
    return known, "changed" if newest == reading.capture else "unchanged"


def _columns(document: Document, reading: StoredVisit) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(document, name) for name in PLAIN}
    return row | {
        "images": _json([asdict(image) for image in document.images]),
        "provenance": _json(dict(document.provenance)),
        "flags": _json(list(document.flags)),
        "problems": _json(list(document.problems)),
        "capture": reading.capture,
        "software_version": reading.software,
        "look": _signature(reading.visit),
    }


def _signature(visit: Visit) -> str | None:
    return _json(list(visit.signature)) if visit.signature else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _revisit(connection: sqlite3.Connection, reading: StoredVisit, article: int) -> tuple[int, Outcome]:
    no_article = shown_status(reading.document)
    if no_article is not None:
        # A challenge or error page must not overwrite what the article said.
        if statuses.observe(connection, article, no_article, seen_at=reading.seen_at, run=reading.run):
            article = settle_vanished(connection, article, reading.seen_at)
        return article, "unchanged"
    article = follow_move(connection, article, reading.visit.capture, reading.seen_at, run=reading.run)
    statuses.observe(connection, article, "live", seen_at=reading.seen_at, run=reading.run)
    document = with_stored_files(connection, article, reading.document, reading.visit.capture.fetched_at)
    reading = replace(reading, document=document)
    old_list = newest_list(connection, article)
    is_swapped = _take_own_file(connection, reading, article)
    before = connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    connection.execute(
        "UPDATE articles SET last_seen = max(last_seen, ?), moved_to = NULL WHERE id = ?", (reading.seen_at, article)
    )
    outcome = _compare(connection, reading, article, dict(before))
    if is_swapped and outcome == "unchanged":
        swap = FileSwap(capture=reading.capture, seen_at=reading.seen_at, software=reading.software)
        add_swap(connection, before, old_list, swap)
        outcome = "changed"
    return article, outcome


def _compare(connection: sqlite3.Connection, reading: StoredVisit, article: int, before: Row) -> Outcome:
    """Compare what the page says with what it said when it was read last; an edit of the office makes a version."""
    known_files = newest_list(connection, article)
    last = last_reading(before, known_files)
    files = _known_by(reading.document.attachments, last.files)
    offer_attachments(connection, article, files, reading.seen_at)
    after = _columns(reading.document, reading) | _kept_dates(before, reading.document)
    fields = {name: after[name] for name in MEANING}
    digest = content_digest(fields, files)
    other_template = is_other_template(json.loads(before["look"] or "[]"), reading.visit.signature)
    connection.execute(
        "UPDATE articles SET look = ? WHERE id = ?",
        (_json(list(reading.visit.signature)) if reading.visit.signature else None, article),
    )
    if digest == last.digest:
        if before["capture"] > reading.capture:
            _credit_first(connection, reading, article)
        return "unchanged"
    old_files = [Attachment(url=file["url"], name=file["name"]) for file in last.files]
    changed = changed_fields(last.fields, fields, attachments_changed=content_digest(fields, old_files) != digest)
    new_list = listed_files(connection, article, files)
    moving = _moving_words(connection, reading.capture)
    steady = find_changes(last.fields, fields, changed, files=(last.files, new_list), moving=moving)
    edits = edits_among(steady, other_template=other_template)
    said = LastReading(fields, digest, new_list)
    if not edits:
        note_reading(connection, article, said, kept_digest=before["content_digest"])
        if steady:
            fill(connection, article, before, after)
            note_rereading(
                connection,
                article,
                seen_at=reading.seen_at,
                capture=reading.capture,
                fields=changed,
                changes=steady,
                software=reading.software,
            )
        return "unchanged"
    edited = [name for name in changed if any(change.field == name for change in edits)]
    row = after | (_kept_values(before, after) if other_template else {}) | _kept_precision(before, after)
    _update(connection, reading, article, row, digest=digest, number=before["version"] + 1)
    note_reading(connection, article, said, kept_digest=digest)
    if reading.grouped and "body_text" in edited:
        same_text.link(connection, article, row["body_text"])
    _add_version(
        connection,
        reading,
        article,
        number=before["version"] + 1,
        digest=digest,
        changed=edited,
        changes=edits,
        files=new_list,
    )
    return "changed"


def _credit_first(connection: sqlite3.Connection, reading: StoredVisit, article: int) -> None:
    """Of two captures of one second that say the same the first is the evidence, whichever was read first."""
    credited = connection.execute(
        "UPDATE versions SET capture = ? WHERE article = ? AND seen_at = ? "
        "AND number = (SELECT version FROM articles WHERE id = article)",
        (reading.capture, article, reading.seen_at),
    )
    if credited.rowcount:
        connection.execute("UPDATE articles SET capture = ? WHERE id = ?", (reading.capture, article))


def _moving_words(connection: sqlite3.Connection, capture: int) -> frozenset[str]:
    """Return the sentences of a capture that were found to move by themselves; see `articles.moving`."""
    row = connection.execute("SELECT words FROM moving_words WHERE capture = ?", (capture,)).fetchone()
    return frozenset(json.loads(row["words"])) if row else frozenset()


def _known_by(files: Sequence[Attachment], known: Sequence[ListedFile]) -> list[Attachment]:
    """Return *files* under the addresses by which they are known, whatever tokens they carry today."""
    pairs = same_files([(file["url"], file["name"]) for file in known], [(file.url, file.name) for file in files])
    return with_known_addresses(files, known, pairs)


def _kept_values(before: Row, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that another template does not show, as they are known."""
    return {name: before[name] for name in MEANING if after[name] is None and before[name] is not None}


def _kept_precision(before: Row, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dates as they are known where the page tells the same less precisely, or no more."""
    was, now = before["published_at"], after["published_at"]
    is_known = was and (now is None or (is_same_moment(was, now) and precision(was) >= precision(now)))
    return {name: before[name] for name in DATES} if is_known else {}


def _kept_dates(before: Row, document: Document) -> dict[str, Any]:
    """Return the stored dates where the page's own would move by themselves, or where it has none to order by."""
    if before["published_at"] and is_relative_date(document.published_raw):
        return {name: before[name] for name in DATES}
    if document.sort_date is None:
        return {"sort_date": before["first_seen"][:10], "date_basis": "first_seen"}
    return {}


def _update(
    connection: sqlite3.Connection, reading: StoredVisit, article: int, row: dict[str, Any], *, digest: str, number: int
) -> None:
    search_index.remove(connection, article)
    row = dict(row) | {"version": number, "content_digest": digest, "changed_at": reading.seen_at}
    connection.execute(
        f"UPDATE articles SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", (*row.values(), article)
    )
    search_index.add(connection, article)


def _add_version(
    connection: sqlite3.Connection,
    reading: StoredVisit,
    article: int,
    *,
    number: int,
    digest: str,
    changed: list[str],
    changes: list[Change],
    files: Sequence[ListedFile],
) -> None:
    row = connection.execute(f"SELECT {', '.join(KEPT)} FROM articles WHERE id = ?", (article,)).fetchone()
    insert_version(
        connection,
        article,
        number,
        dict(row)
        | {
            "seen_at": reading.seen_at,
            "capture": reading.capture,
            "attachments": _json(list(files)),
            "changed_fields": _json(changed),
            "change_summary": summary(changes) if number > 1 else "first seen",
            "changes": as_json(changes),
            "content_digest": digest,
            "software_version": reading.software,
        },
    )


def _observe_views(connection: sqlite3.Connection, reading: StoredVisit, article: int) -> None:
    if reading.document.views is not None and shown_status(reading.document) is None:
        views.observe(
            connection,
            article,
            views=reading.document.views,
            raw=reading.document.views_raw,
            method="html",
            observed_at=reading.seen_at,
            capture=reading.capture,
        )


def _take_own_file(connection: sqlite3.Connection, reading: StoredVisit, article: int) -> bool:
    """Take in the file that the article itself is; return whether it is another one than it was."""
    visit = reading.visit
    if visit.file is None:
        return False
    offer_attachments(connection, article, reading.document.attachments, reading.seen_at)
    search_index.remove(connection, article)
    replaced = take_file(connection, article, file_reading(visit.capture, visit.file), reading.capture)
    search_index.add(connection, article)
    return replaced is not None
