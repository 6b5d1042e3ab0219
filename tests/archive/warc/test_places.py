"""Evidence at an address: moved when it is whole, read by ranges, and never lost on the way."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive import Archive, ArchiveError
from crawler.archive.articles.files.attachments import read_file
from crawler.archive.shards.splitting import split
from crawler.archive.warc import moving
from crawler.archive.warc.moving import move_evidence
from crawler.archive.warc.places import MOVED, filesystem_of, locate
from crawler.archive.warc.verify import faults
from crawler.publish.evidence.reader import Evidence
from tests.s3 import s3_bucket


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_bucket() as bucket:
        yield bucket


@pytest.fixture(params=["file", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return f"file://{tmp_path}/elsewhere/warc"
    bucket: str = request.getfixturevalue("s3")
    return f"{bucket}/{tmp_path.name}"


@pytest.fixture
def own(sample_path: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_path.parent, tmp_path / "own")
    return tmp_path / "own" / sample_path.name


def local_files(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive.parent / "warc").glob("*.warc.gz"))


def test_evidence_is_moved_and_read_where_it_is(own: Path, address: str) -> None:
    before = local_files(own)
    with Archive.open(own) as archive:
        assert move_evidence(archive, address) == before
        assert move_evidence(archive, address) == []
    assert local_files(own) == []
    with Archive.open(own, read_only=True) as archive:
        assert list(faults(archive)) == []
        captures = list(archive.captures())
        assert archive.read_capture(captures[0]).body
        named = {row[0] for row in archive.connection.execute("SELECT warc_file FROM captures")}
        assert named == {f"{address}/{name}" for name in before}
        row = dict(archive.connection.execute("SELECT * FROM captures WHERE refers_to IS NULL LIMIT 1").fetchone())
    evidence = Evidence(own)
    assert evidence.is_present(row)
    assert len(evidence.record(row)) == row["warc_length"]
    assert evidence.payload(row, None).sent


def test_rows_that_name_a_file_as_it_was_called_before_lead_to_it(own: Path, address: str) -> None:
    with Archive.open(own, read_only=True) as archive:
        row = dict(archive.connection.execute("SELECT * FROM captures WHERE refers_to IS NULL LIMIT 1").fetchone())
    before = Evidence(own).payload(row, None).sent
    with Archive.open(own) as archive:
        move_evidence(archive, address)
    assert Evidence(own).payload(row, None).sent == before


def test_a_record_of_an_address_is_found_missing_or_altered(own: Path, tmp_path: Path) -> None:
    with Archive.open(own) as archive:
        first, second, *_ = move_evidence(archive, f"file://{tmp_path}/elsewhere")
    (tmp_path / "elsewhere" / first).unlink()
    other = tmp_path / "elsewhere" / second
    other.write_bytes(other.read_bytes()[: other.stat().st_size // 2])
    with Archive.open(own, read_only=True) as archive:
        told = [str(fault) for fault in faults(archive)]
    assert any(first in line and "is missing" in line for line in told)
    assert any("torn" in line or "ends before" in line or "no WARC record" in line for line in told)


def test_what_arrives_otherwise_than_it_was_sent_stays(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = local_files(own)
    filesystem, _ = filesystem_of(f"file://{tmp_path}")

    def put(local: str, remote: str) -> None:
        content = bytearray(Path(local).read_bytes())
        content[-1] ^= 1
        Path(remote).write_bytes(content)

    monkeypatch.setattr(filesystem, "put_file", put)
    with Archive.open(own) as archive, pytest.raises(ArchiveError, match="is not what was stored"):
        move_evidence(archive, f"file://{tmp_path}/elsewhere")
    assert local_files(own) == before
    monkeypatch.undo()
    with Archive.open(own) as archive:
        assert list(faults(archive)) == []
        assert move_evidence(archive, f"file://{tmp_path}/elsewhere") == before


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from crawler.archive import Archive
from crawler.archive.warc import moving

archive, address, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def killing(function):
    def call(*arguments, **options):
        if step.startswith("before"):
            os.kill(os.getpid(), signal.SIGKILL)
        function(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    return call

if step.endswith("half"):
    filesystem, _ = moving.filesystem_of(address)
    def put(local, remote):
        Path(remote).write_bytes(Path(local).read_bytes()[:1000])
        os.kill(os.getpid(), signal.SIGKILL)
    filesystem.put_file = put
else:
    name = step.partition(" ")[2]
    setattr(moving, name, killing(getattr(moving, name)))
with Archive.open(archive) as opened:
    moving.move_evidence(opened, address)
"""


@pytest.mark.parametrize("step", ["in half", "after _upload", "before _note", "after _note"])
def test_a_move_that_is_killed_loses_nothing_and_goes_on(own: Path, tmp_path: Path, step: str) -> None:
    before = local_files(own)
    address = f"file://{tmp_path}/elsewhere"
    done = subprocess.run([sys.executable, "-c", KILLED_AT, str(own), address, step], check=False)
    assert done.returncode == -signal.SIGKILL
    with Archive.open(own) as archive:
        assert list(faults(archive)) == []
        assert move_evidence(archive, address) == before
        assert list(faults(archive)) == []
    assert local_files(own) == []


def test_a_shard_moves_its_own_files_only(own: Path, tmp_path: Path) -> None:
    split(own, tmp_path / "shards")
    office = min((tmp_path / "shards").glob("*.db")).stem
    with Archive.open(tmp_path / "shards" / f"{office}.db") as archive:
        moved = move_evidence(archive, f"file://{tmp_path}/elsewhere", office=office)
    assert moved
    assert all(name.startswith(f"{office}-") for name in moved)
    folder = tmp_path / "shards" / "warc"
    for name in local_files(own):
        assert locate(folder, name) is not None
    assert {path.name for path in folder.glob(f"*{MOVED}")} == {name + MOVED for name in moved}


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(ArchiveError, match="no way to read nowhere://"):
        filesystem_of("nowhere://a/b")


def test_an_address_that_does_not_answer_is_an_error_and_no_loss(own: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    before = local_files(own)
    with Archive.open(own) as archive, pytest.raises(ArchiveError, match="Cannot store evidence"):
        move_evidence(archive, f"file://{tmp_path}/file")
    assert local_files(own) == before


def test_files_are_read_through_addresses(own: Path, address: str) -> None:
    with Archive.open(own) as archive:
        move_evidence(archive, address)
        attachment = next(iter(archive.captures(kinds=["attachment"])), None)
        if attachment is not None:
            assert read_file(archive.read_capture(attachment), "vi").sha256
    assert moving.BLOCK > 0
