"""The files that the replicas offer are real ones."""

import io
import zipfile

import pypdfium2

from replica.files import make_docx, make_pdf, make_xlsx

LINES = ["Số: 3187/SYT-NVY", "Tăng cường phòng, chống bệnh sởi đợt 2", "宁医保〔2024〕31号"]


def test_pdf_has_a_text_layer() -> None:
    document = pypdfium2.PdfDocument(make_pdf(LINES))
    page = document[0]
    text_page = page.get_textpage()
    text = text_page.get_text_bounded()
    for closing in (text_page, page, document):
        closing.close()
    assert text.splitlines() == LINES


def test_docx_holds_its_paragraphs() -> None:
    with zipfile.ZipFile(io.BytesIO(make_docx(LINES))) as package:
        assert package.testzip() is None
        document = package.read("word/document.xml").decode()
    assert all(line in document for line in LINES)


def test_xlsx_holds_text_and_numbers() -> None:
    with zipfile.ZipFile(io.BytesIO(make_xlsx([["Tên", "Số"], ["A & B", 7]]))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "A &amp; B" in sheet
    assert "<v>7</v>" in sheet


def test_same_input_gives_same_bytes() -> None:
    assert make_pdf(LINES) == make_pdf(LINES)
    assert make_docx(LINES) == make_docx(LINES)
    assert make_xlsx([LINES]) == make_xlsx([LINES])
