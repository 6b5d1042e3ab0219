"""Three days of a replica office, kept by others and imported in any order, become what our own crawl of them kept."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, permutations
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
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
from tests.archive.importing.recorders import PYWB, WGET, Pywb, wget
from tests.crawling import crawls

pytestmark = [pytest.mark.slow, pytest.mark.skipif(WGET is None, reason="wget is not installed")]
DAYS = (2, 3, 4)
"""Days of the replica's calendar; on the second of them both new articles are due again."""
BEGIN = datetime(2026, 12, 1, 2, tzinfo=UTC)


def live_through(office: ReplicaOffice, day: int, until: int) -> None:
    """Let what the calendar says happen after *day* up to *until*, and a removal and an edit of our own."""
    happenings = calendar(office.site)
    for one in range(day + 1, until + 1):
        for happening in happenings[one]:
            happening(office)
    if until == DAYS[1]:
        office.remove(new(0), "gone")
        visibly_edit(office.articles[new(1)])


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
    """Three days of one office, as our own crawl kept them and as other programs did."""

    site: str
    own: Path
    warcs: list[Path]
    recorded: list[list[Path]]
    """pywb's files of each day; empty where pywb is not installed."""
    told: Mapping[str, list[tuple[Any, ...]]]


def recorder(server: ReplicaServer, folder: Path, days: Iterable[str]) -> AbstractContextManager[Pywb | None]:
    return nullcontext() if PYWB is None else Pywb(server, folder, days)


@pytest.fixture(scope="module", params=[HospitalOffice.site, CdcOffice.site, NingdeOffice.site])
def days(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ThreeDays:
    site, folder = request.param, tmp_path_factory.mktemp("three-days")
    own = folder / "own" / "archive.db"
    own.parent.mkdir()
    warcs: list[Path] = []
    moments = {f"day{day}": BEGIN + timedelta(days=day) for day in DAYS}
    with ReplicaServer([office_on_first_day(site)]) as server, recorder(server, folder, moments) as pywb:
        [office] = server.offices.values()
        before = -1
        for day, (name, now) in zip(DAYS, moments.items(), strict=True):
            live_through(office, before, day)
            before = day
            server.asked.clear()
            done = crawls.crawl(own, server.address, site, HEALTHARCHIVE_CLOCK_START=now.isoformat())
            assert done.returncode == 0, done.stderr
            asked = sorted(server.asked)
            warcs.append(wget(server, asked, folder, name, now))
            if pywb is not None:
                pywb.record(asked, name)
    recorded = [pywb.written(name, now) for name, now in moments.items()] if pywb is not None else []
    told = by_day(own)
    assert len(told["versions"]) > len(told["articles"]) == 15
    assert any(row[1] == "gone" for row in told["statuses"])
    return ThreeDays(site, own, warcs, recorded, told)


@pytest.fixture(autouse=True)
def after_the_three_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTHARCHIVE_CLOCK_START", (BEGIN + timedelta(days=DAYS[-1] + 1)).isoformat())


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


def is_the_same(archive: Path, days: ThreeDays, sources: Iterable[Path]) -> None:
    """Check the archive into which *sources* were imported: against our own, and by all that may change nothing."""
    assert by_day(archive) == days.told
    assert "0 taken" in run_import(archive, *sources).output
    assert by_day(archive) == days.told
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    done = crawls.run("rebuild", "--archive", archive)
    assert " 0 new, 0 changed" in done.stdout, done.stdout + done.stderr


LAST_FIRST = max(permutations(range(len(DAYS))))


@pytest.mark.parametrize("order", list(permutations(range(len(DAYS)))), ids=str)
def test_three_days_of_wget_in_any_order(days: ThreeDays, order: tuple[int, ...], tmp_path: Path) -> None:
    archive = imported(tmp_path, *([days.warcs[number]] for number in order))
    assert by_day(archive) == days.told
    if order == LAST_FIRST:
        is_the_same(archive, days, days.warcs)


@pytest.mark.skipif(PYWB is None, reason="pywb is not installed")
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), LAST_FIRST], ids=str)
def test_three_days_of_pywb_in_any_order(days: ThreeDays, order: tuple[int, ...], tmp_path: Path) -> None:
    archive = imported(tmp_path, *(days.recorded[number] for number in order))
    assert by_day(archive) == days.told
    if order == LAST_FIRST:
        is_the_same(archive, days, chain.from_iterable(days.recorded))


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


Saved = tuple[str, datetime, bytes]
"""Address, moment and content of a page or picture."""


def saved_pages(days: ThreeDays) -> list[Saved]:
    """Return what somebody could have saved: pages and pictures, in the order of their addresses."""
    found = []
    with Archive.open(days.own, read_only=True) as own:
        for row in own.connection.execute(
            "SELECT id FROM captures WHERE kind IN ('article', 'picture') AND status = 200 ORDER BY requested_url, id"
        ):
            capture = own.read_capture(row["id"])
            content = decode_content(capture.body, capture.header("Content-Encoding"))
            found.append((capture.url, capture.fetched_at, content))
    return found


def in_manifest(saved: list[Saved], folder: Path, site: str) -> tuple[str | Path, ...]:
    entries = [({"url": url, "fetched_at": when.isoformat(), "site": site}, content) for url, when, content in saved]
    return "--manifest", write_manifest(folder, entries)


def in_folder(saved: list[Saved], folder: Path, _site: str) -> tuple[str | Path, ...]:
    """Save as downloaders of the Wayback Machine do: a folder a moment, the host below it, the query in the name."""
    for url, when, content in saved:
        parts = urlsplit(url)
        name = unquote(parts.path).strip("/") + (f"?{unquote(parts.query)}" if parts.query else "")
        path = folder / "saved" / when.strftime("%Y%m%d%H%M%S") / parts.netloc / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return (folder / "saved",)


@pytest.mark.parametrize("saved_as", [in_manifest, in_folder])
def test_the_saved_pages_of_three_days(
    days: ThreeDays, saved_as: Callable[[list[Saved], Path, str], tuple[str | Path, ...]], tmp_path: Path
) -> None:
    """Saved are pages and pictures only: what answered otherwise, and what counters and files said, nobody saved."""
    source = saved_as(saved_pages(days), tmp_path, days.site)
    archive = tmp_path / "archive.db"
    result = run_import(archive, *source)
    assert result.exit_code == 0, result.output

    def pages(told: Mapping[str, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        return [row[:4] for row in told["versions"] if "attachment" not in row[4]]

    told = by_day(archive)
    assert pages(told) == pages(days.told)
    assert told["pictures"] == [row for row in days.told["pictures"] if row[1] == 200]
    assert [row for row in told["views"] if row[3] == "html"] == [row for row in days.told["views"] if row[3] == "html"]
    assert "0 taken" in run_import(archive, *source).output
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    done = crawls.run("rebuild", "--archive", archive)
    assert " 0 new, 0 changed" in done.stdout, done.stdout + done.stderr
