"""A capture as evidence: when, from where and what came; the page itself, harmless; its source, bytes and record."""

import asyncio
import mimetypes
import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from datasette.utils.asgi import Response

from crawler.publish.evidence.archived_page import document
from crawler.publish.evidence.reader import Evidence, EvidenceError, Payload, archived_images, page_shown, page_source
from crawler.publish.withholding import hidden_captures
from crawler.web.endpoints.memento import memento_headers
from crawler.web.endpoints.replay import program_of
from crawler.web.pages.common import database, identifier, not_found, render, translator
from crawler.web.paths import capture_path
from crawler.web.queries import captures as capture_queries
from crawler.web.queries.articles import Row
from crawler.web.text import content_language

Result = TypeVar("Result")

ARCHIVED_PAGE_POLICY = (
    "sandbox; default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""No scripts, no forms, no other host, and an origin of its own, even when it is opened without its frame."""
FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
    "frame-src 'self'"
)
NOTHING_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
WITHHELD = "What this capture holds is withheld from publication."
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser only paints."""
FILE_TYPES = re.compile(
    r"application/(?:pdf|ofd|msword|rtf|zip|vnd\.[\w.+-]+|x-rar-compressed|x-7z-compressed)|text/csv|image/(?:png|jpeg|gif|webp)"
)
"""Types that a file may be served as; anything else is bytes, which a browser only keeps."""
DISPOSITION = re.compile(
    r"filename\*=UTF-8''(?P<encoded>[^;\s]+)|filename=\"(?P<quoted>[^\"]+)\"|filename=(?P<plain>[^;\s]+)", re.IGNORECASE
)


async def capture(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID``."""
    db = database(datasette)
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    payload, fault = await _payload(datasette, row)
    before, after = await capture_queries.neighbours(db, row["url"], row["fetched_at"])
    context = {
        "capture": row,
        "versions": await capture_queries.versions_of(db, row["id"]),
        "headers": payload.headers if payload else (),
        "fault": fault,
        "is_page": payload is not None and _is_page(row, payload),
        "has_replay": program_of(datasette) is not None,
        "has_file": payload is not None and bool(payload.content) and not _is_page(row, payload),
        "file_type": _served_type(row, payload),
        "is_image": _served_type(row, payload) in SHOWN_INLINE,
        "before": before,
        "after": after,
        "text_language": content_language(row["language"] or row["office_language"]),
    }
    answer = await render(datasette, request, "capture.html", context)
    answer.headers["content-security-policy"] = FRAME_POLICY
    return answer


