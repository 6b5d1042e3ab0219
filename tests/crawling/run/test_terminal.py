"""What a person at a terminal sees: bars while it runs, a table at the end."""

import os
import pty
import subprocess
from pathlib import Path

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.statscollectors import MemoryStatsCollector

from crawler.crawling.offices.registry import project_settings
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.progress import CrawlProgress
from crawler.crawling.run.summary import summary_line, summary_table
from replica.server import ReplicaServer
from spiders.vn.quangninh_cdc import QuangNinhCDCSpider
from tests.crawling.crawls import ROOT, command, environment


def on_a_terminal(*words: str | Path) -> tuple[int, str]:
    """Run a command with a pseudo-terminal for its output."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*words), stdout=theirs, stderr=theirs, cwd=ROOT, env=environment(TERM="xterm-256color")
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not read:
                break
            seen += read
    os.close(ours)
    return process.returncode, seen.decode()


def test_crawl_shows_bars_and_ends_with_a_table(tmp_path: Path, replica: ReplicaServer) -> None:
    status, seen = on_a_terminal(
        "crawl", "vn_quangninh_cdc", "vn_quangninh_party", "--archive", tmp_path / "a.db", "--replica", replica.address
    )
    assert status == 0
    assert "pages" in seen
    assert "36 new" in seen
    table = seen[seen.rindex("Crawl") :]
    assert "vn_quangninh_party" in table
    assert "unchanged" in table


def test_trouble_is_said_in_words_under_the_table(tmp_path: Path) -> None:
    status, seen = on_a_terminal(
        "crawl", "vn_quangninh_cdc", "--archive", tmp_path / "a.db", "--replica", "127.0.0.1:9"
    )
    assert status == 1
    assert "vn_quangninh_cdc: The office could not be reached." in seen


def test_bar_of_a_crawl_that_has_not_begun() -> None:
    crawler = Crawler(QuangNinhCDCSpider, project_settings())
    progress = CrawlProgress([crawler], Console())
    assert list(progress.table().columns[3].cells) == ["0 new"]
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.stats.set_value("archive/new", 4)
    assert list(progress.table().columns[3].cells) == ["4 new"]


OUTCOMES = [
    Outcome(site="vn_a", state="ok", counts={"requests": 10, "new": 3, "changed": 1, "gone": 0}),
    Outcome(site="vn_b", state="empty", counts={"requests": 2, "new": 0}, sentence="No list named an article."),
]


def test_line_names_totals_and_trouble() -> None:
    line = summary_line(OUTCOMES)
    assert line == "2 offices: 12 requests, 3 new, 1 changed, 0 gone; vn_b empty (No list named an article)"
    assert summary_line(OUTCOMES[:1]).endswith("all ok")


def test_line_asks_for_the_network_when_all_are_down() -> None:
    down = [Outcome(site=site, state="down", counts={}, sentence="Not reached.") for site in ("vn_a", "vn_b")]
    assert summary_line(down).endswith("no office could be reached; is this machine online?")


def test_table_has_a_row_an_office() -> None:
    assert summary_table(OUTCOMES).row_count == 2
