"""Pagers that a script writes into the page: how many pages there are and what they are called.

The scripts are read, never run.  Every one of them tells a count and, somewhere, how an address is put together from
the number of a page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from crawler.pages.dom.model import Script
from crawler.pages.dom.tree import PageTree
from crawler.pages.hints import Guarded
from crawler.pages.lists.scripts.calls import Value, arguments, evaluate, global_values, members
from crawler.pages.lists.scripts.page_addresses import Addresses, page_addresses

CALL = re.compile(r"(?<!function )\b(?P<name>[A-Za-z_$][\w$.]*)\s*\(")
PAGER_CALL = re.compile(r"pag(?:e|ing|inat)|fenye|phan_?trang", re.IGNORECASE)
ENDING = re.compile(r"\.?(?P<ending>(?:s|j|x)?html?|jspx?|aspx?|php|do)", re.IGNORECASE)
STEM = re.compile(r"[\w./-]{1,200}")
STEM_NAMES = ("prefix", "hrefformer", "stem", "filename", "pagename", "listname", "name", "pageurl")
ENDING_NAMES = ("suffix", "hreflatter", "ext", "extension", "filetype", "pageext")
COUNT_NAMES = ("total", "size", "pagecount", "totalpage", "totalpages", "pages", "count", "countpage", "pagenum")
CURRENT_NAMES = ("current", "pno", "cur", "curr", "curpage", "currentpage", "nowpage", "index", "pageindex", "pageno")
MAX_CALL_LENGTH = 800
# What these find must begin a word (`_number` sees to it), and they are asked of text in lower case: the engine tries a
# pattern that begins with a letter only at that letter, which it cannot with `\b` or without regard to case.
PAGES = Guarded(
    re.compile(
        r"""(?:total_?pages?|page_?count|count_?page|pages?_?total|max_?page|all_?pages?|pages|pagenum(?:s|all)|sum_?page|last_?page)['"]?\s*[:=]\s*(?:number\(|parseint\()?['"]?(?P<n>\d{1,5})\b"""
    )
)
ROWS = Guarded(
    re.compile(
        r"""(?:total_?(?:rows?|records?|count|num|items?|size)?|record_?count|records|count|row_?count|items?_?count)['"]?\s*[:=]\s*(?:number\(|parseint\()?['"]?(?P<n>\d{1,6})\b"""
    )
)
PLUGIN_ROWS = Guarded(re.compile(r"""(?<=\.)pagination\(\s*['"]?(?P<n>\d{1,6})['"]?\s*,"""))
"""jQuery's plugin takes the number of rows first."""
SIZE = Guarded(
    re.compile(
        r"""(?:page_?size|per_?page|limit|(?:rows|items|num)_?per_?page|page_?rows|size)['"]?\s*[:=]\s*['"]?(?P<n>\d{1,4})\b"""
    )
)
CURRENT = Guarded(
    re.compile(
        r"""(?:cur(?:r(?:ent)?)?_?(?:page)?(?:_?(?:index|no|num))?|page_?(?:no|num|index|number)?|now_?page)['"]?\s*[:=]\s*['"]?(?P<n>\d{1,5})\b"""
    )
)
FIRST_NUMBER = re.compile(
    r"[\w.)]\s*(?:={2,3}\s*['\"]?(?P<same>[01])|<\s*(?P<below>[12])|<=\s*(?P<upto>[01]))['\"]?\s*[)?]"
)
"""How a script tells the first page, whose file has no number."""
PLUS_ONE = re.compile(
    r"\+\s*\(?\s*(?:parseInt\()?(?P<name>\w*(?:page|cur|trang|index)\w*)\)?\s*\+\s*1\b", re.IGNORECASE
)
FROM_ONE = re.compile(r"\.curr\b|getCurrent|laypage", re.IGNORECASE)
PAGER_WORDS = Guarded(
    re.compile(
        r"pagination|laypage|createPage|countPage|page_?count|total_?pages?|paging|pager|jump|callback|infinite|load_?more|page",
        re.IGNORECASE,
    )
)
ENDLESS = Guarded(re.compile(r"infinite|load_?more|scroll", re.IGNORECASE))
CALL_HINT = Guarded(PAGER_CALL)
MAX_PAGES = 20_000


