"""A file with the captures of several offices, brought into shards, says what it says in an archive of one file."""

from pathlib import Path

from crawler.archive import Archive
from crawler.archive.shards.joining import merge_shards
from crawler.archive.shards.layout import shards_of
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import page, rows, run_import
from tests.archive.importing.warcs import http, record, write_warc

SAID = "SELECT url, title, body_text, version, views FROM articles ORDER BY url"
HOSTS = ("https://mot.example.test", "https://hai.example.test")


def records() -> list[bytes]:
    made = []
    for host in HOSTS:
        for number in range(3):
            told = page(f"Thông báo số {number} của trạm", views=10 + number)
            made.append(record(f"{host}/tin/bai-{number}.html", f"2024-05-0{number + 1}T01:02:03Z", http(told)))
    return made


def test_each_office_gets_its_captures(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "captures.warc.gz", records(), compressed="records")
    single, folder = tmp_path / "archive.db", tmp_path / "shards"
    folder.mkdir()
    assert run_import(single, source, "--new-office").exit_code == 0
    dry = run_import(folder, source, "--new-office", "--dry-run")
    assert "nothing was written" in dry.output
    assert shards_of(folder) == []
    result = run_import(folder, source, "--new-office")
    assert result.exit_code == 0, result.output
    assert "captures: 6 found, 6 taken, 0 known" in result.output
    assert len(shards_of(folder)) == len(HOSTS)
    for shard in shards_of(folder):
        with Archive.open(shard.path, read_only=True) as archive:
            assert list(faults(archive)) == []
            assert [row[0] for row in archive.connection.execute("SELECT id FROM sites")] == [shard.office]
    merge_shards(folder, tmp_path / "merged.db")
    assert [tuple(row) for row in rows(tmp_path / "merged.db", SAID)] == [tuple(row) for row in rows(single, SAID)]
    again = run_import(folder, source)
    assert "6 found, 0 taken, 6 known" in again.output
