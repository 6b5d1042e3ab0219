"""What the pages of captures ask of the archive."""

from typing import Any

from crawler.web.queries.articles import Row, first, rows


async def capture(db: Any, identifier: int) -> Row | None:
    """Return a capture with its office, its article, and where it was imported from."""
    return await first(
        db,
        "SELECT c.*, s.name AS office, s.name_en AS office_en, s.language AS office_language, a.title, a.language, "
        "a.url AS article_url, i.record, i.time_from, m.source, m.kind AS source_kind FROM captures AS c "
        "LEFT JOIN sites AS s ON s.id = c.site LEFT JOIN articles AS a ON a.id = c.article "
        "LEFT JOIN imported_captures AS i ON i.capture = c.id LEFT JOIN imports AS m ON m.id = i.import "
        "WHERE c.id = :id",
        {"id": identifier},
    )


async def versions_of(db: Any, identifier: int) -> list[Row]:
    """Return the versions that were read from a capture."""
    return await rows(
        db, "SELECT article, number FROM versions WHERE capture = :id ORDER BY article, number", {"id": identifier}
    )


async def neighbours(db: Any, url: str, moment: str) -> tuple[int | None, int | None]:
    """Return the captures of the same address before and after *moment*."""
    before = await first(
        db,
        "SELECT id FROM captures WHERE url = :url AND fetched_at < :moment ORDER BY fetched_at DESC, id DESC LIMIT 1",
        {"url": url, "moment": moment},
    )
    after = await first(
        db,
        "SELECT id FROM captures WHERE url = :url AND fetched_at > :moment ORDER BY fetched_at, id LIMIT 1",
        {"url": url, "moment": moment},
    )
    return (before["id"] if before else None, after["id"] if after else None)


async def captures_of_article(db: Any, article: int, limit: int = 2000) -> list[Row]:
    """Return an article's captures in the order of time, with the version that each shows first."""
    return await rows(
        db,
        "SELECT c.id, c.kind, c.fetched_at, c.status, c.url, c.requested_url, c.sha256, "
        "(SELECT min(v.number) FROM versions AS v WHERE v.capture = c.id AND v.article = :id) AS version, "
        "(SELECT n.views FROM view_counts AS n WHERE n.capture = c.id AND n.article = :id LIMIT 1) AS views "
        "FROM captures AS c WHERE c.article = :id OR (c.article IS NULL AND c.kind = 'article' AND "
        "c.requested_url IN (SELECT url FROM article_urls WHERE article = :id)) "
        "ORDER BY c.fetched_at, c.id LIMIT :limit",
        {"id": article, "limit": limit},
    )
