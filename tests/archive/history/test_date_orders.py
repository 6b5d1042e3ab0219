"""Day or month first: learned from an office's stored dates, used by crawl and re-reading, the other reading noted."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.history.date_orders import MIN_ARTICLES, learned_date_order, with_learned_order
from crawler.archive.rebuild.workers import Task, reread_all
from crawler.items import Visit
from crawler.reading import read_article
from tests.archive.samples import CDC, DAY_ONE, SOFTWARE, SOYTE, capture, samples, store, visit
from tests.pages.article import article

DAY_FIRST = tuple(f"{day}/4/2013 08:00" for day in range(13, 20))
MONTH_FIRST = tuple(f"4/{day}/2013 8:00 AM" for day in range(13, 20))
PAPER = (
    "<table><tr><td>Số ký hiệu</td><td>31/KH-TTYT</td></tr><tr><td>Ngày ban hành</td><td>18/4/2013</td></tr></table>"
)


def page(date: str) -> bytes:
    return article(f"<div>Ngày đăng: {date}</div>{PAPER}").encode()


def fill(archive: Archive, dates: tuple[str, ...]) -> None:
    """Store an article of the first office for each date that a page may have shown."""
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
    sample = samples()[0]
    for n, raw in enumerate(dates):
        store(run, visit(replace(sample, site=SOYTE, path=f"/tin/{n}"), DAY_ONE, published_raw=raw))
    run.finish(state="ok", finished_at=DAY_ONE)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (DAY_FIRST, "dmy"),
        (MONTH_FIRST, "mdy"),
        ((*MONTH_FIRST, "3/4/2013", "5/6/2013"), "mdy"),
        (MONTH_FIRST[: MIN_ARTICLES - 1], None),
        (("3/4/2013",) * 9, None),
        ((*DAY_FIRST, *MONTH_FIRST), None),
        ((), None),
    ],
    ids=["day first", "month first", "with ambiguous ones", "too few", "only ambiguous", "both", "nothing stored"],
)
def test_learned_from_dates_with_one_reading(archive: Archive, dates: tuple[str, ...], expected: str | None) -> None:
    fill(archive, dates)
    assert learned_date_order(archive.connection, SOYTE.id) == expected
    assert learned_date_order(archive.connection, CDC.id) is None


def test_until_something_is_learned_the_registry_holds(archive: Archive) -> None:
    office = replace(SOYTE, date_order="mdy")
    assert with_learned_order(archive.connection, office) == office
    fill(archive, DAY_FIRST)
    assert with_learned_order(archive.connection, office).date_order == "dmy"


def read(archive: Archive, date: str) -> Visit:
    """Read one page as a crawl does."""
    seen = capture(SOYTE, f"{SOYTE.home}/tin/ke-hoach", page(date), DAY_ONE)
    return read_article(seen, with_learned_order(archive.connection, SOYTE))


def test_a_crawl_reads_dates_as_the_office_writes_them(archive: Archive) -> None:
    assert read(archive, "5/4/2013").document.published_at == "2013-04-05"  # type: ignore[union-attr]  # always filled
    fill(archive, MONTH_FIRST)
    assert read(archive, "5/4/2013").document.published_at == "2013-05-04"  # type: ignore[union-attr]  # always filled


@pytest.mark.parametrize(
    ("past", "date", "published", "other"),
    [
        (DAY_FIRST, "11/4/2013", "2013-04-11", "2013-11-04"),
        (MONTH_FIRST, "4/11/2013", "2013-04-11", "2013-11-04"),
    ],
    ids=["day first", "month first"],
)
def test_a_date_before_the_papers_own_keeps_the_offices_reading(
    archive: Archive, past: tuple[str, ...], date: str, published: str, other: str
) -> None:
    fill(archive, past)
    document = read(archive, date).document
    assert document is not None
    assert (document.published_at, document.issued_on) == (published, "2013-04-18")
    assert "date_before_document_date" in document.flags
    (problem,) = (text for text in document.problems if text.startswith("date_before_document_date"))
    assert problem.endswith(f"with day and month exchanged the posting date would be {other}")


@pytest.mark.parametrize("jobs", [1, 2])
def test_reading_again_takes_the_learned_order(tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive:
        run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
        taken = run.record_capture(capture(SOYTE, f"{SOYTE.home}/tin/ke-hoach", page("5/4/2013"), DAY_ONE))
        run.finish(state="ok", finished_at=DAY_ONE)
        fill(archive, MONTH_FIRST)
    (again,) = reread_all(Task(path, {SOYTE.id: SOYTE}), [taken], jobs=jobs)
    assert again.visit is not None
    assert again.visit.document is not None
    assert again.visit.document.published_at == "2013-05-04"
