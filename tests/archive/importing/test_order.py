"""What comes of captures does not depend on the order in which they are brought in, nor on a dry run before."""

import base64
import hashlib
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import BODY, page, rows, run_import, told
from tests.archive.importing.warcs import HTML, http, record, write_warc

HOST = "https://ttyt-mau.example.test"
URL = f"{HOST}/tin/bep-an-17.html"
DAYS = [f"2024-05-0{day}T01:02:03Z" for day in range(6, 10)]
LATER = [f"2024-05-0{day}T01:02:04Z" for day in range(6, 10)]
FIRST = page("Kiểm tra bếp ăn trường học", views=12)
SECOND = page("Kiểm tra bếp ăn trường học", views=15, body=(*BODY, "Ba bếp ăn đã che đậy thức ăn như được nhắc."))
MISSED = (
    "<html><head><title>Không tìm thấy trang</title></head><body><h1>Không tìm thấy trang</h1>"
    "<p>Trang bạn tìm không có ở đây hoặc đã được gỡ.</p></body></html>"
).encode()
SHORT = page("Kiểm tra bếp ăn trường học", body=["Nội dung đang được viết."])


def digest(payload: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def whole(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        assert [str(fault) for fault in faults(archive)] == []


CASES = {
    "two error pages with status 200": [(DAYS[0], FIRST), (DAYS[1], MISSED), (DAYS[2], MISSED)],
    "a text too short for an article": [(DAYS[0], FIRST), (DAYS[1], SHORT), (DAYS[2], SECOND)],
    "two texts in a second, and fractions": [("2024-05-06T01:02:03.25Z", FIRST), ("2024-05-06T01:02:03.75Z", SECOND)],
    "two texts in a second, in the other order": [
        ("2024-05-06T01:02:03.75Z", FIRST),
        ("2024-05-06T01:02:03.25Z", SECOND),
    ],
    "two texts in a second": [(DAYS[0], FIRST), (DAYS[0], SECOND)],
}


@pytest.mark.parametrize("case", CASES)
def test_any_order_of_import_tells_the_same(tmp_path: Path, case: str) -> None:
    captures = sorted(CASES[case])
    sources = [
        write_warc(tmp_path / f"{number}.warc.gz", [record(URL, date, http(body))])
        for number, (date, body) in enumerate(captures)
    ]
    results = []
    for number, order in enumerate((sources, sources[::-1])):
        archive = tmp_path / str(number) / "archive.db"
        archive.parent.mkdir()
        for source in order:
            assert run_import(archive, source, "--new-office").exit_code == 0
        whole(archive)
        results.append(told(archive))
        if "second" in case:  # whose count is that of the capture with the lowest number
            del results[-1]["views"]
            results[-1]["articles"] = [(*row[:4], *row[5:]) for row in results[-1]["articles"]]
    assert all(result == results[0] for result in results)
    [article] = results[0]["articles"]
    if "error" in case:
        assert [row[1] for row in results[0]["statuses"]] == ["live", "soft_gone"]
    elif "fractions" in case or "order" in case:
        assert ("Ba bếp ăn đã che" in article[2]) == (captures[-1][1] == SECOND)
        assert len(results[0]["versions"]) == 2
    else:
        assert len(results[0]["versions"]) == len(captures)


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("target", ["/", "/tin/"])
def test_an_article_that_is_sent_home_is_softly_gone(tmp_path: Path, status: int, target: str) -> None:
    links = "".join(f'<li><a href="/tin/bai-{n}.html">Tin số {n} của trung tâm</a></li>' for n in range(30))
    home = f"<html><head><title>Trung tâm</title></head><body><h2>Tin mới</h2><ul>{links}</ul></body></html>".encode()
    away = http(b"", status=status, headers={"Location": target})
    records = [record(URL, DAYS[0], http(FIRST))]
    for day in (1, 2):
        records += [record(URL, DAYS[day], away), record(f"{HOST}{target}", LATER[day], http(home))]
    archive = tmp_path / "archive.db"
    result = run_import(archive, write_warc(tmp_path / "x.warc.gz", records), "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(archive, "SELECT url, status, last_seen FROM articles") == [(URL, "soft_gone", DAYS[0])]
    whole(archive)


QUANGNINH = "https://quangninhcdc.vn"


def test_what_answers_for_an_article_of_a_known_office_is_no_list(tmp_path: Path) -> None:
    address = f"{QUANGNINH}/kiem-tra-bep-an-truong-hoc-trong-thang/"
    home = http(b"<html><body><h2>CDC</h2></body></html>")
    away = http(b"", status=302, headers={"Location": f"{QUANGNINH}/"})
    records = [record(f"{QUANGNINH}/", DAYS[0], home), record(address, DAYS[0], http(FIRST))]
    for day in (1, 2):
        records += [record(address, DAYS[day], away), record(f"{QUANGNINH}/", LATER[day], home)]
    archive = tmp_path / "archive.db"
    run_import(archive, write_warc(tmp_path / "x.warc.gz", records))
    assert rows(archive, "SELECT status, status_since FROM articles") == [("soft_gone", LATER[1])]
    kinds = rows(archive, "SELECT kind, requested_url FROM captures WHERE url = ? ORDER BY id", f"{QUANGNINH}/")
    assert kinds == [("list", f"{QUANGNINH}/"), ("article", address), ("article", address)]


def revisit(date: str, payload: bytes, origin: dict[str, str], content: bytes | None = None) -> bytes:
    fields = {"WARC-Payload-Digest": digest(payload), **origin}
    return record(URL, date, http(b"") if content is None else content, type_="revisit", headers=fields)


ORIGIN = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": DAYS[0]}


@pytest.mark.parametrize("is_declared", [True, False])
def test_of_two_payloads_of_a_second_the_digest_tells_which_is_repeated(tmp_path: Path, is_declared: bool) -> None:
    records = [
        record(URL, DAYS[0], http(body), headers={"WARC-Payload-Digest": digest(body)} if is_declared else {})
        for body in (FIRST, SECOND)
    ]
    records += [revisit(DAYS[1], FIRST, ORIGIN), revisit(DAYS[2], SECOND, ORIGIN)]
    archive = tmp_path / "archive.db"
    result = run_import(archive, write_warc(tmp_path / "x.warc.gz", records), "--new-office")
    assert result.exit_code == 0, result.output
    digests = dict(rows(archive, "SELECT fetched_at, sha256 FROM captures WHERE refers_to IS NOT NULL"))
    assert digests == {DAYS[1]: hashlib.sha256(FIRST).hexdigest(), DAYS[2]: hashlib.sha256(SECOND).hexdigest()}


def test_a_revisit_without_any_content_has_the_answer_that_it_repeats(tmp_path: Path) -> None:
    packed = http(FIRST, headers={**HTML, "X-Of-Theirs": "kept"})
    records = [record(URL, DAYS[0], packed), revisit(DAYS[1], FIRST, ORIGIN, b"")]
    archive = tmp_path / "archive.db"
    result = run_import(archive, write_warc(tmp_path / "x.warc.gz", records), "--new-office")
    assert result.exit_code == 0, result.output
    assert rows(archive, "SELECT last_seen, version FROM articles") == [(DAYS[1], 1)]
    whole(archive)


DRY = {
    "a revisit of nothing": revisit(DAYS[1], FIRST, {**ORIGIN, "WARC-Refers-To-Date": DAYS[3]}),
    "a revisit with another digest": revisit(DAYS[1], FIRST, ORIGIN),
    "a page that cannot be unpacked": record(
        URL, DAYS[1], http(b"\x1f\x8b\x08\x00 broken", headers={**HTML, "Content-Encoding": "gzip"})
    ),
    "another payload than its digest says": record(
        URL, DAYS[1], http(FIRST), headers={"WARC-Payload-Digest": digest(SECOND), "WARC-Block-Digest": "none"}
    ),
}


@pytest.mark.parametrize("case", DRY)
def test_a_dry_run_says_what_an_import_will_say_and_so_does_the_next(tmp_path: Path, case: str) -> None:
    fields = {"WARC-Payload-Digest": digest(SECOND)}
    source = write_warc(tmp_path / "x.warc.gz", [record(URL, DAYS[0], http(SECOND), headers=fields), DRY[case]])
    runs = [run_import(tmp_path / "a.db", source, "--new-office", *option) for option in (["--dry-run"], [], [])]
    assert [run.exit_code for run in runs] == [1, 1, 1]
    assert ["x.warc.gz at byte" in run.output for run in runs] == [True, True, True]
    assert ["1 faulty" in run.output for run in runs] == [True, True, True]
    assert ["1 taken" in run.output for run in runs] == [True, True, False]


def test_a_source_that_cannot_be_read_is_named_and_the_others_come_in(tmp_path: Path) -> None:
    good = [write_warc(tmp_path / f"{n}.warc.gz", [record(URL, DAYS[n], http(FIRST))]) for n in (0, 1)]
    bad = tmp_path / "bad.wacz"
    bad.write_bytes(b"PK\x03\x04 no more than that")
    result = run_import(tmp_path / "archive.db", good[0], bad, good[1], "--new-office")
    assert result.exit_code == 1
    assert "bad.wacz: cannot be read as a WACZ file" in result.output
    assert "2 taken" in result.output
    assert rows(tmp_path / "archive.db", "SELECT first_seen, last_seen FROM articles") == [(DAYS[0], DAYS[1])]


def test_evidence_that_was_moved_is_found_again(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "x.warc.gz", [record(URL, DAYS[0], http(FIRST)), record(URL, DAYS[1], http(SECOND))])
    archive = tmp_path / "archive.db"
    run_import(archive, source, "--new-office", "--in-place")
    moved = source.rename(tmp_path / "y.warc.gz")
    assert "0 taken, 2 known" in run_import(archive, moved, "--in-place").output
    assert rows(archive, "SELECT DISTINCT warc_file FROM captures") == [(str(moved),)]
    whole(archive)
    again = moved.rename(tmp_path / "z.warc.gz")
    assert "0 taken, 2 known" in run_import(archive, again).output
    again.unlink()
    whole(archive)


def test_a_host_with_a_final_dot_is_no_other_office(tmp_path: Path) -> None:
    addresses = (URL, f"{HOST}./tin/nuoc-sach-18.html")
    records = [record(url, DAYS[0], http(page(f"Thông báo ở {url}"))) for url in addresses]
    run_import(tmp_path / "archive.db", write_warc(tmp_path / "x.warc.gz", records), "--new-office")
    assert len(rows(tmp_path / "archive.db", "SELECT DISTINCT site FROM articles")) == 1


def test_addresses_are_read_alike_when_they_come_in_and_when_they_are_verified(tmp_path: Path) -> None:
    odd = [f"{HOST}/tin/bếp ăn 17.html", f"{HOST}/tin/a\u2028b.html", f"{HOST}/tin/a\x85b.html"]
    records = [record(url, DAYS[0], http(FIRST)) for url in odd]
    result = run_import(tmp_path / "archive.db", write_warc(tmp_path / "x.warc.gz", records), "--new-office")
    assert result.output.count("the record's address is none") == 2
    assert rows(tmp_path / "archive.db", "SELECT url FROM captures") == [(f"{HOST}/tin/bếp%20ăn%2017.html",)]
    whole(tmp_path / "archive.db")
