"""A page on which the reader fails loses no evidence, and many of them are no quiet day."""

from pathlib import Path

import pytest

from replica.server import ReplicaServer
from tests.crawling.crawls import rows, run_code, value

SITE = "vn_quangninh_cdc"
FAILING = """
import sys
from pathlib import Path
from crawler.crawling.run.reader import Reader
from crawler.crawling.run.runner import CrawlPlan, crawl

read = Reader.article
pages = 0

async def fail(*arguments):
    global pages
    pages += 1
    if pages <= int(sys.argv[3]):
        raise RecursionError("a page like no other")
    return await read(*arguments)

Reader.article = fail
plan = CrawlPlan(names=["vn_quangninh_cdc"], archive=Path(sys.argv[1]), replica=sys.argv[2], log_level="CRITICAL")
print(crawl(plan)[0].state)
"""


@pytest.mark.parametrize(("pages", "state"), [(1, "ok"), (20, "drift")])
def test_captures_are_kept_and_problems_counted(tmp_path: Path, replica: ReplicaServer, pages: int, state: str) -> None:
    archive = tmp_path / "archive.db"
    result = run_code(FAILING, archive, replica.address, str(pages))
    assert result.stdout.strip() == state
    captured = value(archive, "SELECT count(*) FROM captures WHERE kind = 'article' AND status = 200")
    stored = value(archive, "SELECT count(*) FROM articles")
    assert captured == stored
    noted = value(archive, "SELECT count(*) FROM articles WHERE problems LIKE '%reader_failed: %a page like no other%'")
    assert noted == value(archive, "SELECT count(*) FROM unread_captures") == pages
    assert rows(archive, "SELECT problems >= ? FROM runs", (pages,)) == [(1,)]
