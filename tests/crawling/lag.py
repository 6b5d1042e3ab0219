"""Measures how long the event loop of a crawl is kept busy in one go, in processor time of its own thread.

Processor time, so that the figure is the crawl's own: on a busy machine the clock also counts the others.
"""

import asyncio
import json
import resource
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class LagProbe:
    """A Scrapy extension; the crawl's last office writes the figures to the file that ``LAG_FILE`` names."""

    slices: list[float]

    def __init__(self, path: Path) -> None:
        self.path = path
        self.slices = []
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        probe = cls(Path(crawler.settings["LAG_FILE"]))
        crawler.signals.connect(probe.engine_started, signal=signals.engine_started)
        crawler.signals.connect(probe.engine_stopped, signal=signals.engine_stopped)
        return probe

    def engine_started(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._measure())

    def engine_stopped(self) -> None:
        if self._task is not None:
            self._task.cancel()
        slices = sorted(self.slices) or [0.0]
        usage = {who: resource.getrusage(getattr(resource, f"RUSAGE_{who}")).ru_maxrss for who in ("SELF", "CHILDREN")}
        figures = {
            "slices": len(slices),
            "p999": slices[int(0.999 * (len(slices) - 1))],
            "longest": slices[-1],
            "kilobytes": max(usage.values()),
            **usage,
        }
        self.path.write_text(json.dumps(figures))

    async def _measure(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.002)
            self.slices.append(time.thread_time() - before)
