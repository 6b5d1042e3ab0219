"""A worker serves calls, survives none that exceeds its limits, and its parent survives all of them."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from crawler.isolation import LimitExceededError, Limits, WorkerPool, WorkerProcess
from tests.isolation import work

LIMITS = Limits(memory=128 * 2**20, processor_seconds=1, seconds=300, result=2**20)


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess(LIMITS)
    yield process
    process.close()


HEAVY: dict[str, tuple[Callable[..., Any], tuple[Any, ...], str]] = {
    "memory": (work.fill, (512 * 2**20,), "memory"),
    "processor": (work.spin, (), "1 seconds of processor time"),
    "nesting": (work.nest, (100_000,), "nested"),
    "result": (work.text, (2 * 2**20,), "1 MB"),
    "crash": (work.crash, (), "brings its reader down"),
}


@pytest.mark.parametrize(("function", "arguments", "reason"), HEAVY.values(), ids=HEAVY.keys())
def test_heavy_call_is_named_and_the_next_one_is_served(
    worker: WorkerProcess, function: Callable[..., Any], arguments: tuple[Any, ...], reason: str
) -> None:
    with pytest.raises(LimitExceededError, match=reason):
        worker.call(function, *arguments)
    assert worker.call(work.add, 1, 2) == 3


def test_memory_that_calls_leave_behind_is_not_blamed_on_the_next(worker: WorkerProcess) -> None:
    """A worker that holds too much of it ends, and the next call finds a new one."""
    held = [worker.call(work.keep, 30 * 2**20) for _ in range(9)]
    assert max(held) < 9
    assert held.count(1) > 1


def test_call_that_only_waits_is_ended() -> None:
    process = WorkerProcess(Limits(seconds=1))
    with pytest.raises(LimitExceededError, match="more than 1 seconds"):
        process.call(work.sleep)
    assert process.call(work.add, 2, 2) == 4
    process.close()


def test_what_the_function_raises_comes_back(worker: WorkerProcess) -> None:
    with pytest.raises(ValueError, match="no such page"):
        worker.call(work.fail)
    with pytest.raises(RuntimeError, match="lambda"):
        worker.call(work.unpicklable)
    assert worker.call(work.add, 1, 1) == 2


def test_processor_time_is_counted_for_each_call(worker: WorkerProcess) -> None:
    for _ in range(30):
        assert worker.call(work.fill, 32 * 2**20) == 32 * 2**20


def test_pool_goes_on_while_one_of_its_workers_is_busy() -> None:
    async def both() -> list[int | BaseException]:
        pool = WorkerPool(2, LIMITS)
        calls = [pool.call(work.spin), *(pool.call(work.add, number, 1) for number in range(8))]
        results = await asyncio.gather(*calls, return_exceptions=True)
        pool.close()
        return results

    heavy, *sums = asyncio.run(both())
    assert isinstance(heavy, LimitExceededError)
    assert sums == list(range(1, 9))
