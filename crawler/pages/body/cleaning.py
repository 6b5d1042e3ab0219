"""What inside the article's block is no text of the article.

Whole blocks go first: named furniture, and blocks made of links.  Then the lines before the text (headline, date,
source, font size) and behind it (editors, related items, comments) go by their labels; a box in the middle of the text
goes too, and the text resumes where paragraphs of the same parent go on.
"""

import re
from dataclasses import dataclass

from crawler.normalise.people.bylines import read_byline
from crawler.normalise.people.label_strokes import is_label
from crawler.pages.body.boilerplate import (
    comment_heads,
    ends_article,
    heads_article,
    is_disclaimer,
    is_footer_word,
    is_furniture_name,
    is_labelled_stamp,
    is_pointer,
    is_said_in_text,
    is_sentence,
    is_stamp,
    opens_event,
)
from crawler.pages.body.closing import is_invitation, is_linked_sentence
from crawler.pages.body.density import Prose
from crawler.pages.body.description import below_description, without_description
from crawler.pages.body.field_elements import labelled_by_element
from crawler.pages.body.furniture_lines import is_furniture_line
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import DATE_LABEL, FOOTER, folded, is_meta_line

_NOT_WORD = re.compile(r"[\W_]+")
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|odt|ods|rtf|txt)(?:$|[?#])|[?&/]download(?:=|/|file)", re.IGNORECASE
)
_PAGE_MARK = re.compile(r"[页頁]|trang|[\[【(（]\d", re.IGNORECASE)
_PAGE_PARTS = re.compile(
    r"上一[页頁]|下一[页頁]|[首尾末][页頁]|[共第页頁]|trang (?:trước|sau|đầu|cuối)|\d+|[\[\]【】()（）|<>«»\s]",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(r"[\W_]*(?:免[责責][声聲]明|[转轉][载載][请請]注明)\s*(?:出[处處]|[来來]源)?\s*[:：]")
_TEXT_HOMES = frozenset(
    (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "dd",
        "dt",
        "span",
        "font",
        "center",
        "blockquote",
        "ul",
        "ol",
        "strong",
    )
)
_CHOICES = frozenset(("radio", "checkbox"))
_POLL_LINES = 15
_FILLED_IN = frozenset(("text", "radio", "checkbox", "email", "tel", "search"))
_MAX_SHARE = 0.4
"""Share of the article's running text from which a block is no furniture, whatever it is named."""
_DAY_ALONE = re.compile(r"\W*(?:(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})\s?年\s?\S{1,3}\s?月\s?\S{1,3}\s?日\W*")
_COUNT = re.compile(r"\W*\d[\d.,]{0,9}[kKwW万]?\W*")
_FIELD = re.compile(r"[^\W\d]{1,12}(?:\s[^\W\d]{1,8}){0,3}\s?[:：]\s?[^，。,.;；:：]{1,24}(?:[:：]\d\d){0,2}")
"""A label with its value, and nothing else."""
_LABEL = 80.0
_HEAD_LINES = 15
_HEADLINE_LINES = 4
_DATA_CELLS = 3
"""Cells from which a table's row holds data."""
_BOX_LINES = 8
"""Lines of a box of fields, at most."""
_LEAD_LINES = 7
"""A standfirst of fewer lines may stand above the date line."""
_AUTHORITY = re.compile(
    r"^\s*(?:KT|TM|TL|TUQ|Q)\s?\.|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|BÍ THƯ|CHÁNH"
    r"|NƠI NHẬN|Nơi nhận|Lưu\s*:|Người (?:ký|lập)|[Đđ]ã ký"
)
_SIGNATURE_LINES = 12
_CREDIT = re.compile(
    r"^\(?(?:theo|tin|bài|ảnh|tin,? ảnh|bài,? ảnh|tin, bài|tin và ảnh|nguồn)\s*:?\s(?=[A-ZĐÂ])", re.IGNORECASE
)
_NAME_WORDS = 7
_EDITOR_LENGTH = 40
_JOINTS = frozenset(("-", "–", "—", "/", "&", "và", "+"))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines of the article, and those that were taken from its edges."""

    kept: list[int]
    edges: list[int]


def fold(text: str) -> str:
    """Letters and figures of a text, lower case: for comparing a line with the headline."""
    return _NOT_WORD.sub("", text).lower()


def clean_blocks(tree: PageTree, prose: Prose, block: Block, title: str | None, title_line: int | None) -> Cleaned:
    """Return the article's lines inside its block; `title_line` is where the headline stands, in the block or not."""
    files = {
        anchor.line
        for anchor in tree.anchors
        if block.first <= anchor.line < block.last and _FILE.search(anchor.element.get("href", ""))
    }
    dropped = _furniture(tree, prose, block) - files
    inside = [i for i in range(block.first, block.last) if i not in dropped and prose.mass[i]]
    inside = _below_headline(prose, inside, title_line)
    headline = fold(title or (tree.lines[title_line].text if title_line is not None else ""))
    inside = below_description(tree, prose, inside)
    start = _start(tree, prose, inside, headline)
    kept = _cut_at_labels(tree, prose, without_meta_below_lead(tree, prose, inside[start:]))
    while kept and kept[-1] not in files and _is_loose_end(tree, tree.lines[kept[-1]], prose):
        kept.pop()
    if prose.chinese and len(kept) > 1 and _names_editor(tree.lines[kept[-1]].text):
        kept.pop()
    if not prose.chinese and len(kept) > 1 and not _is_signed(tree, kept) and _is_author(tree.lines[kept[-1]].text):
        kept.pop()
    kept = without_description(tree, prose, kept)
    remaining = set(kept)
    commented = min(comment_heads(tree), default=len(tree.lines))
    return Cleaned(kept, [i for i in inside if i not in remaining and i < commented])


def _furniture(tree: PageTree, prose: Prose, block: Block) -> set[int]:
    """Lines of the blocks inside that are furniture by name or made of links."""
    dropped: set[int] = set()
    most = _MAX_SHARE * prose.positive(block)
    asks = "radio" in tree.source or "checkbox" in tree.source
    index = block.index + 1
    while index < block.end:
        inner = tree.blocks[index]
        index += 1
        if inner.last == inner.first or prose.positive(inner) > most:
            continue
        if (
            _is_form(inner)
            or (asks and _is_poll(inner))
            or is_furniture_name(inner.tag, inner.ident)
            or (inner.last - inner.first >= 2 and prose.link_share(inner) > 0.6)
        ):
            dropped.update(range(inner.first, inner.last))
            index = inner.end
    return dropped


def _is_form(block: Block) -> bool:
    """Whether a block is a form that a reader fills in: a poll, a comment form; some systems wrap pages in one."""
    if block.tag not in ("form", "fieldset"):
        return False
    return any(
        field.tag == "textarea" or (field.get("type") or "text").lower() in _FILLED_IN
        for field in block.element.iter("input", "textarea")
    )


def _is_poll(block: Block) -> bool:
    """Whether a small block lets the reader choose between answers, in a form or without one."""
    if block.last - block.first > _POLL_LINES:
        return False
    fields = [field.get("type", "").lower() for field in block.element.iter("input")]
    return sum(kind in _CHOICES for kind in fields) > 1


def _below_headline(prose: Prose, inside: list[int], title_line: int | None) -> list[int]:
    """Leave out running text above the headline, which is another article's; a letterhead above it is no such text."""
    if title_line is None or title_line not in inside:
        return inside
    above = [i for i in inside if i < title_line]
    below = [i for i in inside if i >= title_line]
    if any(prose.reads(i) for i in above) and _mass(prose, below) >= 0.5 * _mass(prose, above):
        return below
    return inside


def _mass(prose: Prose, lines: list[int]) -> float:
    return sum(prose.mass[i] for i in lines)


def _start(tree: PageTree, prose: Prose, inside: list[int], headline: str) -> int:
    """Position of the first line behind headline, date line and tools."""
    start = 0
    home = _main_home(tree, prose, inside)
    for position, i in enumerate(inside[:_HEAD_LINES]):
        line = tree.lines[i]
        if i + 1 < len(tree.lines) and opens_event(line.text, tree.lines[i + 1].text):
            break
        close = position <= start + 1
        if close and (length := _headline_lines(tree, inside[position:], headline)):
            start = position + length
        elif (
            _is_head(line, prose, close=close)
            or (position and _is_value(line, tree.lines[inside[position - 1]], prose))
            or (close and _home(line) is not home and _names_maker_alone(line.text, chinese=prose.chinese))
        ):
            start = max(start, position + 1, _box_end(tree, prose, inside, i))
        elif position >= start and (prose.plain[i] > 30 or (prose.reads(i) and is_sentence(line.text))):
            break
    return start


def _box_end(tree: PageTree, prose: Prose, inside: list[int], index: int) -> int:
    """Return the position behind the small box of a date line: what else stands in it is none of the text."""
    box = tree.lines[index].block.parent
    if box is None or box.last - box.first > _BOX_LINES or not is_labelled_stamp(tree.lines[index].text):
        return 0
    if any(_is_of_text(tree.lines[i], prose) for i in range(box.first, box.last)):
        return 0
    return sum(i < box.last for i in inside)


def _is_of_text(line: Line, prose: Prose) -> bool:
    """Whether a line of a box is text, and no field of a few words behind a label."""
    return bool(line.heading) or (prose.reads(line.index) and not _FIELD.fullmatch(line.text))


def _is_head(line: Line, prose: Prose, *, close: bool) -> bool:
    """Whether a line between headline and text is its date line, or a tool right below it."""
    short_date = prose.mass[line.index] < 60 and DATE_LABEL.match(folded(line.text)) is not None
    short = prose.mass[line.index] < 60 and (heads_article(line.text) or (close and line.link_share > 0.6))
    if short or is_meta_line(line.text):
        return True
    return close and (labelled_by_element(line) is not None or (short_date and is_labelled_stamp(line.text)))


def _names_maker_alone(text: str, *, chinese: bool) -> bool:
    """Whether a line above the text's own block says who made the text, and nothing else."""
    return len(text) <= _EDITOR_LENGTH and not is_sentence(text) and bool(read_byline(text, "zh" if chinese else "vi"))


def _is_value(line: Line, former: Line, prose: Prose) -> bool:
    """Whether a line is what a label on the line before labels, or a number alone below the date line."""
    if _COUNT.fullmatch(line.text) is not None and heads_article(former.text):
        return True
    label = former.text.rstrip(" :：")
    beside = former.block is not line.block and former.block.parent is line.block.parent
    return beside and label != former.text and is_label(label) and not prose.reads(line.index)


def without_meta_below_lead(tree: PageTree, prose: Prose, lines: list[int]) -> list[int]:
    """Leave out the date line that stands between the standfirst and the text."""
    for position in range(1, min(_LEAD_LINES, len(lines) - 1)):
        text = tree.lines[lines[position]].text
        if _is_in_data_row(tree, prose, lines[position]):
            continue
        is_between = any(map(prose.reads, lines[:position])) and any(map(prose.reads, lines[position + 1 :]))
        if (
            is_between
            and not _dates_a_signature(tree, prose, lines, position)
            and not _opens_remark(tree, prose, lines, position)
            and (is_meta_line(text) or (prose.mass[lines[position]] < 60 and is_labelled_stamp(text)))
        ):
            return [*lines[:position], *lines[position + 1 :]]
    return lines


def _dates_a_signature(tree: PageTree, prose: Prose, lines: list[int], position: int) -> bool:
    """Whether a line is a day alone below a line of a few words: an office or its head signs and dates a paper so."""
    return not prose.reads(lines[position - 1]) and _DAY_ALONE.fullmatch(tree.lines[lines[position]].text) is not None


def _opens_remark(tree: PageTree, prose: Prose, lines: list[int], position: int) -> bool:
    """Whether a line and the next stand in a box of their own that says less than the text above: a reader's remark."""
    box: Block | None = tree.lines[lines[position]].block
    while box is not None and box.last <= lines[position + 1]:
        box = box.parent
    return box is not None and box.first > lines[position - 1] and prose.mass_of(box) < _mass(prose, lines[:position])


def _is_in_data_row(tree: PageTree, prose: Prose, index: int) -> bool:
    """Whether a line is a cell of a table's row, whose other cells are no facts about the article either."""
    row = tree.lines[index].block.parent
    if row is None or row.tag != "tr" or row.last - row.first < _DATA_CELLS:
        return False
    others = [i for i in range(row.first, row.last) if i != index]
    return not any(map(prose.reads, others)) and not all(heads_article(tree.lines[i].text) for i in others)


def _headline_lines(tree: PageTree, lines: list[int], headline: str) -> int:
    """How many of the first lines are the headline, which may be broken into a few; 0 where they are none."""
    if tree.lines[lines[0]].block.tag == "h1":
        return 1
    joined = ""
    for count, i in enumerate(lines[:_HEADLINE_LINES], 1):
        joined += fold(tree.lines[i].text)
        if not headline.startswith(joined):
            return 0
        if joined == headline:
            return count
    return 0


def _cut_at_labels(tree: PageTree, prose: Prose, lines: list[int]) -> list[int]:
    """Leave out what stands behind a label such as related items, unless the text goes on behind it."""
    home = _main_home(tree, prose, lines)
    comments = comment_heads(tree)
    kept: list[int] = []
    seen = 0.0
    position = 0
    while position < len(lines):
        i = lines[position]
        if tree.lines[i].link_share > 0.5 and is_pointer(tree.lines[i].text):
            position += 1
            continue
        if seen > 20 and i in comments:
            break
        if seen > 20 and prose.mass[i] < _LABEL and ends_article(tree.lines[i].text):
            rest = [
                p
                for p in range(position + 1, len(lines))
                if prose.reads(lines[p]) and _home(tree.lines[lines[p]]) is home
            ]
            text = tree.lines[i].text
            is_text = _home(tree.lines[i]) is home and (
                (prose.reads(i) and is_said_in_text(text)) or (bool(rest) and _stops_amid_text(text))
            )
            enough = len(rest) > 1 and _mass(prose, [lines[p] for p in rest]) >= max(60.0, 0.2 * seen)
            behind = _behind_box(tree, lines, position, home)
            if behind and rest and not is_text:
                position = behind
                continue
            if not enough and not (rest and (is_furniture_line(text) or (is_text and _is_said(text)))):
                return _above_foot(prose, kept, tree.lines[i])
            if not is_text:
                position = rest[0]
                continue
        kept.append(i)
        seen += prose.mass[i]
        position += 1
    return kept


def _above_foot(prose: Prose, kept: list[int], foot: Line) -> list[int]:
    """Leave out the lines that open the block of the page's foot, such as the site's name above who answers for it."""
    block = foot.block
    if not FOOTER.search(folded(foot.text)) or any(map(prose.reads, range(block.first, foot.index))):
        return kept
    above = [i for i in kept if i < block.first]
    return above or kept


def _behind_box(tree: PageTree, lines: list[int], position: int, home: Block | None) -> int:
    """Return the position behind the box of links that a label opens in the middle of the text; 0 where it opens none.

    The box stands among the text's paragraphs, in the article's own block.
    """
    box = tree.lines[lines[position]].block
    while box.parent is not None and box.parent is not home:
        box = box.parent
    links = tree.lines[lines[position] + 1 : box.last]
    if box.parent is None or home is None or home.tag in ("html", "body") or box.first != lines[position]:
        return 0
    if not links or not all(line.link_chars or line.hidden for line in links):
        return 0
    return next((p for p in range(position, len(lines)) if lines[p] >= box.last), 0)


def _is_said(text: str) -> bool:
    return is_sentence(text) or _stops_amid_text(text)


def _stops_amid_text(text: str) -> bool:
    """Whether a line ends with a full stop as no label does, so that paragraphs behind it are of the same text."""
    return text.rstrip().endswith(("。", ".")) and not is_disclaimer(text) and not is_footer_word(text)


def _main_home(tree: PageTree, prose: Prose, lines: list[int]) -> Block | None:
    weights: dict[Block, float] = {}
    for i in lines:
        if prose.reads(i):
            home = _home(tree.lines[i])
            weights[home] = weights.get(home, 0.0) + prose.mass[i]
    return max(weights, key=lambda block: weights[block], default=None)


def _home(line: Line) -> Block:
    """The block that holds a line's paragraph: paragraphs of one text have one home."""
    block = line.block
    while block.tag in _TEXT_HOMES and block.parent is not None:
        block = block.parent
    return block


def _is_loose_end(tree: PageTree, line: Line, prose: Prose) -> bool:
    """Whether a last line is a link, page numbers, a stamp, an invitation, or the disclaimer, however long that is."""
    if line.link_share >= 0.5 and not is_linked_sentence(tree, line):
        return True
    if _is_pager(line.text) or _DISCLAIMER.match(line.text) or is_invitation(line.text):
        return True
    return prose.mass[line.index] < 40 and is_stamp(line.text) and not is_sentence(line.text)


def _is_pager(text: str) -> bool:
    return _PAGE_MARK.search(text) is not None and not _PAGE_PARTS.sub("", text)


def _is_signed(tree: PageTree, kept: list[int]) -> bool:
    """Whether the text ends like an official paper, where a name alone on the last line is the signature."""
    return any(_AUTHORITY.search(tree.lines[i].text) for i in kept[-_SIGNATURE_LINES:])


def _names_editor(text: str) -> bool:
    """Whether a line is short and says who edited the text, as Chinese articles end."""
    return len(text) <= _EDITOR_LENGTH and "editor" in read_byline(text, "zh")


def _is_author(text: str) -> bool:
    """Whether a line is nothing but a name, or a name and an office, as Vietnamese articles end."""
    if _CREDIT.match(text) and read_byline(text, "vi").keys() == {"source"}:
        return True
    name, _, office = _CREDIT.sub("", text).strip(" ().").partition(" – ")
    words = name.split()
    if not 1 < len(words) <= _NAME_WORDS or len(office.split()) > _NAME_WORDS:
        return False
    return all(word[0].isupper() or word in _JOINTS for word in words)
