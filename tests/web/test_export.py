"""Taking the data away: complete, safe to open, the same from the site and from the command."""

import asyncio
import csv
import html
import io
import json
import re
import sqlite3
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.cli import cli
from crawler.errors import HealthArchiveError
from crawler.publish.export import BATCH, DATE_COLUMNS
from crawler.publish.formats.tabular import BYTE_ORDER_MARK, CUT, EXCEL_LONGEST_CELL, encode, excel_cell
from crawler.publish.sql_views import EXPORT_VIEWS
from tests.web.conftest import MakeReader, Reader
from tests.web.rows import make_archive


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli, ["export", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes.decode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+84 203", "'+84 203"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (-5, -5),
        (None, None),
        ("x" * EXCEL_LONGEST_CELL, "x" * EXCEL_LONGEST_CELL),
    ],
)
def test_cells_are_safe_in_excel(value: object, expected: object) -> None:
    assert excel_cell(value) == expected


def test_a_cell_that_is_too_long_for_excel_says_that_it_was_cut() -> None:
    cut = excel_cell("=" + "x" * 40_000)
    assert isinstance(cut, str)
    assert (len(cut), cut[:2], cut[-len(CUT) :]) == (EXCEL_LONGEST_CELL, "'=", CUT)


def test_plain_csv_is_never_altered() -> None:
    text = b"".join(encode(["a"], [[("=1",), ("x" * 40_000,)]], "csv")).decode()
    assert [row["a"] for row in rows_of(text)] == ["=1", "x" * 40_000]


@pytest.mark.parametrize("view", EXPORT_VIEWS)
def test_the_site_and_the_command_give_every_row(
    reader: Reader, sample_archive: Path, tmp_path: Path, view: str
) -> None:
    expected = reader.rows(f"SELECT count(*) AS n FROM {view}")[0]["n"]
    assert expected > 0
    online = reader.get(f"/export/{view}.csv").text
    assert len(rows_of(online)) == expected
    assert run("--archive", str(sample_archive), "--view", view) == online
    jsonl = reader.get(f"/export/{view}.jsonl").text
    assert len([json.loads(line) for line in jsonl.splitlines()]) == expected
    file = tmp_path / "x.parquet"
    run("--archive", str(sample_archive), "--view", view, "-o", str(file))
    assert pq.read_table(file).num_rows == expected
    table = pq.read_table(io.BytesIO(reader.get(f"/export/{view}.parquet").content))
    assert table.column_names == list(rows_of(online)[0])


def test_more_rows_than_a_batch_are_complete(tmp_path: Path, make_reader: MakeReader) -> None:
    count = 2 * BATCH + 1
    archive = make_archive(tmp_path / "archive.db", [{"title": f"Bài {n}"} for n in range(count)])
    reader = make_reader(archive)
    assert len(rows_of(reader.get("/export/notices.csv").text)) == count
    assert len(rows_of(reader.get("/archive/notices.csv?_stream=on&_size=max").text)) == count
    for sort in ("", "&_sort=sort_date", "&_sort_desc=sort_date", "&_sort_desc=last_seen"):
        streamed = rows_of(reader.get(f"/archive/articles.csv?_stream=on&_size=max{sort}").text)
        assert sorted(int(row["id"]) for row in streamed) == list(range(1, count + 1))


def test_a_ready_question_gives_every_row(tmp_path: Path, make_reader: MakeReader) -> None:
    count = 1_201  # Datasette's own CSV of a question ends after 1,000
    articles = [{"title": f"Bài {n}", "sort_date": f"{1000 + n}-05-01"} for n in range(count)]
    reader = make_reader(make_archive(tmp_path / "archive.db", articles), public=True)
    page = reader.get("/archive/articles_per_month").text
    (link,) = re.findall(r'href="([^"]+[.]csv[^"]*)"', page)
    answer = reader.get(html.unescape(link))
    assert len(rows_of(answer.text)) == count
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="articles_per_month.csv"' in answer.headers["content-disposition"]


def test_a_ready_question_takes_its_arguments(reader: Reader) -> None:
    found = rows_of(reader.get("/archive/newest_by_office.csv?site=cn_shili_wjw").text)
    assert {row["site"] for row in found} == {"cn_shili_wjw"}
    assert len(rows_of(reader.get("/archive/newest_by_office.csv").text)) > len(found)


