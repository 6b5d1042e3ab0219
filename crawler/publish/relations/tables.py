"""Fill the tables of relations between papers: read what is new or has changed, then join numbers to articles.

A text that was read by the same rules is not read again: its rows are kept, or taken over from the snapshot before.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from crawler.archive.db.database import transaction
from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.papers.relations import VERSION, PaperStatus, Relation, read_relations
from crawler.publish.days import paper_day
from crawler.publish.relations.targets import resolve_targets
from crawler.publish.relations.titles import resolve_titles

_MAX_TEXT_LENGTH = 20_000
"""Characters read of one text; papers name what they rest on long before."""
_BATCH = 200
_BATCHES_STORED = 5
"""Batches of one transaction."""
_MANY = 50_000
"""From so many articles on, indexes are made after the rows."""
_ALONE = 2_000
"""Up to so many articles are read in this process: starting others would take longer."""

_READ_COLUMNS = (
    "article, version, attachment, type, number, number_key, named_title, raw, day, clause, issuer, sentence, rule, "
    "confidence"
)
_RELATION_COLUMNS = f"{_READ_COLUMNS}, site, said_on"
_STATUS_COLUMNS = "article, version, effective_from, expires, state"
_PAPERS = f"""
    INSERT INTO temp.papers
    SELECT a.id, a.site, {paper_day("a")},
        a.version || ':' || a.content_digest || ':' || coalesce(a.document_number, '') || ':'
        || coalesce(a.validity, '') || ':'
        || coalesce(f.files, '') || ':{VERSION}'
    FROM articles AS a LEFT JOIN (
        SELECT article, group_concat(id || '=' || coalesce(sha256, '') || '.' || length(text)) AS files
        FROM attachments WHERE text IS NOT NULL GROUP BY article) AS f ON f.article = a.id
"""


@dataclass(frozen=True)
class Filled:
    """What a filling did."""

    read: int
    """Articles whose texts were read."""
    kept: int
    """Articles whose rows stayed or were taken over."""


@dataclass(frozen=True)
class _Texts:
    article: int
    version: int
    digest: str
    site: str
    said_on: str | None
    language: str
    document_number: str | None
    validity: str | None
    texts: tuple[tuple[int | None, str], ...]
    """The article's own text (None), and those of its files by their ids."""


_Item = TypeVar("_Item")
_Rows = tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[tuple[int, str]]]
_Reader = Callable[[Iterable[tuple[_Texts, ...]]], Iterable[_Rows]]


def fill_relations(connection: sqlite3.Connection, *, before: Path | None = None, workers: int | None = None) -> Filled:
    """Bring the tables `relations`, `paper_status` and `relations_read` up to date, and join numbers to articles.

    The connection must be writable and in autocommit mode.  `before` is an earlier snapshot of the same archive, whose
    rows are taken over where the texts are the same.  `workers` is how many processes read (default: the processors).
    """
    connection.execute("DROP TABLE IF EXISTS temp.papers")
    connection.execute(
        "CREATE TEMP TABLE papers (article INTEGER PRIMARY KEY, site TEXT, said_on TEXT, digest TEXT NOT NULL)"
    )
    connection.execute(_PAPERS)
    with transaction(connection):
        _forget_changed(connection)
    if before is not None:
        _take_over(connection, before)
    due = "FROM temp.papers WHERE article NOT IN (SELECT article FROM relations_read)"
    total = int(connection.execute(f"SELECT count(*) {due}").fetchone()[0])
    kept = int(connection.execute("SELECT count(*) FROM relations_read").fetchone()[0])
    articles = [row[0] for row in connection.execute(f"SELECT article {due}")]
    with _readers(total, workers) as read, _indexes_made_last(connection, total):
        for some in _batched(read(_texts(connection, articles)), _BATCHES_STORED):
            with transaction(connection):
                for rows in some:
                    _keep(connection, rows)
    _place(connection)
    resolve_targets(connection)
    resolve_titles(connection)
    connection.execute("DROP TABLE temp.papers")
    return Filled(read=total, kept=kept)


def _forget_changed(connection: sqlite3.Connection) -> None:
    connection.execute(
        "DELETE FROM relations_read WHERE NOT EXISTS (SELECT 1 FROM temp.papers AS d "
        "WHERE d.article = relations_read.article AND d.digest = relations_read.digest)"
    )
    for table in ("relations", "paper_status"):
        connection.execute(f"DELETE FROM {table} WHERE article NOT IN (SELECT article FROM relations_read)")


def _take_over(connection: sqlite3.Connection, before: Path) -> None:
    """Copy the rows of an earlier snapshot whose articles' texts are the same."""
    connection.execute("ATTACH ? AS before", (before.absolute().as_uri() + "?mode=ro",))
    try:
        known = connection.execute("SELECT 1 FROM before.sqlite_schema WHERE name = 'relations_read'").fetchone()
        if not known:
            return
        connection.execute("DROP TABLE IF EXISTS temp.relations_same")
        connection.execute(
            "CREATE TEMP TABLE relations_same AS SELECT r.article, r.digest FROM before.relations_read AS r "
            "JOIN temp.papers AS d ON d.article = r.article AND d.digest = r.digest "
            "WHERE r.article NOT IN (SELECT article FROM main.relations_read) "
            # what was read of it before may be what is withheld by now
            "AND r.article NOT IN (SELECT article FROM main.withheld)"
        )
        same = "WHERE article IN (SELECT article FROM temp.relations_same)"
        with transaction(connection):
            for table, columns in (("relations", _READ_COLUMNS), ("paper_status", _STATUS_COLUMNS)):
                connection.execute(
                    f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM before.{table} {same} ORDER BY rowid"
                )
            connection.execute("INSERT INTO main.relations_read SELECT article, digest FROM temp.relations_same")
        connection.execute("DROP TABLE temp.relations_same")
    finally:
        connection.execute("DETACH before")


