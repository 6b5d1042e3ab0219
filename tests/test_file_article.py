"""An article that is a file: title and date of its list row, text and paper of the file."""

from datetime import UTC, datetime

import pytest

from crawler.file_titles import title_of_file
from crawler.items import Capture
from crawler.pages.lists.rows import ListItem
from crawler.reading import read_article
from tests.filetext.build import make_docx, paragraph

URL = "https://soyte.vidu.example/upload/ke%20hoach.docx"
LINES = (
    "SỞ Y TẾ TỈNH VÍ DỤ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 215/KH-SYT",
    "Ví Dụ, ngày 12 tháng 6 năm 2025",
    "KẾ HOẠCH",
    "Triển khai tiêm chủng bổ sung cho trẻ em",
    "Căn cứ kế hoạch của Bộ Y tế, Sở Y tế xây dựng kế hoạch như sau.",
    "Nơi nhận:",
    "- Lưu: VT.",
    "GIÁM ĐỐC",
    "Nguyễn Văn Bình",
)


def captured(body: bytes, status: int = 200) -> Capture:
    return Capture(
        site="", kind="article", url=URL, requested_url=URL, status=status, headers=(), body=body,
        fetched_at=datetime(2025, 7, 1, tzinfo=UTC),
    )  # fmt: skip


PAPER = make_docx("".join(map(paragraph, LINES)))


def test_the_row_gives_title_and_date_and_the_file_the_rest() -> None:
    visit = read_article(
        captured(PAPER), row=ListItem(url=URL, title="Kế hoạch tiêm chủng.docx", date_raw="15/06/2025")
    )
    document = visit.document
    assert document is not None
    assert (document.title, document.provenance["title"]) == ("Kế hoạch tiêm chủng", "list:row")
    assert document.published_at == "2025-06-15"
    assert (document.document_number, document.issued_on) == ("215/KH-SYT", "2025-06-12")
    assert document.body_text == "\n".join(LINES)
    assert "text_from_file" in document.flags
    assert [(file.url, file.name) for file in document.attachments] == [(URL, "ke hoach.docx")]


def test_a_file_without_text_is_kept_without_body() -> None:
    document = read_article(captured(b"\x89PNG\r\n\x1a\n"), row=ListItem(url=URL, title="Lịch trực")).document
    assert document is not None
    assert (document.title, document.body_text) == ("Lịch trực", None)
    assert "text_from_file" not in document.flags


@pytest.mark.parametrize(
    ("body", "status", "response"),
    [(b"<html><body>Xin loi</body></html>", 200, "elsewhere"), (b"", 404, "gone")],
)
def test_no_file_at_all(body: bytes, status: int, response: str) -> None:
    assert read_article(captured(body, status)).response == response


TITLES = {
    "a row that says nothing": ("Tải về", "DANH SÁCH PHÒNG KHÁM\nSTT | Tên", "DANH SÁCH PHÒNG KHÁM"),
    "no row": (None, "SỞ Y TẾ\nSố: 5\nLịch trực Tết Nguyên đán", "Lịch trực Tết Nguyên đán"),
    "a sentence is no heading": (None, "Hôm nay trời mưa to.\nLịch trực", None),
    "nothing": ("xem chi tiết", None, None),
    "a table": (None, "STT | Tên\n1 | A", None),
}


@pytest.mark.parametrize(("row", "text", "title"), TITLES.values(), ids=TITLES.keys())
def test_titles(row: str | None, text: str | None, title: str | None) -> None:
    assert title_of_file(row, text, "vi")[0] == title
