"""Finds a page's rows by structure: siblings that are built alike, each of which leads to a page of its own.

No knowledge of the office is needed, and none of a system: what repeats, leads somewhere, and says a title or a date
is a list.  Menus repeat as well, so that groups are judged by what their rows say.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element

from crawler.normalise.addresses import address_key
from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.embedded import FRAMES
from crawler.pages.lists.boxes import is_beside
from crawler.pages.lists.dates import FULL, date_in, machine_date
from crawler.pages.lists.links import Link, find_links, text_of
from crawler.pages.lists.rows import MAX_LABEL_LENGTH, ListItem

MIN_TITLE_LENGTH = {"vi": 20, "zh": 7}
"""Characters of a title below which a row without a date is a menu entry rather than a headline."""
MAX_ROW_LENGTH = 2_000
"""Characters; what holds more text is not one row."""
MORE = re.compile(
    r"^[\W_]*(?:(?:xem|đọc)\s*(?:thêm|tiếp|chi tiết|tất cả|toàn bộ)?|chi tiết|tải (?:về|xuống)|download|xem"
    r"|more|read more|detail|view"
    r"|更多|查看(?:更多|详情|全文)?|详情|详细|阅读全文|全文|下载|点击(?:查看|下载)|打印"
    r"|amp|phiên bản amp|in|print)[\W_]*$",
    re.IGNORECASE,
)
VARIES = re.compile(r"\d+|\b(?:odd|even|first|last|active|current|alt|hover|on|new|top|hot|pinned|sticky)\b")
PINNED = re.compile(
    r"^\W*(?:[\[【(（]\s*(?:置顶|推荐|热点|热门|头条|最新|重要|图文|new|hot|mới|tin mới|ghim|quan trọng|nổi bật)"
    r"\s*[\]】)）]|置顶\s*[:：\s])\s*",
    re.IGNORECASE,
)
"""What lists put before the titles of rows that they keep on top."""
ROW_TAGS = frozenset(("li", "tr", "article", "dl", "dd", "dt"))


@dataclass(frozen=True, kw_only=True)
class RowGroup:
    """Rows that are built alike."""

    rows: tuple[ListItem, ...]
    beside: bool
    """Whether they stand in a menu, a side box or the page's foot."""
    dated: int
    """Rows that show a date."""
    titled: int
    """Rows whose title is as long as a headline's."""
    elements: tuple[_Element, ...]

    @property
    def weight(self) -> float:
        """How much it is a list of articles: dates and headlines count."""
        return (2 * self.dated + self.titled) * (0.1 if self.beside else 1.0)


def find_groups(tree: PageTree, language: str, charset: str = "utf-8") -> list[RowGroup]:
    """Return the groups of rows of a page, the likeliest list first."""
    links = list(find_links(tree, charset))
    inside: dict[_Element, list[Link]] = defaultdict(list)
    for link in links:
        inside[link.element].append(link)
        for parent in link.element.iterancestors():
            inside[parent].append(link)
    beside: dict[_Element, bool] = {}
    groups = [
        group
        for members in _alike(inside)
        if (group := _group(members, inside, tree, language, beside=is_beside(members[0], beside))) is not None
    ]
    return sorted(groups, key=lambda group: (group.weight, len(group.rows)), reverse=True)


def list_group(groups: Iterable[RowGroup], *, known: Collection[str] = (), fewest: int = 3) -> RowGroup | None:
    """Return the group that is the page's list, or None; rows whose `address_key` is in *known* (a menu's) count not.

    Most rows of a list have a date, or nearly all have a headline.
    """
    passed: list[RowGroup] = []
    for group in groups:
        rows = [row for row in group.rows if address_key(row.url) not in known]
        if not rows or group.weight <= 0 or (group.beside and group.dated < fewest):
            continue
        enough = len(rows) >= fewest or (group.dated >= len(group.rows) and not group.beside)
        if enough and (group.dated * 2 > len(group.rows) or group.titled * 4 >= len(group.rows) * 3):
            return _whole(group, passed)
        passed.append(group)
    return None


def _whole(group: RowGroup, passed: list[RowGroup]) -> RowGroup:
    """Return the group of which *group* is a piece: of two rows the one with a date, say."""
    urls = {row.url for row in group.rows}
    wider = (one for one in passed if not one.beside and urls < {row.url for row in one.rows})
    return next(wider, group)


def short_group(groups: Iterable[RowGroup], form: str) -> RowGroup | None:
    """Return the group that is the short last page of a list whose articles' addresses have *form*, or None."""
    for group in groups:
        if not group.beside and all(_has_form(row.url, form) for row in group.rows):
            return group
    return None


