"""Dates without a label: lines that are hardly more than a date, above, below and behind the headline."""

import re
from collections.abc import Iterator

from crawler.normalise.dates.find import DateFound, find_date
from crawler.normalise.numbers.counts import find_views
from crawler.pages.body.boilerplate import is_stamp, opens_event
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.dates.candidate import DAY, RANK, Dated
from crawler.pages.fields.dates.pieces import split_dates
from crawler.pages.fields.region import Region
from crawler.pages.vocabulary import DATE_LABEL, META_WORD, WEEKDAY, folded

NEAR = 2
"""Lines from a label to its value, at most."""
DATED_NAME = re.compile(r"date|time|publish|ngay|calendar|pub|shijian|riqi|info|meta")
CLOCK_NAME = re.compile(
    r"clock|today|(?:^|[\s_-])now|date-?bar|(?:^|\s)top(?=$|[\s_\d-]|bar|nav)|(?<!news-)(?<!article-)(?<!post-)(?<!entry-)(?<!content-)header|banner|nav|hom-?nay"
)
"""Elements above the title that show the day of the visit."""
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%-]+")
EDITION = re.compile(r"第\s?[a-z]?\d{1,3}\s?版|\d版\s*[:：]")
"""The page of a newspaper, beside the day of its edition."""
BYLINE = re.compile(r"(?:来\s?源|作\s?者|编\s?辑|nguồn(?:\s+tin)?|tác\s+giả)\s*[:：]")
NOISE = re.compile(
    r"[\s\d:：|/\\,，.。;；()（）\[\]【】<>《》«»·•\-–—_+]+|gmt|utc|\bam\b|\bpm\b|\blúc\b|\bgiờ\b|\bngày\b|\bphút\b|[年月日时分秒]"
)
COMMENT_NAME = re.compile(r"comment|(?:^|[\s_-])cmt|pinglun|liuyan|guestbook|binh-?luan|phan-?hoi|y-?kien|reply")
ENTRY = 20
STOPS = ("。", "！", "？", ".", "!", "?", "…", "”", '"')
LABEL = 40
"""Characters of the longest label of a date."""
SEVERAL = 3
"""Unlabelled dates of more days than this are a list of other items."""
SENTENCE = re.compile(r"[，。；;,]\s|[，。；]|[.;]$")
RANGE = re.compile(r"\s*(?:đến|tới|至|到|[~～—–])\s*(?:hết\s+)?(?:ngày\s+)?\d")
"""The words between the first and the last day of a time."""
UNKNOWN_LABEL = re.compile(r"[^\W\d]{2,12}(?:\s[^\W\d]{1,8}){0,4}\s?[:：]\s*(?:ngày\s+)?$")
OF_A_TEXT = re.compile(r"[稿文刊登发布录建传写编更]\s?(?:日\s?期|时\s?间)\W*$")
"""What a label ends in that dates a text, whatever it begins with."""
PLACE_AND_DATE = re.compile(r"^(?!\W*(?:thứ|chủ)\s)[^\d:：]{2,40},\s*ngày\s", re.IGNORECASE)
"""The head of an official paper: "Hà Nội, ngày 5 tháng 3 năm 2013"."""


def _is_comment(line: Line, region: Region) -> bool:
    """Tell whether a line stands in a box that is named for the readers' comments and does not hold the article."""
    if not region.body:
        return False
    near = (line.block, *line.block.ancestors())
    boxes = [block for block in near if not block.first <= region.body[0].index < block.last]
    return any(COMMENT_NAME.search(block.ident) for block in boxes)


def _is_item(tree: PageTree, line: Line) -> bool:
    """Tell whether a line is the row of another article: its one link says more than what stands beside it."""
    if line.link_share <= 0.5 or line.link_chars < ENTRY or ADDRESS.search(line.text):
        return False
    return sum(anchor.line == line.index for anchor in tree.anchors) == 1


def _precedes_text(tree: PageTree, line: Line) -> bool:
    """Tell whether running text follows a line in the same box: then the line dates that text, such as a comment."""
    below = tree.lines[line.index + 1 : line.index + 2]
    if not below or len(below[0].text) < ENTRY or not below[0].text.endswith(STOPS):
        return False
    box = line.block if line.block.last > below[0].index else line.block.parent
    return box is not None and box.first <= line.index and below[0].index < box.last


