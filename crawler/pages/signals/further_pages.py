"""Further pages of an article that stands on several: ``12_2.html``, ``/slug/2/``, ``?trang=2``, or all of it on one.

Only addresses that are made of the article's own count, and only under a label that speaks of pages; what a box of
other news pages through repeats the article's text, which tells it from a further page when it is read.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from crawler.pages.dom.tree import PageTree
from crawler.pages.hints import hint
from crawler.pages.lists.links import text_of
from crawler.pages.lists.pagers import NEXT_SIGNS, NEXT_WORDS
from crawler.pages.lists.scripts.pagers import find_script_pager

NUMBERED = re.compile(r"^\W*(?:第|trang|phần|page|p\.)?\s*(?P<number>\d{1,2})\s*页?\W*$", re.IGNORECASE)
WHOLE = re.compile(
    r"^\W*(?:(?:阅读|查看|显示|浏览|展开)?(?:全文|余下全文|全部内容)|单页(?:阅读|显示)"
    r"|(?:xem|đọc|hiển thị)\s+(?:toàn\s*(?:bộ|văn)|tất cả|một trang).{0,12})\W*$",
    re.IGNORECASE,
)
WHOLE_HINT = hint(WHOLE)
PAGE_NAMES = frozenset(("page", "p", "trang", "pn", "pageno", "pageindex", "paged"))
MAX_PAGES = 20


def further_pages(tree: PageTree, first: str) -> tuple[str, ...]:
    """Return the addresses of an article's other pages, in order, or the one of its whole text.

    *tree* is one of its pages, *first* the address of the first one.
    """
    if not _is_address(first):
        return ()
    numbered: dict[int, str] = {}
    for label, url in _candidates(tree, _name(first)):
        if WHOLE.match(label) and _is_variant(url, first):
            return (url,)
        number = _number_of(url, first)
        if number is None:
            continue
        said = NUMBERED.match(label)
        if said is not None:
            numbered.setdefault(int(said["number"]), url)
        elif NEXT_WORDS.match(label) or label in NEXT_SIGNS:
            numbered.setdefault(number, url)
    for number, url in _scripted(tree, first):
        numbered.setdefault(number, url)
    numbered.pop(1, None)
    pages = [url for number, url in sorted(numbered.items()) if number <= MAX_PAGES]
    return tuple(dict.fromkeys(url for url in pages if url not in {tree.url, first}))


def _name(first: str) -> str:
    """Return what every address that is made of the first page's has in it."""
    return urlsplit(first).path.rstrip("/").rpartition("/")[2].partition(".")[0]


def _is_address(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:  # such as a host in brackets that are not closed
        return False


def _candidates(tree: PageTree, name: str) -> Iterator[tuple[str, str]]:
    """Yield label and address of the links that may be made of the article's own; a page has hundreds of others."""
    says_whole = bool(name) or any(WHOLE_HINT.search(line.text.lower()) for line in tree.lines if line.link_chars)
    for anchor in tree.anchors:
        href = (anchor.element.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:")):
            continue
        # Behind a home page's address stands a number only in the query.
        if (name in href and (says_whole or "?" in href)) or href.startswith("?"):
            label = text_of(anchor.element)
            if not _speaks_of_pages(label):
                continue
            url = tree.absolute(href)
            if _is_address(url):
                yield label, url


def _speaks_of_pages(label: str) -> bool:
    """Whether a link's words are those of a pager; asked first, for to resolve an address takes longer."""
    return (
        WHOLE.match(label) is not None
        or NUMBERED.match(label) is not None
        or NEXT_WORDS.match(label) is not None
        or label in NEXT_SIGNS
    )


def _scripted(tree: PageTree, first: str) -> Iterator[tuple[int, str]]:
    """Yield what a script that writes the pager names."""
    name = _name(first)
    if tree.url != first or not name:
        return
    scripts = [one for one in tree.scripts if f"'{name}'" in one.text or f'"{name}"' in one.text]
    pager = find_script_pager(tree, scripts, first)
    if pager is None or pager.pages is None or not pager.following:
        return
    number = _number_of(pager.following[0], first)
    for at in range(pager.pages - 1 if number is not None else 0):
        yield at + 2, re.sub(r"\d+(?=\.\w+$|/?$)", str((number or 0) + at), pager.following[0])


def _number_of(url: str, first: str) -> int | None:
    """Return the number that *url* adds to the address of the first page, or None."""
    one, other = urlsplit(first), urlsplit(url)
    if one.netloc.removeprefix("www.") != other.netloc.removeprefix("www."):
        return None
    stem, dot, ending = one.path.rpartition(".")
    if not dot or "/" in ending:
        stem, ending = one.path.rstrip("/"), ""
    if one.query == other.query and stem:
        tail = rf"\.{re.escape(ending)}" if ending else "/?"
        mark = "_" if ending else "(?:/|/page/|/trang/|/trang-|/page-)"
        found = re.fullmatch(rf"{re.escape(stem)}{mark}(\d{{1,2}}){tail}", other.path)
        return int(found[1]) if found else None
    if one.path != other.path:
        return None
    own, added = parse_qsl(one.query), parse_qsl(other.query)
    extra = [(name, value) for name, value in added if (name, value) not in own]
    if len(extra) == 1 and extra[0][0].lower() in PAGE_NAMES and extra[0][1].isdigit() and set(own) <= set(added):
        return int(extra[0][1])
    return None


def _is_variant(url: str, first: str) -> bool:
    """Whether an address is made of the article's own with something added."""
    if url.partition("#")[0] == first.partition("#")[0]:
        return False
    stem = re.sub(r"(?:\.\w{2,5}|/)$", "", first.partition("?")[0])
    return url.startswith(stem) and len(url) - len(first) < 20
