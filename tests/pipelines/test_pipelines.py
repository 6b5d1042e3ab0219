"""The pipelines are adapters: wiring, one call, and counting."""

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from crawler.items import Capture, Document, Extract, Visit
from pipelines.check import CheckPipeline
from pipelines.normalise import NormalisePipeline
from pipelines.store import StorePipeline

DOCUMENT = Document(
    url="https://quangninhcdc.vn/tiem-chung-cho-tre-em/", language="vi", family="generic", encoding="utf-8",
    title="Tiêm chủng", title_raw="Tiêm chủng", body_text="Trẻ em được tiêm.",
    problems=("no_date: the page shows no date",),
)  # fmt: skip
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
    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        self.stored: list[tuple[Visit, int]] = []

    def store(self, item: Visit, *, capture_id: int) -> str:
        self.stored.append((item, capture_id))
        return self.outcome


def crawler(run: FakeRun | None = None, response: str = "page") -> SimpleNamespace:
    made = SimpleNamespace(settings=Settings())
    made.stats = MemoryStatsCollector(made)

    async def read_article(_: Capture, capture_id: int) -> Visit:
        return visit(document=DOCUMENT if response == "page" else None, capture_id=capture_id)

    context = SimpleNamespace(
        run=run,
        read_article=read_article,
        count=lambda name: made.stats.inc_value(f"archive/{name}"),
    )
    made.get_extension = lambda _class: SimpleNamespace(context=context)
    return made


def test_a_visit_that_came_unread_is_read() -> None:
    item = asyncio.run(NormalisePipeline.from_crawler(crawler()).process_item(visit()))
    assert item.document is DOCUMENT
    assert asyncio.run(NormalisePipeline.from_crawler(crawler()).process_item(item)) is item


def test_what_is_no_article_is_dropped() -> None:
    with pytest.raises(DropItem, match="is no article"):
        asyncio.run(NormalisePipeline.from_crawler(crawler(response="gone")).process_item(visit()))


def test_a_visit_without_a_capture_is_refused() -> None:
    with pytest.raises(ValueError, match="row of its capture"):
        asyncio.run(NormalisePipeline.from_crawler(crawler()).process_item(visit(capture_id=None)))


def test_check_counts_problems_by_name() -> None:
    made = crawler()
    item = visit(DOCUMENT)
    assert CheckPipeline.from_crawler(made).process_item(item) is item
    assert made.stats.get_stats()["problem/no_date"] == 1


@pytest.mark.parametrize("outcome", ["new", "changed", "unchanged"])
def test_store_counts_what_came_of_it(outcome: str) -> None:
    run = FakeRun(outcome)
    made = crawler(run)
    item = visit(DOCUMENT)
    assert asyncio.run(StorePipeline.from_crawler(made).process_item(item)) is item
    assert run.stored == [(item, 7)]
    assert made.stats.get_value(f"archive/{outcome}") == 1
    assert made.stats.get_value("archive/problems") == 1


def test_order_of_pipelines_is_insisted_on() -> None:
    made = crawler(run=FakeRun("new"))
    with pytest.raises(ValueError, match="after NormalisePipeline"):
        CheckPipeline.from_crawler(made).process_item(visit())
    with pytest.raises(ValueError, match="after NormalisePipeline"):
        asyncio.run(StorePipeline.from_crawler(made).process_item(visit()))
