"""Who wrote, supplied and edited the article: from metadata, the line under the title, and the lines after the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.normalise.people.bylines import read_byline
from crawler.normalise.people.edges import read_closing_line, read_opening_line
from crawler.normalise.people.names import VI_FAMILIES, are_person_names, is_person_name
from crawler.normalise.people.values import is_login
from crawler.pages.body.boilerplate import is_sentence, is_stamp
from crawler.pages.body.field_elements import labelled_by_element
from crawler.pages.body.find import Body
from crawler.pages.dom.model import Block, Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.dates.posted import read_posted
from crawler.pages.fields.disclosure import line_parts
from crawler.pages.fields.headline.claims import OFFICE_NAME, bare
from crawler.pages.fields.headline.features import DATE_FIGURES
from crawler.pages.fields.metadata import ORGANISATION_RULE, Metadata, MetaFinding
from crawler.pages.fields.region import Region
from crawler.pages.vocabulary import META_WORD, folded, is_meta_line, plain_figures

FIELDS = ("author", "source", "editor")
DATA_RULES = ("json-ld:", "founder:", "meta:source", "meta:mediaid", "microdata:sourceOrganization")
"""Believed unseen; an author named elsewhere is often the account that typed the page, so it must be shown as well."""
OWN_RULES = ("json-ld:sourceOrganization", "microdata:sourceOrganization")
"""By these a site may say of itself that it is the source; elsewhere its name is what the system fills in."""
SIGNATURE = re.compile(
    r"^\s*(?:TM|KT|TL|TUQ|Q)\s*\.|Nơi\s+nhận|đã\s+ký"
    r"|(?-i:^\s*(?:PHÓ\s+|TỔNG\s+)*(?:GIÁM\s+ĐỐC|CHỦ\s+TỊCH|BÍ\s+THƯ|TRƯỞNG\s+\w+|(?:\w+\s+){1,2}TRƯỞNG)\s*$)",
    re.IGNORECASE,
)
SIGNATURE_LINES = 14
TOOL = re.compile(r"^\s*(?:[【\[][^】\]]{1,6}[】\]]\s*)+(?=\S)")
"""A button in front of a byline, such as 【纠错】."""
SENDER = re.compile(r"\W*(?:người|họ\s+tên\s+người)\s+gửi\s*:", re.IGNORECASE)
QUESTION = re.compile(r"\W*(?:(?:nội\s+dung\s+)?câu\s+hỏi|hỏi|trả\s+lời|nội\s+dung\s+trả\s+lời)\s*:", re.IGNORECASE)
"""The labels of a question with its answer, whose sender is a reader."""
MAX_NAME_LENGTH = 50
MAX_LABEL_LENGTH = 12
"""Characters of a label that stands in a cell of its own."""
SIGNING_NAME = re.compile(r"author|tac-?gia|nguon|source|signature|byline|news-?by|ky-?ten")
AUTHOR_NAME = re.compile(r"author|tac-?gia|byline")
SET_RIGHT = re.compile(r"text-align\s*:\s*right|float\s*:\s*right", re.IGNORECASE)
UNLIKE_A_NAME = re.compile(r"[\d:：,;!?。，；！？\[\]|]")
BARE_LABEL = re.compile(r"(来源|作者|编辑|责编|Nguồn|Tác giả)\s(?=\S)")
"""A label without a colon at the begin of what stands between strokes."""
JOINT = re.compile(r"\s+[-–&]\s+|\s+và\s+")
"""What stands between two names."""
UNIT = re.compile(r"(?:Khoa|Phòng|Trạm|Trung\s+tâm|Bệnh\s+viện|Tổ|Bộ\s+môn|Viện)\s+[^.]+$")
"""The unit below the name of who wrote."""
SIGNED_LINES = 3
DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|cn)$", re.IGNORECASE)
NEWSPAPER = (
    r"([\u4e00-\u9fff][\u4e00-\u9fff·—-]{0,14}"
    r"(?:网|網|报|報|社|台|臺|刊|频道|頻道|客户端|在线|通讯|电台|電台|杂志|新闻中心))"
)
SOURCE_BESIDE_DATE = re.compile(
    rf"\d{{1,2}}\s?[:：日-]\s?\d{{0,2}}(?::\d{{2}})?\s*[|｜]?\s*[《]?{NEWSPAPER}[》]?(?=$|[\s【\[(（|])"
    rf"|^[《]?{NEWSPAPER}[》]?\s?[(（]\d{{4}}[^()（）]{{4,20}}[)）]$"
    rf"|^[《]?{NEWSPAPER}[》]?\s+\d{{4}}\s?[-/年.]\s?\d{{1,2}}"
)
STROKES = re.compile(r"\s*[|｜丨•・]\s*|\s+[·–—-]\s+")
FIGURES_BEFORE = re.compile(r"^[\d\W]+(?=\S)")
VI_FAMILY = re.compile(rf"(?:{VI_FAMILIES})\s")
MAX_STROKES_LENGTH = 120
EDGE_LINES, MAX_EDGE_LENGTH = 3, 16
NEWSROOM = re.compile(r"[\u4e00-\u9fff]{2,14}(?:新闻中心|新聞中心|宣传[部处科]|报社|日报|新闻网|编辑部|通讯站)")
CRUMBS = re.compile(r"\s[>»›]\s|[〉》]\s?[^〉》]{2,20}[〉》]")
"""The path to the page, which begins with the site's name."""
MAKER = {
    "zh": re.compile(r"\s*[\[【(（［]?\s*(?:(?:责任|責任|本文|值班)?[编編][辑輯]|[责責][编編])\s*[:：]"),
    "vi": re.compile(
        r"\s*[\[(]?\s*(?:biên\s+tập(?:\s+viên)?|btv|tác\s+giả|người\s+(?:viết|biên\s+tập)"
        r"|(?:tin|bài)(?:\s*(?:,|&|và|-)\s*(?:bài|ảnh))*)\s*:\s*(?=\w)",
        re.IGNORECASE,
    ),
}
"""How a line begins that names the makers below other items."""
MIN_HEADLINE_LENGTH = 8
"""Characters from which a name that begins the page's title is the headline."""
SENTENCE = 50
HEADING_WORDS = re.compile(
    r"\b(?:tin|bài|ảnh|hình|video|xem|đọc|từ|khóa|chia|sẻ|liên|quan|khác|luận|thông|báo|tags?|giám|đốc|chủ|tịch|sở|y|tế)\b",
    re.IGNORECASE,
)
PAST_TAIL = 4
"""Lines of tools, such as a link to the comments, that may stand between the text's end and its editor."""
PAST_LINKS = 24
"""Lines of links to other items that may stand there."""
LAST_LINES = 4
"""So many of the text's last lines may be bylines that were not told from it."""


