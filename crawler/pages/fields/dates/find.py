"""When the article was published and updated, in the page's own words.

Candidates are ranked by trust: metadata made for machines, a labelled date between title and text, an unlabelled date
line there, other metadata, then dates after the text.  A finer one of the same day supplies the time; one of another
day is reported as a disagreement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.normalise.dates.find import learn_date_order, other_reading
from crawler.normalise.dates.url_dates import date_in_url
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.dates.candidate import DAY, MINUTE, RANK, Dated, read_dates
from crawler.pages.fields.dates.labelled import labelled_dates, marked_dates, metadata_dates, posted_dates
from crawler.pages.fields.dates.pieces import dates_beside_headline, find_dateline, scripted_dates, told_from_now
from crawler.pages.fields.dates.unlabelled import CLOCK_NAME, hidden_dates, unlabelled_dates
from crawler.pages.fields.metadata import Metadata
from crawler.pages.fields.region import Region
from crawler.site import DateOrder

TRUSTED = frozenset((*range(RANK["meta"] + 1), RANK["generated"]))
"""Ranks of which a date of another day is worth noting."""
LAST_DAY = date(2099, 1, 1)
TELLING_DATES, TELLING_LINE = 3, 200
"""So many dates of lines no longer than this tell the page's order of day and month."""
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, kw_only=True)
class PageDates:
    """The dates of one page."""

    published: Dated | None
    updated: Dated | None
    dateline: str | None
    disagreeing: tuple[str, ...] = ()
    """Trusted publication dates of another day."""


def find_page_dates(
    tree: PageTree, region: Region, metadata: Metadata, language: str, stated: str | None = None
) -> PageDates:
    """Return the dates of the page; *stated* is the posting date of a disclosure table."""
    found, updated = date_candidates(tree, region, metadata, language, stated)
    found.sort(key=lambda date: date.rank)
    published = _finest(found)
    return PageDates(
        published=published,
        updated=next((date for date in updated if published is None or date.raw != published.raw), None),
        dateline=find_dateline(region.body),
        disagreeing=_disagreeing(found, published),
    )


def date_candidates(
    tree: PageTree, region: Region, metadata: Metadata, language: str, stated: str | None = None
) -> tuple[list[Dated], list[Dated]]:
    """Return all that may be the publication date, each with its rank, and all that may be the last update."""
    labelled = [
        *labelled_dates(region, language),
        *marked_dates(tree, region, language),
        *posted_dates(region, language),
    ]
    found = [
        *metadata_dates(metadata, "published", language),
        *(date for role, date in labelled if role == "published"),
        *unlabelled_dates(tree, region, language),
    ]
    found += dates_beside_headline(tree, region, language)
    if stated:
        found += read_dates(stated, stated, "disclosure", RANK["label"], language)
    updated = [
        *metadata_dates(metadata, "updated", language),
        *(date for role, date in labelled if role == "updated"),
    ]
    if not any(date.rank < RANK["tail line"] for date in found):
        found += [
            _reranked(date, "updated")
            for date in updated
            if not date.rule.startswith(("meta:", "json-ld:", "microdata:"))
        ]
    if not found:
        found = [*scripted_dates(tree, region, language), *hidden_dates(region, language)]
    if not found:
        found = list(told_from_now(region))
    return _without_doubtful(found, metadata, tree.url), updated


def _without_doubtful(found: list[Dated], metadata: Metadata, url: str) -> list[Dated]:
    """Let a date that the page shows between title and text go before a `PubDate` element that says otherwise.

    Systems write the moment of the page's generation there, anew with each rebuild; some say so in another element.
    The element is believed against the shown date where the address bears its day, and not the shown one.
    """
    shown = [date for date in found if date.rank in (RANK["label"], RANK["line"])]
    stated = [date for date in found if date.rank in (RANK["government"], RANK["data"])]
    if not shown or not stated:
        return found
    first, said = min(shown, key=lambda date: date.rank), stated[0]
    if (_agree(said, first) and not _is_generated(said, metadata)) or _in_address(said, first, url):
        return found
    return [_reranked(date, "generated") if date in stated else date for date in found]


def _agree(one: Dated, other: Dated) -> bool:
    """Tell whether two dates are of the same day, and of the same minute where both state one."""
    timed = one.fineness > DAY and other.fineness > DAY
    return one.day == other.day and (not timed or one.iso[:MINUTE] == other.iso[:MINUTE])


def _is_generated(date: Dated, metadata: Metadata) -> bool:
    """Tell whether another element says that the moment is the page's generation."""
    others = metadata.meta.get("others", "")
    return "生成" in others and date.raw[:DAY] in others


def _in_address(said: Dated, shown: Dated, url: str) -> bool:
    day = date_in_url(url, LAST_DAY)
    return day is not None and day == said.day != shown.day


def page_date_order(tree: PageTree, published: str | None, language: str) -> DateOrder | None:
    """Return how the page orders day and month, where its publication date can be read in two ways.

    The dates of its other lines decide: at least a few that can be read in one way only, and next to none in the other.
    """
    if published is None or other_reading(published, language) is None:
        return None
    near = [line for line in tree.lines if len(line.text) < TELLING_LINE and FIGURE.search(line.text)]
    lines = [line for line in near if published not in line.text]
    dated = [line.text for line in lines if not CLOCK_NAME.search(line.block.ident)]
    telling = [text for text in dated if learn_date_order([text])]
    return learn_date_order(telling) if len(telling) >= TELLING_DATES else None


def _disagreeing(found: Sequence[Dated], published: Dated | None) -> tuple[str, ...]:
    """Return trusted dates of other days than the chosen one, one for each day."""
    if published is None:
        return ()
    others = {date.day: date.raw for date in reversed(found) if date.rank in TRUSTED and date.day != published.day}
    return tuple(others.values())[::-1]


def _reranked(date: Dated, rank: str) -> Dated:
    return Dated(raw=date.raw, iso=date.iso, rule=date.rule, rank=RANK[rank])


def _finest(found: Sequence[Dated]) -> Dated | None:
    """Return the most trusted date or, of the same day, the one that states more of it."""
    if not found:
        return None
    first = found[0]
    whole = [
        date
        for date in found
        if (date.day == first.day or (len(first.iso) < DAY and date.iso.startswith(first.iso)))
        and (date.rank < RANK["generated"] or first.rank == RANK["generated"])
    ]
    return max(whole, key=lambda date: (date.fineness, -date.rank))
