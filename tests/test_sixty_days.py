"""An office crawled on sixty simulated days: the archive holds exactly what could have been seen, and no more."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from crawler.commands import rebuild
from crawler.normalise.addresses import address_key
from replica.days import DAYS, FULL_DAYS, START, UNSEEN, new
from tests.truth import rows

pytestmark = pytest.mark.slow


SITES = {
    "hospital": "vn_quangninh_hospital",
    "department": "vn_quangninh_soyte",
    "cdc": "vn_quangninh_cdc",
    "news": "cn_ningde_news",
    "party": "vn_quangninh_party",
}
MOVERS = [name for name in SITES if name != "news"]
"""Offices with titles in their addresses."""


@dataclass(frozen=True)
class Story:
    site: str
    archive: Path
    truth: Mapping[str, Mapping[str, Any]]
    requests: list[int]

    def of(self, number: int) -> Mapping[str, Any]:
        """The truth of the article that was put up on day ``2 * number``."""
        [told] = [article for article in self.truth.values() if article["id"] == new(number)]
        return told

    def url_of(self, number: int) -> str:
        [url] = [url for url, article in self.truth.items() if article["id"] == new(number)]
        return url

    def article(self, url: str) -> Any:
        [row] = rows(self.archive, "SELECT * FROM articles WHERE url = ?", url)
        return row


@cache
def tell(name: str, folder: Path) -> Story:
    """Crawl an office for sixty days; processes that share the work of a test run share its archive, too."""
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    archive, out = folder / "archive.db", folder / "truth.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            _crawl(SITES[name], archive, out)
    report = json.loads(out.read_text("utf-8"))
    return Story(SITES[name], archive, report["articles"], report["requests"])


def _crawl(site: str, archive: Path, out: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation", site, str(archive), str(out)],
        check=False,
        capture_output=True,
        text=True,
        timeout=400,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr


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


def day_of(moment: str | None) -> int | None:
    return None if moment is None else (date.fromisoformat(moment[:10]) - START).days


def assert_same(found: Mapping[str, Any], truth: Mapping[str, Any]) -> None:
    wrong = [
        f"{url}\n  archive {found.get(url)}\n  truth   {truth[url]}" for url in truth if found.get(url) != truth[url]
    ]
    assert not wrong, "\n".join(wrong)
    assert set(found) == set(truth)


def test_articles_are_those_that_could_be_seen(story: Story) -> None:
    found = {row["url"] for row in rows(story.archive, "SELECT url FROM articles")}
    assert found == set(story.truth)


def test_versions_are_the_edits_that_could_be_seen(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, v.number, v.seen_at, v.changed_fields FROM versions v JOIN articles a ON a.id = v.article"
        " ORDER BY a.id, v.number",
    ):
        versions = found.setdefault(row["url"], [])
        assert row["number"] == len(versions) + 1
        versions.append([day_of(row["seen_at"]), sorted(json.loads(row["changed_fields"]))])
    assert_same(found, {url: article["versions"] for url, article in story.truth.items()})


def test_statuses_are_the_disappearances_that_could_be_seen(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, h.status, h.since, h.until FROM status_history h JOIN articles a ON a.id = h.article"
        " ORDER BY h.id",
    ):
        found.setdefault(row["url"], []).append([row["status"], day_of(row["since"]), day_of(row["until"])])
    assert_same(found, {url: article["statuses"] for url, article in story.truth.items()})


def test_view_series_is_every_count_that_was_shown(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, v.observed_at, v.views FROM view_counts v JOIN articles a ON a.id = v.article ORDER BY v.id",
    ):
        count = [day_of(row["observed_at"]), row["views"]]
        counts = found.setdefault(row["url"], [])
        if count not in counts:  # on the day of its move an article is asked for at both addresses
            counts.append(count)
    assert_same(found, {url: article["views"] for url, article in story.truth.items() if article["views"]})


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


MOVED: dict[int, tuple[str, set[str]]] = {
    2: ("chi-con-duong-dan-cu", set()),
    # Whether its old or its new address is asked for first decides if there were two rows for a moment.
    8: ("bai-viet-da-doi-dia-chi", {"redirect"}),
    13: ("dia-chi-moi-khong-duoc-dan-toi", {"gone"}),
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
    assert {one["proof"] for one in merged} <= proofs
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