@dataclass(frozen=True, kw_only=True)
class Bylines:
    """Field → value with its rule, and what other trusted places said instead."""

    values: dict[str, MetaFinding] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)


def find_bylines(tree: PageTree, region: Region, body: Body | None, metadata: Metadata, language: str) -> Bylines:
    """Return author, source and editor."""
    said: dict[str, list[MetaFinding]] = {name: [] for name in FIELDS}
    is_paper = language == "vi" and _is_signed(region)
    for name, found in (
        *_candidates(tree, region, body, metadata, language, is_paper),
        *_signed(tree, body, language, is_paper),
        *_beside_date(region, language),
        *_between_strokes(region, language),
        *_past_tail(tree, region, language),
    ):
        if found.value and name in said:
            said[name].append(found)
    _tell_persons_from_organs(said, language)
    said["author"] = [found for found in said["author"] if found.rule != ORGANISATION_RULE]
    values = {name: found[0] for name, found in said.items() if found}
    others = {
        name: tuple(dict.fromkeys(other.value for other in found[1:] if bare(other.value) != bare(found[0].value)))
        for name, found in said.items()
    }
    return Bylines(values=values, others={name: found for name, found in others.items() if found})


def _tell_persons_from_organs(said: dict[str, list[MetaFinding]], language: str) -> None:
    """Take an author out whom metadata only repeat from source or editor, and a person where an organ is due."""
    sources = said["source"]
    if said["author"] and said["author"][0].rule.startswith("meta:"):
        others = {bare(found.value) for found in (*sources[:1], *said["editor"][:1])}
        said["author"] = [found for found in said["author"] if bare(found.value) not in others]
    if len(sources) > 1 and not said["author"] and is_person_name(sources[0].value, language):
        organ = next((found for found in sources[1:] if not is_person_name(found.value, language)), None)
        if organ is not None:
            said["author"], said["source"] = [sources[0]], [organ]


