"""Rows as an Excel workbook: typed numbers and dates, links, a header that stays in sight, and no formula."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from crawler.publish.formats.column_types import (
    DAY_COLUMNS,
    LINK_COLUMNS,
    LONG_COLUMNS,
    MOMENT_COLUMNS,
    read_day,
    read_moment,
)
from crawler.publish.formats.tabular import cut_cell

MAX_ROWS = 100_000
"""Of more rows Excel itself makes hard work; CSV and Parquet have no such limit."""
_MAX_LINKS = 65_000
"""Excel repairs a sheet with more than 65,530 links; the addresses that follow are plain text."""
_MAX_LINK_LENGTH = 2_079
_FIRST_DAY = 1900
_MOMENT_FORMAT, _DAY_FORMAT = "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd"
_WIDTHS = {"title": 60, "office": 32, "url": 40}
_NARROW, _LONG = 16, 50


class TooManyRowsError(Exception):
    """There are more rows than a workbook is made of."""


def write_xlsx(columns: Sequence[str], batches: Iterable[Sequence[Sequence[Any]]], path: Path, *, name: str) -> int:
    """Write the rows as a workbook with one sheet, *name*; return how many there were.

    Moments are UTC.  Texts longer than a cell can be end in ``…[cut]``.  Raises `TooManyRowsError` beyond `MAX_ROWS`;
    what was written is then of no use.
    """
    count = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as workbook:
        sheet = workbook.add_worksheet(name[:31])
        cells = _Cells(workbook, sheet)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, _LONG if column in LONG_COLUMNS else _WIDTHS.get(column, _NARROW))
            sheet.write_string(0, index, column, cells.bold)
        writers = [cells.writer(column) for column in columns]
        for batch in batches:
            for row in batch:
                count += 1
                if count > MAX_ROWS:
                    raise TooManyRowsError(f"more than {MAX_ROWS:,} rows")
                for index, (write, value) in enumerate(zip(writers, row, strict=True)):
                    if value is not None:
                        write(count, index, value)
        sheet.autofilter(0, 0, max(count, 1), max(len(columns) - 1, 0))
    return count


class _Cells:
    """How the cells of each column are written."""

    def __init__(self, workbook: Any, sheet: Any) -> None:
        self._sheet = sheet
        self._links = 0
        self.bold = workbook.add_format({"bold": True})
        self._moment = workbook.add_format({"num_format": _MOMENT_FORMAT})
        self._day = workbook.add_format({"num_format": _DAY_FORMAT})
        self._link = workbook.get_default_url_format()

    def writer(self, column: str) -> Callable[[int, int, Any], None]:
        if column in MOMENT_COLUMNS:
            return self._write_moment
        if column in DAY_COLUMNS:
            return self._write_day
        return self._write_link if column in LINK_COLUMNS else self._write_plain

    def _write_plain(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, (int, float)):
            self._sheet.write_number(row, column, value)
        else:
            self._sheet.write_string(row, column, cut_cell(str(value)))

    def _write_moment(self, row: int, column: int, value: Any) -> None:
        moment = read_moment(value)
        if moment is None or moment.year < _FIRST_DAY:
            self._write_plain(row, column, value)
        else:
            self._sheet.write_datetime(row, column, moment.replace(tzinfo=None), self._moment)

    def _write_day(self, row: int, column: int, value: Any) -> None:
        day = read_day(value)
        if day is None or day.year < _FIRST_DAY or len(value) < len("2024-03-05"):
            self._write_plain(row, column, value)
        else:
            self._sheet.write_datetime(row, column, day, self._day)

    def _write_link(self, row: int, column: int, value: Any) -> None:
        is_link = value.lower().startswith(("http://", "https://")) and len(value) <= _MAX_LINK_LENGTH
        if not is_link or self._links >= _MAX_LINKS:
            self._write_plain(row, column, value)
            return
        self._links += 1
        self._sheet.write_url(row, column, value, self._link, string=cut_cell(value))
