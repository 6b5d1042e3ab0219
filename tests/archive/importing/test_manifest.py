"""Saved pages that a manifest names: addresses, digests, words and times come in as they are told."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import failure, page, rows, run_import, told, write_manifest

URL = "https://ttyt-mau.example.test/tin/bep-an-truong-hoc-17.html"
ENTRY = {"url": URL, "fetched_at": "2024-03-06T02:00:00Z"}


def test_a_page_becomes_an_article_seen_at_its_own_time(tmp_path: Path) -> None:
    content = page("Kiểm tra bếp ăn trường học", views=321)
    manifest = write_manifest(tmp_path, [({**ENTRY, "title": "Bếp ăn"}, content)])
    result = run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office")
    assert result.exit_code == 0, result.output
    told_of = rows(
        tmp_path / "archive.db",
        """SELECT articles.url, title, published_at, views, sha256, fetched_at, first_seen, articles.site
        FROM articles JOIN captures ON captures.id = capture""",
    )
    seen_at, digest = ENTRY["fetched_at"], hashlib.sha256(content).hexdigest()
    office = "vn_ttyt_mau_example_test"
    assert told_of == [(URL, "Kiểm tra bếp ăn trường học", "2024-03-05", 321, digest, seen_at, seen_at, office)]
    provenance = rows(
        tmp_path / "archive.db",
        "SELECT source, kind, record, time_from, title FROM imported_captures JOIN imports ON imports.id = import",
    )
    assert provenance == [(str(manifest), "manifest", "page-0.html", "manifest", "Bếp ăn")]
    with Archive.open(tmp_path / "archive.db", read_only=True) as archive:
        assert list(faults(archive)) == []
        assert archive.read_capture(1).body == content


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một")), ({**ENTRY, "url": URL + "?id=2"}, page("Hai"))])
    run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office")
    before = told(tmp_path / "archive.db")
    again = run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office")
    assert "0 taken, 2 known" in again.output
    assert told(tmp_path / "archive.db") == before
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM captures") == [(2,)]


def test_an_unknown_host_is_listed_and_left_out(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một"))])
    result = run_import(tmp_path / "archive.db", "--manifest", manifest)
    assert result.exit_code == 0
    assert "ttyt-mau.example.test: no office's host, 1 captures left out" in result.output
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM captures") == [(0,)]


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một")), (ENTRY, page("Một"))])
    result = run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office", "--dry-run")
    assert "2 found, 1 taken, 1 known" in result.output
    assert "nothing was written" in result.output
    assert [path.name for path in tmp_path.iterdir() if "archive" in path.name or path.name == "warc"] == []


def test_a_named_office_takes_pages_of_any_host(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, [({**ENTRY, "url": "http://old.example.test/a/17"}, page("Một"))])
    run_import(tmp_path / "archive.db", "--manifest", manifest, "--site", "vn_quangninh_cdc")
    assert rows(tmp_path / "archive.db", "SELECT site, title FROM articles") == [("vn_quangninh_cdc", "Một")]


def test_an_unknown_office_is_refused(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một"))])
    result = run_import(tmp_path / "archive.db", "--manifest", manifest, "--site", "vn_nowhere")
    assert "There is no office 'vn_nowhere'" in failure(result)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"file": "missing.html"}, "no such file"),
        ({"fetched_at": "yesterday"}, "is no moment"),
        ({"fetched_at": None}, '"fetched_at" is missing'),
        ({"url": "tin/17.html"}, "no address of a web page"),
        ({"url": "https://a.test/\r\nX: 1"}, "no address of a web page"),
        ({"language": "fr"}, "neither vi nor zh"),
        ({"file": "empty.html"}, "is empty"),
        ({"site": 7}, '"site" is missing or no text'),
        ({"fetched_at": "0001-01-01T00:00:00+14:00"}, "is no moment"),
        ({"fetched_at": "9999-12-31T23:59:59-14:00"}, "is no moment"),
        ({"site": "vn_nowhere"}, "there is no office 'vn_nowhere'"),
        ({"title": "Bếp \ud83d ăn"}, '"title" holds half of a character'),
        ({"file": "\udcff.html"}, '"file" holds half of a character'),
        ({"site": "\ud800"}, '"site" holds half of a character'),
        ({"url": "https://a.test/\ud800"}, '"url" holds half of a character'),
        ({"file": "a\u0000b"}, "is not in the manifest's folder"),
        ({"file": "thư mục/" * 2000}, "file name too long"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_comes_in(tmp_path: Path, entry: dict[str, Any], why: str) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một"))])
    (tmp_path / "empty.html").write_bytes(b"")
    bad = json.dumps({"file": "page-0.html", **ENTRY, **entry})
    deep = "{" + '"a":{' * 50_000
    manifest.write_text(f"not json\n{deep}\n{bad}\n{manifest.read_text('utf-8')}", "utf-8")
    for options in (("--dry-run",), ()):
        result = run_import(tmp_path / "archive.db", "--manifest", manifest, "--new-office", *options)
        assert result.exit_code == 1
        assert "line 1: it is not JSON" in result.output
        assert "line 2: it is not JSON" in result.output
        assert why in result.output
        assert "1 taken" in result.output
        assert max(map(len, result.output.splitlines())) < 600


def test_standard_input_is_a_manifest_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = write_manifest(tmp_path, [(ENTRY, page("Một"))])
    monkeypatch.chdir(tmp_path)
    result = run_import(tmp_path / "archive.db", "--manifest", "-", "--new-office", stdin=manifest.read_bytes())
    assert "1 taken" in result.output


def test_an_earlier_page_becomes_the_first_version(tmp_path: Path) -> None:
    """What comes in later but was fetched before takes its place in time, whatever the order of imports."""
    days = [
        ({**ENTRY, "fetched_at": "2019-01-01T00:00:00Z"}, page("Bếp ăn", body=["Bản thứ nhất của bài viết này."] * 9)),
        ({**ENTRY, "fetched_at": "2020-01-01T00:00:00Z"}, page("Bếp ăn", body=["Bản thứ hai của bài viết này."] * 9)),
        ({**ENTRY, "fetched_at": "2021-01-01T00:00:00Z"}, page("Bếp ăn", body=["Bản thứ ba của bài viết này."] * 9)),
    ]
    manifests = []
    for number, day in enumerate(days):
        folder = tmp_path / str(number)
        folder.mkdir()
        manifests.append(write_manifest(folder, [day]))
    orders = ((0, 1, 2), (2, 0, 1), (1, 2, 0))
    results = []
    for order in orders:
        archive = tmp_path / "".join(map(str, order)) / "archive.db"
        archive.parent.mkdir()
        for number in order:
            assert run_import(archive, "--manifest", manifests[number], "--new-office").exit_code == 0
        results.append(told(archive))
    assert [row[2] for row in results[0]["versions"]] == [day["fetched_at"] for day, _ in days]
    assert results[1] == results[0]
    assert results[2] == results[0]
