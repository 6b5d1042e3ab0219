"""Downloads under load: bounded, resumable, refused in a sentence rather than answered with something else."""

import asyncio
import csv
import gc
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from crawler.publish.downloads import READY_FORMS, ready_folder, write_downloads
from crawler.publish.export import sized_batches
from crawler.publish.formats.parquet import parquet_pieces
from crawler.publish.periods import following, is_period
from crawler.publish.snapshot import inspect_path, make_snapshot
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.web.downloads import limits
from crawler.web.downloads.files import ByteRange, asked_span
from crawler.web.downloads.limits import BusyError, StalledError, admitted, send_piece
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def published(sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    snapshot = tmp_path_factory.mktemp("published") / "archive-x.db"
    make_snapshot(sample_archive, snapshot, now=NOW)
    write_downloads(snapshot)
    return snapshot


# what is asked for


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("q=dengue", "“q” is no filter"),
        ("sites=cn_shili_wjw", "“sites” is no filter"),
        ("site=nobody", "no office “nobody”"),
        ("since=2024-13", "a day that exists"),
        ("until=2023-02-29", "a day that exists"),
        ("since=2024&since=2025", "more than once"),
    ],
)
def test_a_wrong_parameter_is_refused_in_a_sentence(reader: Reader, query: str, reason: str) -> None:
    for form in ("csv", "jsonl", "parquet", "xlsx"):
        answer = reader.get(f"/export/notices.{form}?{query}")
        assert answer.status_code == 400
        assert reason in (answer.json()["error"] if form == "jsonl" else answer.text)


def test_an_export_of_two_offices_has_both(reader: Reader) -> None:
    each = [rows_of(reader.get(f"/export/notices.csv?site={site}").text) for site in ("cn_shili_wjw", "vn_vidu_soyte")]
    both = rows_of(reader.get("/export/notices.csv?site=cn_shili_wjw&site=vn_vidu_soyte").text)
    assert all(each)
    assert len(both) == sum(map(len, each))


def test_until_takes_in_all_of_its_period(tmp_path: Path, make_reader: MakeReader) -> None:
    days = ("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31", "2024-12-31", "2025-01-01")
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"title": day, "sort_date": day} for day in days]))

    def found(query: str) -> list[str]:
        return [row["title"] for row in rows_of(reader.get(f"/export/notices.csv?{query}").text)]

    assert found("until=2024-02-29") == list(days[:2])
    assert found("until=2024-03") == list(days[:4])
    assert found("until=2024") == list(days[:5])
    assert found("since=2024-03&until=2024-03") == list(days[2:4])


@pytest.mark.parametrize(
    ("period", "after"),
    [("2024", "2025"), ("2024-12", "2025-01"), ("2024-02-28", "2024-02-29"), ("2024-12-31", "2025-01-01")],
)
def test_what_follows_a_period(period: str, after: str) -> None:
    assert following(period) == after


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("2024", True), ("2024-02-29", True), ("2023-02-29", False), ("2024-00", False), ("0000", False), ("24", False)],
)
def test_only_what_the_calendar_has_is_a_period(text: str, is_one: bool) -> None:
    assert is_period(text) is is_one


# complete answers


def test_a_question_in_sql_gives_every_row(tmp_path: Path, make_reader: MakeReader) -> None:
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"title": "x"}]))
    counting = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i from n"
    assert len(rows_of(reader.get("/archive.csv", params={"sql": counting}).text)) == 5000
    for sql, status in (("", 400), ("drop table articles", 400), ("select nothing from nowhere", 400)):
        assert reader.get("/archive.csv", params={"sql": sql}).status_code == status


def test_a_question_in_sql_is_refused_in_public(sample_archive: Path, make_reader: MakeReader) -> None:
    answer = make_reader(sample_archive, public=True).get("/archive.csv?sql=select+1")
    assert answer.status_code == 403


def test_a_table_as_json_lines_is_complete(tmp_path: Path, make_reader: MakeReader) -> None:
    articles = [{"title": f"Bài {n}", "status": "gone" if n % 3 else "live"} for n in range(1_101)]
    reader = make_reader(make_archive(tmp_path / "archive.db", articles))
    lines = [json.loads(line) for line in reader.get("/archive/articles.jsonl").text.splitlines()]
    assert sorted(line["id"] for line in lines) == list(range(1, 1_102))
    gone = reader.get("/archive/articles.jsonl?status=gone").text.splitlines()
    assert len(gone) == sum(article["status"] == "gone" for article in articles)
    page = reader.get("/archive/articles?status=gone").text
    assert 'href="/archive/articles.jsonl?status=gone"' in page
    assert reader.get("/archive/nothing.jsonl").status_code == 400


