"""Pictures that were saved with a page: found by what it writes, filed under the address that its article names."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import BODY, page, rows, run_import

HOST = "ttyt-mau.example.test"
URL = f"http://{HOST}/tin/bep-an-17.html"
SAVED_FROM = f"<!-- saved from url=(0049){URL} -->"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)


def shows(source: str, *, head: str = "") -> bytes:
    """Return a page that shows the picture written as *source* between its paragraphs."""
    paragraphs = [BODY[0], f"<img {source}>", *BODY[1:]]
    return page("Kiểm tra bếp ăn", body=paragraphs).replace(b"<!DOCTYPE html>", f"<!DOCTYPE html>{head}".encode())


def save(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def pictures(archive: Path) -> list[tuple[Any, ...]]:
    return rows(
        archive,
        """SELECT captures.url, content_type, record, articles.url, imported.time_from FROM captures
        JOIN imported_captures AS imported ON imported.capture = captures.id
        LEFT JOIN articles ON articles.id = captures.article
        WHERE kind = 'picture' ORDER BY captures.url""",
    )


MIRROR = f"{HOST}/tin/bep-an-17.html"
FORMS = {
    "a browser's folder of files": (
        {"Ảnh.html": shows('src="./%E1%BA%A2nh_files/bep.png"', head=SAVED_FROM), "Ảnh_files/bep.png": PNG},
        f"http://{HOST}/tin/%E1%BA%A2nh_files/bep.png", "Ảnh_files/bep.png",
    ),
    "a browser's, of a picture that a script brings": (
        {"a.html": shows('data-src="/anh/bep.png" src="a_files/bep.png"', head=SAVED_FROM), "a_files/bep.png": PNG},
        f"http://{HOST}/anh/bep.png", "a_files/bep.png",
    ),
    "a mirror's, links converted": (
        {MIRROR: shows('src="../anh/bep.png"'), f"{HOST}/anh/bep.png": PNG},
        f"http://{HOST}/anh/bep.png", f"{HOST}/anh/bep.png",
    ),
    "a mirror's, links as they were": (
        {MIRROR: shows('src="/anh/bep.png"'), f"{HOST}/anh/bep.png": PNG},
        f"http://{HOST}/anh/bep.png", f"{HOST}/anh/bep.png",
    ),
    "a mirror's, of another host": (
        {MIRROR: shows('src="https://cdn.example.test/a/bep.png"'), "cdn.example.test/a/bep.png": PNG},
        "https://cdn.example.test/a/bep.png", "cdn.example.test/a/bep.png",
    ),
    "a mirror's, with a query": (
        {MIRROR: shows('src="../anh/bep.png%3Fv=2"'), f"{HOST}/anh/bep.png?v=2": PNG},
        f"http://{HOST}/anh/bep.png%3Fv=2", f"{HOST}/anh/bep.png?v=2",
    ),
    "a picture without a name's end": (
        {MIRROR: shows('src="../anh.aspx%40id=4"'), f"{HOST}/anh.aspx@id=4": JPEG},
        f"http://{HOST}/anh.aspx%40id=4", f"{HOST}/anh.aspx@id=4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_saved_picture_goes_to_its_article(tmp_path: Path, form: str) -> None:
    files, url, name = FORMS[form]
    folder, archive = save(tmp_path / "saved", files), tmp_path / "archive.db"
    result = run_import(archive, folder, "--new-office")
    assert result.exit_code == 0, result.output
    kind = "image/png" if PNG in files.values() else "image/jpeg"
    assert pictures(archive) == [(url, kind, name, URL, "file")]
    assert json.loads(rows(archive, "SELECT images FROM articles")[0][0])[0]["url"] == url
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    assert "0 taken" in run_import(archive, folder, "--new-office").output


def test_a_picture_has_the_moment_of_its_own_folder(tmp_path: Path) -> None:
    """A downloader of the Wayback Machine keeps a folder a moment; a picture may be of another moment than its page."""
    files = {
        f"{HOST}/20240401020304/tin/bep-an-17.html": shows('src="/anh/bep.png"'),
        f"{HOST}/20160101000000/anh/bep.png": JPEG,
        f"{HOST}/20240402000000/anh/bep.png": PNG,
    }
    run_import(tmp_path / "archive.db", save(tmp_path / "saved", files), "--new-office")
    told = rows(tmp_path / "archive.db", "SELECT fetched_at, content_type FROM captures WHERE kind = 'picture'")
    assert told == [("2024-04-02T00:00:00Z", "image/png")]


def test_one_picture_of_two_pages_is_filed_once(tmp_path: Path) -> None:
    files = {
        MIRROR: shows('src="../anh/bep.png"'),
        f"{HOST}/tin/nuoc-18.html": shows('src="../anh/bep.png"'),
        f"{HOST}/anh/bep.png": PNG,
    }
    run_import(tmp_path / "archive.db", save(tmp_path / "saved", files), "--new-office")
    assert [row[3] for row in pictures(tmp_path / "archive.db")] == [URL]


@pytest.mark.parametrize(
    "source",
    [
        "../../secret.png",
        "../link.png",
        "/etc/hostname",
        "%2e%2e/%2e%2e/secret.png",
        "a%00b.png",
        "x" * 3000 + ".png",
        "page.png",
        "http://[::1/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
    ],
)
def test_what_is_outside_the_folder_or_no_picture_is_not_taken(tmp_path: Path, source: str) -> None:
    save(tmp_path, {"secret.png": PNG})
    folder = save(tmp_path / "saved", {MIRROR: shows(f'src="{source}"'), f"{HOST}/tin/page.png": b"no picture"})
    (folder / HOST / "link.png").symlink_to(tmp_path / "secret.png")
    result = run_import(tmp_path / "archive.db", folder, "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "archive.db", "SELECT kind FROM captures") == [("article",)]


def test_a_manifest_has_the_pictures_beside_its_pages_and_those_that_it_names(tmp_path: Path) -> None:
    page_with_both = shows('src="bep.png"><img src="/anh/nuoc.jpg"')
    save(tmp_path / "saved", {"bai.html": page_with_both, "bep.png": PNG, "elsewhere/7": JPEG})
    lines = [
        {"file": "saved/bai.html", "url": URL, "fetched_at": "2024-05-06T01:02:03Z"},
        {"file": "saved/elsewhere/7", "url": f"http://{HOST}/anh/nuoc.jpg", "fetched_at": "2024-05-06T01:02:04Z"},
    ]
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    result = run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office")
    assert result.exit_code == 0, result.output
    assert pictures(tmp_path / "archive.db") == [
        (f"http://{HOST}/anh/nuoc.jpg", "image/jpeg", "saved/elsewhere/7", URL, "manifest"),
        (f"http://{HOST}/tin/bep.png", "image/png", "saved/bep.png", URL, "manifest"),
    ]


@pytest.mark.parametrize("name", ["../outside.html", "/etc/hostname", "link.html", "a\0b.html"])
def test_a_manifest_names_files_of_its_own_folder_only(tmp_path: Path, name: str) -> None:
    save(tmp_path, {"outside.html": shows("src=x.png")})
    folder = save(tmp_path / "saved", {"bai.html": shows("src=x.png")})
    (folder / "link.html").symlink_to(tmp_path / "outside.html")
    lines = [{"file": one, "url": URL, "fetched_at": "2024-05-06T01:02:03Z"} for one in (name, "bai.html")]
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    result = run_import(tmp_path / "archive.db", "--manifest", folder / "manifest.jsonl", "--new-office")
    assert result.exit_code == 1
    assert "is not in the manifest's folder" in result.output
    assert rows(tmp_path / "archive.db", "SELECT record FROM imported_captures") == [("bai.html",)]
