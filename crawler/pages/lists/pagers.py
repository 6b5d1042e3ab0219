"""Which page of a list comes next, found by ordered candidates.

A label outlives a redesign and a link that differs only in its page number is evidence on its own, so these come before
any knowledge of a CMS.  The scripts that some systems write their page links with are read, never run.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.etree import _Element

from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import DATA, address_in

NEXT_WORDS = re.compile(
    r"^\W*(?:trang (?:sau|tiếp(?: theo)?|kế(?: tiếp)?)|(?:tin |bài )?(?:tiếp theo|kế tiếp)|tiếp|sau|xem tiếp"
    r"|(?:bài )?cũ hơn|下一?页|下頁|下一頁|后一?页|next(?: page)?|older(?: posts)?)\W*$",
    re.IGNORECASE,
)
NEXT_SIGNS = ("›", ">", "→", "»", ">>")
NEXT_PICTURE = re.compile(
    r"(?:^|[/_-])(?:next(?:[_-]?page)?|xia_?yi_?ye|xyy|trang[_-]?sau)\d?\.(?:gif|png|jpe?g|svg|webp)$", re.IGNORECASE
)
DISABLED = re.compile(r"\b(?:disabled|inactive|not-active)\b", re.IGNORECASE)
ADDRESS_IN_SCRIPT = re.compile(r"""['"]((?:https?:/)?/[^'"\s]+|[^'"\s]*\?[^'"\s]+)['"]""")
# createPageHTML(count, current, "index", "html"): count pages, the current one counted from 0 (or from 1).
TRS_PAGER = re.compile(
    r"""createPageHTML\(\s*['"]?(\d+)['"]?\s*,\s*['"]?(\d+)['"]?\s*,\s*['"](\w+)['"]\s*,\s*['"](\w+)['"]"""
)
PAGE_NAMES = re.compile(
    r"^(?:page|p|paged|trang|pageno|pagenum|pageindex|pagenumber|currpage|curpage|cur|.*_cur)$", re.IGNORECASE
)
PAGE_IN_PATH = (
    re.compile(r"^(?P<stem>.*?)(?P<mark>/page[/-]|/trang[/-]|/p/)(?P<number>\d{1,5})(?P<tail>/?)$", re.IGNORECASE),
    re.compile(
        r"^(?P<stem>.*?/(?:index|list|default|node))(?P<mark>[_-]?)(?P<number>\d{1,5})(?P<tail>\.\w{3,5})$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<stem>.*/[\w-]*[a-z])(?P<mark>_)(?P<number>\d{1,4})(?P<tail>\.\w{3,5})$", re.IGNORECASE),
)


def find_next(tree: PageTree) -> str | None:
    """Return the absolute address of the list's next page, or None where the page shows no further one."""
    return find_told_next(tree) or find_counted_next(tree)


def find_told_next(tree: PageTree) -> str | None:
    """Return the next page where a link says that it leads there."""
    return _first(tree, (_by_rel, _by_words))


def find_counted_next(tree: PageTree) -> str | None:
    """Return the next page where it can only be counted out, or an arrow points there."""
    return _first(tree, (_by_number, _by_trs_script, _by_sign))


def _first(tree: PageTree, rules: tuple[Callable[[PageTree], str | None], ...]) -> str | None:
    for rule in rules:
        address = rule(tree)
        if address and _is_other_page(address, tree.url):
            return address
    return None


def _is_other_page(address: str, current: str) -> bool:
    return address.startswith(("http://", "https://")) and address.partition("#")[0] != current.partition("#")[0]


def _by_rel(tree: PageTree) -> str | None:
    for element in tree.root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and not is_disabled(element):
            return _address(element, tree)
    return None


