"""Three days of a replica office kept by wget become, imported in any order, what our own crawl of those days kept."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.archive.importing.importer import derive_office
from crawler.archive.warc.verify import faults
from crawler.crawling.offices.registry import sites_by_id
from replica.days import CdcOffice, HospitalOffice, NingdeOffice, calendar, new, office_on_first_day, visibly_edit
from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.archive.importing.pages import run_import, told
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


@pytest.mark.parametrize("site", [HospitalOffice.site, CdcOffice.site, NingdeOffice.site])
def test_three_days_of_wget_in_any_order(tmp_path: Path, site: str) -> None:
    own = tmp_path / "own" / "archive.db"
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
            warcs.append(wget(server, sorted(server.asked), tmp_path, f"day{day}", now))
    wanted = by_day(own)
    with Archive.open(own) as opened:
        report = derive_office(opened, sites_by_id()[site], software="test")
    assert (report.applied.new, report.applied.changed, report.faults) == (0, 0, [])
    assert by_day(own) == wanted
    assert len(wanted["versions"]) > len(wanted["articles"]) == 15
    assert any(row[1] == "gone" for row in wanted["statuses"])
    for order in permutations(warcs):
        archive = tmp_path / "-".join(warc.stem for warc in order) / "archive.db"
        archive.parent.mkdir()
        for warc in order:
            assert run_import(archive, warc).exit_code == 0
        assert by_day(archive) == wanted
    assert "0 taken" in run_import(archive, *warcs).output
    assert by_day(archive) == wanted
    with Archive.open(archive, read_only=True) as opened:
        assert [str(fault) for fault in faults(opened)] == []
    done = crawls.run("rebuild", "--archive", archive)
    assert "0 new, 0 changed" in done.stdout, done.stdout + done.stderr
