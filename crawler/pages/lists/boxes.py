"""Tells what stands beside a page's matter (menu, side box, foot) from what only wraps it.

Names are read word by word: ``has-sidebar`` and ``content-sidebar-wrap`` hold the whole page,
``elementor-widget-container`` is put round everything, and ``no-nav`` says that there is none.
"""

import re

from lxml.etree import _Element

BESIDE = re.compile(
    r"(?:^|[\s_-])(?:aside|sidebar|side|footer|foot|header|nav|navbar|navigation|menu|breadcrumbs?|marquee|ticker|related"
    r"|popular|most\w*|hot\w*|lien-?quan|doc-?nhieu|xem-?nhieu|noi-?bat|quang-?cao|advert\w*|rank\w*|tuijian"
    r"|banner|slide\w*|swiper|carousel|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
CAPITAL = re.compile(r"(?<=[A-Za-z])(?=[A-Z][a-z])")
MENU = re.compile(r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|header|footer|foot|topbar)(?:$|[\s_-])", re.IGNORECASE)
BESIDE_TAGS = frozenset(("nav", "aside", "footer", "header"))
WRAPS = re.compile(
    r"(?:^|[_-])(?:entry|post|article|item|card|list|block)[_-]|(?:^|[_-])(?:no|has|with|without|is|not)[_-]"
    r"|[_-](?:wrap|wrapper|container|layout|page|body|main|content|enabled|active|left|right|none)$"
    r"|^(?:content|main|page|container|wrapper|body|site|layout)[_-]",
    re.IGNORECASE,
)


def is_beside(element: _Element, known: dict[_Element, bool]) -> bool:
    """Whether an element stands in a side box; answers are kept in *known*, since rows share their ancestors."""
    chain = []
    answer = False
    node: _Element | None = element
    while node is not None:
        if node in known:
            answer = known[node]
            break
        chain.append(node)
        if is_box(node):
            answer = True
            break
        node = node.getparent()
    known.update(dict.fromkeys(chain, answer))
    return answer


def is_box(node: _Element) -> bool:
    """Whether this very element is a menu, a side box or the page's head or foot."""
    if node.tag in {"body", "html", "main", "article"}:
        return False
    if node.tag in BESIDE_TAGS:
        return not _is_article_header(node)
    names = _names(node)
    return any(BESIDE.search(name) and not WRAPS.search(name) for name in names)


def _names(node: _Element) -> list[str]:
    """Return the names of an element, ``MenuControl`` as ``Menu-Control`` and ``thanhmenu`` as ``thanh-menu``."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return re.sub(r"(?<=[a-z])menu\b", "-menu", CAPITAL.sub("-", names)).split()


def is_menu(node: _Element) -> bool:
    """Whether this very element is a menu, or the page's head or foot: what stands in it leads to no article."""
    if not is_box(node):
        return False
    names = _names(node)
    return node.tag in {"nav", "footer", "header"} or any(MENU.search(name) for name in names)


def _is_article_header(node: _Element) -> bool:
    """A ``<header>`` inside an ``<article>`` is the head of one row, not of the page."""
    return node.tag == "header" and any(parent.tag == "article" for parent in node.iterancestors())
