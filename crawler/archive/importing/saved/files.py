"""The files of saved pages: whether one may be read, and what is in it."""

from pathlib import Path

from crawler.archive.importing.found import LARGEST, name_of


def is_inside(path: Path, folder: Path) -> bool:
    """Return whether *path* leads to somewhere in *folder*.

    Who wrote a page or a manifest may name any path, a link may lead anywhere, and what is read is published.
    """
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False


def is_file_inside(path: Path, folder: Path) -> bool:
    """Return whether *path* leads to a file in *folder*."""
    try:
        return is_inside(path, folder) and path.is_file()
    except OSError:  # a name that is too long
        return False


def read_content(path: Path) -> bytes | str:
    """Return the bytes of a saved file, or why there are none."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            return f"{name_of(path)} has {size / 2**20:.0f} MB; files over {LARGEST // 2**20} MB are not taken."
        content = path.read_bytes()
    except OSError as error:
        return f"{name_of(path)} cannot be read: {(error.strerror or str(error)).lower()}."
    return content or f"{name_of(path)} is empty."
