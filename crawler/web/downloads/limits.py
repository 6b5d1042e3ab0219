"""How many downloads may be open, and how long a reader who takes nothing is waited for."""

import asyncio
import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

RETRY_SECONDS = 30
SEND_SECONDS = 30
"""A reader who has not taken one chunk in this time is given up."""
CHUNK_BYTES = 64 * 1024

OPEN_AT_ONCE = {"text": 16, "parquet": 3, "workbook": 1, "file": 64}
"""Kind → downloads of it that may be open; each holds some memory, computed or not."""

_NICE = 19


def yield_processor() -> None:
    """Lower the priority of the calling thread, where the system has one for threads (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def workers_for(kind: str) -> ThreadPoolExecutor:
    """Return the threads in which a download of the kind is read and encoded."""
    return COMPUTING if kind in HEAVY else WORKERS


WORKERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="download")
"""Rows are read and encoded here, two pieces at a time: other downloads wait for their next piece, and a stalled one
holds no worker."""

COMPUTING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="computing", initializer=yield_processor)
"""Forms that take much computing are made here, one piece at a time and after everything else."""
HEAVY = frozenset({"parquet", "workbook"})

_open: "WeakKeyDictionary[Any, Counter[str]]" = WeakKeyDictionary()


class BusyError(Exception):
    """As many downloads of the kind are open as may be; the reader may come back."""

    status = 503


class StalledError(Exception):
    """The reader took nothing for too long."""


@contextmanager
def admitted(datasette: Any, kind: str) -> Iterator[None]:
    """Count a download while it is open.  Raises `BusyError` where there are too many."""
    counts = _open.setdefault(datasette, Counter())
    if counts[kind] >= OPEN_AT_ONCE[kind]:
        raise BusyError
    counts[kind] += 1
    try:
        yield
    finally:
        counts[kind] -= 1


async def send_piece(send: Any, piece: bytes) -> None:
    """Send part of a body in chunks.  Raises `StalledError` where the reader does not take one in time."""
    view = memoryview(piece)
    for start in range(0, len(view), CHUNK_BYTES):
        message = {"type": "http.response.body", "body": bytes(view[start : start + CHUNK_BYTES]), "more_body": True}
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await send(message)
        except TimeoutError as error:
            raise StalledError from error
