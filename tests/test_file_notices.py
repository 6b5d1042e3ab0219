"""Pages completed from their files: what is filled, what is left alone, and what contradicts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.file_notices import SaidFile, with_files, without_files, without_foot
from crawler.items import Attachment, Document

NOW = datetime(2025, 7, 1, tzinfo=UTC)
PAPER = SaidFile(
    name="thong-bao.pdf",
    text="\n".join(
        (
            "SỞ Y TẾ TỈNH VÍ DỤ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 88/TB-SYT",
            "Ví Dụ, ngày 3 tháng 6 năm 2025",
            "THÔNG BÁO",
            "Về việc tổ chức khám sức khỏe cho người cao tuổi",
            "Sở Y tế thông báo lịch khám sức khỏe tại các trạm y tế xã.",
            "Nơi nhận:",
            "- Lưu: VT.",
            "GIÁM ĐỐC",
            "Trần Thị Hoa",
        )
    ),
)
FILE = Attachment(url="https://syt.vidu.example/f/88.pdf", name="thong-bao.pdf")
PAGE = Document(
    url="https://syt.vidu.example/tb/88", language="vi", family="generic", encoding="utf-8",
    title="Khám sức khỏe cho người cao tuổi", title_raw="Khám sức khỏe cho người cao tuổi", body_text=None,
    attachments=(FILE,),
)  # fmt: skip


def test_the_one_file_of_an_empty_page_is_its_text() -> None:
    filled = with_files(PAGE, [PAPER], NOW)
    assert filled.body_text == PAPER.text
    assert (filled.title, filled.document_number, filled.issued_on) == (PAGE.title, "88/TB-SYT", "2025-06-03")
    assert (filled.sort_date, filled.date_basis) == ("2025-06-03", "document")
    assert "text_from_file" in filled.flags
    assert without_files(filled) == PAGE


def test_a_paper_dated_in_the_future_orders_no_article() -> None:
    filled = with_files(PAGE, [replace(PAPER, text=PAPER.text.replace("2025", "2099"))], NOW)
    assert (filled.issued_on, filled.sort_date, filled.date_basis) == ("2099-06-03", None, None)


def test_a_page_without_title_takes_the_papers_subject() -> None:
    page = replace(PAGE, title=None, title_raw=None)
    filled = with_files(page, [PAPER], NOW)
    assert filled.title is not None
    assert "khám sức khỏe cho người cao tuổi" in filled.title
    assert without_files(filled) == page


EMPTY = {
    "no line": None,
    "its own title": PAGE.title,
    "the file's name": "thong-bao.pdf",
    "where to look": "Nội dung chi tiết xem trong file đính kèm",
    "a button": "Tải về",
    "the page's foot": "Trung tâm Y tế huyện Ví Dụ. Điện thoại: 0200 111 222\nGiấy phép số 12/GP-TTĐT",
}


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY.keys())
def test_pages_that_say_nothing_themselves(body: str | None) -> None:
    assert with_files(replace(PAGE, body_text=body), [PAPER], NOW).body_text == PAPER.text


def test_a_page_with_text_or_with_two_files_keeps_its_own() -> None:
    said = replace(PAGE, body_text="Trạm y tế xã mời người cao tuổi đến khám từ ngày 5 đến ngày 9.")
    assert with_files(said, [PAPER], NOW) == said
    two = replace(PAGE, attachments=(FILE, Attachment(url=FILE.url + "?2", name="phu-luc.pdf")))
    assert with_files(two, [PAPER], NOW).body_text is None


STATED = {
    "another number": ({"document_number": "99/TB-SYT"}, "document_number"),
    "another day": ({"document_number": "88/TB-SYT", "issued_on": "2025-06-04"}, "issued_on"),
    "another signer": ({"signer": "Lê Văn Nam"}, "signer"),
}


@pytest.mark.parametrize(("stated", "name"), STATED.values(), ids=STATED.keys())
def test_page_and_file_that_differ(stated: dict[str, str], name: str) -> None:
    page = replace(PAGE, **stated, provenance={key: f"disclosure:{key}" for key in stated})  # type: ignore[arg-type]
    read = with_files(page, [PAPER], NOW)
    [problem] = read.problems
    assert problem.startswith(f"{name}_disagreement: ")
    assert "“thong-bao.pdf”" in problem
    assert f"{name}_disagreement" in read.flags
    assert getattr(read, name) == stated[name]
    assert without_files(read) == page


def test_another_paper_beside_a_text_is_no_contradiction() -> None:
    page = replace(
        PAGE, body_text="Kính gửi: Các đơn vị\nSở Y tế chuyển văn bản kèm theo để các đơn vị thực hiện theo nội dung.",
        document_number="12/SYT-VP", provenance={"document_number": "official:head"},
    )  # fmt: skip
    assert with_files(page, [PAPER], NOW) == page


def test_the_foot_of_a_page_that_shows_a_scan_is_no_text() -> None:
    foot = replace(PAGE, body_text="Trạm Y tế xã Ví Dụ. Điện thoại: 0200 333", provenance={"body_text": "structure"})
    assert without_foot(foot) == PAGE
    said = replace(PAGE, body_text="Trạm y tế mở cửa thứ bảy. Mời bà con đến tiêm.")
    assert without_foot(said) == said
