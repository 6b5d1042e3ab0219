"""What is kept from publication, by whose order and since when; the archive itself keeps everything."""

import sqlite3
from dataclasses import dataclass

from crawler.archive.articles.identity import current_id
from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.numbers import new_id
from crawler.document_fields import FIELDS

MAY_BE_WITHHELD = tuple(name for name, field in FIELDS.items() if field.may_be_withheld)
"""Fields of an article that can be withheld alone."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is withheld: the whole article, unless a version, a file or a field is named."""

    article: int
    version: int | None = None
    attachment: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        parts = [f"article {self.article}"]
        parts += [f"version {self.version}"] if self.version is not None else []
        parts += [f"file {self.attachment}"] if self.attachment is not None else []
        parts += [f"field {self.field}"] if self.field is not None else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Withheld:
    """One thing that is withheld, since when (UTC) and why."""

    target: Target
    reason: str
    withheld_at: str


def withhold(connection: sqlite3.Connection, target: Target, reason: str, at: str) -> None:
    """Withhold *target* from *at* (UTC) on; to be called within a transaction.

    Raises `ArchiveError` where there is no such thing, it is withheld already, or no reason is given.
    """
    _refuse_unknown(connection, target)
    if not reason.strip():
        raise ArchiveError("Give a reason: readers are told that something is withheld, and why.")
    if any(one.target == target for one in in_force(connection)):
        raise ArchiveError(f"{str(target).capitalize()} is withheld already.")
    connection.execute(
        "INSERT INTO withheld (id, article, version, attachment, field, reason, withheld_at) "
        f"VALUES ({new_id('withheld')}, ?, ?, ?, ?, ?, ?)",
        (target.article, target.version, target.attachment, target.field, " ".join(reason.split()), at),
    )


def lift(connection: sqlite3.Connection, target: Target, at: str) -> None:
    """Publish *target* again; to be called within a transaction.  Raises `ArchiveError` where it is not withheld."""
    changed = connection.execute(
        """UPDATE withheld SET lifted_at = :at WHERE lifted_at IS NULL AND article = :article
        AND version IS :version AND attachment IS :attachment AND field IS :field""",
        {"at": at, **target.__dict__},
    ).rowcount
    if not changed:
        raise ArchiveError(f"{str(target).capitalize()} is not withheld.")


def in_force(connection: sqlite3.Connection) -> list[Withheld]:
    """Return what is withheld, by the numbers that articles have today, the oldest first."""
    rows = connection.execute("SELECT * FROM withheld WHERE lifted_at IS NULL ORDER BY id").fetchall()
    return [
        Withheld(
            Target(
                article=current_id(connection, row["article"]) or row["article"],
                version=row["version"],
                attachment=row["attachment"],
                field=row["field"],
            ),
            row["reason"],
            row["withheld_at"],
        )
        for row in rows
    ]


def _refuse_unknown(connection: sqlite3.Connection, target: Target) -> None:
    lookups = {
        "SELECT 1 FROM articles WHERE id = :article": True,
        "SELECT 1 FROM versions WHERE article = :article AND number = :version": target.version is not None,
        "SELECT 1 FROM attachments WHERE article = :article AND id = :attachment": target.attachment is not None,
    }
    for sql, is_asked in lookups.items():
        if is_asked and connection.execute(sql, target.__dict__).fetchone() is None:
            raise ArchiveError(f"There is no {target} in the archive.")
    if target.field is not None and target.field not in MAY_BE_WITHHELD:
        raise ArchiveError(
            f"“{target.field}” is no field that can be withheld; these can: {', '.join(MAY_BE_WITHHELD)}."
        )
    if sum(part is not None for part in (target.version, target.attachment, target.field)) > 1:
        raise ArchiveError("Name one of version, file and field at a time.")
