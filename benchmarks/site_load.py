"""The published site under many readers at once, in bounded memory.

    python -m benchmarks.site --load --articles 60000

Two hundred readers who open a page every ten seconds, four readers who take the complete Parquet file and come back for
it ten seconds later, one program that asks for searches without a pause; the server may hold 1 GB of private memory
(RLIMIT_DATA), after which it dies.  Prints how long pages took, how many answers were refused, and the server's largest
memory.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

READERS, PAUSE_SECONDS = 200, 10.0
DOWNLOADS = 4
MEMORY_BYTES = 2**30
WAIT_SECONDS = 60.0

PAGES = (
    "/", "/archive/articles/{id}", "/archive/articles/{id}", "/archive/articles/{id}", "/offices/vn_office_0",
    "/documents", "/search?q=HS{id:07d}X", "/search?q=y+te&office=vn_office_2&year=2020", "/archive/articles",
    "/status",
)  # fmt: skip
STREAMED = "/export/notices.parquet?since=2001"
"""The same rows as the ready file, but computed: the filter leaves out nothing."""
COMPLETE = "/export/notices.parquet"
BOT = "/search?q=y+te&office=vn_office_{office}&sort=newest&from={year}-{month:02d}"
"""Nearly each question is a new one, as of a program that follows filters: it is not answered from memory."""


@dataclass
class Tally:
    """What readers saw."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which that share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")


async def put_under_load(address: str, *, articles: int, seconds: float, download: str) -> dict[str, Tally]:
    """Ask the site at *address* for that long; return what readers, downloads and the bot saw."""
    tallies = {name: Tally() for name in ("pages", "downloads", "bot")}
    end = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=READERS)
    async with httpx.AsyncClient(base_url=address, timeout=WAIT_SECONDS, limits=limits) as client:
        rng = random.Random(1)
        tasks = [_reader(client, tallies["pages"], random.Random(n), articles, end) for n in range(READERS)]
        tasks += [
            _looping(client, tallies["downloads"], lambda: download, end, PAUSE_SECONDS) for _ in range(DOWNLOADS)
        ]
        tasks.append(_looping(client, tallies["bot"], lambda: _asked_by_bot(rng), end, 0))
        await asyncio.gather(*tasks)
    return tallies


def _asked_by_bot(rng: random.Random) -> str:
    return BOT.format(office=rng.randrange(0, 40, 2), year=rng.randrange(2010, 2020), month=rng.randrange(1, 13))


async def _reader(client: httpx.AsyncClient, tally: Tally, rng: random.Random, articles: int, end: float) -> None:
    await asyncio.sleep(rng.uniform(0, PAUSE_SECONDS))
    while time.perf_counter() < end:
        begun = time.perf_counter()
        await _ask(client, tally, rng.choice(PAGES).format(id=rng.randrange(1, articles)))
        await asyncio.sleep(max(PAUSE_SECONDS - (time.perf_counter() - begun), 0))


async def _looping(client: httpx.AsyncClient, tally: Tally, path: Callable[[], str], end: float, pause: float) -> None:
    while time.perf_counter() < end:
        await _ask(client, tally, path())
        await asyncio.sleep(pause)


async def _ask(client: httpx.AsyncClient, tally: Tally, path: str) -> str:
    begun = time.perf_counter()
    try:
        async with client.stream("GET", path) as answer:
            async for _piece in answer.aiter_raw():
                pass
        seen = str(answer.status_code)
    except httpx.HTTPError as error:
        seen = type(error).__name__
    tally.statuses[seen] += 1
    tally.seconds.append(time.perf_counter() - begun)
    return seen


def table(tallies: dict[str, Tally]) -> str:
    """Return what was seen as rows of a Markdown table."""
    return "\n".join(
        f"| {name} | {sum(tally.statuses.values()):,} | {tally.percentile(0.5):,.0f} | {tally.percentile(0.95):,.0f} | "
        f"{', '.join(f'{status}: {count:,}' for status, count in sorted(tally.statuses.items()))} |"
        for name, tally in tallies.items()
    )