def _candidates(
    tree: PageTree, region: Region, body: Body | None, metadata: Metadata, language: str, is_paper: bool
) -> Iterator[tuple[str, MetaFinding]]:
    shown = list(_shown(region, body, language))
    headline = bare(tree.lines[region.start].text) if region.titled else None
    yield from ((name, found) for name, found in shown if name == "source" and found.rule == "byline:head")
    if metadata.is_government:
        yield from _government(metadata, language)
    yield from shown
    yield from _in_text(region, language, is_paper)
    for name in ("author", "source"):
        for found in metadata.find(name):
            stated = found.rule.startswith(DATA_RULES) or (name == "author" and _is_shown(found.value, tree, region))
            if name == "author" and (_is_no_writer(found, metadata) or bare(found.value) == headline):
                continue
            if stated and (found.rule in OWN_RULES or not _is_site(found, metadata)):
                yield name, found


def _is_no_writer(found: MetaFinding, metadata: Metadata) -> bool:
    """Tell whether a system filled something in where the writer is due: headline, site, or an account."""
    return is_login(found.value.strip()) or _is_headline(found, metadata) or _is_site_of_title(found, metadata)


def _is_headline(found: MetaFinding, metadata: Metadata) -> bool:
    """Tell whether a system filled the headline in where a name is due."""
    name, document = bare(found.value), bare(metadata.document_title or "")
    return name in {bare(title.value) for title in metadata.find("title")} or (
        len(name) >= MIN_HEADLINE_LENGTH and document.startswith(name)
    )


def _is_site_of_title(found: MetaFinding, metadata: Metadata) -> bool:
    """Tell whether the name is the site's, which ends the page's title behind a dash."""
    title, name = metadata.document_title or "", found.value.strip()
    return len(name) >= MIN_HEADLINE_LENGTH and bool(re.search(rf"[-–|_]\s*{re.escape(name)}\s*$", title))


