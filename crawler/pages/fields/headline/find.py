"""The headline as the page shows it.

What metadata say of the title is compared with the lines that a reader sees: the line that both agree on is the
headline.  Where the metadata are useless (the site's name, spam) the markup decides: heading level, a class that says
title, emphasis, a date or the text right below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.normalise.numbers.counts import find_views
from crawler.normalise.text.spam import is_spam_line
from crawler.pages.body.boilerplate import heads_article, is_labelled_stamp, is_sentence
from crawler.pages.dom.elements import block_around, element_text
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.headline.claims import SPACE, Claims, bare, read_claims, without_site
from crawler.pages.fields.headline.features import DATE_FIGURES, TITLE_NAME, Judge, is_document_number
from crawler.pages.fields.metadata import Metadata
from crawler.pages.vocabulary import DATE_LABEL, FOOTER, META_WORD, SIDE_HEADING, TITLE_LABEL, folded, is_meta_line

LONG = {"zh": 40, "vi": 110}
"""Characters from which a line counts as running text."""
MAX_LENGTH = 220
SURE = 4.5
"""From this weight a line is believed to be the headline; below it metadata are asked first."""
POSSIBLE = 1.0
NEARLY = 4.0
"""A line of the same text that weighs less by no more than this is the headline too."""

NOT_A_TITLE = re.compile(
    r"^\W*(?:trang\s+(?:chủ|nhất)|home|首页|您(?:现在|当前)?(?:所在)?的?(?:位置|所在)|当前位置|bạn\s+đang\s+ở|đăng\s+nhập|đường\s+dây\s+nóng|hotline|chào\s+mừng|欢迎"
    r"|(?:nước\s+)?cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\W+tự\s+do\W+hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam\W*$|kính\s+gửi\s*:)"
    r"|^\W*(?:bản\s+quyền\s+thuộc|版权所有|copyright(?!\w))|^\W*©|^\W*(?:主办|承办|技术支持|地\s*址|电\s*话|邮\s*编|备案号?|cơ\s+quan\s+chủ\s+quản|địa\s+chỉ|điện\s+thoại)[^:：]{0,6}[:：]"
    r"|(?:来源|作者|责任编辑|浏览次数|点击数?|lượt\s+(?:xem|đọc)|nguồn(?:\s+tin)?|tác\s+giả)\s*[:：]"
)
MAKER_LINE = re.compile(r"\W*(?:(?:được\s+)?(?:viết|đăng|gửi|tạo)\s+bởi|posted\s+by)(?!\w)")
PLACE_AND_DAY = re.compile(r"[^\d:,]{3,24},?\s+ngày\s+(?:\d{1,2}|[….]+)\s+tháng\s[\d….\s]+năm\s[\d….]+\W*$")
"""The line of a Vietnamese paper that says where and when it was signed."""
BEFORE = re.compile(r"^[\s》>»›・·•■◆●▪★※\-–—|]+(?=\w|[“\"《「『【(（])")
CRUMBS = re.compile(r"^[^》〉»]{2,30}\s?[〉»]\s?(?:[^〉»]{2,30}\s?[〉»]\s?)+")
"""The path to the page, where it stands in one line with the headline."""
AFTER = re.compile(
    r"\s*[【\[(（]\s*(?:\d{1,2}:\d{2}(?::\d{2})?|(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?)\s*[】\])）]\s*$|[\s|»>]+$"
)
"""A time or a date in brackets behind the headline, and what is left of a path."""


@dataclass(frozen=True, kw_only=True)
class Title:
    """The headline, where it stands, and what else claimed to be it."""

    text: str
    rule: str
    first: int | None = None
    """Index of its (first) line, None where only metadata have it."""
    last: int | None = None
    others: tuple[str, ...] = field(default=())


def find_title(
    tree: PageTree, metadata: Metadata, language: str, selectors: Sequence[str] = (), spam: Sequence[str] = ()
) -> Title | None:
    """Return the page's headline.

    *selectors* are those of the family, tried first; *spam* are titles that a hijacker wrote.
    """
    claims, judge = _judge(tree, metadata, language, selectors, spam)
    weighed = [(judge.score(line), line) for line in _weighable(tree, judge)]
    best = _first_of_best(weighed)
    if best is not None and best[0] >= SURE:
        return _joined(tree, best[1], claims)
    stated = _from_metadata(metadata, claims)
    if stated is None and best is not None and best[0] >= POSSIBLE and not _inside_text(tree, best[1], language):
        return _joined(tree, best[1], claims)
    return stated


def candidates(
    tree: PageTree, metadata: Metadata, language: str, selectors: Sequence[str] = (), spam: Sequence[str] = ()
) -> Iterator[tuple[Line, dict[str, float]]]:
    """Yield the lines that may be the headline, each with its features."""
    _, judge = _judge(tree, metadata, language, selectors, spam)
    for line in _weighable(tree, judge):
        yield line, judge.features(line, judge.claimed(line))


def _judge(
    tree: PageTree, metadata: Metadata, language: str, selectors: Sequence[str], spam: Sequence[str]
) -> tuple[Claims, Judge]:
    claims = read_claims(tree, metadata, spam)
    return claims, Judge(tree, claims, _selected(tree, selectors), _text_start(tree, language, claims.spam))


def _weighable(tree: PageTree, judge: Judge) -> Iterator[Line]:
    return (line for line in tree.lines if 2 <= len(line.text) <= MAX_LENGTH and judge.may_win(line))


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
    """Return the index of the first line of the largest run of text, or of the longest line; spam is no text.

    Where no line is long, sentences are the text.
    """
    told = [
        line
        for line in tree.lines
        if not (line.hidden or line.link_share >= 0.3 or line.heading or (spam and bare(line.text) in spam))
    ]
    text = [line for line in told if len(line.text) >= LONG[language] and not FOOTER.search(line.text.lower())]
    text = text or [line for line in told if is_sentence(line.text) and not FOOTER.search(line.text.lower())]
    if text:
        return _largest_run(text)
    longest = max(told, key=lambda line: len(line.text), default=None)
    return longest.index if longest is not None else len(tree.lines)


def _largest_run(text: Sequence[Line]) -> int:
    """Return the index of the first of the lines that stand in the block with most of the text."""
    first: dict[int, int] = {}
    mass: dict[int, int] = {}
    for line in text:
        alone = line.block.last - line.block.first <= 1
        block = line.block.parent if alone and line.block.parent is not None else line.block
        first.setdefault(block.index, line.index)
        mass[block.index] = mass.get(block.index, 0) + len(line.text)
    return first[max(mass, key=lambda index: (mass[index], -index))]


def _plausible(line: Line) -> bool:
    """Tell whether a line could be a headline at all."""
    words = folded(line.text)
    if not any(map(str.isalpha, words)):
        return False
    if len(words) < 60 and DATE_FIGURES.search(words) and DATE_LABEL.match(words.lstrip("([（【 ")):
        return False
    if not line.heading and (MAKER_LINE.match(words) or is_labelled_stamp(line.text) or find_views(line.text)):
        return False
    if NOT_A_TITLE.search(words) or PLACE_AND_DAY.match(words) or is_spam_line(words):
        return False
    return not ((len(words) < 24 and SIDE_HEADING.match(words)) or (len(words) < 14 and META_WORD.match(words)))


def _joined(tree: PageTree, index: int, claims: Claims) -> Title:
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
    text = TITLE_LABEL.sub("", CRUMBS.sub("", text) or text)
    whole = bare(text)
    rule = next((found.rule for claim, found in claims.trusted if claim == whole), None)
    if rule is None:
        rule = "heading" if lines[index].heading else "line"
    others = tuple(found.value for claim, found in claims.trusted if whole not in claim and claim not in whole)
    return Title(text=text, rule=rule, first=first, last=last, others=others)


def _continues(so_far: Sequence[Line], more: Line, together: Sequence[Line], claims: Claims) -> bool:
    """Tell whether a neighbouring line is part of the same headline."""
    if is_document_number(more.text) or more.hidden != so_far[0].hidden:
        return False
    if is_meta_line(more.text) or (more.heading and heads_article(more.text) and DATE_FIGURES.search(more.text)):
        return False
    if more.block is so_far[0].block and (more.heading > 0 or _is_title_block(so_far[0], more)):
        return True
    longer = SPACE.sub("", "".join(line.text for line in together))
    if len(bare(more.text)) < 2 or more.text == so_far[0].text:
        return False
    return longer in claims.raw


def _is_title_block(line: Line, more: Line) -> bool:
    """Tell whether two lines share an element, or a small block that is a headline's: by its name or all in bold."""
    block = line.block
    if len(more.text) < 4 or DATE_FIGURES.search(more.text) or not _plausible(more):
        return False
    if block.last - block.first > 3:
        return (
            line.emphasised and more.emphasised and _are_one_element(*sorted((line, more), key=lambda one: one.index))
        )
    return bool(TITLE_NAME.search(block.ident)) or (line.emphasised and more.emphasised)


def _are_one_element(line: Line, more: Line) -> bool:
    """Tell whether two lines are all that stands in one element within their block, which a break divides."""
    both = SPACE.sub("", line.text + more.text)
    inner = line.block.element.iter("b", "strong", "font", "span")
    return any(SPACE.sub("", element_text(element)) == both for element in inner)


def _from_metadata(metadata: Metadata, claims: Claims) -> Title | None:
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
