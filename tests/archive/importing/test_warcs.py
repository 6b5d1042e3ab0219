"""WARC and WACZ files in the forms that other programs write, whole and damaged."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.db.times import utc_text
from crawler.archive.warc.reader import record_moment
from crawler.archive.warc.verify import faults
from tests.archive.importing.pages import failure, page, rows, run_import, told
from tests.archive.importing.warcs import HTML, http, record, write_wacz, write_warc

HOST = "https://ttyt-mau.example.test"
URL = f"{HOST}/tin/bep-an-17.html"
OTHER = f"{HOST}/tin/nuoc-sach-18.html"
DAY = "2024-05-06T01:02:03Z"
NEXT_DAY = "2024-05-07T01:02:03Z"
THIRD_DAY = "2024-05-08T01:02:03Z"
PAGE = page("Kiểm tra bếp ăn", views=12)


def bring_in(tmp_path: Path, *records: bytes, compressed: str = "records", options: tuple[str, ...] = ()) -> Path:
    """Import a file of *records* and return the archive, which `verify` has found whole."""
    name = "captures.warc" if compressed == "not" else "captures.warc.gz"
    source = write_warc(tmp_path / name, records, compressed=compressed)
    archive = tmp_path / "archive.db"
    result = run_import(archive, source, "--new-office", *options)
    assert result.exit_code == 0, result.output
    whole(archive)
    return archive


def whole(path: Path) -> None:
    with Archive.open(path, read_only=True) as archive:
        assert [str(fault) for fault in faults(archive)] == []


def chunked(body: bytes, size: int = 500) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CHUNKED = {**HTML, "Transfer-Encoding": "chunked"}

FORMS = {
    "a crawler's": record(URL, DAY, http(PAGE)),
    "version 1.1, fractions of a second": record(URL, "2024-05-06T01:02:03.987Z", http(PAGE), version="1.1"),
    "an old wget's, address in brackets": record(f"<{URL}>", DAY, http(PAGE)),
    "chunks as sent": record(URL, DAY, http(chunked(PAGE), headers=CHUNKED)),
    "chunks undone, header kept": record(URL, DAY, http(PAGE, headers=CHUNKED)),
    "HTTP/2 head": record(URL, DAY, http(PAGE).replace(b"HTTP/1.1 200 Whatever", b"HTTP/2 200")),
    "bare line feeds": record(URL, DAY, http(PAGE, line="\n")),
    "a saved page's (warcit)": record(URL, DAY, PAGE, type_="resource"),
    "no digest": record(URL, DAY, http(PAGE)).replace(b"WARC-Block-Digest", b"X-No-Digest"),
    "folded head": record(URL, DAY, http(PAGE), headers={"WARC-Identified": "a\r\n\tb"}),
    "another time zone": record(URL, "2024-05-06T08:02:03+07:00", http(PAGE)),
    "no time zone": record(URL, DAY.rstrip("Z"), http(PAGE)),
    "14 digits": record(URL, "20240506010203", http(PAGE)),
    "HTTP/2's own fields": record(URL, DAY, b":status: 200\r\ncontent-type: text/html; charset=utf-8\r\n\r\n" + PAGE),
    "header that is no text": record(
        URL, DAY, http(PAGE, headers={**HTML, "X-T": "x"}).replace(b"X-T: x", b"X-T: \xe0\xff")
    ),
    "reason with colon": record(URL, DAY, http(PAGE).replace(b"Whatever", b"OK: fine")),
}


@pytest.mark.parametrize("compressed", ["records", "whole", "not"])
@pytest.mark.parametrize("form", FORMS)
def test_forms_of_records(tmp_path: Path, form: str, compressed: str) -> None:
    archive = bring_in(tmp_path, FORMS[form], compressed=compressed)
    assert rows(archive, "SELECT url, title, views, first_seen FROM articles") == [(URL, "Kiểm tra bếp ăn", 12, DAY)]
    with Archive.open(archive, read_only=True) as opened:
        assert opened.read_capture(1).body == PAGE


@pytest.mark.parametrize("compressed", ["records", "whole", "not"])
def test_records_can_stay_where_they_are(tmp_path: Path, compressed: str) -> None:
    archive = bring_in(tmp_path, *FORMS.values(), compressed=compressed, options=("--in-place",))
    files = {name for (name,) in rows(archive, "SELECT DISTINCT warc_file FROM captures")}
    stays = compressed != "whole"  # a record of such a file cannot be read by itself
    assert all(Path(name).is_absolute() == stays for name in files)
    with Archive.open(archive, read_only=True) as opened:
        assert opened.read_capture(1).body == PAGE


def test_a_copied_record_is_the_record(tmp_path: Path) -> None:
    original = record(URL, DAY, http(PAGE), headers={"X-Of-Theirs": "kept"})
    archive = bring_in(tmp_path, original)
    [(name, offset, length)] = rows(archive, "SELECT warc_file, warc_offset, warc_length FROM captures")
    stored = (tmp_path / "warc" / name).read_bytes()[offset : offset + length]
    assert gzip.decompress(stored) == original


@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("in_place", [True, False])
def test_a_wacz_file_is_its_warc_files(tmp_path: Path, stored: bool, in_place: bool) -> None:
    warcs = {
        "a.warc.gz": gzip.compress(record(URL, DAY, http(PAGE))),
        "b.warc": record(OTHER, DAY, http(page("Nước sạch"))),
    }
    archive = tmp_path / "archive.db"
    options = ("--in-place",) if in_place else ()
    result = run_import(archive, write_wacz(tmp_path / "x.wacz", warcs, stored=stored), "--new-office", *options)
    assert result.exit_code == 0, result.output
    whole(archive)
    assert rows(archive, "SELECT title FROM articles ORDER BY title") == [("Kiểm tra bếp ăn",), ("Nước sạch",)]


def damaged(packed: bytes) -> bytes:
    """Return a ZIP file in which bytes of the first member's content were overwritten."""
    at = packed.index(b"a.warc") + 60
    return packed[:at] + b"\xff" * 12 + packed[at + 12 :]


