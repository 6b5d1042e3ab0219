"""The pipelines are adapters: wiring, one call, and counting."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from crawler.archive import Archive
from crawler.items import Capture, Document, Extract, Visit
from pipelines.check import CheckPipeline
from pipelines.normalise import NormalisePipeline
from pipelines.store import StorePipeline
from spiders.vn.quangninh_cdc import QuangNinhCDCSpider

URL = "https://quangninhcdc.vn/tiem-chung-cho-tre-em/"


def visit(document: Document | None = None, capture_id: int | None = 7) -> Visit:
    capture = Capture(
        site="vn_quangninh_cdc",
        kind="article",
        url=URL,
        requested_url=URL,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=b"",
        fetched_at=datetime(2026, 3, 5, tzinfo=UTC),
    )
    extract = Extract(url=URL, language="vi", family="generic", title="Tiêm chủng", body_text="Trẻ em được tiêm.")
    return Visit(capture=capture, extract=extract, document=document, capture_id=capture_id)


class FakeRun:
    def __init__(self, outcome: str = "new") -> None:
        self.outcome = outcome
        self.stored: list[tuple[Visit, int]] = []

    def store(self, item: Visit, *, capture_id: int) -> str:
        self.stored.append((item, capture_id))
        return self.outcome


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as opened:
        yield opened


def crawler(archive: Archive | None = None, run: FakeRun | None = None) -> SimpleNamespace:
    spider = SimpleNamespace(run=run, archive=archive)
    made = SimpleNamespace(spidercls=QuangNinhCDCSpider, settings=Settings(), spider=spider)
    made.stats = MemoryStatsCollector(made)
    return made


def test_normalise_reads_with_the_office_and_the_time_of_the_fetch(archive: Archive) -> None:
    item = NormalisePipeline.from_crawler(crawler(archive)).process_item(visit())
    assert item.document is not None
    assert item.document.title == "Tiêm chủng"
    assert item.capture_id == 7


def test_check_counts_problems_by_name(archive: Archive) -> None:
    made = crawler(archive)
    normalised = NormalisePipeline.from_crawler(made).process_item(visit())
    checked = CheckPipeline.from_crawler(made).process_item(normalised)
    assert checked.document is not None
    counted = {name for name in made.stats.get_stats() if name.startswith("problem/")}
    assert counted == {f"problem/{problem.partition(':')[0]}" for problem in checked.document.problems}


@pytest.mark.parametrize("outcome", ["new", "changed", "unchanged"])
def test_store_counts_what_came_of_it(outcome: str, archive: Archive) -> None:
    run = FakeRun(outcome)
    made = crawler(archive, run)
    item = NormalisePipeline.from_crawler(made).process_item(visit())
    assert StorePipeline.from_crawler(made).process_item(item) is item
    assert run.stored == [(item, 7)]
    assert made.stats.get_value(f"archive/{outcome}") == 1


def test_order_of_pipelines_is_insisted_on() -> None:
    made = crawler(run=FakeRun())
    with pytest.raises(ValueError, match="after NormalisePipeline"):
        CheckPipeline.from_crawler(made).process_item(visit())
    with pytest.raises(ValueError, match="after NormalisePipeline"):
        StorePipeline.from_crawler(made).process_item(visit())
