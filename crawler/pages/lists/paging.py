"""Where a list goes on: its next page, its last one, and how long it says that it is."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import Link, find_links, text_of
from crawler.pages.lists.pagers import find_counted_next, find_told_next, page_number
from crawler.pages.lists.postback import find_form_page, next_choice
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.called import find_called_request
from crawler.pages.lists.scripts.calls import GOES_TO, evaluate
from crawler.pages.lists.scripts.controls import has_script_control
from crawler.pages.lists.scripts.pagers import ScriptPager, find_script_pager
from crawler.pages.lists.scripts.requests import find_script_requests

COUNTS = (
    re.compile(r"(?:共(?:有)?|总共|合计|总计)\s*(?P<rows>\d{1,6})\s*(?:条|篇|项|个记录|条记录|则)"),
    re.compile(r"(?P<rows>\d{1,6})\s*条(?:记录|信息|数据)"),
    re.compile(
        r"(?:tổng(?:\s+số|\s+cộng)?|có|tìm thấy)\s*:?\s*(?P<rows>\d{1,6})\s*(?:tin|bài|bản ghi|kết quả|văn bản|mục)",
        re.IGNORECASE,
    ),
)
PAGE_COUNTS = (
    re.compile(r"第\s*(?P<current>\d{1,5})\s*页\W{0,6}共\s*(?P<pages>\d{1,5})\s*页"),
    re.compile(r"共\s*(?P<pages>\d{1,5})\s*页\W{0,6}(?:当前)?第\s*(?P<current>\d{1,5})\s*页"),
    re.compile(r"(?:共|总共?|分)\s*(?P<pages>\d{1,5})\s*页"),
    re.compile(r"(?:页(?:次|码)?|第)\s*[:：]?\s*(?P<current>\d{1,5})\s*/\s*(?P<pages>\d{1,5})\s*页?"),
    re.compile(
        r"trang\s*:?\s*(?P<current>\d{1,5})\s*(?:/|trên|trong(?: tổng số)?|của)\s*(?P<pages>\d{1,5})", re.IGNORECASE
    ),
)
LAST_WORDS = re.compile(
    r"^\W*(?:trang cuối|cuối(?: cùng)?|尾页|末页|最后一?页|last)\W*$|^(?:»»|>>\|?|>\||»\|)$", re.IGNORECASE
)
UNREAD = re.compile(
    r"createPageHTML|m_n(?:Page|Record)Count|\.pagination\s*\(|\.jpage\s*\(|laypage|\bpaginate\w*\s*\(|totalPages?\b|\bcountPage\b|load[-_]?more|infinite[-_]?scroll"
    r"|__doPostBack\([^)]*(?:page|pager)",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"^\W*(?:(?:tháng|thg)\s*\d{1,2}\s*[-/,]?\s*(?:năm\s*)?\d{4}|(?:19|20)\d{2}\s*[年/-]\s*\d{1,2}\s*月?|\d{1,2}\s*/\s*(?:19|20)\d{2})\W*(?:\(\d+\)\W*)?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"^\W*(?:năm\s*)?(?P<year>(?:19|20)\d{2})\s*年?(?:度)?\W*(?:\(\d+\)\W*)?$", re.IGNORECASE)
CHOSEN_VALUE = re.compile(
    r"this\.value|this\.options\[[^\]]*\]\.value|[\w.]+\.options\[[^\]]*\]\.value|\$\(this\)\.val\(\)"
)
MIN_MONTHS = 2
DOUBT = "doubt"
"""The rule of a page whose next one is asked for by a script that was not understood."""


@dataclass(frozen=True, kw_only=True)
class Paging:
    """What a list page says of the rest of its list."""

    following: tuple[ListRequest, ...] = ()
    """Ways to ask for the next page, the likeliest first; only one of them is right."""
    last: ListRequest | None = None
    archives: tuple[ListRequest, ...] = ()
    """Further parts of the list beside its pages, such as one for each month, in the page's order."""
    pages: int | None = None
    rows: int | None = None
    """Of the whole list, where the page tells."""
    is_unread: bool = False
    """Whether the page has a pager that was not understood."""
    by: str = ""
    """The rule that found the next page."""
    notes: tuple[str, ...] = field(default=())


