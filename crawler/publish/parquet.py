"""Rows as Parquet: typed columns, zstd, a row group at a time."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

INTEGER_COLUMNS = frozenset({"id", "article", "views", "version", "warc_offset", "warc_length", "bytes"}) | {
    "attachment",
    "target",
}
"""Columns of the export views that hold whole numbers; the others are text, dates as ISO 8601."""
NUMBER_COLUMNS = frozenset({"confidence"})
"""Those that hold numbers with fractions."""

_ROW_GROUP = 20_000


def write_parquet(columns: Sequence[str], batches: Iterable[Sequence[Sequence[Any]]], path: Path) -> int:
    """Write the rows as one Parquet file; return how many there were."""
    schema = pa.schema([(name, _type(name)) for name in columns])
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _row_groups(batches):
            arrays = [pa.array([row[index] for row in group], type=field.type) for index, field in enumerate(schema)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(group)
    return count


def _type(column: str) -> pa.DataType:
    if column in INTEGER_COLUMNS:
        return pa.int64()
    return pa.float64() if column in NUMBER_COLUMNS else pa.string()


def _row_groups(batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[list[Sequence[Any]]]:
    group: list[Sequence[Any]] = []
    for batch in batches:
        group.extend(batch)
        if len(group) >= _ROW_GROUP:
            yield group
            group = []
    if group:
        yield group
