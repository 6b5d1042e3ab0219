"""Reads one page of any list: bytes in; rows, the next request, counts and completeness out.

Nothing of the office is needed.  What the rows mean (an article, a file, another office's page) is for the caller.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.tree import PageTree
from crawler.pages.families.cn.hanweb import read_datastore
from crawler.pages.lists.chosen import RowRule, chosen_rows, refused_rows
from crawler.pages.lists.dates import day_of, order_of
from crawler.pages.lists.groups import find_groups, list_group, short_group
from crawler.pages.lists.json_lists import JsonList, next_requests, parse_json, read_json, stepped_request
from crawler.pages.lists.paging import Paging, find_paging
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem, scripted_rows
from crawler.pages.lists.scripts.requests import json_values, next_by_cursor
from crawler.pages.lists.xml_lists import looks_like_xml, read_xml, unpacked
from crawler.pages.signals.language import find_language

DOCUMENT = re.compile(r"<(?:html|body|!doctype)\b", re.IGNORECASE)
MIN_EMBEDDED = 3


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """One page of a list."""

    kind: str
    """``html``, ``fragment`` (rows without a page around them), ``json``, ``feed``, ``sitemap``, ``sitemap_index``,
    ``store`` or ``xml``."""
    rows: tuple[ListItem, ...] = ()
    refused: tuple[ListItem, ...] = ()
    """Rows with a date that stand among the others and that the pattern of a person refuses."""
    following: tuple[ListRequest, ...] = ()
    """Ways to ask for the next page, the likeliest first; only one of them is right."""
    last: ListRequest | None = None
    archives: tuple[ListRequest, ...] = ()
    """Further parts of the list, such as its months."""
    pages: int | None = None
    total: int | None = None
    """Rows of the whole list, where the page tells."""
    is_unread: bool = False
    """Whether there is a pager that was not understood, so that the list may go on."""
    paged_by: str = ""
    order: str = "none"
    """``newest``, ``oldest`` or ``none``: which rows come first."""
    dated: int = 0
    language: str = ""
    names_lists: bool = False
    """Whether the rows are rather the names of lists than of articles."""
    site_maps: tuple[str, ...] = ()


def read_list(
    request: ListRequest,
    content: bytes,
    content_type: str | None = None,
    *,
    url: str | None = None,
    language: str | None = None,
    row_address: str | None = None,
    article_form: str | None = None,
    menu: Collection[str] = (),
    rule: RowRule | None = None,
) -> ListPage:
    """Read what answered *request*; any bytes give a `ListPage`, one without a list gives one without rows.

    *url* is the address that answered, where it is not the request's.  *row_address* is the form of article addresses
    (``/detail/{id}.html``) for rows that only have an id; *article_form* is the regular expression that the addresses
    of a known list have, by which a last page of one or two rows is recognised; *menu* holds the `address_key` of links
    that stand on every page of the office, which are no rows; *rule* chooses the rows, where a person wrote how the
    addresses of articles are formed.
    """
    url = url or request.url
    content = unpacked(content)
    if looks_like_xml(content):
        return _by_rule(_read_xml(request, content, url, language), rule)
    decoded = decode_page(content, content_type, language)
    value = parse_json(decoded.text) if decoded.text.lstrip("\ufeff \r\n\t")[:1] != "<" else None
    if value is not None:
        return _by_rule(_read_json(request, read_json(value, url, row_address), url, language), rule)
    charset = decoded.encoding
    return read_tree(
        parse_page(decoded.text, url),
        request,
        charset=charset,
        language=language,
        article_form=article_form,
        menu=menu,
        source=decoded.text,
        rule=rule,
    )


def read_tree(
    tree: PageTree,
    request: ListRequest,
    *,
    charset: str = "utf-8",
    language: str | None = None,
    article_form: str | None = None,
    menu: Collection[str] = (),
    source: str = "",
    rule: RowRule | None = None,
) -> ListPage:
    """Read a parsed page as `read_list` does."""
    spoken = language or find_language(tree)
    charset = _known(charset)
    paging = find_paging(tree, request, charset)
    rows = _rows(tree, spoken, charset, article_form=article_form, menu=menu, source=source, rule=rule)
    embedded = None if rows else _embedded(tree, request)
    if embedded is not None:
        return _by_rule(embedded, rule)
    kind = "html" if not source or DOCUMENT.search(source) else "fragment"
    if rows and not paging.following and kind == "fragment":
        # a piece of a page, asked for by its number or by the last row before it
        stepped = stepped_request(request, len(rows)) or next_by_cursor(request, tree)
        paging = replace(paging, following=(stepped,) if stepped is not None else (), by="request")
    store = read_datastore(source, request) if source else None
    if store is not None:
        following = (store.following,) if store.following is not None else ()
        paging = replace(paging, following=following, rows=store.total, is_unread=False, by="data proxy", archives=())
    refused = refused_rows(find_groups(tree, spoken, charset), rule) if rule is not None and rows else ()
    return replace(_page(kind, rows, paging, spoken), refused=refused)


def _rows(
    tree: PageTree,
    language: str,
    charset: str,
    *,
    article_form: str | None,
    menu: Collection[str],
    source: str,
    rule: RowRule | None,
) -> tuple[ListItem, ...]:
    """Return the rows that a page shows, in its markup or in its scripts."""
    groups = find_groups(tree, language, charset)
    scripted = tuple(scripted_rows(tree, language))
    if rule is not None:
        chosen, written = chosen_rows(tree, groups, rule, language, charset), rule.of(scripted)
        if chosen or written or rule.is_strict:
            return written if len(written) > len(chosen) else chosen
    group = list_group(groups, known=menu)
    if group is None and article_form:
        group = short_group(groups, article_form)
    rows = group.rows if group is not None else ()
    return scripted if len(scripted) > len(rows) or ("datastore" in source and scripted) else rows


def _by_rule(page: ListPage, rule: RowRule | None) -> ListPage:
    """Return what a person's pattern leaves of a list that comes as data."""
    rows = page.rows if rule is None else rule.of(page.rows)
    if rule is None or not (rows or rule.is_strict):
        return page
    return replace(page, rows=rows, order=_order(rows), dated=sum(row.date_raw is not None for row in rows))


