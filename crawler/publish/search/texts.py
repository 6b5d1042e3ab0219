"""Reading articles as far as weighing them needs it."""

import sqlite3
from collections.abc import Mapping, Sequence

from crawler.normalise.search.scoring import READ, Field, Text

_READ_OF_MANY = 1_500
_MANY = 60


def load_texts(
    connection: sqlite3.Connection, articles: Sequence[int], offices: Mapping[str, str], *, files: bool
) -> dict[int, Text]:
    """Return the articles by id; of many only the beginnings are read, and files' texts where they are asked for."""
    if not articles:
        return {}
    listed = ",".join(str(int(number)) for number in articles)
    most = READ if len(articles) <= _MANY else _READ_OF_MANY
    rows = connection.execute(
        f"SELECT id, site, title, substr(body_text, 1, {most}) AS body, document_number, sort_date, language "
        f"FROM articles WHERE id IN ({listed})"
    ).fetchall()
    attached = _files(connection, listed, most) if files else {}
    return {
        row["id"]: Text(
            fields={
                "title": Field(row["title"]),
                "number": Field(row["document_number"]),
                "body": Field(row["body"]),
                "files": Field(attached.get(row["id"])),
                "office": Field(offices.get(row["site"])),
            },
            published=row["sort_date"] or "",
            language=row["language"] or "",
        )
        for row in rows
    }


def _files(connection: sqlite3.Connection, listed: str, most: int) -> dict[int, str]:
    rows = connection.execute(
        f"SELECT article, substr(group_concat(text, ' '), 1, {most}) AS text FROM attachments "
        f"WHERE article IN ({listed}) AND text IS NOT NULL GROUP BY article"
    )
    return {row["article"]: row["text"] for row in rows}
