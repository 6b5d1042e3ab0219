"""What offices changed or took away, by office, kind, date and size; silent edits told from announced ones."""

from typing import Any

from datasette.utils.asgi import BadRequest

from crawler.publish.periods import EXAMPLES, is_period
from crawler.web.figures.diff import compare
from crawler.web.pages.common import database, render, text_argument, whole_number
from crawler.web.paths import with_query
from crawler.web.queries import articles as queries

KINDS = ("edited", "gone", "soft_gone", "delisted", "live")
ANNOUNCEMENTS = ("silent", "announced")
SIZES = ("small", "large")
_PER_PAGE = 20
_COMPARED = 5
"""Differences that a page shows in place; each costs a few milliseconds."""


async def changes(datasette: Any, request: Any) -> Any:
    """Answer ``/changes``."""
    db = database(datasette)
    page = whole_number(request, "page", largest=5_000)
    chosen = {
        "office": text_argument(request, "office", longest=80),
        "kind": _one_of(request, "kind", KINDS),
        "edit": _one_of(request, "edit", ANNOUNCEMENTS),
        "size": _one_of(request, "size", SIZES),
        "since": _period(request, "since"),
        "until": _period(request, "until"),
    }
    found = await queries.browse_changes(db, **chosen, limit=_PER_PAGE + 1, offset=(page - 1) * _PER_PAGE)
    shown = found[:_PER_PAGE]
    for row in [row for row in shown if row["kind"] == "edited"][:_COMPARED]:
        row["differences"] = await _differences(db, row)
    context = {
        "found": shown,
        "chosen": chosen,
        "is_filtered": any(chosen.values()),
        "page": page,
        "more": len(found) > _PER_PAGE,
        "link": lambda **other: with_query("/changes", **{**chosen, **other}),
        "offices": await queries.offices(db),
        "kinds": KINDS,
        "edits": ANNOUNCEMENTS,
        "sizes": SIZES,
    }
    return await render(datasette, request, "changes.html", context)


async def _differences(db: Any, row: queries.Row) -> list[Any]:
    """Return how the version's text differs from the one before; what is unchanged is folded."""
    new = await queries.version(db, row["article"], row["version"])
    old = await queries.version(db, row["article"], row["version"] - 1)
    if new is None or old is None:
        return []
    return [change for change in compare(old["body_text"], new["body_text"]) if change.kind in {"removed", "added"}]


def _one_of(request: Any, name: str, known: tuple[str, ...]) -> str:
    value = text_argument(request, name, longest=20)
    if value and value not in known:
        raise BadRequest(f"“{name}” is one of {', '.join(known)}.")
    return value


def _period(request: Any, name: str) -> str:
    value = text_argument(request, name, longest=20)
    if value and not is_period(value):
        raise BadRequest(f"“{name}” is {EXAMPLES}.")
    return value
