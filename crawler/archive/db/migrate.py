"""Brings an archive up to date: its migrations as a `sqlite_utils.Migrations` set, each applied once, in a transaction.

``sqlite-utils migrate archive.db crawler/archive/db/migrate.py --list`` shows which ones an archive has.

Imported where there is something to apply: sqlite-utils loads pandas where that is installed, which takes longer than
opening an archive.
"""

import sqlite3
from collections.abc import Callable, Sequence

from sqlite_utils import Database, Migrations

from crawler.archive.db.database import transaction
from crawler.archive.db.schema.migrations import STATEMENTS

SET = "healtharchive"
_VIEW = f"CREATE VIEW migrations AS SELECT name, applied_at FROM _sqlite_migrations WHERE migration_set = '{SET}'"
"""What the first edition kept in a table of its own; it tells an older program that an archive is newer than itself."""


def migration_set(statements: dict[str, Sequence[str]]) -> Migrations:
    """Return *statements* as a set of migrations, in their order."""
    migrations = Migrations(SET)
    for name, changes in statements.items():
        migrations(name=name)(_step(changes))
    return migrations


def _step(statements: Sequence[str]) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in statements:
            database.execute(statement)

    return run


MIGRATIONS = migration_set(STATEMENTS)


def migrate(connection: sqlite3.Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Apply the missing *migrations* in order; the connection must be in autocommit mode."""
    database = Database(connection, execute_plugins=False)
    migrations.ensure_migrations_table(database)
    _adopt(connection)
    migrations.apply(database)


def _adopt(connection: sqlite3.Connection) -> None:
    """Bring over what an archive of the first edition remembers having, and leave the view in its place."""
    kept = connection.execute("SELECT type FROM sqlite_schema WHERE name = 'migrations'").fetchone()
    if kept is not None and kept[0] == "view":
        return
    with transaction(connection):
        if kept is not None:
            connection.execute(
                """INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
                SELECT ?, name, applied_at FROM migrations""",
                (SET,),
            )
            connection.execute("DROP TABLE migrations")
        connection.execute(_VIEW)
