"""The parent's side of a crawl of one office in a process of its own: start it, wait for its result."""

import pickle
import subprocess
import sys
from dataclasses import dataclass, field

from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.runner import CrawlPlan

PROGRAM = "crawler.crawling.processes.office_process"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one office in a process of its own."""

    outcome: Outcome
    first: tuple[str, ...] = ()
    """Sentences that are told before the office's own: runs that were killed, a clock that cannot be right."""
    is_locked: bool = False
    """Another process writes the shard; nothing was fetched."""
    is_dead: bool = False
    """The process ended without a result: it was killed, or a fault ended it."""


@dataclass
class Child:
    """One started process."""

    plan: CrawlPlan
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        """Start it; a session of its own keeps a terminal's signals away, which its parent passes on."""
        self.process = subprocess.Popen(
            [sys.executable, *_warnings(), "-m", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self.process.stdin is not None
        try:
            pickle.dump(self.plan, self.process.stdin)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended already, which `result` finds out

    def result(self) -> Result:
        """Wait for its end and return what it says."""
        assert self.process.stdout is not None
        assert self.process.stdin is not None
        with self.process.stdin, self.process.stdout:
            said = self.process.stdout.read()
            status = self.process.wait()
        if status == 0 and said:
            result: Result = pickle.loads(said)
            return result
        return Result(outcome=stopped(self.plan, f"Its process ended with status {status}."), is_dead=True)


def stopped(plan: CrawlPlan, sentence: str, *, is_broken: bool = False) -> Outcome:
    """Return the outcome of an office that was not crawled to its end."""
    return Outcome(site=plan.names[0], state="interrupted", counts={}, sentence=sentence, is_broken=is_broken)


def _warnings() -> list[str]:
    return [word for option in sys.warnoptions for word in ("-W", option)]
