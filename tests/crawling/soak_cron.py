"""What cron does over weeks: crawls of all offices, again and again, some of them stopped or killed at a random moment
or started twice, by a clock that jumps.  Nothing may be lost or doubled, and every exit status is a documented one.

The suite does it a few times; ``python -m tests.crawling.soak_cron [ROUNDS]`` does it for long.
"""

import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from crawler.normalise.addresses import canonical_address
from replica import offices
from replica.model import ReplicaArticle
from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.crawling.crawls import Process, rows, run, start, value

ROUNDS = 100
MAX_SECONDS = 3.0
"""Seconds after which a crawl is stopped or killed at the latest."""
CLOCK = datetime(2026, 12, 1, 2, 30, tzinfo=UTC)
STEPS = (-3.0, 4.0)
"""Hours by which the clock moves between two rounds."""
Fate = Literal["ends", "stopped", "killed", "twice"]
FATES: tuple[Fate, ...] = ("ends", "stopped", "killed", "killed", "twice")


@dataclass
class Soak:
    """An archive of the five offices, which publish a little in every round."""

    archive: Path
    server: ReplicaServer
    chance: random.Random
    clock: datetime = CLOCK
    faults: list[str] = field(default_factory=list)
    """What was not as it should be, in words."""
    fates: list[Fate] = field(default_factory=list)
    """Of the next rounds."""

    def __post_init__(self) -> None:
        self.waiting: list[tuple[ReplicaOffice, ReplicaArticle]] = []
        for office in self.server.offices.values():
            for number in list(office.articles)[::2]:
                self.waiting.append((office, office.articles.pop(number)))
            office._index = None
        self.chance.shuffle(self.waiting)

    def round(self, rounds_left: int) -> None:
        """Publish a share of what waits, and crawl."""
        for _ in range(-(-len(self.waiting) // max(rounds_left, 1))):
            office, article = self.waiting.pop()
            office.add(article)
        self.clock += timedelta(hours=self.chance.uniform(*STEPS))
        if not self.fates:
            self.fates = self.chance.sample(FATES, len(FATES))
        fate = self.fates.pop()
        process = self._start()
        if fate == "twice":
            self._expect("a second crawl at the same time", self._start(), {0, 3})
            self._expect("the first of two crawls", process, {0, 3})
        elif fate == "ends":
            self._expect("a crawl that nobody disturbed", process, {0})
        else:
            time.sleep(self.chance.uniform(0, MAX_SECONDS))
            how = signal.SIGTERM if fate == "stopped" else signal.SIGKILL
            process.send_signal(how)
            self._expect(f"a crawl that was {fate}", process, {0, 1, -how} if fate == "stopped" else {0, -how})
        if self.archive.exists() and self.chance.random() < 0.2:
            self.verify()

    def finish(self) -> None:
        """Crawl to the end, and compare what is stored with what the offices show."""
        self._expect("the last crawl", self._start("--full"), {0})
        self.verify()
        for office in self.server.offices.values():
            shown = {
                canonical_address(office.address(one))
                for section in office.sections
                for one in office.listed(section.id)
            }
            stored = [url for (url,) in rows(self.archive, "SELECT url FROM articles WHERE site = ?", (office.site,))]
            self._expect_equal(f"{office.site}: lost", shown - set(stored), set())
            self._expect_equal(f"{office.site}: invented", set(stored) - shown, set())
            self._expect_equal(f"{office.site}: doubled", len(stored) - len(set(stored)), 0)
        for what, sql in (
            ("versions of what never changed", "SELECT count(*) FROM versions WHERE number > 1"),
            ("articles believed to be gone", "SELECT count(*) FROM articles WHERE status != 'live'"),
            ("runs that never ended", "SELECT count(*) FROM runs WHERE finished_at IS NULL"),
            ("runs that ended before they began", "SELECT count(*) FROM runs WHERE finished_at < started_at"),
            ("runs in other states", "SELECT count(*) FROM runs WHERE state NOT IN ('ok', 'interrupted')"),
        ):
            self._expect_equal(what, value(self.archive, sql), 0)

    def verify(self) -> None:
        result = run("verify", "--archive", self.archive)
        self._expect_equal(f"verify says {result.stdout[-300:]!r}", result.returncode, 0)

    def _start(self, *words: str) -> Process:
        return start(
            "crawl", "--all", *words, "--archive", self.archive, "--replica", self.server.address,
            HEALTHARCHIVE_CLOCK_START=self.clock.isoformat(),
        )  # fmt: skip

    def _expect(self, what: str, process: Process, statuses: set[int]) -> None:
        result = process.completed()
        if result.returncode not in statuses or "Traceback" in result.stderr:
            said = f"{result.stdout[-300:]} {result.stderr[-1500:]}"
            self.faults.append(f"{what} ended with status {result.returncode}: {said}")

    def _expect_equal(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.faults.append(f"{what}: {found}")


def soak(archive: Path, *, rounds: int, seed: int) -> Soak:
    """Let cron crawl *rounds* times into *archive*, and then once to the end."""
    with ReplicaServer(offices()) as server:
        made = Soak(archive, server, random.Random(seed))
        for left in range(rounds, 0, -1):
            made.round(left)
        made.finish()
    return made


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    seed = time.time_ns()
    with tempfile.TemporaryDirectory() as folder:
        done = soak(Path(folder) / "archive.db", rounds=rounds, seed=seed)
    print(f"{rounds} rounds, seed {seed}: {len(done.faults)} faults", *done.faults, sep="\n")
    if done.faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
