"""Waits for an event rather than for a time, so that no test depends on how fast a machine is."""

import time
import urllib.request
from collections.abc import Callable
from urllib.error import URLError


def wait_for(condition: Callable[[], bool], seconds: float = 180) -> None:
    """Return once *condition* holds; fail when it does not within *seconds*."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Whether a server that was just started takes requests."""
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except URLError:
        return False
    return True