def encrypted(packed: bytes) -> bytes:
    """Return a ZIP file that says that its first member is encrypted."""
    at = packed.rindex(b"PK\x01\x02", 0, packed.rindex(b"archive/a.warc"))
    return packed[: at + 8] + b"\x01" + packed[at + 9 :]


@pytest.mark.parametrize(
    ("first", "spoil", "why"),
    [
        (record(URL, DAY, http(PAGE)), damaged, "the member is damaged"),
        (record(URL, DAY, http(PAGE)), encrypted, "the member is encrypted"),
        (bytes(2**27), bytes, "the member would grow to 128 MB"),
    ],
    ids=["damaged", "encrypted", "a bomb"],
)
def test_a_bad_member_of_a_wacz_file_is_named_and_the_rest_comes_in(
    tmp_path: Path, first: bytes, spoil: Callable[[bytes], bytes], why: str
) -> None:
    packed = write_wacz(
        tmp_path / "x.wacz", {"a.warc": first, "../b.warc": record(OTHER, DAY, http(page("Nước sạch")))}, stored=False
    )
    packed.write_bytes(spoil(packed.read_bytes()))
    result = run_import(tmp_path / "archive.db", packed, "--new-office")
    assert result.exit_code == 1
    assert why in result.output
    assert ("Nước sạch",) in rows(tmp_path / "archive.db", "SELECT title FROM articles")
    assert not [*tmp_path.parent.glob("b.warc")]


