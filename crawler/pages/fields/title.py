"""The headline as the page shows it.

What metadata say of the title is compared with the lines that a reader sees: the line that both agree on is the
headline.  Where the metadata are useless (the site's name, spam) the markup decides: heading level, a class that says
title, emphasis, a date or the text right below.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.normalise.text.spam import is_spam_line
from crawler.pages.dom.elements import block_around
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.metadata import Found, Metadata
from crawler.pages.vocabulary import DATE_LABEL, FOOTER, META_WORD, SIDE_HEADING, folded

LONG = {"zh": 40, "vi": 110}
"""Characters from which a line counts as running text."""
LONGEST = 220
SHORTEST = 4
"""Letters of a part of the `<title>` element that may stand for the headline unseen."""
SURE = 4.5
"""From this weight a line is believed to be the headline; below it metadata are asked first."""
POSSIBLE = 1.0
HEADING_WEIGHTS = (0.0, 4.0, 2.5, 1.5, 1.0, 1.0, 1.0)
"""By level; the first is for a line that is no heading."""
NEARLY = 4.0
"""A line of the same text that weighs less by no more than this is the headline too."""

TITLE_NAME = re.compile(
    r"title|tieu-?de|headline|biaoti|(?:^|[\s_-])(?:tit|bt|ten-?(?:bai|tin)|trich-?yeu|subject)(?:$|[\s_-])"
)
OTHER_NAME = re.compile(
    r"site|logo|banner|menu|navbar|(?:^|[\s_-])nav(?:$|[\s_-])|crumb|widget|module-|mod-|portlet-(?:title|topper)|side|foot|sub-?title|sapo|related|other|"
    r"recommend|(?:^|[\s_-])(?:hot|rank|lead|path|tabs?|block|box)(?:$|[\s_-])|copyright|comment|weizhi"
)
SEPARATOR = re.compile(
    r"\s+[-–—|·»>:]+\s+|[_|｜»]+|\s*--+\s*|\s::\s|―+"
    r"|(?<=[\u3000-\u9fff\"”）)!？?！\d%])\s*[-－–—]+\s*(?=[\u4e00-\u9fff《])|(?<=[^\W\d_])\s-(?=[^\W\d_])"
)
_OFFICES = ("政府", "委员会", "委員會", "管理局", "总局", "研究所", "医院", "疾控中心")
SITE_NAME = re.compile(
    "|".join(rf"{office}(?:网站|官网|门户网站)?$" for office in _OFFICES)
    + r"|网$|網$|门户|門戶|频道$|頻道$|新闻中心$|新聞中心$|首页$|主页$|在线$"
    r"|online(?<=\bonline)$|\.(?:com|cn|vn|net|org)\b"
)
"""Searched in small letters, like what follows; every alternative begins with a letter, to which the engine skips."""
SITE_START = re.compile(
    r"(?:cổng|trang)\s+(?:thông\s+tin|tin|điện\s+tử|chủ|web)|(?:website|báo|tạp\s+chí)\s",
)
OFFICE_NAME = re.compile(
    r"^(?:sở\s|bộ\s|ubnd|ủy\s+ban|uỷ\s+ban|bệnh\s+viện|bvđk|trung\s+tâm|chi\s+cục|cục\s|tổng\s+cục|viện\s|cdc\b|trạm\s+y\s+tế|phòng\s|đảng\s+(?:bộ|ủy)|tỉnh\s+(?:ủy|đoàn)|báo\s)",
    re.IGNORECASE,
)
NOT_A_TITLE = re.compile(
    r"^\W*(?:trang\s+(?:chủ|nhất)|home|首页|您(?:现在|当前)?(?:所在)?的?(?:位置|所在)|当前位置|bạn\s+đang\s+ở|đăng\s+nhập|đường\s+dây\s+nóng|hotline|chào\s+mừng|欢迎"
    r"|cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\W+tự\s+do\W+hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam\W*$)"
    r"|(?:来源|作者|责任编辑|浏览次数|点击数?|lượt\s+(?:xem|đọc)|nguồn(?:\s+tin)?|tác\s+giả)\s*[:：]"
)
VIEWER_TITLE = re.compile(
    r"\W*(?:pdf\.?js\b.{0,20}viewer|pdf\s+(?:viewer|reader|document)|(?:document|doc|google\s+docs)\s+viewer)\W*",
    re.IGNORECASE,
)
"""What a program that shows files calls its own page."""
DATE_FIGURES = re.compile(
    r"[\dtT](?:(?<=\d)(?:\d?\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}|\d{3}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}|月))"
    r"|(?<=[tT])(?:háng|HÁNG)\s+\d{1,2})"
)
LARGE_SIZES = frozenset("4567")
LARGE_STYLE = re.compile(
    r"font-size\s*:\s*(?:x-large|xx-large|1[89]px|[2-4]\dpx|1[5-9](?:\.\d)?pt|[2-3]\dpt|1\.[5-9]\d*r?em|2(?:\.\d+)?r?em)",
    re.IGNORECASE,
)
NUMBER_ONLY = re.compile(
    r"^\s*(?:số\s*:?\s*)?\d{1,5}[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\wĐđ&-]*\s*$|^[\u4e00-\u9fff]{1,12}[〔\[(（【]\d{4}[〕\])）】]\s*第?\d+\s*号$",
    re.IGNORECASE,
)
BEFORE = re.compile(r"^[\s》>»›・·•■◆●▪★※\-–—|]+(?=\w|[“\"《「『【(（])")
CRUMBS = re.compile(r"^[^》〉»]{2,30}\s?[〉»]\s?(?:[^〉»]{2,30}\s?[〉»]\s?)+")
"""The path to the page, where it stands in one line with the headline."""
AFTER = re.compile(r"\s*[【\[(（]\s*\d{1,2}:\d{2}(?::\d{2})?\s*[】\])）]\s*$|[\s|»>]+$")
HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:#|index\.\w+|default\.\w+|home/?)?$", re.IGNORECASE)
NOT_LETTERS = re.compile(r"[\W_]+")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Title:
    """The headline, where it stands, and what else claimed to be it."""

    text: str
    rule: str
    first: int | None = None
    """Index of its (first) line, None where only metadata have it."""
    last: int | None = None
    others: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class _Claims:
    """What metadata say of the title, folded for comparison."""

    trusted: tuple[tuple[str, Found], ...]
    document: str
    """The `<title>` element, empty where it only names the site."""
    cut: frozenset[str]
    """The claims without the names of section and site."""
    raw: str
    """All claims as written, white space out."""
    sites: frozenset[str]
    spam: frozenset[str]
    """Titles that a hijacker wrote."""


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """Return what two writings of one title have in common: letters and digits, lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return NOT_LETTERS.sub("", text.lower())


