"""Files in buckets (S3, Google Cloud, Azure), by obstore's blocking calls.

Its awaited calls are not used: one of its threads may still hold an answer when Python closes, and the process then
ends with signal 6 after its work is done.  After a blocking call none does.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from crawler.archive.warc.addresses import UnreachableError

RETRIES = 2
"""Further tries of a request that was not answered; a bucket that is down is not asked for minutes."""
RETRY_SECONDS = 20
"""From the first try of a request to the start of its last."""
_LONGEST = 160
"""Characters of a reason in a server's own words."""

_STATUS = re.compile(r"status code: (\d{3})(?: ([A-Za-z -]+))?")
_CODE = re.compile(r"<Code>([A-Za-z0-9]+)</Code>")
_ASKED = re.compile(r"https?://[^\s?]+")
_CREDENTIALS = ("169.254.169.254", "169.254.170.2", "metadata.google.internal")
"""Servers within a cloud that hand out credentials; they are asked where none were told."""
_CAUSES = (
    ("dns error", "its name is not known"),
    ("Connection refused", "it refuses the connection"),
    ("ConnectionRefused", "it refuses the connection"),
    ("certificate", "its certificate is not valid"),
    ("BadScheme", "it is no https:// address, and AWS_ALLOW_HTTP is not set"),
    ("timed out", "it does not answer in time"),
    ("TimedOut", "it does not answer in time"),
    ("kind: Timeout", "it does not answer in time"),
    ("error sending request", "the connection fails"),
)
"""What stands in an error of the connection → a clause about the server."""


class Bucket:
    """Stores whole files in a bucket and reads parts of them.

    Raises `FileNotFoundError` where the bucket has no such file, `OSError` where a file is shorter than what is asked
    of it, and `UnreachableError` where the bucket does not answer, refuses, or is not there.
    """

    def __init__(self, address: str) -> None:
        """Raise `UnreachableError` where its account or credentials are not told as they should be."""
        self.address = address
        self._is_known = False
        with self._judged():
            self._store: ObjectStore = from_url(
                address, retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=RETRY_SECONDS)}
            )

    def size(self, name: str) -> int:
        """Return the bytes of a file."""
        try:
            with self._judged():
                return int(obstore.head(self._store, name)["size"])
        except FileNotFoundError:
            self._require(name)
            raise

    def read(self, name: str, start: int, end: int) -> bytes:
        """Return the bytes from *start* up to *end*, or to the file's end where that is before it."""
        if start >= end:
            return b""
        with self._judged():
            return bytes(obstore.get_range(self._store, name, start=start, end=end))

    def put(self, local: Path, name: str) -> None:
        """Store the file *local* as *name*, in place of what is there."""
        try:
            with self._judged():
                obstore.put(self._store, name, local)
        except FileNotFoundError as error:
            raise UnreachableError(self.address, "there is no such bucket") from error

    def _require(self, name: str) -> None:
        """Raise `UnreachableError` where there is no such bucket, which the answer about a file does not tell."""
        if self._is_known:
            return
        try:
            next(iter(obstore.list(self._store, prefix=name)), None)
        except (BaseError, FileNotFoundError) as error:
            if _status(str(error)) == "404":
                raise UnreachableError(self.address, "there is no such bucket") from error
        self._is_known = True  # a bucket that may not be listed is there

    @contextmanager
    def _judged(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" in str(error):
                raise UnreachableError(self.address, "there is no such bucket") from error
            raise FileNotFoundError("the bucket has no such file") from error
        except BaseError as error:
            if _status(str(error)) == "416":
                raise OSError("the file ends before the range that was asked for") from error
            raise UnreachableError(self.address, reason(str(error))) from error


def reason(text: str) -> str:
    """Return what an error of obstore says, as one clause; *text* has its sentence, then a dump of its parts."""
    asked = _ASKED.search(text)
    server = urlsplit(asked[0]).netloc if asked else ""
    status = _STATUS.search(text)
    if any(host in server for host in _CREDENTIALS):
        return "no credentials for it were told"
    if status:
        code = _CODE.search(text)
        said = f"{status[1]} {status[2] or ''}".strip() + (f", {code[1]}" if code else "")
        return f"{'access is refused' if status[1] in ('401', '403') else 'the server answers'} ({said})"
    for mark, clause in _CAUSES:
        if mark in text:
            return f"{clause} ({server})" if server else clause
    if "non-partial" in text:
        return "what answers there does not send parts of files, as a bucket does"
    sentence = re.sub(r"^Generic \w+ error: ", "", " ".join(text.partition("\n\nDebug source")[0].split()).rstrip("."))
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"


def _status(text: str) -> str | None:
    found = _STATUS.search(text)
    return found[1] if found else None
