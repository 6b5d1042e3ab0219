"""A copy of the archive without what is withheld: nothing of it is in the file, its index and its free pages included.

The rows stay, so that every number and every address of a page still leads to a place that says why it is empty.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.articles import search_index
from crawler.archive.articles.withheld import Target, Withheld, in_force
from crawler.archive.db.database import connect, transaction
from crawler.archive.shards.layout import is_sharded
from crawler.document_fields import IN_HEAD, IN_TABLE

_OF_ARTICLE = {
    "articles": (
        "title", "title_raw", "lead", "body_text", "body_raw", "published_raw", "dateline", "author", "source",
        "editor", *IN_HEAD, *IN_TABLE, "views_endpoint", "images", "provenance", "problems", "content_digest", "look",
        "reading", "reading_digest",
    ),
    "versions": (
        "title", "lead", "body_text", "author", "source", "editor", *IN_HEAD, "attachments", "changed_fields",
        "change_summary", "changes", "content_digest",
    ),
    "attachments": ("name", "sha256", "bytes", "text", "note", "document_number"),
    "view_counts": ("raw",),
}  # fmt: skip
"""Table → columns that hold words of the page, or prove them."""
_DIARIES = frozenset({"captures", "view_counts", "status_history", "merged_articles", "former_versions", "withheld"})
"""Tables with a column `article` that say when and where something was seen, and nothing of what it says."""
_EMPTY = {
    "images": "[]",
    "attachments": "[]",
    "changes": "[]",
    "changed_fields": "[]",
    "provenance": "{}",
    "problems": "[]",
}
_RAW = {"title": "title_raw", "body_text": "body_raw"}
_DERIVED = ("text_prints", "same_text", "picture_texts")
"""Tables made of texts, keyed by article."""
_RELATIONS = ("relations", "paper_status", "relations_read")
"""Tables made of texts and files; whoever fills them reads again what is not there."""
_NO_RECORD = "withheld"
"""Stands in a copy for the name of the WARC file of a capture that is not given away."""
_SHOWN_IN_LISTS = frozenset({"title", "lead"})
"""Fields that a list of articles repeats."""


def redact(connection: sqlite3.Connection) -> bool:
    """Take what is withheld out of a copy of the archive; return whether there was anything.

    The connection must be in autocommit mode; the file is written anew, so that no free page keeps a word.
    """
    held = in_force(connection)
    if not held:
        return False
    with transaction(connection):
        articles = {number for one in held for number in _articles_of(connection, one.target)}
        for article in articles:
            search_index.remove(connection, article)
            for table in _RELATIONS:
                connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        _take_out_what_was_before(connection, held)
        _take_out_captures(connection)
        for one in held:
            _take_out(connection, one.target)
        for article in articles:
            search_index.add(connection, article)
        connection.execute("DELETE FROM withheld WHERE lifted_at IS NOT NULL")
    connection.execute("INSERT INTO article_search(article_search) VALUES ('optimize')")
    connection.execute("VACUUM")
    return True


@contextmanager
def publishable(archive: Path) -> Iterator[Path]:
    """Yield the archive, or a copy where it has shards or something is withheld; the copy goes with the context."""
    if is_sharded(archive):
        with _copy_of(archive) as copy:
            yield copy
        return
    with closing(connect(archive, read_only=True)) as connection:
        tables = _tables(connection)
        is_clean = "withheld" not in tables or not in_force(connection)
    if is_clean:
        yield archive
        return
    with _copy_of(archive) as copy:
        yield copy


@contextmanager
def _copy_of(archive: Path) -> Iterator[Path]:
    from crawler.publish.snapshot import make_snapshot  # it takes out what is withheld by this module

    with tempfile.TemporaryDirectory(prefix="healtharchive-", dir=archive.parent) as folder:
        copy = Path(folder) / "archive.db"
        make_snapshot(archive, copy, now=datetime.now(UTC))
        yield copy


def hidden_captures(connection: sqlite3.Connection) -> set[int]:
    """Return the captures whose bytes hold something that is withheld, and so are not given away."""
    marked = connection.execute("SELECT id FROM captures WHERE warc_file = ?", (_NO_RECORD,))
    hidden: set[int] = {row[0] for row in marked}
    for one in in_force(connection):
        hidden |= _captures_of(connection, one.target)
    return hidden | _same_bytes(connection, hidden)


def _captures_of(connection: sqlite3.Connection, target: Target) -> set[int]:
    """Return the captures that hold *target*; the bytes of a page or a list cannot be given away in part.

    A page that could not be read names no article: its address tells whose it is.
    """
    if target.attachment is not None:
        return _captures_of_file(connection, target.attachment)
    whole = target.version is None and target.field is None
    addresses = _ADDRESSES + (_FILE_ADDRESSES if whole else "")
    rows = connection.execute(
        f"SELECT id FROM captures WHERE kind != 'list' AND (:whole OR kind != 'attachment') AND (article = :article "
        f"OR url IN ({addresses}) OR requested_url IN ({addresses}))",
        {"article": target.article, "whole": whole},
    )
    found = {int(row[0]) for row in rows}
    return found | (_lists_that_show(connection, target.article) if _is_in_lists(target) else set())


_ADDRESSES = "SELECT url FROM article_urls WHERE article = :article UNION SELECT url FROM articles WHERE id = :article"
_FILE_DIGESTS = (
    "SELECT sha256 FROM attachments WHERE id = :file AND sha256 != '' UNION SELECT c.sha256 FROM attachments AS g "
    "JOIN captures AS c ON c.url = g.url AND c.status < 400 AND c.sha256 != '' WHERE g.id = :file"
)
_FILE_ADDRESSES = " UNION SELECT url FROM attachments WHERE article = :article"


def _captures_of_file(connection: sqlite3.Connection, attachment: int) -> set[int]:
    rows = connection.execute(
        "SELECT c.id FROM attachments AS f JOIN captures AS c ON c.url = f.url OR c.requested_url = f.url "
        f"OR c.sha256 IN ({_FILE_DIGESTS}) WHERE f.id = :file",
        {"file": attachment},
    )
    return {int(row[0]) for row in rows}


def _is_in_lists(target: Target) -> bool:
    return target.attachment is None and (target.field is None or target.field in _SHOWN_IN_LISTS)


def _lists_that_show(connection: sqlite3.Connection, article: int) -> set[int]:
    """Return the captured lists of the days on which the article was listed: they repeat its title and address."""
    rows = connection.execute(
        "SELECT DISTINCT c.id FROM listings AS l JOIN captures AS c ON c.site = l.site AND c.kind = 'list' "
        "AND c.fetched_at >= substr(l.first_seen, 1, 10) AND c.fetched_at < date(l.last_seen, '+1 day') "
        f"WHERE l.url IN ({_ADDRESSES})",
        {"article": article},
    )
    return {int(row[0]) for row in rows}


def _same_bytes(connection: sqlite3.Connection, hidden: set[int]) -> set[int]:
    """Return the captures that brought the same page or file, from elsewhere or as a revisit of one that is hidden."""
    marks = ",".join(str(number) for number in sorted(hidden))
    rows = connection.execute(
        "SELECT id FROM captures WHERE kind IN ('article', 'attachment') AND status < 400 AND sha256 IN "
        f"(SELECT sha256 FROM captures WHERE id IN ({marks}) AND kind IN ('article', 'attachment') AND status < 400 "
        f"AND bytes > 0 AND sha256 != '') UNION SELECT id FROM captures WHERE refers_to IN ({marks})"
    )
    return {int(row[0]) for row in rows}


def withheld_of(connection: sqlite3.Connection, article: int) -> list[Withheld]:
    """Return what is withheld of an article."""
    return [one for one in in_force(connection) if one.target.article == article]


def _take_out(connection: sqlite3.Connection, target: Target) -> None:
    if target.version is not None:
        _take_out_version(connection, target.article, target.version)
    elif target.attachment is not None:
        _take_out_file(connection, target.attachment)
    elif target.field is not None:
        _take_out_field(connection, target.article, target.field)
    else:
        _take_out_article(connection, target.article)


def _clear(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], where: str, *values: object) -> None:
    """Empty columns, as far as the table has them; what may not be NULL becomes an empty text."""
    present = {row["name"]: row["notnull"] for row in connection.execute(f"PRAGMA table_info({table})")}
    emptied = {name: _EMPTY.get(name, "" if present[name] else None) for name in columns if name in present}
    settings = ", ".join(f"{name} = ?" for name in emptied)
    connection.execute(f"UPDATE {table} SET {settings} WHERE {where}", (*emptied.values(), *values))


def _articles_of(connection: sqlite3.Connection, target: Target) -> set[int]:
    """Return the articles that *target* is taken out of: a file is offered by several."""
    if target.attachment is None:
        return {target.article}
    return {row["article"] for row in _same_file(connection, target.attachment)}


def _same_file(connection: sqlite3.Connection, attachment: int) -> list[sqlite3.Row]:
    """Return the rows of a file wherever it is offered: under its address, or with its bytes."""
    return connection.execute(
        "SELECT other.id, other.article, other.url FROM attachments AS f JOIN attachments AS other "
        f"ON other.url = f.url OR other.sha256 IN ({_FILE_DIGESTS}) WHERE f.id = :file ORDER BY other.id",
        {"file": attachment},
    ).fetchall()


def _take_out_what_was_before(connection: sqlite3.Connection, held: Sequence[Withheld]) -> None:
    """Take out the earlier bytes of a withheld file, and what other templates made of a withheld text."""
    for one in held:
        if one.target.attachment is None:
            connection.execute("DELETE FROM rereadings WHERE article = ?", (one.target.article,))
            continue
        connection.execute(
            "DELETE FROM former_files WHERE url IN (SELECT url FROM attachments WHERE id = :file) "
            f"OR sha256 IN ({_FILE_DIGESTS})",
            {"file": one.target.attachment},
        )


def _take_out_captures(connection: sqlite3.Connection) -> None:
    """Take from the captures that are not given away the place of their record, and what an import noted of them."""
    hidden = [(number,) for number in sorted(hidden_captures(connection))]
    connection.executemany(
        f"UPDATE captures SET warc_file = '{_NO_RECORD}', warc_offset = 0, warc_length = 0, etag = NULL WHERE id = ?",
        hidden,
    )
    connection.executemany(
        "UPDATE imported_captures SET record = '', record_id = NULL, payload_digest = NULL, title = NULL "
        "WHERE capture = ?",
        hidden,
    )


def _take_out_article(connection: sqlite3.Connection, article: int) -> None:
    for table, columns in _OF_ARTICLE.items():
        _clear(connection, table, columns, f"{'id' if table == 'articles' else 'article'} = ?", article)
    name = f"withheld:{article}"
    whose = {"article": article}
    connection.execute(f"UPDATE articles SET moved_to = NULL WHERE id = :article OR moved_to IN ({_ADDRESSES})", whose)
    captures = _captures_of(connection, Target(article=article)) - _lists_that_show(connection, article)
    connection.executemany(
        "UPDATE captures SET url = :name, requested_url = :name, sha256 = '' WHERE id = :id",
        [{"name": name, "id": number} for number in captures],
    )
    connection.execute(f"DELETE FROM listings WHERE url IN ({_ADDRESSES})", whose)
    connection.execute("UPDATE articles SET url = ? WHERE id = ?", (name, article))
    connection.execute("UPDATE merged_articles SET url = ? WHERE article = ?", (name, article))
    connection.execute("UPDATE attachments SET url = 'withheld:file:' || id WHERE article = ?", (article,))
    # whatever else is kept of an article, now or later, is made of its words or its addresses
    for table in sorted(_tables(connection) - {*_OF_ARTICLE, *_DIARIES}):
        if any(row["name"] == "article" for row in connection.execute(f"PRAGMA table_info({table})")):
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))


def _take_out_version(connection: sqlite3.Connection, article: int, number: int) -> None:
    columns = _OF_ARTICLE["versions"]
    _clear(connection, "versions", columns, "article = ? AND number = ?", article, number)
    # what the next version changed says what this one was
    changes = ("changed_fields", "change_summary", "changes")
    _clear(connection, "versions", changes, "article = ? AND number = ?", article, number + 1)
    newest = connection.execute("SELECT version FROM articles WHERE id = ?", (article,)).fetchone()
    if newest is not None and newest["version"] == number:
        _clear(connection, "articles", _OF_ARTICLE["articles"], "id = ?", article)
        _forget_derived(connection, article)


def _take_out_file(connection: sqlite3.Connection, attachment: int) -> None:
    captures = _captures_of_file(connection, attachment)
    for row in _same_file(connection, attachment):
        name = f"withheld:file:{row['id']}"
        _clear(connection, "attachments", _OF_ARTICLE["attachments"], "id = ?", row["id"])
        connection.execute("UPDATE attachments SET url = ? WHERE id = ?", (name, row["id"]))
        _take_out_of_versions(connection, row["article"], row["url"])
        _forget_changes(connection, row["article"], "attachments")
    connection.executemany(
        "UPDATE captures SET url = :name, requested_url = :name, sha256 = '' WHERE id = :id",
        [{"name": f"withheld:file:{attachment}", "id": number} for number in captures],
    )


def _take_out_of_versions(connection: sqlite3.Connection, article: int, url: str) -> None:
    for version in connection.execute("SELECT id, attachments FROM versions WHERE article = ?", (article,)).fetchall():
        kept = [file for file in json.loads(version["attachments"]) if file.get("url") != url]
        connection.execute("UPDATE versions SET attachments = ? WHERE id = ?", (json.dumps(kept), version["id"]))


def _take_out_field(connection: sqlite3.Connection, article: int, field: str) -> None:
    of_article = (field, *([_RAW[field]] if field in _RAW else []))
    _clear(connection, "articles", (*of_article, "content_digest", "reading", "reading_digest"), "id = ?", article)
    _clear(connection, "versions", (field, "content_digest"), "article = ?", article)
    if field in {"title", "body_text", "lead"}:
        _forget_derived(connection, article)
    if field == "title":
        addresses = "SELECT url FROM article_urls WHERE article = ?"
        connection.execute(f"UPDATE listings SET title = NULL WHERE url IN ({addresses})", (article,))
    _forget_changes(connection, article, field)


def _forget_changes(connection: sqlite3.Connection, article: int, field: str) -> None:
    """Take the changes of a field out of the versions, and the words that were made of them."""
    rows = connection.execute("SELECT id, number, changes FROM versions WHERE article = ?", (article,)).fetchall()
    for row in rows:
        changes = json.loads(row["changes"] or "[]")
        kept = [change for change in changes if change.get("field") != field]
        if kept != changes or (not changes and row["number"] > 1):
            connection.execute(
                "UPDATE versions SET changes = ?, change_summary = NULL WHERE id = ?",
                (json.dumps(kept, ensure_ascii=False), row["id"]),
            )


def _forget_derived(connection: sqlite3.Connection, article: int) -> None:
    for table in _DERIVED:
        connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT NULL")
    }
