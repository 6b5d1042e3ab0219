"""Crawls the offices of all tales day by day in one process.

``python -m tests.beliefs.days GROUP ARCHIVE`` tells the tales of a module of this package.
"""

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.crawling.offices.registry import project_settings
from crawler.crawling.run.reader import acquire_reader, release_reader
from tests.beliefs.office import START, BeliefOffice
from tests.beliefs.tale import DAYS, Tale
from tests.crawling.small_offices import SmallOffices, serving

AT_ONCE = 8
CRAWLED_AT = time(20, 0, tzinfo=UTC)


def ident(number: int) -> str:
    """Return the id of the office of a group's tale."""
    return f"vn_t{number:02}"


def tales(group: str) -> Mapping[str, Tale]:
    found: Mapping[str, Tale] = import_module(f"tests.beliefs.{group}").TALES
    return found


class Days:
    """The days of some offices, crawled side by side."""

    def __init__(self, archive: Path, offices: Mapping[str, BeliefOffice], small: SmallOffices, days: int) -> None:
        self.archive = archive
        self.offices = offices
        self.small = small
        self.days = days
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
        self.task = asyncio.get_running_loop().create_task(self._all_days())
        self.task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[None]") -> None:
        from twisted.internet import reactor

        self.failure = task.exception()
        reactor.stop()  # type: ignore[attr-defined]  # the module is the reactor

    async def _all_days(self) -> None:
        for day in range(self.days):
            for office in self.offices.values():
                office.day = day
            now = datetime.combine(START + timedelta(days=day), CRAWLED_AT).isoformat()
            # A crawler takes over what its process has set.
            self.process.settings.set("CLOCK_START", now, priority="cmdline")
            self._turn = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*map(self._crawl, self.offices))

    async def _crawl(self, name: str) -> None:
        async with self._turn:
            await self.process.crawl(name)

    def _settings(self) -> Settings:
        settings = project_settings(self.small.registry(self.archive.with_name("offices.toml")))
        for name, value in (
            ("ARCHIVE_PATH", str(self.archive)),
            ("REPLICA_ADDRESS", self.small.address),
            ("LOG_LEVEL", "ERROR"),
        ):
            settings.set(name, value, priority="cmdline")
        return settings


def main(group: str, archive: Path) -> None:
    offices = {ident(number): tale.office(ident(number)) for number, tale in enumerate(tales(group).values())}
    with serving(offices) as small:
        Days(archive, offices, small, DAYS).run()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
