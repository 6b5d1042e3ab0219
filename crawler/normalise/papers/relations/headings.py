"""Headings that tell what a list or table of papers is for: 废止的规范性文件目录, "Danh mục văn bản hết hiệu lực"."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from crawler.normalise.papers.relations.rules import FIRST
from crawler.normalise.papers.relations.shapes import RelationType

_CHINESE_SIGNS = ("目录", "清单", "一览表", "文件")
_VIETNAMESE_SIGNS = ("anh mục", "ANH MỤC")
_CHINESE = re.compile(
    rf"(?:(?<=\n)|(?<=^))[^。;\n{FIRST}]{{0,40}}?(?P<words>(?:拟|建议|已|继续|现行)?(?:废止|失效|停止执行|作废|修改|修订|有效|保留)"
    rf"(?:[、和及与或]?(?:宣布)?(?:废止|失效|停止执行|作废|修改|修订))*)(?:的|后的)?[^。;,\n{FIRST}]{{0,16}}?(?:目录|清单|一览表|文件(?=\s?[(:\n]))"
    rf"\s?(?:\([^()\n{FIRST}]{{1,20}}\))?\s?:?(?=\s?(?:\n|序号|\d{{1,2}}[.、]|[一二三四五六七八九十]{{1,3}}、|{FIRST}))"
)
_VIETNAMESE = re.compile(
    rf"(?:(?<=\n)|(?<=^))[^.;\n{FIRST}]{{0,60}}?(?i:danh mục)\n?[^.;\n{FIRST}]{{0,90}}?"
    rf"(?P<words>(?i:(?:được |bị |đề nghị |dự kiến )?(?:hết hiệu lực|bãi bỏ|hủy bỏ|còn hiệu lực|thay thế|sửa đổi)))"
    rf"(?!\w)[^.;\n{FIRST}]{{0,90}}(?=\n)"
)
_NO_ITEM = 80
"""A paragraph this long that names no paper is no item: the list has ended."""


@dataclass(frozen=True)
class ListHeading:
    """A heading, and what the papers below it are in it for."""

    end: int
    type: RelationType
    words: str
    last: int
    """Where its list ends."""


def list_headings(masked: str) -> list[ListHeading]:
    """Return the headings of lists of papers in unwrapped text, its documents masked."""
    matches = [
        match
        for signs, pattern in ((_CHINESE_SIGNS, _CHINESE), (_VIETNAMESE_SIGNS, _VIETNAMESE))
        if any(sign in masked for sign in signs)
        for match in pattern.finditer(masked)
    ]
    nexts = [*(match.start() for match in matches[1:]), len(masked)][: len(matches)]
    return [
        ListHeading(match.end(), _type(match["words"].lower()), match["words"], _last(masked, match.end(), following))
        for match, following in zip(matches, nexts, strict=True)
    ]


def heading_of(headings: list[ListHeading], at: int) -> ListHeading | None:
    """Return the heading in whose list a place is."""
    before = bisect_right(headings, at, key=lambda heading: heading.end) - 1
    return headings[before] if before >= 0 and at < headings[before].last else None


def _type(words: str) -> RelationType:
    if re.match("拟|建议|已|đề nghị|dự kiến", words):
        return "cites"
    is_repeal = re.search("废止|失效|停止执行|作废|hết hiệu lực|bãi bỏ|hủy bỏ", words)
    is_change = re.search("修改|修订|sửa đổi", words)
    if is_repeal:
        return "cites" if is_change else "repeals"
    if is_change:
        return "amends"
    return "replaces" if "thay thế" in words else "cites"


def _last(masked: str, start: int, end: int) -> int:
    at = start
    for line in masked[start:end].splitlines(keepends=True):
        if FIRST not in line and len(line) > _NO_ITEM:
            return at
        at += len(line)
    return end