def _by_words(tree: PageTree) -> str | None:
    """A link that says "next page"; "xem tiếp" under each row says it as well, but leads to as many places."""
    found: list[str] = []
    for element in tree.root.iter("a"):
        pictures = [image.get("alt") or image.get("title") or "" for image in element.iter("img")]
        names = (_text(element), element.get("title") or "", element.get("aria-label") or "", *pictures)
        is_next = any(NEXT_WORDS.match(name.strip()) for name in names) or _is_next_picture(element)
        if is_next and not is_disabled(element):
            address = _address(element, tree)
            if address:
                found.append(address)
    if len(set(found)) > 1:
        stem, _ = page_number(tree.url)
        found = [address for address in found if page_number(address)[0] == stem]
    return found[0] if len(set(found)) == 1 else None


def _is_next_picture(element: _Element) -> bool:
    """Whether a link is a picture without a word whose file is named for the next page."""
    pictures = [image.get("src") or "" for image in element.iter("img")]
    return not _text(element) and any(map(NEXT_PICTURE.search, pictures))


def _by_number(tree: PageTree) -> str | None:
    """Of the links that differ from this page only in the page number, the one that is one higher."""
    stem, number = page_number(tree.url)
    for element in tree.root.iter("a"):
        address = _address(element, tree)
        if address and page_number(address) == (stem, number + 1):
            return address
    return None


def _by_trs_script(tree: PageTree) -> str | None:
    """TRS counts from 0 and names its pages index.html, index_1.html …; some sites count from 1, index_2.html next.

    Either way the next page has the script's number plus one.  Only the first page, by its bare name, tells which kind
    it is; on the others one page too many may be named, which the office answers with 404.
    """
    for script in tree.root.iter("script"):
        call = TRS_PAGER.search(script.text or "")
        if call is not None:
            count, current = int(call[1]), int(call[2])
            last = count - 1 if current == 0 else count
            return urljoin(tree.url, f"{call[3]}_{current + 1}.{call[4]}") if current < last else None
    return None


def _by_sign(tree: PageTree) -> str | None:
    """The first kind of arrow that is used at all: where both › and » stand, » leads to the last page."""
    for sign in NEXT_SIGNS:
        for element in tree.root.iter("a"):
            if _text(element) == sign and not is_disabled(element):
                return _address(element, tree)
    return None


def is_disabled(element: _Element) -> bool:
    """Return whether a link of a pager says that it leads nowhere."""
    parent = element.getparent()
    classes = (element.get("class") or "", (parent.get("class") or "") if parent is not None else "")
    return any(DISABLED.search(text) for text in classes) or element.get("aria-disabled") == "true"


def _text(element: _Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _address(element: _Element, tree: PageTree) -> str | None:
    """Return where a link leads; a link made by a script names its address in quotes."""
    href = (element.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")):
        source = (element.get("onclick") or "") + (href if href.startswith("javascript:") else "")
        quoted = ADDRESS_IN_SCRIPT.search(source)
        href = quoted[1].replace("\\u0026", "&") if quoted else address_in(source, tree)
        href = href or next((value for name in DATA if (value := element.get(name) or "")), "")
    address = tree.absolute(href) if href else ""
    return address if _is_address(address) else None


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:  # such as a host in brackets that are not closed
        return False
    return bool(text)


def page_number(url: str) -> tuple[str, int]:
    """Split the page number out of a list address: what is left, and the number (1 where it has none).

    >>> page_number("https://example.vn/tin-tuc?page=3")
    ('https://example.vn/tin-tuc', 3)
    >>> page_number("https://example.vn/tin-tuc/page/2/")
    ('https://example.vn/tin-tuc', 2)
    """
    parts = urlsplit(url)
    path, number = _number_in_path(parts.path)
    rest = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if PAGE_NAMES.match(name) and value.isdigit() and len(value) < 6:
            number = int(value)
        else:
            rest.append((name, value))
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/"), urlencode(rest), "")), number


def _number_in_path(path: str) -> tuple[str, int]:
    for pattern in PAGE_IN_PATH:
        match = pattern.match(path)
        if match:
            tail = match["tail"] if match["tail"].startswith(".") else ""
            return match["stem"] + tail, int(match["number"])
    return path, 1
