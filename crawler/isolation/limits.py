"""The limits of a worker process, and how the worker sets them on itself.  POSIX only."""

import resource
import sys
import time
from dataclasses import dataclass
from math import ceil
from pathlib import Path

_PAGE = resource.getpagesize()


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one call may use."""

    memory: int = 256 * 2**20
    """Bytes of address space beyond what the worker has when it is ready (its interpreter and modules)."""
    processor_seconds: int = 10
    """Processor time of the worker; programs that it starts have the same limit each."""
    seconds: int = 120
    """Time on the clock, for calls that wait for another program."""
    result: int = 64 * 2**20
    """Bytes of the pickled result."""
    recursion: int = 1_000
    """Python frames."""


def limit_process(limits: Limits) -> None:
    """Set the limits that hold for as long as this process lives."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(limits.recursion)
    if sys.platform == "linux":  # elsewhere the size of the process is not to be had, or the limit is not enforced
        _set_soft(resource.RLIMIT_AS, _address_space() + limits.memory)


def limit_call(limits: Limits) -> None:
    """Give this process its processor time for one more call; the system ends a process that uses it up."""
    _set_soft(resource.RLIMIT_CPU, ceil(time.process_time()) + limits.processor_seconds)


def resident_bytes() -> int:
    """Return the memory that this process holds now; 0 where the system does not say."""
    return _statm(1) if sys.platform == "linux" else 0


def _address_space() -> int:
    return _statm(0)


def _statm(column: int) -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[column]) * _PAGE


def _set_soft(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
