"""One write of an archive a turn of the event loop, so that many answers at once do not block it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

_LOCKS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


@asynccontextmanager
async def own_turn() -> AsyncIterator[None]:
    """Wait until no other task of this event loop writes; the loop turns once before the next task may.

    A transaction takes a few milliseconds. The answers of several offices can arrive in one turn, and their
    transactions together would keep the loop busy for longer than the downloads bear.
    """
    lock = _LOCKS.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    async with lock:
        yield
        await asyncio.sleep(0)
