"""The same text at several offices: linked in groups by shingles of words, never merged.

A text is fingerprinted by some of its six-word shingles (a Han character counts as a word), chosen by their first word,
so that a passage gives the same shingles wherever it stands.  The smallest hashes find candidates; the share of common
shingles decides.
"""

import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from crawler.normalise.text.search_key import search_key

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WORDS = re.compile(f"[{HAN}]|(?:(?![{HAN}_])\\w)+")
WIDTH = 6
ONE_IN = 5
"""Shingles that begin with one in so many words are looked at."""
MIN_SHINGLES = 8
"""Shingles below which a text is too short to be told from another."""
PRINTS = 8
"""Hashes kept of a text to find candidates by."""
ALIKE = 0.8
"""Share of common shingles from which two texts are the same: copies differ in a heading or a date, reports of the
next week in their figures."""
MAX_CANDIDATES = 20
MAX_SHARING = 50
"""Articles with one print in common that are looked at."""


@lru_cache(maxsize=512)
def shingles(text: str) -> frozenset[int]:
    """Return the hashes of the chosen shingles of *text*.

    >>> shingles("quá ngắn")
    frozenset()
    """
    words = WORDS.findall(search_key(text))
    starts = [at for at, word in enumerate(words[: 1 - WIDTH]) if ord(word[0]) % ONE_IN == 0]
    found = frozenset([crc32(" ".join(words[at : at + WIDTH]).encode()) for at in starts])
    return found if len(found) >= MIN_SHINGLES else frozenset()


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of shingles that two texts have in common."""
    return len(one & other) / len(one | other) if one and other else 0.0


def link(connection: sqlite3.Connection, article: int, text: str | None) -> None:
    """Put *article*, whose text is new or has changed, into the group of its text."""
    unlink(connection, article)
    own = shingles(text or "")
    prints = sorted(own)[:PRINTS]
    _join_alike(connection, article, own, prints)
    connection.executemany("INSERT INTO text_prints (print, article) VALUES (?, ?)", [(one, article) for one in prints])


def link_offices(connection: sqlite3.Connection) -> None:
    """Put texts of several offices that are the same into one group, where each office was linked by itself."""
    shared = connection.execute(
        """SELECT DISTINCT article FROM text_prints WHERE print IN (
            SELECT print FROM text_prints JOIN articles ON articles.id = article
            GROUP BY print HAVING count(DISTINCT site) > 1) ORDER BY article"""
    )
    for (article,) in shared.fetchall():
        own = shingles(_text_of(connection, article))
        _join_alike(connection, article, own, sorted(own)[:PRINTS])


def _join_alike(connection: sqlite3.Connection, article: int, own: frozenset[int], prints: Sequence[int]) -> None:
    joined: set[int | None] = set()
    for other, group in _candidates(connection, article, prints):
        if group is not None and group in joined:
            continue
        if similarity(own, shingles(_text_of(connection, other))) >= ALIKE:
            joined.update((group, _join(connection, article, other)))


def _candidates(connection: sqlite3.Connection, article: int, prints: Sequence[int]) -> list[tuple[int, int | None]]:
    """Return the articles that have a print in common, the likeliest first, each with its group."""
    if not prints:
        return []
    # A print that very many share is a phrase of the office's, or their texts are one group: a few tell.
    sharing = " UNION ALL ".join(
        ["SELECT * FROM (SELECT article FROM text_prints WHERE print = ? AND article != ? LIMIT ?)"] * len(prints)
    )
    rows = connection.execute(
        f"""SELECT article, count(*) AS common, group_id FROM ({sharing}) LEFT JOIN same_text USING (article)
        GROUP BY article ORDER BY common DESC, article LIMIT ?""",
        (*(value for one in prints for value in (one, article, MAX_SHARING)), MAX_CANDIDATES),
    )
    return [(row["article"], row["group_id"]) for row in rows.fetchall()]


def _text_of(connection: sqlite3.Connection, article: int) -> str:
    return connection.execute("SELECT body_text FROM articles WHERE id = ?", (article,)).fetchone()[0] or ""


def _group_of(connection: sqlite3.Connection, article: int) -> int | None:
    row = connection.execute("SELECT group_id FROM same_text WHERE article = ?", (article,)).fetchone()
    return int(row[0]) if row else None


def _join(connection: sqlite3.Connection, article: int, other: int) -> int:
    """Make one group of the groups of both and return its number, that of its oldest article."""
    groups = {one: _group_of(connection, one) for one in (article, other)}
    group = min(found if found is not None else one for one, found in groups.items())
    for one, found in groups.items():
        if found is None:
            connection.execute("INSERT INTO same_text (article, group_id) VALUES (?, ?)", (one, group))
        elif found != group:
            connection.execute("UPDATE same_text SET group_id = ? WHERE group_id = ?", (group, found))
    return group


def unlink(connection: sqlite3.Connection, article: int) -> None:
    """Take *article* out of its group; a group of one is none."""
    connection.execute("DELETE FROM text_prints WHERE article = ?", (article,))
    group = _group_of(connection, article)
    if group is None:
        return
    connection.execute("DELETE FROM same_text WHERE article = ?", (article,))
    left = [row[0] for row in connection.execute("SELECT article FROM same_text WHERE group_id = ?", (group,))]
    if len(left) == 1:
        connection.execute("DELETE FROM same_text WHERE group_id = ?", (group,))
    elif group == article and left:
        connection.execute("UPDATE same_text SET group_id = ? WHERE group_id = ?", (min(left), group))
