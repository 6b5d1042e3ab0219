"""The project as any Scrapy user meets it."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from replica.server import ReplicaServer
from tests.crawling.crawls import ROOT, environment, rows, value

SITE = "vn_quangninh_hospital"


OWN_WARNING = ("-W", "ignore:<function ArchiveSpider.parse at")
"""`scrapy parse` itself gives the engine what a later Scrapy will not take: a callback that returns a Deferred."""


def scrapy(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", *OWN_WARNING, "-m", "scrapy", *words],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=environment(**variables),
        check=False,
    )


def test_scrapy_list_names_the_offices() -> None:
    result = scrapy("list")
    assert result.returncode == 0
    names = result.stdout.split()
    assert {"cn_ningde_news", "vn_hanoi_soyte", SITE} <= set(names)
    assert len(names) >= 195


def test_scrapy_crawl_writes_the_archive(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    result = scrapy(
        "crawl", SITE, "-a", "limit=4",
        HEALTHARCHIVE_ARCHIVE=str(archive), HEALTHARCHIVE_REPLICA_ADDRESS=fresh_replica.address,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert value(archive, "SELECT count(*) FROM articles") == 4
    assert rows(archive, "SELECT site, state FROM runs") == [(SITE, "ok")]


def test_doors_into_the_process_are_shut() -> None:
    for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED"):
        assert scrapy("settings", "--get", name).stdout.strip() == "False"


def test_contact_is_part_of_the_user_agent() -> None:
    result = scrapy("settings", "--get", "USER_AGENT", HEALTHARCHIVE_CONTACT="mailto:archive@example.org")
    assert "mailto:archive@example.org" in result.stdout
    assert result.stdout.startswith("healtharchive/")


def test_sites_are_listed_as_json() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "crawler", "sites", "--json"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    sites = {site["id"]: site for site in json.loads(result.stdout)}
    assert sites[SITE]["language"] == "vi"
    assert all(site["note"] or site["source"] for site in sites.values())
    assert {site["status"] for site in sites.values()} == {"unverified"}


FORMS = {
    "jsonlines": lambda text: [json.loads(line) for line in text.splitlines()],
    "json": json.loads,
    "csv": lambda text: list(csv.DictReader(text.splitlines())),
    "xml": lambda text: [{field.tag: field.text for field in item} for item in ElementTree.fromstring(text)],
}
ENDINGS = {"jsonlines": "jsonl", "json": "json", "csv": "csv", "xml": "xml"}


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Path:
    """One crawl without an archive that writes all forms of feeds."""
    folder = tmp_path_factory.mktemp("feeds")
    (folder / "temporary").mkdir()
    outputs = [word for ending in ENDINGS.values() for word in ("-O", str(folder / f"items.{ending}"))]
    result = scrapy(
        "crawl", SITE, "-a", "limit=5", "-s", "ARCHIVE_PATH=", *outputs,
        HEALTHARCHIVE_REPLICA_ADDRESS=replica.address, HEALTHARCHIVE_LOG_LEVEL="WARNING",
        TMPDIR=str(folder / "temporary"),
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_feed_exports_write_documents(feeds: Path, form: str) -> None:
    records = FORMS[form]((feeds / f"items.{ENDINGS[form]}").read_text("utf-8"))
    assert len(records) == 5
    for record in records:
        assert record["site"] == SITE
        assert record["title"]
        assert re.match(r"20\d\d-\d\d-\d\d", record["published_at"])
        assert re.fullmatch(r"[0-9a-f]{64}", record["sha256"])


def test_a_crawl_without_an_archive_leaves_none(feeds: Path) -> None:
    assert sorted(path.name for path in feeds.glob("items.*")) == sorted(f"items.{one}" for one in ENDINGS.values())
    assert not list((feeds / "temporary").rglob("archive.db*"))


def test_scrapy_parse_shows_the_document(replica: ReplicaServer) -> None:
    office = replica.offices[SITE]
    url = office.address(office.listed(office.sections[0].id)[0])
    result = scrapy(
        "parse", f"--spider={SITE}", "--nolinks", "--nocolour", "-s", "ARCHIVE_PATH=", url,
        HEALTHARCHIVE_REPLICA_ADDRESS=replica.address, HEALTHARCHIVE_LOG_LEVEL="WARNING",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "'published_at': '" in result.stdout
    assert "body=b" not in result.stdout


def test_scrapy_shell_reads_the_page(replica: ReplicaServer) -> None:
    office = replica.offices[SITE]
    article = office.listed(office.sections[0].id)[0]
    result = scrapy(
        "shell", f"--spider={SITE}", "-s", "ARCHIVE_PATH=", "-c", "spider.read(response).title",
        office.address(article),
        HEALTHARCHIVE_REPLICA_ADDRESS=replica.address, HEALTHARCHIVE_LOG_LEVEL="WARNING",
    )  # fmt: skip
    assert article.title in result.stdout, result.stderr


def test_scrapy_check_passes() -> None:
    assert scrapy("check", SITE).returncode == 0


def test_closespider_settings_end_a_run(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    result = scrapy(
        "crawl", SITE, "-s", "CLOSESPIDER_PAGECOUNT=5", "-s", f"ARCHIVE_PATH={archive}",
        HEALTHARCHIVE_REPLICA_ADDRESS=replica.address,
    )  # fmt: skip
    assert result.returncode == 0
    assert 5 <= value(archive, "SELECT count(*) FROM captures") <= 30
