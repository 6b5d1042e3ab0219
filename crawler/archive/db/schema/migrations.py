"""Numbered changes of the schema, each applied once and in one transaction.

A migration that has been released is never edited: an archive made by any earlier version gets the ones it lacks.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.schema import (
    m001_tables,
    m002_walks,
    m003_run_facts,
    m004_changes,
    m005_file_notes,
    m006_same_text,
    m007_notices,
    m008_subject_and_index,
    m009_merged,
    m014_imports,
)
from crawler.archive.db.times import utc_text


@dataclass(frozen=True)
class Migration:
    """A change of the schema; `name` is what an archive remembers having."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration("001_tables", m001_tables.STATEMENTS),
    Migration("002_walks", m002_walks.STATEMENTS),
    Migration("003_run_facts", m003_run_facts.STATEMENTS),
    Migration("004_changes", m004_changes.STATEMENTS),
    Migration("005_file_notes", m005_file_notes.STATEMENTS),
    Migration("006_same_text", m006_same_text.STATEMENTS),
    Migration("007_notices", m007_notices.STATEMENTS),
    Migration("008_subject_and_index", m008_subject_and_index.STATEMENTS),
    Migration("009_merged", m009_merged.STATEMENTS),
    Migration("014_imports", m014_imports.STATEMENTS),
)


def applied(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the migrations that the archive has."""
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    return {row[0] for row in connection.execute("SELECT name FROM migrations")} if known else set()


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `ArchiveError` when the archive has a migration that this software does not know."""
    unknown = applied(connection) - {migration.name for migration in MIGRATIONS}
    if unknown:
        raise ArchiveError(
            f"{path} was made by a newer version of healtharchive (it has {min(unknown)}); upgrade to open it."
        )


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Return whether the archive was made by an earlier version, and lacks migrations."""
    done = applied(connection)
    return bool(done) and any(migration.name not in done for migration in MIGRATIONS)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply the missing *migrations* in order; the connection must be in autocommit mode."""
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)")
    done = applied(connection)
    for migration in migrations:
        if migration.name not in done:
            _apply(connection, migration)


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in migration.statements:
            connection.execute(statement)
        connection.execute("INSERT INTO migrations VALUES (?, ?)", (migration.name, utc_text(datetime.now(UTC))))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
