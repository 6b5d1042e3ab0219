"""Rows as text: CSV, CSV for Excel and JSON lines, for the offline export and the published site alike."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

TextFormat = Literal["csv", "excel", "jsonl"]
Row = Sequence[object]

BYTE_ORDER_MARK = "\ufeff"
EXCEL_LONGEST_CELL = 32_767
"""Characters; Excel spills what is longer into rows of its own."""
CUT = "…[cut]"

_NEEDS_QUOTES = re.compile('[",\r\n]').search
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def excel_cell(value: object) -> object:
    """Return the cell as Excel may safely open it: no formula, not longer than a cell can be.

    Text that would act as a formula is preceded by an apostrophe; text that is too long ends in ``…[cut]``.  Numbers
    stay as they are.
    """
    if not isinstance(value, str):
        return value
    if value.startswith(_FORMULA_STARTS):
        value = f"'{value}"
    if len(value) > EXCEL_LONGEST_CELL:
        value = value[: EXCEL_LONGEST_CELL - len(CUT)] + CUT
    return value


def encode(columns: Sequence[str], batches: Iterable[Sequence[Row]], form: TextFormat) -> Iterator[str]:
    """Yield the text of a whole file in pieces, one per batch of rows; the header comes first where there is one."""
    if form == "jsonl":
        for batch in batches:
            yield "".join(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in batch)
        return
    if form == "excel":
        yield BYTE_ORDER_MARK
    yield _csv_text([columns])
    for batch in batches:
        yield _csv_text([[excel_cell(value) for value in row] for row in batch] if form == "excel" else batch)


def _csv_text(rows: Iterable[Row]) -> str:
    """Return what `csv.writer` would write; it looks at every character in turn and takes four times as long."""
    return "".join([",".join([_csv_cell(value) for value in row]) + "\r\n" for row in rows])


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES(text) else text