def _place(connection: sqlite3.Connection) -> None:
    """Note at which office and when a paper says it, where that is new or was another."""
    with transaction(connection):
        connection.execute(
            "UPDATE relations SET site = p.site, said_on = p.said_on FROM temp.papers AS p "
            "WHERE p.article = relations.article "
            "AND (relations.site IS NOT p.site OR relations.said_on IS NOT p.said_on)"
        )


def _texts(connection: sqlite3.Connection, articles: list[int]) -> Iterator[tuple[_Texts, ...]]:
    for numbers in _batched(articles, _BATCH):
        marks = ",".join("?" * len(numbers))
        files: dict[int, list[tuple[int | None, str]]] = {}
        for article, attachment, text in connection.execute(
            "SELECT article, id, substr(text, 1, ?) FROM attachments "
            f"WHERE text IS NOT NULL AND article IN ({marks}) ORDER BY id",
            (_MAX_TEXT_LENGTH, *numbers),
        ):
            files.setdefault(article, []).append((attachment, text))
        found = connection.execute(
            "SELECT a.id, a.version, d.digest, d.site, d.said_on, a.language, a.document_number, "
            "a.title, substr(a.body_text, 1, ?), a.validity "
            "FROM articles AS a JOIN temp.papers AS d ON d.article = a.id "
            f"WHERE a.id IN ({marks}) ORDER BY a.id",
            (_MAX_TEXT_LENGTH, *numbers),
        ).fetchall()
        yield tuple(
            _Texts(
                id_,
                version,
                digest,
                site,
                said_on,
                language or "vi",
                number,
                validity,
                ((None, _own_text(title, body)), *files.get(id_, ())),
            )
            for id_, version, digest, site, said_on, language, number, title, body, validity in found
        )


def _batched(items: Iterable[_Item], size: int) -> Iterator[tuple[_Item, ...]]:
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


def _own_text(title: str | None, body: str | None) -> str:
    """The headline of a paper may be the only place that says what it forwards or repeals."""
    title, body = title or "", body or ""
    return body if body.startswith(title) else f"{title}\n\n{body}"


@contextmanager
def _readers(total: int, workers: int | None) -> Iterator[_Reader]:
    count = workers or os.cpu_count() or 1
    if total <= _ALONE or count == 1:
        yield lambda batches: map(_read, batches)
        return
    with ProcessPoolExecutor(count, mp_context=get_context("forkserver")) as pool:
        yield lambda batches: _read_ahead(pool, batches, 4 * count)


def _read_ahead(pool: ProcessPoolExecutor, batches: Iterable[tuple[_Texts, ...]], ahead: int) -> Iterator[_Rows]:
    """Keep a few batches before the readers: none waits for this process, and a million texts never wait in memory."""
    waiting: deque[Future[_Rows]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_read, batch))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _read(batch: tuple[_Texts, ...]) -> _Rows:
    relations: list[tuple[object, ...]] = []
    statuses: list[tuple[object, ...]] = []
    done: list[tuple[int, str]] = []
    for texts in batch:
        seen: set[tuple[object, ...]] = set()
        for attachment, text in texts.texts:
            read = read_relations(text, texts.language, texts.document_number)
            for relation in read.relations:
                told = (relation.type, relation.number or relation.title, relation.article)
                if told not in seen:  # a file repeats what its page says
                    seen.add(told)
                    relations.append(_row(texts, attachment, relation))
            if attachment is None:
                said = _status(texts, read.status)
                if said:
                    statuses.append((texts.article, texts.version, said.effective_from, said.expires, said.state))
        done.append((texts.article, texts.digest))
    return relations, statuses, done


def _status(texts: _Texts, of_text: PaperStatus | None) -> PaperStatus | None:
    """Return what a paper says of its own force, the table beside it first."""
    table = read_relations(texts.validity, texts.language).status if texts.validity else None
    if table is None or of_text is None:
        return table or of_text
    return PaperStatus(
        effective_from=table.effective_from or of_text.effective_from,
        expires=table.expires or of_text.expires,
        state=table.state or of_text.state,
    )


def _row(texts: _Texts, attachment: int | None, relation: Relation) -> tuple[object, ...]:
    key = document_number_key(relation.number) if relation.number else None
    return (
        texts.article, texts.version, attachment, relation.type, relation.number, key, relation.title, relation.raw,
        relation.date, relation.article, relation.issuer, relation.sentence, relation.rule, relation.confidence,
        texts.site, texts.said_on,
    )  # fmt: skip


def _keep(connection: sqlite3.Connection, rows: _Rows) -> None:
    relations, statuses, done = rows
    connection.executemany(f"INSERT INTO relations ({_RELATION_COLUMNS}) VALUES ({', '.join('?' * 16)})", relations)
    connection.executemany(f"INSERT OR REPLACE INTO paper_status ({_STATUS_COLUMNS}) VALUES (?, ?, ?, ?, ?)", statuses)
    connection.executemany("INSERT OR REPLACE INTO relations_read (article, digest) VALUES (?, ?)", done)


@contextmanager
def _indexes_made_last(connection: sqlite3.Connection, articles: int) -> Iterator[None]:
    """Without the indexes of `relations` while very many rows are written: sorted once, they cost a fraction.

    A process that is killed within leaves a table without indexes; publishing then begins anew with a copy.
    """
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'relations' AND sql IS NOT NULL"
    ).fetchall()
    if articles < _MANY:
        indexes = []
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        for _, statement in indexes:
            connection.execute(statement)
