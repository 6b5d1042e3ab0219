"""How many workers a daily crawl of many offices needs: a simulation with the rules that the crawl really has.

    python -m benchmarks.fleet [--offices 10000] [--slots 10 20 …]

A slot is one office at a time (``healtharchive worker --jobs``).  The queue hands offices out as `crawler.fleet` does:
none whose host another slot has, and a pause after each.  How many requests an office needs is drawn around what quiet
runs were measured to need; the rest of a run is pauses, which the project's settings and the host's own Crawl-delay
set.  Nothing here reads a clock: the same seed gives the same table.
"""

import argparse
import heapq
import random
from dataclasses import dataclass

from crawler import settings

DAY = 24 * 3600.0
START_SECONDS = 2.0
"""To start a crawl's process and open its shard."""
QUIET_REQUESTS = 22
"""Of a run in which nothing is new: robots.txt, lists, articles whose turn it is (`benchmarks.unchanged`)."""
SHARED_HOSTS = 0.15
"""Share of offices on a host that others have, too, such as a province's portal."""
OFFICES_A_SHARED_HOST = 8
SLOW = 0.05
"""Share of offices whose robots.txt or register asks for a long pause."""
SLOW_PAUSE = 10.0
DOWN = 0.04
"""Share of offices that do not answer; each try waits for the time-out."""
DOWN_SECONDS = 5 * settings.DOWNLOAD_TIMEOUT


@dataclass(frozen=True)
class Office:
    """What one day's run of an office takes."""

    host: str
    requests: int
    seconds: float
    pause: float


@dataclass(frozen=True)
class Day:
    """One simulated day with so many slots."""

    slots: int
    makespan: float
    """Seconds from the first to the last."""
    busy: float
    """Share of the slots' time in which they worked."""
    waited: int
    """Times that an office was passed over because its host was taken."""


def draw(count: int, chance: random.Random) -> list[Office]:
    """Return *count* offices."""
    return [_office(number, chance) for number in range(count)]


def _office(number: int, chance: random.Random) -> Office:
    shared = chance.random() < SHARED_HOSTS
    host = f"shared{number // OFFICES_A_SHARED_HOST}" if shared else f"own{number}"
    pause = SLOW_PAUSE if chance.random() < SLOW else settings.DOWNLOAD_DELAY
    # A few offices publish most of what is new; an article brings its page, its files and its counter.
    new = min(int(chance.lognormvariate(1.0, 1.2)), 300)
    requests = QUIET_REQUESTS + round(2.2 * new)
    latency = chance.lognormvariate(-0.5, 0.8)
    # AutoThrottle: the pause follows the host's latency, and is never below the floor.
    seconds = START_SECONDS + requests * (max(pause, latency) + latency)
    if chance.random() < DOWN:
        requests, seconds = 5, START_SECONDS + DOWN_SECONDS
    return Office(host, requests, seconds, pause)


def simulate(offices: list[Office], slots: int) -> Day:
    """Crawl every office once with so many slots; return how long that takes."""
    waiting = list(reversed(offices))
    held: dict[str, list[Office]] = {}
    """Host → offices that wait for it."""
    busy_hosts: set[str] = set()
    events: list[tuple[float, int, str, str]] = []
    free, now, worked, waited, serial, last = slots, 0.0, 0.0, 0, 0, 0.0
    while waiting or events or any(held.values()):
        while free and waiting:
            office = waiting.pop()
            if office.host in busy_hosts:
                held.setdefault(office.host, []).append(office)
                waited += 1
                continue
            busy_hosts.add(office.host)
            free, serial, worked = free - 1, serial + 1, worked + office.seconds
            heapq.heappush(events, (now + office.seconds, serial, "done", office.host))
            heapq.heappush(events, (now + office.seconds + office.pause, serial, "host", office.host))
        now, _, what, host = heapq.heappop(events)
        if what == "done":
            free, last = free + 1, now
        else:
            busy_hosts.discard(host)
            if held.get(host):
                waiting.append(held[host].pop())
    return Day(slots, last, worked / (slots * last), waited)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--offices", type=int, default=10_000)
    parser.add_argument("--slots", type=int, nargs="+", default=[5, 10, 20, 40, 80, 160])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    offices = draw(asked.offices, random.Random(asked.seed))
    requests, seconds = sum(one.requests for one in offices), sum(one.seconds for one in offices)
    print(f"{asked.offices:,} offices, {requests:,} requests, {seconds / 3600:,.0f} hours of runs in a row\n")
    print("| slots | hours for all | requests/s, mean | slots at work | passed over, host taken | within a day |")
    print("|---|---|---|---|---|---|")
    for slots in asked.slots:
        day = simulate(offices, slots)
        print(
            f"| {slots} | {day.makespan / 3600:.1f} | {requests / day.makespan:.1f} | {100 * day.busy:.0f} % "
            f"| {day.waited} | {'yes' if day.makespan <= DAY else 'no'} |"
        )
    needed = next(slots for slots in range(1, asked.offices + 1) if simulate(offices, slots).makespan <= DAY)
    print(f"\nA daily crawl needs {needed} slots.")


if __name__ == "__main__":
    main()
