"""The formats in which rows leave the archive: what each is called, how it is written, what it needs."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from crawler.publish.formats.tabular import encode

Batches = Iterable[Sequence[Any]]
Pieces = Callable[[Sequence[str], Batches], Iterator[bytes]]

_GZIP_WBITS = 31


@dataclass(frozen=True)
class Format:
    """One format, by the ending of its files' names."""

    ending: str
    """``csv``, ``excel.csv`` …"""
    content_type: str
    kind: str
    """What it costs to make: ``text``, ``parquet`` or ``workbook``."""
    pieces: Pieces | None
    """Yields a whole file in pieces; None where a file can only be written aside."""
    undecoded: bool = False
    """Text may come as SQLite keeps it, in bytes, which is faster."""

    def file_name(self, stem: str) -> str:
        """Return the name under which a reader keeps the file."""
        return f"{stem}.{self.ending.removeprefix('excel.')}"

    def write(self, columns: Sequence[str], rows: Batches, path: Path) -> None:
        """Write a whole file."""
        if self.pieces is None:
            _write_workbook(columns, rows, path)
            return
        with path.open("wb") as file:
            for piece in self.pieces(columns, rows):
                file.write(piece)


def _write_workbook(columns: Sequence[str], rows: Batches, path: Path) -> None:
    from crawler.publish.formats.xlsx import write_xlsx  # a library that servers of pages mostly do not need

    write_xlsx(columns, rows, path, name=path.stem)


def _parquet(columns: Sequence[str], rows: Batches) -> Iterator[bytes]:
    from crawler.publish.formats.parquet import (
        parquet_pieces,  # pyarrow takes 60 MB, which most servers of pages never need
    )

    return parquet_pieces(columns, rows)


def _gzipped(columns: Sequence[str], rows: Batches) -> Iterator[bytes]:
    # without the time of making: the same rows give the same bytes
    compressor = zlib.compressobj(6, zlib.DEFLATED, _GZIP_WBITS)
    for piece in encode(columns, rows, "csv"):
        yield compressor.compress(piece)
    yield compressor.flush()


FORMATS = {
    form.ending: form
    for form in (
        Format("csv", "text/csv; charset=utf-8", "text", partial(encode, form="csv"), undecoded=True),
        Format("excel.csv", "text/csv; charset=utf-8", "text", partial(encode, form="excel")),
        Format("csv.gz", "application/gzip", "text", _gzipped, undecoded=True),
        Format("jsonl", "application/x-ndjson; charset=utf-8", "text", partial(encode, form="jsonl")),
        Format("parquet", "application/vnd.apache.parquet", "parquet", _parquet),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "workbook", None),
    )
}
"""Ending → format."""
