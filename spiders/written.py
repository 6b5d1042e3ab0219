"""The lists that a person wrote into an office's entry, kept beside those that were found.

What is written wins: its lists are walked as they stand, and its pattern decides which rows are articles.  A list whose
address or pattern turned out to be wrong is found again like any other; it is taken from the entry anew when that is
changed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from crawler.archive.frontier.lists import KeptList
from crawler.discovery.found import AGAINST_PATTERN, BY_HAND
from crawler.discovery.judge import evidence_of
from crawler.pages.lists.chosen import RowRule
from crawler.pages.lists.dates import day_of
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from crawler.site import Site
from spiders.found_lists import request_key

SENTENCE = "written in the entry: "


def is_written_out(site: Site) -> bool:
    """Whether an office's entry says all that is needed: its lists, and how the addresses of articles are formed."""
    return bool(site.sections and site.article_url)


def entry_sentence(url: str, pattern: str) -> str:
    """Return the piece of evidence that stands for a list of an entry, by which a change of the entry is noticed."""
    return f"{SENTENCE}{url}" + (f", articles {pattern}" if pattern else "")


def entry_sentences(site: Site) -> set[str]:
    """Return those of all lists of an entry."""
    return {entry_sentence(url, site.article_url) for url in site.section_urls().values()}


def entry_evidence(kept: KeptList | None) -> tuple[str, ...]:
    """Return the pieces of a list's evidence that stand for an entry; they stay when the list is found again."""
    return tuple(one for one in kept.evidence if one.startswith(SENTENCE)) if kept is not None else ()


def is_outdated(kept: KeptList, site: Site) -> bool:
    """Whether a list was written in an entry that does not name it any more."""
    told = entry_evidence(kept)
    return bool(told) and not entry_sentences(site) & set(told)


def unwritten(kept: KeptList) -> KeptList:
    """Return a list without what stands for its entry, so that it is taken anew when it is written again."""
    return replace(kept, evidence=tuple(one for one in kept.evidence if not one.startswith(SENTENCE)))


def written_lists(site: Site, kept: Sequence[KeptList]) -> Iterator[KeptList]:
    """Yield the lists of an office's entry that the archive does not have as they are written there."""
    by_request = {request_key(one.request): one for one in kept}
    by_id = {one.id: one for one in kept}
    told = {sentence for one in kept for sentence in one.evidence}
    for section in site.sections:
        url = site.section_urls()[section.id]
        sentence = entry_sentence(url, site.article_url)
        if sentence in told:
            continue
        request = ListRequest(url).to_text()
        old = by_request.get(request_key(request))
        yield KeptList(
            id=old.id if old is not None else _id_for(section.id, by_id),
            name=section.name,
            url=url,
            method="GET",
            request=request,
            kind=old.kind if old is not None else "html",
            role="main",
            found_by=BY_HAND,
            row_order=old.row_order if old is not None else None,
            article_form=site.article_url or (old.article_form if old is not None else None),
            row_address=old.row_address if old is not None else None,
            evidence=(sentence,),
        )


def _id_for(section: str, taken: dict[str, KeptList]) -> str:
    """Return the id of a section's list: the section's own, unless a list that was found has it."""
    ident, number = section, 1
    while ident in taken and taken[ident].found_by != BY_HAND:
        number += 1
        ident = f"{section}-{number}"
    return ident


def row_rule(site: Site, kept: KeptList, hosts: frozenset[str]) -> RowRule | None:
    """Return what chooses a list's rows; None where no pattern is written, or it turned out to fit none of them."""
    if not site.article_url or kept.found_by == AGAINST_PATTERN:
        return None
    return RowRule(site.article_url, hosts, is_strict=kept.found_by == BY_HAND)


def chosen_of(site: Site, rows: Sequence[ListItem], hosts: frozenset[str]) -> list[ListItem]:
    """Return the rows that the pattern of an entry chooses; all where there is none."""
    if not site.article_url:
        return list(rows)
    return list(RowRule(site.article_url, hosts).of(rows))


def refused_news(page: ListPage, is_known: Callable[[str], bool]) -> int:
    """Return how many rows that the pattern of an entry refuses are newer than all that were known before."""
    days = [day for row in page.rows if is_known(row.url) and (day := day_of(row.date_raw)) is not None]
    refused = [day for row in page.refused if (day := day_of(row.date_raw)) is not None]
    return sum(day > max(days) for day in refused) if days else 0


def seen_evidence(kept: KeptList, page: ListPage) -> tuple[str, ...] | None:
    """Return the evidence of a list of an entry with what its first page shows; None where that is known."""
    if kept.found_by != BY_HAND or len(kept.evidence) != 1 or not page.rows:
        return None
    return (*kept.evidence, *evidence_of(page, page.rows))
