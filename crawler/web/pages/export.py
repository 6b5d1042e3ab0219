"""Complete files for analysts, streamed: a view of any size at constant memory, while other pages go on answering."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from datasette.utils.asgi import AsgiStream, asgi_send_file

from crawler.tabular import TextFormat, encode
from crawler.web.pages.common import database, not_found, text_argument
from crawler.web.paths import DATABASE

Query = tuple[str, list[str]]
VIEWS = {
    "notices": "sort_date",
    "view_history": "observed_at",
    "changes": "changed_at",
    "attachments_text": "first_seen",
}
"""Export view → the column that ``since`` compares."""
FORMATS: dict[str, tuple[TextFormat, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "excel.csv": ("excel", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/x-ndjson; charset=utf-8"),
}
BATCH = 100
"""Rows fetched and encoded at a time; more of them no longer fit the processor's cache."""
_BATCHES_SENT = 8
"""Batches that go out together: each sending costs two changes of thread."""
_AT_ONCE = asyncio.Semaphore(4)
"""Downloads that run at the same time; others wait their turn."""


async def export(datasette: Any, request: Any, send: Any) -> Any:
    """Answer ``/export/VIEW.FORMAT``, with ``site`` and ``since`` as filters."""
    view, form = request.url_vars["view"], request.url_vars["form"]
    if view not in VIEWS or form not in {*FORMATS, "parquet"}:
        return await not_found(datasette, request)
    query = _select(view, text_argument(request, "site"), text_argument(request, "since"))
    if form == "parquet":
        await _send_parquet(datasette, query, f"{view}.parquet", send)
        return None
    text_format, content_type = FORMATS[form]
    headers = {"content-disposition": f'attachment; filename="{view}.{form.removeprefix("excel.")}"'}
    return AsgiStream(
        lambda response: _stream(datasette, query, text_format, response), headers=headers, content_type=content_type
    )


async def _stream(datasette: Any, query: Query, form: TextFormat, response: Any) -> None:
    async with _AT_ONCE:
        loop = asyncio.get_running_loop()
        with closing(_connect(datasette)) as connection:
            if form == "csv":
                connection.text_factory = bytes
            cursor = await loop.run_in_executor(None, connection.execute, *query)
            pieces = encode([column[0] for column in cursor.description], _batches(cursor), form)
            while piece := await loop.run_in_executor(None, _joined, pieces):
                await response.send({"type": "http.response.body", "body": piece, "more_body": True})


def _joined(pieces: Iterator[bytes]) -> bytes:
    return b"".join(islice(pieces, _BATCHES_SENT))


async def _send_parquet(datasette: Any, query: Query, name: str, send: Any) -> None:
    """Write the file aside first: Parquet's index stands at its end."""
    from crawler.parquet import write_parquet  # pyarrow takes 60 MB, which most servers of pages never need

    def write(path: Path) -> None:
        with closing(_connect(datasette)) as connection:
            cursor = connection.execute(*query)
            write_parquet([column[0] for column in cursor.description], _batches(cursor), path)

    async with _AT_ONCE:
        with TemporaryDirectory(prefix="healtharchive-") as folder:
            path = Path(folder) / name
            await asyncio.get_running_loop().run_in_executor(None, write, path)
            await asgi_send_file(
                send, path, filename=name, content_type="application/vnd.apache.parquet", chunk_size=2**18
            )


def _select(view: str, site: str, since: str) -> Query:
    clauses, parameters = [], []
    if site:
        clauses.append("site = ?")
        parameters.append(site)
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", since):
        clauses.append(f"{VIEWS[view]} >= ?")
        parameters.append(since)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    return f"SELECT * FROM {view}{where}", parameters


def _connect(datasette: Any) -> Any:
    """Open a connection for one download, so that a slow reader keeps no page waiting for its thread."""
    db = database(datasette)
    connection = db.connect()
    db._all_file_connections.remove(connection)
    datasette._prepare_connection(connection, DATABASE)
    # it reads everything once: a large cache would only hold memory
    connection.execute("PRAGMA cache_size = -4096")
    connection.row_factory = None
    return connection


def _batches(cursor: Any) -> Iterator[Sequence[Any]]:
    while batch := cursor.fetchmany(BATCH):
        yield cast("Sequence[Any]", batch)