async def page(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/page``: the archived page, sanitised, for a frame without any rights."""
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    payload, fault = await _payload(datasette, row)
    if payload is None or not _is_page(row, payload):
        say = translator(request)
        return _text(fault or say("capture.no_page"), status=404)
    shown = await asyncio.to_thread(page_shown, payload, row["url"])
    captures = await database(datasette).execute_fn(lambda connection: archived_images(connection, [*shown.images]))
    pictures = {url: datasette.urls.path(f"{capture_path(number)}/file") for url, number in captures.items()}
    fragment = await asyncio.to_thread(shown.with_images, pictures)
    html = document(
        fragment,
        title=row["title"] or row["url"],
        language=content_language(row["language"] or row["office_language"]),
        stylesheet=datasette.urls.path("/assets/archived.css"),
    )
    headers = {"content-security-policy": ARCHIVED_PAGE_POLICY, "referrer-policy": "no-referrer"}
    return Response.html(html, headers=headers | memento_headers(datasette, request, row))


async def source(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/source``: the page's source text, as text."""
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    payload, fault = await _payload(datasette, row)
    if payload is None or not _is_page(row, payload):
        return _text(fault or translator(request)("capture.no_page"), status=404)
    return _text(await asyncio.to_thread(page_source, payload))


async def sent(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/bytes``: the payload byte for byte as it came, whose digest the archive states."""
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    payload, fault = await _payload(datasette, row)
    if payload is None:
        return _text(fault, status=404)
    return _download(payload.sent, "application/octet-stream", f"capture-{row['id']}.bin")


async def file(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/file``: an attachment or picture, to be opened with what it is."""
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    payload, fault = await _payload(datasette, row)
    if payload is None or not payload.content:
        return _text(fault or translator(request)("capture.no_file"), status=404)
    media_type = _served_type(row, payload)
    return _download(payload.content, media_type, _file_name(row, payload), inline=media_type in SHOWN_INLINE)


async def record(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/record``: the WARC record, a WARC file by itself."""
    row = await _row(datasette, request)
    if row is None:
        return await not_found(datasette, request)
    if await _is_withheld(datasette, row):
        return _text(WITHHELD, status=404)
    try:
        content = await asyncio.to_thread(_evidence(datasette).record, row)
    except EvidenceError as error:
        return _text(str(error), status=404)
    ending = "warc.gz" if content.startswith(b"\x1f\x8b") else "warc"
    return _download(content, "application/warc", f"capture-{row['id']}.{ending}")


async def _row(datasette: Any, request: Any) -> Row | None:
    number = identifier(request, "id")
    return await capture_queries.capture(database(datasette), number) if number is not None else None


async def _payload(datasette: Any, row: Row) -> tuple[Payload | None, str]:
    """Return what a capture brought, or why it cannot be read or is not given away."""
    if await _is_withheld(datasette, row):
        return None, WITHHELD
    original = None
    if row["refers_to"] is not None:
        original = await capture_queries.capture(database(datasette), row["refers_to"])
    try:
        return await _in_thread(lambda: _evidence(datasette).payload(row, original)), ""
    except EvidenceError as error:
        return None, str(error)


async def _is_withheld(datasette: Any, row: Row) -> bool:
    """Return whether the bytes of a capture hold something that is kept from publication."""
    hidden: set[int] = await database(datasette).execute_fn(hidden_captures)
    return row["id"] in hidden


async def _in_thread(read: Callable[[], Result]) -> Result:
    return await asyncio.to_thread(read)


def _evidence(datasette: Any) -> Evidence:
    evidence: Evidence = datasette.evidence  # `build_site` gives it to the site
    return evidence


def _is_page(row: Row, payload: Payload) -> bool:
    declared = (row["content_type"] or payload.header("Content-Type") or "").lower()
    if row["kind"] in {"attachment", "counter", "robots"} or not payload.content:
        return False
    if payload.media_type not in (None, "text/html"):
        return False
    return not declared or "html" in declared


def _served_type(row: Row, payload: Payload | None) -> str:
    """Return the media type that a file is served as: what its content proves, else what is said of it; harmless."""
    proven = (payload.media_type if payload else None) or ""
    declared = (row["content_type"] or "").split(";")[0].strip().lower()
    named = mimetypes.guess_type(urlsplit(row["url"]).path)[0] or ""
    for candidate in (proven, declared, named):
        if FILE_TYPES.fullmatch(candidate):
            return candidate
    return "application/octet-stream"


def _file_name(row: Row, payload: Payload) -> str:
    told = DISPOSITION.search(payload.header("Content-Disposition") or "")
    name = unquote((told["encoded"] or told["quoted"] or told["plain"]) if told else "") or unquote(
        urlsplit(row["url"]).path.rsplit("/", 1)[-1]
    )
    return re.sub(r'[\x00-\x1f\x7f"\\/:*?<>|;]+', "_", name)[:120] or f"capture-{row['id']}"


def _download(content: bytes, media_type: str, name: str, *, inline: bool = False) -> Any:
    how = "inline" if inline else "attachment"
    plain = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    headers = {
        "content-disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "content-length": str(len(content)),  # a program that replays a record asks how long it is
        "content-security-policy": NOTHING_POLICY,
        "x-content-type-options": "nosniff",
    }
    return Response(content, headers=headers, content_type=media_type)


def _text(text: str, *, status: int = 200) -> Any:
    headers = {"content-security-policy": NOTHING_POLICY, "x-content-type-options": "nosniff"}
    return Response(text, status=status, headers=headers, content_type="text/plain; charset=utf-8")
