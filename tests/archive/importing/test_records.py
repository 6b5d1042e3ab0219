"""Records of files that are torn, damaged or wrongly measured: what is whole comes out, and what is not is named."""

import gzip
import re
from pathlib import Path

import pytest

from crawler.archive.importing import records
from crawler.archive.importing.found import RecordFault
from crawler.archive.importing.records import read_records
from tests.archive.importing.pages import page
from tests.archive.importing.warcs import http, record, write_warc

DAY = "2024-05-06T01:02:03Z"
COUNT = 8


def one(number: int) -> bytes:
    told = page(f"Bài số {number}", body=[f"{number * 7919 + line} người đã tiêm ở trạm {line}." for line in range(20)])
    return record(f"https://ttyt-mau.example.test/tin/{number}.html", DAY, http(told))


def found(path: Path) -> tuple[list[int], list[str]]:
    """Return the numbers of the records in a file, and what is wrong with the others."""
    numbers, faults = [], []
    for raw in read_records(path):
        if isinstance(raw, RecordFault):
            faults.append(raw.why)
        else:
            numbers.append(int(raw.headers["warc-target-uri"].rpartition("/")[2].removesuffix(".html")))
    return numbers, faults


@pytest.fixture(params=["in memory", "on disk"])
def whole(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a file that was compressed as a whole, and that is read in memory or from a copy."""
    if request.param == "on disk":
        monkeypatch.setattr(records, "MAX_MEMBER", 4000)
    return write_warc(tmp_path / "x.warc.gz", map(one, range(COUNT)), compressed="whole")


@pytest.mark.parametrize(("cut", "least"), [(1, COUNT), (8, COUNT), (40, COUNT - 1), (900, 2)])
def test_of_a_torn_file_all_that_can_be_unpacked_comes_out(whole: Path, cut: int, least: int) -> None:
    whole.write_bytes(whole.read_bytes()[:-cut])
    numbers, faults = found(whole)
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= least
    assert faults == ["the record is torn."]


def test_what_follows_a_file_does_not_make_it_doubtful(whole: Path) -> None:
    whole.write_bytes(whole.read_bytes() + b"\0\0 and no more")
    numbers, faults = found(whole)
    assert numbers == list(range(COUNT))
    assert len(faults) == 1


@pytest.mark.parametrize("has_digests", [True, False])
def test_of_a_damaged_file_only_what_its_digests_vouch_for_comes_out(whole: Path, has_digests: bool) -> None:
    plain = gzip.decompress(whole.read_bytes())
    packed = bytearray(gzip.compress(plain if has_digests else plain.replace(b"WARC-Block-Digest", b"X-Digest")))
    at = len(packed) * 3 // 4
    packed[at : at + 8] = bytes(byte ^ 0xFF for byte in packed[at : at + 8])
    whole.write_bytes(packed)
    numbers, faults = found(whole)
    assert numbers == list(range(len(numbers)))
    assert bool(numbers) == has_digests
    assert "the compressed record is damaged." in faults


@pytest.mark.parametrize("compressed", ["records", "not"])
def test_a_record_that_is_torn_at_the_end_loses_none_before_it(tmp_path: Path, compressed: str) -> None:
    path = write_warc(tmp_path / "x.warc", map(one, range(COUNT)), compressed=compressed)
    path.write_bytes(path.read_bytes()[:-100])
    assert found(path) == (list(range(COUNT - 1)), ["the record is torn."])


@pytest.mark.parametrize("has_digest", [True, False])
@pytest.mark.parametrize("more", [-300, -1, 5, 9, 12, 13, 30, 700])
def test_a_wrong_length_costs_no_record_but_its_own(tmp_path: Path, more: int, has_digest: bool) -> None:
    wrong = re.sub(
        rb"(?<=Content-Length: )\d+(?=\r\n\r\nHTTP)", lambda match: b"%d" % (int(match[0]) + more), one(1), count=1
    )
    if not has_digest:
        wrong = wrong.replace(b"WARC-Block-Digest", b"X-Digest")
    path = write_warc(tmp_path / "x.warc", [one(0), wrong, one(2), one(3)], compressed="not")
    assert found(path) == ([0, 2, 3], ["the record was altered: it is not as long as it says."])


def test_what_stands_between_records_spoils_none_of_them(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc", [one(0), b"a note of somebody\r\n\r\n", one(2)], compressed="not")
    assert found(path) == ([0, 2], ["there is no WARC record."])


def test_a_page_about_records_is_one_record(tmp_path: Path) -> None:
    told = page("Định dạng lưu trữ", extra="<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</pre>")
    about = record("https://ttyt-mau.example.test/tin/1.html", DAY, http(told))
    path = write_warc(tmp_path / "x.warc", [one(0), about, one(2)], compressed="not")
    assert found(path) == ([0, 1, 2], [])
