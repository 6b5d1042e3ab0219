"""Official papers by number, issuer and year."""

import re
from typing import Any

from crawler.normalise.papers.document_numbers import document_number_key
from crawler.web.pages.common import database, render, text_argument, whole_number
from crawler.web.paths import with_query
from crawler.web.queries import articles as queries

_PAGE_SIZE = 40
_ISSUERS_SHOWN = 60


async def documents(datasette: Any, request: Any) -> Any:
    """Answer ``/documents``."""
    db = database(datasette)
    page = whole_number(request, "page")
    chosen = {name: text_argument(request, name) for name in ("issuer", "year", "number")}
    chosen["year"] = chosen["year"] if re.fullmatch("[0-9]{4}", chosen["year"]) else ""
    found = await queries.documents(
        db,
        issuer=chosen["issuer"] or None,
        year=chosen["year"] or None,
        key=document_number_key(chosen["number"]) if chosen["number"] else None,
        limit=_PAGE_SIZE + 1,
        offset=(page - 1) * _PAGE_SIZE,
    )
    context = {
        "issuer": chosen["issuer"],
        "year": chosen["year"],
        "number_typed": chosen["number"],
        "found": found[:_PAGE_SIZE],
        "more": len(found) > _PAGE_SIZE,
        "page": page,
        "issuers": await queries.document_issuers(db, _ISSUERS_SHOWN),
        "years": await queries.document_years(db),
        "link": lambda **changes: with_query("/documents", **{**chosen, **changes}),
    }
    return await render(datasette, request, "documents.html", context)
