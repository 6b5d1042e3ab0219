"""What is withheld is nowhere: not on a page, in a file, in an index or in the bytes of what is published."""

import gzip
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.cli import cli
from crawler.errors import HealthArchiveError
from crawler.publish.data_dictionary import read_metadata
from crawler.publish.downloads import ready_folder, write_downloads
from crawler.publish.release import make_release
from crawler.publish.snapshot import make_snapshot
from tests.archive.samples import make_sample_archive
from tests.web.conftest import MakeReader, Reader

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SECRET = "Trần Thị Bí Mật"
REASON = "personal data, decision 7 of the district court"
PATHS = (
    "/", "/archive/articles/{id}", "/archive/articles/{id}/versions/1", "/archive/articles/{id}/versions/2",
    "/archive/articles.json?_shape=array&_size=max", "/archive/articles?_search=Bi+Mat", "/archive/articles/{id}.json",
    "/archive/versions.json?article={id}&_shape=array", "/archive/attachments.json?article={id}&_shape=array",
    "/archive/captures.json?article={id}&_shape=array", "/archive/view_counts.json?article={id}&_shape=array",
    "/search?q=Bi+Mat", "/search.json?q=Bi+Mat", "/search.csv?q=Bi+Mat",
    "/search?q=%22Bi+Mat%22&exact=on", "/feeds/changes.atom", "/feeds/offices/vn_vidu_soyte.atom",
    "/feeds/search.atom?q=Bi+Mat", "/offices/vn_vidu_soyte", "/documents", "/archive/edits.csv",
    "/archive/articles.jsonl",
    "/export/notices.csv", "/export/notices.excel.csv", "/export/notices.jsonl", "/export/changes.csv",
    "/export/versions_text.csv", "/export/attachments_text.csv", "/export/view_history.csv", "/archive/withheld.json",
    "/archive/listings.json?_shape=array&_size=max", "/archive/article_urls.json?_shape=array&_size=max",
)  # fmt: skip
EVERYWHERE = {
    "articles": ("title", "title_raw", "lead", "body_text", "body_raw", "author", "signer", "published_raw"),
    "versions": ("title", "body_text", "author", "signer", "change_summary"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_sample_archive(tmp_path / "archive.db")


def edited(path: Path) -> int:
    """Return an article of the sample that was edited and has a file, with the secret written all over it."""
    with Archive.open(path) as opened, opened.connection as connection:
        from crawler.archive.articles import search_index

        number = connection.execute(
            "SELECT id FROM articles WHERE version > 1 AND site = 'vn_vidu_soyte' ORDER BY id LIMIT 1"
        ).fetchone()[0]
        search_index.remove(connection, number)
        for table, columns in EVERYWHERE.items():
            key = "id" if table == "articles" else "article"
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (f"x {SECRET} y", number))
        change = [{"kind": "field", "field": "signer", "before": SECRET, "after": None}]
        connection.execute("UPDATE versions SET changes = ? WHERE article = ?", (json.dumps(change), number))
        url = connection.execute("SELECT url FROM articles WHERE id = ?", (number,)).fetchone()[0]
        slug = url.replace(".html", "-BiMat.html")
        connection.execute("UPDATE articles SET url = ? WHERE id = ?", (slug, number))
        connection.execute("UPDATE captures SET url = ?, requested_url = ? WHERE article = ?", (slug, slug, number))
        connection.execute("UPDATE article_urls SET url = ?, key = ? WHERE article = ?", (slug, slug, number))
        connection.execute("INSERT INTO listings SELECT site, ?, section, ?, NULL, first_seen, last_seen, run FROM "
                           "listings LIMIT 1", (slug, SECRET))  # fmt: skip
        connection.execute(
            "INSERT INTO attachments (article, url, name, text, status, sha256, first_seen, last_seen) "
            "VALUES (?, ?, ?, ?, 'stored', 'abc', '2024', '2024')",
            (number, f"{slug}.pdf", SECRET, f"Danh sách: {SECRET}"),
        )
        search_index.add(connection, number)
    return int(number)


def withhold(archive: Path, *arguments: str) -> str:
    done = CliRunner().invoke(cli, ["withhold", "--archive", str(archive), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return str(done.output)


def published(archive: Path, make_reader: MakeReader, folder: Path) -> Reader:
    snapshot = folder / "archive-x.db"
    make_snapshot(archive, snapshot, now=NOW)
    write_downloads(snapshot)
    return make_reader(snapshot, public=True)


def holds(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return any(word in text for word in (SECRET, "Bí Mật", "BiMat", "bi mat"))


def test_the_secret_is_everywhere_before_it_is_withheld(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    number = edited(archive)
    reader = published(archive, make_reader, tmp_path)
    seen = [path for path in PATHS if holds(reader.get(path.format(id=number)).content)]
    assert len(seen) >= 20


def test_a_withheld_article_is_behind_no_door(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    number = edited(archive)
    withhold(archive, str(number), "--reason", REASON)
    reader = published(archive, make_reader, tmp_path)
    for path in PATHS:
        answer = reader.get(path.format(id=number))
        assert answer.status_code == 200, path
        # what the reader typed is shown again; nothing else may be
        found = re.sub(rb"(?i)bi[ +]mat", b"", answer.content)
        assert not holds(found), path
    page = reader.get(f"/archive/articles/{number}").text
    assert REASON in page
    assert REASON in reader.get("/export/notices.csv").text
    assert REASON in reader.get("/archive/withheld.json").text
    assert not holds(reader.get("/archive.db").content)
    for file in ready_folder(tmp_path / "archive-x.db").iterdir():
        assert not holds(_unpacked(file)), file


def _unpacked(file: Path) -> bytes:
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as workbook:
            return b"".join(workbook.read(name) for name in workbook.namelist())
    if file.suffix == ".parquet":
        return str(pq.read_table(io.BytesIO(file.read_bytes())).to_pydict()).encode()
    return gzip.decompress(file.read_bytes())


def test_commands_and_releases_keep_it_back_too(archive: Path, tmp_path: Path) -> None:
    number = edited(archive)
    withhold(archive, str(number), "--reason", REASON)
    for view in ("notices", "versions_text", "attachments_text", "changes", "view_history"):
        done = CliRunner().invoke(cli, ["export", "--archive", str(archive), "--view", view], catch_exceptions=False)
        assert not holds(done.stdout_bytes)
    make_release(archive, tmp_path / "release", metadata=read_metadata(), now=NOW)
    assert not holds((tmp_path / "release" / "archive.db").read_bytes())
    with pytest.raises(ArchiveError, match=REASON):
        CliRunner().invoke(cli, ["cite", "--archive", str(archive), str(number)], catch_exceptions=False)
    index = CliRunner().invoke(cli, ["cdxj", "--archive", str(archive)], catch_exceptions=False)
    assert not holds(index.stdout_bytes)
    with pytest.raises(ArchiveError):
        CliRunner().invoke(
            cli, ["wacz", "--archive", str(archive), "--article", str(number), str(tmp_path / "x.wacz")],
            catch_exceptions=False,
        )  # fmt: skip
    with pytest.raises(HealthArchiveError, match="serve a snapshot"):
        CliRunner().invoke(cli, ["serve", "--public", "--port", "0", "--archive", str(archive)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("option", "gone", "stays"),
    [
        (["--field", "signer"], {"signer"}, {"title", "body_text"}),
        (["--field", "title"], {"title"}, {"body_text", "signer"}),
        (["--version", "1"], set(), {"title", "body_text", "signer"}),
        (["--version", "newest"], {"title", "body_text", "signer"}, set()),
    ],
)
def test_a_part_is_withheld_alone(
    archive: Path, tmp_path: Path, make_reader: MakeReader, option: list[str], gone: set[str], stays: set[str]
) -> None:
    number = edited(archive)
    with closing(sqlite3.connect(archive)) as connection:
        newest = connection.execute("SELECT version FROM articles WHERE id = ?", (number,)).fetchone()[0]
    option = [str(newest) if word == "newest" else word for word in option]
    withhold(archive, str(number), *option, "--reason", REASON)
    reader = published(archive, make_reader, tmp_path)
    row = reader.rows(f"SELECT * FROM articles WHERE id = {number}")[0]
    assert {name for name in gone if row[name]} == set()
    assert {name for name in stays if not row[name]} == set()
    page = reader.get(f"/archive/articles/{number}").text
    assert (REASON in page, reader.get("/export/notices.csv").text.count(REASON)) == (True, 1)
    if option[0] == "--version":
        first = reader.rows(f"SELECT * FROM versions WHERE article = {number} AND number = {option[1]}")[0]
        assert not holds(str(first).encode())
        assert REASON in reader.get(f"/archive/articles/{number}/versions/{option[1]}").text
    else:
        versions = reader.rows(f"SELECT {option[1]} AS kept, changes FROM versions WHERE article = {number}")
        assert all(version["kept"] is None for version in versions)
        if option[1] == "signer":
            assert all(version["changes"] == "[]" for version in versions if version["changes"] is not None)


def test_a_file_is_withheld_alone(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    number = edited(archive)
    with closing(sqlite3.connect(archive)) as connection:
        file = connection.execute("SELECT id FROM attachments WHERE sha256 = 'abc'").fetchone()[0]
    withhold(archive, str(number), "--file", str(file), "--reason", REASON)
    reader = published(archive, make_reader, tmp_path)
    row = reader.rows(f"SELECT * FROM attachments WHERE id = {file}")[0]
    assert not holds(str(row).encode())
    assert "Danh sách" not in reader.get(f"/archive/articles/{number}").text
    assert reader.rows("SELECT rowid FROM article_search WHERE article_search MATCH '\"danh sach\"' "
                       f"AND rowid = {number}") == []  # fmt: skip
    assert REASON in reader.get(f"/archive/articles/{number}").text


def test_what_is_lifted_is_published_again(archive: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    number = edited(archive)
    withhold(archive, str(number), "--reason", REASON)
    assert REASON in withhold(archive)
    withhold(archive, str(number), "--lift")
    assert withhold(archive) == ""
    assert SECRET in published(archive, make_reader, tmp_path).get(f"/archive/articles/{number}").text


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["1"], "Give a reason"),
        (["1", "--reason", "x", "--version", "99"], "There is no article 1, version 99"),
        (["1", "--reason", "x", "--field", "status"], "no field that can be withheld"),
        (["1", "--reason", "x", "--field", "title", "--version", "1"], "one of version, file and field"),
        (["99999", "--reason", "x"], "no article 99999"),
        (["1", "--lift"], "is not withheld"),
    ],
)
def test_what_cannot_be_withheld_is_told(archive: Path, arguments: list[str], reason: str) -> None:
    with pytest.raises(ArchiveError, match=reason):
        CliRunner().invoke(cli, ["withhold", "--archive", str(archive), *arguments], catch_exceptions=False)
