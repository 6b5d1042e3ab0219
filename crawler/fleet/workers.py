"""What all workers are doing, for a person: asked of the workers themselves, of the queue and of the leases."""

import json
from dataclasses import dataclass
from typing import Any, cast

from celery import Celery
from redis import Redis

from crawler.fleet.app import NAME, PRIORITIES
from crawler.fleet.leases import PREFIX
from crawler.fleet.work import LAST

ANSWER_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class WorkerStatus:
    """One worker of any machine."""

    name: str
    active: tuple[str, ...]
    """What it works on: office or file."""
    reserved: int
    """Jobs that it holds and has not begun."""


@dataclass(frozen=True, kw_only=True)
class FleetStatus:
    """All workers and what waits for them."""

    workers: tuple[WorkerStatus, ...]
    waiting: dict[str, int]
    """Jobs on the queue by the name of their priority."""
    leased: tuple[str, ...]
    """Offices that are being worked on."""
    last: dict[str, dict[str, Any]]
    """Office → what its last job found."""


def fleet_status(app: Celery, redis: Redis) -> FleetStatus:
    """Ask everybody; workers that do not answer within `ANSWER_SECONDS` are not named."""
    inspect = app.control.inspect(timeout=ANSWER_SECONDS)
    active: dict[str, list[dict[str, Any]]] = inspect.active() or {}
    reserved: dict[str, list[dict[str, Any]]] = inspect.reserved() or {} if active else {}
    workers = tuple(
        WorkerStatus(
            name=name,
            active=tuple(_subject(task) for task in tasks),
            reserved=len(reserved.get(name, ())),
        )
        for name, tasks in sorted(active.items())
    )
    keys = sorted(key.decode().removeprefix(PREFIX) for key in redis.scan_iter(f"{PREFIX}office:*"))
    last = {
        office.decode(): json.loads(said)
        for office, said in sorted(cast("dict[bytes, bytes]", redis.hgetall(LAST)).items())
    }
    return FleetStatus(
        workers=workers,
        waiting={name: _length(redis, number) for name, number in PRIORITIES.items()},
        leased=tuple(key.removeprefix("office:") for key in keys),
        last=last,
    )


def _subject(task: dict[str, Any]) -> str:
    order = (task.get("args") or [{}])[0]
    return str(order.get("office") or order.get("file") or task.get("name"))


def _length(redis: Redis, priority: int) -> int:
    # Kombu keeps a list a priority; the first has the queue's own name.
    key = NAME if priority == 0 else f"{NAME}\x06\x16{priority}"
    return int(redis.llen(key))
