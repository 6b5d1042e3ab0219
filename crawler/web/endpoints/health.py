"""Whether the site can answer, for load balancers and for `publish`: one read of the served file."""

from typing import Any

from datasette import Response

from crawler.web.pages.common import database
from crawler.web.queries import articles as queries


async def health(datasette: Any) -> Any:
    """Answer ``/health`` with 200 and the snapshot's moment; where the file cannot be read the answer is 503."""
    if not database(datasette).is_whole():
        return Response.json({"status": "unreadable"}, status=503, headers={"cache-control": "no-store"})
    info = await queries.archive_info(database(datasette))
    counted = await queries.first(database(datasette), "SELECT max(id) AS newest FROM articles")
    return Response.json(
        {"status": "ok", "snapshot_at": info.get("snapshot_at"), "newest_article": counted and counted["newest"]},
        headers={"cache-control": "no-store"},
    )
