"""Complete files for analysts, streamed: any number of rows at constant memory, while other pages go on answering."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from datasette.utils import derive_named_parameters, sqlite_timelimit
from datasette.utils.asgi import BadRequest, asgi_send_file, asgi_start

from crawler.publish.tabular import TextFormat, encode
from crawler.web.pages.common import database, not_found, text_argument
from crawler.web.paths import DATABASE

Query = tuple[str, Sequence[str] | Mapping[str, str]]
VIEWS = {
    "notices": "sort_date",
    "view_history": "observed_at",
    "changes": "changed_at",
    "attachments_text": "first_seen",
    "relations_named": "first_seen",
}
"""Export view → the column that ``since`` compares."""
FORMATS: dict[str, tuple[TextFormat, str]] = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "excel.csv": ("excel", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/x-ndjson; charset=utf-8"),
}
_PARQUET = "application/vnd.apache.parquet"
BATCH = 100
"""Rows fetched and encoded at a time; more of them no longer fit the processor's cache."""
_BATCHES_SENT = 4
"""Batches that go out together: each sending costs two changes of thread, and one more piece is made meanwhile."""
_AT_ONCE = asyncio.Semaphore(4)
"""Downloads that run at the same time; others wait their turn."""


async def export(datasette: Any, request: Any, send: Any, receive: Any) -> Any:
    """Answer ``/export/VIEW.FORMAT``, with ``site`` and ``since`` as filters."""
    view, form = request.url_vars["view"], request.url_vars["form"]
    if view not in VIEWS or form not in {*FORMATS, "parquet"}:
        return await not_found(datasette, request)
    query = _select(view, text_argument(request, "site"), text_argument(request, "since"))
    name = f"{view}.{form.removeprefix('excel.')}"
    head_only = request.method == "HEAD"
    async with _AT_ONCE, _connected(datasette, receive) as download:
        if form == "parquet":
            await download.send_parquet(query, name, send, head_only=head_only)
        else:
            await download.send(query, form, name, send, head_only=head_only)
    return None


async def canned_query(datasette: Any, request: Any, send: Any, receive: Any) -> None:
    """Answer ``/archive/QUERY.csv`` with every row of a ready question; Datasette would end after 1,000 of them."""
    name = request.url_vars["query"]
    sql = (await datasette.get_canned_query(DATABASE, name, request.actor))["sql"]
    names = await derive_named_parameters(database(datasette), sql)
    parameters = {parameter: text_argument(request, parameter) for parameter in names}
    limit = datasette.setting("sql_time_limit_ms")
    async with _AT_ONCE, _connected(datasette, receive) as download:
        await download.send(
            (sql, parameters), "csv", f"{name}.csv", send, head_only=request.method == "HEAD", milliseconds=limit
        )


class _Download:
    """One connection for one download, so that a slow reader keeps no page waiting for its thread."""

    def __init__(self, connection: Any, gone: "asyncio.Future[None]") -> None:
        self._connection = connection
        self._gone = gone

    async def send(
        self, query: Query, form: str, name: str, send: Any, *, head_only: bool, milliseconds: int | None = None
    ) -> None:
        """Ask, and send the answer as a file; `milliseconds` are the time until its first row.

        Nothing has been sent when the query fails.
        """
        text_format, content_type = FORMATS[form]
        cursor = await _in_thread(self._execute, query, text_format, milliseconds)
        await asgi_start(send, 200, _disposition(name), content_type)
        if not head_only:
            await self._stream(encode(_columns(cursor), self._batches(cursor), text_format), send)
        await send({"type": "http.response.body", "body": b""})

    def _execute(self, query: Query, form: TextFormat, milliseconds: int | None) -> Any:
        if form == "csv":
            self._connection.text_factory = bytes
        if milliseconds is None:
            return self._connection.execute(*query)
        with sqlite_timelimit(self._connection, milliseconds):
            return self._connection.execute(*query)

    async def _stream(self, pieces: Iterator[bytes], send: Any) -> None:
        following = _in_thread(_joined, pieces)
        try:
            while piece := await following:
                following = _in_thread(_joined, pieces)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except sqlite3.OperationalError:
            if not self._gone.done():
                raise
        finally:
            # whatever ended the sending, no thread may still be reading when the connection is closed
            self._connection.interrupt()
            await asyncio.gather(following, return_exceptions=True)

    def _batches(self, cursor: Any) -> Iterator[Sequence[Any]]:
        # an interrupt ends only what is running: a reader may have gone before that
        while not self._gone.done() and (batch := cursor.fetchmany(BATCH)):
            yield cast("Sequence[Any]", batch)

    async def send_parquet(self, query: Query, name: str, send: Any, *, head_only: bool) -> None:
        """Write the file aside first, for Parquet's index stands at its end; then send it."""
        if head_only:
            await asgi_start(send, 200, _disposition(name), _PARQUET)
            await send({"type": "http.response.body", "body": b""})
            return
        from crawler.publish.parquet import write_parquet  # pyarrow takes 60 MB, which most servers of pages never need

        def write(path: Path) -> None:
            cursor = self._connection.execute(*query)
            write_parquet(_columns(cursor), self._batches(cursor), path)

        with TemporaryDirectory(prefix="healtharchive-") as folder:
            path = Path(folder) / name
            try:
                await _in_thread(write, path)
            except sqlite3.OperationalError:
                if not self._gone.done():
                    raise
                return
            await asgi_send_file(send, path, filename=name, content_type=_PARQUET, chunk_size=2**18)


@asynccontextmanager
async def _connected(datasette: Any, receive: Any) -> AsyncIterator[_Download]:
    """Open a connection whose query ends when the reader goes away."""
    with closing(_connect(datasette)) as connection:
        gone = asyncio.ensure_future(_departure(receive, connection.interrupt))
        try:
            yield _Download(connection, gone)
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)


async def _departure(receive: Any, then: Callable[[], None]) -> None:
    """Wait until the reader has hung up, and do something about it."""
    while (await receive())["type"] != "http.disconnect":
        pass
    then()


def _in_thread(function: Callable[..., Any], *arguments: Any) -> "asyncio.Future[Any]":
    return asyncio.get_running_loop().run_in_executor(None, function, *arguments)


def _joined(pieces: Iterator[bytes]) -> bytes:
    return b"".join(islice(pieces, _BATCHES_SENT))


def _select(view: str, site: str, since: str) -> Query:
    clauses, parameters = [], []
    if site:
        clauses.append("site = ?")
        parameters.append(site)
    if since:
        if not re.fullmatch("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", since):
            raise BadRequest("“since” is a year, a month or a day, such as 2024, 2024-03 or 2024-03-05.")
        clauses.append(f"{VIEWS[view]} >= ?")
        parameters.append(since)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    return f"SELECT * FROM {view}{where}", parameters


def _connect(datasette: Any) -> Any:
    db = database(datasette)
    connection = db.connect()
    db._all_file_connections.remove(connection)
    datasette._prepare_connection(connection, DATABASE)
    # it reads everything once: a large cache would only hold memory
    connection.execute("PRAGMA cache_size = -4096")
    connection.row_factory = None
    return connection


def _columns(cursor: Any) -> list[str]:
    return [column[0] for column in cursor.description]


def _disposition(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}
