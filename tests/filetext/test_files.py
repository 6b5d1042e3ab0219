"""Attachments: their kind by content, their text, and what keeps a hostile or broken file harmless."""

import gzip
import io
import os
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive import Archive
from crawler.commands import ocr as ocr_command
from crawler.errors import HealthArchiveError
from crawler.filetext import FileText, ocr, office, pdf, read_file_text
from crawler.filetext.kinds import kind_of
from crawler.normalise.text.search_key import match_query
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, capture, document, keep_file, samples, store, visit

PAPER = samples()[8]
URL = "https://soyte.vidu.example/upload/vb.pdf"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def make_pdf(*pages: str, image: bool = False) -> bytes:
    """Return a PDF whose pages hold lines of ASCII text, or a picture of nothing."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        shown = " ".join(f"({line}) Tj T*" for line in lines.split("\n"))
        content = "0.5 g 0 0 100 100 re f" if image else f"BT /F1 24 Tf 28 TL 40 700 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >> stream\n{content}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = "%PDF-1.4\n"
    places = []
    for number, told in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{told}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def make_zip(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_docx(body: str) -> bytes:
    return make_zip({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


DOCX = make_docx(
    paragraph("Kế hoạch  tiêm chủng")
    + f"<w:tbl><w:tr><w:tc>{paragraph('Xã')}</w:tc><w:tc>{paragraph('Số trẻ')}</w:tc></w:tr></w:tbl>"
    + f"<w:sdt><w:sdtContent>{paragraph('Nơi nhận')}</w:sdtContent></w:sdt>"
    + "<w:p><w:r><w:t>Dòng</w:t><w:br/><w:t>dưới</w:t><w:tab/><w:t>cột</w:t></w:r></w:p>"
)
XLSX = make_zip(
    {
        "xl/workbook.xml": "<workbook/>",
        "xl/sharedStrings.xml": f"<sst {S}><si><t>登革热</t></si><si><r><t>病</t></r><r><t>例</t></r></si></sst>",
        "xl/worksheets/sheet2.xml": f"<worksheet {S}><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>",
        "xl/worksheets/sheet1.xml": (
            f'<worksheet {S}><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
            '<row><c><v>12.5</v></c><c t="inlineStr"><is><t>nội tuyến</t></is></c></row></sheetData></worksheet>'
        ),
    }
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

KINDS = {
    "pdf": (make_pdf("x"), "pdf"),
    "pdf-after-junk": (b"\r\n\r\n" + make_pdf("x"), "pdf"),
    "docx": (DOCX, "docx"),
    "xlsx": (XLSX, "xlsx"),
    "pptx": (make_zip({"ppt/presentation.xml": "<p/>"}), "pptx"),
    "zip": (make_zip({"a.txt": "a"}), "zip"),
    "torn-zip": (make_zip({"a.txt": "a"})[:20], "zip"),
    "old-office": (OLE, "ole"),
    "old-word": (OLE + "WordDocument\0".encode("utf-16-le"), "doc"),
    "old-excel": (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
    "older-excel": (OLE + "Book\0".encode("utf-16-le"), "xls"),
    "old-slides": (OLE + "PowerPoint Document\0".encode("utf-16-le"), "ppt"),
    "rar": (b"Rar!\x1a\x07\x00", "rar"),
    "jpeg": (b"\xff\xd8\xff\xe0", "jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "png"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "html"),
    "html-without-doctype": (b"<div></div><title>404</title>", "html"),
    "text": ("Kính gửi".encode(), "text"),
    "cut-text": ("é".encode() * 1200, "text"),
    "nothing": (b"", "unknown"),
    "noise": (b"\x00\x01\x02", "unknown"),
}


@pytest.mark.parametrize(("body", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_is_told_by_the_content(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


def _read(body: bytes, url: str = URL, language: str = "vi") -> FileText:
    return read_file_text(body, url=url, declared="application/octet-stream", language=language)


TEXTS: dict[str, tuple[bytes, tuple[str, str | None, str | None]]] = {
    "pdf": (make_pdf("Quyet dinh\nDieu 1", "Trang hai"), ("stored", "Quyet dinh\nDieu 1\nTrang hai", "text layer")),
    "scan": (make_pdf("x", image=True), ("stored", None, "none")),
    "docx": (DOCX, ("stored", "Kế hoạch tiêm chủng\nXã | Số trẻ\nNơi nhận\nDòng\ndưới cột", "document")),
    "xlsx": (XLSX, ("stored", "登革热 | 病例\n12.5 | nội tuyến\n7", "document")),
    "zip": (make_zip({"phụ lục/1.pdf": "", "2.xlsx": ""}), ("stored", "phụ lục/1.pdf\n2.xlsx", "listing")),
    "text": ("Kính gửi:  các đơn vị".encode(), ("stored", "Kính gửi: các đơn vị", "plain")),
    "image": (b"\x89PNG\r\n\x1a\n", ("stored", None, "none")),
    "rar": (b"Rar!\x1a\x07\x00", ("stored", None, "none")),
    "error-page-saved-as-pdf": (b"<html><title>404</title>Not found</html>", ("error_page", None, None)),
    "broken-pdf": (b"%PDF-1.4 nothing follows", ("damaged", None, "none")),
    "broken-docx": (make_docx("x")[:-30], ("damaged", None, "none")),
    "docx-without-body": (make_zip({"word/document.xml": f"<w:document {W}/>"}), ("stored", None, "none")),
    "docx-that-is-no-xml": (make_zip({"word/document.xml": ""}), ("damaged", None, "none")),
    "docx-of-junk": (make_zip({"word/document.xml": "junk"}), ("damaged", None, "none")),
}


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_the_text_of_a_file(body: bytes, expected: tuple[str, str | None, str | None]) -> None:
    read = _read(body)
    assert (read.status, read.text, read.text_method) == expected


def test_a_page_that_is_offered_as_a_file_is_one() -> None:
    assert _read(b"<html>", url="https://a.example/bang.html").status == "stored"


def test_a_locked_pdf_is_said_to_be_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_body: bytes) -> str:
        raise pdf.PdfError("Failed to load document (PDFium: Incorrect password error).", is_encrypted=True)

    monkeypatch.setattr("crawler.filetext.reading.pdf_text", refuse)
    read = _read(make_pdf("x"))
    assert (read.status, read.text_method) == ("encrypted", "none")
    assert str(read.note).startswith("encrypted: ")


def test_a_file_that_is_too_big_is_kept_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.filetext.reading.LARGEST", 10)
    assert _read(make_pdf("x")).status == "too_big"


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_XML", 5000)
    read = _read(make_docx(paragraph("a" * 10_000)))
    assert (read.status, read.text) == ("damaged", None)
    assert "unpacks to more than" in str(read.note)


def test_entities_are_not_followed(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    bomb = (
        f'<!DOCTYPE w [<!ENTITY file SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {W}><w:body>{paragraph('trước &file; &b; sau')}</w:body></w:document>"
    )
    text = _read(make_zip({"word/document.xml": bomb})).text or ""
    assert "bí mật" not in text
    assert "aaaa" not in text


def test_a_sheet_with_too_many_cells_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_CELLS", 3)
    assert _read(XLSX).text == "登革热 | 病例"


def test_a_sheet_may_do_without_shared_strings() -> None:
    sheet = f"<worksheet {S}><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>"
    assert _read(make_zip({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": sheet})).text == "5"


def test_names_in_a_zip_from_chinese_windows() -> None:
    body = make_zip({"AAAA.doc": ""})
    gbk = "附件".encode("gb18030")
    read = _read(body.replace(b"AAAA", gbk), language="zh")
    assert read.text == "附件.doc"


def test_a_long_pdf_is_cut_and_a_broken_page_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    long = make_pdf("mot", "hai", "ba", "bon")
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 5)
    assert pdf.pdf_text(long) == "mot\nh"
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 1000)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert pdf.pdf_text(long) == "mot\nhai"
    broken = make_pdf("mot", "hai").replace(b"/Type /Page /Parent 2 0 R", b"/Type /Gape /Parent 2 0 R", 1)
    assert pdf.pdf_text(broken) == "hai"


SIGNED = "BỘ Y TẾ\nSố:      /QĐ-BYT\nHà Nội, ngày    tháng 12 năm 2020\nQUYẾT ĐỊNH\n"

STAMPS = {
    "number-day-month": (f"{SIGNED}5481 30 12", "5481/QĐ-BYT"),
    "behind-the-signing-time": (f"{SIGNED}syt_vidu_vt_So Y te_30/08/2023 10:10:01 3377 30 8", "3377/QĐ-BYT"),
    "another-month": (f"{SIGNED}5481 30 11", None),
    "no-such-day": (f"{SIGNED}5481 32 12", None),
    "another-signing-day": (f"{SIGNED}vt_So Y te_29/08/2023 10:10:01 3377 30 8", None),
    "two-numbers": (f"{SIGNED}5481 30 12\n77 30 12", None),
    "no-stamp": (SIGNED, None),
}


@pytest.mark.parametrize(("text", "number"), STAMPS.values(), ids=STAMPS.keys())
def test_a_number_left_blank_for_signing(text: str, number: str | None) -> None:
    blanks = pdf.signed_blanks(text)
    assert blanks is not None
    assert (blanks.symbol, blanks.number) == ("QĐ-BYT", number)


def test_a_printed_number_is_no_blank() -> None:
    assert pdf.signed_blanks("Số: 15/QĐ-BYT\nngày 3 tháng 12 năm 2020\n5481 30 12") is None


@pytest.mark.parametrize(("stamp", "number"), [("\n5481 30 12", "5481/QĐ-BYT"), ("", None)])
def test_the_stamped_number_is_noted(monkeypatch: pytest.MonkeyPatch, stamp: str, number: str | None) -> None:
    monkeypatch.setattr("crawler.filetext.reading.pdf_text", lambda _body: SIGNED + stamp)
    read = _read(make_pdf("x"))
    assert read.document_number == number
    assert str(read.note).startswith("number_blank: ")
    assert _read(make_pdf("x"), language="zh").note is None


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", DOCX[:60], XLSX[:90]]))
def test_reading_is_total(noise: bytes, start: bytes) -> None:
    assert _read(start + noise).status in {"stored", "damaged", "error_page", "encrypted"}


def _fetch(archive: Archive, day: int, body: bytes, **headers: str) -> None:
    file = document(PAPER).attachments[0]
    run = archive.start_run(SOYTE, started_at=DAY_ONE + timedelta(days=day), software=SOFTWARE)
    keep_file(
        run,
        capture(
            SOYTE, file.url, body, DAY_ONE + timedelta(days=day, minutes=5), kind="attachment", article_url=PAPER.url,
            headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        )
    )  # fmt: skip


def _stored(archive: Archive) -> tuple[object, ...]:
    return tuple(archive.connection.execute("SELECT status, text, text_method, media_type FROM attachments").fetchone())


def _with_paper(archive: Archive) -> None:
    run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
    store(run, visit(PAPER, DAY_ONE))


def _found(archive: Archive, words: str) -> int:
    sql = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"
    return int(archive.connection.execute(sql, (match_query(words),)).fetchone()[0])


def test_the_text_of_an_attachment_is_searched(archive: Archive) -> None:
    _with_paper(archive)
    _fetch(
        archive,
        0,
        gzip.compress(make_pdf("So tiem chung")),
        Content_Type="application/x-wrong",
        Content_Encoding="gzip",
    )
    assert _stored(archive) == ("stored", "So tiem chung", "text layer", "application/pdf")
    assert _found(archive, "attachment_text") == 0
    assert _found(archive, "so tiem chung") == 1
    _fetch(archive, 1, make_pdf("Ban moi"))
    assert (_found(archive, "so tiem chung"), _found(archive, "ban moi")) == (0, 1)


def test_a_damaged_coding_is_said(archive: Archive) -> None:
    _with_paper(archive)
    _fetch(archive, 0, b"no gzip at all", Content_Encoding="gzip")
    assert _stored(archive)[0] == "damaged"


def test_an_error_page_does_not_replace_the_file(archive: Archive) -> None:
    _with_paper(archive)
    _fetch(archive, 0, make_pdf("Ban goc"))
    _fetch(archive, 1, b"<html><body>Xin loi</body></html>", Content_Type="application/pdf")
    assert _stored(archive) == ("error_page", "Ban goc", "text layer", "application/pdf")
    assert archive.connection.execute("SELECT count(*) FROM versions").fetchone()[0] == 1


needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or not {"vie", "chi_sim"} <= ocr.installed_models(),
    reason="Tesseract with the models vie and chi_sim is not installed",
)


def _scan() -> bytes:
    """Return a picture of words: a page rendered at reading size, without any text layer."""
    return ocr._pdf_pages(make_pdf("SO Y TE\nBAO CAO 2024"))[0]


@needs_tesseract
def test_a_scan_gets_recognised_text_and_keeps_it(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_paper(archive)
    blank = make_pdf("x", image=True)
    _fetch(archive, 0, blank)
    picture = _scan()
    monkeypatch.setattr(ocr, "_pdf_pages", lambda _body: [picture])
    archive.close()
    result = CliRunner().invoke(ocr_command.command, ["--archive", str(archive.path)])
    assert result.output.endswith("1 files read\n"), result.output
    with Archive.open(archive.path) as again:
        text = _stored(again)
        assert "2024" in str(text[1])
        assert text[2] == "ocr"
        assert _found(again, "2024") == 1
        _fetch(again, 1, blank)
        assert _stored(again) == text
    result = CliRunner().invoke(ocr_command.command, ["--archive", str(archive.path)])
    assert result.output == "0 files read\n"


@needs_tesseract
def test_recognition_of_what_is_no_picture() -> None:
    assert ocr.recognise(b"plain", "vi") is None
    assert ocr.recognise(make_pdf("x", image=True), "vi") is None
    assert ocr.recognise(b"\x89PNG\r\n\x1a\n broken", "vi") is None


def test_missing_tesseract_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda _name: None)
    with pytest.raises(HealthArchiveError, match="needs Tesseract"):
        ocr.require_tesseract({"vi"})
    monkeypatch.setattr(ocr.shutil, "which", lambda _name: "/usr/bin/tesseract")
    monkeypatch.setattr(ocr, "installed_models", lambda: frozenset({"vie"}))
    ocr.require_tesseract({"vi"})
    with pytest.raises(HealthArchiveError, match="lacks the model chi_sim; install tesseract-ocr-chi-sim"):
        ocr.require_tesseract({"zh"})


def test_a_page_that_takes_too_long_has_no_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(ocr, "SECONDS_A_PAGE", 0.1)
    assert ocr._recognise_image(b"", "vie") == ""
