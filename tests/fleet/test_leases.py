"""Leases: all or nothing, for as long as they are renewed, and a host stays alone for its pause."""

import threading
from collections.abc import Callable

import pytest
from redis import Redis

from crawler.errors import HealthArchiveError
from crawler.fleet.connection import quick, require
from crawler.fleet.leases import PREFIX, Lease
from tests.fleet.conftest import RedisServer
from tests.waiting import wait_for


def lease(server: RedisServer, *names: str, pause: float = 0.0, seconds: float = 1.0, lost: object = None) -> Lease:
    called: Callable[[], None] = lost if callable(lost) else lambda: None
    keeper: Redis = quick(server.queue, seconds=seconds / 5)
    return Lease(server.client, dict.fromkeys(names, pause), keeper=keeper, lost=called, seconds=seconds)


def test_an_office_belongs_to_one(redis_server: RedisServer) -> None:
    first, second = lease(redis_server, "office:a"), lease(redis_server, "office:a")
    assert first.take()
    assert not second.take()
    with first:
        assert not second.take()
    assert second.take()


def test_names_are_taken_together_or_not_at_all(redis_server: RedisServer) -> None:
    assert lease(redis_server, "office:a", "host:one").take()
    assert not lease(redis_server, "office:b", "host:one", "host:two").take()
    assert lease(redis_server, "office:c", "host:two").take()
    assert redis_server.client.exists(f"{PREFIX}office:b") == 0


def test_a_lease_is_renewed_while_it_is_used_and_runs_out_after(redis_server: RedisServer) -> None:
    first, second = lease(redis_server, "office:a", seconds=0.5), lease(redis_server, "office:a")
    assert first.take()
    with first:
        key = f"{PREFIX}office:a"
        left = [redis_server.client.pttl(key)]
        wait_for(lambda: bool(left.append(redis_server.client.pttl(key)) or left[-1] > left[-2]))
        assert not second.take()
    abandoned = lease(redis_server, "office:d", seconds=0.2)
    assert abandoned.take()
    wait_for(lease(redis_server, "office:d").take)


def test_a_host_stays_alone_for_its_pause(redis_server: RedisServer) -> None:
    first = lease(redis_server, "host:one", pause=60.0)
    assert first.take()
    with first:
        pass
    assert not lease(redis_server, "host:one").take()
    assert 0 < redis_server.client.pttl(f"{PREFIX}host:one") <= 60_000


@pytest.mark.parametrize("how", ["taken by another", "the server is gone"])
def test_work_is_stopped_when_the_lease_is_lost(redis_server: RedisServer, how: str) -> None:
    lost = threading.Event()
    held = lease(redis_server, "office:a", seconds=0.5, lost=lost.set)
    assert held.take()
    with held:
        if how == "taken by another":
            redis_server.client.set(f"{PREFIX}office:a", "somebody")
        else:
            redis_server.kill()
        assert lost.wait(60)
    if how == "taken by another":
        assert redis_server.client.get(f"{PREFIX}office:a") == b"somebody"


def test_a_lease_outlasts_a_restart_of_the_server(redis_server: RedisServer) -> None:
    assert lease(redis_server, "office:a", seconds=60).take()
    redis_server.kill()
    redis_server.start()
    assert not lease(redis_server, "office:a").take()


def test_a_queue_that_does_not_answer_is_named() -> None:
    with pytest.raises(HealthArchiveError, match="does not answer"):
        require("redis://127.0.0.1:1/0")
