"""An archived page in ReplayWeb.page, where the operator has put that program beside the snapshot.

The program runs what the page brought, under this site's address and in the reader's browser; so it is there only where
the operator wants it, and its page has a policy of its own that lets nothing be asked of another host.
"""

import asyncio
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from crawler.publish.evidence.replay import beside
from crawler.publish.withholding import hidden_captures
from crawler.web.pages.common import database, identifier, not_found, render
from crawler.web.queries import captures as capture_queries
from crawler.web.text import content_language

PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
FRAME_POLICY = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""Of the program's own page, which the page of a capture frames until the service worker answers in its place."""
PROGRAM_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""Of the program's files; a service worker asks under the policy of its own file."""


def program_of(datasette: Any) -> Path | None:
    """Return the folder of ReplayWeb.page beside the served archive; None where it is not installed."""
    return beside(Path(database(datasette).path))


async def replay(datasette: Any, request: Any) -> Any:
    """Answer ``/captures/ID/replay``: the capture in ReplayWeb.page."""
    db = database(datasette)
    number = identifier(request, "id")
    row = await capture_queries.capture(db, number) if number is not None else None
    if row is not None and row["refers_to"] is not None:  # its bytes are in another record
        row = await capture_queries.capture(db, row["refers_to"])
    if row is None or program_of(datasette) is None or row["id"] in await db.execute_fn(hidden_captures):
        return await not_found(datasette, request)
    context = {"capture": row, "text_language": content_language(row["language"] or row["office_language"])}
    answer = await render(datasette, request, "replay.html", context)
    answer.headers["content-security-policy"] = PAGE_POLICY
    return answer


async def frame(datasette: Any, request: Any) -> Any:
    """Answer ``/replay/``: the program by itself, in the frame that it makes."""
    if program_of(datasette) is None:
        return await not_found(datasette, request)
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>ReplayWeb.page</title>'
        f'<script src="{datasette.urls.path("/replay/ui.js")}"></script></head>'
        "<body><replay-app-main></replay-app-main></body></html>"
    )
    return Response.html(html, headers={"content-security-policy": FRAME_POLICY})


async def program(datasette: Any, request: Any) -> Any:
    """Answer ``/replay/ui.js`` and ``/replay/sw.js``: the program's own files."""
    folder = program_of(datasette)
    if folder is None:
        return await not_found(datasette, request)
    content = await asyncio.to_thread((folder / f"{request.url_vars['name']}.js").read_bytes)
    headers = {"content-security-policy": PROGRAM_POLICY, "cache-control": "max-age=3600"}
    return Response(content, headers=headers, content_type="text/javascript; charset=utf-8")
