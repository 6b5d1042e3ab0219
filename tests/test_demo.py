"""The whole way: replica offices, real spiders, the archive; everything in it as the offices mean it."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from crawler.archive import Archive
from replica import demo_offices, offices
from replica.office import ReplicaOffice
from tests.truth import differences, rows

pytestmark = pytest.mark.slow

ARTICLE_FIELDS = (
    "url, title, title_raw, lead, body_text, body_raw, published_at, published_at_utc, published_precision, sort_date,"
    " author, source, editor, document_number, document_type, issuer, signer, issued_on, views, status, first_seen,"
    " version, images, flags, problems, content_digest"
)


@dataclass(frozen=True)
class Demo:
    archive: Path
    first: str
    second: str
    after_first: dict[str, list[tuple[object, ...]]]


def run_demo(archive: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "crawler", "demo", "--no-serve", "--archive", str(archive)],
        check=False,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout


def contents(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a second crawl of unchanged offices must leave as it is."""
    tables = {
        "articles": f"SELECT {ARTICLE_FIELDS} FROM articles ORDER BY url",
        "versions": "SELECT article, number, seen_at, content_digest FROM versions ORDER BY article, number",
        "attachments": "SELECT article, url, name, bytes, sha256, text, status FROM attachments ORDER BY id",
        "status_history": "SELECT article, status, since, until FROM status_history ORDER BY id",
        "article_urls": "SELECT url, article FROM article_urls ORDER BY url",
    }
    return {name: [tuple(row) for row in rows(archive, sql)] for name, sql in tables.items()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    archive = tmp_path_factory.mktemp("demo") / "archive.db"
    first = run_demo(archive)
    after_first = contents(archive)
    return Demo(archive, first, run_demo(archive), after_first)


@pytest.mark.parametrize("office", demo_offices(), ids=lambda office: office.site)
def test_archive_holds_the_written_truth(demo: Demo, office: ReplicaOffice) -> None:
    wrong = differences(demo.archive, office)
    assert not wrong, "\n".join(wrong)


def test_nothing_else_is_in_the_archive(demo: Demo) -> None:
    [row] = rows(demo.archive, "SELECT count(*) AS articles FROM articles")
    assert row["articles"] == sum(len(office.articles) for office in demo_offices())
    assert f"{row['articles']} new" in demo.first


def test_second_run_changes_nothing(demo: Demo) -> None:
    assert "0 new, 0 changed, 0 gone; all ok" in demo.second
    assert contents(demo.archive) == demo.after_first


def test_second_run_asks_little(demo: Demo) -> None:
    count = len(demo_offices())
    first, second = (
        sum(
            row["requests"]
            for row in rows(demo.archive, "SELECT requests FROM runs ORDER BY id LIMIT ? OFFSET ?", count, offset)
        )
        for offset in (0, count)
    )
    assert second < first / 4


def test_attachment_texts_are_read(demo: Demo) -> None:
    texts = {row["url"]: row["text"] or "" for row in rows(demo.archive, "SELECT url, text FROM attachments")}
    for office in offices():
        for article in office.articles.values():
            for url in office.expected(article).attachments:
                assert texts[url].strip(), url


def test_files_are_notices(demo: Demo) -> None:
    told = rows(
        demo.archive,
        "SELECT body_text, flags, f.status, f.media_type, f.note FROM articles a JOIN attachments f ON f.article = a.id"
        " WHERE site = 'vn_tanphuc_centre'",
    )
    assert len(told) == len(demo_offices()[-1].articles)
    assert {row["status"] for row in told} == {"stored"}
    scans = [row for row in told if (row["note"] or "").startswith("no_text_layer: ")]
    assert len(scans) == 2
    assert all(row["body_text"] is None for row in scans)
    assert all("text_from_file" in row["flags"] for row in told if row not in scans)
    assert not any("%PDF" in (row["body_text"] or "") for row in told)


def test_views_by_endpoint_are_observed_once_a_run(demo: Demo) -> None:
    counted = rows(
        demo.archive,
        "SELECT a.url, count(*) AS times FROM view_counts v JOIN articles a ON a.id = v.article"
        " WHERE a.site = 'cn_ningde_news' AND v.method = 'endpoint' GROUP BY a.url",
    )
    office = next(one for one in offices() if one.site == "cn_ningde_news")
    with_views = [one for one in office.articles.values() if one.views is not None]
    assert len(counted) == len(with_views)
    assert {row["times"] for row in counted} <= {1, 2}


def test_archive_is_marked_as_a_demo(demo: Demo) -> None:
    [row] = rows(demo.archive, "SELECT value FROM archive_info WHERE key = 'kind'")
    assert row["value"] == "demo"
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "crawl", "vn_quangninh_cdc", "--archive", str(demo.archive)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def test_demo_ends_with_a_site_that_answers(demo: Demo) -> None:
    command = [sys.executable, "-u", "-m", "crawler", "demo", "--archive", str(demo.archive), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            printed = next(line for line in process.stdout if "Serving" in line and str(demo.archive) in line)
            url = re.search(r"http://127\.0\.0\.1:\d+/", printed)
            assert url is not None, printed
            with urlopen(url[0], timeout=60) as response:
                page = response.read().decode()
        finally:
            process.terminate()
    assert "<title>" in page


def test_demo_refuses_a_real_archive(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    Archive.open(archive).close()
    before = archive.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "demo", "--no-serve", "--archive", str(archive)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert archive.read_bytes() == before