def unlabelled_dates(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    """Yield the dates of lines around the text that are hardly more than a date, with the rank of their place."""
    yield from split_dates(region.head, language)
    yield from split_dates(region.above, language)
    below_title = "line" if region.titled else "above"
    text = region.body[0].index if region.body and not region.titled else region.start
    for rank, lines in ((below_title, region.head), ("above", region.above), ("tail line", region.tail[:6])):
        dated = [
            date
            for before, line, following in zip((None, *lines), lines, (*lines[1:], None), strict=False)
            if not line.hidden
            and not _is_item(tree, line)
            and not opens_event(line.text, following.text if following else "")
            and not _labels(tree, before, line)
            and not _is_comment(line, region)
            and not (rank == "tail line" and _precedes_text(tree, line))
            for date in _unlabelled(line, rank, language, is_next=rank == "above" and line.index >= text - NEAR)
        ]
        if len({date.day for date in dated}) <= SEVERAL:
            yield from dated
    for line in region.closing:
        if (find_views(line.text) or is_stamp(line.text)) and not _precedes_text(tree, line):
            yield from _unlabelled(line, "tail line", language)


def _unlabelled(line: Line, rank: str, language: str, *, is_next: bool = False) -> Iterator[Dated]:
    """Yield the date of a line that is hardly more than a date, or a date beside a byline.

    Above the title a weekday speaks for the page's clock, unless the line is right above it (`is_next`) and timed; a
    timed date without one there is as good as one below the title.
    """
    text = line.text
    if len(text) > 150 or not re.search(r"\d{4}|\d[-/.]\d|[〇○零一二三四五六七八九]年", text):
        return
    words = folded(text)
    date = find_date(text, language) if len(words) == len(text) else None
    if date is None or len(date.iso) < 10 or _has_label(words, date.end):
        return
    if RANGE.match(words, date.end) or _has_unknown_label(words[: date.start]):
        return
    rest = NOISE.sub("", WEEKDAY.sub("", ADDRESS.sub(" ", f"{words[: date.start]} {words[date.end :]}")))
    edge = not NOISE.sub("", WEEKDAY.sub("", words[: date.start])) or not NOISE.sub("", words[date.end :])
    if is_next and len(date.iso) > DAY and not WEEKDAY.search(words) and not CLOCK_NAME.search(line.block.ident):
        rank = "line"
    alone = len(rest) <= 6 or META_WORD.search(words[: date.start] + words[date.end :]) is not None
    if rank == "tail line":
        alone = len(rest) <= 2 or find_views(text) is not None or BYLINE.search(words) is not None
        timed = len(date.iso) > 10 or any(
            DATED_NAME.search(block.ident) for block in (line.block, *list(line.block.ancestors())[:2])
        )
        fits = alone and timed and len(text) < 60
    elif rank == "above":
        is_edition = EDITION.search(words) is not None
        is_clock = WEEKDAY.search(words) and not (is_next and len(date.iso) > 10) and not is_edition
        is_byline = META_WORD.search(words[: date.start] + words[date.end :]) is not None and len(text) <= 70
        fits = (len(rest) <= 12 or is_byline or is_edition) and not is_clock and not CLOCK_NAME.search(line.block.ident)
    else:
        fits = alone or (len(text) <= 70 and (edge or len(date.iso) > 10) and not _is_sentence(text, date, edge))
    if fits and not PLACE_AND_DATE.match(text):
        yield Dated(
            raw=text[_word_start(words, date.start) : date.end].strip(),
            iso=date.iso,
            rule=f"structure:{rank}",
            rank=RANK[rank],
        )


def _has_unknown_label(before: str) -> bool:
    """Tell whether the words right before a date label it as something that is neither posting nor a maker's field."""
    label = UNKNOWN_LABEL.search(before)
    return label is not None and not any(known.search(label[0]) for known in (DATE_LABEL, META_WORD, OF_A_TEXT))


def _has_label(words: str, end: int) -> bool:
    """Tell whether a line labels its date; "posted in" behind the date, before a place, is no label of it."""
    return any(label.start() < end or label.lastgroup != "published" for label in DATE_LABEL.finditer(words))


def _is_sentence(text: str, date: DateFound, edge: bool) -> bool:
    """Tell whether the words around a date are a sentence; a comma may set a date at the line's edge apart."""
    if edge:
        text = f"{text[: date.start].rstrip(' ,，|-')}{text[date.end :].lstrip(' ,，|-')}"
    return SENTENCE.search(text) is not None


def _labels(tree: PageTree, before: Line | None, line: Line) -> bool:
    """Tell whether the line before is the label of this one: it ends in a colon, or is the cell to its left.

    The label of a tool, such as the size of type, labels no date, and no label reaches over a paragraph.
    """
    if before is None or line.index - before.index > NEAR or re.search(r"\d", before.text) or len(before.text) > LABEL:
        return False
    if any(len(between.text) > LABEL for between in tree.lines[before.index + 1 : line.index]):
        return False
    if before.text.endswith((":", "：")):
        return META_WORD.search(folded(before.text)) is None
    left, right = before.block.cell, line.block.cell
    beside = left is not None and right is not None and left is not right and left.parent is right.parent
    return beside and DATE_LABEL.search(folded(before.text)) is not None


def _word_start(words: str, start: int) -> int:
    """Take the weekday in front of a date along."""
    before = list(WEEKDAY.finditer(words, max(0, start - 24), start))
    return before[-1].start() if before else start


def hidden_dates(region: Region, language: str) -> Iterator[Dated]:
    """Yield the date of a hidden line of fields below the title, which some systems write for search engines."""
    for line in region.head:
        if line.hidden and BYLINE.search(folded(line.text)):
            yield from _unlabelled(line, "line", language)
