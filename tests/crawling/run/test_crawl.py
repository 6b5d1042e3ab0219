"""The crawl from end to end, against the replica offices over real HTTP."""

import json
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.normalise.addresses import canonical_address
from replica.server import ReplicaServer
from tests.crawling.conftest import TwoRuns
from tests.crawling.crawls import crawl, rows, value

SITES = ("cn_ningde_news", "vn_quangninh_cdc", "vn_quangninh_hospital", "vn_quangninh_party", "vn_quangninh_soyte")


def test_both_runs_end_well_and_say_so_in_one_line(two_runs: TwoRuns) -> None:
    for result in (two_runs.first, two_runs.second):
        assert (result.returncode, result.stderr) == (0, "")
        assert len(result.stdout.splitlines()) == 1
        assert "all ok" in result.stdout


@pytest.mark.parametrize("site", SITES)
def test_every_listed_article_is_stored_under_its_own_address(two_runs: TwoRuns, site: str) -> None:
    office = two_runs.server.offices[site]
    listed = {
        canonical_address(office.address(one)) for section in office.sections for one in office.listed(section.id)
    }
    stored = {url for (url,) in rows(two_runs.archive, "SELECT url FROM articles WHERE site = ?", (site,))}
    assert listed
    assert stored == listed


def test_every_answer_is_a_capture_with_a_record(two_runs: TwoRuns) -> None:
    assert value(two_runs.archive, "SELECT count(*) FROM captures") == sum(two_runs.server.asked.values())
    kinds = {kind for (kind,) in rows(two_runs.archive, "SELECT DISTINCT kind FROM captures")}
    assert kinds == {"list", "article", "attachment", "picture", "counter", "robots"}
    for name, offset, length in rows(two_runs.archive, "SELECT warc_file, warc_offset, warc_length FROM captures"):
        assert (two_runs.archive.parent / "warc" / name).stat().st_size >= offset + length


def test_compressed_payloads_are_kept_as_sent(two_runs: TwoRuns) -> None:
    with Archive.open(two_runs.archive, read_only=True) as archive:
        captures = [archive.read_capture(row) for row in archive.captures(kinds=["article"])]
    compressed = [capture for capture in captures if capture.header("Content-Encoding") == "gzip"]
    assert compressed
    assert all(capture.body.startswith(b"\x1f\x8b") for capture in compressed)


def test_every_offered_file_was_fetched(two_runs: TwoRuns) -> None:
    offered = {
        file
        for office in two_runs.server.offices.values()
        for article in office.articles.values()
        if article.fate == "live"
        for file in office.expected(article).attachments
    }
    fetched = rows(two_runs.archive, "SELECT url FROM captures WHERE kind = 'attachment' AND status = 200")
    assert {url for (url,) in fetched} == offered


def test_counters_are_asked_once_per_article_and_stored_as_endpoint(two_runs: TwoRuns) -> None:
    office = two_runs.server.offices["cn_ningde_news"]
    counted = [one for one in office.articles.values() if one.fate == "live" and one.views is not None]
    seen = rows(
        two_runs.archive,
        """SELECT url, view_counts.views FROM view_counts JOIN articles ON articles.id = article
        WHERE method = 'endpoint'""",
    )
    assert sorted(seen) == sorted((canonical_address(office.address(one)), one.views) for one in counted)


def test_second_run_asks_for_lists_only(two_runs: TwoRuns) -> None:
    offices = two_runs.server.offices.values()
    first_pages = {section.url.split("://")[1] for office in offices for section in office.sections}
    asked = {url for url in two_runs.asked_second if not url.endswith("/robots.txt")}
    assert asked <= first_pages
    assert len(two_runs.asked_second) < len(two_runs.asked_first) / 8


def test_second_run_changes_nothing(two_runs: TwoRuns) -> None:
    runs = rows(two_runs.archive, "SELECT state, new, changed, gone, failed FROM runs ORDER BY id")
    assert [run[0] for run in runs] == ["ok"] * 10
    assert all(run[1:] == (0, 0, 0, 0) for run in runs[5:])
    assert value(two_runs.archive, "SELECT max(version) FROM articles") == 1
    assert value(two_runs.archive, "SELECT count(*) FROM articles WHERE status != 'live'") == 0


def test_full_run_reads_every_article_again(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    site = "vn_quangninh_hospital"
    assert crawl(archive, fresh_replica.address, site).returncode == 0
    before = fresh_replica.asked_of(site)
    assert crawl(archive, fresh_replica.address, site, "--full").returncode == 0
    assert fresh_replica.asked_of(site) - before >= before - 1
    assert value(archive, "SELECT count(*) FROM versions") == value(archive, "SELECT count(*) FROM articles")


def test_limit_stops_early_and_the_next_run_goes_on(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    site = "vn_quangninh_cdc"
    assert crawl(archive, fresh_replica.address, site, "--limit", "3").returncode == 0
    assert value(archive, "SELECT count(*) FROM articles") == 3
    assert crawl(archive, fresh_replica.address, site).returncode == 0
    office = fresh_replica.offices[site]
    listed = sum(len(office.listed(section.id)) for section in office.sections)
    assert value(archive, "SELECT count(*) FROM articles") == listed
    articles = [url for url, count in fresh_replica.asked.items() if "/category/" not in url and count > 1]
    assert [url for url in articles if "robots" not in url] == []


def test_flags_and_provenance_are_stored_as_json(two_runs: TwoRuns) -> None:
    for flags, provenance in rows(two_runs.archive, "SELECT flags, provenance FROM articles"):
        assert isinstance(json.loads(flags), list)
        assert isinstance(json.loads(provenance), dict)