@pytest.mark.parametrize(
    "origin",
    [
        {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": DAY},
        {"WARC-Refers-To": "<urn:uuid:first>"},
        {"WARC-Payload-Digest": "sha1:AAAA"},
    ],
    ids=["address and date", "record", "digest"],
)
def test_a_revisit_has_the_payload_that_it_refers_to(tmp_path: Path, origin: dict[str, str]) -> None:
    first = {"WARC-Record-ID": "<urn:uuid:first>", "WARC-Payload-Digest": "sha1:AAAA"}
    archive = bring_in(
        tmp_path,
        record(URL, NEXT_DAY, http(b""), type_="revisit", headers=origin),
        record(URL, DAY, http(PAGE), headers=first),
    )
    assert rows(archive, "SELECT first_seen, last_seen, version FROM articles") == [(DAY, NEXT_DAY, 1)]
    assert len(rows(archive, "SELECT observed_at FROM view_counts")) == 2
    assert run_import(archive, tmp_path / "captures.warc.gz").output.count("0 taken, 2 known") == 1


def test_a_revisit_waits_for_its_payload(tmp_path: Path) -> None:
    origin = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": DAY}
    later = write_warc(tmp_path / "later.warc.gz", [record(URL, NEXT_DAY, http(b""), type_="revisit", headers=origin)])
    earlier = write_warc(tmp_path / "earlier.warc.gz", [record(URL, DAY, http(PAGE))])
    archive = bring_in(tmp_path, record(OTHER, DAY, http(page("Hai"))))
    result = run_import(archive, later)
    assert result.exit_code == 1
    assert "not in the archive yet" in result.output
    assert run_import(archive, earlier).exit_code == 0
    assert "1 taken" in run_import(archive, later).output
    assert rows(archive, "SELECT first_seen, last_seen FROM articles WHERE url = ?", URL) == [(DAY, NEXT_DAY)]


def length_said(length: bytes) -> bytes:
    """Return a record that says that it has *length* bytes."""
    true = len(http(PAGE))
    return record(URL, DAY, http(PAGE)).replace(b"Content-Length: %d\r\n" % true, b"Content-Length: %s\r\n" % length, 1)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2021", "2021-01-01T00:00:00Z"),
        ("2021-03", "2021-03-01T00:00:00Z"),
        ("2021-03-05", "2021-03-05T00:00:00Z"),
        ("2020-02-29T24:00:00Z", "2020-03-01T00:00:00Z"),
        ("2020-02-29T24:00+07:00", "2020-02-29T17:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2021-03-05T01:02:03.123456789Z", "2021-03-05T01:02:03Z"),
        ("2021-13", None),
        ("2020-02-29T24:00:01Z", None),
        ("2020-02-29T25:00:00Z", None),
        ("2020-02-29T10:20:60Z", None),
        ("202103051", None),
        ("20210305123", None),
        ("٢٠٢١٠٣٠٥٠١٠٠٠٠", None),
        ("", None),
    ],
)
def test_the_forms_of_a_record_s_date(said: str, moment: str | None) -> None:
    found = record_moment(said)
    assert (found and utc_text(found)) == moment