def _shown(region: Region, body: Body | None, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield what the lines around the text say, the nearest to a reader's eye first."""
    asked = language == "vi" and any(QUESTION.match(line.text) for line in (*region.above, *region.head, *region.body))
    for place, texts in _places(region, body):
        for text in texts:
            if asked and SENDER.match(text):
                continue
            for name, value in read_byline(TOOL.sub("", text), language).items():
                yield name, MetaFinding(value=value, rule=f"byline:{place}")


def _with_value(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the lines of a head or tail; a label in a table's cell or a definition list has its value in the next."""
    shown = [line for line in lines if not line.hidden]
    for line, following in zip(shown, [*shown[1:], None], strict=False):
        if is_meta_line(line.text):
            yield from line_parts(line)
        yield line.text
        if (field := labelled_by_element(line)) is not None:
            yield ": ".join(field)
        if following is not None and len(line.text) <= MAX_LABEL_LENGTH and _is_labelled(line, following):
            yield f"{line.text.rstrip(' :：')}: {following.text}"


def _is_labelled(label: Line, value: Line) -> bool:
    if label.block.tag == "dt" and value.block.tag == "dd":
        return True
    if label.text.endswith((":", "：")) and value.index == label.index + 1 and len(value.text) <= MAX_NAME_LENGTH:
        return label.block is not value.block and label.block.parent is value.block.parent
    left, right = label.block.cell, value.block.cell
    return left is not None and right is not None and left is not right and left.parent is right.parent


def _government(metadata: Metadata, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield what the annex says; some offices fill in their own name or the headline where they know nothing.

    Its author is often an account or a department, which are no persons.
    """
    titles = {bare(found.value) for found in metadata.find("title")}
    for name in ("source", "author"):
        for found in metadata.find(name):
            is_filler = bare(found.value) in titles or (name == "author" and _is_site(found, metadata))
            is_person = name != "author" or are_person_names(found.value, language)
            if found.rule.startswith("meta:") and not is_filler and is_person:
                yield name, found


def _is_shown(name: str, tree: PageTree, region: Region) -> bool:
    """Tell whether a name stands by itself around the text, or is a link of its own under the title."""
    if DOMAIN.match(name):
        return False
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    lines = (*region.above, *region.head, *region.body[-LAST_LINES:], *region.tail)
    text = region.body[0].index if region.body else region.end
    return any(whole.search(line.text) and not CRUMBS.search(line.text) for line in lines) or any(
        line.text == name for line in tree.lines[region.start : text]
    )


def _places(region: Region, body: Body | None) -> Iterator[tuple[str, list[str]]]:
    yield "head", list(_with_value(region.head))
    yield "text", list(body.byline_lines) if body else []
    ends = [line.text for line in region.body[-LAST_LINES:] if len(line.text) < 60]
    yield "end", [text for text in reversed(ends) if not is_sentence(text)]
    yield "tail", list(_with_value(region.tail))
    yield "above", [line.text for line in region.above]
    if region.language == "zh":  # a table that stands above a Vietnamese text has dashes between organ and place, too
        yield "opening", [line.text for line in region.opening if len(line.text) < 60]


def _in_text(region: Region, language: str, is_paper: bool) -> Iterator[tuple[str, MetaFinding]]:
    """Yield the makers that the text's first and last line name; the name below an official paper is its signer's.

    A line or two of a few letters, such as the caption of a button, may stand before the first or after the last.
    """
    for line in region.body[:EDGE_LINES]:
        for name, value in read_opening_line(line.text, language).items():
            yield name, MetaFinding(value=value, rule="text:opening")
        if len(line.text) > MAX_EDGE_LENGTH:
            break
    if region.body and language == "zh":
        yield from _below_lead(region)
    if region.body and not is_paper:
        yield from _closing(region, language)
    for line in (*region.head, *region.body[-EDGE_LINES:], *region.tail):
        posted = read_posted(line.text, language)
        if posted is not None and posted.name:
            yield posted.role, MetaFinding(value=posted.name, rule="text:posted")


def _below_lead(region: Region) -> Iterator[tuple[str, MetaFinding]]:
    """Yield the makers named between standfirst and report, and a name on the first line of the text's own block.

    A word that looks like a name and stands in an element of its own may as well be a button.
    """
    for line in region.body[1:EDGE_LINES]:
        if len(line.text) < MAX_NAME_LENGTH:
            for name, value in read_byline(line.text, "zh").items():
                yield name, MetaFinding(value=value, rule="byline:below lead")
    for line in region.head:
        if line.block is region.body[0].block and are_person_names(line.text, "zh"):
            yield "author", MetaFinding(value=line.text.strip(), rule="text:first line")
            return
    opening = region.body[0]
    if len(region.body) > 1 and are_person_names(opening.text, "zh") and _is_same_text(opening, region.body[1]):
        yield "author", MetaFinding(value=opening.text.strip(), rule="text:first line")


def _is_same_text(opening: Line, following: Line) -> bool:
    """Tell whether two lines are of one block, or paragraphs side by side of which the first holds several names."""
    if opening.block is following.block:
        return True
    are_paragraphs = opening.block.tag == following.block.tag == "p" and opening.block.parent is following.block.parent
    return are_paragraphs and not is_person_name(opening.text, "zh")


def _closing(region: Region, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield what the last line says; before other short lines only a name in brackets counts."""
    last = region.body[-1]
    if language == "vi" and (name := _above_unit(region)) is not None:
        yield "author", MetaFinding(value=name, rule="text:closing")
    for line in region.body[: -EDGE_LINES - 1 : -1]:
        if line is last or line.text.endswith((")", "）")):
            found = read_closing_line(line.text, language)
            for name, value in found.items():
                yield name, MetaFinding(value=value, rule="text:closing")
            if found and line is not last and NEWSROOM.fullmatch(last.text):
                yield "source", MetaFinding(value=last.text, rule="text:closing")
        if len(line.text) > MAX_EDGE_LENGTH:
            return


def _above_unit(region: Region) -> str | None:
    """Return the name on the line before the last, where the last line is the unit of who wrote: Khoa Nhi."""
    if len(region.body) < SIGNED_LINES:
        return None
    name, unit = region.body[-2].text.strip(), region.body[-1].text.strip()
    is_unit = UNIT.match(unit) is not None and len(unit) <= MAX_NAME_LENGTH and not UNLIKE_A_NAME.search(unit)
    return name if is_unit and is_person_name(name, "vi") else None


def _is_signed(region: Region) -> bool:
    """Tell whether a Vietnamese text ends like an official paper."""
    return any(SIGNATURE.search(line.text) for line in region.body[-SIGNATURE_LINES:])


def _signed(tree: PageTree, body: Body | None, language: str, is_paper: bool) -> Iterator[tuple[str, MetaFinding]]:
    """Yield a name or an office that stands alone right after the text: set to the right, or in an element so named."""
    if body is None:
        return
    start = body.last + 1 if is_paper else body.last
    for line in tree.lines[start : body.last + 4]:
        text = line.text.strip(" -–—_.()（）")
        if line.hidden or line.link_share > 0.5 or not 3 <= len(text) <= MAX_NAME_LENGTH or UNLIKE_A_NAME.search(text):
            continue
        if read_byline(text, language) or META_WORD.search(folded(text)):
            continue  # read as such already, or the heading of a box about the author
        named = " ".join(block.ident for block in _small(line.block))
        apart = not is_paper and line.index == body.last + 1 and _is_set_apart(tree, line)
        if not (SIGNING_NAME.search(named) or _set_right(line) or apart):
            continue
        if OFFICE_NAME.match(text) or (DOMAIN.match(text) and not AUTHOR_NAME.search(named)):
            yield "source", MetaFinding(value=text, rule="structure:signed")
        elif all(is_person_name(name, language) for name in JOINT.split(text)) or (
            AUTHOR_NAME.search(named) and (DOMAIN.match(text) or not is_login(JOINT.split(text)[0]))
        ):
            yield "author", MetaFinding(value=text, rule="structure:signed")


def _is_set_apart(tree: PageTree, line: Line) -> bool:
    """Newspapers print the reporter's name in capitals or bold below the last sentence; so are headings printed."""
    before = tree.lines[line.index - 1].text
    if HEADING_WORDS.search(line.text) or (len(before) < SENTENCE and not is_sentence(before)):
        return False
    return line.text.isupper() or line.emphasised


def _small(block: Block) -> Iterator[Block]:
    """Yield the block and those around it that hold hardly more."""
    for near in (block, *block.ancestors()):
        if near.last - near.first > 2:
            return
        yield near


def _set_right(line: Line) -> bool:
    for near in _small(line.block):
        element = near.element
        if (element.get("align") or "").lower() == "right" or SET_RIGHT.search(element.get("style") or ""):
            return True
    return False


def _beside_date(region: Region, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield a newspaper or agency that stands unlabelled behind the date under a Chinese title."""
    if language == "zh":
        for line in (*region.head, *region.above):
            match = SOURCE_BESIDE_DATE.search(plain_figures(line.text)) if len(line.text) < 100 else None
            if match:
                yield "source", MetaFinding(value=match[1] or match[2] or match[3], rule="structure:beside date")
            elif is_stamp(line.text):
                named = (
                    text for text in line_parts(line) if re.fullmatch(NEWSPAPER, text) and not text.endswith("举报")
                )
                yield from (("source", MetaFinding(value=text, rule="structure:beside date")) for text in named)


def _between_strokes(region: Region, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield the makers on a date line whose fields strokes set apart: Bùi Hà • 12/06/2023 • Nguồn: Báo Xanh."""
    for line in region.head:
        if line.hidden or len(line.text) > MAX_STROKES_LENGTH or not DATE_FIGURES.search(line.text):
            continue
        if is_sentence(line.text):
            continue
        for piece in STROKES.split(line.text):
            words = BARE_LABEL.sub(r"\1: ", FIGURES_BEFORE.sub("", piece).strip())
            for name, value in read_byline(words, language).items() if words != line.text else ():
                yield name, MetaFinding(value=value, rule="byline:beside date")
            if VI_FAMILY.match(words) and is_person_name(words, "vi") and language == "vi":
                yield "author", MetaFinding(value=words, rule="structure:beside date")


def _past_tail(tree: PageTree, region: Region, language: str) -> Iterator[tuple[str, MetaFinding]]:
    """Yield the makers who are named below the tools and the links that end the article."""
    if region.body:
        for line in _past_links(tree, region.body[-1].index + 1, region.end):
            if MAKER[language].match(line.text) and not (language == "vi" and _is_of_other_item(tree, line, region)):
                for name, value in read_byline(line.text, language).items():
                    yield name, MetaFinding(value=value, rule="byline:past tail")


def _is_of_other_item(tree: PageTree, line: Line, region: Region) -> bool:
    """Tell whether a line closes a box behind the text that a link opens: the box is another item's."""
    box, last = line.block, region.body[-1].index
    while box.parent is not None and box.parent.first > last:
        box = box.parent
    return any(other.link_share > 0.5 for other in tree.lines[box.first : line.index])


def _past_links(tree: PageTree, start: int, end: int) -> Iterator[Line]:
    """Yield the few lines of text behind the article; the links of other items between them do not count."""
    seen = 0
    for line in tree.lines[start : end + PAST_LINKS]:
        if line.link_share >= 0.5 or line.hidden:
            continue
        yield line
        seen += line.index >= end
        if seen == PAST_TAIL:
            return


def _is_site(found: MetaFinding, metadata: Metadata) -> bool:
    return any(bare(found.value) == bare(site.value) for site in metadata.find("site"))
