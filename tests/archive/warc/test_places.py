"""Evidence at an address: moved when it is whole, read by ranges, and never lost on the way."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.archive import Archive, ArchiveError
from crawler.archive.articles.files.attachments import read_file
from crawler.archive.shards.splitting import split
from crawler.archive.warc import moving
from crawler.archive.warc.addresses import AddressError, UnreachableError
from crawler.archive.warc.folders import Folders
from crawler.archive.warc.moving import move_evidence
from crawler.archive.warc.places import MOVED, locate, store_of
from crawler.archive.warc.verify import faults
from crawler.cli import cli
from crawler.errors import HealthArchiveError
from crawler.publish.evidence.reader import Evidence, EvidenceError
from tests.s3 import answering, s3_bucket


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
    (tmp_path / "elsewhere").mkdir()

    def put(_store: Folders, local: Path, name: str) -> None:
        content = bytearray(local.read_bytes())
        content[-1] ^= 1
        Path(name).write_bytes(content)

    monkeypatch.setattr(Folders, "put", put)
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
from crawler.archive.warc.folders import Folders

archive, address, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def killing(function):
    def call(*arguments, **options):
        if step.startswith("before"):
            os.kill(os.getpid(), signal.SIGKILL)
        function(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    return call

if step.endswith("half"):
    def put(store, local, name):
        Path(name).parent.mkdir()
        Path(name).write_bytes(local.read_bytes()[:1000])
        os.kill(os.getpid(), signal.SIGKILL)
    Folders.put = put
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


def test_a_row_that_names_no_place_for_evidence_is_an_error() -> None:
    with pytest.raises(
        UnreachableError, match=r"^nowhere://a cannot be reached: Evidence cannot be kept at nowhere://a"
    ):
        store_of("nowhere://a/b")


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


def test_only_what_outlives_the_process_is_an_address(own: Path) -> None:
    before = local_files(own)
    for address in ("memory://shelf", "file://elsewhere/warc", "s3://shelf/../x", "elsewhere"):
        done = CliRunner().invoke(cli, ["upload", address, "--archive", str(own)])
        assert isinstance(done.exception, AddressError)
    assert local_files(own) == before
    with pytest.raises(AddressError):
        cli(["crawl", "--evidence-to", "memory://shelf", "--archive", str(own)], standalone_mode=False)


def test_a_scheme_is_spelled_as_rows_bear_it(own: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["upload", f"FILE://{tmp_path}/elsewhere/", "--archive", str(own)])
    assert done.exit_code == 0
    assert done.output.startswith(f"file://{tmp_path}/elsewhere: ")
    assert told_by_verify(own) == []


def test_evidence_does_not_move_onto_itself(own: Path) -> None:
    before = local_files(own)
    with Archive.open(own) as archive, pytest.raises(ArchiveError, match="it is the very file that should move"):
        move_evidence(archive, f"file://{own.parent}/warc")
    assert local_files(own) == before
    assert told_by_verify(own) == []


def told_by_verify(archive: Path) -> list[str]:
    with Archive.open(archive, read_only=True) as opened:
        return [str(fault) for fault in faults(opened)]


def moved_to(own: Path, address: str) -> int:
    """Name all evidence at *address* by its rows, as a move would; return the number of captures."""
    with Archive.open(own) as archive:
        archive.connection.execute("UPDATE captures SET warc_file = ? || warc_file", (f"{address}/",))
        archive.connection.commit()
        return int(archive.connection.execute("SELECT count(*) FROM captures").fetchone()[0])


def test_a_bucket_that_cannot_be_reached_is_one_fault_and_no_loss(own: Path) -> None:
    captures = moved_to(own, "s3://shelf/warc")
    with answering(403, b"") as asked:
        assert told_by_verify(own) == [
            f"s3://shelf: cannot be reached: access is refused (403 Forbidden); "
            f"the evidence of {captures} captures was not looked at"
        ]
    assert len(asked) == 1


def test_a_bucket_that_answers_as_none_does_is_one_fault(own: Path) -> None:
    moved_to(own, "s3://shelf/warc")
    with answering(200, b"<html>sign in</html>"):
        (fault,) = told_by_verify(own)
    assert fault.startswith("s3://shelf: cannot be reached: what answers there does not send parts of files")


def test_a_bucket_that_was_deleted_is_no_list_of_files(own: Path, s3: str) -> None:
    assert s3
    moved_to(own, "s3://nobucket")
    (fault,) = told_by_verify(own)
    assert fault.startswith("s3://nobucket: cannot be reached: there is no such bucket; ")


def test_a_disk_that_is_not_mounted_is_one_fault(own: Path, tmp_path: Path) -> None:
    moved_to(own, f"file://{tmp_path}/disk")
    (fault,) = told_by_verify(own)
    assert fault.startswith(f"file://{tmp_path}/disk: cannot be reached: there is no such folder; ")


def test_rows_that_name_no_address_are_one_fault(own: Path) -> None:
    moved_to(own, "memory://shelf")
    (fault,) = told_by_verify(own)
    assert fault.startswith("memory://shelf: cannot be reached: Evidence cannot be kept at memory://shelf; write ")


def test_a_rebuild_stops_where_nothing_can_be_read(own: Path) -> None:
    moved_to(own, "s3://shelf/warc")
    with answering(403, b"") as asked:
        done = CliRunner().invoke(cli, ["rebuild", "--archive", str(own)])
    assert str(done.exception) == "s3://shelf cannot be reached: access is refused (403 Forbidden)."
    assert isinstance(done.exception, HealthArchiveError)
    assert done.exception.exit_status != 0
    assert asked == ["GET"]


def test_a_reader_of_the_site_is_told_that_evidence_is_not_to_be_had_now(own: Path) -> None:
    moved_to(own, "s3://shelf/warc")
    with Archive.open(own, read_only=True) as archive:
        row = dict(archive.connection.execute("SELECT * FROM captures WHERE refers_to IS NULL LIMIT 1").fetchone())
    evidence = Evidence(own)
    with answering(403, b""):
        for read in (lambda: evidence.record(row), lambda: evidence.payload(row, None)):
            with pytest.raises(EvidenceError) as told:
                read()
            assert str(told.value) == f"The evidence file {row['warc_file']} cannot be reached now."