GARBLED = {
    "torn at its end": lambda one: one[: len(one) // 2],
    "damaged": lambda one: one[:30] + bytes(40) + one[70:],
    "no record": lambda _one: b"\x1f\x8b\x08 no gzip at all",
}


@pytest.mark.parametrize("how", GARBLED)
def test_a_bad_record_is_named_and_the_rest_comes_in(tmp_path: Path, how: str) -> None:
    good = [gzip.compress(record(url, DAY, http(page(title)))) for url, title in ((URL, "Một"), (OTHER, "Hai"))]
    bad = GARBLED[how](gzip.compress(record(f"{HOST}/tin/ba-19.html", DAY, http(page("Ba")))))
    source = tmp_path / "captures.warc.gz"
    source.write_bytes(good[0] + bad + good[1])
    result = run_import(tmp_path / "archive.db", source, "--new-office")
    assert result.exit_code == 1
    assert f"captures.warc.gz at byte {len(good[0])}:" in result.output
    assert rows(tmp_path / "archive.db", "SELECT title FROM articles ORDER BY title") == [("Hai",), ("Một",)]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (record(URL, "no date", http(PAGE)), "has no date"),
        (record(URL, DAY, b"HTTP/1.1 banana\r\n\r\n"), "no HTTP answer"),
        (record(URL, DAY, http(PAGE), headers={"WARC-Truncated": "length"}), "cut it short (length)"),
        (record(URL, DAY, http(PAGE)).replace(b"Content-Length", b"X-Length"), "does not say how long"),
        (record(URL, DAY, http(PAGE))[:-300], "torn"),
        (length_said(b"-5"), "torn"),
        (length_said(b"9" * 25), "torn"),
        (length_said(b"9" * 5000), "does not say how long"),
        (length_said(b"100"), "altered"),
        (record(URL, DAY, http(PAGE)).replace("bếp".encode(), b"bep".ljust(5)), "altered"),
        (record(URL, "0001-01-01T00:00:00+14:00", http(PAGE)), "has no date"),
        (record(URL, "1970-01-01T00:00:00Z", http(PAGE)), "before there was a web"),
        (record(URL, "2999-05-06T01:02:03Z", http(PAGE)), "still to come"),
        (record(URL.replace(".test", ".test:99999"), DAY, http(PAGE)), "address is none"),
        (record(URL.replace("//", "//user:word@"), DAY, http(PAGE)), "address is none"),
        (record("https://[::1/", DAY, http(PAGE)), "address is none"),
        (record(URL, DAY, PAGE), "no HTTP answer"),
        (record(URL, DAY, http(PAGE, status=-200)), "no HTTP answer"),
        (record(URL, DAY, http(b""), type_="revisit"), "not in the archive yet"),
        (record(URL, DAY, http(PAGE), headers={"X": "a" * 100_000}), "does not end"),
        (b"filedesc://x.arc 0.0.0.0 20240506010203 text/plain 3\n1 0 A\n", "no WARC record"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_record_that_makes_no_sense_is_named(tmp_path: Path, bad: bytes, why: str) -> None:
    source = write_warc(tmp_path / "x.warc", [record(OTHER, DAY, http(page("Hai"))), bad], compressed="not")
    result = run_import(tmp_path / "archive.db", source, "--new-office")
    assert result.exit_code == 1
    assert why in result.output
    assert rows(tmp_path / "archive.db", "SELECT title FROM articles") == [("Hai",)]


def test_what_is_no_answer_from_the_web_is_passed_over(tmp_path: Path) -> None:
    archive = bring_in(
        tmp_path,
        record("urn:pageinfo:" + URL, DAY, b"{}", type_="resource"),
        record("urn:text:" + URL, DAY, b"words", type_="resource"),
        record("dns:ttyt-mau.example.test", DAY, b"1.2.3.4", headers={"Content-Type": "text/dns"}),
        record(URL, DAY, http(b""), type_="request"),
        record(URL, DAY, b"{}", type_="metadata"),
        record(f"{HOST}/style.css", DAY, http(b"p{}", headers={"Content-Type": "text/css"})),
        record(URL, DAY, http(PAGE)),
    )
    assert rows(archive, "SELECT kind, url FROM captures") == [("article", URL)]


def test_an_address_that_is_no_utf_8_is_read_as_it_was_sent(tmp_path: Path) -> None:
    archive = bring_in(tmp_path, record(URL, DAY, http(PAGE)).replace(b"/bep-an", b"/b\xe9p-an", 1), compressed="not")
    assert rows(archive, "SELECT url FROM captures") == [(URL.replace("bep", "b\xe9p"),)]


def test_a_member_is_copied_as_it_is_unless_more_is_in_it(tmp_path: Path) -> None:
    plain = record(URL, DAY, http(PAGE))
    members = [gzip.compress(plain, 1), gzip.compress(b"\r\n" + plain.replace(b"tin/bep", b"tin/nau"), 1)]
    source = tmp_path / "x.warc.gz"
    source.write_bytes(b"".join(members))
    archive = tmp_path / "archive.db"
    assert run_import(archive, source, "--new-office").exit_code == 0
    whole(archive)
    places = rows(archive, "SELECT warc_file, warc_offset, warc_length FROM captures ORDER BY id")
    stored = [(tmp_path / "warc" / name).read_bytes()[at : at + length] for name, at, length in places]
    assert stored[0] == members[0]
    assert gzip.decompress(stored[1]).startswith(b"WARC/")


def test_texts_without_pages_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "CC-MAIN-20240506-00001.warc.wet.gz"
    source.write_bytes(b"")
    assert "not the pages" in failure(run_import(tmp_path / "archive.db", source))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert "neither a WARC or WACZ file nor a folder" in failure(run_import(tmp_path / "a.db", tmp_path / "x.zip"))
    (tmp_path / "x.wacz").write_bytes(b"PK")
    assert "cannot be read as a WACZ file" in failure(run_import(tmp_path / "a.db", tmp_path / "x.wacz"))
    assert "There is no file" in failure(run_import(tmp_path / "a.db", tmp_path / "no.warc"))


GONE = http(b"<h1>Not found</h1>", status=404)


def test_a_page_that_is_missed_twice_is_gone_since_the_first_time(tmp_path: Path) -> None:
    archive = bring_in(
        tmp_path, record(URL, DAY, http(PAGE)), record(URL, NEXT_DAY, GONE), record(URL, THIRD_DAY, GONE)
    )
    assert rows(archive, "SELECT status, status_since, last_seen FROM articles") == [("gone", NEXT_DAY, DAY)]


def test_a_capture_between_two_misses_takes_the_doubt_away(tmp_path: Path) -> None:
    archive = bring_in(tmp_path, record(URL, DAY, http(PAGE)), record(URL, "2024-05-08T02:00:00Z", GONE))
    missed = write_warc(tmp_path / "b.warc.gz", [record(URL, "2024-05-06T09:00:00Z", GONE)])
    seen = write_warc(tmp_path / "c.warc.gz", [record(URL, NEXT_DAY, http(PAGE))])
    run_import(archive, missed)
    assert rows(archive, "SELECT status, since FROM status_history ORDER BY since") == [
        ("live", DAY),
        ("gone", "2024-05-06T09:00:00Z"),
    ]
    run_import(archive, seen)
    assert rows(archive, "SELECT status, since FROM status_history ORDER BY since") == [("live", DAY)]
    assert rows(archive, "SELECT pending_status, last_seen FROM articles") == [("gone", NEXT_DAY)]
    whole(archive)


def test_a_redirect_for_good_is_a_move(tmp_path: Path) -> None:
    moved = http(b"", status=301, headers={"Location": "/tin/bep-an-sach-17.html"})
    new = f"{HOST}/tin/bep-an-sach-17.html"
    archive = bring_in(
        tmp_path,
        record(URL, DAY, http(PAGE)),
        record(URL, NEXT_DAY, moved),
        record(new, "2024-05-07T01:02:04Z", http(PAGE)),
    )
    assert rows(archive, "SELECT url, version, first_seen FROM articles") == [(new, 1, DAY)]
    assert len(rows(archive, "SELECT url FROM article_urls WHERE article = 1")) == 2


def test_files_and_counts_find_their_article_whichever_came_first(tmp_path: Path) -> None:
    offers = '<p><a href="/files/bao-cao.pdf">Báo cáo kiểm tra</a></p>'
    paper = http(b"%PDF-1.4 not much of a paper", headers={"Content-Type": "application/pdf"})
    archive = bring_in(
        tmp_path,
        record(f"{HOST}/files/bao-cao.pdf", DAY, paper),
        record(URL, NEXT_DAY, http(page("Kiểm tra", extra=offers))),
    )
    assert rows(archive, "SELECT kind, article FROM captures ORDER BY kind") == [("article", 1), ("attachment", 1)]
    assert rows(archive, "SELECT url, sha256 IS NOT NULL FROM attachments") == [(f"{HOST}/files/bao-cao.pdf", 1)]


def test_a_list_of_an_unknown_office_is_no_article(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/tin/bai-{n}.html">Tin số {n}</a></li>' for n in range(40))
    listing = f"<html><body><h1>Tin tức</h1><ul>{links}</ul></body></html>".encode()
    archive = bring_in(tmp_path, record(f"{HOST}/tin/", DAY, http(listing)), record(URL, DAY, http(PAGE)))
    assert rows(archive, "SELECT kind, url FROM captures ORDER BY kind") == [
        ("article", URL),
        ("list", f"{HOST}/tin/"),
    ]
    assert len(told(archive)["articles"]) == 1


def test_short_pages_are_counted_and_chinese_ones_need_fewer_characters(tmp_path: Path) -> None:
    zh = (
        "各科室要按时检查门诊楼道的通风情况，发现窗户打不开的及时报后勤科修理，"
        "并在本周五下班以前把检查表交到院感科，由院感科汇总后统一公布结果，请各科室相互转告，认真执行。"
    )
    chinese = f"""<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>安排</title>
        <body><h1>门诊楼通风检查安排</h1>
        <p>发布时间：2024-05-06</p><p>{zh}</p></body></html>""".encode()
    short = page("Lịch trực tuần tới", body=["Lịch trực tuần tới như bảng dán ở cổng."])
    hosts = ("https://yy-yangben.example.test/tz/1.html", f"{HOST}/tin/1.html", f"{HOST}/tin/2.html")
    records = [record(url, DAY, http(body)) for url, body in zip(hosts, (chinese, PAGE, short), strict=True)]
    source = write_warc(tmp_path / "captures.warc.gz", records)
    result = run_import(tmp_path / "archive.db", source, "--new-office")
    assert "1 articles new, 0 changed, 0 as they were; 0 pages are no articles" in result.output
    assert "1 articles new, 0 changed, 0 as they were; 1 pages are no articles" in result.output
