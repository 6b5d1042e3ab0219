"""When the article was published and updated, in the page's own words.

Candidates are ranked by trust: metadata made for machines, a labelled date between title and text, an unlabelled date
line there, other metadata, then dates after the text.  A finer one of the same day supplies the time; one of another
day is reported as a disagreement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from crawler.normalise.dates.find import DateFound, find_date, learn_date_order, other_reading
from crawler.normalise.dates.url_dates import date_in_url
from crawler.normalise.numbers.counts import find_views
from crawler.pages.body.boilerplate import is_stamp
from crawler.pages.dom.elements import block_around
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.machine_dates import machine_dates
from crawler.pages.fields.metadata import Metadata
from crawler.pages.fields.posted import read_posted
from crawler.pages.fields.region import Region
from crawler.pages.vocabulary import DATE_LABEL, META_WORD, WEEKDAY, DateRole, folded
from crawler.site import DateOrder

RANK = {
    "government": 0,
    "data": 1,
    "label": 2,
    "line": 3,
    "tail label": 4,
    "meta": 5,
    "above": 6,
    "updated": 7,
    "tail line": 8,
    "generated": 9,
}
TRUSTED = frozenset((*range(RANK["meta"] + 1), RANK["generated"]))
"""Ranks of which a date of another day is worth noting."""
LAST_DAY = date(2099, 1, 1)
DAY, MINUTE = 10, 16
"""Characters of an ISO date up to its day and to its minute."""
GOVERNMENT_RULES = ("meta:pubdate", "meta:firstpublishedtime")
DATA_RULES = ("json-ld:", "microdata:", "founder:")

NEAR = 2
"""Lines from a label to its value, at most."""
DAY_ONLY = re.compile(r"^\s*(\d{1,2})\s*[日号]?\s*$")
YEAR_MONTH = re.compile(r"^\s*((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*月?\s*$")
MONTH_YEAR = re.compile(r"^\s*(?:tháng\s*)?(\d{1,2})\s*[,/.-]\s*((?:19|20)\d{2})\s*$", re.IGNORECASE)
DAY_AND_MONTH = re.compile(
    r"\s*(?:(?P<day>\d{1,2})\s+(?P<year>(?:19|20)\d{2})\s?[-/.年]\s?(?P<month>\d{1,2})月?"
    r"|(?P<first>\d{1,2})\s+(?P<mid>\d{1,2})\s?[-/.]\s?(?P<last>(?:19|20)\d{2}))\s*$"
)
"""A day that is set in large type beside its month, in one line: 17 2019-10."""
TIME_ONLY = re.compile(
    r"^\s*\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?\s*(?:[AP]M|SA|CH|sáng|trưa|chiều|tối)?\s*$", re.IGNORECASE
)
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
POSTED_LINES = 2
"""So many of the text's last lines may say who posted it."""
COMMENT_NAME = re.compile(r"comment|(?:^|[\s_-])cmt|pinglun|liuyan|guestbook|binh-?luan|phan-?hoi|y-?kien|reply")
ENTRY = 20
STOPS = ("。", "！", "？", ".", "!", "?", "…", "”", '"')
TELLING_DATES, TELLING_LINE = 3, 200
"""So many dates of lines no longer than this tell the page's order of day and month."""
SEVERAL = 3
"""Unlabelled dates of more days than this are a list of other items."""
SENTENCE = re.compile(r"[，。；;,]\s|[，。；]|[.;]$")
PLACE_AND_DATE = re.compile(r"^(?!\W*(?:thứ|chủ)\s)[^\d:：]{2,40},\s*ngày\s", re.IGNORECASE)
"""The head of an official paper: "Hà Nội, ngày 5 tháng 3 năm 2013"."""
SCRIPT_DATE = re.compile(r"""["']((?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}[^"']{0,24})["']""")
MIDNIGHT = re.compile(r"T00:00(?::00)?(?=$|[+Z-])")
HEADLINE_LINES = 3
DATE_IN_BRACKETS = re.compile(
    r"[【\[(（]\s*((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?)\s*[】\])）]\s*$"
)
TOLD_FROM_NOW = re.compile(
    r"\W*(?:(?:đăng|cập\s+nhật|发布|更新)(?:\s+(?:lúc|cách\s+đây))?\W{0,3})?"
    r"(\d{1,2}\s(?:phút|giờ|ngày|tuần|tháng)\s+trước|\d{1,2}\s?(?:分钟|小时|天|周|个月)前|刚刚|(?:昨天|前天)(?:\s?\d{1,2}:\d{2})?)\W*",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^[\s（(【\[]*(?:[\u4e00-\u9fff]{2,6}(?:社|网|報|报|台))?(?:记者)?[\u4e00-\u9fff、]{0,12}?((?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:电|電|讯|訊|消息)"
)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One date that the page states: the words, what they mean, and the rule."""

    raw: str
    iso: str
    rule: str
    rank: int

    @property
    def day(self) -> str:
        """The date without its time."""
        return self.iso[:10]

    @property
    def fineness(self) -> int:
        """How much of the moment is stated; midnight is what systems write for "no time"."""
        return 10 if MIDNIGHT.search(self.iso) else min(len(self.iso), 19)


@dataclass(frozen=True, kw_only=True)
class PageDates:
    """The dates of one page."""

    published: Dated | None
    updated: Dated | None
    dateline: str | None
    disagreeing: tuple[str, ...] = ()
    """Trusted publication dates of another day."""


def find_page_dates(
    tree: PageTree, region: Region, metadata: Metadata, language: str, stated: str | None = None
) -> PageDates:
    """Return the dates of the page; *stated* is the posting date of a disclosure table."""
    found, updated = date_candidates(tree, region, metadata, language, stated)
    found.sort(key=lambda date: date.rank)
    published = _finest(found)
    return PageDates(
        published=published,
        updated=next((date for date in updated if published is None or date.raw != published.raw), None),
        dateline=_dateline(region.body),
        disagreeing=_disagreeing(found, published),
    )


def date_candidates(
    tree: PageTree, region: Region, metadata: Metadata, language: str, stated: str | None = None
) -> tuple[list[Dated], list[Dated]]:
    """Return all that may be the publication date, each with its rank, and all that may be the last update."""
    labelled = [*_labelled(region, language), *_marked(tree, region, language), *_posted(region, language)]
    found = [
        *_metadata(metadata, "published", language),
        *(date for role, date in labelled if role == "published"),
        *_unlabelled_around(tree, region, language),
    ]
    found += _beside_headline(tree, region, language)
    if stated:
        found += _dated(stated, stated, "disclosure", RANK["label"], language)
    updated = [
        *_metadata(metadata, "updated", language),
        *(date for role, date in labelled if role == "updated"),
    ]
    if not any(date.rank < RANK["tail line"] for date in found):
        found += [
            _reranked(date, "updated")
            for date in updated
            if not date.rule.startswith(("meta:", "json-ld:", "microdata:"))
        ]
    if not found:
        found = [*_scripted(tree, region, language), *_for_engines(region, language)]
    if not found:
        found = list(_told_from_now(region))
    return _without_doubtful(found, metadata, tree.url), updated


def _beside_headline(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    """Yield the date in brackets that ends the headline's own line."""
    for line in tree.lines[region.start : region.start + HEADLINE_LINES]:
        if (line.heading or line.index == region.start) and (match := DATE_IN_BRACKETS.search(line.text)):
            yield from _dated(match[1], match[1], "structure:heading", RANK["line"], language)


def _told_from_now(region: Region) -> Iterator[Dated]:
    """Yield the words of a line below the headline that are a time told from the moment of reading."""
    for line in region.head:
        if not line.hidden and (match := TOLD_FROM_NOW.fullmatch(line.text)):
            yield Dated(raw=match[1], iso="", rule="structure:told from now", rank=RANK["line"])


def _without_doubtful(found: list[Dated], metadata: Metadata, url: str) -> list[Dated]:
    """Let a date that the page shows between title and text go before a `PubDate` element that says otherwise.

    Systems write the moment of the page's generation there, anew with each rebuild; some say so in another element.
    The element is believed against the shown date where the address bears its day, and not the shown one.
    """
    shown = [date for date in found if date.rank in (RANK["label"], RANK["line"])]
    stated = [date for date in found if date.rank in (RANK["government"], RANK["data"])]
    if not shown or not stated:
        return found
    first, said = min(shown, key=lambda date: date.rank), stated[0]
    if (_agree(said, first) and not _is_generated(said, metadata)) or _in_address(said, first, url):
        return found
    return [_reranked(date, "generated") if date in stated else date for date in found]


def _agree(one: Dated, other: Dated) -> bool:
    """Tell whether two dates are of the same day, and of the same minute where both state one."""
    timed = one.fineness > DAY and other.fineness > DAY
    return one.day == other.day and (not timed or one.iso[:MINUTE] == other.iso[:MINUTE])


def _is_generated(date: Dated, metadata: Metadata) -> bool:
    """Tell whether another element says that the moment is the page's generation."""
    others = metadata.meta.get("others", "")
    return "生成" in others and date.raw[:DAY] in others


def _in_address(said: Dated, shown: Dated, url: str) -> bool:
    day = date_in_url(url, LAST_DAY)
    return day is not None and day == said.day != shown.day


def page_date_order(tree: PageTree, published: str | None, language: str) -> DateOrder | None:
    """Return how the page orders day and month, where its publication date can be read in two ways.

    The dates of its other lines decide: at least a few that can be read in one way only, and next to none in the other.
    """
    if published is None or other_reading(published, language) is None:
        return None
    lines = [line for line in tree.lines if len(line.text) < TELLING_LINE and published not in line.text]
    dated = [line.text for line in lines if not CLOCK_NAME.search(line.block.ident)]
    telling = [text for text in dated if learn_date_order([text])]
    return learn_date_order(telling) if len(telling) >= TELLING_DATES else None


def _disagreeing(found: Sequence[Dated], published: Dated | None) -> tuple[str, ...]:
    """Return trusted dates of other days than the chosen one, one for each day."""
    if published is None:
        return ()
    others = {date.day: date.raw for date in reversed(found) if date.rank in TRUSTED and date.day != published.day}
    return tuple(others.values())[::-1]


def _reranked(date: Dated, rank: str) -> Dated:
    return Dated(raw=date.raw, iso=date.iso, rule=date.rule, rank=RANK[rank])


def _finest(found: Sequence[Dated]) -> Dated | None:
    """Return the most trusted date or, of the same day, the one that states more of it."""
    if not found:
        return None
    first = found[0]
    whole = [
        date
        for date in found
        if (date.day == first.day or (len(first.iso) < DAY and date.iso.startswith(first.iso)))
        and (date.rank < RANK["generated"] or first.rank == RANK["generated"])
    ]
    return max(whole, key=lambda date: (date.fineness, -date.rank))


def _marked(tree: PageTree, region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the dates that elements of the article's head or foot also give in an attribute."""
    for role, value, rule, is_after in machine_dates(tree, region):
        rank = RANK["tail label" if is_after else "label"]
        yield from ((role, date) for date in _dated(value, value, rule, rank, language))


def _posted(region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the date of the sentence that says who posted the text."""
    for line in (*region.head, *region.body[-POSTED_LINES:], *region.tail):
        posted = read_posted(line.text, language)
        if posted is not None:
            dates = _dated(posted.date, posted.date, "text:posted", RANK["tail label"], language)
            yield from (("published", date) for date in dates)


def _is_comment(line: Line, region: Region) -> bool:
    """Tell whether a line stands in a box that is named for the readers' comments and does not hold the article."""
    if not region.body:
        return False
    near = (line.block, *line.block.ancestors())
    boxes = [block for block in near if not block.first <= region.body[0].index < block.last]
    return any(COMMENT_NAME.search(block.ident) for block in boxes)


def _precedes_text(tree: PageTree, line: Line) -> bool:
    """Tell whether running text follows a line in the same box: then the line dates that text, such as a comment."""
    below = tree.lines[line.index + 1 : line.index + 2]
    if not below or len(below[0].text) < ENTRY or not below[0].text.endswith(STOPS):
        return False
    box = line.block if line.block.last > below[0].index else line.block.parent
    return box is not None and box.first <= line.index and below[0].index < box.last


def _unlabelled_around(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    yield from _split(region.head, language)
    yield from _split(region.above, language)
    for rank, lines in (("line", region.head), ("above", region.above), ("tail line", region.tail[:6])):
        dated = [
            date
            for before, line in zip((None, *lines), lines, strict=False)
            if not line.hidden
            and not _labels(before, line)
            and not _is_comment(line, region)
            and not (rank == "tail line" and _precedes_text(tree, line))
            for date in _unlabelled(line, rank, language, is_next=rank == "above" and line.index >= region.start - NEAR)
        ]
        if len({date.day for date in dated}) <= SEVERAL:
            yield from dated
    for line in region.closing:
        if find_views(line.text) or is_stamp(line.text):
            yield from _unlabelled(line, "tail line", language)


def _metadata(metadata: Metadata, name: DateRole, language: str) -> Iterator[Dated]:
    for found in metadata.find(name):
        rank = "meta"
        if found.rule in GOVERNMENT_RULES:
            rank = "government"
        elif found.rule.startswith(DATA_RULES):
            rank = "data"
        yield from _dated(found.value, found.value, found.rule, RANK[rank], language)


def _dated(raw: str, text: str, rule: str, rank: int, language: str) -> list[Dated]:
    date = find_date(text, language)
    return [Dated(raw=raw, iso=date.iso, rule=rule, rank=rank)] if date and len(date.iso) >= 7 else []


def _labelled(region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the dates that stand behind a label of publication or update, each with its role."""
    for rank, lines in (
        ("label", region.head),
        ("label", region.above),
        ("tail label", (*region.closing, *region.tail)),
    ):
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            for role, label, text in _segments(line, following):
                date = find_date(text, language)
                if date is None:  # two figures for the year are read where they are all of the text
                    text = text.removeprefix(label).lstrip(" :：")
                    date = find_date(text, language)
                if date is not None and len(date.iso) >= 7:
                    yield role, Dated(raw=text[: date.end], iso=date.iso, rule=f"label:{label}", rank=RANK[rank])


def _segments(line: Line, following: Line | None) -> Iterator[tuple[str, str, str]]:
    """Yield role, label and labelled text, the label included; a label that ends its line labels the next one."""
    words = folded(line.text)
    if len(words) > 400 or len(words) != len(line.text):
        return
    labels = list(DATE_LABEL.finditer(words))
    for number, label in enumerate(labels):
        if label.lastgroup not in ("published", "updated"):
            continue
        end = labels[number + 1].start() if number + 1 < len(labels) else len(words)
        text = line.text[label.start() : end]
        if not re.search(r"\d", text) and end == len(words) and following is not None and len(following.text) < 60:
            text = f"{text} {following.text}"
        if label.start() < 60 or "：" in text[:20] or ":" in text[:30]:
            yield label.lastgroup, line.text[label.start() : label.end()].strip(), text.strip(" |-–—")


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


def _has_label(words: str, end: int) -> bool:
    """Tell whether a line labels its date; "posted in" behind the date, before a place, is no label of it."""
    return any(label.start() < end or label.lastgroup != "published" for label in DATE_LABEL.finditer(words))


def _is_sentence(text: str, date: DateFound, edge: bool) -> bool:
    """Tell whether the words around a date are a sentence; a comma may set a date at the line's edge apart."""
    if edge:
        text = f"{text[: date.start].rstrip(' ,，|-')}{text[date.end :].lstrip(' ,，|-')}"
    return SENTENCE.search(text) is not None


def _labels(before: Line | None, line: Line) -> bool:
    """Tell whether the line before is the label of this one: it ends in a colon, or is the cell to its left.

    The label of a tool, such as the size of type, labels no date.
    """
    if before is None or line.index - before.index > NEAR or re.search(r"\d", before.text) or len(before.text) > 40:
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


def _split(lines: Sequence[Line], language: str) -> Iterator[Dated]:
    """Yield a date whose day and month stand in two elements, and one whose time does."""
    for line in lines:
        if match := DAY_AND_MONTH.match(line.text):
            raw = "-".join(part for part in match.group("year", "month", "day", "last", "mid", "first") if part)
            yield from _dated(raw, raw, "structure:split", RANK["line"], language)
    for line, other in pairwise(lines):
        for day, rest in ((line.text, other.text), (other.text, line.text)):
            if not DAY_ONLY.match(day):
                continue
            number = DAY_ONLY.sub(r"\1", day)
            if match := YEAR_MONTH.match(rest):
                raw = f"{match[1]}-{int(match[2]):02d}-{int(number):02d}"
                yield from _dated(raw, raw, "structure:split", RANK["line"], language)
            elif match := MONTH_YEAR.match(rest):
                raw = f"{match[2]}-{int(match[1]):02d}-{int(number):02d}"
                yield from _dated(raw, raw, "structure:split", RANK["line"], language)
        if TIME_ONLY.match(other.text) and len(line.text) < 60:
            raw = f"{line.text} {other.text}"
            yield from (
                Dated(raw=raw, iso=date.iso, rule="structure:split", rank=RANK["line"])
                for date in _dated(raw, raw, "", 0, language)
                if len(date.iso) > 10 and not DATE_LABEL.search(folded(line.text))
            )


def _scripted(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    """Yield the date that a small script between title and text writes out, such as ``showDate("2020/04/17")``."""
    text = region.body[0].index if region.body else region.end
    for script in tree.scripts:
        match = SCRIPT_DATE.search(script.text) if len(script.text) < 200 else None
        if match:
            block = block_around(tree, script.element)
            if block.last - block.first <= 5 and region.start <= block.first <= text:
                yield from _dated(match[1], match[1], "structure:script", RANK["line"], language)


def _for_engines(region: Region, language: str) -> Iterator[Dated]:
    """Yield the date of a hidden line of fields below the title, which some systems write for search engines."""
    for line in region.head:
        if line.hidden and BYLINE.search(folded(line.text)):
            yield from _unlabelled(line, "line", language)


def _dateline(body: Sequence[Line]) -> str | None:
    for line in body[:3]:
        match = DATELINE.match(line.text)
        if match:
            return match[0].strip(" （(【[")
    return None
