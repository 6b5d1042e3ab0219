"""What the tests let workers do."""

import ctypes
import time


def add(a: int, b: int) -> int:
    return a + b


def fill(size: int) -> int:
    return len(bytearray(size))


KEPT: list[bytes] = []


def keep(size: int) -> int:
    KEPT.append(b"x" * size)
    return len(KEPT)


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(3600)


def nest(depth: int) -> int:
    return nest(depth - 1) + 1 if depth else 0


def crash() -> None:
    ctypes.string_at(0)


def text(size: int) -> str:
    return "a" * size


def fail() -> None:
    raise ValueError("no such page")


def unpicklable() -> object:
    return lambda: None
