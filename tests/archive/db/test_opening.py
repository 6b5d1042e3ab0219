"""Opening: what is made, what is refused and in which words."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.archive.db.database import APPLICATION_ID, transaction
from crawler.archive.db.migrate import migrate, migration_set
from crawler.archive.db.schema.migrations import STATEMENTS
from crawler.errors import LockedError
from tests.archive.samples import DAY_ONE, SOYTE


def test_a_new_archive_is_live_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db") as archive:
        pragma = {
            name: archive.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "application_id")
        }
        assert archive.kind == "live"
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "application_id": APPLICATION_ID}


def test_kind_is_kept_and_none_accepts_either(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path, kind="demo").close()
    with Archive.open(path) as archive:
        assert archive.kind == "demo"
    with Archive.open(path, read_only=True) as archive:
        assert archive.kind == "demo"


def _text_file(path: Path) -> None:
    path.write_text("these are my notes\n", encoding="utf-8")


def _foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    connection.close()


def _newer_archive(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.connection.execute("INSERT INTO _sqlite_migrations VALUES (999, 'healtharchive', '999_tomorrow', '')")


def _damaged_archive(path: Path) -> None:
    Archive.open(path).close()
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(content)


BAD_INPUT = {
    "not-a-database": (_text_file, "archive.db is not a database."),
    "not-ours": (_foreign_database, "is a database, but not a health archive."),
    "newer": (_newer_archive, "made by a newer version of healtharchive (it has 999_tomorrow)"),
    "damaged": (_damaged_archive, "is damaged"),
    "folder": (Path.mkdir, "is a folder, not an archive."),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
@pytest.mark.parametrize(("make", "sentence"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_one_clear_sentence(tmp_path: Path, make, sentence: str, read_only: bool) -> None:
    path = tmp_path / "archive.db"
    make(path)
    with pytest.raises(ArchiveError) as caught:
        Archive.open(path, read_only=read_only)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_foreign_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    _foreign_database(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError):
        Archive.open(path)
    assert path.read_bytes() == before


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"There is no archive at .*archive\.db"):
        Archive.open(tmp_path / "archive.db", read_only=True)


def test_no_folder_to_write_in(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no folder"):
        Archive.open(tmp_path / "nowhere" / "archive.db")


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(ArchiveError, match="Cannot write in /proc"):
        Archive.open(Path("/proc/archive.db"))


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    opened = Path.open

    def refuse(self: Path, *args, **kwargs):
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArchiveError, match="Permission denied"):
        Archive.open(path)


@pytest.mark.parametrize(("made", "wanted"), [("demo", "live"), ("live", "demo")])
def test_demo_and_live_do_not_mix(tmp_path: Path, made, wanted) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path, kind=made).close()
    with pytest.raises(ArchiveError, match="does not write into it"):
        Archive.open(path, kind=wanted)
    with Archive.open(path, kind=made) as archive:
        assert archive.kind == made


def test_a_second_process_is_locked_out_until_the_first_ends(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    code = "import sys; from pathlib import Path; from crawler.archive import Archive; Archive.open(Path(sys.argv[1]))"
    with Archive.open(path):
        command = [sys.executable, "-c", code, str(path)]
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"LockedError: Another crawl (process {os.getpid()}) is writing" in refused.stderr
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_lock_names_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with path.with_name("archive.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LockedError, match=r"Another crawl is writing .*archive\.db"):
            Archive.open(path)
        lock.write("4711")
        lock.flush()
        with pytest.raises(LockedError, match=r"\(process 4711\)") as caught:
            Archive.open(path)
    assert caught.value.exit_status == 3


def test_a_failed_start_gives_the_lock_back(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    _foreign_database(path)
    with pytest.raises(ArchiveError):
        Archive.open(path)
    with path.with_name("archive.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_database_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "archive.db"
    Archive.open(path).close()
    connect = sqlite3.connect

    def without_writing(address, **options):
        return connect(f"file:{address}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", without_writing)
    with pytest.raises(ArchiveError, match=r"cannot be written: .*readonly database"):
        Archive.open(path)


def test_a_mistake_of_ours_is_no_full_disk(archive: Archive) -> None:
    def mistake() -> None:
        with transaction(archive.connection):
            with transaction(archive.connection):
                archive.connection.execute("INSERT INTO archive_info VALUES ('a', 'b')")
            archive.connection.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        mistake()
    assert archive.connection.execute("SELECT count(*) FROM archive_info WHERE key = 'a'").fetchone()[0] == 0


def test_archives_of_one_process_share_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    first, second = Archive.open(path), Archive.open(path)
    first.close()
    child = os.fork()
    if child == 0:
        try:
            Archive.open(path)
        except LockedError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    second.close()


def test_reading_in_a_folder_without_shared_memory_file(sample_path: Path, tmp_path: Path, monkeypatch) -> None:
    path = shutil.copy(sample_path, tmp_path / "archive.db")
    connect = sqlite3.connect

    def as_on_a_read_only_disk(address, **options):
        if "immutable" not in str(address):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **options)

    monkeypatch.setattr(sqlite3, "connect", as_on_a_read_only_disk)
    with Archive.open(path, read_only=True) as archive:
        assert archive.connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 30


def test_a_database_that_sqlite_cannot_open(sample_path: Path, tmp_path: Path, monkeypatch) -> None:
    path = shutil.copy(sample_path, tmp_path / "archive.db")

    def refuse(*_args, **_options):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(ArchiveError, match="unable to open database file"):
        Archive.open(path, read_only=True)


@pytest.mark.parametrize("count", range(len(STATEMENTS) + 1))
def test_an_archive_with_fewer_migrations_is_brought_up_to_date(tmp_path: Path, count: int) -> None:
    path = tmp_path / "archive.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, migration_set(dict(list(STATEMENTS.items())[:count])))
    connection.close()
    with Archive.open(path) as archive:
        names = [row[0] for row in archive.connection.execute("SELECT name FROM migrations ORDER BY name")]
    assert names == list(STATEMENTS)


@pytest.mark.parametrize("count", range(1, 10))
def test_an_archive_of_the_first_edition_keeps_what_it_remembers(tmp_path: Path, count: int) -> None:
    path = tmp_path / "archive.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)")
    for name, steps in list(STATEMENTS.items())[:count]:
        for step in steps:
            connection.execute(step)
        connection.execute("INSERT INTO migrations VALUES (?, '2026-11-01T00:00:00Z')", (name,))
    connection.close()
    for _ in range(2):
        with Archive.open(path) as archive:
            kept = archive.connection.execute("SELECT name, applied_at FROM migrations ORDER BY name").fetchall()
            assert [row["name"] for row in kept] == list(STATEMENTS)
            assert [row["applied_at"] for row in kept[:count]] == ["2026-11-01T00:00:00Z"] * count


def test_an_archive_of_an_earlier_version_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, migration_set({name: steps for name, steps in STATEMENTS.items() if name < "008"}))
    connection.execute(
        "INSERT INTO articles (site, url, title, status, status_since, first_seen, last_seen, version, content_digest) "
        "VALUES ('a', 'https://a.example/1', 'Bài', 'live', '', '', '', 1, '')"
    )
    connection.close()
    with Archive.open(path, read_only=True) as archive:
        row = archive.connection.execute("SELECT title, subject, index_number FROM articles").fetchone()
        assert tuple(row) == ("Bài", None, None)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            archive.connection.execute("DELETE FROM articles")


def test_a_migration_that_fails_leaves_nothing_behind() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    broken = migration_set({"001_broken": ("CREATE TABLE half (id)", "CREATE TABLE half (id)")})
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection, broken)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert tables == ["_sqlite_migrations"]
    connection.close()


def test_a_full_disk_is_one_sentence(archive: Archive) -> None:
    pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    archive.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveError, match="cannot be written: database or disk is full"):
        archive.start_run(SOYTE, started_at=DAY_ONE, software="x" * 1_000_000)
    archive.connection.execute("PRAGMA max_page_count = 100000")
    assert archive.start_run(SOYTE, started_at=DAY_ONE, software="x").id > 0
