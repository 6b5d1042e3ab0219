"""When the database is looked through for damage."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.archive.db import integrity as damage
from tests.archive.samples import SOFTWARE, SOYTE

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A large archive (by today's measure), sound when it was checked last and damaged since."""
    monkeypatch.setattr(damage, "SMALL", 0)
    made = tmp_path / "archive.db"
    with Archive.open(made) as archive:
        archive.connection.execute("CREATE TABLE ballast (text)")
        archive.connection.executemany("INSERT INTO ballast VALUES (?)", [("x" * 1000,)] * 1000)
        archive.refuse_damage(NOW)
    content = bytearray(made.read_bytes())
    content[-600 * 4096 // 4 : -400 * 4096 // 4] = b"\x5a" * (200 * 4096 // 4)
    made.write_bytes(content)
    return made


def is_refused(path: Path, now: datetime) -> bool:
    with Archive.open(path) as archive:
        try:
            archive.refuse_damage(now)
        except ArchiveError as error:
            return "is damaged" in str(error)
    return False


@pytest.mark.parametrize(("hours", "refused"), [(1, False), (19, False), (24, True), (-3, True)])
def test_large_file_is_looked_through_once_a_day(path: Path, hours: int, refused: bool) -> None:
    assert is_refused(path, NOW + timedelta(hours=hours)) is refused


def test_small_file_is_looked_through_every_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "SMALL", 64 * 2**20)
    assert is_refused(path, NOW)


def test_large_file_is_looked_through_after_a_run_that_did_not_end(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.start_run(SOYTE, started_at=NOW, software=SOFTWARE)
    assert is_refused(path, NOW + timedelta(hours=1))


def test_damage_that_was_found_is_not_taken_for_a_check(path: Path) -> None:
    assert is_refused(path, NOW + timedelta(hours=24))
    assert is_refused(path, NOW + timedelta(hours=25))


class Failing(sqlite3.Connection):
    """A connection to a file that cannot be looked through."""

    code = 0

    def execute(self, sql: str, *words: object) -> sqlite3.Cursor:
        if "quick_check" in sql:
            error = sqlite3.DatabaseError("it went wrong")
            error.sqlite_errorcode = self.code
            raise error
        return super().execute(sql, *words)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(sqlite3.SQLITE_IOERR, "look at the disk", id="the disk"),
        pytest.param(sqlite3.SQLITE_IOERR_READ, "look at the disk", id="a sector of the disk"),
        pytest.param(sqlite3.SQLITE_CANTOPEN, "look at the disk", id="a disk that is away"),
        pytest.param(sqlite3.SQLITE_IOERR_SHORT_READ, "is damaged", id="a file that was cut"),
        pytest.param(sqlite3.SQLITE_CORRUPT, "is damaged", id="damage"),
        pytest.param(sqlite3.SQLITE_NOTADB, "is damaged", id="something else over it"),
    ],
)
def test_a_disk_that_fails_is_not_told_as_damage(tmp_path: Path, code: int, said: str) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    connection = sqlite3.connect(path, factory=Failing)
    connection.code = code
    with pytest.raises(ArchiveError, match=said):
        damage.refuse_damage(connection, path, NOW)
    connection.close()
