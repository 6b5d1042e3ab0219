"""Three days of a replica office, kept by others and imported in any order, become what our own crawl of them kept."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from crawler.archive import Archive
from crawler.archive.importing.importer import derive_office
from crawler.archive.warc.verify import faults
from crawler.crawling.offices.registry import sites_by_id
from crawler.normalise.content import decode_content
from replica.days import CdcOffice, HospitalOffice, NingdeOffice, calendar, new, office_on_first_day, visibly_edit
from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.archive.importing.pages import run_import, told, write_manifest
from tests.crawling import crawls

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed"),
]
DAYS = (2, 3, 4)
"""Days of the replica's calendar; on the second of them both new articles are due again."""
BEGIN = datetime(2026, 12, 1, 2, tzinfo=UTC)
OPTIONS = ("--quiet", "--no-warc-compression", "--delete-after", "--no-directories", "--restrict-file-names=ascii")
DATE = re.compile(rb"(?<=\nWARC-Date: )[0-9T:-]+Z(?=\r\n)")


def live_through(office: ReplicaOffice, day: int, until: int) -> None:
    """Let what the calendar says happen after *day* up to *until*, and a removal and an edit of our own."""
    happenings = calendar(office.site)
    for one in range(day + 1, until + 1):
        for happening in happenings[one]:
            happening(office)
    if until == DAYS[1]:
        office.remove(new(0), "gone")
        visibly_edit(office.articles[new(1)])


def wget(server: ReplicaServer, addresses: Iterable[str], folder: Path, name: str, when: datetime) -> Path:
    """Fetch *addresses* with wget into a WARC file, dated as if it had run at *when*."""
    listed = folder / f"{name}.txt"
    listed.write_text("".join(f"http://{address}\n" for address in addresses), "utf-8")
    subprocess.run(
        ["wget", *OPTIONS, "--input-file", listed, f"--warc-file={folder / name}", "-e", f"http_proxy={server.url}"],
        cwd=folder,
        check=False,  # it ends with status 8 where a page was missed
        timeout=120,
    )
    warc = folder / f"{name}.warc"
    content = warc.read_bytes()
    first = min(datetime.fromisoformat(found.decode()) for found in DATE.findall(content))
    shift = when - first

    def shifted(match: re.Match[bytes]) -> bytes:
        return (datetime.fromisoformat(match[0].decode()) + shift).strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    warc.write_bytes(DATE.sub(shifted, content))
    return warc


def by_day(archive: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return what an archive tells, with moments cut to their day and addresses without their scheme."""

    def cut(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
            return value[:10]
        return re.sub(r"https?://", "", value)

    return {name: sorted([tuple(map(cut, row)) for row in rows], key=str) for name, rows in told(archive).items()}


@dataclass(frozen=True)
class ThreeDays:
    """Three days of one office, as our own crawl kept them and as wget did."""

    site: str
    own: Path
    warcs: list[Path]
    told: Mapping[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module", params=[HospitalOffice.site, CdcOffice.site, NingdeOffice.site])
def days(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ThreeDays:
    site, folder = request.param, tmp_path_factory.mktemp("three-days")
    own = folder / "own" / "archive.db"
    own.parent.mkdir()
    warcs: list[Path] = []
    with ReplicaServer([office_on_first_day(site)]) as server:
        [office] = server.offices.values()
        before = -1
        for day in DAYS:
            live_through(office, before, day)
            before = day
            now = BEGIN + timedelta(days=day)
            server.asked.clear()
            done = crawls.crawl(own, server.address, site, HEALTHARCHIVE_CLOCK_START=now.isoformat())
            assert done.returncode == 0, done.stderr
            warcs.append(wget(server, sorted(server.asked), folder, f"day{day}", now))
    told = by_day(own)
    assert len(told["versions"]) > len(told["articles"]) == 15
    assert any(row[1] == "gone" for row in told["statuses"])
    return ThreeDays(site, own, warcs, told)


def imported(folder: Path, *batches: Iterable[Path]) -> Path:
    """Return an archive into which each batch of sources was imported by a command of its own."""
    archive = folder / "archive.db"
    for batch in batches:
        result = run_import(archive, *batch)
        assert result.exit_code == 0, result.output
    return archive


def test_deriving_our_own_crawl_again_changes_nothing(days: ThreeDays, tmp_path: Path) -> None:
    shutil.copytree(days.own.parent, tmp_path / "own")
    with Archive.open(tmp_path / "own" / "archive.db") as opened:
        report = derive_office(opened, sites_by_id()[days.site], software="test")
    assert (report.applied.new, report.applied.changed, report.faults) == (0, 0, [])
    assert by_day(tmp_path / "own" / "archive.db") == days.told


@pytest.mark.parametrize("order", list(permutations(range(len(DAYS)))), ids=str)
def test_three_days_of_wget_in_any_order(days: ThreeDays, order: tuple[int, ...], tmp_path: Path) -> None:
    archive = imported(tmp_path, *([days.warcs[number]] for number in order))
    assert by_day(archive) == days.told
    if order != max(permutations(range(len(DAYS)))):
        return
    assert "0 taken" in run_import(archive, *days.warcs).output
    assert by_day(archive) == days.told
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    done = crawls.run("rebuild", "--archive", archive)
    assert " 0 new, 0 changed" in done.stdout, done.stdout + done.stderr


def test_three_days_in_a_wacz(days: ThreeDays, tmp_path: Path) -> None:
    packed = tmp_path / "days.wacz"
    with ZipFile(packed, "w") as members:
        for warc in reversed(days.warcs):
            members.write(warc, f"archive/{warc.name}")
        members.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
    assert by_day(imported(tmp_path, [packed])) == days.told


def test_our_own_evidence_brought_into_another_archive(days: ThreeDays, tmp_path: Path) -> None:
    packed = tmp_path / "own.wacz"
    done = crawls.run("wacz", packed, "--site", days.site, "--archive", days.own)
    assert done.returncode == 0, done.stderr
    assert by_day(imported(tmp_path, [packed])) == days.told


def test_the_saved_pages_of_three_days(days: ThreeDays, tmp_path: Path) -> None:
    """A folder holds pages only: what answered otherwise, and what counters and files said, nobody saved."""
    entries = []
    with Archive.open(days.own, read_only=True) as own:
        for row in own.connection.execute("SELECT id FROM captures WHERE kind = 'article' AND status = 200"):
            capture = own.read_capture(row["id"])
            entry = {"url": capture.url, "fetched_at": capture.fetched_at.isoformat(), "site": days.site}
            entries.append((entry, decode_content(capture.body, capture.header("Content-Encoding"))))
    manifest = write_manifest(tmp_path, sorted(entries, key=lambda entry: entry[0]["url"]))
    archive = tmp_path / "archive.db"
    assert run_import(archive, "--manifest", manifest).exit_code == 0

    def pages(told: Mapping[str, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        return [row[:4] for row in told["versions"] if "attachment" not in row[4]]

    told = by_day(archive)
    assert pages(told) == pages(days.told)
    assert [row for row in told["views"] if row[3] == "html"] == [row for row in days.told["views"] if row[3] == "html"]
    assert "0 taken" in run_import(archive, "--manifest", manifest).output