@dataclass(frozen=True, kw_only=True)
class ScriptPager:
    """A pager that was read off a script."""

    pages: int | None
    rows: int | None
    following: tuple[str, ...]
    """Addresses of which one is the next page; empty on the last one."""
    last: str | None


def find_script_pager(
    tree: PageTree, scripts: Sequence[Script], url: str, pages: int | None = None
) -> ScriptPager | None:
    """Return the pager that one of *scripts*, the page's or some of them, writes, or None.

    *url* is the address that was asked for, *pages* what the page's words say of its number of pages.
    """
    for script in scripts:
        if script.text:
            found = _called(script, url) or _computed(script, tree, url, pages)
            if found is not None:
                return found
    return None


# Calls that name the files


def _called(script: Script, url: str) -> ScriptPager | None:
    """The call of TRS and its cousins, in whatever order they take the count, the shown page, stem and ending.

    TRS counts from 0 and names its pages index.html, index_1.html …; some sites count from 1, index_2.html next.
    Either way the next page has the script's number plus one.  Only the first page, by its bare name, tells which kind
    it is; on the others one page too many may be named, which the office answers with 404.
    """
    if not CALL_HINT.may_match(script.lowered):
        return None
    source = script.text
    for call in CALL.finditer(source):
        if PAGER_CALL.search(call["name"]) and not source[: call.start()].rstrip().endswith("function"):
            parts = arguments(source[call.end() : call.end() + MAX_CALL_LENGTH])
            known = global_values(source)
            told = _told_by_members(parts, known) or _told_in_order(parts, known)
            if told is not None:
                return _files(*told, url)
    return None


def _told_in_order(parts: list[str], known: Mapping[str, Value]) -> tuple[int, int, str, str, int | None] | None:
    values = [evaluate(part, known) for part in parts]
    for at, value in enumerate(values):
        if not isinstance(value, str) or not at:
            continue
        stem, ending = values[at - 1], ENDING.fullmatch(value)
        others = [*values[: at - 1], *values[at:]]
        numbers = [int(other) for other in others if other is not None and str(other).isdigit()]
        if ending and isinstance(stem, str) and STEM.fullmatch(stem) and len(numbers) > 1:
            rows = numbers[2] if len(numbers) > 2 else None
            return max(numbers[:2]), min(numbers[:2]), stem, ending["ending"], rows
    return None


def _told_by_members(parts: list[str], known: Mapping[str, Value]) -> tuple[int, int, str, str, int | None] | None:
    for part in parts:
        values = {name.lower(): evaluate(value, known) for name, value in members(part).items()}
        stem, ending = _member(values, STEM_NAMES, str), _member(values, ENDING_NAMES, str)
        pages, current = _member(values, COUNT_NAMES, int), _member(values, CURRENT_NAMES, int)
        kind = ENDING.fullmatch(str(ending)) if ending is not None else None
        if isinstance(stem, str) and kind and isinstance(pages, int):
            rows = _member(values, ("totalrecords", "records", "rows"), int)
            shown = current if isinstance(current, int) else 1
            return pages, shown, stem, kind["ending"], rows if isinstance(rows, int) else None
    return None


def _member(values: Mapping[str, Value | None], names: tuple[str, ...], kind: type[Value]) -> Value | None:
    return next((value for name in names if isinstance(value := values.get(name), kind)), None)


