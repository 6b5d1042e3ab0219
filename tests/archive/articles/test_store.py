"""Storing: what makes an article, a version, an observation; and that the same thing twice makes nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from crawler.archive import Archive, Run
from crawler.archive.articles.versions import MEANING, content_digest
from crawler.archive.db.schema.first import m001_tables
from crawler.items import Attachment
from crawler.normalise.search.words import mark_code
from crawler.normalise.text.search_key import match_query
from tests.archive.samples import (
    DAY_ONE,
    SOFTWARE,
    SOYTE,
    Sample,
    capture,
    document,
    keep_file,
    samples,
    store,
    visit,
)

NEWS, PAPER = samples()[1], samples()[8]
DAY = timedelta(days=1)


def _run(archive: Archive, day: int = 0) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)


def _one(archive: Archive, sql: str, *values: object) -> Any:
    row = archive.connection.execute(sql, values).fetchone()
    return row[0] if len(row) == 1 else tuple(row)


def _see(archive: Archive, sample: Sample, day: int = 0, **changes: object) -> str:
    return store(_run(archive, day), visit(sample, DAY_ONE + day * DAY, **changes))


def _table(archive: Archive, name: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")]


def test_a_new_article_has_a_version_and_an_interval(archive: Archive) -> None:
    assert _see(archive, PAPER, views=31, views_raw="Lượt xem: 31") == "new"
    assert _one(archive, "SELECT url, title, document_number, version, status FROM articles") == (
        PAPER.url,
        PAPER.title,
        "345/QĐ-SYT",
        1,
        "live",
    )
    assert _one(archive, "SELECT number, seen_at, changed_fields FROM versions") == (1, "2024-03-04T01:00:00Z", "[]")
    assert _one(archive, "SELECT status, since, until FROM status_history") == ("live", "2024-03-04T01:00:00Z", None)
    assert _one(archive, "SELECT views, raw, method, capture FROM view_counts") == (31, "Lượt xem: 31", "html", 1)
    assert _one(archive, "SELECT views, views_observed_at FROM articles") == (31, "2024-03-04T01:00:00Z")
    assert _one(archive, "SELECT article, kind FROM captures") == (1, "article")
    assert _one(archive, "SELECT status, sha256 FROM attachments") == ("listed", None)
    assert json.loads(_one(archive, "SELECT provenance FROM articles"))["title"] == "meta:title"


def test_the_same_visit_twice_changes_nothing(archive: Archive) -> None:
    run, seen = _run(archive), visit(PAPER, DAY_ONE, views=31, views_raw="31")
    first = run.record_capture(seen.capture)
    assert run.store(seen, capture_id=first) == "new"
    tables = ("articles", "article_urls", "versions", "view_counts", "attachments", "status_history")
    before = {name: _table(archive, name) for name in tables}
    assert run.store(seen, capture_id=first) == "unchanged"
    assert {name: _table(archive, name) for name in tables} == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_captures_of_one_second_the_first_is_the_evidence(archive: Archive, order: tuple[int, int]) -> None:
    run, seen = _run(archive), visit(PAPER, DAY_ONE)
    captures = [run.record_capture(seen.capture) for _ in range(2)]
    assert [run.store(seen, capture_id=captures[at]) for at in order] == ["new", "unchanged"]
    assert _one(archive, "SELECT capture FROM articles") == captures[0]
    assert _one(archive, "SELECT capture FROM versions") == captures[0]


def test_a_later_capture_is_not_the_evidence_of_what_is_unchanged(archive: Archive) -> None:
    _see(archive, PAPER, 1)
    run, earlier = _run(archive), visit(PAPER, DAY_ONE)
    held = _one(archive, "SELECT capture FROM articles")
    assert run.store(earlier, capture_id=run.record_capture(earlier.capture)) == "unchanged"
    assert _one(archive, "SELECT capture FROM articles") == held


def test_an_unchanged_page_moves_only_last_seen_and_the_views(archive: Archive) -> None:
    _see(archive, NEWS, views=5)
    assert _see(archive, NEWS, 1, views=9) == "unchanged"
    assert _one(archive, "SELECT first_seen, last_seen, version FROM articles") == (
        "2024-03-04T01:00:00Z",
        "2024-03-05T01:00:00Z",
        1,
    )
    assert [row[3] for row in _table(archive, "view_counts")] == [5, 9]


VOLATILE = {
    "line-breaks": {"body_text": NEWS.body.replace("\n", "\n\n")},
    "counter-in-the-text": {"body_text": f"{NEWS.body}\nLượt xem: 1.205"},
    "updated-stamp": {"updated_at": "2024-03-05"},
    "views": {"views": 77},
    "problems": {"problems": ("odd: a rule has a doubt.",)},
    "family": {"family": "generic"},
    "relative-date": {"published_raw": "2 giờ trước", "published_at": "2024-03-05T06:15+07:00"},
}


@pytest.mark.parametrize("changes", VOLATILE.values(), ids=VOLATILE.keys())
def test_volatile_parts_make_no_version(archive: Archive, changes: dict[str, object]) -> None:
    _see(archive, NEWS)
    assert _see(archive, NEWS, 1, **changes) == "unchanged"
    assert _one(archive, "SELECT count(*) FROM versions") == 1


MEANINGFUL = {
    "title": ({"title": "Tiêu đề khác"}, ["title"]),
    "sentence-with-a-count": (
        {"body_text": f"{PAPER.body}\nVideo hướng dẫn của tỉnh hiện có 1.205 lượt xem."},
        ["body_text"],
    ),
    "numeral": ({"body_text": PAPER.body.replace("15", "16")}, ["body_text"]),
    "date": ({"published_at": "2024-03-09"}, ["published_at"]),
    "number-and-signer": ({"document_number": "346/QĐ-SYT", "signer": None}, ["document_number", "signer"]),
    "subject": ({"subject": "Về việc khác"}, ["subject"]),
    "index-number": ({"index_number": "11350900/2024-00031"}, ["index_number"]),
    "attachment-removed": ({"attachments": ()}, ["attachments"]),
    "attachment-renamed": (
        {"attachments": (Attachment(url="https://soyte.vidu.example/upload/vb202.pdf", name="Bản mới"),)},
        ["attachments"],
    ),
}


@pytest.mark.parametrize(("changes", "fields"), MEANINGFUL.values(), ids=MEANINGFUL.keys())
def test_a_changed_meaning_makes_a_version(archive: Archive, changes: dict[str, object], fields: list[str]) -> None:
    _see(archive, PAPER)
    assert _see(archive, PAPER, 1, **changes) == "changed"
    number, changed = _one(archive, "SELECT number, changed_fields FROM versions ORDER BY number DESC")
    assert (number, json.loads(changed)) == (2, fields)
    assert _one(archive, "SELECT version, capture FROM articles") == (2, 2)
    assert _see(archive, PAPER, 2, **changes) == "unchanged"


def test_a_digest_of_before_there_were_subjects_still_holds() -> None:
    fields = dict.fromkeys(MEANING) | {
        "title": "Thông báo",
        "body_text": "Một câu.\nHai câu.",
        "document_number": "1/TB-SYT",
        "issued_on": "2024-03-05",
    }
    files = [Attachment(url="https://a.example/f.pdf", name="Bản gốc")]
    stored = "d37590457828ea1584326d2b87005966a516e265c3ac01732c865a3a69cb4d2f"
    assert content_digest(fields, files) == stored
    digests = {content_digest(fields | {name: "Về việc"}, files) for name in ("subject", "index_number")}
    assert len(digests | {stored}) == 3


def test_the_index_follows_the_words(archive: Archive) -> None:
    def found(words: str) -> int:
        return _one(archive, "SELECT count(*) FROM article_search WHERE article_search MATCH ?", match_query(words))

    _see(archive, NEWS)
    assert (found("an toan thuc pham"), found("dinh duong")) == (1, 0)
    _see(archive, NEWS, 1, title="Dinh dưỡng học đường", body_text="Lớp học nấu ăn.")
    assert (found("an toan thuc pham"), found("dinh duong"), found("lop hoc")) == (0, 1, 1)
    archive.connection.execute("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 0)")


def test_the_index_is_rebuilt_when_folding_changed(archive: Archive) -> None:
    _see(archive, NEWS)
    archive.connection.execute("UPDATE archive_info SET value = 'older' WHERE key = 'search_folding'")
    archive.connection.execute("INSERT INTO article_search(article_search) VALUES ('delete-all')")
    archive.close()
    with Archive.open(archive.path) as again:
        hits = _one(again, "SELECT count(*) FROM article_search WHERE article_search MATCH ?", match_query("thuc pham"))
    assert hits == 1


def test_an_article_without_a_date_is_ordered_by_when_it_was_first_seen(archive: Archive) -> None:
    undated = replace(NEWS, published=None)
    _see(archive, undated)
    assert _one(archive, "SELECT sort_date, date_basis FROM articles") == ("2024-03-04", "first_seen")
    _see(archive, undated, 3, title="Khác")
    assert _one(archive, "SELECT sort_date, date_basis FROM articles") == ("2024-03-04", "first_seen")


ALIASES = {
    "https": NEWS.url.replace("https:", "http:"),
    "tracking": f"{NEWS.url}?utm_source=zalo",
    "print": f"{NEWS.url}?print=1",
    "case": NEWS.url.replace("bai-viet", "Bai-Viet"),
    "port": NEWS.url.replace(".example/", ".example:443/"),
}


@pytest.mark.parametrize("url", ALIASES.values(), ids=ALIASES.keys())
def test_one_article_under_many_addresses(archive: Archive, url: str) -> None:
    _see(archive, NEWS)
    run, seen = _run(archive, 1), visit(NEWS, DAY_ONE + DAY, url=url)
    seen = replace(seen, capture=replace(seen.capture, url=url, requested_url=url))
    assert store(run, seen) == "unchanged"
    assert _one(archive, "SELECT count(*), max(url) FROM articles") == (1, NEWS.url)
    assert archive.known(SOYTE.id, url)
    assert url in archive.known_urls(SOYTE.id)
    assert not archive.known("vn_khac", url)


def test_a_move_is_followed_by_its_redirect(archive: Archive) -> None:
    _see(archive, NEWS)
    new = NEWS.url.replace("bai-viet-101", "tin-moi-101")
    run, seen = _run(archive, 1), visit(NEWS, DAY_ONE + DAY, url=new)
    assert store(run, replace(seen, capture=replace(seen.capture, url=new, requested_url=NEWS.url))) == "unchanged"
    assert _one(archive, "SELECT url, status FROM articles") == (new, "live")
    assert archive.known(SOYTE.id, NEWS.url)
    assert archive.known(SOYTE.id, new)


def test_a_move_onto_a_stored_article_is_noted_and_nothing_is_lost(archive: Archive) -> None:
    new = NEWS.url.replace("bai-viet-101", "tin-moi-101")
    other = replace(NEWS, path=NEWS.path.replace("bai-viet-101", "tin-moi-101"), body="Kỳ sau của cùng một bản tin.")
    _see(archive, NEWS)
    _see(archive, other)
    for day in (1, 2):
        run, seen = _run(archive, day), visit(other, DAY_ONE + day * DAY)
        assert store(run, replace(seen, capture=replace(seen.capture, url=new, requested_url=NEWS.url))) == "unchanged"
    rows = [tuple(row) for row in archive.connection.execute("SELECT url, status, moved_to FROM articles ORDER BY id")]
    assert rows == [(NEWS.url, "gone", 2), (new, "live", None)]
    assert {due.url for due in archive.due(SOYTE.id, DAY_ONE + 400 * DAY, 10)} == {NEWS.url, new}


def test_an_alias_that_redirects_elsewhere_moves_nothing(archive: Archive) -> None:
    other = replace(NEWS, path="/tin-tuc/khac-7.html", title="Khác")
    alias = NEWS.url.replace("bai-viet-101", "cu-101")
    _see(archive, other)
    seen = visit(NEWS, DAY_ONE)
    store(_run(archive), replace(seen, capture=replace(seen.capture, requested_url=alias)))
    seen = visit(other, DAY_ONE + DAY)
    store(_run(archive, 1), replace(seen, capture=replace(seen.capture, requested_url=alias)))
    rows = [tuple(row) for row in archive.connection.execute("SELECT url, status, moved_to FROM articles ORDER BY id")]
    assert rows == [(other.url, "live", None), (NEWS.url, "live", None)]


BLEMISHED = {
    "blocked_page": "blocked",
    "maintenance_page": "unreachable",
    "error_page": "unreachable",
    "login_page": "blocked",
    "soft_error_page": "soft_gone",
}


@pytest.mark.parametrize(("flag", "status"), BLEMISHED.items())
def test_a_page_without_an_article_overwrites_nothing(archive: Archive, flag: str, status: str) -> None:
    _see(archive, NEWS)
    for day in (1, 2):
        assert _see(archive, NEWS, day, title="Xin chờ", body_text=None, flags=(flag,), views=1) == "unchanged"
    assert _one(archive, "SELECT title, version, status, status_since, last_seen FROM articles") == (
        NEWS.title,
        1,
        status,
        "2024-03-05T01:00:00Z",
        "2024-03-04T01:00:00Z",
    )
    assert _one(archive, "SELECT count(*) FROM view_counts") == 0
    assert _see(archive, replace(PAPER, path="/khac-9.html"), flags=(flag,)) == "unchanged"
    assert _one(archive, "SELECT count(*) FROM articles") == 1


def test_a_visit_must_be_normalised(archive: Archive) -> None:
    run, seen = _run(archive), visit(NEWS, DAY_ONE)
    with pytest.raises(ValueError, match="was not normalised"):
        run.store(replace(seen, document=None), capture_id=run.record_capture(seen.capture))


def _fetch(archive: Archive, day: int, body: bytes, status: int = 200, suffix: str = "") -> None:
    file = document(PAPER).attachments[0]
    keep_file(
        _run(archive, day),
        capture(
            SOYTE,
            file.url + suffix,
            body,
            DAY_ONE + day * DAY + timedelta(minutes=5),
            kind="attachment",
            status=status,
            article_url=PAPER.url,
            headers=(("Content-Type", "Application/PDF; x=1"),),
        ),
    )


def test_a_fetched_file_is_written_down_and_no_version(archive: Archive) -> None:
    _see(archive, PAPER)
    _fetch(archive, 0, b"%PDF one")
    _fetch(archive, 1, b"%PDF one", suffix="?_t=99")
    assert _one(archive, "SELECT media_type, bytes, status, length(sha256) FROM attachments") == (
        "application/pdf",
        8,
        "stored",
        64,
    )
    [told] = json.loads(_one(archive, "SELECT attachments FROM versions"))
    assert told["sha256"] == _one(archive, "SELECT sha256 FROM attachments")
    assert _one(archive, "SELECT count(*) FROM versions") == 1


def test_a_swapped_file_makes_a_version(archive: Archive) -> None:
    _see(archive, PAPER)
    _fetch(archive, 0, b"%PDF one")
    _fetch(archive, 1, b"%PDF two")
    assert _one(archive, "SELECT number, changed_fields, change_summary FROM versions WHERE number > 1") == (
        2,
        '["attachments"]',
        f"attachment replaced: {PAPER.title}.pdf",
    )
    assert _one(archive, "SELECT version, changed_at FROM articles") == (2, "2024-03-05T01:05:00Z")
    assert _see(archive, PAPER, 2) == "unchanged"


LOST = {"not-found": (404, "missing"), "gone": (410, "missing"), "broken": (500, "failed"), "same": (304, "stored")}


@pytest.mark.parametrize(("status", "word"), LOST.values(), ids=LOST.keys())
def test_a_file_that_does_not_come_keeps_what_was_fetched(archive: Archive, status: int, word: str) -> None:
    _see(archive, PAPER)
    _fetch(archive, 0, b"%PDF one")
    _fetch(archive, 1, b"", status)
    assert _one(archive, "SELECT status, bytes FROM attachments") == (word, 8)
    assert _one(archive, "SELECT count(*) FROM versions") == 1


def test_a_file_that_no_article_offers_is_evidence_only(archive: Archive) -> None:
    _see(archive, NEWS)
    keep_file(
        _run(archive),
        capture(SOYTE, "https://soyte.vidu.example/x.pdf", b"x", DAY_ONE, kind="attachment", article_url=NEWS.url),
    )
    assert _one(archive, "SELECT count(*) FROM attachments") == 0
    assert _one(archive, "SELECT article FROM captures WHERE kind = 'attachment'") == 1


def test_views_from_an_endpoint(archive: Archive) -> None:
    _see(archive, NEWS, views=10)
    run = _run(archive, 1)
    run.observe_views(NEWS.url, 12, '{"views":12}', "endpoint", DAY_ONE + DAY)
    run.observe_views("https://soyte.vidu.example/la-1.html", 99, "99", "endpoint", DAY_ONE + DAY)
    assert [row[3:6] for row in _table(archive, "view_counts")] == [
        (10, None, "html"),
        (12, '{"views":12}', "endpoint"),
    ]
    assert _one(archive, "SELECT views FROM articles") == 12
    run.observe_views(NEWS.url, 11, "11", "endpoint", DAY_ONE + DAY / 2)
    assert _one(archive, "SELECT views FROM articles") == 12


def test_an_archive_whose_index_knew_no_marks_is_indexed_anew(archive: Archive) -> None:
    _see(archive, NEWS)
    connection = archive.connection
    connection.execute("DROP TABLE article_search")
    connection.execute("DROP VIEW article_shown")
    for statement in m001_tables.STATEMENTS:
        if "article_shown" in statement:
            connection.execute(statement)
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = '011_search'")
    archive.close()
    with Archive.open(archive.path) as again:
        marked = _one(again, "SELECT count(*) FROM article_search WHERE article_search MATCH ?", mark_code("phẩm"))
        again.connection.execute("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 0)")
    assert marked == 1
