"""Evidence: what stands in the WARC files, byte for byte, and what a crash can do to them."""

import gzip
import hashlib
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from crawler.archive import Archive, ArchiveError, Run
from crawler.archive.warc import writer as warc
from crawler.archive.warc.reader import read_record
from crawler.archive.warc.writer import Place
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, capture, samples, store, visit

URL = "https://soyte.vidu.example/tin-tuc/bai-1.html?a=1"
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("content-ENCODING", "gzip"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
    ("X-Odd", "ti\u00eang Vi\u00ea\u0323t".encode().decode("latin-1")),
    ("Content-Length", "999"),
)
BODY = gzip.compress("<p>Xin chào</p>".encode(), mtime=0)


def _run(archive: Archive, **options: int) -> Run:
    return archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE, **options)


def _files(archive: Archive) -> list[Path]:
    return sorted(archive.warc_folder.iterdir())


def _records(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    with path.open("rb") as file:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(file, no_record_parse=True)
        ]


def test_a_response_and_its_request_stand_as_sent(archive: Archive) -> None:
    run = _run(archive)
    run.record_capture(
        capture(SOYTE, URL, BODY, DAY_ONE, headers=HEADERS),
        request_headers=(("User-Agent", "healtharchive (+mailto:a@b.example)"), ("Accept", "*/*")),
    )
    run.finish(state="ok", finished_at=DAY_ONE)
    [path] = _files(archive)
    info, response, request = _records(path)
    assert info[0] == "warcinfo"
    assert SOFTWARE.encode() in info[2]
    assert response[0] == "response"
    assert response[2] == b"".join(
        [
            b"HTTP/1.1 200 OK\r\n",
            *(f"{name}: {value}\r\n".encode("latin-1") for name, value in HEADERS),
            b"\r\n",
            BODY,
        ]
    )
    assert response[1]["WARC-Target-URI"] == URL
    assert response[1]["WARC-Date"] == "2024-03-04T01:00:00Z"
    assert request[2] == (
        b"GET /tin-tuc/bai-1.html?a=1 HTTP/1.1\r\nHost: soyte.vidu.example\r\n"
        b"User-Agent: healtharchive (+mailto:a@b.example)\r\nAccept: */*\r\n\r\n"
    )
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert path.read_bytes().count(b"\x1f\x8b\x08") >= 3
    with path.open("rb") as file:
        assert gzip.decompress(file.read()).startswith(b"WARC/1.1\r\n")


def test_the_row_tells_where_and_what(archive: Archive) -> None:
    run = _run(archive)
    capture_id = run.record_capture(
        capture(SOYTE, URL, BODY, DAY_ONE, headers=(*HEADERS, ("ETag", '"x"'), ("Last-Modified", "yesterday")))
    )
    row = dict(archive.connection.execute("SELECT * FROM captures WHERE id = ?", (capture_id,)).fetchone())
    assert row["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert (row["bytes"], row["etag"], row["last_modified"]) == (len(BODY), '"x"', "yesterday")
    record = read_record(archive.warc_folder, Place(row["warc_file"], row["warc_offset"], row["warc_length"]))
    assert (record.url, record.body, record.status) == (URL, BODY, 200)


def test_a_capture_comes_back_as_it_went(archive: Archive) -> None:
    sent = capture(SOYTE, URL, BODY, DAY_ONE, headers=HEADERS, status=299, section="tin-tuc", requested_url=f"{URL}&x")
    capture_id = _run(archive).record_capture(sent)
    assert archive.read_capture(capture_id) == sent


def test_warcio_finds_our_digests_right(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    run = _run(archive)
    run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE, headers=HEADERS))
    run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE, headers=HEADERS))
    run.record_capture(capture(SOYTE, URL, b"", DAY_ONE, status=304))
    run.record_capture(capture(SOYTE, f"{URL}2", b"", DAY_ONE, status=404, headers=()))
    run.finish(state="ok", finished_at=DAY_ONE)
    with pytest.raises(SystemExit) as ended:
        warcio(["check", "-v", str(_files(archive)[0])])
    assert ended.value.code in (0, None)
    assert capsys.readouterr().out.count("digest pass") >= 6


