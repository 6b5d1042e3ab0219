"""`healtharchive extract`: read saved pages and print what they say, one JSON object a page."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from crawler.document_fields import IN_HEAD, IN_TABLE
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.isolation import LimitExceededError, Limits, WorkerProcess
from crawler.items import Capture, Document
from crawler.reading import PAGE_FAULTS, read_saved_page
from crawler.site import Site

_MODULES = ("crawler.commands.extract",)
"""Imported by the worker before its memory is limited."""
LARGEST = 64 * 2**20
"""Bytes; no office's page comes near it, and what does is no page."""

KEYS = (
    "url",
    "language",
    "family",
    "title",
    "title_raw",
    "body_text",
    "lead",
    "published_at",
    "published_raw",
    "updated_at",
    "dateline",
    "views",
    "views_raw",
    "views_endpoint",
    "author",
    "source",
    "editor",
    *IN_HEAD,
    *IN_TABLE,
    "attachments",
    "images",
    "flags",
    "problems",
    "provenance",
)
"""What is printed of a document, in this order, after `file`."""

BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"SQLite",
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
"""Bytes that text seldom holds; VISCII has a letter at six of them, random bytes are one in ten of them."""


class PageError(HealthArchiveError):
    """One page of a batch cannot be read; the message is its error line."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One page to read."""

    file: str
    url: str = ""
    language: str | None = None
    error: str | None = None
    """Why the order itself makes no sense; then there is nothing to read."""


@click.command("extract")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--manifest", metavar="F.jsonl", help='Lines of {"file": …, "url": …, "language": …}, instead of FILEs.')
@click.option("--url", help="The page's address, which relative links are resolved against.")
@click.option("--site", metavar="SITE", help="The office that the page is from (see `healtharchive sites`).")
@click.option("--language", type=click.Choice(["vi", "zh"]), help="Default: what the page is written in.")
def command(
    files: tuple[str, ...], manifest: str | None, url: str | None, site: str | None, language: str | None
) -> None:
    """Read saved pages and print one JSON object a page.

    A page that cannot be read gets a line of its own with an "error"; the others still come out, and the status is 1.
    """
    if bool(files) == bool(manifest):
        raise click.UsageError("Give FILEs or --manifest, one of the two.")
    if url and len(files) != 1:
        raise click.UsageError("--url is the address of one page; give one FILE, or a manifest.")
    office = _office(site) if site else None
    named = (Order(file=name, url=url or "", language=language) for name in files)
    orders = _read_manifest(Path(manifest)) if manifest else named
    failed = total = 0
    out = sys.stdout.buffer  # UTF-8 whatever the terminal speaks
    for answer in read_orders(orders, office, datetime.now(UTC)):
        total += 1
        failed += "error" in answer
        out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    out.flush()
    if failed:
        raise SomeFailedError(f"{failed} of {total} pages could not be read; their lines say why.")


def read_orders(orders: Iterable[Order], site: Site | None, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield for each page what `extract` prints, or its file and its error."""
    with closing(WorkerProcess(Limits(), _MODULES)) as worker:
        for order in orders:
            try:
                yield _answer(worker, order, site, now)
            except PageError as error:
                yield {"file": order.file, "error": str(error)}


def _answer(worker: WorkerProcess, order: Order, site: Site | None, now: datetime) -> dict[str, Any]:
    if order.error:
        raise PageError(order.error)
    content = _content(Path(order.file))
    try:
        document = worker.call(_read, _capture(order.url, content, now), site, order.language)
    except LimitExceededError as error:
        raise PageError(f"{order.file} is too heavy to be read: {error}.") from error
    except PAGE_FAULTS as error:
        raise PageError(f"{order.file} trips the reader ({type(error).__name__}: {error}).") from error
    return {"file": order.file, **_printed(document)}


def _read(capture: Capture, site: Site | None, language: str | None) -> Document:
    """Called in a worker process, so that no page can use up the memory or the time of the batch."""
    document = read_saved_page(capture, site, language=language).document
    if document is None:
        raise RuntimeError("a saved page is always read to its end")
    return document


def _capture(url: str, content: bytes, now: datetime) -> Capture:
    """A saved page as if it had just been fetched."""
    return Capture(
        site="", kind="article", url=url, requested_url=url, status=200, headers=(), body=content, fetched_at=now
    )


def _printed(document: Document) -> dict[str, Any]:
    values: Mapping[str, Any] = asdict(document)
    return {key: values[key] for key in KEYS}


def _content(path: Path) -> bytes:
    """Return the bytes of a saved page, or say in one sentence why there is no page."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise PageError(f"{path} has {size / 2**20:.1f} MB; pages over {LARGEST // 2**20} MB are not read.")
        content = path.read_bytes()
    except OSError as error:
        raise PageError(f"{path} cannot be read: {_reason(error)}.") from error
    if not content.strip():
        raise PageError(f"{path} is empty.")
    if is_binary(content):
        raise PageError(f"{path} is a binary file, not a page.")
    return content


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def is_binary(content: bytes) -> bool:
    """Tell whether bytes are a document, picture or archive rather than text in any encoding."""
    start = content[:4096]
    if start.startswith(BINARY):
        return True
    if start.startswith(UTF_16):
        return False
    controls = len(start) - len(start.translate(None, CONTROLS))
    return start.count(0) > len(start) // 50 or controls > len(start) // 16


def _read_manifest(path: Path) -> Iterator[Order]:
    """Return the orders of a manifest; one that cannot be opened ends the command before any page is read."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise HealthArchiveError(
            f"The manifest {path} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from error
    return (_order(line, f"Line {number} of {path}") for number, line in enumerate(lines, 1) if line.strip())


def _order(line: bytes, place: str) -> Order:
    try:
        data = json.loads(line)
    except ValueError:
        return Order(file=place, error=f"{place} is not JSON.")
    if not isinstance(data, dict) or not isinstance(data.get("file"), str):
        return Order(file=place, error=f'{place} is not an object with a "file".')
    url, language = data.get("url") or "", data.get("language")
    if not isinstance(url, str) or language not in (None, "vi", "zh"):
        return Order(
            file=data["file"],
            error=f'{place} has a "url" that is no text or a language but vi, zh.',
        )
    return Order(file=data["file"], url=url, language=language)


def _office(site_id: str) -> Site:
    from crawler.crawling.offices.registry import choose, sites  # only with --site: the registry imports Scrapy

    (wanted,) = choose((site_id,))
    return next(site for site in sites() if site.id == wanted)
