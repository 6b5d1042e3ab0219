"""Packing evidence, and replaying it with other people's tools."""

import hashlib
import json
import shutil
import socket
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.archive.warc.reader import read_block, read_record
from crawler.archive.warc.writer import Place
from crawler.commands import cdxj as cdxj_command
from crawler.commands import wacz as wacz_command
from crawler.publish.evidence import wacz
from crawler.publish.evidence.wacz import Selection, write_wacz
from tests.archive.samples import DAY_ONE as FIRST_DAY
from tests.archive.samples import SOYTE, WJW, document, page, samples, visit
from tests.programs import tool
from tests.waiting import answers, wait_for

NEWS = samples()[1]
WAYBACK = tool("wayback")


@pytest.fixture
def packed(sample_path: Path, tmp_path: Path) -> Path:
    """An office and an article of another one."""
    path = tmp_path / "evidence.wacz"
    words = ["--archive", str(sample_path), str(path), "--site", SOYTE.id, "--article", samples()[19].url]
    result = CliRunner().invoke(wacz_command.command, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.startswith(f"{path}: ")
    return path


def _lines(package: zipfile.ZipFile, name: str) -> list[str]:
    return package.read(name).decode().splitlines()


def test_the_package_describes_itself_rightly(packed: Path) -> None:
    with zipfile.ZipFile(packed) as package:
        description = json.loads(package.read("datapackage.json"))
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        assert description["wacz_version"] == "1.1.1"
        for resource in description["resources"]:
            content = package.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
        assert package.getinfo("archive/data-001.warc.gz").compress_type == zipfile.ZIP_STORED


def test_every_index_line_of_the_package_leads_to_its_record(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as package:
        package.extract("archive/data-001.warc.gz", tmp_path)
        lines = _lines(package, "indexes/index.cdxj")
        pages = [json.loads(line) for line in _lines(package, "pages/pages.jsonl")]
    assert lines == sorted(lines)
    urls = set()
    for line in lines:
        told = json.loads(line.split(" ", 2)[2])
        place = Place(told["filename"], int(told["offset"]), int(told["length"]))
        assert read_record(tmp_path / "archive", place).url == told["url"]
        urls.add(told["url"])
    assert NEWS.url in urls
    notice = samples()[19]
    assert {url for url in urls if url.startswith(WJW.home)} == {notice.url, document(notice).attachments[0].url}
    assert pages[0]["format"] == "json-pages-1.0"
    assert {entry["url"] for entry in pages[1:]} <= urls
    assert NEWS.title in {entry["title"] for entry in pages[1:]}


def test_a_file_begins_where_replay_tools_compute_it(packed: Path) -> None:
    # ReplayWeb.page takes the header before a file to be as long as the directory at the end says.
    with zipfile.ZipFile(packed) as package:
        content = packed.read_bytes()
        for entry in package.infolist():
            begin = entry.header_offset + 30 + len(entry.filename.encode()) + len(entry.extra)
            assert content[begin : begin + entry.compress_size] == package.read(entry), entry.filename


def test_a_large_package_is_in_parts(packed: Path, sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wacz, "PART_BYTES", 5000)
    parted = packed.with_name("parted.wacz")
    with Archive.open(sample_path, read_only=True) as archive:
        write_wacz(archive, Selection(sites=[SOYTE.id]), parted, title="", software="", created="")
    with zipfile.ZipFile(parted) as package:
        parts = [entry for entry in package.infolist() if entry.filename.startswith("archive/")]
        package.extractall(parted.with_suffix(""))
        places = [json.loads(line.split(" ", 2)[2]) for line in _lines(package, "indexes/index.cdxj")]
    assert len(parts) > 2
    assert all(entry.file_size <= 5000 for entry in parts)
    for told in places:
        place = Place(told["filename"], int(told["offset"]), int(told["length"]))
        block = read_block(parted.with_suffix("") / "archive", place)
        assert block.headers["warc-target-uri"] == told["url"]
        assert told["digest"] == block.headers.get("warc-payload-digest", told["digest"])


BAD_ORDERS = {
    "nothing-named": ([], "Say what to pack"),
    "unknown-office": (["--site", "vn_nowhere"], "There are no captures of what was asked for."),
    "unknown-article": (["--article", "9999"], "There is no article 9999"),
}


@pytest.mark.parametrize(("words", "sentence"), BAD_ORDERS.values(), ids=BAD_ORDERS.keys())
def test_bad_orders_are_one_sentence(sample_path: Path, tmp_path: Path, words: list[str], sentence: str) -> None:
    output = tmp_path / "x.wacz"
    result = CliRunner().invoke(wacz_command.command, ["--archive", str(sample_path), str(output), *words])
    assert sentence in str(result.exception)
    assert not output.exists()


def test_a_file_that_is_there_is_not_overwritten(sample_path: Path, packed: Path) -> None:
    words = ["--archive", str(sample_path), str(packed), "--site", SOYTE.id]
    assert "File exists" in str(CliRunner().invoke(wacz_command.command, words).exception)


@pytest.mark.parametrize(("size", "sentence"), [(None, "cannot be read"), (100, "ends before the record")])
def test_missing_evidence_is_not_packed(sample_path: Path, tmp_path: Path, size: int | None, sentence: str) -> None:
    shutil.copytree(sample_path.parent, tmp_path / "copy")
    [path, *_] = sorted((tmp_path / "copy" / "warc").glob("vn_vidu_soyte-*"))
    if size is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:size])
    output = tmp_path / "x.wacz"
    with Archive.open(tmp_path / "copy" / "archive.db") as archive, pytest.raises(ArchiveError, match=sentence):
        write_wacz(archive, Selection(sites=[SOYTE.id]), output, title="", software="", created="")
    assert not output.exists()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def wayback(sample_path: Path, tmp_path: Path) -> Iterator[str]:
    """pywb's server on the sample archive, as its documentation says to set it up; yields its address."""
    if WAYBACK is None:
        pytest.skip("pywb is not installed")
    collection = tmp_path / "collections" / "sample"
    shutil.copytree(sample_path.parent / "warc", collection / "archive")
    index = CliRunner().invoke(cdxj_command.command, ["--archive", str(sample_path)])
    (collection / "indexes").mkdir()
    (collection / "indexes" / "index.cdxj").write_text(index.output, encoding="utf-8")
    port = _free_port()
    server = subprocess.Popen(
        [WAYBACK, "--port", str(port), "--directory", tmp_path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(partial(answers, f"http://127.0.0.1:{port}/"))
        yield f"http://127.0.0.1:{port}/sample"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.slow
def test_pywb_replays_a_capture_and_a_revisit(wayback: str) -> None:
    body = page(visit(NEWS, FIRST_DAY).document)  # type: ignore[arg-type]  # a sample's visit has its document
    for moment in ("20240304010020", "20240307010020"):
        with urllib.request.urlopen(f"{wayback}/{moment}id_/{NEWS.url}", timeout=30) as response:
            assert response.read() == body
            day = int(moment[6:8])
            assert response.headers["Memento-Datetime"].split(", ")[1].startswith(f"{day:02d} Mar 2024 01:00:20")
