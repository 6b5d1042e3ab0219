"""What an office's pages link to beside articles: menus, headings of boxes and their "more", landing pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.discovery.hosts import OwnHosts
from crawler.discovery.labels import is_more, is_news, is_no_list, is_office, is_other
from crawler.normalise.addresses import address_key
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.boxes import is_box, is_menu
from crawler.pages.lists.groups import MIN_TITLE_LENGTH
from crawler.pages.lists.links import Link, find_links, text_of

MAX_LABEL_LENGTH = 60
MAX_UNNAMED = 12
"""Pictures without a word that are taken for a menu."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "dt", "caption", "legend")
MOVING = ("marquee", "ticker", "slide", "swiper", "carousel", "hot", "noi-bat")
HEADING_NAME = re.compile(r"(?:^|[-_])(?:title|tit|heading|head|tieu-?de)(?:$|[-_])")
NUMBER = re.compile(r"\d{3,}")
COPY = re.compile(r"(?:www\d*|old|cu|bak|backup|m|wap|mobile|en|eng|test|dev|beta)\d*\.", re.IGNORECASE)
"""Hosts of other views of a site: older, smaller, foreign."""
NEWS_HOST = re.compile(r"(?:news|tin(?:-?tuc)?|thong-?bao|van-?ban|xw(?:zx)?|xinwen|zwgk|xxgk|tzgg)\.", re.IGNORECASE)
BOX, NEWS, MENU, OTHER = 4.0, 3.0, 2.0, 0.5
"""Scores of what may be a list: the heading of a box with rows, a label of news, a menu entry, any short link."""


@dataclass(frozen=True)
class MenuEntry:
    """A link that may lead to a list."""

    url: str
    label: str
    score: float
    found_by: str
    is_menu: bool


def entries(tree: PageTree, hosts: OwnHosts, language: str, charset: str = "utf-8") -> Iterator[MenuEntry]:
    """Yield the links of a page that may lead to lists, and those of menus that do not (score 0), in document order."""
    shortest = MIN_TITLE_LENGTH.get(language, 20)
    links = list(find_links(tree, charset))
    headlines = {link.url for link in links if len(link.text) >= shortest}
    for link in links:
        if not hosts.has(link.url):
            continue
        label = _label(link)
        place = _place(link.element)
        if place == "moving" or not label:
            continue
        if is_more(label) and link.url in headlines:
            continue  # a row's own
        if is_more(label):
            label, place = _heading_of(link.element) or label, "box"
        is_named = bool(place) or (is_news(label) and not NUMBER.search(urlsplit(link.url).path))
        if len(label) > (2 if is_named else 1) * shortest and not (place == "menu" and is_other(label)):
            continue  # a headline, whatever it speaks of
        if len(label) > MAX_LABEL_LENGTH:
            continue
        parts = urlsplit(link.url)
        score = 0.0
        if (
            not is_no_list(parts.path, parts.query)
            and not is_nothing(label)
            and not _is_under_other(link.element, label)
        ):
            score = {"box": BOX, "menu": MENU}.get(place, OTHER)
            score = max(score, NEWS + (place == "menu") / 2) if is_news(label) else score
        yield MenuEntry(
            link.url,
            label,
            score,
            {"box": "box", "menu": "menu"}.get(place, "link"),
            place == "menu" or (score == 0.0 and len(label) < shortest),
        )


def unnamed_entries(tree: PageTree, hosts: OwnHosts, charset: str = "utf-8") -> list[MenuEntry]:
    """Return the links that are pictures without a word, for a page whose menu is made of them.

    A picture beside a headline that leads to the same page is that article's.
    """
    links = [link for link in find_links(tree, charset) if hosts.has(link.url) and link.element.tag in {"a", "area"}]
    named = {address_key(link.url) for link in links if _label(link)} | {address_key(tree.url)}
    found: dict[str, MenuEntry] = {}
    for link in links:
        parts = urlsplit(link.url)
        is_plain = not is_no_list(parts.path, parts.query) and _place(link.element) != "moving"
        if address_key(link.url) not in named and is_plain and parts.path not in {"", "/"}:
            found.setdefault(link.url, MenuEntry(link.url, "", MENU, "picture", True))
    return list(found.values())[:MAX_UNNAMED]


def is_nothing(label: str) -> bool:
    """Whether a label names what is no list, whatever the page behind it looks like."""
    return is_other(label) or is_office(label)


