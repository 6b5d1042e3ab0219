"""What a path is: a WARC file, a WACZ file, a folder of saved pages, or a manifest."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

from crawler.archive.importing.found import SourceError, name_of
from crawler.archive.importing.intake import Source
from crawler.archive.importing.saved.folder import read_folder
from crawler.archive.importing.saved.manifest import read_lines, read_manifest
from crawler.archive.importing.warcs import is_text_of_pages, is_warc, read_wacz, read_warc


def source_of(path: Path, *, in_place: bool = False) -> Source:
    """Return the source at *path*; raises `SourceError` where it is none that can be read."""
    if path.is_dir():
        return Source(name_of(path), "folder", partial(read_folder, path))
    if not path.is_file():
        raise SourceError(f"There is no file {name_of(path)}.")
    name = name_of(path)
    if is_text_of_pages(path):
        raise SourceError(f"{name} holds texts or metadata of pages, not the pages; import the WARC file beside it.")
    if path.suffix.lower() == ".wacz":
        return Source(name, "wacz", partial(read_wacz, path), is_in_place=in_place)
    if is_warc(path):
        return Source(name, "warc", partial(read_warc, path), is_in_place=in_place)
    raise SourceError(f"{name} is neither a WARC or WACZ file nor a folder; a manifest is given with --manifest.")


def manifest_source(path: Path) -> Source:
    """Return the pages that the manifest at *path* names."""
    return Source(name_of(path), "manifest", partial(read_manifest, path))


def standard_input(lines: BinaryIO) -> Source:
    """Return the pages that a manifest on standard input names; files are relative to the folder at hand."""
    return Source("standard input", "manifest", partial(read_lines, lines, name="standard input", folder=Path()))