def test_the_same_payload_again_is_a_revisit(archive: Archive) -> None:
    run = _run(archive)
    first = run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE, headers=HEADERS))
    later = capture(SOYTE, f"{URL}&x=2", BODY, DAY_ONE + timedelta(days=1), headers=(("X", "y"),))
    second = run.record_capture(later)
    run.finish(state="ok", finished_at=DAY_ONE)
    kind, headers, block = _records(_files(archive)[0])[3]
    assert (kind, block) == ("revisit", b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n")
    assert headers["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert headers["WARC-Refers-To-Target-URI"] == URL
    assert headers["WARC-Refers-To-Date"] == "2024-03-04T01:00:00Z"
    assert headers["WARC-Payload-Digest"] == _records(_files(archive)[0])[1][1]["WARC-Payload-Digest"]
    assert archive.connection.execute("SELECT refers_to FROM captures WHERE id = ?", (second,)).fetchone()[0] == first
    assert archive.read_capture(second) == later


def test_a_revisit_is_never_made_of_a_payload_that_is_lost(archive: Archive) -> None:
    run = _run(archive)
    run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    run.finish(state="ok", finished_at=DAY_ONE)
    _files(archive)[0].unlink()
    again = _run(archive).record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    assert archive.read_capture(again).body == BODY


def test_not_modified_points_to_the_last_full_answer(archive: Archive) -> None:
    run = _run(archive)
    first = run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    run.record_capture(capture(SOYTE, URL, b"", DAY_ONE + timedelta(days=1), status=304))
    alone = run.record_capture(capture(SOYTE, f"{URL}9", b"", DAY_ONE, status=304))
    run.finish(state="ok", finished_at=DAY_ONE)
    kind, headers, _ = _records(_files(archive)[0])[3]
    assert (kind, headers["WARC-Profile"].rsplit("/", 1)[1]) == ("revisit", "server-not-modified")
    refers = [row[0] for row in archive.connection.execute("SELECT refers_to FROM captures ORDER BY id")]
    assert refers == [None, first, None]
    assert archive.read_capture(alone).body == b""


def test_a_file_that_has_grown_too_big_is_followed_by_the_next(archive: Archive) -> None:
    run = _run(archive, max_warc_bytes=2000)
    ids = [run.record_capture(capture(SOYTE, f"{URL}{n}", bytes([n]) * 1000, DAY_ONE)) for n in range(6)]
    run.finish(state="ok", finished_at=DAY_ONE)
    names = [path.name for path in _files(archive)]
    assert names == [f"vn_vidu_soyte-20240304T010000Z-{n:03d}.warc.gz" for n in range(1, len(names) + 1)]
    assert len(names) > 1
    assert [archive.read_capture(capture_id).body[:1] for capture_id in ids] == [bytes([n]) for n in range(6)]


def test_two_runs_never_share_a_file(archive: Archive) -> None:
    first, second = _run(archive), _run(archive)
    for run in (first, second):
        run.record_capture(capture(SOYTE, URL, b"one", DAY_ONE))
        run.finish(state="ok", finished_at=DAY_ONE)
    assert len(_files(archive)) == 2


def test_a_torn_last_record_harms_nothing_earlier(archive: Archive) -> None:
    run = _run(archive)
    first = run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    second = run.record_capture(capture(SOYTE, f"{URL}2", b"two" * 500, DAY_ONE))
    run.finish(state="ok", finished_at=DAY_ONE)
    [path] = _files(archive)
    offset, length = archive.connection.execute(
        "SELECT warc_offset, warc_length FROM captures WHERE id = ?", (second,)
    ).fetchone()
    path.write_bytes(path.read_bytes()[: offset + length // 2])
    assert archive.read_capture(first).body == BODY
    with pytest.raises(ArchiveError, match="torn"):
        archive.read_capture(second)
    third = _run(archive).record_capture(capture(SOYTE, f"{URL}3", b"three", DAY_ONE))
    assert archive.read_capture(third).body == b"three"
    assert len(_files(archive)) == 2


def test_a_record_that_is_not_there_is_named(archive: Archive) -> None:
    run = _run(archive)
    capture_id = run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    run.finish(state="ok", finished_at=DAY_ONE)
    [path] = _files(archive)
    with pytest.raises(ArchiveError, match="ends before the record at byte 999999"):
        read_record(archive.warc_folder, Place(path.name, 999_999, 1))
    with pytest.raises(ArchiveError, match="There is no WARC record"):
        read_record(archive.warc_folder, Place(path.name, 5, 1))
    path.unlink()
    with pytest.raises(ArchiveError, match="No such file"):
        archive.read_capture(capture_id)
    with pytest.raises(ArchiveError, match="There is no capture 77"):
        archive.read_capture(77)


def test_an_odd_status_and_unencodable_header_are_kept(archive: Archive) -> None:
    run = _run(archive)
    capture_id = run.record_capture(capture(SOYTE, URL, b"x", DAY_ONE, status=999, headers=(("X", "Đà Nẵng"),)))
    run.finish(state="ok", finished_at=DAY_ONE)
    assert b"HTTP/1.1 999\r\nX: \xc4\x90\xc3\xa0" in _records(_files(archive)[0])[1][2]
    assert archive.read_capture(capture_id).status == 999


def test_evidence_that_cannot_be_written_stops_with_a_sentence(archive: Archive) -> None:
    run = _run(archive)
    archive.warc_folder.write_text("in the way")
    with pytest.raises(ArchiveError, match="Cannot write evidence in"):
        run.record_capture(capture(SOYTE, URL, BODY, DAY_ONE))
    assert archive.connection.execute("SELECT count(*) FROM captures").fetchone()[0] == 0


def test_the_article_of_an_attachment_comes_back(archive: Archive) -> None:
    paper = samples()[8]
    run = _run(archive)
    store(run, visit(paper, DAY_ONE))
    file = capture(SOYTE, "https://soyte.vidu.example/upload/vb202.pdf", b"%PDF", DAY_ONE, kind="attachment")
    capture_id = run.record_capture(replace(file, article_url=f"{paper.url}?print=1"))
    assert archive.read_capture(capture_id).article_url == paper.url
    assert list(archive.captures(kinds=("attachment",))) == [capture_id]
    assert list(archive.captures(sites=("vn_khac",))) == []


def test_a_row_never_comes_before_its_record_is_on_the_disk(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: dict[str, int] = {}
    named: list[set[str]] = []

    def content(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        on_disk[path.name] = path.stat().st_size
        with closing(sqlite3.connect(archive.path)) as other:
            seen.append(other.execute("SELECT count(*) FROM captures").fetchone()[0])

    seen: list[int] = []
    monkeypatch.setattr(warc.os, "fdatasync", content)
    monkeypatch.setattr(warc, "_name_to_disk", lambda folder: named.append({path.name for path in folder.iterdir()}))
    run = _run(archive, max_warc_bytes=3000)
    for number in range(6):
        run.record_capture(capture(SOYTE, f"{URL}{number}", os.urandom(2000), DAY_ONE))
        rows = archive.connection.execute("SELECT warc_file, warc_offset + warc_length AS end FROM captures").fetchall()
        assert len(rows) == number + 1
        assert all(row["end"] <= on_disk[row["warc_file"]] for row in rows)
        assert {row["warc_file"] for row in rows} <= named[-1]
    assert seen == list(range(6))
    assert archive.warc_folder.name in named[0]
    assert len(named) == 1 + len(on_disk) > 2
