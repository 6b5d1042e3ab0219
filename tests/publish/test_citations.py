"""Citations and the replay index."""

import json
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.archive.warc.reader import read_record
from crawler.archive.warc.writer import Place
from crawler.commands import cdxj as cdxj_command
from crawler.commands import cite as cite_command
from crawler.commands import ocr as ocr_command
from crawler.publish.evidence.cdxj import cdxj_lines, surt_key
from crawler.publish.evidence.citations import cite
from tests.archive.samples import SOYTE, samples

FIRST = samples()[0]


def _article(archive: Archive, url: str) -> int:
    return int(archive.connection.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()[0])


def test_the_newest_version_is_cited(sample_path: Path) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        article = _article(archive, FIRST.url)
        citation = cite(archive.connection, str(article))
        assert citation.title == f"{FIRST.title} (cập nhật)"
        assert (citation.version, citation.versions, citation.captured_at) == (3, 3, "2024-03-06T01:00:10Z")
        row = archive.connection.execute(
            "SELECT sha256 FROM captures WHERE warc_file = ? AND warc_offset = ?",
            (citation.warc_file, citation.warc_offset),
        ).fetchone()
        assert citation.sha256 == row[0]


REFERENCES = {
    "by-address": FIRST.url,
    "by-alias": f"{FIRST.url}?utm_source=zalo",
    "by-version": f"{FIRST.url}@1",
}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
def test_an_article_is_named_in_many_ways(sample_path: Path, reference: str) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        citation = cite(archive.connection, reference)
        assert citation.article == _article(archive, FIRST.url)
        assert citation.version == (1 if reference.endswith("@1") else 3)


UNKNOWN = {
    "number": ("99999", "There is no article 99999 in the archive."),
    "address": ("https://nowhere.example/", "There is no article https://nowhere.example/ in the archive."),
    "version": ("1@9", "Article 1 has no version 9."),
    "address-with-at": (
        "https://nowhere.example/@ten",
        "There is no article https://nowhere.example/@ten in the archive.",
    ),
}


@pytest.mark.parametrize(("reference", "sentence"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_not_there_is_said(sample_path: Path, reference: str, sentence: str) -> None:
    with Archive.open(sample_path, read_only=True) as archive, pytest.raises(ArchiveError) as caught:
        cite(archive.connection, reference)
    assert str(caught.value) == sentence


def test_the_citation_reads_well(sample_path: Path) -> None:
    result = CliRunner().invoke(cite_command.command, ["--archive", str(sample_path), samples()[8].url])
    assert result.exit_code == 0
    assert result.output.startswith(
        "Sở Y tế tỉnh Ví Dụ. “Quyết định công bố thủ tục hành chính nội bộ”. 345/QĐ-SYT. 2024-03-03. "
        "https://soyte.vidu.example/van-ban/345-202.html. Article "
    )
    assert "version 1 of 1, captured 2024-03-04T01:01:30Z, SHA-256 " in result.output
    assert ".warc.gz at byte " in result.output


KEYS = {
    "https://www.soyte.vidu.example/": "example,vidu,soyte)/",
    "http://a.example:8080/Tin/?b=2&A=1": "example,a:8080)/tin?a=1&b=2",
    "http://a.example/tin/bai.html": "example,a)/tin/bai.html",
}


@pytest.mark.parametrize(("url", "key"), KEYS.items())
def test_surt_keys(url: str, key: str) -> None:
    assert surt_key(url) == key


@pytest.mark.parametrize("url", [*KEYS, "https://a.example/x?nid=7&c=%C3%A0", "http://a.example/a//b/"])
def test_surt_keys_are_those_of_the_replay_tools(url: str) -> None:
    surt = pytest.importorskip("surt", reason="pywb's surt is not installed")
    assert surt_key(url) == surt.surt(url)


def test_every_index_line_leads_to_its_record(sample_path: Path) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        lines = list(cdxj_lines(archive.connection))
        assert lines == sorted(lines)
        assert len(lines) == archive.connection.execute("SELECT count(*) FROM captures").fetchone()[0]
        for line in lines:
            key, timestamp, fields = line.split(" ", 2)
            told = json.loads(fields)
            place = Place(told["filename"], int(told["offset"]), int(told["length"]))
            record = read_record(archive.warc_folder, place)
            assert (record.url, str(record.status)) == (told["url"], told["status"])
            assert (key, timestamp) == (surt_key(record.url), "".join(filter(str.isdigit, record.date)))
            assert (told["mime"] == "warc/revisit") == (record.type == "revisit")


def test_the_index_of_one_office_holds_what_its_revisits_refer_to(sample_path: Path) -> None:
    result = CliRunner().invoke(cdxj_command.command, ["--archive", str(sample_path), SOYTE.id])
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines
    assert all(line.startswith("example,vidu,soyte)/") for line in lines)


@pytest.mark.parametrize("command", [cdxj_command.command, ocr_command.command], ids=["cdxj", "ocr"])
def test_an_office_that_the_archive_does_not_hold_is_named(sample_path: Path, command: Command) -> None:
    result = CliRunner().invoke(command, ["--archive", str(sample_path), "vn_nowhere"])
    assert "holds no office 'vn_nowhere'" in str(result.exception)
