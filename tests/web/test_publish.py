"""Publishing: the new snapshot answers or the old one stays; a release is complete and described."""

import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datasette.database import Database

from crawler.archive import Archive, ArchiveError
from crawler.checks import FLAGS
from crawler.cli import cli
from crawler.publish.data_dictionary import read_metadata, render
from crawler.publish.publication import SERVED_NAME, Publication, publish
from crawler.publish.release import make_release
from crawler.publish.snapshot import has_todays_indexes, inspect_path, make_snapshot, open_for_reading
from crawler.publish.sql_views import EXPORT_VIEWS, PAGE_VIEWS
from crawler.web import tables
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2024, 6, 2, 12, tzinfo=UTC)


def nothing(_path: Path | None = None) -> None:
    """Do nothing, successfully."""


def add_row(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.connection.execute(
            "INSERT INTO view_counts (article, observed_at, views, method) VALUES (1, '2024-06-01', 5, 'html')"
        )


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_archive(
        tmp_path / "live.db", [{"title": "Bài một", "document_number": "1/TB-SYT"}, {"title": "Bài hai"}]
    )


def test_a_snapshot_answers_like_the_live_archive(
    sample_archive: Path, reader: Reader, tmp_path: Path, make_reader: MakeReader
) -> None:
    target = tmp_path / "snapshot.db"
    counts = make_snapshot(sample_archive, target, now=NOW)
    snapshot = make_reader(target)
    assert not snapshot.site.get_database("archive").is_mutable
    for path in (
        "/offices/vn_vidu_soyte",
        "/search?q=y+te",
        "/documents",
        "/export/notices.csv",
        "/archive/articles/1",
    ):
        live_page, page = reader.get(path).text, snapshot.get(path).text
        assert page.split("</main>")[0] == live_page.split("</main>")[0]
    assert counts["articles"] == 30
    assert json.loads(inspect_path(target).read_text())["archive"]["tables"]["articles"] == {"count": 30}


def test_what_is_slow_to_count_is_a_table_in_a_snapshot(live: Path, tmp_path: Path) -> None:
    target = tmp_path / "snapshot.db"
    make_snapshot(live, target, now=NOW)
    connection = sqlite3.connect(target)
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_schema"))
    connection.close()
    assert {kinds[name] for name in PAGE_VIEWS} == {"table"}
    assert {kinds[name] for name in EXPORT_VIEWS} == {"view"}
    assert [path.name for path in tmp_path.glob("snapshot.db*")] == ["snapshot.db"]


@pytest.mark.parametrize("column", ["site", "language", "status"])
def test_kept_facets_count_what_is_there(live: Path, tmp_path: Path, make_reader: MakeReader, column: str) -> None:
    target = tmp_path / "snapshot.db"
    make_snapshot(live, target, now=NOW)
    narrowings = (
        ("", ""),
        (" WHERE id <= 3", "&id__lte=3"),
        (" WHERE status = 'live'", "&status=live"),
        (" WHERE language = 'vi' AND site = 'vn_thu_soyte'", "&language=vi&site=vn_thu_soyte"),
        (" WHERE language = 'zh'", "&language=zh"),
    )
    for path in (live, target):
        reader = make_reader(path)
        for where, query in narrowings:
            counted = reader.rows(
                f"SELECT {column} AS value, count(*) AS n FROM articles{where} GROUP BY 1 ORDER BY 2 DESC, 1"
            )
            page = reader.get(f"/archive/articles.json?_facet={column}{query}").json()
            assert [(item["value"], item["count"]) for item in page["facet_results"][column]["results"]] == [
                (row["value"], row["n"]) for row in counted
            ]
            assert page["filtered_table_rows_count"] == sum(row["n"] for row in counted)


def test_kept_facets_are_asked_for(live: Path, tmp_path: Path, make_reader: MakeReader) -> None:
    target = tmp_path / "snapshot.db"
    make_snapshot(live, target, now=NOW)
    connection = sqlite3.connect(target)
    with connection:
        connection.execute("UPDATE article_counts SET articles = 4242")
    connection.close()
    page = make_reader(target).get("/archive/articles.json?_facet=language&status=live").json()
    assert [item["count"] for item in page["facet_results"]["language"]["results"]] == [4242]
    assert page["filtered_table_rows_count"] == 4242


PATHS_TO_READ = {
    "home": "/",
    "office": "/offices/vn_vidu_soyte",
    "documents": "/documents",
    "documents of a year": "/documents?year=2024",
    "documents by number": "/documents?number=tb",
    "documents of an issuer": "/documents?issuer=x&year=2024",
    "changes": "/archive/edits",
    "gone": "/archive/vanished",
    "doubtful": "/archive/doubtful",
    "errors": "/archive/failed_captures",
    "growth": "/archive/views_growth",
    "fields": "/archive/field_coverage",
    "feed": "/feeds/changes.atom",
    "table": "/archive/articles",
    "table of an office": "/archive/articles?site=vn_vidu_soyte",
    "table by views": "/archive/articles?_sort_desc=views",
    "capture": "/archive/captures/1",
}
READS_ALL = re.compile(r"SCAN (?:a|articles|c|captures|v|versions|view_counts|t|attachments)\b(?! USING)")


@pytest.mark.parametrize("path", PATHS_TO_READ.values(), ids=PATHS_TO_READ.keys())
def test_no_page_of_a_snapshot_reads_every_row(
    sample_archive: Path, tmp_path: Path, make_reader: MakeReader, path: str
) -> None:
    target = tmp_path / "snapshot.db"
    make_snapshot(sample_archive, target, now=NOW)
    reader = make_reader(target)
    asked: list[tuple[str, Any]] = []
    run = Database.execute

    async def noting(self: Any, sql: str, params: Any = None, *arguments: Any, **options: Any) -> Any:
        if self.name == "archive":
            asked.append((sql, params))
        return await run(self, sql, params, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "execute", noting)
        assert reader.get(path).status_code == 200
    connection = sqlite3.connect(target)
    reader.site._prepare_connection(connection, "archive")
    plans = [
        (sql, step)
        for sql, parameters in asked
        if sql.lower().startswith("select") and not sql.startswith("select count(*) from [")
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters or {})
    ]
    connection.close()
    assert plans
    assert [(step, sql) for sql, step in plans if READS_ALL.search(step)] == []


