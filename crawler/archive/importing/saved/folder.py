"""Saved pages in a folder: each tells its address and time itself, or its path does, or nothing does.

Browsers, SingleFile and HTTrack write the address into the page.  Mirrors (wget, HTTrack, downloaders of the Wayback
Machine) name folders after the host, and some put a 14-digit time stamp above it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from crawler.archive.importing.found import (
    FoundRecord,
    RecordFault,
    SourceError,
    TimeFrom,
    is_text,
    is_web_address,
    name_of,
)
from crawler.archive.importing.kinds import PICTURE_NAMES, picture_type
from crawler.archive.importing.saved.files import read_content
from crawler.archive.importing.saved.mhtml import NAMES as MHTML_NAMES
from crawler.archive.importing.saved.mhtml import PageInOne, read_mhtml
from crawler.archive.importing.saved.pictures import SavedPicture, SavedPictures
from crawler.archive.importing.seen import images_of
from crawler.pages.signals.wayback import playback_of

PAGE_NAMES = re.compile(r"\.(?:[sx]?html?|aspx?|php|jsp|do)(?:[?@].*)?$", re.IGNORECASE)
FILE_NAMES = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|wps|et|ofd)$", re.IGNORECASE)
HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|!--)", re.IGNORECASE)
HEAD = 16_384
"""Bytes at a page's start in which programs write where it is from."""

SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(\S+) -->", re.IGNORECASE)
SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\r\n]+)")
HTTRACK = re.compile(rb"<!-- Mirrored from (\S+) by HTTrack[^,]*, ([^>]+?) -->")
CANONICAL = re.compile(rb"<link\b(?=[^>]*\brel=[\"']?canonical)[^>]*?\bhref=[\"']([^\"']+)", re.IGNORECASE)
SINGLE_FILE_DATE = re.compile(r"\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")

WARC_NAMES = re.compile(r"\.(?:warc(?:\.gz)?|wacz)$", re.IGNORECASE)
HOST = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,}(?:[+:]\d+)?$", re.IGNORECASE)
STAMP = re.compile(r"^(?:19|20)\d{12}$")
NOT_HOSTS = re.compile(r"\.(?:html?|aspx?|php|jsp|pdf|docx?|xlsx?|zip)$", re.IGNORECASE)


@dataclass(frozen=True)
class SavedPage:
    """What a page or its path says of where and when it was fetched."""

    url: str | None = None
    moment: datetime | None = None


def read_folder(folder: Path) -> Iterator[FoundRecord | RecordFault]:
    """Yield the pages and papers saved below *folder*, in the order of their paths."""
    if not folder.is_dir():
        raise SourceError(f"{name_of(folder)} is no folder.")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    pictures = SavedPictures(folder, _addressed(paths, folder))
    for path in paths:
        for found in _saved(path, path.relative_to(folder)):
            yield found
            if isinstance(found, FoundRecord) and found.shown_on is None and not FILE_NAMES.search(path.name):
                yield from pictures.of_page(found, path)


def _addressed(paths: Iterable[Path], folder: Path) -> Iterator[tuple[str, SavedPicture]]:
    """Yield the pictures of a mirror, each with the address that its path tells."""
    for path in paths:
        name = path.relative_to(folder).as_posix()
        told = told_by_path(PurePosixPath(name)) if is_text(name) else SavedPage()
        if told.url is not None and PICTURE_NAMES.search(urlsplit(told.url).path):
            yield told.url, SavedPicture(path, told.moment)


def _saved(path: Path, name: Path) -> Iterator[FoundRecord | RecordFault]:
    if WARC_NAMES.search(path.name):
        yield RecordFault(
            name_of(name), "a WARC file in a folder of saved pages is not read; name it on the command line."
        )
        return
    is_file = FILE_NAMES.search(path.name) is not None
    is_mhtml = MHTML_NAMES.search(path.name) is not None
    if not is_file and not is_mhtml and not PAGE_NAMES.search(path.name) and not _starts_like_a_page(path):
        return
    if not is_text(str(name)):
        yield RecordFault(name_of(name), "its name is no UTF-8 and cannot be kept; rename it, or its folder.")
        return
    content = read_content(path)
    if isinstance(content, str):
        yield RecordFault(str(name), content)
        return
    if picture_type(content):
        return  # by a script's address; it is taken where a page shows it
    page = read_mhtml(content) if is_mhtml else None
    if is_mhtml and page is None:
        yield RecordFault(str(name), "it holds no page with an address, as a page saved as one file does.")
        return
    outside = told_by_path(PurePosixPath(name.as_posix()))
    if page is not None:
        inside, content = SavedPage(page.url, page.moment), page.content
    else:
        inside = SavedPage() if is_file else told_by_page(content)
    yield from _found(path, name, content, inside, outside, page)