def _files(pages: int, current: int, stem: str, ending: str, rows: int | None, url: str) -> ScriptPager:
    last = pages - 1 if current == 0 else pages

    def address(number: int) -> str:
        return urljoin(url, f"{stem}_{number}.{ending}")

    return ScriptPager(
        pages=pages,
        rows=rows,
        following=(address(current + 1),) if current < last else (),
        last=address(last) if last > current else None,
    )


# Any other pager: a count, and addresses that are put together


def _computed(script: Script, tree: PageTree, url: str, stated: int | None) -> ScriptPager | None:
    source = script.text
    if not PAGER_WORDS.search(source, script.lowered):
        return None
    pages, rows = _counted(script)
    pages = pages or stated
    if pages is None and (rows or 0) <= 1 and not ENDLESS.search(source, script.lowered):
        return None
    for written, beside in page_addresses(source):

        def absolute(number: int, written: Addresses = written) -> str | None:
            address = written(number)
            return urljoin(tree.base_url, address) if address else None

        numbers = list(_numbers(script, beside, absolute, url, pages))
        if pages is not None and (pages > MAX_PAGES or not numbers):
            return ScriptPager(pages=pages, rows=rows, following=(), last=None)
        following = [address for number in numbers if (address := absolute(number)) and address != url]
        if following:
            last = absolute(pages) if pages else None
            return ScriptPager(pages=pages, rows=rows, following=tuple(following), last=last)
    return None


def _counted(script: Script) -> tuple[int | None, int | None]:
    """Return the number of pages and that of rows, where the script tells."""
    pages, size = _number(PAGES, script), _number(SIZE, script)
    rows = _number(ROWS, script) or _number(PLUGIN_ROWS, script)
    if pages is None and rows is not None and size:
        pages = -(-rows // size)
    if pages is not None and rows is not None and rows <= pages:
        rows = None  # of the pager's own buttons
    return pages, rows


def _numbers(script: Script, beside: str, absolute: Addresses, url: str, pages: int | None) -> Iterator[int]:
    """Yield the numbers that may be the next page's, the likeliest first; none on the last page."""
    here = _shown(absolute, url, pages)
    if here is not None:
        if pages is None or here < pages:
            yield here + 1
        return
    current = _number(CURRENT, script)
    if current is not None and pages is not None and current >= pages:
        return
    guesses = [] if current is None else [current + 1]
    if current is not None and _steps_itself(script.text, beside):
        guesses = [current, current + 1]
    first = FIRST_NUMBER.search(beside)
    if first is not None:
        told = first["same"] or first["upto"] or str(int(first["below"]) - 1)
        guesses.append(int(told) + 1)
    elif FROM_ONE.search(beside):
        guesses.append(2)
    # The lower one first: that leads to nothing or to the first page again, the higher one past a page.
    yield from dict.fromkeys((*guesses, *((1, 2) if pages else (2, 1))))


def _steps_itself(source: str, beside: str) -> bool:
    """Return whether an address adds one to the number of the page that is shown, as the script holds it."""
    added = PLUS_ONE.search(beside)
    return added is not None and re.search(rf"(?<![\w$.]){added['name']}\s*=\s*['\"]?\d", source) is not None


def _shown(absolute: Addresses, url: str, pages: int | None) -> int | None:
    """Return the number for which the script gives the address that was asked for."""
    numbers = [int(one) for one in re.findall(r"(?<!\d)\d{1,5}(?!\d)", url)]
    tried = [number + shift for number in numbers for shift in (0, 1, -1)]
    tried += [pages - number + shift for number in numbers if pages for shift in (0, 1)]
    return next((number for number in tried if number >= 0 and absolute(number) == url), None)


def _number(pattern: Guarded, script: Script) -> int | None:
    """Return the number that the first match at the beginning of a word has."""
    text = script.lowered
    found = pattern.pattern.finditer(text) if pattern.may_match(text) else ()
    return next((int(match["n"]) for match in found if _begins_word(text, match.start())), None)


def _begins_word(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return not (before.isalnum() or before == "_")
