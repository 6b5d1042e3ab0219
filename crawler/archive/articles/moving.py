"""Sentences that move by themselves: what a page shows otherwise when it is fetched twice, or what changes in several
articles at once.

Counters, polls, boxes of related articles, sayings of the day and the like are told by that from the article's own
text, whatever their words.  The crawl fetches a page again, in the same run, before it believes in an edit of the text.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from crawler.archive.articles.attachments import newest_list
from crawler.archive.articles.identity import find_article
from crawler.archive.articles.rereading import last_reading
from crawler.archive.articles.store import store_visit
from crawler.archive.db.database import transaction
from crawler.items import Visit
from crawler.normalise.text.differences import Sentence, Step, compare_sentences, split_sentences
from crawler.normalise.text.noise import masked

TEXTS = frozenset({"body_text", "lead"})
MIN_LENGTH = 12
"""Characters from which a sentence that changes in several articles at once is the site's; cells are shorter."""


def text_at_stake(connection: sqlite3.Connection, visit: Visit, *, capture: int, run: int, software: str) -> str | None:
    """Return the text of an article as it was read last, if *visit* would be an edit of that text alone; else None.

    Stores the visit and takes that back; to be called outside of a transaction.
    """
    if visit.document is None or visit.file is not None:
        return None
    article = find_article(connection, [visit.document.url, visit.capture.url, visit.capture.requested_url])
    before = connection.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    if before is None:
        return None
    text = last_reading(before, newest_list(connection, before["id"])).fields["body_text"]
    edited: list[str] = []
    with _taken_back(connection):
        if store_visit(connection, visit, capture=capture, run=run, software=software, grouped=False) == "changed":
            edited = _newest_edit(connection, before["id"])
    return (text or "") if edited and TEXTS.issuperset(edited) else None


class _TakenBackError(Exception):
    """Ends a transaction of which nothing is to stay."""


@contextmanager
def _taken_back(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block of which nothing stays in the database."""
    with suppress(_TakenBackError), transaction(connection):
        yield
        raise _TakenBackError


def _newest_edit(connection: sqlite3.Connection, article: int) -> list[str]:
    row = connection.execute(
        "SELECT changed_fields FROM versions WHERE article = ? ORDER BY number DESC LIMIT 1", (article,)
    ).fetchone()
    fields: list[str] = json.loads(row["changed_fields"]) if row is not None else []
    return fields


def moving_words(
    before: str, now: str, again: str | None, *, come: Collection[str], gone: Collection[str]
) -> frozenset[str]:
    """Return the sentences of *before* and *now* that moved by themselves.

    *again* is the text as a second fetch showed it, None where there was none.  *come* and *gone* are the sentences
    that came and went in other articles of the office at the same time.
    """
    old, new = split_sentences(before), split_sentences(now)
    second = split_sentences(again) if again is not None else new
    steady = {masked(one.text) for one in new} & {masked(one.text) for one in second}
    unsteady = set(_beside(old, second, steady)) | set(_beside(old, new, steady))
    moving = {one.text for one in new if masked(one.text) not in steady} | unsteady
    for block in compare_sentences(old, new):
        moving.update(_shared(block.steps, come, gone))
    return frozenset(moving)


def _beside(old: list[Sentence], new: list[Sentence], steady: Collection[str]) -> Iterator[str]:
    """Yield the sentences of *old* in whose place something stands that is not steady."""
    for block in compare_sentences(old, new):
        if any(now is not None and masked(now.text) not in steady for _, now in block.steps):
            yield from (was.text for was, now in block.steps if was is not None and now is None)


def _shared(steps: Collection[Step], come: Collection[str], gone: Collection[str]) -> Iterator[str]:
    """Yield what came, and what it replaced or what went alone, as it did in other articles."""
    is_replaced = any(now is not None and now.text in come for _, now in steps)
    for was, now in steps:
        if now is not None and len(now.text) >= MIN_LENGTH and now.text in come:
            yield now.text
        elif was is not None and now is None and len(was.text) >= MIN_LENGTH and (is_replaced or was.text in gone):
            yield was.text


def note_moving(connection: sqlite3.Connection, capture: int, words: Collection[str]) -> None:
    """Remember which sentences of a capture moved by themselves."""
    connection.execute(
        "INSERT OR REPLACE INTO moving_words (capture, words) VALUES (?, ?)",
        (capture, json.dumps(sorted(words), ensure_ascii=False)),
    )


def copy_moving(source: sqlite3.Connection, target: sqlite3.Connection, capture: int) -> None:
    """Write what is known in *source* of the moving sentences of a capture into *target*."""
    row = source.execute("SELECT words FROM moving_words WHERE capture = ?", (capture,)).fetchone()
    if row is not None:
        target.execute("INSERT OR REPLACE INTO moving_words (capture, words) VALUES (?, ?)", (capture, row["words"]))
