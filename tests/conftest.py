"""Replica offices for every test that needs a web site."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from replica import offices
from replica.server import ReplicaServer

# no test may depend on how fast a machine is
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


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
