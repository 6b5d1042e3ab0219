"""Files of rows: typed in Parquet and in workbooks, with nothing that Excel would take for something else."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from crawler.archive import Archive
from crawler.publish.formats import xlsx
from crawler.publish.formats.column_types import INTEGER_COLUMNS, NUMBER_COLUMNS, read_day, read_moment
from crawler.publish.formats.parquet import parquet_pieces
from crawler.publish.formats.tabular import excel_cell
from crawler.publish.formats.xlsx import TooManyRowsError, write_xlsx
from crawler.publish.sql_views import EXPORT_VIEWS, ensure_views
from tests.archive.samples import make_sample_archive

COLUMNS = ("id", "title", "index_number", "url", "sort_date", "first_seen", "published_at", "views")
ROWS = [
    (1, "=HYPERLINK(1)", "000014349/2024-00012", "https://thu.example/1", "2024-03-05", "2024-03-05T01:00:00Z",
     "2024-03", 12),
    (2, None, "007", "ftp://x", "2024", None, None, None),
]  # fmt: skip
_NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("007", '="007"'),
        ("000014349/2024-00012", '="000014349/2024-00012"'),
        ("12/3", '="12/3"'),
        ("1.234", '="1.234"'),
        ("1E5", '="1E5"'),
        ("15:30", '="15:30"'),
        ("2024-03", '="2024-03"'),
        ("2024-03-05", "2024-03-05"),
        ("565/TB-SYT", "565/TB-SYT"),
        ("...", "..."),
        (" ", " "),
        ("", ""),
        (7, 7),
    ],
)
def test_text_that_looks_like_a_number_stays_text(value: object, expected: object) -> None:
    assert excel_cell(value) == expected


def test_parquet_has_types() -> None:
    table = pq.read_table(BytesIO(b"".join(parquet_pieces(COLUMNS, [ROWS])))).to_pydict()
    assert table["sort_date"] == [date(2024, 3, 5), date(2024, 1, 1)]
    assert table["first_seen"] == [datetime(2024, 3, 5, 1, tzinfo=UTC), None]
    assert table["published_at"] == ["2024-03", None]
    assert table["views"] == [12, None]
    assert table["index_number"] == ["000014349/2024-00012", "007"]


def test_a_file_without_rows_has_its_columns() -> None:
    assert pq.read_table(BytesIO(b"".join(parquet_pieces(COLUMNS, [])))).column_names == list(COLUMNS)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-05", date(2024, 3, 5)), ("2024-03", date(2024, 3, 1)), ("soon", None), ("", None), (None, None)],
)
def test_days_are_read(text: str | None, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "hour"), [("2024-03-05T01:00:00Z", 1), ("2024-03-05T08:00:00+07:00", 1), ("2024-03-05", 0)]
)
def test_moments_are_read_in_utc(text: str, hour: int) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.hour, moment.tzinfo) == (hour, UTC)


def sheet_of(path: Path) -> tuple[dict[str, ElementTree.Element], zipfile.ZipFile]:
    workbook = zipfile.ZipFile(path)
    tree = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    return {cell.get("r", ""): cell for cell in tree.iterfind(".//m:c", _NAMESPACE)}, workbook


def test_a_workbook_has_types_links_and_a_frozen_header(tmp_path: Path) -> None:
    path = tmp_path / "notices.xlsx"
    assert write_xlsx(COLUMNS, [ROWS], path, name="notices") == 2
    cells, workbook = sheet_of(path)
    with workbook:
        text = {ref: "".join(cell.itertext()) for ref, cell in cells.items()}
        assert (text["B2"], text["C2"], text["C3"]) == ("=HYPERLINK(1)", "000014349/2024-00012", "007")
        assert all(cells[ref].get("t") == "inlineStr" for ref in ("B2", "C2", "C3", "G2"))
        assert [cell for cell in cells.values() if cell.find("m:f", _NAMESPACE) is not None] == []
        assert (cells["E2"].get("t"), float(text["E2"])) == (None, 45356.0)
        assert text["E3"] == "2024"
        assert float(text["F2"]) == pytest.approx(45356 + 1 / 24)
        sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
        assert 'state="frozen"' in sheet
        links = workbook.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        assert "https://thu.example/1" in links
        assert "ftp://x" not in links


def test_a_workbook_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1)
    with pytest.raises(TooManyRowsError):
        write_xlsx(COLUMNS, [ROWS], tmp_path / "x.xlsx", name="x")


def test_every_number_of_an_export_has_its_type(tmp_path: Path) -> None:
    """A column that holds numbers and is not known to would stop a publication at its Parquet file."""
    with Archive.open(make_sample_archive(tmp_path / "archive.db")) as archive:
        ensure_views(archive.connection)
        for view in EXPORT_VIEWS:
            cursor = archive.connection.execute(f"SELECT * FROM {view}")
            names = [column[0] for column in cursor.description]
            numeric = {
                name
                for row in cursor
                for name, value in zip(names, tuple(row), strict=True)
                if isinstance(value, int | float)
            }
            assert numeric <= INTEGER_COLUMNS | NUMBER_COLUMNS, view
