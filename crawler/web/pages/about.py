"""Pages about the archive itself: how to search and cite it, and its data for analysts."""

from typing import Any

from datasette.utils import InvalidSql, validate_sql_select
from datasette.views.database import DatabaseView

from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.web.endpoints.linked_data import of_dataset
from crawler.web.pages.common import database, render, translator
from crawler.web.paths import DATABASE
from crawler.web.queries import articles as queries

TABLES = (
    "articles", "versions", "view_counts", "attachments", "status_history", "captures", "runs", "sites", "sections",
)  # fmt: skip


async def about(datasette: Any, request: Any) -> Any:
    """Answer ``/about``."""
    return await render(datasette, request, "about.html", {"info": await queries.archive_info(database(datasette))})


async def data(datasette: Any, request: Any) -> Any:
    """Answer ``/archive``: tables, views and ready questions, with their descriptions from the metadata."""
    if request.args.get("sql"):
        return await _answer_sql(datasette, request)
    db = database(datasette)
    metadata = (datasette.metadata("databases") or {}).get("archive", {})
    counts = db.cached_table_counts or await queries.table_counts(db, list(TABLES))
    say, facts = translator(request), await queries.archive_info(db)
    context = {
        "linked_data": of_dataset(datasette, request, say("site.name"), say("data.lede"), facts.get("snapshot_at")),
        "tables": [(name, counts.get(name), metadata.get("tables", {}).get(name, {})) for name in TABLES],
        "exports": [(name, metadata.get("tables", {}).get(name, {})) for name in EXPORT_VIEWS],
        "offices": await queries.offices(db),
        "canned": list(metadata.get("queries", {}).items()),
        "sql_allowed": await datasette.permission_allowed(
            request.actor, "execute-sql", resource=DATABASE, default=True
        ),
        "download": not db.is_mutable and bool(datasette.setting("allow_download")),
    }
    return await render(datasette, request, "data.html", context)


async def _answer_sql(datasette: Any, request: Any) -> Any:
    """Answer a question in SQL; one that is no SELECT is shown again, with what is wrong with it."""
    sql = str(request.args["sql"])
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        context = {
            "database": DATABASE,
            "metadata": {},
            "allow_execute_sql": True,
            "query": {"sql": sql, "params": {}},
            "named_parameter_values": {},
            "error": str(error),
        }
        return await render(datasette, request, "query.html", context, status=400)
    return await DatabaseView(datasette).get(request)
