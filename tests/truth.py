"""Compares what an archive holds of replica articles with their written truth."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from replica.model import Expected, ReplicaArticle
from replica.office import ReplicaOffice

SAME = ("title", "language", "published_at", "views", "document_number", "issued_on", "signer", "author")
SAME_TOO = ("source", "editor")


def rows(archive: Path, sql: str, *values: object) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(archive)) as database:
        database.row_factory = sqlite3.Row
        return database.execute(sql, values).fetchall()


def differences(archive: Path, office: ReplicaOffice) -> list[str]:
    """Return a line for each fact of an office that the archive has wrong, lacks, or has too much of."""
    found = {
        row["url"]: row
        for row in rows(
            archive,
            "SELECT articles.*, sections.url AS list FROM articles "
            "LEFT JOIN sections ON sections.site = articles.site AND sections.id = articles.section "
            "WHERE articles.site = ?",
            office.site,
        )
    }
    lists = {section.id: section.url for section in office.sections}
    files: dict[int, list[str]] = {}
    for row in rows(archive, "SELECT article, url FROM attachments ORDER BY id"):
        files.setdefault(row["article"], []).append(row["url"])
    out = []
    for article in office.articles.values():
        truth = office.expected(article)
        row = found.pop(truth.url, None)
        if row is None:
            out.append(f"{article.id}: not in the archive")
            continue
        neighbours = [one.title for one in office.neighbours(article, 8)]
        out += [
            f"{article.id} {line}"
            for line in (
                *_fields(row, truth),
                # a list that was found has a name of its own; it is told by its address
                *([f"list: {row['list']}"] if row["list"] != lists[truth.section] else []),
                *_paper(row, truth),
                *_body(row, truth, article, neighbours),
                *_attachments(files.get(row["id"], []), truth),
            )
        ]
    return out + [f"{url}: no article of the office" for url in found]


def _fields(row: sqlite3.Row, truth: Expected) -> Iterator[str]:
    for name in (*SAME, *SAME_TOO):
        wanted = getattr(truth, name)
        if row[name] != wanted:
            yield f"{name}: {row[name]!r}, should be {wanted!r}"


def _paper(row: sqlite3.Row, truth: Expected) -> Iterator[str]:
    if truth.document_number is None:
        return
    if (row["document_type"] or "").casefold() != truth.document_type:
        yield f"document_type: {row['document_type']!r}, should be {truth.document_type!r}"
    # The head prints capitals, and may leave the province to the reader.
    if not (row["issuer"] or "").casefold().startswith((truth.issuer or "").casefold()):
        yield f"issuer: {row['issuer']!r}, should be {truth.issuer!r}"


def _body(row: sqlite3.Row, truth: Expected, article: ReplicaArticle, neighbours: list[str]) -> Iterator[str]:
    lines = row["body_text"].split("\n") if row["body_text"] else []
    present = {*lines, row["lead"]}
    yield from (f"body lacks {line[:60]!r}" for line in truth.paragraphs if line not in present)
    order = [lines.index(line) for line in truth.paragraphs if line in lines]
    if order != sorted(order):
        yield "body is out of order"
    yield from (f"body holds the related title {title!r}" for title in neighbours if title in lines)
    if article.paper is None:
        # An official paper's head and foot belong to its text, and a link to a file may.
        files = [file.name for file in article.files]
        extra = [line for line in lines if line not in {*truth.paragraphs, *truth.captions, *files}]
        yield from (f"body holds too much: {line[:60]!r}" for line in extra)
    if truth.captions:
        captions = tuple(image.get("caption") for image in json.loads(row["images"] or "[]"))
        if captions != truth.captions:
            yield f"captions: {captions!r}, should be {truth.captions!r}"


def _attachments(urls: list[str], truth: Expected) -> Iterator[str]:
    if tuple(urls) != truth.attachments:
        yield f"attachments: {urls!r}, should be {truth.attachments!r}"
