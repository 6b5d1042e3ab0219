"""Messages between a worker process and its parent: a length of eight bytes, then a pickle."""

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, kw_only=True)
class Call:
    """One function call; the function is importable, so that its pickle is its name."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a call."""

    kind: Literal["result", "raised", "too_heavy"]
    value: Any = None
    """The result, the exception, or the reason as a clause."""
    is_last: bool = False
    """Whether the worker ends after it, because it holds too much memory."""


def encode(message: object) -> bytes:
    """Return a message as bytes."""
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(payload)) + payload


def send(stream: BinaryIO, data: bytes) -> None:
    """Write an encoded message."""
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Return the next message.  Raises `EOFError` where the other side has gone."""
    head = _read(stream, _LENGTH.size)
    return pickle.loads(_read(stream, _LENGTH.unpack(head)[0]))


def _read(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
