"""Several workers behind one asynchronous call, so that an event loop never waits for a page or a file to be read."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import LifoQueue
from typing import Any, TypeVar

from crawler.isolation.limits import Limits
from crawler.isolation.process import WorkerProcess

Result = TypeVar("Result")


class WorkerPool:
    """A fixed number of worker processes; each starts when it is first needed, or told to."""

    def __init__(self, size: int, limits: Limits, modules: Sequence[str] = ()) -> None:
        self._workers = [WorkerProcess(limits, modules) for _ in range(size)]
        # The one that was free last is taken first: as many run as are needed at once.
        self._free: LifoQueue[WorkerProcess] = LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        # A thread a worker: each only waits for a pipe, and takes a free worker before it begins.
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="worker")

    async def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Return ``function(*arguments)``, called in a worker; raises as `WorkerProcess.call` does."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._call, function, arguments)

    def start_one(self) -> None:
        """Start one worker, which then loads its modules while the caller does something else."""
        worker = self._free.get()
        worker.start()
        self._free.put(worker)

    def close(self) -> None:
        """End all workers, once the calls under way have returned."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _call(self, function: Callable[..., Result], arguments: tuple[Any, ...]) -> Result:
        worker = self._free.get()
        try:
            return worker.call(function, *arguments)
        finally:
            self._free.put(worker)
