"""An office crawled on sixty simulated days: the archive holds exactly what could have been seen, and no more."""

import os
from collections.abc import Callable
from datetime import timedelta
from itertools import groupby, pairwise
from statistics import median

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from crawler.commands import rebuild
from crawler.normalise.addresses import address_key
from replica.days import DAYS, FULL_DAYS, START, UNSEEN
from tests.stories import (
    MOVERS,
    SITES,
    Story,
    assert_articles,
    assert_statuses,
    assert_versions,
    assert_views,
    day_of,
    tell,
)
from tests.truth import rows

pytestmark = pytest.mark.slow


@pytest.fixture
def stories(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Story]:
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda name: tell(name, folder / "sixty-days")


@pytest.fixture(params=SITES)
def story(request: pytest.FixtureRequest, stories: Callable[[str], Story]) -> Story:
    return stories(request.param)


@pytest.fixture(params=MOVERS)
def mover(request: pytest.FixtureRequest, stories: Callable[[str], Story]) -> Story:
    return stories(request.param)


@pytest.fixture
def hospital(stories: Callable[[str], Story]) -> Story:
    return stories("hospital")


@pytest.fixture
def news(stories: Callable[[str], Story]) -> Story:
    return stories("news")


COMPARED = (assert_articles, assert_versions, assert_statuses, assert_views)


@pytest.mark.parametrize("compare", COMPARED, ids=["articles", "versions", "statuses", "views"])
def test_archive_holds_what_could_be_seen(story: Story, compare: Callable[[Story], None]) -> None:
    compare(story)


# What the calendar brings was really met, so that the comparisons above have something to compare.


@pytest.mark.parametrize(
    ("number", "changed"),
    [
        pytest.param(1, ["body_text"], id="a numeral silently edited"),
        pytest.param(3, ["body_text", "title"], id="title and text edited"),
        pytest.param(4, ["attachments"], id="attachment swapped"),
        pytest.param(14, ["body_text"], id="a numeral silently edited after the redesign"),
        pytest.param(16, ["attachments"], id="attachment swapped after the redesign"),
        pytest.param(20, ["body_text", "title"], id="title and text edited after the redesign"),
    ],
)
def test_edit_was_met(story: Story, number: int, changed: list[str]) -> None:
    assert changed in [fields for _, fields in story.of(number)["versions"]]


@pytest.mark.parametrize(
    ("number", "statuses"),
    [
        pytest.param(5, ["live", "gone", "live"], id="removed and restored"),
        pytest.param(6, ["live", "soft_gone"], id="error page with status 200"),
        pytest.param(7, ["live", "soft_gone", "live"], id="redirected to the home page and restored"),
        pytest.param(9, ["live", "gone"], id="removed for good"),
        pytest.param(21, ["live", "gone"], id="removed after the redesign"),
        pytest.param(10, ["live", "delisted", "live"], id="out of the lists and back"),
        pytest.param(11, ["live", "delisted"], id="out of the lists for good"),
        pytest.param(12, ["live", "gone"], id="removed on a day on which all lists were walked"),
        pytest.param(0, ["live"], id="always there"),
    ],
)
def test_disappearance_was_met(story: Story, number: int, statuses: list[str]) -> None:
    told = [status for status, _, _ in story.of(number)["statuses"] if status not in UNSEEN]
    assert [status for status, _ in groupby(told)] == statuses


def test_block_of_three_days_was_met_and_nothing_vanished_by_it(story: Story) -> None:
    blocked = [day for article in story.truth.values() for day, seen in article["seen"] if seen == "blocked"]
    assert set(blocked) == {22, 23, 24}
    states = {
        day_of(row["started_at"]): row["state"] for row in rows(story.archive, "SELECT started_at, state FROM runs")
    }
    assert {states[day] for day in (22, 23, 24)} == {"blocked"}
    assert len(states) == DAYS


# Number → words of its new address, and the proofs that two rows were one.
MOVED: dict[int, tuple[str, tuple[list[str], ...]]] = {
    2: ("chi-con-duong-dan-cu", ([],)),
    # Both addresses are asked for at the same time: if the new one is read first, there are two rows for a moment.
    8: ("bai-viet-da-doi-dia-chi", ([], ["redirect"])),
    13: ("dia-chi-moi-khong-duoc-dan-toi", (["gone"],)),
}


@pytest.mark.parametrize("number", MOVED)
def test_moved_article_is_one_row_with_both_addresses(mover: Story, number: int) -> None:
    slug, proofs = MOVED[number]
    url = mover.url_of(number)
    assert slug in url
    row = mover.article(url)
    addresses = rows(mover.archive, "SELECT url FROM article_urls WHERE article = ?", row["id"])
    assert len({address_key(address["url"]) for address in addresses}) == 2
    merged = rows(mover.archive, "SELECT proof FROM merged_articles WHERE article = ?", row["id"])
    assert [one["proof"] for one in merged] in proofs
    assert row["first_seen"] < f"{START + timedelta(days=2 * number + 1)}"


def test_every_row_and_record_agree(story: Story) -> None:
    with Archive.open(story.archive, read_only=True) as archive:
        assert [str(fault) for fault in faults(archive)] == []


@pytest.mark.parametrize("name", ["hospital", "news"])
def test_reading_all_evidence_again_tells_the_same_history(stories: Callable[[str], Story], name: str) -> None:
    told = stories(name)
    words = ["--archive", str(told.archive), "--dry-run", told.site]
    assert " 0 new, 0 changed" in CliRunner().invoke(rebuild.command, words, catch_exceptions=False).output


def test_counter_reset_is_in_the_series(hospital: Story) -> None:
    counts = [views for _, views in hospital.of(2)["views"]]
    assert any(after < before for before, after in pairwise(counts))


def test_counter_is_asked_whenever_its_article_is_seen_even_when_the_page_is_unchanged(news: Story) -> None:
    for article in news.truth.values():
        seen = [day for day, seen in article["seen"] if seen == "live"]
        assert [day for day, _ in article["views"]] == seen


def test_unchanged_pages_are_not_sent_again(news: Story) -> None:
    answers = rows(news.archive, "SELECT status FROM captures WHERE kind = 'article'")
    assert 304 in {row["status"] for row in answers}


def test_daily_cost_follows_what_changed(story: Story) -> None:
    daily = [asked for day, asked in enumerate(story.requests) if day and day not in FULL_DAYS]
    # The office has three times as many articles at the end as on the first day.
    assert median(daily) < story.requests[0]
    assert min(story.requests[day] for day in FULL_DAYS) > max(daily)
