"""Files in folders of this machine, named by their paths: what `buckets` is for buckets."""

import os
import shutil
from pathlib import Path

from crawler.archive.warc.addresses import UnreachableError


class Folders:
    """Stores whole files and reads parts of them.

    Raises `OSError` where a file is not there (`FileNotFoundError`) or cannot be read or stored, `UnreachableError`
    where the folder itself is not there (a disk that is not mounted) or refuses.
    """

    def size(self, name: str) -> int:
        """Return the bytes of a file."""
        try:
            return Path(name).stat().st_size
        except OSError as error:
            raise _judged(error, Path(name)) from error

    def read(self, name: str, start: int, end: int) -> bytes:
        """Return the bytes from *start* up to *end*, or to the file's end where that is before it."""
        try:
            with Path(name).open("rb") as file:
                file.seek(start)
                return file.read(end - start)
        except OSError as error:
            raise _judged(error, Path(name)) from error

    def put(self, local: Path, name: str) -> None:
        """Store the file *local* as *name*, in place of what is there; on the disk when this returns."""
        target = Path(name)
        if target.exists() and target.samefile(local):
            raise OSError("it is the very file that should move")
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".partial")
        with local.open("rb") as source, partial.open("wb") as sink:
            shutil.copyfileobj(source, sink)
            sink.flush()
            os.fsync(sink.fileno())
        partial.replace(target)


def _judged(error: OSError, path: Path) -> Exception:
    """Return what an error is about: the one file, or the folder with all its files."""
    if os.access(path.parent, os.X_OK):
        return error
    is_absent = isinstance(error, FileNotFoundError | NotADirectoryError)
    return UnreachableError(f"file://{path.parent}", "there is no such folder" if is_absent else "access is refused")
