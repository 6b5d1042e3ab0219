"""What may be an address of evidence: a folder (``file:///FOLDER``), or a bucket of S3, Google Cloud or Azure."""

import re

from crawler.archive.db.errors import ArchiveError

BUCKETS = ("s3", "gs", "az")
"""Schemes of buckets."""
FILE = "file"
"""Scheme of folders."""
FORMS = "s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, az://BUCKET/FOLDER or file:///FOLDER"
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class AddressError(ArchiveError):
    """What was given as an address names no place for evidence; the message says how to write one."""


class UnreachableError(ArchiveError):
    """A bucket or folder does not answer, or refuses; nothing is said of the files in it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        """Such as ``s3://BUCKET``."""
        self.why = why
        """A clause."""

    def __str__(self) -> str:
        return f"{self.where} cannot be reached: {self.why}."


def is_address(name: str) -> bool:
    """Tell whether a row's file is an address, and no file of the archive's folder."""
    return "://" in name


def whole_address(given: str) -> str:
    """Return an address as rows bear it: its scheme in lower case, no slash at its end.

    Raises `AddressError`, in one sentence, for all that is not the whole path of a folder and not a bucket.
    """
    scheme, mark, rest = given.partition("://")
    scheme = scheme.lower()
    if not mark:
        raise AddressError(_no_address(given))
    if scheme not in (*BUCKETS, FILE):
        raise AddressError(f"Evidence cannot be kept at {_shown(given)}; write {FORMS}.")
    rest = rest.rstrip("/")
    if scheme == FILE:
        _require_whole_path(given, rest)
    elif not _BUCKET.fullmatch(rest.partition("/")[0]):
        raise AddressError(f"{_shown(given)} names no bucket; write {scheme}://BUCKET or {scheme}://BUCKET/FOLDER.")
    names = rest.split("/")[1:]
    if "" in names:
        raise AddressError(f"{_shown(given)} has two slashes in its path; write one.")
    if "." in names or ".." in names:
        raise AddressError(f"{_shown(given)} has dots for a folder in its path; write the path without them.")
    if not given.isprintable():
        raise AddressError(f"{_shown(given)} has characters in it that cannot be printed; write it without them.")
    return f"{scheme}://{rest}"


def parts(address: str) -> tuple[str, str, str]:
    """Return scheme, bucket and the name in it of a whole address; of a file the bucket is empty, the name its path."""
    scheme, _, rest = address.partition("://")
    if scheme == FILE:
        return scheme, "", rest
    bucket, _, name = rest.partition("/")
    return scheme, bucket, name


def _no_address(given: str) -> str:
    if not given:
        return f"No address was given; write {FORMS}."
    if given.startswith("/"):
        return f"{_shown(given)} is a path and no address; write file://{_shown(given)}."
    return f"{_shown(given)} is no address; write {FORMS}."


def _require_whole_path(given: str, path: str) -> None:
    if not path.startswith("/"):
        why = "is not the whole path of a folder" if path else "names no folder"
        raise AddressError(f"{_shown(given)} {why}; write file:///FOLDER, with three slashes.")


def _shown(given: str) -> str:
    return given if given.isprintable() else repr(given)
