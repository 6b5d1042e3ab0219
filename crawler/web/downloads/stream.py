"""Rows of a query as a download: any number of them at constant memory, while other pages go on answering."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager, closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import BadRequest, asgi_start

from crawler.publish.export import sized_batches
from crawler.publish.formats.row_formats import Format
from crawler.publish.formats.xlsx import TooManyRowsError
from crawler.web.downloads.files import send_file
from crawler.web.downloads.limits import StalledError, admitted, send_piece, workers_for
from crawler.web.pages.common import database
from crawler.web.paths import DATABASE

Query = tuple[str, Sequence[str | int] | Mapping[str, str]]
_BATCHES_SENT = 4
"""Batches that go out together: each sending costs two changes of thread, and one more piece is made meanwhile."""
_LOG = logging.getLogger(__name__)


async def send_rows(
    datasette: Any,
    request: Any,
    send: Any,
    receive: Any,
    *,
    query: Query,
    form: Format,
    name: str,
    milliseconds: int | None = None,
) -> None:
    """Send every row of a query as a file called *name*; *milliseconds* are the time until its first row.

    Nothing has been sent when the query fails.  Raises `BusyError` where too many downloads are open.
    """
    with admitted(datasette, form.kind):
        async with _connected(datasette, receive, workers_for(form.kind)) as download:
            if request.method == "HEAD":
                await asgi_start(send, 200, _disposition(name), form.content_type)
                await send({"type": "http.response.body", "body": b""})
            elif form.pieces is None:
                await download.send_workbook(query, name, request, send, form)
            else:
                await download.send(query, form, name, send, milliseconds=milliseconds)


class _Download:
    """One connection for one download, so that a slow reader keeps no page waiting for its thread."""

    def __init__(self, connection: Any, gone: "asyncio.Future[None]", workers: Executor) -> None:
        self._connection = connection
        self._workers = workers
        self._gone = gone

    async def send(self, query: Query, form: Format, name: str, send: Any, *, milliseconds: int | None) -> None:
        assert form.pieces is not None
        cursor = await self._in_worker(self._execute, query, form, milliseconds)
        await asgi_start(send, 200, _disposition(name), form.content_type)
        if await self._stream(form.pieces(_columns(cursor), self._batches(cursor)), send):
            await send({"type": "http.response.body", "body": b""})

    def _execute(self, query: Query, form: Format, milliseconds: int | None) -> Any:
        if form.undecoded:
            self._connection.text_factory = bytes
        if milliseconds is None:
            return self._connection.execute(*query)
        with sqlite_timelimit(self._connection, milliseconds):
            return self._connection.execute(*query)

    async def _stream(self, pieces: Iterator[bytes], send: Any) -> bool:
        """Send the pieces; False where the rest is missing, and the connection is to be closed without an end."""
        following = self._in_worker(_joined, pieces)
        try:
            while (piece := await following) is not None:
                following = self._in_worker(_joined, pieces)
                await send_piece(send, piece)
        except StalledError:
            return False
        except sqlite3.Error:
            if not self._gone.done():
                _LOG.exception("a download ended before its last row")
            return False
        finally:
            # whatever ended the sending, no thread may still be reading when the connection is closed
            self._connection.interrupt()
            await asyncio.gather(following, return_exceptions=True)
        return True

    def _in_worker(self, function: Callable[..., Any], *arguments: Any) -> "asyncio.Future[Any]":
        return asyncio.get_running_loop().run_in_executor(self._workers, function, *arguments)

    def _batches(self, cursor: Any) -> Iterator[Sequence[Any]]:
        for batch in sized_batches(cursor):
            # an interrupt ends only what is running: a reader may have gone before that
            if self._gone.done():
                return
            yield batch

    async def send_workbook(self, query: Query, name: str, request: Any, send: Any, form: Format) -> None:
        """Write the file aside first, for its parts are put together at the end; then send it."""

        def write(path: Path) -> None:
            cursor = self._connection.execute(*query)
            form.write(_columns(cursor), self._batches(cursor), path)

        with TemporaryDirectory(prefix="healtharchive-") as folder:
            path = Path(folder) / name
            try:
                await self._in_worker(write, path)
            except TooManyRowsError as error:
                raise BadRequest(
                    f"These are {error}, too many for an Excel workbook: narrow them by site, since and until, "
                    "or take CSV or Parquet."
                ) from error
            except sqlite3.OperationalError:
                if not self._gone.done():
                    raise
                return
            await send_file(request, send, path, name=name, content_type=form.content_type)


@asynccontextmanager
async def _connected(datasette: Any, receive: Any, workers: Executor) -> AsyncIterator[_Download]:
    """Open a connection whose query ends when the reader goes away."""
    with closing(_connect(datasette)) as connection:
        gone = asyncio.ensure_future(_departure(receive, connection.interrupt))
        try:
            yield _Download(connection, gone, workers)
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)


async def _departure(receive: Any, then: Callable[[], None]) -> None:
    """Wait until the reader has hung up, and do something about it."""
    while (await receive())["type"] != "http.disconnect":
        pass
    then()


def _joined(pieces: Iterator[bytes]) -> bytes | None:
    """Return the next few pieces in one, or None after the last."""
    found = list(islice(pieces, _BATCHES_SENT))
    return b"".join(found) if found else None


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
