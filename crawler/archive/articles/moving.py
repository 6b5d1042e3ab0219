"""Sentences that move by themselves: what a page shows otherwise when it is fetched twice, or what changes in several
articles at once.

Counters, polls, boxes of related articles, sayings of the day and the like are told by that from the article's own
text, whatever their words.  The crawl fetches a page again, in the same run, before it believes in an edit of the text.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from crawler.archive.articles.files.attachments import newest_list
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
CUT = ("…", "...")
"""How a teaser ends that is the beginning of another article."""
ENDS = (".", "!", "?", ";", ",", "。", "！", "？", "；", "，")
MAX_HEADING = 40
"""Characters of the heading above a box of other articles."""
BELOW = 2
"""Names of other articles right below it that tell such a heading."""
MAX_REMEMBERED = 500
"""Captures of an office whose moving sentences are looked through."""


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
    before: str, now: str, again: Sequence[str], *, come: Collection[str], gone: Collection[str]
) -> frozenset[str]:
    """Return the sentences of *before* and *now* that moved by themselves.

    *again* is the text as further fetches showed it.  *come* and *gone* are the sentences that came and went in other
    articles of the office at the same time.
    """
    old = split_sentences(before)
    new, *others = (split_sentences(text) for text in (now, *again))
    steady = {masked(one.text) for one in new}.intersection(*({masked(one.text) for one in text} for text in others))
    moving = {one.text for one in new if masked(one.text) not in steady}
    for text in (new, *others):
        moving.update(_beside(old, text, steady))
    for block in compare_sentences(old, new):
        moving.update(_shared(block.steps, come, gone))
    return frozenset(moving)


def _beside(old: list[Sentence], new: list[Sentence], steady: Collection[str]) -> Iterator[str]:
    """Yield the sentences of *old* in whose place something stands that is not steady.

    Where more is gone than has come, that is what stands nearest to the text's own end: the site's boxes are outside.
    """
    for number, block in enumerate(compare_sentences(old, new)):
        come = sum(was is None and now is not None and masked(now.text) not in steady for was, now in block.steps)
        gone = [was.text for was, now in block.steps if was is not None and now is None]
        yield from gone[:come] if number == 0 else gone[max(0, len(gone) - come) :]


def _shared(steps: Collection[Step], come: Collection[str], gone: Collection[str]) -> Iterator[str]:
    """Yield what came, and what it replaced or what went alone, as it did in other articles."""
    is_replaced = any(now is not None and now.text in come for _, now in steps)
    for was, now in steps:
        if now is not None and len(now.text) >= MIN_LENGTH and now.text in come:
            yield now.text
        elif was is not None and now is None and len(was.text) >= MIN_LENGTH and (is_replaced or was.text in gone):
            yield was.text


def names_of_others(connection: sqlite3.Connection, site: str, title: str | None, lines: Iterable[str]) -> set[str]:
    """Return those of *lines* that are no more than the headline of another article, or the beginning of its text.

    *title* is the headline of the article itself.
    """
    found = set()
    for line in lines:
        stem = line.rstrip(".… ")
        # a full stop ends a sentence of the text itself, which two articles may share
        is_cut = line.rstrip().endswith(CUT) and len(stem) >= MIN_LENGTH
        row = connection.execute(
            """SELECT 1 FROM articles WHERE site = :site AND title IS NOT :title AND (
                length(title) >= :least AND length(title) > 0.6 * length(:line) AND instr(:line, title)
                OR :is_cut AND instr(body_text, :stem)) LIMIT 1""",
            {"site": site, "title": title, "least": MIN_LENGTH, "line": line, "is_cut": is_cut, "stem": stem},
        ).fetchone()
        if row is not None:
            found.add(line)
    return found


def headings_of(text: str, names: Collection[str]) -> set[str]:
    """Return the lines of *text* that stand above nothing but *names* of other articles and end no sentence.

    >>> headings_of("Tiêm lúc 7 giờ.\\nXem nhiều\\nTập huấn cô đỡ\\nPhun hóa chất", {"Tập huấn cô đỡ", "Phun hóa chất"})
    {'Xem nhiều'}
    """
    lines = [line for line in text.split("\n") if line.strip()]
    found = set()
    for at, line in enumerate(lines):
        below = lines[at + 1 : at + 1 + BELOW]
        if (
            len(line) <= MAX_HEADING
            and not line.endswith(ENDS)
            and len(below) == BELOW
            and all(one in names for one in below)
        ):
            found.add(line)
    return found


def known_to_move(connection: sqlite3.Connection, site: str, url: str, lines: Iterable[str]) -> set[str]:
    """Return those of *lines* that moved by themselves in several articles of the office of late, other than at *url*.

    A banner that an article was first read with is told by that to be none of its own when it is taken down.
    """
    rows = connection.execute(
        """SELECT c.url, m.words FROM moving_words m JOIN captures c ON c.id = m.capture
        WHERE c.site = ? AND c.url != ? ORDER BY m.capture DESC LIMIT ?""",
        (site, url, MAX_REMEMBERED),
    ).fetchall()
    wanted = {line for line in lines if len(line) >= MIN_LENGTH}
    places: dict[str, set[str]] = {}
    for address, words in rows:
        for word in wanted.intersection(json.loads(words)):
            places.setdefault(word, set()).add(address)
    return {word for word, addresses in places.items() if len(addresses) > 1}


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
