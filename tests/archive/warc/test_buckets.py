"""A bucket as a file system: what is stored is read in parts, and what goes wrong is an `OSError`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive.warc.places import filesystem_of
from tests.s3 import s3_bucket

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def bucket() -> Iterator[str]:
    with s3_bucket() as address:
        yield address


def test_a_file_is_stored_and_read_in_parts(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(CONTENT)
    filesystem, path = filesystem_of(f"{bucket}/a/file")
    assert not filesystem.exists(path)
    filesystem.put_file(str(tmp_path / "file"), path)
    assert filesystem.exists(path)
    assert filesystem.info(path)["size"] == len(CONTENT)
    assert filesystem.cat_file(path, start=250, end=300) == CONTENT[250:300]
    assert filesystem.cat_file(path, start=len(CONTENT) - 5, end=len(CONTENT) + 100) == CONTENT[-5:]
    assert filesystem.cat_file(path, start=0, end=len(CONTENT)) == CONTENT


def test_a_file_that_is_not_there_is_said_to_be_missing(bucket: str) -> None:
    filesystem, path = filesystem_of(f"{bucket}/none")
    with pytest.raises(FileNotFoundError):
        filesystem.info(path)
    with pytest.raises(FileNotFoundError):
        filesystem.cat_file(path, start=0, end=10)


def test_a_part_behind_the_end_and_a_bucket_that_is_not_there_are_errors(bucket: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(CONTENT)
    filesystem, path = filesystem_of(f"{bucket}/file")
    filesystem.put_file(str(tmp_path / "file"), path)
    with pytest.raises(OSError, match="ange"):
        filesystem.cat_file(path, start=len(CONTENT) + 10, end=len(CONTENT) + 20)
    with pytest.raises(OSError, match="nobucket"):
        filesystem.put_file(str(tmp_path / "file"), "nobucket/file")