def find_paging(tree: PageTree, request: ListRequest, charset: str = "utf-8") -> Paging:
    """Read the pager of the list page that answered *request*; any page gives a `Paging`."""
    text = "\n".join(line.text for line in tree.lines)
    rows = _first(COUNTS, text, "rows")
    pages = _first(PAGE_COUNTS, text, "pages")
    current = _first(PAGE_COUNTS, text, "current")
    script = find_script_pager(tree, tree.scripts, request.url, pages)
    if script is not None:
        rows, pages = script.rows or rows, script.pages or pages
    found, rule = _following(tree, request, script, charset)
    is_unread = rule == DOUBT or (not rule and script is None and _goes_on(tree, pages, current))
    return Paging(
        following=tuple(found),
        last=_last(tree, script, charset),
        archives=_archives(tree, charset),
        pages=pages,
        rows=rows,
        is_unread=is_unread,
        by=rule if found else "",
    )


def _goes_on(tree: PageTree, pages: int | None, current: int | None) -> bool:
    """Return whether a page on which no next one was found tells of one all the same."""
    if pages is not None and pages > (current or page_number(tree.url)[1]):
        return True
    if UNREAD.search(_scripts(tree)):
        return True
    return (pages is None or current is None) and has_script_control(tree)


def _scripts(tree: PageTree) -> str:
    return "\n".join(script.text for script in tree.scripts)


def _first(patterns: tuple[re.Pattern[str], ...], text: str, name: str) -> int | None:
    for pattern in patterns:
        found = pattern.search(text)
        if found is not None and name in pattern.groupindex and found[name]:
            return int(found[name])
    return None


def _following(
    tree: PageTree, request: ListRequest, script: ScriptPager | None, charset: str
) -> tuple[list[ListRequest], str]:
    told = find_told_next(tree)
    if told is not None:
        return [ListRequest(repaired_address(told, tree.base_url, charset))], "link"
    labelled = _by_label(tree, charset)
    if labelled is not None:
        return [ListRequest(labelled)], "number"
    link = find_counted_next(tree)
    if link is not None:
        return [ListRequest(repaired_address(link, tree.base_url, charset))], "link"
    asked = find_called_request(tree, charset)
    if asked.is_doubtful:
        return [], DOUBT
    if asked.request is not None:
        return ([asked.request] if asked.request.key != request.key else []), "call"
    if script is not None:
        return ([ListRequest(url) for url in script.following], "script")
    chosen = _by_choice(tree, charset)
    if chosen is not None:
        return [ListRequest(chosen)], "choice"
    posted = find_form_page(tree, request, charset)
    if posted is not None:
        return [posted], "form"
    loaded = find_script_requests(tree, request, charset)
    return (loaded, "request") if loaded else ([], "")


def _by_choice(tree: PageTree, charset: str) -> str | None:
    """Return where a box of page numbers leads when the number after the shown one is chosen."""
    for select in tree.root.iter("select"):
        value = next_choice(select, _shown_option(select, tree, charset))
        address = _chosen(select, value) if value else None
        if address:
            return repaired_address(address, tree.base_url, charset)
    return None


def _shown_option(select: _Element, tree: PageTree, charset: str) -> int:
    """Return the place of the option that leads to the page itself; the first one where none does."""
    for at, option in enumerate(select.iter("option")):
        address = _chosen(select, option.get("value") or "")
        if address and repaired_address(address, tree.base_url, charset) == tree.url:
            return at
    return 0


def _chosen(select: _Element, value: str) -> str | None:
    """Return the address that a box goes to when *value* is chosen, as its script puts it together."""
    goes = GOES_TO.search(select.get("onchange") or "")
    if goes is not None:
        source = CHOSEN_VALUE.sub("chosen", (select.get("onchange") or "")[goes.end() :])
        address = evaluate(source, {"chosen": value})
        return address if isinstance(address, str) else None
    return value if value.startswith(("/", "?", "http", "./")) else None


