"""What a path is: a WARC file, a WACZ file, a folder of saved pages, or a manifest."""

from pathlib import Path
from typing import BinaryIO

from crawler.archive.importing.folder import read_folder
from crawler.archive.importing.found import SourceError
from crawler.archive.importing.intake import Source
from crawler.archive.importing.manifest import read_lines, read_manifest


def source_of(path: Path) -> Source:
    """Return the source at *path*; raises `SourceError` where it is none that can be read."""
    if path.is_dir():
        return Source(str(path), "folder", read_folder(path))
    raise SourceError(f"{path} is neither a WARC or WACZ file nor a folder.")


def manifest_source(path: Path) -> Source:
    """Return the pages that the manifest at *path* names."""
    return Source(str(path), "manifest", read_manifest(path))


def standard_input(lines: BinaryIO) -> Source:
    """Return the pages that a manifest on standard input names; files are relative to the folder at hand."""
    return Source("standard input", "manifest", read_lines(lines, name="standard input", folder=Path()))
