"""Re-reading: without a change of rules nothing changes; with one, the report says what, and applying takes it over."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.archive.rebuild.states import with_recognised
from crawler.archive.warc.verify import faults
from crawler.commands.rebuild import command
from crawler.normalise.text.search_key import match_query
from crawler.publish.evidence.citations import cite
from replica.server import ReplicaServer

OFFICES = ("cn_ningde_news", "vn_quangninh_soyte")
TABLES = (
    "articles",
    "article_urls",
    "versions",
    "view_counts",
    "attachments",
    "status_history",
    "captures",
    "listings",
    "coverage",
    "article_search_docsize",
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, replica: ReplicaServer) -> Path:
    """Two offices, crawled by their spiders."""
    path = tmp_path_factory.mktemp("rebuild") / "archive.db"
    command = [sys.executable, "-m", "crawler", "crawl", *OFFICES, "--archive", str(path), "--replica", replica.address]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


@pytest.fixture
def copy(crawled: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(crawled.parent, folder)
    return folder / "archive.db"


def _contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with Archive.open(path, read_only=True) as archive:
        return {
            table: sorted((tuple(row) for row in archive.connection.execute(f"SELECT * FROM {table}")), key=repr)
            for table in TABLES
        }


def _rebuild(path: Path, *options: str) -> str:
    result = CliRunner().invoke(command, ["--archive", str(path), *OFFICES, *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def _sql(path: Path, *statements: str) -> None:
    with Archive.open(path) as archive:
        for statement in statements:
            assert archive.connection.execute(statement).rowcount > 0, statement


def _one(path: Path, sql: str) -> object:
    with Archive.open(path, read_only=True) as archive:
        row = archive.connection.execute(sql).fetchone()
    return row[0] if len(row) == 1 else tuple(row)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_same_rules_give_the_same_tables(copy: Path, jobs: str) -> None:
    before = _contents(copy)
    assert len(before["articles"]) > 30
    assert " 0 new, 0 changed" in _rebuild(copy, "--jobs", jobs)
    assert _contents(copy) == before


OLD_RULES = (
    "UPDATE articles SET title = 'đọc sai', signer = 'không phải người ký', source = NULL, views = 5 WHERE id = 2",
    "UPDATE versions SET title = 'đọc sai', signer = 'không phải người ký', source = NULL WHERE article = 2",
    "UPDATE view_counts SET views = 5 WHERE article = 2",
    """INSERT INTO view_counts (article, observed_at, views, raw, method)
    VALUES (2, '2020-01-01T00:00:00Z', 9, '9', 'html')""",
    """INSERT INTO versions (article, number, seen_at, content_digest)
    SELECT 2, 2, last_seen, 'x' FROM articles WHERE id = 2""",
    "UPDATE articles SET version = 2 WHERE id = 2",
)


def test_a_dry_run_reports_and_keeps_the_old_values(copy: Path) -> None:
    _sql(copy, *OLD_RULES)
    before = _contents(copy)
    told = _rebuild(copy, "--dry-run", "--changes")
    assert "article 2 title: đọc sai → " in told
    assert "article 2 signer: không phải người ký → nothing" in told
    assert " 0 new, 1 changed" in told
    assert told.rstrip().endswith("nothing was written")
    assert _contents(copy) == before


def test_applying_takes_the_new_values_over_and_then_nothing_is_left_to_do(crawled: Path, copy: Path) -> None:
    _sql(copy, *OLD_RULES)
    assert " 1 changed" in _rebuild(copy)
    after = _contents(copy)
    assert {name: rows for name, rows in after.items() if name != "article_search_docsize"} == {
        name: rows for name, rows in _contents(crawled).items() if name != "article_search_docsize"
    }
    title = str(_one(copy, "SELECT title FROM articles WHERE id = 2"))
    with Archive.open(copy) as archive:
        sql = "SELECT rowid FROM article_search WHERE article_search MATCH ?"
        assert 2 in [row[0] for row in archive.connection.execute(sql, (match_query(title),))]
        assert list(faults(archive)) == []
    assert " 0 new, 0 changed" in _rebuild(copy)
    assert _contents(copy) == after


FORGET = (
    "UPDATE captures SET article = NULL WHERE article = 3",
    "DELETE FROM article_urls WHERE article = 3",
    "DELETE FROM view_counts WHERE article = 3",
    "DELETE FROM versions WHERE article = 3",
    "DELETE FROM status_history WHERE article = 3",
    "DELETE FROM text_prints WHERE article = 3",
    "DELETE FROM same_text WHERE article = 3 OR group_id = 3",
    """INSERT INTO article_search(article_search, rowid, title, body_text, document_number, attachment_text)
    SELECT 'delete', id, index_text(title), index_text(body_text), index_text(document_number),
    index_text(attachment_text) FROM article_searched WHERE id = 3""",
    "DELETE FROM articles WHERE id = 3",
)


def test_an_article_that_the_old_rules_did_not_see_is_added(crawled: Path, copy: Path) -> None:
    url, title, version = _one(crawled, "SELECT url, title, version FROM articles WHERE id = 3")
    with Archive.open(copy) as archive:
        archive.connection.execute("UPDATE captures SET article = NULL WHERE article = 3")
        archive.connection.execute("DELETE FROM attachments WHERE article = 3")
        for statement in FORGET:
            archive.connection.execute(statement)
    told = _rebuild(copy, "--changes")
    assert f"new article {url} title: nothing → " in told
    assert " 1 new, 0 changed" in told
    assert _one(copy, f"SELECT title, version FROM articles WHERE url = '{url}'") == (title, version)
    with Archive.open(copy, read_only=True) as archive:
        assert list(faults(archive)) == []
    assert " 0 new, 0 changed" in _rebuild(copy)


def test_an_article_whose_evidence_cannot_be_read_stays_as_it_is(copy: Path) -> None:
    _sql(
        copy,
        "UPDATE articles SET title = 'giữ nguyên' WHERE id = 2",
        "UPDATE captures SET warc_offset = 7 WHERE article = 2 AND kind = 'article'",
    )
    result = CliRunner().invoke(command, ["--archive", str(copy), *OFFICES])
    assert result.exit_code == 1
    assert "There is no WARC record" in result.output
    assert " 1 not readable" in result.output
    assert _one(copy, "SELECT title FROM articles WHERE id = 2") == "giữ nguyên"


def test_a_file_that_was_lost_comes_back(copy: Path) -> None:
    with Archive.open(copy) as archive:
        before = archive.connection.execute("SELECT url, name, text, sha256 FROM attachments ORDER BY url").fetchall()
        archive.connection.execute("DELETE FROM attachments WHERE id = (SELECT min(id) FROM attachments)")
    assert " 0 new, 1 changed" in _rebuild(copy)
    with Archive.open(copy, read_only=True) as archive:
        after = archive.connection.execute("SELECT url, name, text, sha256 FROM attachments ORDER BY url").fetchall()
    assert [tuple(row) for row in after] == [tuple(row) for row in before]


def test_a_version_that_today_s_rules_do_not_see_can_still_be_cited(copy: Path) -> None:
    _sql(
        copy,
        """INSERT INTO versions (article, number, seen_at, content_digest, capture, title, body_text)
        SELECT id, 2, last_seen, content_digest, capture, title, body_text FROM articles WHERE id = 2""",
        "UPDATE articles SET version = 2 WHERE id = 2",
    )
    with Archive.open(copy, read_only=True) as archive:
        before = cite(archive.connection, "2@2")
    _rebuild(copy)
    with Archive.open(copy, read_only=True) as archive:
        for reference in ("2@2", before.name):
            now = cite(archive.connection, reference)
            assert (now.sha256, now.captured_at, now.warc_offset) == (
                before.sha256,
                before.captured_at,
                before.warc_offset,
            )
            assert (now.version, now.versions) == (1, 1)
        with pytest.raises(ArchiveError, match=r"^Article 2 has no version 3\.$"):
            cite(archive.connection, "2@3")


RECOGNISED = {"text": "chữ trong ảnh", "text_method": "ocr", "note": "recognised: …", "sha256": "1"}
SCAN = {"text": None, "text_method": "none", "note": None, "sha256": "1"}
KEPT = {
    "the-same-scan": (RECOGNISED, SCAN, RECOGNISED),
    "another-scan": (RECOGNISED, SCAN | {"sha256": "2"}, SCAN | {"sha256": "2"}),
    "now-with-a-text-layer": (RECOGNISED, SCAN | {"text": "chữ"}, SCAN | {"text": "chữ"}),
    "never-recognised": (SCAN, SCAN, SCAN),
    "converted-by-a-program": (
        RECOGNISED | {"text_method": "converted"},
        SCAN,
        RECOGNISED | {"text_method": "converted"},
    ),
    "new": (None, SCAN, SCAN),
}


@pytest.mark.parametrize(("before", "after", "expected"), KEPT.values(), ids=KEPT.keys())
def test_recognised_text_stays_with_its_scan(before, after, expected) -> None:
    assert with_recognised(before, after) == expected


def test_an_unknown_office(copy: Path) -> None:
    result = CliRunner().invoke(command, ["--archive", str(copy), "vn_nowhere"])
    assert "There is no office 'vn_nowhere'" in str(result.exception)
