"""An import that was stopped is taken up where it stood."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.importing.importer import offices_waiting
from crawler.archive.importing.intake import Intake, Wanted
from crawler.archive.importing.offices import Offices
from crawler.archive.importing.sources import source_of
from tests.archive.importing.pages import page, rows, run_import
from tests.archive.importing.warcs import http, record, write_warc

URL = "https://ttyt-mau.example.test/tin/bep-an-17.html"


def test_an_import_that_was_stopped_is_taken_up(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "x.warc.gz", [record(URL, "2024-05-06T01:02:03Z", http(page("Kiểm tra bếp ăn")))])
    with Archive.open(tmp_path / "archive.db") as archive:
        offices = Offices(archive.connection, [])
        intake = Intake(archive, offices, Wanted(new_offices=True), software="test", now=datetime.now(UTC))
        intake.take(source_of(source))
        intake.close()
        assert offices_waiting(archive) == ["vn_ttyt_mau_example_test"]
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [(0,)]
    result = run_import(tmp_path / "archive.db", source)
    assert "0 taken, 1 known" in result.output
    assert rows(tmp_path / "archive.db", "SELECT title FROM articles") == [("Kiểm tra bếp ăn",)]
