"""Papers by what is said of them: the most cited, the wanted, and the newest of each relation."""

from typing import Any

from datasette.utils.asgi import BadRequest

from crawler.web.pages.common import database, render, text_argument, whole_number
from crawler.web.paths import with_query
from crawler.web.queries import articles, relations

CITED, WANTED = "cited", "wanted"
SHOWN = (CITED, WANTED, *relations.TYPES)
"""What the page can list: numbers by how many papers name them, or the relations of one type."""
_PAGE_SIZE = 50


async def browse(datasette: Any, request: Any) -> Any:
    """Answer ``/papers``."""
    db = database(datasette)
    page = whole_number(request, "page")
    show = text_argument(request, "show", longest=20) or CITED
    office = text_argument(request, "office", longest=80)
    if show not in SHOWN:
        raise BadRequest(f"“show” is one of {', '.join(SHOWN)}.")
    by_number = show in (CITED, WANTED)
    window = {"limit": _PAGE_SIZE + 1, "offset": (page - 1) * _PAGE_SIZE}
    if by_number:
        office = ""
        found = await relations.numbers_named(db, only_wanted=show == WANTED, **window)
    else:
        found = await relations.of_type(db, show, office or None, **window)
    chosen = {"show": show, "office": office}
    context = {
        "show": show,
        "shown": SHOWN,
        "office_chosen": office,
        "by_number": by_number,
        "found": found[:_PAGE_SIZE],
        "more": len(found) > _PAGE_SIZE,
        "page": page,
        "counts": await relations.counts(db),
        "offices": [] if by_number else await articles.offices(db),
        "link": lambda **changes: with_query("/papers", **{**chosen, **changes}),
    }
    return await render(datasette, request, "papers.html", context)
