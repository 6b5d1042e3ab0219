"""A bucket: what is stored is read in parts; what goes wrong is told in a clause, of a file or of the whole bucket."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.archive.warc.addresses import UnreachableError
from crawler.archive.warc.buckets import RETRIES, Bucket, reason
from crawler.archive.warc.places import store_of
from tests.s3 import access, answering, s3_bucket

CONTENT = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with s3_bucket() as address:
        yield address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(CONTENT)
    return tmp_path / "file"


def test_a_file_is_stored_and_read_in_parts(bucket: str, file: Path) -> None:
    store, name = store_of(f"{bucket}/a/file")
    with pytest.raises(FileNotFoundError):
        store.size(name)
    store.put(file, name)
    assert store.size(name) == len(CONTENT)
    assert store.read(name, 250, 300) == CONTENT[250:300]
    assert store.read(name, len(CONTENT) - 5, len(CONTENT) + 100) == CONTENT[-5:]
    assert store.read(name, 0, len(CONTENT)) == CONTENT
    assert store.read(name, 7, 7) == b""


def test_a_file_that_is_not_there_is_said_to_be_missing(bucket: str) -> None:
    store, name = store_of(f"{bucket}/none")
    with pytest.raises(FileNotFoundError, match=r"^the bucket has no such file$"):
        store.size(name)
    with pytest.raises(FileNotFoundError, match=r"^the bucket has no such file$"):
        store.read(name, 0, 10)


def test_a_part_behind_the_end_is_an_error_of_the_file(bucket: str, file: Path) -> None:
    store, name = store_of(f"{bucket}/file")
    store.put(file, name)
    with pytest.raises(OSError, match=r"^the file ends before"):
        store.read(name, len(CONTENT) + 10, len(CONTENT) + 20)


def test_a_bucket_that_is_not_there_is_no_file_that_is_missing(bucket: str, file: Path) -> None:
    assert bucket.startswith("s3://")
    store, name = store_of("s3://nobucket/a/file")
    for ask in (lambda: store.size(name), lambda: store.read(name, 0, 9), lambda: store.put(file, name)):
        with pytest.raises(UnreachableError) as told:
            ask()
        assert str(told.value) == "s3://nobucket cannot be reached: there is no such bucket."


KEY_UNKNOWN = b"<Error><Code>InvalidAccessKeyId</Code><Message>There is\nno such key.</Message></Error>"


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (403, KEY_UNKNOWN, "access is refused (403 Forbidden, InvalidAccessKeyId)"),
        (401, b"", "access is refused (401 Unauthorized)"),
        (503, b"<html>busy</html>", "the server answers (503 Service Unavailable)"),
        (200, b"<html>sign in</html>", "what answers there does not send parts of files, as a bucket does"),
    ],
)
def test_what_a_server_answers_is_told_in_a_clause(status: int, body: bytes, told: str) -> None:
    with answering(status, body), pytest.raises(UnreachableError) as error:
        Bucket("s3://shelf").read("a/file", 5, 9)
    assert str(error.value) == f"s3://shelf cannot be reached: {told}."


def test_a_file_is_not_missing_where_access_is_refused(file: Path) -> None:
    with answering(403, b""):
        for ask in (lambda: Bucket("s3://shelf").size("file"), lambda: Bucket("s3://shelf").put(file, "file")):
            with pytest.raises(UnreachableError, match="access is refused"):
                ask()


def test_a_server_in_trouble_is_asked_a_few_times(file: Path) -> None:
    with answering(500, b"") as asked, pytest.raises(UnreachableError):
        Bucket("s3://shelf").size(file.name)
    assert asked == ["HEAD"] * (1 + RETRIES)


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with access(f"http://127.0.0.1:{port}"), pytest.raises(UnreachableError) as told:
        Bucket("s3://shelf").size("file")
    assert str(told.value) == f"s3://shelf cannot be reached: it refuses the connection (127.0.0.1:{port})."


def test_an_account_that_was_not_told_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AZURE_")]:
        monkeypatch.delenv(name)
    with pytest.raises(UnreachableError) as told:
        Bucket("az://shelf")
    assert "Account must be specified" in str(told.value)
    assert "\n" not in str(told.value)


DUMP = "\n\nDebug source:\nGeneric {\n    source: %s,\n}"


@pytest.mark.parametrize(
    ("sentence", "dump", "clause"),
    [
        ("Error performing HEAD https://store.example:9000/x/y in 1ms - HTTP error: error sending request",
         'ConnectError("dns error")', "its name is not known (store.example:9000)"),
        ("Error performing GET https://store.example/x in 1ms - HTTP error: error sending request",
         "invalid peer certificate: UnknownIssuer", "its certificate is not valid (store.example)"),
        ("Error performing GET https://store.example/x?list-type=2 in 30s - HTTP error: error sending request",
         "TimedOut", "it does not answer in time (store.example)"),
        ("Error performing GET https://store.example/x in 1ms - HTTP error: error sending request",
         "Other", "the connection fails (store.example)"),
        ("Error performing PUT http://169.254.169.254/latest/api/token in 9ms - HTTP error: error sending request",
         "TimedOut", "no credentials for it were told"),
        ("Something that\nnobody has seen.", "Other", "Something that nobody has seen"),
        ("word " * 90, "Other", ("word " * 90)[:160] + "…"),
    ],
)  # fmt: skip
def test_an_error_of_the_client_becomes_a_clause(sentence: str, dump: str, clause: str) -> None:
    assert reason(sentence + DUMP % dump) == clause
