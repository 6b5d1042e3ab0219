"""The table of a document's fields is the one place that names them: what a new field costs is counted here."""

import dataclasses
import re
from pathlib import Path

import crawler
from crawler.archive import Archive
from crawler.document_fields import COMPARED, FIELDS, IN_HEAD, IN_TABLE, LANGUAGES, descriptions, labels
from crawler.items import Document, Extract

_PACKAGE = Path(crawler.__file__).parent
_NOT_IN_A_ROW = {"url", "views", "views_raw", "attachments", "images", "flags", "problems", "provenance"}
"""Fields of a document that the archive keeps in a form or a table of their own."""
COST = {
    "document_fields.py", "items.py", "normalise/papers/official.py", "archive/db/schema/m022_validity.py",
    "archive/db/schema/migrations.py",
}  # fmt: skip
USED = {"publish/relations/tables.py"}
"""Reads the field for what it means."""


def test_every_field_of_a_document_stands_in_the_table() -> None:
    assert set(FIELDS) == {field.name for field in dataclasses.fields(Document)} - _NOT_IN_A_ROW


def test_every_field_has_its_column(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive.db") as archive:
        columns = {
            table: {row[1] for row in archive.connection.execute(f"PRAGMA table_info({table})")}
            for table in ("articles", "versions")
        }
    assert set(FIELDS) <= columns["articles"]
    assert {name for name, field in FIELDS.items() if field.part != "plain"} <= columns["versions"]


def test_lists_name_known_fields() -> None:
    assert {*IN_HEAD, *IN_TABLE, *COMPARED} <= set(FIELDS)
    assert set(IN_TABLE) <= {field.name for field in dataclasses.fields(Extract)}
    assert all(FIELDS[name].max_length for name in IN_TABLE)


def test_what_readers_see_is_in_every_language() -> None:
    assert all(FIELDS[name].labels for name in COMPARED)
    for language in LANGUAGES:
        assert labels(language).keys() == labels("en").keys()
        assert descriptions(language).keys() == descriptions("en").keys()


def test_a_new_field_costs_at_most_six_files() -> None:
    """`validity` is the worked example of CONTRIBUTING.md: these files would not exist or not change without it."""
    naming = {
        path.relative_to(_PACKAGE).as_posix()
        for path in _PACKAGE.rglob("*")
        if path.suffix in {".py", ".html", ".json"} and re.search(r"(?<![a-z])validity\b", path.read_text("utf-8"))
    }
    assert naming == COST | USED
    assert len(COST) < 6  # and one test
