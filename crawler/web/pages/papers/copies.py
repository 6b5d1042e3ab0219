"""The same text at several offices: who published it first, who followed, and what each changed on the way."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from crawler.web.figures.diff import ChangedBlock, compare
from crawler.web.pages.common import database, identifier, not_found, render, whole_number
from crawler.web.paths import with_query
from crawler.web.queries import relations

_PAGE_SIZE = 40
_MAX_COMPARED = 12
"""Copies whose text a page compares with the first."""
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\w+")


async def texts(datasette: Any, request: Any) -> Any:
    """Answer ``/texts``: the texts that several offices published, the latest first."""
    page = whole_number(request, "page")
    found = await relations.text_groups(database(datasette), limit=_PAGE_SIZE + 1, offset=(page - 1) * _PAGE_SIZE)
    context = {
        "found": found[:_PAGE_SIZE],
        "more": len(found) > _PAGE_SIZE,
        "page": page,
        "link": lambda number: with_query("/texts", page=number),
    }
    return await render(datasette, request, "texts.html", context)


async def text(datasette: Any, request: Any) -> Any:
    """Answer ``/texts/GROUP``: the articles that carry one text, in order of time, each against the first."""
    group = identifier(request, "group")
    copies = await relations.copies(database(datasette), group) if group is not None else []
    if not copies:
        return await not_found(datasette, request)
    first = copies[0]
    for copy in copies:
        copy["days_after"] = days_between(first["day"], copy["day"])
    for copy in copies[1:_MAX_COMPARED]:
        changes = compare(first["body_text"], copy["body_text"])
        copy["differences"] = [change for change in changes if change.kind in ("removed", "added")]
        copy["removed"], copy["added"] = changed_words(changes)
    context = {"group": group, "copies": copies, "first": first, "max_compared": _MAX_COMPARED}
    return await render(datasette, request, "text.html", context)


def changed_words(changes: Sequence[ChangedBlock]) -> tuple[int, int]:
    """Return how many words (Han characters) were taken out and put in."""
    counted = {"removed": 0, "added": 0, "same": 0}
    for change in changes:
        for piece in change.pieces:
            counted[piece.kind] += len(_WORD.findall(piece.text))
    return counted["removed"], counted["added"]


def days_between(first: str | None, later: str | None) -> int | None:
    """Return the days from one known day to another; None where either is no whole day."""
    try:
        return (date.fromisoformat((later or "")[:10]) - date.fromisoformat((first or "")[:10])).days
    except ValueError:
        return None
