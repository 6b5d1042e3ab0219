"""Saved pages in folders: where they are from and when, as the programs that saved them say."""

import base64
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive.importing.found import RecordFault
from crawler.archive.importing.saved.folder import read_folder
from tests.archive.importing.pages import failure, page, rows, run_import
from tests.archive.importing.warcs import http, record, write_warc

HOST = "ttyt-mau.example.test"
URL = f"http://{HOST}/tin/bep-an-17.html"
PAGE = page("Kiểm tra bếp ăn").decode()
STAMP = "2024-06-01T08:30:00Z"
SAVED_AT = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)


def save(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (SAVED_AT.timestamp(), SAVED_AT.timestamp()))


def head(note: str) -> str:
    return PAGE.replace("<!DOCTYPE html>", f"<!DOCTYPE html>{note}")


SINGLE_FILE = (
    f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Wed May 15 2024 10:20:30 GMT+0700 (x)\n-->"
)
FORMS = {
    "a browser's": ("bep-an.html", head(f"<!-- saved from url=(0049){URL} -->"), URL, STAMP, "file"),
    "SingleFile's": ("bep-an.html", head(SINGLE_FILE), URL, "2024-05-15T03:20:30Z", "page"),
    "HTTrack's": (
        f"{HOST}/tin/bep-an-17.html",
        head(
            f"<!-- Mirrored from {HOST}/tin/bep-an-17.html by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Fri, 10 May 2024 01:02:03 GMT -->"
        ),
        URL,
        "2024-05-10T01:02:03Z",
        "page",
    ),
    "wget's mirror": (f"{HOST}/tin/bep-an-17.html", PAGE, URL, STAMP, "file"),
    "wget's with a query": (
        f"{HOST}/tin.aspx?id=17&nhom=2.html", PAGE, f"http://{HOST}/tin.aspx?id=17&nhom=2", STAMP, "file",
    ),
    "wget's for other systems": (
        f"{HOST}/tin.aspx@id=17.html", PAGE, f"http://{HOST}/tin.aspx?id=17", STAMP, "file",
    ),
    "a folder's page": (f"{HOST}/tin/bep-an/index.html", PAGE, f"http://{HOST}/tin/bep-an/", STAMP, "file"),
    "a Wayback downloader's": (f"{HOST}/20240401020304/tin/bep-an-17.html", PAGE, URL, "2024-04-01T02:03:04Z", "path"),
    "another's": (f"20240401020304/{HOST}/tin/bep-an-17.html", PAGE, URL, "2024-04-01T02:03:04Z", "path"),
    "its own address": (
        "bai.html", PAGE.replace("<head>", f"<head><link rel='canonical' href='{URL}'>"), URL, STAMP, "file",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_saved_page_says_where_it_is_from(tmp_path: Path, form: str) -> None:
    name, text, url, moment, time_from = FORMS[form]
    save(tmp_path / "saved", name, text)
    result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "archive.db", "SELECT url, title, first_seen FROM articles") == [
        (url, "Kiểm tra bếp ăn", moment)
    ]
    told = rows(tmp_path / "archive.db", "SELECT record, time_from FROM imported_captures")
    assert told == [(name, time_from)]


def test_a_page_of_nowhere_is_named_and_the_rest_comes_in(tmp_path: Path) -> None:
    save(tmp_path / "saved", "lost.html", PAGE)
    save(tmp_path / "saved", f"{HOST}/tin/bep-an-17.html", PAGE)
    save(tmp_path / "saved", f"{HOST}/logo.png", b"\x89PNG")
    save(tmp_path / "saved", f"{HOST}/files/bao-cao.pdf", b"%PDF-1.4 paper")
    result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office")
    assert result.exit_code == 1
    assert "lost.html: nothing says from which address" in result.output
    assert rows(tmp_path / "archive.db", "SELECT kind, count(*) FROM captures GROUP BY kind ORDER BY kind") == [
        ("article", 1),
        ("attachment", 1),
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text(PAGE, "utf-8")
    (tmp_path / "saved" / HOST).mkdir(parents=True)
    (tmp_path / "saved" / HOST / "secret.html").symlink_to(secret)
    result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office")
    assert "0 found" in result.output


def test_a_missing_folder_is_said_to_be(tmp_path: Path) -> None:
    assert "There is no file" in failure(run_import(tmp_path / "archive.db", tmp_path / "nowhere"))


def test_warc_files_in_a_folder_are_named_and_not_passed_over(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.WARC", "c.wacz"):
        (tmp_path / name).write_bytes(b"x")
    found = list(read_folder(tmp_path))
    assert [one.where for one in found if isinstance(one, RecordFault)] == ["a.warc.gz", "b.WARC", "c.wacz"]


@pytest.mark.parametrize("name", [b"tr\xe2m-y-t\xea.html", b"ph\xf2ng/bai-1.html", b"\xff.pdf"])
def test_a_name_that_is_no_utf_8_is_shown_escaped_and_the_rest_comes_in(tmp_path: Path, name: bytes) -> None:
    shown = name.decode("utf-8", "backslashreplace")
    save(tmp_path / "saved", f"{HOST}/tin/{os.fsdecode(name)}", PAGE)
    save(tmp_path / "saved", os.fsdecode(HOST.encode() + b"/tin/b\xe9.png"), b"\x89PNG")
    save(tmp_path / "saved", f"{HOST}/tin/bep-an-17.html", PAGE)
    for options in (("--dry-run",), ()):
        result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office", *options)
        assert result.exit_code == 1
        assert f"{shown}: its name is no UTF-8" in result.output
        assert "1 taken" in result.output
        assert "1 faulty" in result.output
    assert rows(tmp_path / "archive.db", "SELECT url FROM articles") == [(URL,)]


@pytest.mark.parametrize("what", ["folder", "WARC file", "WARC file in place"])
def test_a_source_whose_name_is_no_utf_8_comes_in(tmp_path: Path, what: str) -> None:
    source = tmp_path / os.fsdecode(b"l\xfau")
    if what == "folder":
        save(source, f"{HOST}/tin/bep-an-17.html", PAGE)
    else:
        source = write_warc(source.with_suffix(".warc.gz"), [record(URL, STAMP, http(PAGE.encode()))])
    options = ("--in-place",) if what.endswith("place") else ()
    result = run_import(tmp_path / "archive.db", source, "--new-office", *options)
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "archive.db", "SELECT url FROM articles") == [(URL,)]
    [(name,)] = rows(tmp_path / "archive.db", "SELECT source FROM imports")
    assert "l\\xfau" in name


NO_MOMENTS = {
    "SingleFile's": SINGLE_FILE.replace("Wed May 15 2024 10:20:30 GMT+0700", "Mon Jan 01 0001 00:00:00 GMT+1400"),
    "HTTrack's": f"<!-- Mirrored from {HOST}/tin/bep-an-17.html by HTTrack Website Copier/3.x [X], "
    "Fri, 31 Dec 9999 23:59:59 -1400 -->",
    "HTTrack's without one": f"<!-- Mirrored from {HOST}/tin/bep-an-17.html by HTTrack Website Copier/3.x [X], x -->",
}


@pytest.mark.parametrize("form", NO_MOMENTS)
def test_a_page_that_names_no_moment_of_the_calendar_has_that_of_its_file(tmp_path: Path, form: str) -> None:
    save(tmp_path / "saved", "bep-an.html", head(NO_MOMENTS[form]))
    result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "archive.db", "SELECT url, first_seen FROM articles") == [(URL, STAMP)]
    assert rows(tmp_path / "archive.db", "SELECT time_from FROM imported_captures") == [("file",)]


def test_a_fault_is_one_line_of_a_terminal_however_long_a_name_is() -> None:
    fault = str(RecordFault("tin/" + "a" * 9000 + "\n\x1b[2J.html", "nothing says from which address it was saved."))
    assert len(fault) < 400
    assert fault.startswith("tin/aaa")
    assert fault.endswith("\\n\\x1b[2J.html: nothing says from which address it was saved.")


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def mhtml(*parts: tuple[str, str, bytes], fields: str = f"Snapshot-Content-Location: {URL}\r\n") -> bytes:
    """Return a page in one file, with a part for each type, address and content."""
    lines = [
        f"From: <Saved by a browser>\r\n{fields}Date: Wed, 15 May 2024 10:20:30 +0700\r\nMIME-Version: 1.0\r\n".encode()
    ]
    lines.append(b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x----"\r\n\r\n')
    for kind, address, content in parts:
        head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: {address}\r\n\r\n"
        lines += [b"------x----\r\n", head.encode(), base64.encodebytes(content), b"\r\n"]
    return b"".join([*lines, b"------x------\r\n"])


def test_a_page_in_one_file_is_read_with_its_pictures(tmp_path: Path) -> None:
    shown = page("Kiểm tra bếp ăn", extra='<img src="/anh/bep.png">')
    parts = [("text/html", URL, shown), ("image/png", f"http://{HOST}/anh/bep.png", PICTURE)]
    parts.append(("image/png", f"http://{HOST}/anh/not-shown.png", PICTURE))
    save(tmp_path / "saved", "bep-an.mhtml", mhtml(*parts))
    save(tmp_path / "saved", "no-page.mht", mhtml(("image/png", f"http://{HOST}/a.png", PICTURE)))
    save(tmp_path / "saved", "nowhere.mht", mhtml(("text/html", "cid:x", shown), fields=""))
    result = run_import(tmp_path / "archive.db", tmp_path / "saved", "--new-office")
    assert result.exit_code == 1
    assert "no-page.mht: it holds no page with an address" in result.output
    assert "nowhere.mht: it holds no page with an address" in result.output
    found = rows(tmp_path / "archive.db", "SELECT kind, url, fetched_at FROM captures ORDER BY kind")
    moment = "2024-05-15T03:20:30Z"
    assert found == [("article", URL, moment), ("picture", f"http://{HOST}/anh/bep.png", moment)]
    assert rows(tmp_path / "archive.db", "SELECT title FROM articles") == [("Kiểm tra bếp ăn",)]
