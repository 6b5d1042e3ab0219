"""Files that attack their reader: bombs, entities, deep nesting, noise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.filetext import package, reading
from crawler.filetext.pdf.pictures import pdf_pictures
from crawler.filetext.result import DamagedError
from tests.crawling import heavy
from tests.filetext.build import (
    S,
    W,
    make_docx,
    make_odf,
    make_ofd,
    make_rar4,
    make_rar5,
    make_xlsx,
    make_zip,
    paragraph,
)
from tests.filetext.read import read


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML", 5000)
    monkeypatch.setattr(package.Package.read, "__defaults__", (5000,))
    found = read(make_docx(paragraph("a" * 10_000)))
    assert (found.status, found.text) == ("too_large", None)
    assert "unpacks to more than" in str(found.note)


def test_a_part_far_larger_than_its_packing_is_refused() -> None:
    assert read(make_docx(paragraph("a" * 6_000_000))).status == "too_large"


def test_a_large_sheet_is_refused_before_it_is_unpacked() -> None:
    sheet = f"<worksheet {S}><sheetData>{' ' * 5_000_000}</sheetData></worksheet>"
    body = make_xlsx("")
    assert read(_with(body, "xl/sheets/of0.xml", sheet)).status == "too_large"


def _with(body: bytes, name: str, content: str) -> bytes:
    found = package.Package(body)
    return make_zip({part: found.read(part) for part in found.names} | {name: content})


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    bomb = (
        f'<!DOCTYPE w [<!ENTITY file SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        f"<w:document {W}><w:body>{paragraph('trước &file; &b; sau')}</w:body></w:document>"
    )
    words = read(make_zip({"word/document.xml": bomb})).text or ""
    assert "bí mật" not in words
    assert "aaaa" not in words


def test_elements_nested_without_end() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000
    assert read(make_docx(deep)).status in {"none", "damaged", "too_heavy"}
    assert (
        read(("<html xmlns:o='urn:schemas-microsoft-com:office:office'>" + "<div>" * 20_000 + "x").encode()).text == "x"
    )
    assert read(b"{\\rtf1 " + b"{" * 50_000 + b"x" + b"}" * 50_000).text == "x"


def test_a_page_that_cannot_be_loaded_has_no_picture() -> None:
    deep = heavy.page_tree(2_000)
    assert list(pdf_pictures(deep)) == []
    assert read(deep).status == "none"


@pytest.mark.parametrize(
    ("fault", "status"), [(RecursionError, "too_heavy"), (MemoryError, "too_heavy"), (DamagedError, "damaged")]
)
def test_what_a_reader_ends_with(monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: str) -> None:
    def fail(_body: bytes) -> None:
        raise fault("x")

    monkeypatch.setitem(reading.SIMPLE, "docx", fail)
    assert read(make_docx("")).status == status


def test_a_file_that_is_too_large_is_kept_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert read(make_docx("")).status == "too_large"


SEEDS = [
    b"",
    b"%PDF-1.4\n",
    make_docx(paragraph("x")),
    make_xlsx("<row><c><v>1</v></c></row>"),
    make_odf("text", "<office:text/>"),
    make_ofd(""),
    make_rar4({"a": b"b"}),
    make_rar5({"a": b"b"}),
    b"{\\rtf1 a}",
    b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html>",
    b"7z\xbc\xaf\x27\x1c\x00\x04",
    b"\x1f\x8b\x08",
]


@given(st.sampled_from(SEEDS), st.integers(0, 400), st.binary(max_size=60))
def test_reading_is_total(seed: bytes, place: int, noise: bytes) -> None:
    body = seed[:place] + noise + seed[place + len(noise) :]
    found = read(body)
    assert (found.text is not None) == (found.status == "text")
    assert found.text or found.note
