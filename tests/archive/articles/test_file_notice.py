"""Articles whose text is a file's: stored with it, unchanged on the next visit, edited when the file is swapped."""

import json
from datetime import timedelta
from typing import Any

from crawler.archive import Archive, Run
from crawler.items import Attachment
from crawler.pages.lists.rows import ListItem
from crawler.reading import read_article
from replica.files import make_pdf
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, capture, keep_file, samples, store, visit

PAGE = samples()[1]
FILE = "https://soyte.quangninh.gov.vn/f/lich-kham.pdf"
FIRST, SECOND = ("Lịch khám sức khỏe tháng sáu", "Trạm y tế xã khám từ ngày 5."), ("Lịch khám", "Trạm y tế xã nghỉ.")
DAY = timedelta(days=1)


def _run(archive: Archive, day: int) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE + day * DAY, software=SOFTWARE)


def _all(archive: Archive, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in archive.connection.execute(sql)]


def _see(archive: Archive, day: int, lines: tuple[str, ...]) -> str:
    """Visit a page without text that offers one file, and fetch the file."""
    run, at = _run(archive, day), DAY_ONE + day * DAY
    seen = visit(PAGE, at, body_text=None, lead=None, attachments=(Attachment(url=FILE, name="Lịch khám"),))
    outcome = store(run, seen)
    keep_file(run, capture(SOYTE, FILE, make_pdf(lines), at, kind="attachment", article_url=PAGE.url, headers=()))
    return outcome


def test_the_file_of_a_page_without_text(archive: Archive) -> None:
    assert _see(archive, 0, FIRST) == "new"
    text = "\n".join(FIRST)
    assert _all(archive, "SELECT body_text, version FROM articles") == [(text, 1)]
    assert _all(archive, "SELECT number, body_text FROM versions") == [(1, text)]
    assert "text_from_file" in json.loads(_all(archive, "SELECT flags FROM articles")[0][0])
    assert _see(archive, 1, FIRST) == "unchanged"
    assert _all(archive, "SELECT body_text, version FROM articles") == [(text, 1)]
    assert _see(archive, 2, SECOND) == "unchanged"  # the page; its file is another one
    changed = _all(archive, "SELECT number, body_text, changed_fields FROM versions WHERE number > 1")
    assert changed == [(2, "\n".join(SECOND), '["body_text", "attachments"]')]
    assert _see(archive, 3, SECOND) == "unchanged"
    assert _all(archive, "SELECT count(*) FROM versions") == [(2,)]


def _see_file(archive: Archive, day: int, body: bytes) -> str:
    fetched = capture(SOYTE, FILE, body, DAY_ONE + day * DAY, headers=(("Content-Type", "text/html"),))
    row = ListItem(url=FILE, title="Lịch khám tháng sáu", date_raw="02/03/2024")
    return store(_run(archive, day), read_article(fetched, SOYTE, row=row))


def test_an_article_that_is_a_file(archive: Archive) -> None:
    assert _see_file(archive, 0, make_pdf(FIRST)) == "new"
    told = "SELECT title, published_at, body_text, family, version FROM articles"
    assert _all(archive, told) == [("Lịch khám tháng sáu", "2024-03-02", "\n".join(FIRST), "file", 1)]
    files = "SELECT url, media_type, status, text, capture FROM attachments"
    assert _all(archive, files) == [(FILE, "application/pdf", "stored", "\n".join(FIRST), 1)]
    assert _see_file(archive, 1, make_pdf(FIRST)) == "unchanged"
    assert _see_file(archive, 2, make_pdf(FIRST) + b"%saved again\n") == "changed"
    assert _see_file(archive, 3, make_pdf(SECOND)) == "changed"
    versions = "SELECT number, changed_fields FROM versions WHERE number > 1 ORDER BY number"
    assert _all(archive, versions) == [(2, '["attachments"]'), (3, '["body_text"]')]
