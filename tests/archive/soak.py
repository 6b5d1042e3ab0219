"""Kills a process that writes an archive, again and again, at random moments: nothing that was stored may be lost,
doubled or unreadable.

The suite does it a few times; ``python -m tests.archive.soak`` does it for long.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, Sample, capture, store, visit

ARTICLES_A_KILL = 100
"""So many articles are to be stored for each kill, so that there is always something left to do."""
KILLS = 200
MAX_LIFE = 1.5
"""Seconds after which a writer is killed at the latest."""
MAX_START_SECONDS = 60
"""Seconds within which a writer must be at work."""
CHECKS = 8
"""Times that the whole archive is verified between kills, whose cost grows with it."""


@dataclass(frozen=True)
class Outcome:
    """What is in the archive after all kills and one run to the end."""

    kills: int
    wanted: int
    articles: int
    versions: int
    interrupted: int
    refetched: int
    """Articles fetched more than once, beyond the one in flight at each kill."""
    faults: list[str]

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or made unreadable."""
        return not self.faults and self.articles == self.versions == self.wanted and self.refetched == 0


def article(number: int) -> Sample:
    body = "\n".join(f"Đoạn {line} của bài {number} nói về công tác y tế." for line in range(20))
    return Sample(
        SOYTE, "tin-tuc", f"/tin-tuc/bai-{number}.html", f"Bài số {number}", body, "2024-03-01", views=[number]
    )


def write(path: Path, articles: int) -> None:
    """Crawl what the archive does not know yet, as a spider does."""
    with Archive.open(path) as archive:
        begun = archive.connection.execute("SELECT count(*) FROM runs").fetchone()[0]
        at = DAY_ONE + timedelta(minutes=begun)
        run = archive.start_run(SOYTE, started_at=at, software=SOFTWARE, max_warc_bytes=60_000)
        for sample in _unknown(archive, articles):
            store(run, visit(sample, at, views=7))
            run.record_capture(
                capture(SOYTE, f"{sample.url}.pdf", b"%PDF-1.4" * 50, at, kind="attachment", article_url=sample.url)
            )
        run.finish(state="ok", finished_at=at)


def _unknown(archive: Archive, articles: int) -> Iterator[Sample]:
    for number in range(articles):
        sample = article(number)
        if not archive.known(SOYTE.id, sample.url):
            yield sample


def soak(path: Path, *, kills: int, seed: int) -> Outcome:
    """Kill *kills* writers of the archive at *path*, then let one finish; return what is there."""
    chance = random.Random(seed)
    articles = ARTICLES_A_KILL * kills
    words = [sys.executable, "-m", "tests.archive.soak", "write", str(path), str(articles)]
    for _ in range(kills):
        writer = subprocess.Popen(words)
        _wait_until_open(path, writer)
        time.sleep(chance.uniform(0, MAX_LIFE))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        if chance.random() < CHECKS / kills:
            _check(path)
    write(path, articles)
    return _outcome(path, kills, articles)


def _wait_until_open(path: Path, writer: "subprocess.Popen[bytes]") -> None:
    """Wait for the writer's first sign, so that a slow start is not all that is ever killed."""
    lock = path.with_name(f"{path.name}.lock")
    latest = time.monotonic() + MAX_START_SECONDS
    while writer.poll() is None and (not lock.exists() or lock.read_text() != str(writer.pid)):
        if time.monotonic() > latest:
            writer.kill()
            raise TimeoutError(f"a writer did not begin within {MAX_START_SECONDS} seconds")
        time.sleep(0.01)


def _check(path: Path) -> None:
    if path.exists():
        with Archive.open(path) as archive:
            assert list(faults(archive)) == []


def _outcome(path: Path, kills: int, articles: int) -> Outcome:
    with Archive.open(path, read_only=True) as archive:

        def count(sql: str) -> int:
            return int(archive.connection.execute(sql).fetchone()[0])

        fetched = count("SELECT count(*) FROM captures WHERE kind = 'article'")
        return Outcome(
            kills=kills,
            wanted=articles,
            articles=count("SELECT count(DISTINCT url) FROM articles"),
            versions=count("SELECT count(*) FROM versions"),
            interrupted=count("SELECT count(*) FROM runs WHERE state = 'interrupted'"),
            refetched=max(0, fetched - articles - kills),
            faults=[str(fault) for fault in faults(archive)],
        )


def main() -> None:
    match sys.argv[1:]:
        case ["write", path, articles]:
            write(Path(path), int(articles))
        case words:
            kills = int(words[0]) if words else KILLS
            with tempfile.TemporaryDirectory() as folder:
                outcome = soak(Path(folder) / "archive.db", kills=kills, seed=time.time_ns())
            print(outcome)
            if not outcome.is_good:
                sys.exit(1)


if __name__ == "__main__":
    main()
