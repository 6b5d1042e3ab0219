"""Archives: the names of their members and the members' text, within one budget."""

import gzip
import io
import tarfile

import py7zr
import pytest

from crawler.filetext.archives import members, rar, zips
from crawler.filetext.archives.members import Budget, Member
from tests.filetext.build import make_docx, make_rar4, make_rar5, make_zip, paragraph
from tests.filetext.read import read, text

DOCX = make_docx(paragraph("Kế hoạch tiêm chủng"))
FILES = {"附件1.docx": DOCX, "doc.txt": "Hướng dẫn in".encode()}
LISTED = "附件1.docx\nKế hoạch tiêm chủng\ndoc.txt\nHướng dẫn in"


def make_7z(files: dict[str, bytes], password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, content in files.items():
            archive.writestr(content, name)
    return out.getvalue()


def make_tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


ARCHIVES = {
    "zip": make_zip(dict(FILES)),
    "rar 4": make_rar4(FILES),
    "rar 5": make_rar5(FILES),
    "7z": make_7z(FILES),
    "tar": make_tar(FILES),
}


@pytest.mark.parametrize("body", ARCHIVES.values(), ids=ARCHIVES.keys())
def test_names_and_texts(body: bytes) -> None:
    found = read(body)
    assert (found.status, found.method, found.note) == ("text", "listing", None)
    assert found.text == LISTED


def test_a_packed_text() -> None:
    assert text(gzip.compress(b"So y te")) == "So y te"


def test_names_in_a_zip_from_chinese_windows() -> None:
    body = make_zip({"AAAA.txt": ""}).replace(b"AAAA", "附件".encode("gb18030"))
    assert str(read(body, "zh").text).startswith("附件.txt")


def test_leftovers_of_desktops_are_not_listed() -> None:
    assert text(make_zip({"a.txt": "moi", "__MACOSX/._a.txt": "x", ".DS_Store": "y"})) == "a.txt\nmoi"
    assert read(make_zip({".DS_Store": "y"})).status == "none"


def test_archives_in_archives_end(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_zip({"trong.txt": "day"})
    assert text(make_zip({"a.zip": body})) == "a.zip\ntrong.txt\nday"
    monkeypatch.setattr("crawler.filetext.archives.text.MAX_DEPTH", 1)
    found = read(make_zip({"a.zip": body}))
    assert found.text == "a.zip\ntrong.txt"


def test_what_is_not_read_is_said() -> None:
    found = read(make_zip({"a.pdf": b"%PDF-1.4 broken", "b.txt": "co"}))
    assert found.text == "a.pdf\nb.txt\nco"
    assert str(found.note).startswith("members: not read are a.pdf (damaged: ")


def test_a_member_that_unpacks_to_too_much_is_left_packed() -> None:
    found = read(make_zip({"bom.txt": b"0" * 3_000_000, "b.txt": "co"}))
    assert found.text == "bom.txt\nb.txt\nco"
    assert found.note == "members: not read are bom.txt (too large or too many)."


def test_one_budget_for_all_members() -> None:
    budget = Budget(members=2, bytes=100)
    sizes = [60, 60, 30, 1]
    allowed = [budget.allows(Member(name="a", size=size, packed=size, read=None)) for size in sizes]
    assert allowed == [True, False, True, False]


def test_a_member_that_says_too_small_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_MEMBER", 10)
    found = read(make_zip({"a.txt": "dai hon muoi chu"}))
    assert found.text == "a.txt"
    assert members.MAX_MEMBER > 10


def test_members_with_a_password_are_named() -> None:
    found = read(make_7z({"kin.txt": b"x"}, password="mat khau"))
    assert (found.text, found.note) == ("kin.txt", "members: not read are kin.txt (it needs a password).")
    locked = read(make_rar4({"kin.txt": b"x"}, flags=4))
    assert (locked.text, locked.note) == ("kin.txt", "members: not read are kin.txt (it needs a password).")


def test_a_packed_rar_needs_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar.shutil, "which", lambda _name: None)
    found = read(make_rar4({"a.txt": b"x"}, method=0x33))
    assert found.text == "a.txt"
    assert "no program that unpacks RAR" in str(found.note)


def test_a_stored_member_whose_check_sum_fails() -> None:
    body = make_rar4({"a.txt": b"dung"}).replace(b"dung", b"sai!")
    assert "its check sum fails" in str(read(body).note)


def test_a_name_in_unicode_beside_an_old_one() -> None:
    # "ab" from the old name, then U+1EC7 with its page given, as version 4 packs names.
    assert rar._unpacked_name(b"ab?", bytes([0x1E, 0b00000100, ord("a"), ord("b"), 0xC7])) == "abệ"
    assert rar._unpacked_name(b"abcd", bytes([0x00, 0b11000000, 2])) == "abcd"


@pytest.mark.parametrize(
    "body",
    [
        ARCHIVES["zip"][:40],
        ARCHIVES["rar 4"][:60],
        b"Rar!\x1a\x07\x01\x00" + b"\xff" * 40,
        ARCHIVES["7z"][:50],
        b"\x1f\x8b\x08broken",
    ],
    ids=["zip", "rar4", "rar5", "7z", "gzip"],
)
def test_a_broken_archive(body: bytes) -> None:
    assert read(body).status in {"damaged", "none"}
