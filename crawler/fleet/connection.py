"""Connections to the queue's Redis: a patient one that rides out a restart, and a quick one that keeps leases."""

from redis import Redis
from redis.backoff import ExponentialBackoff, NoBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError
from redis.retry import Retry

from crawler.errors import HealthArchiveError

ERRORS = (ConnectionError, TimeoutError, BusyLoadingError)
TRIES = 40
"""About a minute with the pauses below."""


def patient(queue: str) -> Redis:
    """Return a connection whose calls wait for a server that is restarted."""
    retry = Retry(ExponentialBackoff(cap=2.0, base=0.05), TRIES, ERRORS)
    return Redis.from_url(queue, retry=retry, retry_on_error=list(ERRORS), socket_connect_timeout=5)


def quick(queue: str, *, seconds: float) -> Redis:
    """Return a connection whose calls fail after *seconds*."""
    return Redis.from_url(queue, retry=Retry(NoBackoff(), 0), socket_timeout=seconds, socket_connect_timeout=seconds)


def require(queue: str) -> Redis:
    """Return a patient connection to a server that answers now; else raise `HealthArchiveError`."""
    try:
        quick(queue, seconds=5).ping()
    except (RedisError, ValueError) as error:
        raise HealthArchiveError(f"The queue at {queue} does not answer: {error}.") from error
    return patient(queue)
