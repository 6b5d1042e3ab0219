"""Leases: an office, and each of its hosts, belongs to one worker of all machines at a time, for as long as it renews.

All the names of a job are taken together or not at all.  A worker that dies loses its leases when they run out; one
that cannot renew them for so long must stop its work, since another may have begun.
"""

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

from redis import Redis
from redis.exceptions import RedisError

PREFIX = "healtharchive:lease:"
SECONDS = 30.0
"""How long a lease holds without being renewed."""
RENEWALS = 5
"""How often it is renewed in that time."""

_TAKE = """
for i, key in ipairs(KEYS) do
    local owner = redis.call('GET', key)
    if owner and owner ~= ARGV[1] then return 0 end
end
for i, key in ipairs(KEYS) do redis.call('SET', key, ARGV[1], 'PX', ARGV[2]) end
return 1
"""
_GIVE_BACK = """
for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == ARGV[1] then
        if tonumber(ARGV[i + 1]) > 0 then redis.call('SET', key, 'pause', 'PX', ARGV[i + 1])
        else redis.call('DEL', key) end
    end
end
return 1
"""


class Lease:
    """Names that one worker holds; used as a context manager after `take` has returned True."""

    def __init__(
        self,
        redis: Redis,
        pauses: Mapping[str, float],
        *,
        keeper: Redis,
        lost: Callable[[], None],
        seconds: float = SECONDS,
    ) -> None:
        """Prepare to take the names of *pauses*; each stays taken for so many seconds after it was given back.

        *keeper* is a connection that fails quickly, by which the lease is renewed; *lost* is called, in a thread, when
        it could not be renewed in time.
        """
        self._redis = redis
        self._keeper = keeper
        self._keys = [PREFIX + name for name in sorted(pauses)]
        self._pauses = [int(1000 * pauses[name]) for name in sorted(pauses)]
        self._token = uuid.uuid4().hex
        self._milliseconds = int(1000 * seconds)
        self._lost = lost
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def take(self) -> bool:
        """Take all names, or none; return whether they are ours.  Raises `RedisError` when nobody answers."""
        return self._take_by(self._redis)

    def _take_by(self, redis: Redis) -> bool:
        return bool(redis.eval(_TAKE, len(self._keys), *self._keys, self._token, str(self._milliseconds)))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        with suppress(RedisError):  # they run out by themselves
            self._redis.eval(_GIVE_BACK, len(self._keys), *self._keys, self._token, *map(str, self._pauses))

    def _keep(self) -> None:
        until = time.monotonic() + self._milliseconds / 1000
        while not self._over.wait(self._milliseconds / 1000 / RENEWALS):
            now = time.monotonic()
            try:
                if not self._take_by(self._keeper):
                    break
                until = now + self._milliseconds / 1000
            except RedisError:
                if now >= until - self._milliseconds / 1000 / RENEWALS:
                    break
        else:
            return
        self._lost()