def test_a_search_of_the_table_gives_the_same_rows_however_many(
    tmp_path: Path, make_reader: MakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [{"title": f"Bài {n}", "sort_date": f"2024-05-{n % 9 + 1:02d}"} for n in range(40)]
    reader = make_reader(make_archive(tmp_path / "archive.db", articles))
    path = "/archive/articles.json?_search=bai&_shape=array&_size=15&_sort_desc=sort_date"
    few = reader.get(path).json()
    monkeypatch.setattr(tables, "_MANY_HITS", 10)
    assert reader.get(path).json() == few
    page = reader.get("/archive/articles.json?_search=bai&_facet=site").json()
    assert (page["filtered_table_rows_count"], page["facet_results"]) == (40, {})


def test_the_patterns_were_tried_with_the_datasette_that_is_installed() -> None:
    assert version("datasette") in tables.CHECKED_WITH, "run the tests of tables with it, then name it in CHECKED_WITH"


def test_the_sql_that_datasette_words_is_recognised(reader: Reader) -> None:
    asked: list[str] = []
    run = Database.execute

    async def noting(self: Any, sql: str, params: Any = None, *arguments: Any, **options: Any) -> Any:
        asked.append(sql)
        return await run(self, sql, params, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "execute", noting)
        reader.get("/archive/articles?_sort_desc=sort_date&_facet=language&language=vi")
    assert any("order by sort_date desc, id" in sql for sql in asked)
    assert any("from article_counts" in sql and "group by language" in sql for sql in asked)
    assert any(sql.startswith("select coalesce(sum(articles), 0) from article_counts") for sql in asked)


def test_a_snapshot_is_one_moment_while_a_crawl_writes(live: Path, tmp_path: Path) -> None:
    with Archive.open(live) as archive:
        archive.connection.execute("BEGIN IMMEDIATE")
        archive.connection.execute("INSERT INTO runs (site, started_at) VALUES ('vn_thu_soyte', '2024')")
        counts = make_snapshot(live, tmp_path / "snapshot.db", now=NOW)
        archive.connection.execute("COMMIT")
    assert counts["runs"] == 0


def test_a_damaged_archive_is_not_published(live: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(live)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(live.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    live.write_bytes(data)
    with pytest.raises((ArchiveError, sqlite3.DatabaseError)):
        make_snapshot(live, tmp_path / "snapshot.db", now=NOW)
    assert list(tmp_path.glob("snapshot*")) == []


def test_publishing_switches_the_link_and_keeps_a_few(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    published = []
    for day in range(1, 5):
        when = datetime(2024, 6, day, tzinfo=UTC)
        published.append(publish(live, Publication(folder, trial=nothing, after=nothing, keep=2), now=when))
    assert (folder / SERVED_NAME).resolve() == published[-1].resolve()
    assert sorted(path.name for path in folder.glob("archive-*.db")) == [path.name for path in published[-2:]]
    assert open_for_reading(folder / SERVED_NAME).immutable


def test_a_snapshot_that_lost_rows_is_refused(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    with Archive.open(live) as archive, archive.connection as connection:
        connection.execute("INSERT INTO runs (id, site, started_at) SELECT 1, id, '2024-06-01' FROM sites LIMIT 1")
        connection.execute(
            "INSERT INTO captures (run, site, url, requested_url, fetched_at, status, kind, sha256, bytes, "
            "warc_file, warc_offset, warc_length) "
            "SELECT 1, id, 'u', 'u', '2024-06-01', 200, 'list', '0', 1, 'w', 0, 1 FROM sites LIMIT 1"
        )
    first = publish(live, Publication(folder, trial=nothing, after=nothing, keep=3), now=NOW)
    with Archive.open(live) as archive:
        archive.connection.execute("DELETE FROM captures")
    with pytest.raises(ArchiveError, match="0 rows in captures, fewer than the 1"):
        publish(live, Publication(folder, trial=nothing, after=nothing, keep=3), now=LATER)
    assert (folder / SERVED_NAME).resolve() == first.resolve()
    assert len(list(folder.glob("archive-*"))) == 3  # the old snapshot, its counts and its files


def test_a_snapshot_that_does_not_answer_is_never_switched_to(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    first = publish(live, Publication(folder, trial=nothing, after=nothing, keep=3), now=NOW)

    def fail(_path: Path) -> None:
        raise ArchiveError("no answer")

    with pytest.raises(ArchiveError, match="no answer"):
        publish(live, Publication(folder, trial=fail, after=nothing, keep=3), now=LATER)
    assert (folder / SERVED_NAME).resolve() == first.resolve()


def test_a_site_that_does_not_come_up_gets_its_old_snapshot_back(live: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    first = publish(live, Publication(folder, trial=nothing, after=nothing, keep=3), now=NOW)
    served = []

    def after(_snapshot: Path) -> None:
        served.append((folder / SERVED_NAME).resolve())
        if served[-1] != first.resolve():
            raise ArchiveError("The site does not answer.")

    with pytest.raises(ArchiveError, match="the snapshot before is in force again"):
        publish(live, Publication(folder, trial=nothing, after=after, keep=3), now=LATER)
    assert served[-1] == first.resolve()
    assert (folder / SERVED_NAME).resolve() == first.resolve()


def test_a_file_in_the_links_place_is_left_alone(live: Path, tmp_path: Path) -> None:
    make_archive(tmp_path / SERVED_NAME, [])
    with pytest.raises(ArchiveError, match="publish into another folder"):
        publish(live, Publication(tmp_path, trial=nothing, after=nothing, keep=3), now=NOW)


def test_the_command_publishes_and_can_fail_clearly(sample_archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    arguments = ["publish", "--archive", str(sample_archive), "--to", str(folder)]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.output.startswith("Published ")
    with pytest.raises(ArchiveError, match="failed with status 3"):
        CliRunner().invoke(cli, [*arguments, "--restart", "exit 3"], catch_exceptions=False)


def test_nothing_is_left_where_there_is_no_archive(tmp_path: Path) -> None:
    plan = Publication(tmp_path / "published", trial=nothing, after=nothing, keep=3)
    with pytest.raises(ArchiveError, match="There is no archive"):
        publish(tmp_path / "none.db", plan, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_complete_described_and_checksummed(sample_archive: Path, tmp_path: Path, reader: Reader) -> None:
    folder = tmp_path / "release"
    files = make_release(sample_archive, folder, metadata=read_metadata(), now=NOW)
    assert sorted(path.name for path in files) == sorted(path.name for path in folder.iterdir())
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        view = resource["name"].rsplit("-", 1)[0]
        expected = reader.rows(f"SELECT count(*) AS n FROM {view}")[0]["n"]
        path = folder / resource["path"]
        described = {field["name"] for field in resource["schema"]["fields"]}
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            assert (table.num_rows, set(table.column_names)) == (expected, described)
        else:
            rows = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")))
            assert (len(rows) - 1, set(rows[0])) == (expected, described)
    with pytest.raises(ArchiveError, match="not empty"):
        make_release(sample_archive, folder, metadata=read_metadata(), now=NOW)


def test_the_data_dictionary_is_up_to_date() -> None:
    document = Path(__file__).parents[2] / "docs" / "data_dictionary.md"
    assert document.read_text("utf-8") == render(read_metadata()), "run python -m crawler.publish.data_dictionary"


def test_the_data_dictionary_names_every_flag_and_export() -> None:
    text = render(read_metadata())
    assert [name for name in FLAGS if f"| `{name}` |" not in text] == []
    assert [name for name in EXPORT_VIEWS if f"(`{name}`)" not in text] == []


def test_a_snapshot_tells_whether_it_has_todays_indexes(tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.db"
    make_snapshot(make_archive(tmp_path / "archive.db", [{"title": "Thông báo"}]), snapshot, now=datetime.now(UTC))
    assert has_todays_indexes(snapshot)
    with closing(sqlite3.connect(snapshot)) as connection, connection:
        connection.execute("DROP INDEX snapshot_0")
        connection.execute("CREATE INDEX snapshot_0 ON articles(sort_date)")
    assert not has_todays_indexes(snapshot)
