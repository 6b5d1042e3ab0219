"""Messages between a worker process and its parent: pickles, one after the other."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal


@dataclass(frozen=True, kw_only=True)
class Call:
    """One function call; the function is importable, so that its pickle is its name."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class WorkerReply:
    """What became of a call."""

    kind: Literal["result", "raised", "too_heavy"]
    value: Any = None
    """The result, the exception, or the reason as a clause."""
    is_last: bool = False
    """Whether the worker ends after it, because it holds too much memory."""


def encode(message: object) -> bytes:
    """Return a message as bytes."""
    return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)


def send(stream: BinaryIO, message: object) -> None:
    """Write a message; a large payload goes into the stream without being copied first."""
    pickle.dump(message, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Return the next message.  Raises `EOFError` or `pickle.UnpicklingError` where the other side has gone."""
    return pickle.load(stream)
