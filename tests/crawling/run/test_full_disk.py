"""A disk that is full in the middle of a crawl: one sentence, nothing lost, and the next run goes on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.warc.verify import faults
from replica import offices
from replica.server import ReplicaServer
from tests.crawling.crawls import ROOT, rows, value
from tests.crawling.namespaces import namespace
from tests.crawling.small_disk import CASES, SITE


@pytest.fixture(scope="session")
def disks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disks")
    with ReplicaServer(offices()) as server:
        words = [
            *namespace("--mount"),
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.crawling.small_disk",
            folder,
            server.address,
        ]
        subprocess.run(words, cwd=ROOT, timeout=180, check=True)
    return folder


@pytest.mark.parametrize("case", CASES)
def test_full_disk_is_one_sentence_and_loses_nothing(disks: Path, case: str) -> None:
    first, second, third, verified = json.loads((disks / f"{case}.json").read_text())
    status, line, errors = first
    assert (status, errors) == (1, "")
    assert "interrupted (" in line
    assert ("database or disk is full" if case == "database" else "No space left" if case == "evidence" else "") in line
    assert second[0] in {1, 2}
    assert len((second[1] + second[2]).splitlines()) == 1
    assert "full" in second[1] + second[2] or "No space left" in second[1] + second[2]
    assert (third[0], third[2]) == (0, "")
    assert verified[0] == 0


@pytest.mark.parametrize("case", CASES)
def test_run_after_there_is_room_goes_on_where_the_first_stood(disks: Path, replica: ReplicaServer, case: str) -> None:
    archive = disks / case / "kept" / "archive.db"
    office = replica.offices[SITE]
    listed = sum(len(office.listed(section.id)) for section in office.sections)
    states = [state for (state,) in rows(archive, "SELECT state FROM runs ORDER BY id")]
    assert (states[0], states[-1]) == ("interrupted", "ok")
    kept_by_the_first = value(archive, "SELECT count(*) FROM captures WHERE run = 1 AND kind = 'article'")
    assert 0 < kept_by_the_first < listed
    assert value(archive, "SELECT count(*) FROM articles") == listed
    assert value(archive, "SELECT max(version) FROM articles") == 1
    assert value(archive, "PRAGMA integrity_check") == "ok"
    empty = [file.name for file in (archive.parent / "warc").iterdir() if file.stat().st_size == 0]
    assert empty == []
    with Archive.open(archive, read_only=True) as opened:
        assert list(faults(opened)) == []
