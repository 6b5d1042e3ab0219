"""A capture's page and its parts, the time line, and looking up by address, as a reader's program asks for them."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from crawler.web.serving.settings import SiteSettings
from tests.archive.importing.pages import page, run_import
from tests.archive.importing.warcs import HTML, http, record, write_warc
from tests.web.conftest import MakeReader, Reader

HOST = "https://ttyt-mau.example.test"
URL = f"{HOST}/tin/bep-an-17.html"
DAYS = ("2024-05-06T01:02:03Z", "2024-05-07T01:02:03Z", "2024-05-08T01:02:03Z", "2024-05-09T01:02:03Z")
PDF = b"%PDF-1.4 a paper"
FILE = f"{HOST}/files/b%C3%A1o%20c%C3%A1o.pdf"
FIRST = page("Kiểm tra bếp ăn", views=12, extra='<p><a href="/files/báo cáo.pdf">Báo cáo</a></p>')
SECOND = page("Kiểm tra bếp ăn lần hai", views=19, extra='<p><a href="/files/báo cáo.pdf">Báo cáo</a></p>')


@pytest.fixture
def reader(tmp_path: Path, make_reader: MakeReader) -> Reader:
    packed = gzip.compress(FIRST, mtime=0)
    gone = http(b"<h1>Not found</h1>", status=404)
    records = [
        record(URL, DAYS[0], http(packed, headers={**HTML, "Content-Encoding": "gzip", "Server": "<b>x</b>"})),
        record(URL, DAYS[1], http(SECOND)),
        record(URL, DAYS[2], gone),
        record(URL, DAYS[3], gone),
        record(FILE, DAYS[1], http(PDF, headers={"Content-Type": "application/pdf"})),
    ]
    source = write_warc(tmp_path / "captures.warc.gz", records)
    assert run_import(tmp_path / "archive.db", source, "--new-office").exit_code == 0
    return make_reader(tmp_path / "archive.db", public=True)


def test_a_capture_says_what_it_is(reader: Reader) -> None:
    answer = reader.get("/captures/1")
    assert answer.status_code == 200
    for words in (DAYS[0], URL, "Content-Encoding", "&lt;b&gt;x&lt;/b&gt;", "captures.warc.gz", "Version 1"):
        assert words in answer.text
    assert hashlib.sha256(gzip.compress(FIRST, mtime=0)).hexdigest() in answer.text
    assert '<iframe class="archived" sandbox src="/captures/1/page"' in answer.text
    assert reader.get("/captures/99").status_code == 404


def test_the_parts_of_a_capture(reader: Reader) -> None:
    assert reader.get("/captures/1/bytes").content == gzip.compress(FIRST, mtime=0)
    source = reader.get("/captures/1/source")
    assert source.text == FIRST.decode()
    assert source.headers["content-type"] == "text/plain; charset=utf-8"
    assert gzip.decompress(reader.get("/captures/2/record").content).startswith(b"WARC/1.0\r\n")
    assert "Kiểm tra bếp ăn" in reader.get("/captures/1/page").text


@pytest.mark.parametrize("part", ["page", "source", "bytes", "file", "record"])
def test_no_part_may_do_anything(reader: Reader, part: str) -> None:
    answer = reader.get(f"/captures/2/{part}")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script" not in policy
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]


def test_an_attachment_opens_as_what_it_is(reader: Reader) -> None:
    [number] = [row["id"] for row in reader.rows("SELECT id FROM captures WHERE kind = 'attachment'")]
    answer = reader.get(f"/captures/{number}/file")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith(
        "attachment; filename=\"b_o_c_o.pdf\"; filename*=UTF-8''b%C3"
    )
    assert f'href="/captures/{number}"' in reader.get("/archive/articles/1").text


def test_a_file_that_calls_itself_a_page_is_served_as_what_it_is(tmp_path: Path, make_reader: MakeReader) -> None:
    address = f"{HOST}/DownloadServlet?id=7"
    said = {"Content-Type": "text/html", "Content-Disposition": "attachment; filename*=UTF-8''L%E1%BB%8Bch.pdf"}
    records = [record(URL, DAYS[0], http(FIRST)), record(address, DAYS[1], http(PDF, headers=said))]
    source = write_warc(tmp_path / "captures.warc.gz", records)
    assert run_import(tmp_path / "archive.db", source, "--new-office").exit_code == 0
    answer = make_reader(tmp_path / "archive.db", public=True).get("/captures/2/file")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-disposition"].endswith("L%E1%BB%8Bch.pdf")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_evidence_that_is_elsewhere_is_said_to_be(reader: Reader, tmp_path: Path) -> None:
    for path in (tmp_path / "warc").iterdir():
        path.unlink()
    answer = reader.get("/captures/1")
    assert answer.status_code == 200
    assert "is not on this server" in answer.text
    assert reader.get("/captures/1/bytes").status_code == 404
    assert reader.get("/captures/1/record").status_code == 404


def test_the_time_line_has_every_capture_and_state(reader: Reader) -> None:
    answer = reader.get("/archive/articles/1/timeline").text
    assert answer.count('class="mark capture') == 5
    assert answer.count('class="mark capture missed"') == 2
    assert 'class="state gone"' in answer
    assert "First missed" in answer
    compared = reader.get("/archive/articles/1/compare?old=1&new=2").text
    assert "<del>Kiểm tra bếp ăn</del>" in compared
    assert reader.get("/archive/articles/1/compare?old=2&new=1").status_code == 200
    assert reader.get("/archive/articles/1/compare?old=1&new=9").status_code == 404


BARE = URL.removeprefix("https://")


@pytest.mark.parametrize(
    "asked",
    [
        URL,
        BARE,
        f"http://www.{BARE}?utm_source=x#top",
        f" <{URL}> ",
        f"//{BARE}",
        hashlib.sha256(SECOND).hexdigest().upper(),
        f"sha256:{hashlib.sha256(PDF).hexdigest()}",
        "1@20240506T010203Z",
        "1@2",
    ],
)
def test_what_a_reader_holds_leads_to_the_article(reader: Reader, asked: str) -> None:
    answer = reader.get("/lookup", params={"q": asked})
    assert (answer.status_code, answer.headers["location"]) == (302, "/archive/articles/1")


@pytest.mark.parametrize("asked", ["bếp ăn", "example.test", "0" * 64, "7@3", "", "http://", "a" * 5000])
def test_anything_else_is_searched_for(reader: Reader, asked: str) -> None:
    assert reader.get("/lookup", params={"q": asked}).headers["location"].startswith("/search")


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (f"/web/*/{URL}", "/archive/articles/1/timeline"),
        (f"/web/20240506010203/{URL}", "/captures/1"),
        (f"/web/20240506/{BARE}", "/captures/1"),
        (f"/web/20240507120000/{URL}", "/captures/2"),
        (f"/web/2031id_/{URL}", "/captures/4"),
        (f"/web/2024/https:/{BARE}", "/captures/1"),
    ],
)
def test_addresses_of_the_wayback_machine(reader: Reader, path: str, location: str) -> None:
    answer = reader.get(path)
    assert (answer.status_code, answer.headers.get("location")) == (302, location)


def test_an_unknown_address_is_not_found(reader: Reader) -> None:
    for path in ("/web/2024/http://nowhere.test/", "/web/*/http://nowhere.test/", "/timemap/link/http://nowhere.test/"):
        assert reader.get(path).status_code == 404


def test_a_memento_client_finds_its_way(reader: Reader) -> None:
    """The steps of RFC 7089: time gate, memento, time map."""
    asked = {"accept-datetime": "Mon, 06 May 2024 09:00:00 GMT"}
    gate = reader.get(f"/timegate/{URL}", headers=asked)
    assert gate.status_code == 302
    assert "accept-datetime" in gate.headers["vary"].lower()
    assert f'<{URL}>; rel="original"' in gate.headers["link"]
    memento = reader.get(gate.headers["location"].split("localhost", 1)[-1])
    assert memento.headers["memento-datetime"] == "Mon, 06 May 2024 01:02:03 GMT"
    assert 'rel="timegate"' in memento.headers["link"]
    latest = reader.get(f"/timegate/{URL}")
    assert latest.headers["location"].endswith("/captures/2/page")
    assert reader.get(f"/timegate/{URL}", headers={"accept-datetime": "soon"}).status_code == 400
    times = reader.get(f"/timemap/link/{URL}")
    assert times.headers["content-type"] == "application/link-format"
    assert 'rel="first memento"; datetime="Mon, 06 May 2024 01:02:03 GMT"' in times.text
    assert 'rel="last memento"; datetime="Tue, 07 May 2024 01:02:03 GMT"' in times.text


def test_the_index_is_asked_as_pywb_is(reader: Reader) -> None:
    lines = reader.get("/cdx", params={"url": URL}).text.splitlines()
    assert [line.split(" ")[1] for line in lines] == [day.translate({ord(c): None for c in "-:TZ"}) for day in DAYS]
    chosen = reader.get("/cdx", params={"url": URL, "output": "json", "from": "20240507", "to": "20240508"}).text
    told: list[dict[str, Any]] = [json.loads(line) for line in chosen.splitlines()]
    assert [(one["timestamp"][:8], one["status"]) for one in told] == [("20240507", "200"), ("20240508", "404")]
    assert told[0]["urlkey"] == "test,example,ttyt-mau)/tin/bep-an-17.html"
    newest = reader.get("/cdx", params={"url": BARE, "sort": "reverse", "limit": "1"}).text
    assert newest.split(" ")[1] == "20240509010203"
    assert reader.get("/cdx").status_code == 400


@pytest.mark.parametrize(
    "more",
    [
        "from=yesterday",
        "to=20",
        "closest=now",
        "filter=200",
        "filter=colour:red",
        "filter=~url:(a+)+$",
        "filter=~url:(?P<a>x)*",
        "filter=~url:.*.*.*x",
        "filter=~url:a*b*c*d*",
        "filter=~url:[",
        "fl=colour",
        "matchType=some",
        "collapse=colour",
        "collapse=timestamp:x",
        "collapseTime=x",
        "sort=size",
        "output=xml",
        "limit=-1",
        "limit=few",
        "page=2",
        "url=http://a.test:port/",
    ],
)
def test_the_index_refuses_what_it_would_answer_in_part(reader: Reader, more: str) -> None:
    name, _, value = more.partition("=")
    answer = reader.get("/cdx", params={"url": URL, name: value})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")


def test_mementos_are_named_at_the_site_s_own_address(tmp_path: Path, reader: Reader, make_reader: MakeReader) -> None:
    settings = SiteSettings(base_url="https://archive.test/notices")
    gate = make_reader(tmp_path / "archive.db", settings=settings).get(f"/timegate/{URL}")
    assert gate.headers["location"].startswith("https://archive.test/notices/captures/")
    assert "<https://archive.test/notices/timemap/link/" in gate.headers["link"]
    assert reader.get(f"/timegate/{URL}").headers["location"].startswith("http://localhost/captures/")


@pytest.mark.usefixtures("reader")
def test_what_is_withheld_is_not_given_away(tmp_path: Path, make_reader: MakeReader) -> None:
    archive = tmp_path / "archive.db"
    result = CliRunner().invoke(cli, ["withhold", "1", "--reason", "a court's order", "--archive", str(archive)])
    assert result.exit_code == 0, result.output
    site = make_reader(archive, public=True)
    for part in ("page", "source", "bytes", "file", "record"):
        answer = site.get(f"/captures/1/{part}")
        assert answer.status_code == 404
        assert "Kiểm tra" not in answer.text
    assert "withheld from publication" in site.get("/captures/1").text
