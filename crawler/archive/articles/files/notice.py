"""Stored articles completed from their stored files: rows in, `crawler.file_notices` in between, rows out."""

import json
import sqlite3
from datetime import datetime
from typing import Any

from crawler.archive.articles.files.attachments import current_attachments
from crawler.archive.articles.versions import PLAIN
from crawler.file_notices import SaidFile, with_files, without_files
from crawler.items import Document
from crawler.normalise.addresses import address_key

FILLED = (*PLAIN, "provenance", "flags", "problems")
"""The columns of an article that its files have a say in."""


def with_stored_files(connection: sqlite3.Connection, article: int, document: Document, now: datetime) -> Document:
    """Return what a page says, completed from those of its files that were fetched before."""
    offered = {address_key(file.url) for file in document.attachments}
    if not offered or document.family == "file":
        return document
    rows = connection.execute(
        """SELECT url, name, text, document_number FROM attachments
        WHERE article = ? AND text IS NOT NULL AND text_method != 'ocr' ORDER BY last_seen DESC, id""",
        (article,),
    )
    files: dict[str, SaidFile] = {}
    for row in rows.fetchall():
        key = address_key(row["url"])
        if key in offered:
            said = SaidFile(name=row["name"] or row["url"], text=row["text"], document_number=row["document_number"])
            files.setdefault(key, said)
    return with_files(document, list(files.values()), now)


def completed_row(connection: sqlite3.Connection, row: sqlite3.Row, now: datetime) -> dict[str, Any]:
    """Return the columns `FILLED` of a stored article as its files complete it now."""
    if row["family"] == "file":
        return {name: row[name] for name in FILLED}
    page = without_files(_document(connection, row))
    document = with_stored_files(connection, row["id"], page, now)
    filled: dict[str, Any] = {name: getattr(document, name) for name in PLAIN}
    if document.sort_date is None:
        filled |= {"sort_date": row["first_seen"][:10], "date_basis": "first_seen"}
    return filled | {
        "provenance": json.dumps(dict(document.provenance), ensure_ascii=False),
        "flags": json.dumps(list(document.flags), ensure_ascii=False),
        "problems": json.dumps(list(document.problems), ensure_ascii=False),
    }


def _document(connection: sqlite3.Connection, row: sqlite3.Row) -> Document:
    fields = {name: row[name] for name in PLAIN}
    if row["date_basis"] == "first_seen":
        fields |= {"sort_date": None, "date_basis": None}
    return Document(
        **fields,
        url=row["url"],
        attachments=tuple(current_attachments(connection, row["id"])),
        flags=tuple(json.loads(row["flags"] or "[]")),
        problems=tuple(json.loads(row["problems"] or "[]")),
        provenance=json.loads(row["provenance"] or "{}"),
    )
