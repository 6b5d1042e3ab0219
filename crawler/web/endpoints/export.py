"""Complete files for analysts: what is asked for, and whether it is there already."""

from pathlib import Path
from typing import Any

from datasette import Response
from datasette.utils import InvalidSql, derive_named_parameters, validate_sql_select
from datasette.utils.asgi import BadRequest, Forbidden

from crawler.publish.downloads import ready_folder
from crawler.publish.export import COUNTED_VIEWS, Part
from crawler.publish.formats.row_formats import FORMATS, Format
from crawler.publish.periods import EXAMPLES, is_period
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.web.downloads.files import send_file
from crawler.web.downloads.limits import RETRY_SECONDS, BusyError, admitted
from crawler.web.downloads.stream import Query, send_rows
from crawler.web.pages.common import database, not_found, text_argument, translator
from crawler.web.paths import DATABASE
from crawler.web.queries import articles as queries

FILTERS = ("site", "since", "until", "views_over")
_SQLITE = "application/vnd.sqlite3"
_MAX_OFFICES = 200
_MAX_COUNT_LENGTH = 16


async def export(datasette: Any, request: Any, send: Any, receive: Any) -> Any:
    """Answer ``/export/VIEW.FORMAT``, with any number of ``site``, and ``since``, ``until`` and ``views_over``."""
    view, ending = request.url_vars["view"], request.url_vars["form"]
    if view not in EXPORT_VIEWS or ending not in FORMATS:
        return await not_found(datasette, request)
    part = await _part(datasette, request, view)
    form = FORMATS[ending]
    ready = ready_folder(Path(database(datasette).path)) / f"{view}.{ending}"
    if part.is_all and ready.is_file():
        return await send_ready(datasette, request, send, ready, form.content_type)
    query: Query = part.select(view, view)
    return await _rows(datasette, request, send, receive, query, form, form.file_name(view))


async def archive_file(datasette: Any, request: Any, send: Any) -> Any:
    """Answer ``/archive.db``: the whole snapshot; a live archive is not given away while it is written."""
    db = database(datasette)
    if db.is_mutable or not datasette.setting("allow_download"):
        raise Forbidden("Only a published snapshot can be downloaded.")
    return await send_ready(datasette, request, send, Path(db.path), _SQLITE)


async def canned_query(datasette: Any, request: Any, send: Any, receive: Any) -> Any:
    """Answer ``/archive/QUERY.csv`` with every row of a ready question; Datasette would end after 1,000 of them."""
    name = request.url_vars["query"]
    sql = (await datasette.get_canned_query(DATABASE, name, request.actor))["sql"]
    return await _answer_sql(datasette, request, send, receive, sql, name)


async def sql_query(datasette: Any, request: Any, send: Any, receive: Any) -> Any:
    """Answer ``/archive.csv?sql=…`` with every row of a question in SQL, where these are allowed."""
    allowed = await datasette.permission_allowed(request.actor, "execute-sql", resource=DATABASE, default=True)
    if not allowed:
        raise Forbidden("This site answers no questions in SQL.")
    sql = request.args.get("sql") or ""
    if not sql.strip():
        raise BadRequest("Give the question as “sql”.")
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        raise BadRequest(str(error)) from error
    return await _answer_sql(datasette, request, send, receive, sql, "query")


async def _answer_sql(datasette: Any, request: Any, send: Any, receive: Any, sql: str, name: str) -> Any:
    names = await derive_named_parameters(database(datasette), sql)
    parameters = {parameter: text_argument(request, parameter, longest=1_000) for parameter in names}
    limit = int(datasette.setting("sql_time_limit_ms"))
    return await _rows(
        datasette, request, send, receive, (sql, parameters), FORMATS["csv"], f"{name}.csv", milliseconds=limit
    )


async def _rows(
    datasette: Any,
    request: Any,
    send: Any,
    receive: Any,
    query: Query,
    form: Format,
    name: str,
    *,
    milliseconds: int | None = None,
) -> Any:
    try:
        await send_rows(datasette, request, send, receive, query=query, form=form, name=name, milliseconds=milliseconds)
    except BusyError:
        return busy(request)
    return None


async def send_ready(datasette: Any, request: Any, send: Any, path: Path, content_type: str) -> Any:
    """Send a finished file, unless too many are being sent."""
    try:
        with admitted(datasette, "file"):
            await send_file(request, send, path, name=path.name, content_type=content_type)
    except BusyError:
        return busy(request)
    return None


def busy(request: Any) -> Any:
    """Answer that too many downloads are open, and when to come back."""
    sentence = translator(request)("error.busy", seconds=RETRY_SECONDS)
    return Response.text(sentence + "\n", status=BusyError.status, headers={"retry-after": str(RETRY_SECONDS)})


async def _part(datasette: Any, request: Any, view: str) -> Part:
    """Return which rows are asked for.

    Raises `BadRequest` for what is no filter: to leave it out would give rows that were not asked for.
    """
    unknown = sorted(set(request.args) - set(FILTERS))
    if unknown:
        raise BadRequest(f"“{unknown[0][:40]}” is no filter of an export; there are {', '.join(FILTERS)}.")
    sites = tuple(dict.fromkeys(value.strip() for value in request.args.getlist("site") if value.strip()))
    known = await queries.office_names(database(datasette))
    if len(sites) > _MAX_OFFICES:
        raise BadRequest(f"More than {_MAX_OFFICES} offices: leave “site” out and choose from all rows.")
    for site in sites:
        if site not in known:
            raise BadRequest(f"There is no office “{site[:80]}” in this archive.")
    return Part(sites, _period(request, "since"), _period(request, "until"), _views_over(request, view))


def _views_over(request: Any, view: str) -> int | None:
    values = [value.strip() for value in request.args.getlist("views_over") if value.strip()]
    if not values:
        return None
    if view not in COUNTED_VIEWS:
        raise BadRequest(f"“views_over” is for {' and '.join(sorted(COUNTED_VIEWS))}.")
    if len(values) > 1 or not (values[0].isascii() and values[0].isdigit() and len(values[0]) < _MAX_COUNT_LENGTH):
        raise BadRequest("“views_over” is a whole number, given once.")
    return int(values[0])


def _period(request: Any, name: str) -> str | None:
    values: list[str] = [value.strip() for value in request.args.getlist(name) if value.strip()]
    if not values:
        return None
    if len(values) > 1:
        raise BadRequest(f"“{name}” is given more than once.")
    if not is_period(values[0]):
        raise BadRequest(f"“{name}” is {EXAMPLES}.")
    return values[0]
