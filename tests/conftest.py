"""Replica offices for every test that needs a web site."""

from collections.abc import Iterator

import pytest

from replica import offices
from replica.server import ReplicaServer


@pytest.fixture(scope="session")
def replica() -> Iterator[ReplicaServer]:
    """The five offices as on their first day, shared: look, but change nothing."""
    with ReplicaServer(offices()) as server:
        yield server


@pytest.fixture
def fresh_replica() -> Iterator[ReplicaServer]:
    """Five offices of the test's own, to change at will."""
    with ReplicaServer(offices()) as server:
        yield server
