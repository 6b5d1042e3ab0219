"""A crawl whose evidence goes to a bucket: verified, read again and shown from there."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.web.app import build_site, close_site
from crawler.web.serving.settings import SiteSettings
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, rows, run
from tests.s3 import s3_bucket

OFFICE = "vn_quangninh_party"


@pytest.fixture
def s3() -> Iterator[str]:
    with s3_bucket() as bucket:
        yield bucket


def test_a_crawl_leaves_its_evidence_in_a_bucket(s3: str, replica: ReplicaServer, tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    done = crawl(folder, replica.address, OFFICE, "--jobs", "1", "--evidence-to", s3)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((folder / "warc").glob("*.warc.gz")) == []
    assert {row[0].startswith(s3) for row in rows(folder / f"{OFFICE}.db", "SELECT warc_file FROM captures")} == {True}
    assert run("verify", "--archive", folder).returncode == 0
    rebuilt = run("rebuild", "--dry-run", "--archive", folder)
    assert rebuilt.returncode == 0
    assert " 0 not readable" in rebuilt.stdout
    assert run("publish", "--archive", folder, "--to", tmp_path / "published").returncode == 0
    snapshot = tmp_path / "published" / "archive.db"
    capture, title = rows(snapshot, "SELECT capture, title FROM articles ORDER BY id LIMIT 1")[0]
    page = shown(snapshot, f"/captures/{capture}")
    assert title in page
    assert "not on this server" not in page
    again = crawl(folder, replica.address, OFFICE, "--evidence-to", s3)
    assert again.returncode == 0
    assert run("verify", "--archive", folder).returncode == 0


def shown(snapshot: Path, path: str) -> str:
    site = build_site(snapshot.resolve(), SiteSettings(public=True), immutable=True, inspect_data={})
    try:
        answer = asyncio.run(site.client.get(path))
    finally:
        close_site(site)
    assert answer.status_code == 200
    return str(answer.text)
