"""What a reader sees when something cannot be answered: a sentence in their language, never a stack of causes."""

import logging
import sqlite3
from typing import Any

from datasette import Response
from datasette.utils.asgi import Base400, Forbidden
from datasette.views.base import DatasetteError

from crawler.web.pages.common import render, translator
from crawler.web.serving.guard import is_file_fault

_LOG = logging.getLogger(__name__)
_UNANSWERABLE = (ValueError, OverflowError, sqlite3.Error, DatasetteError)
"""What Datasette's own pages raise for arguments that make no sense, such as ``_next=x`` on a view."""


async def error_page(datasette: Any, request: Any, exception: Exception) -> Any:
    """Render the error in the reader's language, or as JSON where JSON was asked for."""
    say = translator(request)
    status = _status(request, exception)
    title = say("error.not_found") if status == 404 else say("error.title", status=status)
    if status == 404:
        sentence = say("error.not_found_hint")
    elif status == 403:
        sentence = str(exception) or say("error.bad_request")
    elif status == 503:
        _LOG.error("the served file cannot be read: %s (%s)", exception, request.path)
        sentence = say("error.unavailable")
    elif status == 500:
        _LOG.error("%s %s", request.method, request.full_path, exc_info=exception)
        sentence = say("error.internal")
    else:
        sentence = _own_words(exception) or say("error.bad_request")
    if request.path.endswith((".json", ".jsonl")):
        return Response.json({"ok": False, "error": sentence, "status": status, "title": title}, status=status)
    return await render(
        datasette, request, "error.html", {"title": title, "error": sentence, "status": status}, status=status
    )


def _status(request: Any, exception: Exception) -> int:
    if is_file_fault(exception):
        return 503
    stated = int(getattr(exception, "status", 500))
    if isinstance(exception, (Base400, DatasetteError, Forbidden)) and stated != 500:
        return stated
    return 400 if isinstance(exception, _UNANSWERABLE) and request.query_string else 500


def _own_words(exception: Exception) -> str:
    if isinstance(exception, DatasetteError):
        # its message may be HTML with a script to resize a box, which our policy would refuse anyway
        return "" if exception.message_is_html else str(exception.message)
    return str(exception.args[0]) if isinstance(exception, Base400) and exception.args else ""
