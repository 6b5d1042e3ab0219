"""Whether a list names an article otherwise than it did before: with another title, or another day."""

from datetime import datetime

from crawler.archive.articles.versions import is_relative_date
from crawler.normalise.dates.find import find_date
from crawler.normalise.text.noise import masked
from crawler.pages.lists.rows import ListItem
from crawler.site import Site

CUT = ("...", "…")
"""What lists end a title with that is too long for them."""


def is_other_row(item: ListItem, before: tuple[str | None, str | None] | None, site: Site, *, now: datetime) -> bool:
    """Tell whether *item*, read *now*, means something else than the row *before*: (title, date in its words)."""
    if before is None:
        return False
    title, date_raw = before
    return _is_other_title(title, item.title) or _is_other_day(date_raw, item.date_raw, site, now)


def _is_other_title(before: str | None, after: str | None) -> bool:
    if not before or not after:
        return False
    old, new = _folded(before), _folded(after)
    return not (old.startswith(new) or new.startswith(old))


def _folded(title: str) -> str:
    folded = "".join(masked(title).casefold().split())
    for mark in CUT:
        folded = folded.removesuffix(mark)
    return folded


def _is_other_day(before: str | None, after: str | None, site: Site, now: datetime) -> bool:
    if not before or not after or before == after or is_relative_date(before) or is_relative_date(after):
        return False
    old, new = (find_date(raw, site.language, now=now, order=site.date_order) for raw in (before, after))
    return old is not None and new is not None and old.iso[:10] != new.iso[:10]
