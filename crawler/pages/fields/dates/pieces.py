"""Dates in unusual forms: in several elements, in brackets behind the headline, in a script, told from now."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crawler.pages.dom.elements import block_around
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.dates.candidate import RANK, Dated, read_dates
from crawler.pages.fields.region import Region
from crawler.pages.vocabulary import DATE_LABEL, folded

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
SCRIPT_DATE = re.compile(r"""["']((?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}[^"']{0,24})["']""")
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


def dates_beside_headline(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    """Yield the date in brackets that ends the headline's own line."""
    for line in tree.lines[region.start : region.start + HEADLINE_LINES]:
        if (line.heading or line.index == region.start) and (match := DATE_IN_BRACKETS.search(line.text)):
            yield from read_dates(match[1], match[1], "structure:heading", RANK["line"], language)


def told_from_now(region: Region) -> Iterator[Dated]:
    """Yield the words of a line below the headline that are a time told from the moment of reading."""
    for line in region.head:
        if not line.hidden and (match := TOLD_FROM_NOW.fullmatch(line.text)):
            yield Dated(raw=match[1], iso="", rule="structure:told from now", rank=RANK["line"])


def split_dates(lines: Sequence[Line], language: str) -> Iterator[Dated]:
    """Yield a date whose day and month stand in two elements, and one whose time does."""
    for line in lines:
        if match := DAY_AND_MONTH.match(line.text):
            raw = "-".join(part for part in match.group("year", "month", "day", "last", "mid", "first") if part)
            yield from read_dates(raw, raw, "structure:split", RANK["line"], language)
    for line, other in pairwise(lines):
        for day, rest in ((line.text, other.text), (other.text, line.text)):
            if not DAY_ONLY.match(day):
                continue
            number = DAY_ONLY.sub(r"\1", day)
            if match := YEAR_MONTH.match(rest):
                raw = f"{match[1]}-{int(match[2]):02d}-{int(number):02d}"
                yield from read_dates(raw, raw, "structure:split", RANK["line"], language)
            elif match := MONTH_YEAR.match(rest):
                raw = f"{match[2]}-{int(match[1]):02d}-{int(number):02d}"
                yield from read_dates(raw, raw, "structure:split", RANK["line"], language)
        if TIME_ONLY.match(other.text) and len(line.text) < 60:
            raw = f"{line.text} {other.text}"
            yield from (
                Dated(raw=raw, iso=date.iso, rule="structure:split", rank=RANK["line"])
                for date in read_dates(raw, raw, "", 0, language)
                if len(date.iso) > 10 and not DATE_LABEL.search(folded(line.text))
            )


def scripted_dates(tree: PageTree, region: Region, language: str) -> Iterator[Dated]:
    """Yield the date that a small script between title and text writes out, such as ``showDate("2020/04/17")``."""
    text = region.body[0].index if region.body else region.end
    for script in tree.scripts:
        match = SCRIPT_DATE.search(script.text) if len(script.text) < 200 else None
        if match:
            block = block_around(tree, script.element)
            if block.last - block.first <= 5 and region.start <= block.first <= text:
                yield from read_dates(match[1], match[1], "structure:script", RANK["line"], language)


def find_dateline(body: Sequence[Line]) -> str | None:
    """Return the words in which a news report says where and when it was sent, at the start of the text."""
    for line in body[:3]:
        match = DATELINE.match(line.text)
        if match:
            return match[0].strip(" （(【[")
    return None
