"""Days in the life of an office, and the state that each run ends in."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.crawling.offices.registry import sites
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, rows, run, value

SITE = "vn_quangninh_cdc"


class Days:
    """Crawls one office on one day after another."""

    def __init__(self, archive: Path, server: ReplicaServer) -> None:
        self.archive = archive
        self.server = server
        self.office = server.offices[SITE]

    def crawl(self, day: int, *words: str) -> tuple[int, str]:
        """Crawl on a day of December 2026; return exit status and the state that was stored."""
        start = f"2026-12-{day:02}T01:00:00+00:00"
        result = crawl(self.archive, self.server.address, SITE, *words, HEALTHARCHIVE_CLOCK_START=start)
        return result.returncode, value(self.archive, "SELECT state FROM runs ORDER BY id DESC LIMIT 1")

    def visit_next(self, article: int) -> None:
        """Let an article be visited before any other: a small office is asked for two of those due a day."""
        url = self.office.address(self.office.articles[article])
        with closing(sqlite3.connect(self.archive)) as connection, connection:
            connection.execute("UPDATE articles SET visit_interval = 0.1 WHERE url = ?", (url,))

    def status_of(self, article: int) -> str:
        url = self.office.address(self.office.articles[article])
        status: str = value(self.archive, "SELECT status FROM articles WHERE url = ?", (url,))
        return status


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Path:
    """The folder of an archive after its first day, which is the same for all."""
    folder = tmp_path_factory.mktemp("first_day")
    assert Days(folder / "archive.db", replica).crawl(1) == (0, "ok")
    return folder


@pytest.fixture
def days(tmp_path: Path, first_day: Path, fresh_replica: ReplicaServer) -> Days:
    shutil.copytree(first_day, tmp_path / "days")
    return Days(tmp_path / "days" / "archive.db", fresh_replica)


def test_quiet_days_are_ok(days: Days) -> None:
    assert days.crawl(2) == (0, "ok")
    assert days.crawl(9) == (0, "ok")
    assert value(days.archive, "SELECT max(version) FROM articles") == 1


def test_challenge_is_blocked_and_takes_nothing_away(days: Days) -> None:
    days.office.fault = "challenge"
    assert days.crawl(2) == (1, "blocked")
    assert value(days.archive, "SELECT count(*) FROM articles WHERE status IN ('gone', 'soft_gone')") == 0
    days.office.fault = None
    assert days.crawl(3) == (0, "ok")
    assert value(days.archive, "SELECT count(*) FROM articles WHERE status != 'live'") == 0


@pytest.mark.parametrize(("fault", "state"), [("forbidden", "blocked"), ("unavailable", "down")])
def test_refusal_and_failure_have_their_states(days: Days, fault: str, state: str) -> None:
    days.office.fault = fault  # type: ignore[assignment]  # one of the replica's faults
    assert days.crawl(2) == (1, state)


def test_lists_without_articles_are_empty_on_the_first_run(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    made = Days(tmp_path / "archive.db", fresh_replica)
    for article in list(made.office.articles):
        made.office.delist(article)
    assert made.crawl(1) == (1, "empty")


def test_section_that_falls_silent_is_drift(days: Days) -> None:
    for article in list(days.office.articles.values()):
        if article.section == "tin-tuc":
            days.office.delist(article.id)
    assert days.crawl(2) == (1, "drift")
    note = value(days.archive, "SELECT note FROM runs ORDER BY id DESC LIMIT 1")
    assert "tin-tuc" in note


def test_redesign_is_drift_in_its_first_run_only(days: Days) -> None:
    assert days.crawl(2) == (0, "ok")
    days.office.redesign()
    assert days.crawl(3) == (1, "drift")
    assert days.crawl(4) == (0, "ok")


def test_edit_is_found_by_a_revisit(days: Days) -> None:
    article = days.office.listed("tin-tuc")[0]
    days.visit_next(article.id)
    article.title += " (cập nhật)"
    assert days.crawl(3)[1] == "ok"
    url = days.office.address(article)
    stored = rows(days.archive, "SELECT title, version FROM articles WHERE url = ?", (url,))
    assert stored == [(article.title, 2)]


def test_removed_article_is_gone_after_two_runs(days: Days) -> None:
    article = days.office.listed("tin-tuc")[0].id
    days.visit_next(article)
    days.office.remove(article)
    days.crawl(3)
    assert days.status_of(article) == "live"
    days.crawl(5)
    assert days.status_of(article) == "gone"


@pytest.mark.parametrize("how", ["soft_page", "soft_home"])
def test_article_that_answers_with_another_page_is_soft_gone(days: Days, how: str) -> None:
    article = days.office.listed("tin-tuc")[0].id
    days.visit_next(article)
    days.office.remove(article, how)  # type: ignore[arg-type]  # a fate of the replica
    days.crawl(3)
    days.crawl(5)
    assert days.status_of(article) == "soft_gone"


def test_article_that_no_list_names_is_delisted_until_one_does(days: Days) -> None:
    article = days.office.listed("tin-tuc")[0].id
    days.office.delist(article)
    days.crawl(2, "--full")
    assert days.status_of(article) == "live"
    days.crawl(3, "--full")
    assert days.status_of(article) == "delisted"
    days.crawl(4, "--full")
    assert days.status_of(article) == "delisted"
    days.office.restore(article)
    days.crawl(5)
    assert days.status_of(article) == "live"


def test_status_shows_the_offices_of_the_archive_and_fails_for_a_named_one_never_crawled(days: Days) -> None:
    result = run("status", "vn_quangninh_party", "--archive", days.archive)
    assert result.returncode == 1
    assert "vn_quangninh_party: It was never crawled." in result.stdout
    result = run("status", "--archive", days.archive)
    assert f"\n{SITE} " in result.stdout
    assert "vn_quangninh_party" not in result.stdout
    assert run("status", SITE, "--archive", days.archive).returncode == 0


def test_sites_shows_every_name_that_a_command_takes() -> None:
    result = run("sites")
    assert all(f"\n{office} " in result.stdout for office in ("vn_quangninh_hospital", "cn_ningde_news"))
    head, *rows = result.stdout.splitlines()
    assert head.startswith("id ")
    assert len(rows) == len(sites())
    assert all("http" in row for row in rows)
