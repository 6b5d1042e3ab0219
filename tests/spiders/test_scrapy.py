"""The project as any Scrapy user meets it."""

import json
import subprocess
import sys
from pathlib import Path

from replica.server import ReplicaServer
from tests.crawling.crawls import ROOT, environment, rows, value

SITE = "vn_quangninh_hospital"


def scrapy(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *words],
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
