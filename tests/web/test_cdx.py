"""The index of captures, asked as pywb's CDX server is, beside pywb itself where it is installed."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from tests.archive.importing.pages import page, run_import
from tests.archive.importing.warcs import HTML, http, record, write_warc
from tests.programs import TOOLS
from tests.web.conftest import MakeReader, Reader

HOST = "ttyt-mau.example.test"
PAPER = {"Content-Type": "application/pdf"}
CAPTURES = [
    (f"http://{HOST}/tin/bai-1.html", "2019-03-04T05:06:07Z", 200, HTML),
    (f"http://{HOST}/tin/bai-1.html", "2019-03-04T09:00:00Z", 200, HTML),
    (f"https://{HOST}/tin/bai-1.html", "2021-01-01T00:00:00Z", 404, HTML),
    (f"https://{HOST}/tin/bai-1.html", "2024-12-31T23:59:59Z", 200, HTML),
    (f"https://{HOST}/tin/bai-10.html?b=2&a=1", "2024-01-01T00:00:00Z", 200, HTML),
    (f"https://www.{HOST}/tin/bai-11.html", "2024-01-02T00:00:00Z", 200, HTML),
    (f"https://{HOST}/files/bao-cao.pdf", "2024-01-03T00:00:00Z", 200, PAPER),
    (f"https://cdc.{HOST}/tin/bai-2.html", "2024-01-04T00:00:00Z", 200, HTML),
    (f"https://{HOST}:8443/tin/bai-3.html", "2024-01-05T00:00:00Z", 200, HTML),
    (f"https://khac-{HOST}/tin/bai-4.html", "2024-01-06T00:00:00Z", 200, HTML),
]
FIRST = CAPTURES[0][0]
QUESTIONS: list[dict[str, Any]] = [
    {"url": FIRST},
    {"url": f"{HOST}/tin/bai-1.html"},
    {"url": f"{HOST}/tin/bai-1*"},
    {"url": f"{HOST}/tin/", "matchType": "prefix"},
    {"url": HOST, "matchType": "host"},
    {"url": f"http://{HOST}/", "matchType": "prefix"},
    {"url": f"{HOST}/TIN/bai-10", "matchType": "prefix"},
    {"url": HOST, "matchType": "domain"},
    {"url": f"*.{HOST}"},
    {"url": f"cdc.{HOST}", "matchType": "domain"},
    {"url": "nowhere.test", "matchType": "domain"},
    {"url": FIRST, "from": "2020", "to": "2021"},
    {"url": FIRST, "to": "20190304"},
    {"url": FIRST, "sort": "reverse"},
    {"url": FIRST, "sort": "reverse", "limit": "2"},
    {"url": f"{HOST}/tin/*", "limit": "3"},
    {"url": FIRST, "closest": "20210601000000"},
    {"url": FIRST, "closest": "20190304080000", "limit": "1"},
    {"url": FIRST, "filter": ["=status:200"]},
    {"url": FIRST, "filter": ["statuscode:404"]},
    {"url": FIRST, "filter": ["!=status:200"]},
    {"url": HOST, "matchType": "host", "filter": ["=status:200", "!~mime:text/.*"]},
    {"url": HOST, "matchType": "host", "filter": ["~url:.*bai-1[0-9]"]},
    {"url": HOST, "matchType": "host", "filter": ["mimetype:pdf"]},
    {"url": HOST, "matchType": "host", "filter": ["~status:(200|404)", "original:bai"]},
    {"url": FIRST, "collapseTime": "8"},
    {"url": FIRST, "collapseTime": "4", "sort": "reverse"},
    {"url": HOST, "matchType": "host", "fl": "url,timestamp"},
    {"url": FIRST, "output": "json"},
    {"url": FIRST, "output": "json", "fields": "timestamp,status"},
    {"url": FIRST, "output": "text", "fl": "urlkey,timestamp,status"},
]
PYWB = """
import json, sys
from pywb.warcserver.index.cdxops import process_cdx
from pywb.warcserver.index.indexsource import FileIndexSource
from pywb.warcserver.index.query import CDXQuery
answers = []
for question in json.loads(sys.argv[2]):
    query = CDXQuery(question)
    write = {"cdxj": "to_cdxj", "json": "to_json", "text": "to_text"}[question.get("output", "cdxj")]
    lines = process_cdx(FileIndexSource(sys.argv[1]).load_index(query.params), query)
    answers.append([getattr(line, write)(query.fields) for line in lines])
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cdx")
    records = []
    for number, (url, moment, status, headers) in enumerate(CAPTURES):
        body = b"%PDF-1.4 paper" if headers == PAPER else page(f"Bài {number}")
        records.append(record(url, moment, http(body, status=status, headers=headers)))
    run_import(folder / "archive.db", write_warc(folder / "x.warc.gz", records), "--new-office")
    return folder / "archive.db"


@pytest.fixture
def reader(archive: Path, make_reader: MakeReader) -> Reader:
    return make_reader(archive)


def told(lines: list[str]) -> list[Any]:
    """Return lines with their JSON read, since programs put spaces where they like."""
    return [(line.partition("{")[0], json.loads(line[line.index("{") :]) if "{" in line else None) for line in lines]


@pytest.mark.skipif(not (TOOLS / "wayback").exists(), reason="pywb is not installed")
def test_the_answers_are_pywb_s(archive: Path, reader: Reader, tmp_path: Path) -> None:
    index = tmp_path / "index.cdxj"
    index.write_text(CliRunner().invoke(cli, ["cdxj", "--archive", str(archive)]).stdout, "utf-8")
    done = subprocess.run(
        [TOOLS / "python", "-c", PYWB, index, json.dumps(QUESTIONS)], capture_output=True, check=True, timeout=60
    )
    for question, theirs in zip(QUESTIONS, json.loads(done.stdout), strict=True):
        answer = reader.get("/cdx", params=question)
        assert answer.status_code == 200, (question, answer.text)
        assert told(answer.text.splitlines()) == told([line.rstrip("\n") for line in theirs]), question


@pytest.mark.parametrize(
    ("question", "stamps"),
    [
        ({"url": FIRST, "collapse": "timestamp:4"}, ["20190304050607", "20210101000000", "20241231235959"]),
        ({"url": FIRST, "collapse": "statuscode"}, ["20190304050607", "20210101000000", "20241231235959"]),
        ({"url": f"{HOST}/tin/*", "collapse": "urlkey", "limit": "2"}, ["20190304050607", "20240101000000"]),
        ({"url": FIRST, "sort": "closest", "closest": "2022", "limit": "1"}, ["20210101000000"]),
        ({"url": HOST, "matchType": "host", "filter": "mime:pdf"}, ["20240103000000"]),
    ],
)
def test_the_index_is_asked_as_the_wayback_machine_s_is(
    reader: Reader, question: dict[str, str], stamps: list[str]
) -> None:
    answer = reader.get("/cdx", params=question)
    assert [line.split(" ")[1] for line in answer.text.splitlines()] == stamps


def test_a_question_about_too_much_is_refused(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.publish.evidence.cdx_query.MAX_CAPTURES", 3)
    answer = reader.get("/cdx", params={"url": f"*.{HOST}"})
    assert (answer.status_code, "longer prefix" in answer.text) == (400, True)
