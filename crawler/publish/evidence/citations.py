"""Citing one state of an article: who said what, where, when it was captured, and the digest that proves it.

The name that a citation prints, ``ARTICLE@YYYYMMDDThhmmssZ``, holds for ever: an article that turns out to be another
one stays known by its number, and a capture keeps its moment whatever later rules read out of it.  ``ARTICLE@N`` counts
versions as they are counted today; where N was once another version, the citation says so.
"""

import re
import sqlite3
from dataclasses import dataclass, field, replace

from crawler.archive.articles.identity import current_id, find_article
from crawler.archive.articles.withheld import Withheld
from crawler.archive.db.errors import ArchiveError
from crawler.publish.withholding import withheld_of

REFERENCE = re.compile(r"(?P<name>.+)@(?:(?P<number>\d{1,9})|(?P<moment>\d{8}T\d{6}Z))", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What a reader needs to find and check one state of an article."""

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
    notes: tuple[str, ...] = field(default=())
    """Sentences on what the reference that was asked for once meant."""

    @property
    def name(self) -> str:
        """The reference that always leads here."""
        return f"{self.article}@{_compact(self.captured_at)}"

    def __str__(self) -> str:
        parts = [
            self.office,
            f"“{self.title}”" if self.title else None,
            self.document_number,
            self.published_at,
            self.url,
        ]
        evidence = [
            f"Article {self.name}",
            f"version {self.version} of {self.versions}",
            f"captured {self.captured_at}",
            f"SHA-256 {self.sha256}",
            f"{self.warc_file} at byte {self.warc_offset}",
        ]
        return " ".join([f"{'. '.join(part for part in parts if part)}. {', '.join(evidence)}.", *self.notes])


def article_of(reference: str) -> str:
    """Return the part of a reference that names the article.

    >>> article_of("12@20240305T010000Z")
    '12'
    """
    match = REFERENCE.fullmatch(reference)
    return match["name"] if match else reference


def _compact(moment: str) -> str:
    return moment.replace("-", "").replace(":", "")


def cite(connection: sqlite3.Connection, reference: str, *, withheld: bool = False) -> Citation:
    """Return the citation of *reference*: an article's id or address, alone (its newest version) or with ``@``.

    Behind ``@`` is the number of a version or the moment of a capture, as in ``12@20240305T010000Z``.  Raises
    `ArchiveError` when there is no such article, version or capture, or when it is withheld from publication, unless
    *withheld* ones are asked for.
    """
    found = _cite(connection, reference)
    for one in [] if withheld else withheld_of(connection, found.article):
        if one.target.attachment is None and one.target.version in (None, found.version):
            found = _without(found, one)
    return found


def _without(citation: Citation, held: Withheld) -> Citation:
    """Return the citation without what is withheld.  Raises `ArchiveError` where that is all of it."""
    field = held.target.field
    if field is None:
        raise ArchiveError(f"Article {citation.article} is withheld since {held.withheld_at}: {held.reason}")
    note = f"Its {field.replace('_', ' ')} is withheld: {held.reason}"
    return replace(
        citation,
        notes=(*citation.notes, note),
        title=None if field == "title" else citation.title,
        document_number=None if field == "document_number" else citation.document_number,
    )


def _cite(connection: sqlite3.Connection, reference: str) -> Citation:
    """Return the citation of *reference*, withheld or not."""
    found = REFERENCE.fullmatch(reference)
    name = found["name"] if found else reference
    asked = int(name) if name.isdecimal() else find_article(connection, [name])
    article = current_id(connection, asked) if asked is not None else None
    if asked is None or article is None:
        raise ArchiveError(f"There is no article {name} in the archive.")
    notes = [f"Article {asked} was found to be article {article}."] if asked != article else []
    if found and found["moment"]:
        return _at_capture(connection, article, _capture_at(connection, article, found["moment"]), notes)
    number = int(found["number"]) if found and found["number"] else None
    former = _former(connection, asked, number)
    now = None if asked != article else _capture_of_version(connection, article, number)
    capture = now if now is not None else former[0] if former else None
    if capture is None and number is None:
        capture = _capture_of_version(connection, article, None)
    if capture is None:
        raise ArchiveError(f"Article {asked} has no version {number}.")
    notes += [
        f"What was version {number} of article {asked} before is {article}@{_moment(connection, other)}."
        for other in former
        if other != capture
    ]
    return _at_capture(connection, article, capture, notes)


def _capture_of_version(connection: sqlite3.Connection, article: int, number: int | None) -> int | None:
    row = connection.execute(
        """SELECT versions.capture FROM versions JOIN articles ON articles.id = article
        WHERE article = ? AND number = coalesce(?, articles.version)""",
        (article, number),
    ).fetchone()
    return int(row[0]) if row else None


def _former(connection: sqlite3.Connection, article: int, number: int | None) -> list[int]:
    """Return the captures that were version *number* of *article* once, the latest meaning first."""
    rows = connection.execute(
        "SELECT capture FROM former_versions WHERE article = ? AND number = ? ORDER BY until DESC", (article, number)
    )
    return [row["capture"] for row in rows]


def _moment(connection: sqlite3.Connection, capture: int) -> str:
    return _compact(connection.execute("SELECT fetched_at FROM captures WHERE id = ?", (capture,)).fetchone()[0])


def _capture_at(connection: sqlite3.Connection, article: int, moment: str) -> int:
    fetched_at = f"{moment[:4]}-{moment[4:6]}-{moment[6:11]}:{moment[11:13]}:{moment[13:]}"
    row = connection.execute(
        """SELECT id FROM captures WHERE article = ? AND fetched_at = ? AND kind != 'counter'
        ORDER BY id IN (SELECT capture FROM versions WHERE versions.article = captures.article) DESC, kind, id""",
        (article, fetched_at),
    ).fetchone()
    if row is None:
        raise ArchiveError(f"Article {article} was not captured at {fetched_at}.")
    return int(row["id"])


def _at_capture(connection: sqlite3.Connection, article: int, capture: int, notes: list[str]) -> Citation:
    """Return the citation of the version that *capture* shows, with that capture for evidence."""
    row = connection.execute(
        """SELECT versions.*, sites.name AS office, articles.version AS versions, captures.url AS url,
            captures.fetched_at, captures.sha256, warc_file, warc_offset
        FROM captures JOIN articles ON articles.id = :article JOIN sites ON sites.id = articles.site
        JOIN versions ON versions.article = articles.id
        WHERE captures.id = :capture
        ORDER BY versions.capture = :capture DESC, seen_at <= fetched_at DESC,
            CASE WHEN seen_at <= fetched_at THEN -number ELSE number END LIMIT 1""",
        {"article": article, "capture": capture},
    ).fetchone()
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
        notes=tuple(notes),
    )
