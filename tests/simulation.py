"""Crawls one replica office on sixty days that pass in a minute; run as a program, since a reactor starts only once.

``python -m tests.simulation SITE ARCHIVE OUT [DAYS]`` writes to OUT, as JSON, what the witness saw of each article.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.crawling.offices.registry import project_settings
from crawler.crawling.run.reader import acquire_reader, release_reader
from replica.days import DAYS, FULL_DAYS, START, Witness, calendar, office_on_first_day
from replica.server import ReplicaServer

CRAWLED_AT = time(20, 0, tzinfo=UTC)


def main(site: str, archive: Path, out: Path, days: int = DAYS) -> None:
    with ReplicaServer([office_on_first_day(site)]) as server:
        simulation = Simulation(archive, server, days)
        simulation.run()
    out.write_text(json.dumps(simulation.report(), ensure_ascii=False), "utf-8")


class Simulation:
    def __init__(self, archive: Path, server: ReplicaServer, days: int) -> None:
        self.archive = archive
        self.days = days
        self.server = server
        [self.office] = server.offices.values()
        self.witness = Witness(self.office)
        self.calendar = calendar(self.office.site, days)
        self.requests: list[int] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        settings = self._settings()
        self.process = AsyncCrawlerProcess(settings)
        acquire_reader(settings)  # held for all days, so that its worker processes start once
        from twisted.internet import reactor  # the process has installed it

        reactor.callLater(0, self._begin)  # type: ignore[attr-defined]  # the module is the reactor
        self.process.start(stop_after_crawl=False, install_signal_handlers=False)
        release_reader()
        if self.failure:
            raise self.failure

    def _begin(self) -> None:
        self.task = asyncio.get_running_loop().create_task(self._days())
        self.task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[None]") -> None:
        from twisted.internet import reactor

        self.failure = task.exception()
        reactor.stop()  # type: ignore[attr-defined]  # the module is the reactor

    async def _days(self) -> None:
        for day in range(self.days):
            with self.server.lock:
                for happening in self.calendar[day]:
                    happening(self.office)
                self.server.asked.clear()
            # A crawler takes over what its process has set.
            self.process.settings.set("CLOCK_START", self._now(day), priority="cmdline")
            await self.process.crawl(self.office.site, full=day in FULL_DAYS)
            self.witness.note(day, set(self.server.asked), full=day in FULL_DAYS)
            self.requests.append(sum(self.server.asked.values()))

    def _settings(self) -> Settings:
        settings = project_settings()
        for name, value in (
            ("ARCHIVE_PATH", str(self.archive)),
            ("REPLICA_ADDRESS", self.server.address),
            ("LOG_LEVEL", "ERROR"),
        ):
            settings.set(name, value, priority="cmdline")
        return settings

    def _now(self, day: int) -> str:
        return datetime.combine(START + timedelta(days=day), CRAWLED_AT).isoformat()

    def report(self) -> Mapping[str, object]:
        return {
            "requests": self.requests,
            "articles": {
                address: {
                    "id": history.article,
                    "versions": history.versions,
                    "statuses": history.statuses,
                    "views": history.views,
                    "seen": history.seen,
                }
                for address, history in self.witness.histories.items()
            },
        }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:]))
