"""Files of an article: their kind by content, what is kept of them, and recognition."""

import gzip
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive
from crawler.commands import ocr as ocr_command
from crawler.commands import text as text_command
from crawler.errors import HealthArchiveError
from crawler.filetext import ocr, read_file_text
from crawler.filetext.kinds import kind_of
from crawler.filetext.pdf.pictures import pdf_pictures
from crawler.filetext.result import NoTextError
from crawler.isolation import Limits
from crawler.normalise.text.search_key import match_query
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, capture, document, keep_file, samples, store, visit
from tests.filetext.build import OLE, make_docx, make_odf, make_ofd, make_pdf, make_xlsx, make_zip, paragraph, scan_pdf
from tests.filetext.read import read

PAPER = samples()[8]

KINDS = {
    "pdf": (make_pdf("x"), "pdf"),
    "pdf-after-junk": (b"\r\n\r\n" + make_pdf("x"), "pdf"),
    "docx": (make_docx(paragraph("x")), "docx"),
    "xlsx": (make_xlsx(""), "xlsx"),
    "pptx": (make_zip({"ppt/presentation.xml": "<p/>"}), "pptx"),
    "odt": (make_odf("text", ""), "odt"),
    "ods": (make_odf("spreadsheet", ""), "ods"),
    "ofd": (make_ofd(""), "ofd"),
    "zip": (make_zip({"a.txt": "a"}), "zip"),
    "torn-zip": (make_zip({"a.txt": "a"})[:20], "zip"),
    "old-office": (OLE, "ole"),
    "old-word": (OLE + "WordDocument\0".encode("utf-16-le"), "doc"),
    "old-excel": (OLE + "Workbook\0".encode("utf-16-le"), "xls"),
    "older-excel": (OLE + "Book\0".encode("utf-16-le"), "xls"),
    "old-slides": (OLE + "PowerPoint Document\0".encode("utf-16-le"), "ppt"),
    "rtf": (b"{\\rtf1 a}", "rtf"),
    "rar": (b"Rar!\x1a\x07\x00", "rar"),
    "jpeg": (b"\xff\xd8\xff\xe0", "jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n", "png"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "html"),
    "html-without-doctype": (b"<div></div><title>404</title>", "html"),
    "text": ("Kính gửi".encode(), "text"),
    "cut-text": ("é".encode() * 3000, "text"),
    "nothing": (b"", "unknown"),
    "noise": (b"\x00\x01\x02", "unknown"),
}


@pytest.mark.parametrize(("body", "kind"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_is_told_by_the_content(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


LOCKED = OLE + "EncryptedPackage\0".encode("utf-16-le")
STATUSES = {
    "a picture": (b"\x89PNG\r\n\x1a\n", "none", "picture: "),
    "nothing": (b"", "none", "empty: "),
    "streams that nobody knows": (OLE, "none", "unknown_kind: "),
    "a modern office file with a password": (LOCKED, "encrypted", "encrypted: "),
    "a word file that is no xml": (make_zip({"word/document.xml": ""}), "damaged", "damaged: "),
    "a torn word file": (make_docx(paragraph("x"))[:-30], "damaged", "damaged: "),
}


@pytest.mark.parametrize(("body", "status", "note"), STATUSES.values(), ids=STATUSES.keys())
def test_why_there_is_no_text(body: bytes, status: str, note: str) -> None:
    found = read(body)
    assert (found.status, found.method, found.text) == (status, "none", None)
    assert str(found.note).startswith(note)


def test_the_command_prints_an_object_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_docx(paragraph("Giấy mời")))
    (tmp_path / "b").write_bytes(b"")
    names = [str(tmp_path / name) for name in ("a.pdf", "b", "missing")]
    result = CliRunner().invoke(text_command.command, [*names, "--no-ocr"])
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [row["file"] for row in rows] == names
    assert rows[0] | {"file": ""} == {
        "file": "", "kind": "docx", "status": "text", "method": "document", "text": "Giấy mời", "note": None,
    }  # fmt: skip
    assert rows[1]["status"] == "none"
    assert "cannot be read" in rows[2]["error"]
    assert isinstance(result.exception, HealthArchiveError)


def test_a_file_that_is_too_heavy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2**20)
    monkeypatch.setattr(text_command, "LIMITS", Limits(memory=2**12))
    result = CliRunner().invoke(text_command.command, [str(tmp_path / "a")])
    assert json.loads(result.output.splitlines()[0])["status"] == "too_heavy"


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


SCAN = scan_pdf(next(pdf_pictures(make_pdf("SO Y TE\nBAO CAO 2024"))))


@needs_tesseract
def test_a_scan_gets_recognised_text_and_keeps_it(archive: Archive) -> None:
    _with_paper(archive)
    _fetch(archive, 0, SCAN)
    assert _stored(archive)[:3] == ("stored", None, "none")
    archive.close()
    result = CliRunner().invoke(ocr_command.command, ["--archive", str(archive.path)])
    assert result.output.endswith("1 file or picture read\n"), result.output
    with Archive.open(archive.path) as again:
        text = _stored(again)
        assert "2024" in str(text[1])
        assert text[2] == "ocr"
        assert _found(again, "2024") == 1
        _fetch(again, 1, SCAN)
        assert _stored(again) == text
    result = CliRunner().invoke(ocr_command.command, ["--archive", str(archive.path)])
    assert result.output == "0 files and pictures read\n"


@needs_tesseract
def test_the_command_recognises_a_picture(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(SCAN)
    result = CliRunner().invoke(text_command.command, [str(tmp_path / "b"), "--language", "vi"])
    row = json.loads(result.output)
    assert (row["status"], row["method"]) == ("text", "ocr")
    assert "2024" in row["text"]
    assert row["note"].startswith("recognised: ")


@needs_tesseract
@pytest.mark.parametrize(
    "body",
    [make_pdf("x", image=True), b"\x89PNG\r\n\x1a\n broken", make_docx("<w:p/>")],
    ids=["blank page", "broken picture", "word file without pictures"],
)
def test_nothing_is_recognised(body: bytes) -> None:
    found = read_file_text(body, "vi", recognition_seconds=20)
    assert (found.status, found.text) == ("none", None)
    assert found.note == "recognised: no text was found in the picture."


def test_words_that_recognition_doubts_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed_models", lambda: frozenset({"vie"}))
    monkeypatch.setattr(ocr, "_page", lambda _picture, _model, _seconds: (ocr.MIN_CONFIDENCE - 1, "zx qw"))
    with pytest.raises(NoTextError, match="no text was found"):
        ocr.recognised_text([b""], "vi", 5)


def test_no_picture_is_begun_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 9.0])
    monkeypatch.setattr(ocr, "installed_models", lambda: frozenset({"vie"}))
    monkeypatch.setattr(ocr, "_page", lambda _picture, _model, _seconds: (90.0, "trang"))
    monkeypatch.setattr(ocr.time, "monotonic", lambda: next(clock))
    words = ocr.recognised_text([b"", b""], "vi", 5)
    assert words.text == "trang"
    assert str(words.note).endswith("only the first 1 pages were read.")


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
    assert ocr._page(b"", "vie", 1) == (0.0, "")
