"""Verifying: a sound archive has no fault, and each kind of damage is named."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from crawler.commands.verify import command


@pytest.fixture
def copy(sample_path: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(sample_path.parent, folder)
    return folder / "archive.db"


def test_the_sample_archive_is_sound(sample_path: Path) -> None:
    looked_at: list[int] = []
    with Archive.open(sample_path, read_only=True) as archive:
        assert list(faults(archive, looked_at.append)) == []
        count = archive.connection.execute("SELECT count(*) FROM captures").fetchone()[0]
    assert looked_at[-1] == count


def _sql(statement: str) -> Callable[[Archive], None]:
    def damage(archive: Archive) -> None:
        archive.connection.execute("PRAGMA foreign_keys = OFF")
        archive.connection.execute(statement)

    return damage


def _warc(change: Callable[[bytes, int, int], bytes]) -> Callable[[Archive], None]:
    """Damage the file of capture 2 by its bytes, and where its record begins and how long it is."""

    def damage(archive: Archive) -> None:
        name, offset, length = archive.connection.execute(
            "SELECT warc_file, warc_offset, warc_length FROM captures WHERE id = 2"
        ).fetchone()
        path = archive.warc_folder / name
        path.write_bytes(change(path.read_bytes(), offset, length))

    return damage


DAMAGE = {
    "file-missing": (
        lambda archive: next(archive.warc_folder.glob("cn_*")).unlink(),
        "is missing, and with it the evidence of",
    ),
    "record-torn": (_warc(lambda data, offset, length: data[: offset + length - 60]), "capture 2: "),
    "record-overwritten": (
        _warc(lambda data, offset, length: data[:offset] + b"\0" * length + data[offset + length :]),
        "capture 2: There is no WARC record",
    ),
    "bits-flipped": (
        _warc(
            lambda data, offset, length: (
                data[: offset + length - 40]
                + bytes(byte ^ 0x55 for byte in data[offset + length - 40 : offset + length - 30])
                + data[offset + length - 30 :]
            )
        ),
        "capture 2: ",
    ),
    "file-cut": (_warc(lambda data, offset, _length: data[: offset - 10]), "ends before the record"),
    "digest": (_sql("UPDATE captures SET sha256 = 'aa' WHERE id = 3"), "capture 3: its payload's SHA-256 is"),
    "length": (_sql("UPDATE captures SET bytes = bytes + 1 WHERE id = 3"), "capture 3: its payload has"),
    "address": (
        _sql("UPDATE captures SET url = 'http://x.example/' WHERE id = 3"),
        "capture 3: its record has the url",
    ),
    "status": (
        _sql("UPDATE captures SET status = 404 WHERE id = 3"),
        "capture 3: its record has the status 200, not 404",
    ),
    "place": (
        _sql("UPDATE captures SET warc_offset = (SELECT warc_offset FROM captures WHERE id = 4) WHERE id = 3"),
        "capture 3: its record has the url",
    ),
    "revisit-of-another": (
        _sql("UPDATE captures SET refers_to = 1 WHERE id = (SELECT max(id) FROM captures WHERE refers_to > 1)"),
        "that it refers to has another payload",
    ),
    "dangling-row": (
        _sql("UPDATE versions SET capture = 99999 WHERE id = 1"),
        "versions 1: points to a row of captures",
    ),
    "version-lost": (
        _sql("DELETE FROM versions WHERE article = 1 AND number = 2"),
        "article 1: its versions are not numbered",
    ),
    "text-edited": (
        _sql("UPDATE articles SET body_text = 'x' WHERE id = 5"),
        "article 5: its newest version says something else",
    ),
    "not-indexed": (
        _sql("INSERT INTO article_search(article_search) VALUES ('delete-all')"),
        "article 1: is missing in the search index",
    ),
    "indexed-in-vain": (
        _sql("INSERT INTO article_search(rowid, title) VALUES (77777, 'x')"),
        "article 77777: is in the search index, but not in the archive",
    ),
    "status-without-interval": (
        _sql("UPDATE articles SET status = 'gone' WHERE id = 2"),
        "article 2: its status is not",
    ),
    "no-address": (_sql("DELETE FROM article_urls WHERE article = 4"), "article 4: has no address"),
    "attachment-digest": (_sql("UPDATE attachments SET sha256 = 'bb' WHERE id = 1"), "attachment 1: its digest is not"),
    "attachment-lost": (_sql("DELETE FROM attachments WHERE id = 1"), "which is no attachment of its article"),
}


@pytest.mark.parametrize(("damage", "expected"), DAMAGE.values(), ids=DAMAGE.keys())
def test_each_damage_is_named(copy: Path, damage: Callable[[Archive], None], expected: str) -> None:
    with Archive.open(copy) as archive:
        damage(archive)
    with Archive.open(copy, read_only=True) as archive:
        found = [str(fault) for fault in faults(archive)]
    assert any(expected in fault for fault in found), found


def _altered(data: bytes, offset: int, length: int) -> bytes:
    """Rewrite a record as someone would who knows gzip: well-formed, with other words."""
    record = gzip.decompress(data[offset : offset + length])
    return (
        data[:offset] + gzip.compress(record.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 No")) + data[offset + length :]
    )


def test_a_record_that_was_rewritten_is_told_by_its_digest(copy: Path) -> None:
    with Archive.open(copy) as archive:
        _warc(_altered)(archive)
        assert any("was altered: its block digest is" in fault.what for fault in faults(archive))


def test_damage_to_one_record_is_one_fault(copy: Path) -> None:
    with Archive.open(copy) as archive:
        DAMAGE["bits-flipped"][0](archive)
        assert [fault.where for fault in faults(archive)] == ["capture 2"]


def test_pages_of_the_database_are_checked(copy: Path) -> None:
    with Archive.open(copy) as archive:
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = archive.connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'captures_by_payload'"
        ).fetchone()
        size = archive.connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(copy.read_bytes())
    start = (root[0] - 1) * size
    content[start + size - 200 : start + size] = b"\x01" * 200
    copy.write_bytes(content)
    with Archive.open(copy, read_only=True) as archive:
        assert "database" in {fault.where for fault in faults(archive)}


def test_the_command_says_what_it_found(copy: Path) -> None:
    sound = CliRunner().invoke(command, ["--archive", str(copy)])
    assert (sound.exit_code, sound.output) == (0, f"{copy}: 167 captures looked at, 0 faults\n")
    with Archive.open(copy) as archive:
        DAMAGE["digest"][0](archive)
    damaged = CliRunner().invoke(command, ["--archive", str(copy)])
    assert damaged.exit_code == 1
    assert damaged.output.splitlines()[0].startswith("capture 3: its payload's SHA-256 is")
    assert damaged.output.splitlines()[1].endswith("167 captures looked at, 1 faults")