def test_a_header_alone_costs_no_file(reader: Reader) -> None:
    for form in ("csv", "parquet"):
        answer = asyncio.run(reader.site.client.request("HEAD", f"/export/notices.{form}"))
        assert (answer.status_code, answer.content) == (200, b"")
        assert f'filename="notices.{form}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_download_that_is_broken_off_is_computed_no_further(
    tmp_path: Path, make_reader: MakeReader, form: str
) -> None:
    pieces = 6
    archive = make_archive(tmp_path / "archive.db", [{"title": f"Bài {n}"} for n in range(pieces * 4 * BATCH)])
    site = make_reader(archive).site
    sent = asyncio.run(_bodies_until_gone(site.app(), f"/export/notices.{form}"))
    assert 1 <= sent < pieces


def test_a_download_whose_reader_left_while_waiting_is_not_begun(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = make_archive(tmp_path / "archive.db", [{"title": f"Bài {n}"} for n in range(12 * BATCH)])
    site = make_reader(archive).site
    assert asyncio.run(_bodies_until_gone(site.app(), "/export/notices.csv", gone_before=True)) <= 1


async def _bodies_until_gone(application: Any, path: str, *, gone_before: bool = False) -> int:
    """Ask for a path, hang up after the first piece or before, and return how many pieces were sent all the same."""
    hung_up, bodies = asyncio.Event(), []
    if gone_before:
        hung_up.set()

    async def receive() -> dict[str, Any]:
        await hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message.get("body"):
            bodies.append(message["body"])
            hung_up.set()
            await asyncio.sleep(0.1)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }
    await application(scope, receive, send)
    return len(bodies)


def test_csv_for_excel_has_a_mark_and_no_formula(tmp_path: Path, make_reader: MakeReader) -> None:
    reader = make_reader(make_archive(tmp_path / "archive.db", [{"title": "=HYPERLINK(1)"}]))
    answer = reader.get("/export/notices.excel.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert rows_of(answer.text.removeprefix(BYTE_ORDER_MARK))[0]["title"] == "'=HYPERLINK(1)"
    assert 'filename="notices.csv"' in answer.headers["content-disposition"]


def test_exports_are_filtered_by_office_and_date(reader: Reader, sample_archive: Path) -> None:
    online = rows_of(reader.get("/export/notices.csv?site=cn_shili_wjw&since=2024-03-01").text)
    assert online
    assert {row["site"] for row in online} == {"cn_shili_wjw"}
    assert min(row["sort_date"] for row in online) >= "2024-03-01"
    offline = run("--archive", str(sample_archive), "--site", "cn_shili_wjw", "--since", "2024-03-01")
    assert rows_of(offline) == online


@pytest.mark.parametrize("since", ["2024-3", "x", "1=1", "2024'--", "٢٠٢٤"])
def test_a_date_that_is_none_is_refused_rather_than_left_out(reader: Reader, since: str) -> None:
    answer = reader.get("/export/notices.csv", params={"since": since})
    assert answer.status_code == 400
    assert "such as 2024, 2024-03 or 2024-03-05" in answer.text


def test_every_export_view_can_be_narrowed_by_date() -> None:
    assert set(DATE_COLUMNS) == set(EXPORT_VIEWS)


@pytest.mark.parametrize("path", ["/export/articles.csv", "/export/notices.exe", "/export/sqlite_master.csv"])
def test_only_export_views_can_be_had(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--site", "nobody"], "no office"),
        (["--format", "parquet"], "needs a file"),
        (["-o", "/nowhere/at/all.csv"], "Cannot write"),
        (["--release"], "needs a folder"),
    ],
)
def test_what_cannot_be_exported_is_told(sample_archive: Path, arguments: list[str], reason: str) -> None:
    with pytest.raises(HealthArchiveError, match=reason):
        CliRunner().invoke(cli, ["export", "--archive", str(sample_archive), *arguments], catch_exceptions=False)


def test_a_date_must_be_a_date(sample_archive: Path) -> None:
    done = CliRunner().invoke(cli, ["export", "--archive", str(sample_archive), "--since", "gestern"])
    assert (done.exit_code, "YYYY-MM-DD" in done.stderr) == (2, True)


def test_an_archive_that_was_never_prepared_can_be_exported(tmp_path: Path) -> None:
    path = make_archive(tmp_path / "archive.db", [{"title": "Bài"}])
    connection = sqlite3.connect(path)
    assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'notices'").fetchone()
    connection.close()
    assert [row["title"] for row in rows_of(run("--archive", str(path)))] == ["Bài"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(), st.text(st.characters(codec="utf-8")))] * 3)))
def test_csv_is_what_the_standard_library_writes(rows: list[tuple[object, ...]]) -> None:
    expected = io.StringIO(newline="")
    csv.writer(expected).writerows([["a", "b", "c"], *rows])
    undecoded = [tuple(cell.encode() if isinstance(cell, str) else cell for cell in row) for row in rows]
    for form in (rows, undecoded):
        assert b"".join(encode(["a", "b", "c"], [form], "csv")).decode() == expected.getvalue()