def test_the_archive_as_json_answers_for_a_snapshot(published: Path, make_reader: MakeReader) -> None:
    snapshot = make_reader(published, public=True)
    assert set(EXPORT_VIEWS) <= {view["name"] for view in snapshot.get("/archive.json").json()["views"]}
    refused = snapshot.get("/archive.json?sql=select+1")
    assert (refused.status_code, refused.json()["ok"]) == (403, False)


@pytest.mark.parametrize("query", ["_col=title", "_col=title&_col=title", "_nocol=views", "_nocol=views&_nocol=views"])
def test_chosen_columns_are_shown(reader: Reader, query: str) -> None:
    for ending in ("", ".json"):
        assert reader.get(f"/archive/articles{ending}?{query}").status_code == 200


# ready files


def test_a_published_file_is_the_streamed_one(published: Path, make_reader: MakeReader, reader: Reader) -> None:
    snapshot = make_reader(published)
    for view in EXPORT_VIEWS:
        assert {path.name for path in ready_folder(published).glob(f"{view}.*")} == {f"{view}.{f}" for f in READY_FORMS}
        ready = snapshot.get(f"/export/{view}.csv.gz")
        assert "etag" in ready.headers
        streamed = reader.get(f"/export/{view}.csv").text
        assert sorted(rows_of(gzip.decompress(ready.content).decode()), key=str) == sorted(rows_of(streamed), key=str)
    assert "etag" not in snapshot.get("/export/notices.parquet?site=cn_shili_wjw").headers


@pytest.mark.parametrize("path", ["/export/notices.parquet", "/archive.db"])
def test_a_broken_download_goes_on_where_it_ended(published: Path, make_reader: MakeReader, path: str) -> None:
    snapshot = make_reader(published, public=True)
    whole = snapshot.get(path)
    etag = whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    rest = snapshot.get(path, headers={"range": "bytes=100-", "if-range": etag})
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    assert rest.headers["content-range"] == f"bytes 100-{len(whole.content) - 1}/{len(whole.content)}"
    other = snapshot.get(path, headers={"range": "bytes=100-", "if-range": '"another"'})
    assert (other.status_code, len(other.content)) == (200, len(whole.content))
    assert snapshot.get(path, headers={"if-none-match": etag}).status_code == 304
    past = snapshot.get(path, headers={"range": f"bytes={len(whole.content)}-"})
    assert (past.status_code, past.headers["content-range"]) == (416, f"bytes */{len(whole.content)}")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=5-", ByteRange(5, 10)),
        ("bytes=-3", ByteRange(7, 10)),
        ("bytes=-30", ByteRange(0, 10)),
        ("bytes=2-99", ByteRange(2, 10)),
        ("bytes=5-4", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=-", None),
        ("", None),
        (None, None),
    ],
)
def test_ranges_are_read_as_the_standard_has_them(header: str | None, span: ByteRange | None) -> None:
    assert asked_span(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_bytes_that_are_not_there_are_refused(header: str) -> None:
    with pytest.raises(ValueError, match="no such bytes"):
        asked_span(header, 10)


# bounds


def test_more_downloads_than_may_be_open_are_told_when_to_come_back(reader: Reader) -> None:
    with admitted(reader.site, "workbook"):
        answer = reader.get("/export/notices.xlsx")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, str(limits.RETRY_SECONDS))
        assert reader.get("/export/notices.csv").status_code == 200
    assert reader.get("/export/notices.xlsx").status_code == 200


def test_a_kind_is_counted_down_when_a_download_fails(reader: Reader) -> None:
    for _ in range(limits.OPEN_AT_ONCE["workbook"] + 1):
        with pytest.raises(KeyError), admitted(reader.site, "workbook"):
            raise KeyError
    with admitted(reader.site, "workbook"), pytest.raises(BusyError), admitted(reader.site, "workbook"):
        pass


def test_a_reader_who_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SEND_SECONDS", 0.01)

    async def never(_message: object) -> None:
        await asyncio.Event().wait()

    with pytest.raises(StalledError):
        asyncio.run(send_piece(never, b"x"))