def _has_form(url: str, form: str) -> bool:
    parts = urlsplit(url)
    return re.search(form, f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None


def _alike(inside: dict[_Element, list[Link]]) -> list[list[_Element]]:
    """Return lists of elements that stand side by side, are built alike and hold links."""
    families: dict[tuple[_Element, str], list[_Element]] = defaultdict(list)
    for element in inside:
        parent = element.getparent()
        if parent is not None:
            families[(parent, _signature(element))].append(element)
    merged: dict[tuple[_Element | None, str], list[_Element]] = defaultdict(list)
    for (parent, signature), members in families.items():
        above = parent.getparent()
        merged[(above, f"{_signature(parent)}>{signature}")].extend(members)
    order = {element: at for at, element in enumerate(inside)}
    return [sorted(members, key=order.__getitem__) for members in merged.values()]


def _signature(element: _Element) -> str:
    names = element.get("class") or ""
    if element.tag == "li":
        names = ""  # the first of five, one kept on top, one with a picture: items of one list all the same
    return f"{element.tag}.{' '.join(sorted(VARIES.sub('', names).split()))}"


def _group(
    members: list[_Element], inside: dict[_Element, list[Link]], tree: PageTree, language: str, *, beside: bool
) -> RowGroup | None:
    rows: dict[str, ListItem] = {}
    elements = []
    chosen = set(members)
    here = address_key(tree.url)
    for member in members:
        row = _row(member, inside[member], chosen, language)
        if row is None or address_key(row.url) == here:
            continue
        known = rows.get(row.url)
        if known is None or (not known.title and row.title):
            rows[row.url] = row
        elements.append(member)
    if not rows:
        return None
    shortest = MIN_TITLE_LENGTH.get(language, 20)
    found = tuple(rows.values())
    return RowGroup(
        rows=found,
        beside=beside,
        dated=sum(row.date_raw is not None for row in found),
        titled=sum(len(row.title or "") >= shortest for row in found),
        elements=tuple(elements),
    )


def _row(member: _Element, links: list[Link], members: set[_Element], language: str) -> ListItem | None:
    """Read one row; None where it is no row: it holds too much, or leads to as many places as a list."""
    words = _words(member, members)
    if len(words) > MAX_ROW_LENGTH or len({link.url for link in links}) > MAX_ADDRESSES:
        return None
    link = max(links, key=_telling)
    title = _title(link, links, language)
    without = words.replace(title, " ") if title else words
    raw = machine_date(member) or _date(without, words)
    return ListItem(url=link.url, title=title or None, date_raw=clean_line(raw) if raw else None)


LABEL_END = re.compile(r"[:：|]")
MAX_ADDRESSES = 8
"""Different addresses in one row: title, picture, category, author, tags, files."""


def _date(without: str, words: str) -> str | None:
    found = FULL.search(without) or FULL.search(words)
    return " ".join(found[0].split()) if found else date_in(without)


def _said(element: _Element) -> str:
    """Return the words in an element without sentences that tell of a day, which is not the row's."""
    words = text_of(element)
    for piece in element.itertext():
        if len(piece) > MAX_LABEL_LENGTH:
            prose = " ".join(str(piece).split())
            day = FULL.search(prose)
            if day is not None and _is_told(prose[: day.start()], prose[day.end() :]):
                words = words.replace(prose, " ")
    return words


def _is_told(before: str, after: str) -> bool:
    """Whether a day between *before* and *after* is part of a sentence: no label before it, and no edge beside it."""
    is_labelled = bool(LABEL_END.search(before))
    return not is_labelled and bool(before.strip(" ([") or after[:1] in {",", "，"}) and bool(after.strip(" )]"))


def _words(member: _Element, members: set[_Element]) -> str:
    """Return what a row says, with what follows it up to the next row: flat lists put dates behind their links."""
    pieces = [_said(member), " ", member.tail or ""]
    if member.tag not in {"li", "tr", "article"}:
        node = member.getnext()
        while node is not None and node not in members and sum(map(len, pieces)) < MAX_ROW_LENGTH:
            if node.tag in {"a", "ul", "ol", "table", "nav"}:
                break
            pieces += [" ", _said(node) if isinstance(node.tag, str) else "", " ", node.tail or ""]
            node = node.getnext()
    return " ".join("".join(pieces).split())


def _telling(link: Link) -> tuple[bool, bool, int]:
    """A heading's link and the longest words are a row's own; "more" and a download are not."""
    says = link.text and not MORE.match(link.text)
    in_heading = any(
        parent.tag in {"h1", "h2", "h3", "h4", "h5"} for parent in (link.element, *link.element.iterancestors())
    )
    return bool(says), bool(says and in_heading), len(link.text)


def _title(link: Link, links: list[Link], language: str) -> str:
    own = clean_line(link.text, language)
    attribute = clean_line(link.element.get("title") or "", language)
    if attribute and (not own or own.endswith(("…", "...")) or len(attribute) > len(own) or MORE.match(own)):
        own = attribute
    if link.element.tag in (*ROW_TAGS, *FRAMES, "div") or not own or MORE.match(own):
        own = _longest_part(link.element, own, language)
    for other in links:
        if other.url == link.url and other is not link and not MORE.match(other.text) and len(other.text) > len(own):
            own = clean_line(other.text, language)
    return _without_date(own)


def _longest_part(element: _Element, own: str, language: str) -> str:
    """Return the longest cell of a row that is clickable as a whole, or the heading beside a link without words."""
    row = element
    if element.tag not in ROW_TAGS:
        row = next(
            (parent for parent in element.iterancestors() if parent.tag in ROW_TAGS or parent.tag == "div"), element
        )
    cells = ("td", "span", "p", "div", "dd", "b", "strong") if row.tag in ROW_TAGS or row is element else ()
    parts = [clean_line(text_of(part), language) for part in row.iter("h2", "h3", "h4", *cells)]
    parts = [part for part in parts if part and len(part) < MAX_ROW_LENGTH // 4 and not MORE.match(part)]
    return max(parts, key=len, default=own)


def _without_date(title: str) -> str:
    """Rows that are one link hold their date in it."""
    stripped = re.sub(rf"^\W*{FULL.pattern.replace('?P<', '?P<a_')}\W*", " ", title, flags=re.IGNORECASE)
    stripped = re.sub(rf"[\s\[(]*{FULL.pattern}[\])]?\s*$", " ", stripped, flags=re.IGNORECASE)
    return PINNED.sub("", clean_line(stripped)) or title
