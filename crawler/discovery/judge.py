"""Whether a page is a list of articles, and what is known of it then."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import mean
from urllib.parse import urlsplit

from crawler.discovery.found import Ask, FoundList
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.labels import FILE, is_news, is_other
from crawler.normalise.addresses import address_key
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.read import ListPage
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem
from crawler.pages.lists.survey import address_form

MIN_ROWS = 3
SHORT = {"vi": 18, "zh": 7}
"""Mean characters of titles below which rows are names of things rather than headlines."""
LONG_LINE = 90
MAX_PROSE = 700
"""Characters of long lines outside links above which a page is rather an article with links beside it."""


def accepted_list(
    page: ListPage, tree: PageTree, ask: Ask, request: ListRequest, hosts: OwnHosts, menu: Collection[str]
) -> FoundList | None:
    """Return the list that a page is, or None where it is none."""
    rows = [row for row in page.rows if address_key(row.url) not in menu]
    if not rows or (page.dated == 0 and len(rows) < MIN_ROWS):
        return None
    heading = _heading(tree)
    if is_other(heading) and not is_news(ask.label) and not is_news(heading):
        return None
    if not any(hosts.has(row.url) for row in rows) and not page.following:
        return None  # a box of links to others
    language = page.language or "vi"
    if page.dated * 2 < len(rows) and mean(len(row.title or "") for row in rows) < SHORT.get(language, 18):
        return None
    if _is_files_only(rows) and not is_news(ask.label) and not is_news(heading):
        return None
    if _prose(tree) > MAX_PROSE and not page.following and len(rows) < 2 * MIN_ROWS:
        return None
    return _found(page, rows, ask, request, hosts, name=ask.label or heading)


def is_api_list(page: ListPage, ask: Ask, hosts: OwnHosts, row_address: str | None) -> FoundList | None:
    """Return the list that an interface answers with, or None."""
    if not page.rows or page.names_lists or is_other(ask.label):
        return None
    return _found(page, list(page.rows), ask, ask.request, hosts, name=ask.label, row_address=row_address)


def list_of_menu(page: ListPage, hosts: OwnHosts) -> list[ListItem]:
    """Return the entries where an interface's answer is a menu: short names without dates, of own pages."""
    rows = [row for row in page.rows if hosts.has(row.url)]
    if page.kind != "json" or not page.names_lists or not rows:
        return []
    return rows if mean(len(row.title or "") for row in rows) < 15 else []


def form_of(rows: Collection[ListItem], hosts: OwnHosts) -> str | None:
    """Return the form of address that most rows of the office's own have."""
    forms = Counter(
        address_form(row.url) for row in rows if hosts.has(row.url) and not FILE.search(urlsplit(row.url).path)
    )
    return forms.most_common(1)[0][0] if forms else None


def evidence_of(page: ListPage, rows: Sequence[ListItem]) -> tuple[str, ...]:
    """Return what the first page of a list shows, each in a few words."""
    evidence = [f"{len(rows)} rows, {page.dated} with a date"]
    if page.following:
        evidence.append(f"goes on by {page.paged_by}")
    if page.total:
        evidence.append(f"says that it has {page.total} rows")
    if page.is_unread:
        evidence.append("has a pager that was not read")
    return tuple(evidence)


def _found(
    page: ListPage,
    rows: list[ListItem],
    ask: Ask,
    request: ListRequest,
    hosts: OwnHosts,
    *,
    name: str,
    row_address: str | None = None,
) -> FoundList:
    return FoundList(
        request=request,
        name=name,
        found_by=ask.found_by,
        kind=page.kind,
        order=page.order,
        article_form=form_of(rows, hosts),
        row_address=row_address,
        evidence=evidence_of(page, rows),
        rows=tuple(rows),
        page=replace(page, rows=tuple(rows)),
    )


def _heading(tree: PageTree) -> str:
    for level in (1, 2):
        for line in tree.lines:
            if line.heading == level and not line.hidden:
                return line.text
    return tree.page_titles[0].strip() if tree.page_titles else ""


def _is_files_only(rows: Collection[ListItem]) -> bool:
    return all(FILE.search(urlsplit(row.url).path) for row in rows)


def _prose(tree: PageTree) -> int:
    return sum(
        len(line.text)
        for line in tree.lines
        if len(line.text) >= LONG_LINE and line.link_share < 0.3 and not line.hidden
    )
