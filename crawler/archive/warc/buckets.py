"""Files in buckets (S3, Google Cloud, Azure), called as fsspec's file systems are, by obstore's blocking calls.

obstore brings a file system for fsspec, too, but by its awaited calls: one of its threads may still hold an answer when
Python closes, and the process then ends with signal 6 after its work is done.  After a blocking call none does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import ObjectStore, from_url


class Buckets:
    """What evidence needs of the buckets of a scheme: to put a file, ask for its size and read a part of it.

    Paths begin with the bucket.  Each method raises `OSError` where the bucket does not answer
    or refuses, `FileNotFoundError` where it has no such file.
    """

    def __init__(self, scheme: str) -> None:
        self._scheme = scheme
        self._stores: dict[str, ObjectStore] = {}

    def exists(self, path: str) -> bool:
        """Tell whether the bucket has the file."""
        try:
            self.info(path)
        except FileNotFoundError:
            return False
        return True

    def info(self, path: str) -> dict[str, int]:
        """Return the file's ``size`` in bytes."""
        store, name = self._find(path)
        with _said_as_os_error():
            return {"size": obstore.head(store, name)["size"]}

    def cat_file(self, path: str, start: int, end: int) -> bytes:
        """Return the bytes from *start* up to *end*, or to the file's end where that is before it."""
        store, name = self._find(path)
        with _said_as_os_error():
            return bytes(obstore.get_range(store, name, start=start, end=end))

    def put_file(self, lpath: str, rpath: str) -> None:
        """Store the local file *lpath* at *rpath*, in place of what is there."""
        store, name = self._find(rpath)
        with _said_as_os_error():
            obstore.put(store, name, Path(lpath))

    def _find(self, path: str) -> tuple[ObjectStore, str]:
        bucket, _, name = path.partition("/")
        if bucket not in self._stores:
            with _said_as_os_error():
                self._stores[bucket] = from_url(f"{self._scheme}://{bucket}")
        return self._stores[bucket], name


@contextmanager
def _said_as_os_error() -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        raise FileNotFoundError(0, str(error)) from error
    except BaseError as error:
        raise OSError(0, str(error)) from error
