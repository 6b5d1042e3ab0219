"""What a list page of an unknown office looks like: its system, its language, and the form of its article addresses."""

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from crawler.normalise.text.charset import decode_page
from crawler.pages import family_of
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.doubts import doubts_about, is_home_address
from crawler.pages.lists.pagers import find_next, page_number
from crawler.pages.lists.read import read_tree
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.rows import ListItem, links
from crawler.pages.signals.language import find_language
from crawler.pages.signals.parked import parked_words

LAST_SEGMENT = re.compile(
    r"^(?P<slug>.*?)(?P<mark>[-_]?[a-z]{0,2})(?P<number>\d{2,})?(?P<ending>\.\w{2,6})?$", re.IGNORECASE
)
MIN_TITLE_LENGTH = {"vi": 20, "zh": 7}
"""Characters of a link's text below which it is a menu entry rather than a headline."""
MIN_LINKS = 3
"""Links of one form that make a list."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What can be told of a list page without knowing the office."""

    url: str
    encoding: str
    language: str
    family: str
    title: str | None
    article_url: str | None
    """Regular expression for the addresses of articles, or None where no group of links looks like a list."""
    articles: tuple[ListItem, ...]
    next_url: str | None
    warnings: tuple[str, ...]
    """What a person should look at, as sentences."""


def survey(*, url: str, content: bytes, content_type: str | None = None) -> Survey:
    """Look at one list page; any bytes give a survey."""
    decoded = decode_page(content, content_type)
    tree = parse_page(decoded.text, url)
    language = find_language(tree)
    pattern, articles = _list_of(tree, MIN_TITLE_LENGTH[language])
    page = read_tree(tree, ListRequest(url), charset=decoded.encoding, language=language, source=decoded.text)
    following = page.following[0].url if page.following else None
    return Survey(
        url=url,
        encoding=decoded.encoding,
        language=language,
        family=family_of(tree),
        title=tree.page_titles[0].strip() if tree.page_titles else None,
        article_url=pattern,
        articles=articles,
        next_url=find_next(tree) or following,
        warnings=(*_parked(tree), *doubts_about(page, is_home=is_home_address(url))),
    )


def _parked(tree: PageTree) -> list[str]:
    words = parked_words(tree)
    return [f"It is a parked domain (“{words}”): nothing of an office stands there."] if words else []


def _list_of(tree: PageTree, shortest: int) -> tuple[str | None, tuple[ListItem, ...]]:
    """Return the form of address that most headlines share, and the links that have it."""
    host = urlsplit(tree.url).hostname
    here, _ = page_number(tree.url)
    groups: dict[str, dict[str, ListItem]] = defaultdict(dict)

    def is_wanted(address: str) -> bool:
        return urlsplit(address).hostname == host and page_number(address)[0] != here

    for link in links(tree, is_wanted):
        if len(link.title or "") >= shortest:
            groups[address_form(link.url)].setdefault(link.url, link)
    if not groups:
        return None, ()
    form, largest = max(groups.items(), key=lambda group: len(group[1]))
    return (form, tuple(largest.values())) if len(largest) >= MIN_LINKS else (None, ())


def address_form(url: str) -> str:
    """Return a regular expression for the addresses that are formed like *url*.

    >>> address_form("https://a.vn/tin-tuc/tiem-chung-dot-hai-31064")
    '^/[\\\\w-]+/[\\\\w.%-]+-\\\\d+$'
    >>> address_form("https://a.cn/xw/2024/0305/252261.shtml")
    '^/[\\\\w-]+/\\\\d+/\\\\d+/\\\\d+\\\\.shtml$'
    >>> address_form("https://a.vn/Trang/ChiTiet.aspx?nid=71")
    '^/[\\\\w-]+/ChiTiet\\\\.aspx\\\\?(?:.*&)?nid=\\\\d+'
    """
    parts = urlsplit(url)
    *folders, last = parts.path.rstrip("/").split("/")[1:] or [""]
    form = "".join((r"\d+/" if folder.isdigit() else r"[\w-]+/") for folder in folders)
    ids = [name for name, value in parse_qsl(parts.query) if value.isdigit() and name.lower().endswith("id")]
    if ids:
        return rf"^/{form}{re.escape(last)}\?(?:.*&)?{re.escape(ids[-1])}=\d+"
    return f"^/{form}{_form_of(last)}{'/?' if parts.path.endswith('/') else ''}$"


def _form_of(segment: str) -> str:
    match = LAST_SEGMENT.match(segment)
    if match is None:
        return r"[\w.%-]+"
    ending = re.escape(match["ending"] or "")
    if match["number"] is None:
        return rf"[\w%-]+{ending}"
    mark = match["mark"]
    is_mark = bool(mark) and (mark[0] in "-_" or not match["slug"])
    slug = r"[\w.%-]+" if match["slug"] or (mark and not is_mark) else ""
    return rf"{slug}{mark if is_mark else ''}\d+{ending}"
