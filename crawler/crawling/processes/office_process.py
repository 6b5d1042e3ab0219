"""The crawl of one office in a process of its own, which does not outlive the process that started it.

Run as ``python -m`` by `crawler.crawling.processes.child`: the plan comes on standard input, the result leaves on
standard output, and when standard input ends, so does the process, at once.
"""

import os
import pickle
import sys
import threading
from typing import BinaryIO

from crawler.archive import Archive
from crawler.crawling.processes.child import Result, stopped
from crawler.crawling.run.runner import CrawlPlan, crawl_into
from crawler.errors import HealthArchiveError, LockedError

ORPHANED = 70
"""Exit status of a process whose parent has gone; it ends as if it were killed, which the archive bears."""


def _crawl(plan: CrawlPlan) -> Result:
    try:
        with Archive.open(plan.archive, create=False, kind="demo" if plan.replica else "live") as archive:
            crawled = crawl_into(archive, plan)
    except LockedError as error:
        return Result(outcome=stopped(plan, str(error)), is_locked=True)
    except HealthArchiveError as error:
        return Result(outcome=stopped(plan, str(error), is_broken=True))
    return Result(outcome=crawled.outcomes[0], first=tuple(crawled.first))


def _end_with_parent(stdin: BinaryIO) -> None:
    stdin.read()
    os._exit(ORPHANED)


def main() -> None:
    """Crawl as standard input says; print the result, pickled."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not mix with the result
    plan: CrawlPlan = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer,), daemon=True).start()
    result = _crawl(plan)
    with answers:
        pickle.dump(result, answers)
    sys.stderr.flush()
    os._exit(0)  # the thread that reads standard input would hold up an orderly end


if __name__ == "__main__":
    main()
