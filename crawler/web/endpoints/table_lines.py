"""A whole table as JSON lines: page after page of what Datasette answers, under the reader's own filters."""

import json
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, asgi_start

from crawler.publish.formats.row_formats import FORMATS
from crawler.web.downloads.limits import BusyError, StalledError, admitted, send_piece
from crawler.web.endpoints.export import busy

_OURS = {"_shape": "objects", "_size": "max", "_nofacet": "1", "_nocount": "1"}
_FOR_PAGES = frozenset({*_OURS, "_next", "_nl", "_facet", "_labels"})


async def table_lines(datasette: Any, request: Any, send: Any) -> Any:
    """Answer ``/archive/TABLE.jsonl``, every row that the filters leave."""
    table = request.url_vars["table"]
    kept = [(name, value) for name in request.args for value in request.args.getlist(name) if name not in _FOR_PAGES]
    path = f"/archive/{table}.json?{urlencode([*kept, *_OURS.items()])}"
    try:
        with admitted(datasette, "text"):
            page = await _page(datasette, path)
            await asgi_start(
                send,
                200,
                {"content-disposition": f'attachment; filename="{table}.jsonl"'},
                FORMATS["jsonl"].content_type,
            )
            if request.method == "HEAD" or await _send_pages(datasette, path, page, send):
                await send({"type": "http.response.body", "body": b""})
    except BusyError:
        return busy(request)
    return None


async def _send_pages(datasette: Any, path: str, page: dict[str, Any], send: Any) -> bool:
    try:
        while True:
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in page["rows"]]
            await send_piece(send, "".join(lines).encode())
            following = page.get("next")
            if not following:
                return True
            page = await _page(datasette, f"{path}&{urlencode({'_next': following})}")
    except (StalledError, BadRequest):
        return False


async def _page(datasette: Any, path: str) -> dict[str, Any]:
    answer = await datasette.client.get(path)
    if answer.status_code != 200:
        raise BadRequest(str(answer.json().get("error") or "There is no such table."))
    page: dict[str, Any] = answer.json()
    return page
