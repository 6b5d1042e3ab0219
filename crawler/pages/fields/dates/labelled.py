"""Dates that say themselves what they are: behind labels, in metadata, in attributes, in a sentence of posting."""

import re
from collections.abc import Iterator

from crawler.normalise.dates.find import find_date
from crawler.normalise.people.label_strokes import with_colons
from crawler.pages.body.boilerplate import is_sentence, opens_event
from crawler.pages.dom.model import Line
from crawler.pages.dom.tree import PageTree
from crawler.pages.fields.dates.candidate import RANK, Dated, read_dates
from crawler.pages.fields.dates.machine import machine_dates
from crawler.pages.fields.dates.posted import read_posted
from crawler.pages.fields.disclosure import line_parts
from crawler.pages.fields.metadata import Metadata
from crawler.pages.fields.region import Region
from crawler.pages.vocabulary import DATE_LABEL, DateRole, folded, is_meta_line

GOVERNMENT_RULES = ("meta:pubdate", "meta:firstpublishedtime")
DATA_RULES = ("json-ld:", "microdata:", "founder:")
FLOOR = re.compile(r"\W*(?:\d{1,4}\s?[楼樓]|沙发|板凳|网友|網友|游客)(?![\u4e00-\u9fff])")
"""How the line above a reader's comment begins."""
SEVERAL = 3
"""Labelled dates of more days than this are those of a list."""
POSTED_LINES = 2
"""So many of the text's last lines may say who posted it."""


def marked_dates(tree: PageTree, region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the dates that elements of the article's head or foot also give in an attribute."""
    for role, value, rule, is_after in machine_dates(tree, region):
        rank = RANK["tail label" if is_after else "label"]
        yield from ((role, date) for date in read_dates(value, value, rule, rank, language))


def posted_dates(region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the date of the sentence that says who posted the text."""
    for line in (*region.head, *region.body[-POSTED_LINES:], *region.tail):
        posted = read_posted(line.text, language)
        if posted is not None:
            dates = read_dates(posted.date, posted.date, "text:posted", RANK["tail label"], language)
            yield from (("published", date) for date in dates)


def metadata_dates(metadata: Metadata, name: DateRole, language: str) -> Iterator[Dated]:
    """Yield the dates that metadata made for machines state of publication or update."""
    for found in metadata.find(name):
        rank = "meta"
        if found.rule in GOVERNMENT_RULES:
            rank = "government"
        elif found.rule.startswith(DATA_RULES):
            rank = "data"
        yield from read_dates(found.value, found.value, found.rule, RANK[rank], language)


def labelled_dates(region: Region, language: str) -> Iterator[tuple[str, Dated]]:
    """Yield the dates that stand behind a label of publication or update, each with its role."""
    for rank, lines in (
        ("label", region.head),
        ("label", region.above),
        ("tail label", (*region.closing, *region.tail)),
    ):
        found: list[tuple[str, Dated]] = []
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            if opens_event(line.text, following.text if following else "") or FLOOR.match(line.text):
                continue
            segments = [*_segments(line.text, following)] or [*_of_parts(line)]
            for role, label, text in segments:
                date = find_date(text, language)
                if date is None:  # two figures for the year are read where they are all of the text
                    text = text.removeprefix(label).lstrip(" :：")
                    date = find_date(text, language)
                if date is not None and len(date.iso) >= 7:
                    found.append(
                        (role, Dated(raw=text[: date.end], iso=date.iso, rule=f"label:{label}", rank=RANK[rank]))
                    )
        if len({date.day for role, date in found if role == "published"}) <= SEVERAL:
            yield from found


def _of_parts(line: Line) -> Iterator[tuple[str, str, str]]:
    """Yield what the elements of a line of fields say, each read alone: no space may stand between them."""
    if is_meta_line(line.text):
        for text in line_parts(line):
            yield from _segments(text)


def _segments(line: str, following: Line | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield role, label and labelled text, the label included; a label that ends its line labels the next one."""
    words = folded(with_colons(line))
    if len(words) > 400 or len(words) != len(line) or is_sentence(line):
        return
    labels = list(DATE_LABEL.finditer(words))
    for number, label in enumerate(labels):
        if label.lastgroup not in ("published", "updated"):
            continue
        end = labels[number + 1].start() if number + 1 < len(labels) else len(words)
        text = line[label.start() : end]
        if not re.search(r"\d", text) and end == len(words) and following is not None and len(following.text) < 60:
            text = f"{text} {following.text}"
        if label.start() < 60 or "：" in text[:20] or ":" in text[:30]:
            yield label.lastgroup, line[label.start() : label.end()].strip(), text.strip(" |-–—")
