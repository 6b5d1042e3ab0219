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

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LIKE_A_NUMBER = re.compile(r"(?=[^0-9]*[0-9])[0-9.,/: \-%]{1,255}|[0-9.]+[eE][+-]?[0-9]+", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def excel_cell(value: object) -> object:
    """Return the cell as Excel may safely open it: no formula, not longer than a cell can be.

    Text that would act as a formula is preceded by an apostrophe; text that is too long ends in ``…[cut]``.  Text that
    Excel would take for a number, a time or a fraction, such as a catalogue number with zeros in front, is written
    ``="007"``, which shows it as it is.  Numbers and whole dates stay as they are.
    """
    if not isinstance(value, str):
        return value
    if _LIKE_A_NUMBER.fullmatch(value) and not value.startswith(_FORMULA_STARTS) and not _DAY.fullmatch(value):
        return f'="{value}"'
    if value.startswith(_FORMULA_STARTS):
        value = f"'{value}"
    return cut_cell(value)


def cut_cell(text: str) -> str:
    """Return the text as long as a cell of Excel can be; one that was cut says so at its end."""
    return text if len(text) <= EXCEL_LONGEST_CELL else text[: EXCEL_LONGEST_CELL - len(CUT)] + CUT


def encode(columns: Sequence[str], batches: Iterable[Sequence[Row]], form: TextFormat) -> Iterator[bytes]:
    """Yield a whole file in pieces of UTF-8, one per batch of rows; the header comes first where there is one.

    For plain CSV the cells' text may also be bytes, as SQLite keeps it (``text_factory = bytes``): it then is never
    decoded, which doubles the speed.  Every row is as long as the header.
    """
    if form == "jsonl":
        for batch in batches:
            lines = [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in batch]
            yield "".join(lines).encode()
        return
    if form == "excel":
        yield BYTE_ORDER_MARK.encode()
    yield _csv([columns])
    for batch in batches:
        yield _csv([[excel_cell(value) for value in row] for row in batch] if form == "excel" else batch)


def _csv(rows: Sequence[Row]) -> bytes:
    """Return what `csv.writer` would write; it looks at every character in turn and takes several times as long.

    Column by column, since most columns (names, dates, digests) hold nothing to be quoted in a whole batch.
    """
    columns = [_csv_column(column) for column in zip(*rows, strict=True)]
    return b"\r\n".join([*map(b",".join, zip(*columns, strict=True)), b""])


def _csv_column(values: Sequence[object]) -> Sequence[bytes]:
    if values.count(None) == len(values):
        return [b""] * len(values)
    cells = [value if isinstance(value, bytes) else b"" if value is None else str(value).encode() for value in values]
    if not _needs_quotes(b"".join(cells)):
        return cells
    return [b'"' + cell.replace(b'"', b'""') + b'"' if _needs_quotes(cell) else cell for cell in cells]


def _needs_quotes(cell: bytes) -> bool:
    # four searches for one byte are many times faster than one for a set of bytes
    return b"," in cell or b"\n" in cell or b'"' in cell or b"\r" in cell
