"""Documents named again in short: "(sau đây gọi là Thông tư 12)", "Nghị định 96", "Công văn nêu trên"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.normalise.papers.relations.shapes import Mention

_KIND = r"(?:Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Công văn|Công điện|Kế hoạch|Thông báo)"
_ALIAS = re.compile(
    r"\(\s*(?:sau đây|dưới đây|từ đây)?\s*(?:được\s+)?(?:gọi|viết)\s*(?:tắt|chung)?\s*(?:là|:)\s*[\"“]?"
    r"(?P<alias>[A-ZĐ][^()\"”\n]{2,60}?)[\"”]?\s*\)"
)
_ALIAS_SIGNS = ("gọi", "viết tắt")
_AGAIN = re.compile(
    rf"(?P<kind>{_KIND}|(?:văn bản|quyết định|công văn|thông tư|nghị định|kế hoạch|chỉ thị|thông báo)"
    r"(?=\s+(?:(?:đã\s+)?(?:nêu|nói)\s+)?trên(?!\w)))(?:\s+(?:(?P<back>(?:đã\s+)?(?:nêu|nói)\s+trên|trên|đó)|(?P<this>này)"
    r"|(?:số\s+)?(?P<figure>\d{1,4})(?![\w/-]|[.,:]\d|\s+(?:ngày|điều|khoản)(?!\w)))(?!\w)"
    r"|(?=\s+(?:thay thế|bãi bỏ|sửa đổi|có hiệu lực|cũng|nêu rõ|gồm|mới)(?!\w)))"
)
"""The kind alone, before a verb, is one named before only at the head of a sentence."""
_TOLD = re.compile(
    r"(?:(?:đã|vừa|mới|chính thức)\s+(?:(?:ký|có|công bố)\s+)?(?:ban hành|ký|có|công bố)|vi phạm)\s+(?:các\s+)?\Z"
)
"""What tells of another's paper, not of the one at hand."""
_OWN_CLAUSES = re.compile(r"(?:\A|\n)\s*(?:Điều\s+\d+\s*[.:]|Căn cứ\s)")
_OF_LAW = ("Thông tư", "Thông tư liên tịch", "Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị")
_LETTERS = ("Công văn", "Thông báo", "Công điện", "Giấy mời", "Tờ trình", "Báo cáo")
_ARTICLE_REACH = 160


def short_names(
    text: str, mentions: Sequence[Mention], own_kind: str | None, article: re.Pattern[str]
) -> list[Mention]:
    """Return the places at which one of the *mentions* is named again, in short.

    `own_kind` is the kind of paper that the text itself is, where its number tells; "Thông tư này" in a letter is the
    circular named before.  `article` matches the clause that ends where a name begins.
    """
    named = [mention for mention in mentions if mention.number and not mention.nested]
    if not named:
        return []
    found = [*_aliases(text, named), *_again(text, named, own_kind)]
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    again: list[Mention] = []
    for start, end, mention in sorted(found, key=lambda one: one[:2]):
        if 1 in taken[start:end]:
            continue
        clause = article.search(text, max(0, start - _ARTICLE_REACH), start)
        words = " ".join(clause["article"].split()).strip(" ,") if clause else None
        begin = clause.start() if clause else start
        taken[begin:end] = b"\1" * (end - begin)
        again.append(replace(mention, start=begin, end=end, article=words))
    return again


_Place = tuple[int, int, Mention]


def _aliases(text: str, named: Sequence[Mention]) -> Iterator[_Place]:
    if not any(sign in text for sign in _ALIAS_SIGNS):
        return
    for definition in _ALIAS.finditer(text):
        mention = _before(named, definition.start())
        if mention is None or "\n" in text[mention.end : definition.start()]:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(definition['alias'].strip())}(?![\w/])(?!\s+này)", text):
            if match.start() > definition.end():
                yield match.start(), match.end(), mention


def _before(named: Sequence[Mention], at: int) -> Mention | None:
    behind = bisect_left(named, at, key=lambda mention: mention.start)
    return named[behind - 1] if behind else None


def _again(text: str, named: Sequence[Mention], own_kind: str | None) -> Iterator[_Place]:
    is_paper: bool | None = None
    for match in _AGAIN.finditer(text, named[0].end):
        before = text[match.start() - 4 : match.start()]
        if before[-1:].isalnum() or before[-1:] in "_-/" or before == "các ":
            continue
        mention = _last_named(text, named, match["kind"], match.start(), match["figure"])
        if mention is None:
            continue
        if not match["figure"]:
            is_paper = _OWN_CLAUSES.search(text) is not None if is_paper is None else is_paper
            is_told = not is_paper and _TOLD.search(text, max(0, mention.start - 40), mention.start)
            is_other = match["this"] and _is_other(match["kind"], own_kind)
            is_bare = match.end() == match.end("kind") and not _is_head(text[max(0, match.start() - 3) : match.start()])
            if is_bare or not (match["back"] or is_told or is_other):
                continue
        yield match.start(), match.end(), mention


def _is_head(before: str) -> bool:
    return re.search(r"[.;\n]\s*\Z", before) is not None


def _is_other(kind: str, own_kind: str | None) -> bool:
    """Whether "… này" in a paper of *own_kind* is no annex of it: a decision has a plan, a letter has none."""
    return own_kind not in (None, kind) and (kind in _OF_LAW or own_kind in _LETTERS)


_FAR = 200
"""Mentions looked at backwards."""


def _last_named(
    text: str, named: Sequence[Mention], kind: str, before: int, figure: str | None = None
) -> Mention | None:
    """Return the last paper of a kind that ends before a place, of a figure if one is given."""
    at = bisect_right(named, before, key=lambda mention: mention.end)
    of_figure = re.compile(rf"0*{int(figure)}\D") if figure else None
    for mention in reversed(named[max(0, at - _FAR) : at]):
        is_of_figure = of_figure is None or of_figure.match(mention.number or "")
        if is_of_figure and (kind == "văn bản" or kind.lower() in text[mention.start : mention.raw_start].lower()):
            return mention
    return None