def column_hosts(tree: PageTree, hosts: OwnHosts, charset: str = "utf-8", *, is_frame: bool = False) -> list[str]:
    """Return addresses on hosts below the office's own that its menu, or their name, calls news: columns of its own.

    *is_frame*: whether the page stands in a frame of the front page, and may be the menu itself.
    """
    return [
        link.url
        for link in find_links(tree, charset)
        if hosts.has_below(link.url) and not hosts.has(link.url) and _is_column(link, is_frame=is_frame)
    ]


def _is_column(link: Link, *, is_frame: bool) -> bool:
    host = urlsplit(link.url).hostname or ""
    if COPY.match(host):
        return False
    label, is_named = _label(link), NEWS_HOST.match(host) is not None
    if is_named and (is_frame or is_more(label)):
        return True
    return (is_named or is_news(label)) and _place(link.element) == "menu"


def menu_keys(found: list[MenuEntry], tree: PageTree) -> set[str]:
    """Return the `address_key` of what a page's menus lead to; these are no articles."""
    return {address_key(entry.url) for entry in found} | {address_key(tree.url)}


def _label(link: Link) -> str:
    if link.text:
        return link.text
    pictures = [image.get("alt") or "" for image in link.element.iter("img", "area")]
    return (link.element.get("title") or next(iter(pictures), "")).strip()


def _place(element: _Element) -> str:
    """Return ``menu``, ``box`` (the heading of a box with rows), ``moving`` (a ticker or slider) or nothing."""
    if element.tag == "area":
        return "menu"  # a picture of one
    for node in (element, *element.iterancestors()):
        names = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
        if node.tag == "marquee" or any(word in names for word in MOVING):
            return "moving"
        if node.tag in HEADINGS or any(HEADING_NAME.search(name) for name in names.split()):
            return "box" if _has_rows(node) else ""
        if node.tag in {"li", "tr"} and not _in_menu(node):
            return ""
        if is_menu(node):
            return "menu"
        if is_box(node):
            return ""
        if node.tag in {"body", "html"}:
            break
    return ""


def _in_menu(element: _Element) -> bool:
    return any(is_menu(node) for node in element.iterancestors())


def _has_rows(heading: _Element) -> bool:
    """Whether several other links follow in the box that a heading stands over."""
    box = heading.getparent()
    for _ in range(2):
        if box is None or box.tag == "body":
            return False
        links = sum(1 for node in box.iter("a", "tr", "li") if node.get("href") or node.get("onclick"))
        own = sum(1 for node in heading.iter("a", "span") if node.get("href") or node.get("onclick"))
        if sum(1 for node in box.iter(heading.tag) if node.get("class") == heading.get("class")) > 1:
            return False  # rows have headings as well
        if links - own >= 2:
            return True
        box = box.getparent()
    return False


def _heading_of(element: _Element) -> str:
    """Return the words over the box whose "more" *element* is: what stands before it in its line, or a heading."""
    node = element
    for _ in range(4):
        box = node.getparent()
        if box is None or box.tag in {"body", "html"}:
            return ""
        words = _words_before(node) or _nearest_heading(box, element)
        if words:
            return words[:MAX_LABEL_LENGTH]
        node = box
    return ""


def _words_before(node: _Element) -> str:
    """Return the words of what stands before *node* in its parent, where they are as few as those of a heading."""
    siblings = [one for one in node.itersiblings(preceding=True) if isinstance(one.tag, str)]
    words = " ".join(filter(None, map(text_of, reversed(siblings))))
    return words if 1 < len(words) <= MAX_LABEL_LENGTH // 2 and _is_name(words) else ""


def _nearest_heading(box: _Element, element: _Element) -> str:
    """Return the words of the last heading before *element* in its box, or of the first one behind it."""
    before, behind, is_behind = "", "", False
    for node in box.iter():
        if node is element:
            is_behind = True
        names = f"{node.get('class') or ''}".lower().split() if isinstance(node.tag, str) else []
        if node.tag in HEADINGS or any(name in {"title", "tit", "heading"} for name in names):
            words = text_of(node)
            if words and _is_name(words):
                before, behind = (before, behind or words) if is_behind else (words, behind)
    return before or behind


def _is_name(words: str) -> bool:
    """Whether words may name a box; "more" names none, and the office's name stands over the whole page."""
    return not is_more(words) and not is_office(words)


def _is_under_other(element: _Element, label: str) -> bool:
    """Whether a menu entry hangs under one that is about the office itself."""
    if is_news(label):
        return False
    own = next((node for node in (element, *element.iterancestors()) if node.tag in {"li", "dd"}), None)
    for node in own.iterancestors() if own is not None else ():
        if node.tag in {"li", "dl"}:
            head = next((text_of(child) for child in node.iter("a", "span", "dt")), "")
            if is_other(head):
                return True
    return False
