"""The full-text index `article_search`, kept in step with `articles` and the attachments' text.

The index holds folded text (`index_text`) and, in two columns of their own, the Vietnamese words with their marks
(`mark_words`), while the view that it reads for snippets shows the original.  So a row is taken out by repeating
exactly the text it was put in with, and FTS5's own ``rebuild`` must never be used.
"""

import sqlite3
from functools import cache
from hashlib import sha256

from crawler.archive.db.database import transaction
from crawler.normalise.search.words import mark_words
from crawler.normalise.text.search_key import index_text

_FOLDED_COLUMNS = ("title", "body_text", "document_number", "attachment_text")
COLUMNS = (*_FOLDED_COLUMNS, "title_marks", "text_marks")
_FOLDED = ", ".join(
    (
        *(f"index_text({column})" for column in _FOLDED_COLUMNS),
        "mark_words(title)",
        "mark_words(coalesce(body_text, '') || char(10) || coalesce(attachment_text, ''))",
    )
)
_ADD = f"INSERT INTO article_search(rowid, {', '.join(COLUMNS)}) SELECT id, {_FOLDED} FROM article_searched"
_REMOVE = (
    f"INSERT INTO article_search(article_search, rowid, {', '.join(COLUMNS)}) "
    f"SELECT 'delete', id, {_FOLDED} FROM article_searched"
)


def remove(connection: sqlite3.Connection, article: int) -> None:
    """Take an article out of the index; to be called before any text of it changes."""
    connection.execute(f"{_REMOVE} WHERE id = ?", (article,))


def add(connection: sqlite3.Connection, article: int) -> None:
    """Put an article into the index; to be called after its text has changed."""
    connection.execute(f"{_ADD} WHERE id = ?", (article,))


def refresh(connection: sqlite3.Connection) -> bool:
    """Rebuild the index when its folding is not today's; return whether that was needed.

    An index folded by older rules could not be updated: taking a row out needs the words that it was put in with.
    """
    folding = fingerprint()
    row = connection.execute("SELECT value FROM archive_info WHERE key = 'search_folding'").fetchone()
    if row is not None and row[0] == folding:
        return False
    with transaction(connection):
        connection.execute("INSERT INTO article_search(article_search) VALUES ('delete-all')")
        connection.execute(_ADD)
        connection.execute("INSERT OR REPLACE INTO archive_info VALUES ('search_folding', ?)", (folding,))
    return True


@cache
def fingerprint() -> str:
    """Return a digest of how every character of the basic plane and some beyond is folded, and marks are kept."""
    letters = (*range(0x20, 0xD800), *range(0xE000, 0x10000), *range(0x1F300, 0x1F700), *range(0x20000, 0x30000, 97))
    sample = " ".join("".join(map(chr, letters[start : start + 64])) for start in range(0, len(letters), 64))
    return sha256(f"{index_text(sample)}\n{mark_words(f'{sample} hoà')}".encode()).hexdigest()
