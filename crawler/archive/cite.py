"""Citing one version of an article: who said what, where, when it was captured, and the digest that proves it."""

import sqlite3
from dataclasses import dataclass

from crawler.archive.errors import ArchiveError
from crawler.archive.identity import find_article


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a reader needs to find and check one version of an article."""

    article: int
    office: str
    title: str | None
    document_number: str | None
    published_at: str | None
    url: str
    version: int
    versions: int
    captured_at: str
    sha256: str
    warc_file: str
    warc_offset: int

    def __str__(self) -> str:
        parts = [
            self.office,
            f"“{self.title}”" if self.title else None,
            self.document_number,
            self.published_at,
            self.url,
        ]
        evidence = [
            f"Article {self.article}, version {self.version} of {self.versions}",
            f"captured {self.captured_at}",
            f"SHA-256 {self.sha256}",
            f"{self.warc_file} at byte {self.warc_offset}",
        ]
        return f"{'. '.join(part for part in parts if part)}. {', '.join(evidence)}."


def cite(connection: sqlite3.Connection, reference: str) -> Citation:
    """Return the citation of *reference*: an article's id or address, with ``@N`` for its version N (else the newest).

    Raises `ArchiveError` when there is no such article or version.
    """
    name, version = _split(reference)
    article = _article_id(connection, name)
    if article is None:
        raise ArchiveError(f"There is no article {name} in the archive.")
    row = connection.execute(
        """SELECT versions.*, sites.name AS office, articles.version AS versions, captures.url AS url,
            captures.fetched_at, captures.sha256, warc_file, warc_offset
        FROM versions JOIN articles ON articles.id = versions.article JOIN sites ON sites.id = articles.site
        JOIN captures ON captures.id = versions.capture
        WHERE versions.article = ? AND number = coalesce(?, articles.version)""",
        (article, version),
    ).fetchone()
    if row is None:
        raise ArchiveError(f"Article {article} has no version {version}.")
    return Citation(
        article=article,
        office=row["office"],
        title=row["title"],
        document_number=row["document_number"],
        published_at=row["published_at"],
        url=row["url"],
        version=row["number"],
        versions=row["versions"],
        captured_at=row["fetched_at"],
        sha256=row["sha256"],
        warc_file=row["warc_file"],
        warc_offset=row["warc_offset"],
    )


def _split(reference: str) -> tuple[str, int | None]:
    name, at, version = reference.rpartition("@")
    return (name, int(version)) if at and version.isdecimal() else (reference, None)


def _article_id(connection: sqlite3.Connection, name: str) -> int | None:
    if not name.isdecimal():
        return find_article(connection, [name])
    row = connection.execute("SELECT id FROM articles WHERE id = ?", (int(name),)).fetchone()
    return int(row[0]) if row else None
