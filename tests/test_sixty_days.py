"""An office crawled on sixty simulated days: the archive holds exactly what could have been seen, and no more."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from replica.days import DAYS, START, new
from tests.truth import rows

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Story:
    site: str
    archive: Path
    truth: Mapping[str, Mapping[str, Any]]
    requests: list[int]

    def of(self, number: int) -> Mapping[str, Any]:
        return next(
            article for article in self.truth.values() if article["id"] == new(number) and article["moved"] is None
        )

    def article(self, url: str) -> Any:
        [row] = rows(self.archive, "SELECT * FROM articles WHERE url = ?", url)
        return row


def tell(site: str, folder: Path) -> Story:
    archive, out = folder / "archive.db", folder / "truth.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation", site, str(archive), str(out)],
        check=False,
        capture_output=True,
        text=True,
        timeout=400,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(out.read_text("utf-8"))
    return Story(site, archive, report["articles"], report["requests"])


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell("vn_quangninh_hospital", tmp_path_factory.mktemp("hospital"))


@pytest.fixture(scope="module")
def department(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell("vn_quangninh_soyte", tmp_path_factory.mktemp("department"))


@pytest.fixture(scope="module")
def cdc(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell("vn_quangninh_cdc", tmp_path_factory.mktemp("cdc"))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell("cn_ningde_news", tmp_path_factory.mktemp("news"))


@pytest.fixture(params=["hospital", "department", "cdc", "news"])
def story(request: pytest.FixtureRequest) -> Story:
    told: Story = request.getfixturevalue(request.param)
    return told


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
        found.setdefault(row["url"], []).append([day_of(row["observed_at"]), row["views"]])
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
        pytest.param(0, ["live"], id="always there"),
    ],
)
def test_disappearance_was_met(story: Story, number: int, statuses: list[str]) -> None:
    assert [status for status, _, _ in story.of(number)["statuses"]] == statuses


def test_block_of_three_days_was_met_and_nothing_vanished_by_it(story: Story) -> None:
    blocked = [day for article in story.truth.values() for day, seen in article["seen"] if seen == "blocked"]
    assert set(blocked) == {22, 23, 24}
    states = {
        day_of(row["started_at"]): row["state"] for row in rows(story.archive, "SELECT started_at, state FROM runs")
    }
    assert {states[day] for day in (22, 23, 24)} == {"blocked"}
    assert len(states) == DAYS


def test_article_found_by_its_redirect_is_one_row_with_both_addresses(hospital: Story) -> None:
    url = next(url for url, article in hospital.truth.items() if article["id"] == new(2))
    assert "chi-con-duong-dan-cu" in url
    aliases = rows(hospital.archive, "SELECT url FROM article_urls WHERE article = ?", hospital.article(url)["id"])
    assert len([row for row in aliases if f"d{new(2)}.html" in row["url"]]) == 2


def test_article_found_at_its_new_address_first_is_led_to_by_its_old_row(hospital: Story) -> None:
    old, current = (url for url, article in hospital.truth.items() if article["id"] == new(8))
    if hospital.truth[old]["moved"] is None:
        old, current = current, old
    assert "bai-viet-da-doi-dia-chi" in current
    assert hospital.article(old)["moved_to"] == hospital.article(current)["id"]


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
    assert max(story.requests[1:]) < story.requests[0]