def find_title(
    tree: PageTree, metadata: Metadata, language: str, candidates: Sequence[str] = (), spam: Sequence[str] = ()
) -> Title | None:
    """Return the page's headline.

    *candidates* are CSS selectors of the family, tried first; *spam* are titles that a hijacker wrote.
    """
    claims = _claims(metadata, spam)
    judge = _Judge(tree, claims, _selected(tree, candidates), _text_start(tree, language, claims.spam))
    weighed = [
        (judge.score(line), line) for line in tree.lines if 2 <= len(line.text) <= LONGEST and judge.may_win(line)
    ]
    best = _first_of_best(weighed)
    if best is not None and best[0] >= SURE:
        return _joined(tree, best[1], claims)
    stated = _from_metadata(metadata, claims)
    if stated is None and best is not None and best[0] >= POSSIBLE and not _inside_text(tree, best[1], language):
        return _joined(tree, best[1], claims)
    return stated


def _inside_text(tree: PageTree, index: int, language: str) -> bool:
    """Tell whether several lines of some length precede the line: then it is more likely one of them."""
    before = [line for line in tree.lines[:index] if line.link_share < 0.3 and len(line.text) >= LONG[language] // 2]
    return len(before) > 3


def _first_of_best(weighed: list[tuple[float, Line]]) -> tuple[float, int] | None:
    """Return weight and index of the best headline; where its text stands above it already, of the first such line."""
    ranked = sorted(weighed, key=lambda pair: (-pair[0], pair[1].index))
    score, best = next((pair for pair in ranked if _plausible(pair[1])), (0.0, None))
    if best is None:
        return None
    text = bare(best.text)
    for other, line in weighed:
        if line.index >= best.index:
            break
        if score - other <= NEARLY and bare(line.text) == text and _plausible(line):
            return score, line.index
    return score, best.index


def without_site(text: str, sites: frozenset[str] = frozenset()) -> str | None:
    """Return the part of a `<title>` that is the headline; None when all of it names the site."""
    parts = [part.strip() for part in SEPARATOR.split(text) if part and part.strip()]
    return next((part for part in parts if len(bare(part)) >= SHORTEST and not _names_site(part, sites)), None)


def is_document_number(text: str) -> bool:
    """Tell whether a line is only the number of a paper, such as 12/KH-SYT."""
    return ("/" in text or "号" in text) and NUMBER_ONLY.match(text) is not None


def _names_site(part: str, sites: frozenset[str]) -> bool:
    words = part.lower()
    if bare(part) in sites or SITE_START.match(words) or SITE_NAME.search(words):
        return True
    return OFFICE_NAME.match(words) is not None and len(part.split()) <= 8


def _claims(metadata: Metadata, hijacked: Sequence[str]) -> _Claims:
    spam = frozenset(map(bare, hijacked))
    sites = frozenset(bare(found.value) for name in ("site", "column") for found in metadata.find(name)) - {""}
    stated = [
        found
        for found in metadata.find("title")
        if bare(found.value) not in spam and not _is_no_headline(found.value, metadata)
    ]
    trusted = tuple((bare(found.value), found) for found in stated if bare(found.value))
    document = metadata.document_title or ""
    if bare(document) in spam or _is_no_headline(document, metadata) or without_site(document, sites) is None:
        document = ""
    raw = SPACE.sub("", "\n".join([document, *(found.value for found in stated)]))
    cut = frozenset(bare(without_site(text, sites) or "") for text in (document, *(found.value for found in stated)))
    return _Claims(trusted, bare(document), cut - {""}, raw, sites, spam)


def _is_no_headline(title: str, metadata: Metadata) -> bool:
    return VIEWER_TITLE.fullmatch(title.strip()) is not None or _is_word_list(title, metadata)


def _is_word_list(title: str, metadata: Metadata) -> bool:
    """A list of search words is no headline, least of all one that is keywords and description as well."""
    words = {metadata.meta.get("keywords", "").strip(), metadata.meta.get("description", "").strip()} - {""}
    parts = len(re.findall(r"[,，、|_]", title))
    return parts >= 6 or (parts >= 3 and words == {title.strip()})


def _selected(tree: PageTree, candidates: Sequence[str]) -> frozenset[int]:
    """Return the lines under the first selector of the family that shows text."""
    for css in candidates:
        lines: set[int] = set()
        for element in tree.select(css):
            block = block_around(tree, element)
            lines.update(range(block.first, block.last))
        if lines:
            return frozenset(lines)
    return frozenset()


def _text_start(tree: PageTree, language: str, spam: frozenset[str]) -> int:
    """Return the index of the first line of the largest run of text, or of the longest line; spam is no text."""
    first: dict[int, int] = {}
    mass: dict[int, int] = {}
    longest: Line | None = None
    for line in tree.lines:
        if line.hidden or line.link_share >= 0.3 or line.heading or (spam and bare(line.text) in spam):
            continue
        if longest is None or len(line.text) > len(longest.text):
            longest = line
        if len(line.text) >= LONG[language] and not FOOTER.search(line.text.lower()):
            alone = line.block.last - line.block.first <= 1
            block = line.block.parent if alone and line.block.parent is not None else line.block
            first.setdefault(block.index, line.index)
            mass[block.index] = mass.get(block.index, 0) + len(line.text)
    if mass:
        return first[max(mass, key=lambda index: (mass[index], -index))]
    return longest.index if longest is not None else len(tree.lines)


def _plausible(line: Line) -> bool:
    """Tell whether a line could be a headline at all."""
    words = folded(line.text)
    if not any(map(str.isalpha, words)):
        return False
    if len(words) < 60 and DATE_FIGURES.search(words) and DATE_LABEL.match(words.lstrip("([（【 ")):
        return False
    if NOT_A_TITLE.search(words) or is_spam_line(words):
        return False
    return not ((len(words) < 24 and SIDE_HEADING.match(words)) or (len(words) < 14 and META_WORD.match(words)))


class _Judge:
    """Weighs each line of one page."""

    def __init__(self, tree: PageTree, claims: _Claims, named: frozenset[int], start: int) -> None:
        self.tree = tree
        self.claims = claims
        self.named = named
        self.start = start
        self.seen = Counter([line.text for line in tree.lines])
        self.trusted = frozenset(claim for claim, _ in claims.trusted)
        self.dated: dict[int, bool] = {}
        """Whether a line, by its index, holds the figures of a date: neighbours ask for the same ones."""

    def may_win(self, line: Line) -> bool:
        """Tell cheaply whether a line is worth weighing: no link and before the text, or known to metadata."""
        if self.claims.spam and bare(line.text) in self.claims.spam:
            return False
        before = line.index <= self.start and (line.link_share <= 0.8 or line.heading == 1)
        return before or line.text[:3] in self.claims.raw

    def score(self, line: Line) -> float:
        """Return how much speaks for this line; only lines before the text can win without a claim."""
        claimed = self.claimed(line)
        if line.index > self.start and claimed < 6:
            return 0.0
        value = claimed + self.markup(line) + self.place(line)
        if line.index in self.named:
            value += 6
        if line.hidden:
            value -= 5
        return value

    def claimed(self, line: Line) -> float:
        """Agreement with metadata: 0 to 10, or less than nothing for the name of the site."""
        text = bare(line.text)
        if not text:
            return 0.0
        if text in self.trusted:
            return 10.0
        if text in self.claims.sites:
            return -6.0
        if text in self.claims.cut:
            return 9.5
        return max(_overlap(text, claim) for claim in (self.claims.document, *self.trusted))

    def markup(self, line: Line) -> float:
        """What the elements around the line say it is."""
        value = HEADING_WEIGHTS[line.heading]
        names = " ".join([block.ident for block in _near(line.block) if block.ident])
        if names:
            value += _named(names)
        if line.block.element.get("itemprop") == "headline":
            value += 6.0
        if line.emphasised:
            value += 1.0
        if line.centred:
            value += 0.5
        if self.tree.sets_type and _large(line):
            value += 1.5
        if line.link_share > 0.8:
            value -= 7.0 if self.leads_home(line) else 3.5
        return value

    def leads_home(self, line: Line) -> bool:
        """Tell whether the line is a link to the front page, as a site's name is."""
        anchors = (anchor.element for anchor in self.tree.anchors if anchor.line == line.index)
        return any(HOME.match(anchor.get("href") or "") for anchor in anchors)

    def place(self, line: Line) -> float:
        """Where the line stands: near the text, above a date, not repeated all over the page."""
        value = 2.0 if self.dated_below(line) else 0.0
        if self.bare_date_below(line):
            value += 1.5
        if self.leads_to_text(line):
            value += 1.5
        size = len(line.text)
        if size < 4:
            value -= 3.0
        if size > 150 or line.text.endswith(("。", "；", ";")) or line.text[0] in "，。；：、,.;:)）":
            value -= 3.0
        if _names_site(line.text, self.claims.sites):
            value -= 4.0
        if self.seen[line.text] > 2:
            value -= 1.0
        if is_document_number(line.text) or self.labels_a_cell(line):
            value -= 2.0
        if line.index > self.start:
            value -= 3.0
        return value - min(3.0, 0.08 * max(0, self.start - line.index))

    def labels_a_cell(self, line: Line) -> bool:
        """Tell whether the next line stands in the cell to the right: then this is a row of a table."""
        cell, below = line.block.cell, self.tree.lines[line.index + 1 : line.index + 2]
        beside = below[0].block.cell if below else None
        return cell is not None and beside is not None and cell is not beside and cell.parent is beside.parent

    def leads_to_text(self, line: Line) -> bool:
        """Tell whether only short lines without links stand between the line and the text."""
        between = self.tree.lines[line.index + 1 : self.start]
        return (
            line.index < self.start
            and len(between) <= 5
            and all(len(other.text) < 100 and other.link_share < 0.5 for other in between)
        )

    def bare_date_below(self, line: Line) -> bool:
        """Tell whether the very next line is a date and nothing else."""
        if not self.is_dated(line.index + 1):
            return False
        return not any(map(str.isalpha, self.tree.lines[line.index + 1].text))

    def dated_below(self, line: Line) -> bool:
        """Tell whether one of the next lines is the date line of an article."""
        following = range(line.index + 1, min(line.index + 4, len(self.tree.lines)))
        if not any(len(self.tree.lines[index].text) < 120 and self.is_dated(index) for index in following):
            return False
        return len(line.text) > 30 or not self.is_dated(line.index)

    def is_dated(self, index: int) -> bool:
        """Tell whether the line of that index holds the figures of a date."""
        found = self.dated.get(index)
        if found is None:
            found = index < len(self.tree.lines) and DATE_FIGURES.search(self.tree.lines[index].text) is not None
            self.dated[index] = found
        return found


@lru_cache(maxsize=2048)
def _named(names: str) -> float:
    """What the ids and classes around a line say; the lines and pages of a site share them."""
    value = 3.0 if TITLE_NAME.search(names) else 0.0
    return value - 3.0 if OTHER_NAME.search(names) else value


def _overlap(text: str, claim: str) -> float:
    """Return 0 to 9 for a line that is part of a claimed title; a part at its start counts most."""
    if len(text) < 3 or not claim:
        return 0.0
    if text == claim:
        return 9.0
    share = len(text) / len(claim)
    if claim.startswith(text):
        return 5.0 + 3.0 * share
    if text in claim:
        return 3.0 + 3.0 * share
    if claim in text and len(claim) >= 8:
        return 4.0
    return 0.0


def _near(block: Block) -> Iterator[Block]:
    """Yield the block and the two around it, as long as they hold little else than this line."""
    yield block
    for _ in range(2):
        if block.parent is None or block.parent.last - block.parent.first > 4:
            return
        block = block.parent
        yield block


def _large(line: Line) -> bool:
    """Tell whether the line is set in large type."""
    element = line.block.element
    around = [element, *element.iter("font", "span", "big")][:4]
    above = element.getparent()
    if above is not None:
        around.append(above)
    for near in around:
        style = near.get("style")
        if style and LARGE_STYLE.search(style):
            return True
        if near.tag == "font" and near.get("size", "").strip().lstrip("+") in LARGE_SIZES:
            return True
    return False


def _joined(tree: PageTree, index: int, claims: _Claims) -> Title:
    """Make a title of a line, with the lines that continue it: in the same heading, or as metadata say."""
    lines = tree.lines
    first = last = index
    while last - first < 3:
        if last + 1 < len(lines) and _continues(
            lines[first : last + 1], lines[last + 1], lines[first : last + 2], claims
        ):
            last += 1
        elif first > 0 and _continues(lines[first : last + 1], lines[first - 1], lines[first - 1 : last + 1], claims):
            first -= 1
        else:
            break
    text = AFTER.sub("", BEFORE.sub("", " ".join(line.text for line in lines[first : last + 1])))
    text = CRUMBS.sub("", text) or text
    whole = bare(text)
    rule = next((found.rule for claim, found in claims.trusted if claim == whole), None)
    if rule is None:
        rule = "heading" if lines[index].heading else "line"
    others = tuple(found.value for claim, found in claims.trusted if whole not in claim and claim not in whole)
    return Title(text=text, rule=rule, first=first, last=last, others=others)


def _continues(so_far: Sequence[Line], more: Line, together: Sequence[Line], claims: _Claims) -> bool:
    """Tell whether a neighbouring line is part of the same headline."""
    if is_document_number(more.text) or more.hidden != so_far[0].hidden:
        return False
    if more.block is so_far[0].block and (more.heading > 0 or _is_title_block(so_far[0], more)):
        return True
    longer = SPACE.sub("", "".join(line.text for line in together))
    if len(bare(more.text)) < 2 or more.text == so_far[0].text:
        return False
    return longer in claims.raw


def _is_title_block(line: Line, more: Line) -> bool:
    """Tell whether two lines share a small block that is a headline's: by its name, or all in bold type."""
    block = line.block
    if block.last - block.first > 3 or len(more.text) < 4 or DATE_FIGURES.search(more.text) or not _plausible(more):
        return False
    return bool(TITLE_NAME.search(block.ident)) or (line.emphasised and more.emphasised)


def _from_metadata(metadata: Metadata, claims: _Claims) -> Title | None:
    """Return the title that metadata give, without the names of section and site."""
    for _, found in claims.trusted:
        text = without_site(found.value, claims.sites)
        if text:
            return Title(text=text, rule=found.rule)
    if claims.document and metadata.document_title:
        text = without_site(metadata.document_title, claims.sites)
        if text:
            return Title(text=text, rule="title")
    return None
