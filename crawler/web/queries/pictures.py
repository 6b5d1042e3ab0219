"""The pictures of an article: where the archive holds them, and what recognition found in them."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from crawler.publish.evidence.reader import archived_images
from crawler.web.queries.articles import Row


@dataclass(frozen=True)
class ShownPicture:
    """One picture of an article that the archive can show."""

    capture: int
    caption: str | None
    text: str | None
    """What recognition found in it."""


async def pictures_of(db: Any, article: Row) -> list[ShownPicture]:
    """Return the pictures in an article's text of which the archive holds the bytes."""
    images: list[dict[str, str | None]] = json.loads(article["images"] or "[]")
    if not images:
        return []
    return await db.execute_fn(lambda connection: _shown(connection, article["id"], images))  # type: ignore[no-any-return]  # Datasette's call is untyped


def _shown(connection: sqlite3.Connection, article: int, images: list[dict[str, str | None]]) -> list[ShownPicture]:
    captures = archived_images(connection, [image["url"] for image in images if image["url"]])
    texts = dict(
        connection.execute(
            "SELECT captures.id, picture_texts.text FROM picture_texts "
            "JOIN captures ON captures.sha256 = picture_texts.sha256 "
            "WHERE picture_texts.article = ? AND captures.kind = 'picture'",
            (article,),
        ).fetchall()
    )
    return [
        ShownPicture(captures[image["url"]], image.get("caption"), texts.get(captures[image["url"]]))
        for image in images
        if image["url"] in captures
    ]