def _by_label(tree: PageTree, charset: str) -> str | None:
    """Of links that are numbers, the one after the page that is shown; files may be numbered in any order."""
    numbers: dict[_Element, list[tuple[int, str | None, bool]]] = {}
    links = {link.element: link for link in find_links(tree, charset)}
    for element in tree.root.iter("a", "span", "b", "strong", "em", "li", "font", "i", "td"):
        words = text_of(element)
        if not re.fullmatch(r"[\[(]?\d{1,4}[\])]?", words) or any(
            child.tag == "a" for child in element.iter() if child is not element
        ):
            continue
        block = _pager_block(element)
        if block is not None:
            link = links.get(element)
            marked = bool(re.search(r"current|active|selected|\bcur\b|\bon\b|now", _names(element)))
            numbers.setdefault(block, []).append((int(words.strip("[]()")), link.url if link else None, marked))
    for found in numbers.values():
        here = _shown_number(found, tree.url)
        for number, url, _ in found:
            if url is not None and number == here + 1 and len({one[0] for one in found}) > 1 and url != tree.url:
                return url
    return None


def _shown_number(found: list[tuple[int, str | None, bool]], own: str) -> int:
    """Return which of a pager's (number, link, is marked) is the page at *own*; a pager may leave just that one out."""
    for number, url, marked in found:
        if url is None or marked:
            return number
    shown = page_number(own)
    for number, url, _ in found:
        if url == own or (url is not None and (page_number(url), number) == (shown, shown[1])):
            return number
    numbers = {number for number, _, _ in found}
    gaps = [number + 1 for number in sorted(numbers) if number + 1 not in numbers and number + 2 in numbers]
    return gaps[0] if len(gaps) == 1 else shown[1]


def _pager_block(element: _Element) -> _Element | None:
    node = element.getparent()
    if node is not None and node.tag in {"li", "span", "td"}:
        node = node.getparent()
    return node


def _names(element: _Element) -> str:
    parent = element.getparent()
    return f"{element.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}".lower()


def _last(tree: PageTree, script: ScriptPager | None, charset: str) -> ListRequest | None:
    if script is not None and script.last:
        return ListRequest(script.last)
    stem, _ = page_number(tree.url)
    numbered: dict[int, str] = {}
    for link in find_links(tree, charset):
        if LAST_WORDS.match(link.text):
            return ListRequest(link.url)
        if link.text.isdigit() and page_number(link.url)[0] == stem:
            numbered[page_number(link.url)[1]] = link.url
    return ListRequest(numbered[max(numbered)]) if numbered else None


def _archives(tree: PageTree, charset: str) -> tuple[ListRequest, ...]:
    """Months that a list is cut into: links, or the choices of a box."""
    links: list[Link] = [link for link in find_links(tree, charset) if MONTH.match(link.text)]
    urls = list(dict.fromkeys(link.url for link in links))
    for option in tree.root.iter("option"):
        select = next(option.iterancestors("select"), None)
        if MONTH.match(text_of(option)) and select is not None:
            address = _chosen(select, (option.get("value") or "").strip())
            if address:
                urls.append(repaired_address(address, tree.base_url, charset))
    urls += _years(tree, charset)
    return tuple(ListRequest(url) for url in dict.fromkeys(urls)) if len(urls) >= MIN_MONTHS else ()


def _years(tree: PageTree, charset: str) -> list[str]:
    """Return the years that a list is cut into: links that say nothing but a year, which is in their address."""
    years: dict[str, str] = {}
    for link in find_links(tree, charset):
        found = YEAR.match(link.text)
        if found is not None and found["year"] in link.url:
            years.setdefault(found["year"], link.url)
    forms = {url.replace(year, "") for year, url in years.items()}
    return list(years.values()) if len(years) >= MIN_MONTHS and len(forms) == 1 else []
