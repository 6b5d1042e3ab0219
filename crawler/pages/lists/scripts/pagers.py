"""Pagers that a script writes into the page: how many pages there are and what they are called.

The scripts are read, never run.  Every one of them tells a count and, somewhere, the pieces of an address with the
page's number between them.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.pages.dom.tree import PageTree

SHORT_CALL = re.compile(
    r"""\bcreatePage\w*\(\s*['"]?(?P<pages>\d+)['"]?\s*,\s*['"]?(?P<current>\d+)['"]?\s*,\s*['"](?P<stem>[\w./-]+)['"]\s*,\s*['"]\.?(?P<ending>\w+)['"](?:\s*,\s*['"]?(?P<rows>\d+)['"]?)?""",
    re.IGNORECASE,
)
"""TRS: pages, the current one (counted from 0, or from 1), stem and ending of the files."""
LONG_CALL = re.compile(
    r"""\bcreatePage\w*\(\s*['"][\w#.-]+['"]\s*,\s*['"]?(?P<pages>\d+)['"]?\s*,\s*['"]?(?P<current>\d+)['"]?\s*,\s*['"](?P<stem>[\w./-]+)['"]\s*,\s*['"]\.?(?P<ending>\w+)['"](?:\s*,\s*['"]?(?P<rows>\d+)['"]?)?""",
    re.IGNORECASE,
)
"""Its cousins: the element that it is written into, pages, current, stem, ending, rows."""
PAGES = re.compile(
    r"""\b(?:total_?pages?|page_?count|count_?page|pages?_?total|max_?page|all_?pages?|pages|pageNum(?:s|All)|sum_?page|last_?page)['"]?\s*[:=]\s*(?:Number\(|parseInt\()?['"]?(?P<n>\d{1,5})\b""",
    re.IGNORECASE,
)
ROWS = re.compile(
    r"""\b(?:total_?(?:rows?|records?|count|num|items?|size)?|record_?count|records|count|row_?count|items?_?count)['"]?\s*[:=]\s*(?:Number\(|parseInt\()?['"]?(?P<n>\d{1,6})\b""",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"""\b(?:page_?size|per_?page|limit|rows_?per_?page|items_?per_?page|page_?rows|size|num_?per_?page)['"]?\s*[:=]\s*['"]?(?P<n>\d{1,4})\b""",
    re.IGNORECASE,
)
CURRENT = re.compile(
    r"""\b(?:cur(?:r(?:ent)?)?_?(?:page)?(?:_?(?:index|no|num))?|page_?(?:no|num|index|number)?|now_?page)['"]?\s*[:=]\s*['"]?(?P<n>\d{1,5})\b""",
    re.IGNORECASE,
)
# 'index_' + i + '.html', "?page=" + obj.curr, `list_${n}.shtml`
PIECES = re.compile(
    r"""(?P<q>['"])(?P<before>[^'"<>\s]{0,200}?)(?P=q)\s*\+\s*(?P<number>\(?\s*[A-Za-z_$][\w$.]*\s*(?P<shift>[+-]\s*1)?\s*\)?)\s*(?:\+\s*(?P<q2>['"])(?P<after>[^'"<>\s]{0,100}?)(?P=q2))?"""
)
MARKUP_PIECES = re.compile(
    r"""href=\\?['"](?P<before>[^'"<>\s\\]*)\\?(?P<q>['"])\s*\+\s*(?P<number>\(?\s*[A-Za-z_$][\w$.]*\s*(?:[+-]\s*1)?\s*\)?)\s*\+\s*(?P<q2>['"])(?P<after>[^'"<>\s\\]*)"""
)
"""The same within markup that a script writes."""
TEMPLATE = re.compile(
    r"""[`'"](?P<before>[^`'"<>\s]*?)(?:\$\{\s*[\w$.]+\s*\}|\{page\}|%d|\{0\}|__page__|\[page\])(?P<after>[^`'"<>\s]*)[`'"]"""
)
PAGE_PIECE = re.compile(
    r"(?:[_/-]|(?:page|trang|p|pageno|pagenum|pageindex|curpage|currpage|pn|paged|pg)=|/page/|list|index)$",
    re.IGNORECASE,
)
PAGE_VARIABLE = re.compile(r"page|trang|curr|\bi\b|\bn\b|\bp\b|\bnum\b|index|\bno\b|\bcur\b", re.IGNORECASE)
PAGER_WORDS = re.compile(
    r"pagination|laypage|createPage|countPage|page_?count|total_?pages?|paging|pager|jump|callback|infinite|load_?more|page",
    re.IGNORECASE,
)
MAX_PAGES = 20_000


@dataclass(frozen=True, kw_only=True)
class ScriptPager:
    """A pager that was read off a script."""

    pages: int | None
    rows: int | None
    following: tuple[str, ...]
    """Addresses of which one is the next page; empty on the last one."""
    last: str | None


def find_script_pager(tree: PageTree, url: str) -> ScriptPager | None:
    """Return the pager that a script of the page writes, or None; *url* is the address that was asked for."""
    for script in tree.scripts:
        if script.text:
            found = _called(script.text, url) or _pieced(script.text, tree, url)
            if found is not None:
                return found
    return None


def _called(source: str, url: str) -> ScriptPager | None:
    """The call of TRS and its cousins.

    TRS counts from 0 and names its pages index.html, index_1.html …; some sites count from 1, index_2.html next.
    Either way the next page has the script's number plus one.  Only the first page, by its bare name, tells which kind
    it is; on the others one page too many may be named, which the office answers with 404.
    """
    call = LONG_CALL.search(source) or SHORT_CALL.search(source)
    if call is None:
        return None
    pages, current = int(call["pages"]), int(call["current"])
    ending = call["ending"]

    def address(number: int) -> str:
        return urljoin(url, f"{call['stem']}_{number}.{ending}")

    last = pages - 1 if current == 0 else pages
    return ScriptPager(
        pages=pages,
        rows=int(call["rows"]) if call["rows"] else None,
        following=(address(current + 1),) if current < last else (),
        last=address(last) if last > current else None,
    )


def _pieced(source: str, tree: PageTree, url: str) -> ScriptPager | None:
    """Any other pager: a count beside the pieces of an address."""
    pieces = _pieces(source)
    pages, rows, size = (_number(pattern, source) for pattern in (PAGES, ROWS, SIZE))
    if pages is None and rows is not None and size:
        pages = -(-rows // size)
    if pages is not None and rows is not None and rows <= pages:
        rows = None  # of the pager's own buttons
    if pieces is None or not (pages or PAGER_WORDS.search(source)):
        return None
    if pages is None and not re.search(r"infinite|load_?more|scroll", source, re.IGNORECASE):
        return None
    before, after = pieces
    here = _page_of(url, before, after)
    current = here if here is not None else 1
    if pages is not None and (current >= pages or pages > MAX_PAGES):
        return ScriptPager(pages=pages, rows=rows, following=(), last=None)

    def address(number: int) -> str:
        return urljoin(tree.base_url, f"{before}{number}{after}")

    # A first page without a number may be followed by file 1 (counted from 0) or by file 2.
    is_file = bool(after) and before.endswith(("_", "-", "/"))
    numbers = [current + 1] if here is not None or not is_file else [2, 1]
    return ScriptPager(
        pages=pages,
        rows=rows,
        following=tuple(address(number) for number in numbers),
        last=address(pages) if pages else None,
    )


def _pieces(source: str) -> tuple[str, str] | None:
    """Return what stands before and after the page's number in its address."""
    for found in TEMPLATE.finditer(source):
        if _names_page(found["before"]) or re.search(r"page|trang", found[0], re.IGNORECASE):
            return found["before"].replace("\\/", "/"), found["after"].replace("\\/", "/")
    for found in (*PIECES.finditer(source), *MARKUP_PIECES.finditer(source)):
        if _names_page(found["before"]) and PAGE_VARIABLE.search(found["number"]):
            return found["before"].replace("\\/", "/"), (found["after"] or "").replace("\\/", "/")
    return None


def _names_page(before: str) -> bool:
    return bool(PAGE_PIECE.search(before)) and not before.startswith(("#", "."))


def _number(pattern: re.Pattern[str], source: str) -> int | None:
    found = pattern.search(source)
    return int(found["n"]) if found is not None else None


def _page_of(url: str, before: str, after: str) -> int | None:
    """Return the number that *url* has between the pieces of the pager's addresses."""
    parts = urlsplit(url)
    here = f"{parts.path}?{parts.query}" if parts.query else parts.path
    stem = before.rsplit("/", 1)[-1] if "/" in before and not before.endswith("/") else before.removeprefix(".")
    found = re.search(rf"{re.escape(stem)}(\d{{1,5}}){re.escape(after)}(?:$|[&?])", here) if stem else None
    return int(found[1]) if found is not None else None