def _embedded(tree: PageTree, request: ListRequest) -> ListPage | None:
    """Return the list that a page carries as data, for its script to draw; None where there is none."""
    best: JsonList | None = None
    for script in tree.scripts:
        for value in json_values(script.text):
            found = read_json(value, tree.base_url)
            if not found.names_lists and len(found.rows) > len(best.rows if best is not None else ()):
                best = found
    if best is None or len(best.rows) < MIN_EMBEDDED:
        return None
    return replace(_read_json(request, best, tree.url, None), kind="html", paged_by="data of the page")


def _page(kind: str, rows: tuple[ListItem, ...], paging: Paging, language: str) -> ListPage:
    return ListPage(
        kind=kind,
        rows=rows,
        following=paging.following,
        last=paging.last,
        archives=paging.archives,
        pages=paging.pages,
        total=paging.rows if paging.rows is not None and paging.rows >= len(rows) else None,
        is_unread=paging.is_unread,
        paged_by=paging.by,
        order=_order(rows),
        dated=sum(row.date_raw is not None for row in rows),
        language=language,
    )


def _known(charset: str) -> str:
    """Return the charset in which browsers send a query on a page of that encoding."""
    return charset if charset in {"gb18030", "gbk", "gb2312", "big5", "shift_jis"} else "utf-8"


def _order(rows: tuple[ListItem, ...]) -> str:
    return order_of([day for row in rows if (day := day_of(row.date_raw))])


def _read_json(request: ListRequest, found: JsonList, url: str, language: str | None) -> ListPage:
    if found.fragment:
        page = read_tree(parse_page(found.fragment, url), request, language=language)
        stepped = stepped_request(request, len(page.rows))
        following = (stepped,) if stepped is not None and page.rows else page.following
        return replace(
            page, kind="json", following=following, total=found.rows_total, pages=found.pages_total, paged_by="request"
        )
    return ListPage(
        kind="json",
        rows=found.rows,
        following=tuple(next_requests(request, found)),
        pages=found.pages_total,
        total=found.rows_total,
        paged_by="request",
        order=_order(found.rows),
        dated=sum(row.date_raw is not None for row in found.rows),
        language=language or "",
        names_lists=found.names_lists,
    )


def _read_xml(request: ListRequest, content: bytes, url: str, language: str | None) -> ListPage:
    found = read_xml(content, url)
    if found is None:
        return ListPage(kind="xml")
    if found.kind == "store":
        source = content.decode("utf-8", "replace")
        page = read_tree(parse_page(f"<ul>{found.markup}</ul>", url), request, language=language)
        store = read_datastore(source, request)
        following = (store.following,) if store is not None and store.following is not None else ()
        return replace(page, kind="store", following=following, total=store.total if store else None, is_unread=False)
    return ListPage(
        kind=found.kind,
        rows=found.rows,
        order=_order(found.rows),
        dated=sum(row.date_raw is not None for row in found.rows),
        site_maps=found.site_maps,
    )