def test_stalled_downloads_keep_nobody_waiting(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_archive(tmp_path / "archive.db", [{"title": f"Bài {n}"} for n in range(300)])
    site = make_reader(archive).site

    async def ask() -> int:
        stalled = [asyncio.ensure_future(_stalled_download(site.app())) for _ in range(8)]
        await asyncio.sleep(0.2)
        answer = await site.client.get("/export/notices.csv")
        for one in stalled:
            one.cancel()
        await asyncio.gather(*stalled, return_exceptions=True)
        return len(rows_of(answer.text))

    assert asyncio.run(ask()) == 300


async def _stalled_download(application: Any) -> None:
    scope = {
        "type": "http", "method": "GET", "path": "/export/notices.csv", "raw_path": b"/export/notices.csv",
        "query_string": b"", "headers": [],
    }  # fmt: skip

    async def never(*_message: object) -> Any:
        await asyncio.Event().wait()

    await application(scope, never, never)


class _Cursor:
    """Rows of one text each, as SQLite's cursor gives them."""

    def __init__(self, lengths: list[int]) -> None:
        self._rows = [("x" * length,) for length in lengths]

    def fetchmany(self, size: int) -> list[tuple[str]]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken


@pytest.mark.parametrize("length", [0, 10, 50_000, 2_000_000])
def test_batches_are_bounded_by_their_text(length: int) -> None:
    sizes = [len(batch) for batch in sized_batches(_Cursor([length] * 250))]
    assert sum(sizes) == 250
    assert max(sizes) <= 100
    assert max(sizes[1:], default=0) * length <= 2_000_000


def test_a_parquet_file_comes_in_row_groups_of_bounded_size() -> None:
    def batches() -> Iterator[list[tuple[int, str]]]:
        for number in range(200):
            yield [(number, "x" * 100_000)]

    content = b"".join(parquet_pieces(["id", "body_text"], batches()))
    file = pq.ParquetFile(io.BytesIO(content))
    assert file.metadata.num_rows == 200
    assert max(file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)) <= 41


# a file that is not what it was


# Datasette makes the coroutines of all facets and awaits them one by one: after a fault, some are left over
@pytest.mark.filterwarnings(
    r"ignore:coroutine '.*(facet_results|suggest|execute_suggested_facets)' was never awaited:RuntimeWarning"
)
def test_a_served_file_that_was_cut_short_is_no_fault_of_who_asks(
    sample_archive: Path, tmp_path: Path, make_reader: MakeReader, caplog: pytest.LogCaptureFixture
) -> None:
    snapshot = tmp_path / "archive-y.db"
    make_snapshot(sample_archive, snapshot, now=NOW)
    site, unasked = make_reader(snapshot, public=True), make_reader(snapshot, public=True)
    assert site.get("/about").status_code == 200
    with snapshot.open("r+b") as file:
        file.truncate(20_000)
    for path in ("/health", "/archive/articles?_sort=id", "/search?q=y+te"):
        answer = site.get(path)
        assert answer.status_code == 503, path
    assert "cannot be read" in caplog.text
    caplog.clear()
    # what Datasette reads before its first answer is beyond the pages' own handling
    assert unasked.get("/about").status_code == 503
    assert "cannot be read" in caplog.text
    gc.collect()  # what was left over goes here, where its warning is known


def test_health_names_the_snapshot(published: Path, make_reader: MakeReader, reader: Reader) -> None:
    assert make_reader(published).get("/health").json()["snapshot_at"] == "2024-06-01T12:00:00Z"
    assert reader.get("/health").json()["snapshot_at"] is None


def test_a_snapshots_counts_are_of_tables_only(published: Path) -> None:
    counted = set(json.loads(inspect_path(published).read_text())["archive"]["tables"])
    connection = sqlite3.connect(published)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    assert counted <= tables


def test_an_asked_for_form_says_nothing_of_rows_before_it_is_asked(reader: Reader) -> None:
    before = reader.get("/archive/by_document_number").text
    assert 'name="number"' in before
    assert "No rows." not in before
    assert "No rows." in reader.get("/archive/by_document_number?number=nothing").text


def test_notices_lead_with_what_a_reader_looks_for(reader: Reader) -> None:
    page = reader.get("/archive/notices").text
    heads = re.findall(r"<th scope=\"col\"[^>]*><a[^>]*>([^<]+)</a>", page)
    assert heads[:4] == ["Title", "Office", "Date", "Views"]
    assert "body_text</a>" not in page
    assert 'href="/archive/articles/' in page
    assert "body_text" in reader.get("/archive/notices?_col=body_text").text
