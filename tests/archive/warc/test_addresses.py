"""What is an address of evidence, and how all else is refused: in one sentence that says what to write."""

import pytest

from crawler.archive.warc.addresses import AddressError, parts, whole_address

FORMS = "write s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, az://BUCKET/FOLDER or file:///FOLDER."


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("s3://shelf", "s3://shelf"),
        ("s3://shelf/", "s3://shelf"),
        ("S3://shelf/Năm 2024/", "s3://shelf/Năm 2024"),
        ("gs://shelf_1/a/b", "gs://shelf_1/a/b"),
        ("Az://shelf.two/a", "az://shelf.two/a"),
        ("s3://shelf/100%25 a+b#c?d", "s3://shelf/100%25 a+b#c?d"),
        ("file:///srv/evidence//", "file:///srv/evidence"),
        ("FILE:///srv/证据", "file:///srv/证据"),
        ("file:///srv/.hidden/a..b", "file:///srv/.hidden/a..b"),
    ],
)
def test_addresses_are_taken(given: str, whole: str) -> None:
    assert whole_address(given) == whole


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", f"No address was given; {FORMS}"),
        ("plain", f"plain is no address; {FORMS}"),
        ("s3:/shelf", f"s3:/shelf is no address; {FORMS}"),
        ("/srv/evidence", "/srv/evidence is a path and no address; write file:///srv/evidence."),
        ("://", f"Evidence cannot be kept at ://; {FORMS}"),
        (" s3://shelf", f"Evidence cannot be kept at  s3://shelf; {FORMS}"),
        *((f"{scheme}://a/b", f"Evidence cannot be kept at {scheme}://a/b; {FORMS}")
          for scheme in ("memory", "ftp", "github", "zip", "data", "hdfs", "http", "https", "s3a", "abfs", "local",
                         "filecache", "simplecache::s3", "redis")),
        ("s3://", "s3:// names no bucket; write s3://BUCKET or s3://BUCKET/FOLDER."),
        ("s3:///folder", "s3:///folder names no bucket; write s3://BUCKET or s3://BUCKET/FOLDER."),
        ("gs://who:pass@shelf/a", "gs://who:pass@shelf/a names no bucket; write gs://BUCKET or gs://BUCKET/FOLDER."),
        ("az://shelf?x/a", "az://shelf?x/a names no bucket; write az://BUCKET or az://BUCKET/FOLDER."),
        ("s3://shelf/a/../b", "s3://shelf/a/../b has dots for a folder in its path; write the path without them."),
        ("s3://shelf/./b", "s3://shelf/./b has dots for a folder in its path; write the path without them."),
        ("s3://shelf//a", "s3://shelf//a has two slashes in its path; write one."),
        ("file:///srv//a", "file:///srv//a has two slashes in its path; write one."),
        ("file:////srv/a", "file:////srv/a has two slashes in its path; write one."),
        ("file:///srv/../a", "file:///srv/../a has dots for a folder in its path; write the path without them."),
        ("file://srv/a", "file://srv/a is not the whole path of a folder; write file:///FOLDER, with three slashes."),
        ("file://./a", "file://./a is not the whole path of a folder; write file:///FOLDER, with three slashes."),
        ("file://~/a", "file://~/a is not the whole path of a folder; write file:///FOLDER, with three slashes."),
        ("file:///", "file:/// names no folder; write file:///FOLDER, with three slashes."),
        ("s3://shelf/a\nb", "'s3://shelf/a\\nb' has characters in it that cannot be printed; write it without them."),
    ],
)  # fmt: skip
def test_all_else_is_refused_in_one_sentence(given: str, told: str) -> None:
    with pytest.raises(AddressError) as error:
        whole_address(given)
    assert str(error.value) == told


def test_an_address_has_a_scheme_a_bucket_and_a_name() -> None:
    assert parts("s3://shelf/a/b.warc.gz") == ("s3", "shelf", "a/b.warc.gz")
    assert parts("file:///srv/b.warc.gz") == ("file", "", "/srv/b.warc.gz")
