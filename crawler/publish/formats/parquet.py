"""Rows as Parquet: typed columns, zstd, a row group at a time, in pieces that can be sent as they are made."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawler.publish.formats.column_types import (
    DAY_COLUMNS,
    INTEGER_COLUMNS,
    LONG_COLUMNS,
    MOMENT_COLUMNS,
    NUMBER_COLUMNS,
    read_day,
    read_moment,
)

_GROUP_ROWS = 20_000
_GROUP_CHARACTERS = 4_000_000
"""A row group is closed when it holds that much text: articles are long, and a group is held in memory whole."""

Batches = Iterable[Sequence[Sequence[Any]]]


def write_parquet(columns: Sequence[str], batches: Batches, path: Path) -> int:
    """Write the rows as one Parquet file; return how many there were."""
    count = 0

    def counted() -> Iterator[Sequence[Sequence[Any]]]:
        nonlocal count
        for batch in batches:
            count += len(batch)
            yield batch

    with path.open("wb") as file:
        for piece in parquet_pieces(columns, counted()):
            file.write(piece)
    return count


def parquet_pieces(columns: Sequence[str], batches: Batches) -> Iterator[bytes]:
    """Yield a whole Parquet file in pieces, one a row group; its memory is that of one group."""
    schema = pa.schema([(name, _type_of(name)) for name in columns])
    sink = _Pieces()
    # what is not given back to the system would stay with a server that wrote one large file
    pool = pa.system_memory_pool()
    repeated = [name for name in columns if name not in LONG_COLUMNS]
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd", use_dictionary=repeated) as writer:
        for group in _row_groups(batches):
            arrays = [_array([row[index] for row in group], field, pool) for index, field in enumerate(schema)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Pieces:
    """A file that is only written, and taken away as it grows."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._written = 0

    def write(self, content: bytes) -> int:
        self._parts.append(bytes(content))
        self._written += len(content)
        return len(content)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        piece = b"".join(self._parts)
        self._parts.clear()
        return piece


def _type_of(column: str) -> Any:
    if column in INTEGER_COLUMNS:
        return pa.int64()
    if column in NUMBER_COLUMNS:
        return pa.float64()
    if column in MOMENT_COLUMNS:
        return pa.timestamp("s", tz="UTC")
    return pa.date32() if column in DAY_COLUMNS else pa.string()


def _array(values: list[Any], field: Any, pool: Any) -> Any:
    if field.name in MOMENT_COLUMNS:
        values = [read_moment(value) for value in values]
    elif field.name in DAY_COLUMNS:
        values = [read_day(value) for value in values]
    return pa.array(values, type=field.type, memory_pool=pool)


def _row_groups(batches: Batches) -> Iterator[list[Sequence[Any]]]:
    group: list[Sequence[Any]] = []
    characters = 0
    for batch in batches:
        group.extend(batch)
        characters += sum(len(value) for row in batch for value in row if isinstance(value, str))
        if len(group) >= _GROUP_ROWS or characters >= _GROUP_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group
