"""The migrations of the schema, and which of them an archive has.

A migration that has been released is never edited: an archive made by any earlier version gets the ones it lacks
(`crawler.archive.db.migrate`).
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from crawler.archive.db.errors import ArchiveError
from crawler.archive.db.schema import (
    m010_relations,
    m011_search,
    m012_lists,
    m013_withheld,
    m014_imports,
    m015_beliefs,
    m017_unread,
    m018_province_codes,
    m019_jobs,
    m021_moving,
    m022_validity,
    m022_who_says_when,
    m023_picture_texts,
)
from crawler.archive.db.schema.first import (
    m001_tables,
    m002_walks,
    m003_run_facts,
    m004_changes,
    m005_file_notes,
    m006_same_text,
    m007_notices,
    m008_subject_and_index,
    m009_merged,
)

STATEMENTS: dict[str, Sequence[str]] = {
    "001_tables": m001_tables.STATEMENTS,
    "002_walks": m002_walks.STATEMENTS,
    "003_run_facts": m003_run_facts.STATEMENTS,
    "004_changes": m004_changes.STATEMENTS,
    "005_file_notes": m005_file_notes.STATEMENTS,
    "006_same_text": m006_same_text.STATEMENTS,
    "007_notices": m007_notices.STATEMENTS,
    "008_subject_and_index": m008_subject_and_index.STATEMENTS,
    "009_merged": m009_merged.STATEMENTS,
    "010_relations": m010_relations.STATEMENTS,
    "011_search": m011_search.STATEMENTS,
    "012_lists": m012_lists.STATEMENTS,
    "013_withheld": m013_withheld.STATEMENTS,
    "014_imports": m014_imports.STATEMENTS,
    "015_beliefs": m015_beliefs.STATEMENTS,
    "017_unread": m017_unread.STATEMENTS,
    "018_province_codes": m018_province_codes.STATEMENTS,
    "019_jobs": m019_jobs.STATEMENTS,
    "021_moving": m021_moving.STATEMENTS,
    "022_validity": m022_validity.STATEMENTS,
    "022_who_says_when": m022_who_says_when.STATEMENTS,
    "023_picture_texts": m023_picture_texts.STATEMENTS,
}
"""Name of a migration, which an archive remembers having → its statements."""


def applied(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the migrations that the archive has."""
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    return {row[0] for row in connection.execute("SELECT name FROM migrations")} if known else set()


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `ArchiveError` when the archive has a migration that this software does not know."""
    unknown = applied(connection) - STATEMENTS.keys()
    if unknown:
        raise ArchiveError(
            f"{path} was made by a newer version of healtharchive (it has {min(unknown)}); upgrade to open it."
        )


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Return whether the archive was made by an earlier version, and lacks migrations."""
    done = applied(connection)
    return bool(done) and not done >= STATEMENTS.keys()


def is_complete(connection: sqlite3.Connection) -> bool:
    """Return whether the archive has every migration."""
    return applied(connection) >= STATEMENTS.keys()