def _found(
    path: Path, name: Path, content: bytes, inside: SavedPage, outside: SavedPage, page: PageInOne | None
) -> Iterator[FoundRecord | RecordFault]:
    """Yield what was saved at *path*, and the pictures in it where it is a *page* in one file."""
    url = inside.url or outside.url
    if url is None or not is_web_address(url):
        yield RecordFault(str(name), "nothing says from which address it was saved; name it in a manifest.")
        return
    moment, time_from = _moment(inside, outside, path)
    if moment is None:
        yield RecordFault(str(name), "its time stamp lies outside the calendar; name it in a manifest.")
        return
    found = FoundRecord(
        url=url,
        fetched_at=moment,
        status=200,
        headers=(),
        body=content,
        where=str(name),
        time_from=time_from,
        is_page=True,
    )
    yield found
    pictures = page.pictures if page is not None else {}
    shown = {image.url for image in images_of(url, content)} if pictures else set()
    for address in sorted(shown & pictures.keys()):
        yield replace(found, url=address, body=pictures[address], is_page=False, shown_on=url)


def _moment(inside: SavedPage, outside: SavedPage, path: Path) -> tuple[datetime | None, TimeFrom]:
    if inside.moment is not None:
        return inside.moment, "page"
    if outside.moment is not None:
        return outside.moment, "path"
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC), "file"
    except (ValueError, OverflowError, OSError):  # a clock that was not set, in a year of five digits
        return None, "file"


def _starts_like_a_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return HTML_START.match(file.read(512)) is not None
    except OSError:
        return False


def told_by_page(content: bytes) -> SavedPage:
    """Return where and when a saved page says that it was fetched."""
    playback = playback_of(content)
    if playback is not None:
        return SavedPage(playback.url, playback.captured_at)
    head = content[:HEAD]
    if single := SINGLE_FILE.search(head):
        return SavedPage(_text(single[1]), _single_file_date(_text(single[2])))
    if saved := SAVED_FROM.search(head):
        return SavedPage(_text(saved[1]))
    if mirrored := HTTRACK.search(head):
        address = _text(mirrored[1])
        return SavedPage(address if "://" in address else f"http://{address}", _mail_date(_text(mirrored[2])))
    canonical = CANONICAL.search(head)
    return SavedPage(_text(canonical[1])) if canonical else SavedPage()


def _text(found: bytes) -> str:
    return found.decode("utf-8", "replace").strip()


def _single_file_date(text: str) -> datetime | None:
    match = SINGLE_FILE_DATE.search(text)
    if match is None:
        return None
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def told_by_path(name: PurePosixPath) -> SavedPage:
    """Return where, and where a part is a 14-digit stamp when, the path of a mirrored page says that it was fetched.

    >>> told_by_path(PurePosixPath("example.vn/20180312094532/tin/bai-1.html")).url
    'http://example.vn/tin/bai-1.html'
    """
    parts = list(name.parts)
    hosts = [at for at, part in enumerate(parts[:-1]) if HOST.match(part) and not NOT_HOSTS.search(part)]
    stamps = [part for part in parts[:-1] if STAMP.match(part)]
    moment = _stamp(stamps[0]) if stamps else None
    if not hosts:
        return SavedPage(None, moment)
    host = parts[hosts[0]].replace("+", ":")
    below = [part for part in parts[hosts[0] + 1 :] if not STAMP.match(part)]
    return SavedPage(f"http://{host}/{_path_of(below)}", moment)


def _path_of(parts: list[str]) -> str:
    """Return path and query; mirrors write ``index.html`` for a folder, and some ``@`` for the question mark."""
    *folders, last = parts
    last = "" if last.lower() in {"index.html", "index.htm"} else last
    path, mark, query = last.partition("?") if "?" in last else last.partition("@")
    if mark and query.endswith(".html") and not path.endswith(".html"):
        query = query.removesuffix(".html")  # wget --adjust-extension
    target = quote("/".join([*folders, path]), safe="/%:@!$&'()*+,;=~-._")
    return f"{target}?{unquote(query)}" if mark else target


def _stamp(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
