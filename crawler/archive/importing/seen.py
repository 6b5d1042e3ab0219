"""Reading one capture for a derivation: what its response says of the article, its words, its file or its count."""

import atexit
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.archive import Archive
from crawler.archive.articles.files.attachments import FileReading, read_file
from crawler.archive.articles.moves import REDIRECTS
from crawler.archive.importing.found import FoundRecord
from crawler.archive.warc.captures import language_of_capture
from crawler.errors import HealthArchiveError
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import Capture, Visit
from crawler.normalise.content import decode_content
from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.fields.counter_reply import read_count
from crawler.pages.lists.chosen import RowRule
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from crawler.pages.signals.wayback import without_playback
from crawler.reading import PAGE_FAULTS, read_article
from crawler.site import Site

SOURCES = ("data-src", "data-original", "src")
"""Where a page names a picture, the best first."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One capture and what it says; one of the last three is set, or none where it says nothing."""

    capture: Capture
    """Without its payload."""
    visit: Visit | None = None
    file: FileReading | None = None
    count: tuple[int, str] | None = None


def see(archive: Path, site: Site, capture: int, row: ListItem) -> Seen | str:
    """Return what *capture* of *site*, which *row* of a list names, says, or why nothing can be read of it.

    It is read in a worker process, which hostile bytes cannot take the import down with.
    """
    try:
        return _worker().call(_see, archive, site, capture, row)
    except LimitExceededError as error:
        return f"too_heavy: {error}"


def see_listing(archive: Path, site: Site, capture: int) -> ListPage:
    """Return the rows of a captured list page of *site*; none where it cannot be read."""
    try:
        return _worker().call(_see_listing, archive, site, capture)
    except LimitExceededError:
        return ListPage(kind="html")


@dataclass(frozen=True)
class ShownImage:
    """A picture on a page."""

    url: str
    """Its address, as the reader of articles names it."""
    sources: tuple[str, ...]
    """What the page writes: where the picture is, and where a script would find it."""


def images_of(url: str, body: bytes) -> list[ShownImage]:
    """Return the pictures on a saved page found at *url*; none where it cannot be read."""
    try:
        return _worker().call(_images_of, url, body)
    except LimitExceededError:
        return []


def rows_of(found: FoundRecord, site: Site) -> ListPage:
    """Return the rows of a list page of *site* that is not filed yet; none where it cannot be read."""
    headers = {name.lower(): value for name, value in reversed(found.headers)}
    encoding, kind = headers.get("content-encoding"), headers.get("content-type")
    try:
        return _worker().call(_rows_of, found.url, found.body, encoding, kind, site)
    except LimitExceededError:
        return ListPage(kind="html")


@cache
def _worker() -> WorkerProcess:
    """Return the worker, started once in the life of this process: an import derives many small offices."""
    worker = WorkerProcess(Limits(), (__name__,))
    atexit.register(worker.close)
    return worker


@lru_cache(maxsize=1)
def _opened(path: Path) -> Archive:
    """Return the archive, opened once in the life of a worker process."""
    return Archive.open(path, read_only=True)


def _see_listing(path: Path, site: Site, capture_id: int) -> ListPage:
    """Called in a worker."""
    try:
        capture = _opened(path).read_capture(capture_id)
    except HealthArchiveError:  # `verify` names it
        return ListPage(kind="html")
    header = capture.header
    return _rows_of(capture.url, capture.body, header("Content-Encoding"), header("Content-Type"), site)


def _rows_of(url: str, body: bytes, encoding: str | None, content_type: str | None, site: Site) -> ListPage:
    """Called in a worker."""
    try:
        content = decode_content(body, encoding)
        rule = RowRule(site.article_url, site.bare_hosts())
        return read_list(ListRequest(url), content, content_type, language=site.language, rule=rule)
    except (HealthArchiveError, *PAGE_FAULTS):
        return ListPage(kind="html")


def _images_of(url: str, body: bytes) -> list[ShownImage]:
    """Called in a worker."""
    try:
        tree = parse_page(decode_page(without_playback(body), None).text, url)
    except (HealthArchiveError, *PAGE_FAULTS):
        return []
    images = []
    for placed in tree.images:
        sources = [placed.element.get(name) for name in SOURCES]
        written = tuple(
            dict.fromkeys(source.strip() for source in sources if source and not source.startswith("data:"))
        )
        if written and _is_of_the_web(address := tree.absolute(written[0])):
            images.append(ShownImage(address, written))
    return images


def _is_of_the_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:  # http://[::1/x.png
        return False


def _see(path: Path, site: Site, capture_id: int, row: ListItem) -> Seen | str:
    """Called in a worker."""
    archive = _opened(path)
    try:
        capture = archive.read_capture(capture_id)
        return _read(capture, site, language_of_capture(archive.connection, capture_id), row)
    except HealthArchiveError as error:
        return str(error)
    except PAGE_FAULTS as error:
        return f"{type(error).__name__}: {error}"


def _read(capture: Capture, site: Site, language: str | None, row: ListItem) -> Seen:
    # The payload has done its work; without it the answer is cheap to send between processes.
    bare = replace(capture, body=b"")
    if capture.kind == "attachment":
        return Seen(capture=bare, file=read_file(capture, language or site.language))
    if capture.kind == "counter" and capture.status == HTTPStatus.OK:
        content = decode_content(capture.body, capture.header("Content-Encoding"))
        return Seen(capture=bare, count=read_count(content.decode("utf-8", "replace")))
    if capture.kind == "article" and capture.status not in REDIRECTS:
        visit = read_article(capture, site, language=language, row=row)
        return Seen(capture=bare, visit=visit if visit.file else replace(visit, capture=bare))
    return Seen(capture=bare)
