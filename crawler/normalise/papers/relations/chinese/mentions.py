"""Documents named in Chinese text: 《关于…的通知》（国卫办医发〔2021〕17号）第五条, GB 19193-2015《…》, 〈…〉."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from crawler.normalise.papers.number_grammar import NumberFound
from crawler.normalise.papers.relations.days import CHINESE_DAY, chinese_day
from crawler.normalise.papers.relations.shapes import Mention
from crawler.normalise.papers.relations.unwrapping import Unwrapped

_FIGURE = r"[一二三四五六七八九十百零〇\d]{1,5}"
_UNIT = (
    rf"第(?:{_FIGURE}|\([一二三四五六七八九十\d]{{1,3}}\))(?:[编编章节節條条款項项目]|部分)"
    r"(?:之[一二三四五六七八九十])?"
)
ARTICLE = rf"{_UNIT}(?:\s?(?:[、,和及与]|至|以及)?\s?(?:第)?{_UNIT})*"
_ARTICLE_AFTER = re.compile(rf"\s?(?:文件|号文|文)?(?:通知)?(?:的|中的|中)?\s?(?P<article>{ARTICLE})")
_ALIAS = re.compile(r"(?:以下)?(?:统称|简称|下称|簡稱)\s?[:为“”\"]{0,2}\s?《(?P<alias>[^《》]{1,40})》")
_BRACKET_DAY = re.compile(rf"(?P<day>{CHINESE_DAY})(?!\s?(?:修订|修正|修改|起|施行|实施|第))")
_DAY_BEFORE = re.compile(
    rf"(?<![自从至到])(?P<day>{CHINESE_DAY})\s?[,]?\s?(?!被|由|起|前|后|以|施行|实施|开始|正式|时|期间|将"
    rf"|至)[\u4e00-\u9fa5、 ]{{0,30}}?(?:(?:联合)?(?:印发|发布|公布|下发|出台|制定|签发)(?:的|了)?)?\s?\Z"
)
_DAY_AFTER = re.compile(
    rf"\s?(?:已)?于\s?(?P<day>{CHINESE_DAY})\s?(?:由[\u4e00-\u9fa5]{{2,20}})?(?:印发|发布|公布|下发)"
)
_NOT_DAY_OF_PAPER = re.compile(
    r"(?:日|\d)\s?(?:起|前|后|至|前,|,(?!\s?[\u4e00-\u9fa5]{2,24}(?:印发|发布|公布|下发|出台)))"
)
_BRACKET = re.compile(r"\s?\((?P<inner>(?:[^()]|\([^()]*\)){0,200})\)")
_BRACKET_BEHIND_WORD = re.compile(r"的?(?:要求|规定|精神|文件|通知|公告|通告|意见|决定|批复)\((?P<inner>[^()]{0,60})\)")
_GENERIC = frozenset(
    {
        "通知",
        "办法",
        "意见",
        "方案",
        "规定",
        "条例",
        "公告",
        "细则",
        "要点",
        "规范",
        "指南",
        "决定",
        "函",
        "批复",
        "规划",
        "纲要",
    }
)
_GENERIC_OF_TWO = re.compile(
    "(?:实施|暂行|管理|工作|指导|操作|若干|行动)(?:办法|细则|规定|方案|意见|条例|规范|规则|指南|计划)"
)
"""《实施细则》 names a paper that was named in full before, or the one at hand."""
_HISTORY = re.compile(r"(?:修订|修正|修改|经|根据)")
_NAMED_BY_ISSUE = re.compile(r"(?P<title>[\u4e00-\u9fa5]{2,20}(?:纪要|简报|专报))\s?[〔(\[]?\s?\Z")


@dataclass(frozen=True)
class _Title:
    start: int
    end: int
    words: str
    """As written, without the marks and line ends."""


def chinese_mentions(page: Unwrapped, numbers: Sequence[NumberFound]) -> tuple[list[Mention], list[tuple[int, int]]]:
    """Return every document that Chinese text names, in order of place, and the spans of all titles."""
    text = page.text
    titles = _titles(page)
    mentions = _grouped(text, titles, numbers)
    mentions = [_with_surroundings(text, mention) for mention in mentions]
    return _resolved(text, mentions), [(title.start, title.end) for title in titles]


def _titles(page: Unwrapped) -> list[_Title]:
    """Return the outermost titles; marks of the other kind and 《》 inside one belong to it."""
    text = page.text
    titles: list[_Title] = []
    at = 0
    while (match := re.compile("[《〈]").search(text, at)) is not None:
        opened, closed = ("《", "》") if match[0] == "《" else ("〈", "〉")
        end = _closing(text, match.start(), opened, closed)
        if end is None:
            at = match.end()
            continue
        titles.append(_Title(match.start(), end, "".join(page.raw(match.end(), end - 1).split())))
        at = end
    return titles


def _closing(text: str, start: int, opened: str, closed: str) -> int | None:
    if text.find(closed, start, start + 300) < 0:
        return None
    depth = 0
    for at in range(start, min(len(text), start + 300)):
        depth += (text[at] == opened) - (text[at] == closed)
        if depth == 0:
            return at + 1
    return None


def _grouped(text: str, titles: Sequence[_Title], numbers: Sequence[NumberFound]) -> list[Mention]:
    inside = {number: title for number in numbers if (title := _around(titles, number))}
    free = [number for number in numbers if number not in inside]
    title_of, bracket_of, history = _pairs(text, titles, free)
    named = {id(title) for title in title_of.values()}
    mentions = [_numbered(text, number, title_of.get(number), bracket_of.get(number)) for number in free]
    mentions = [
        replace(mention, nested=mention.nested or number in history)
        for mention, number in zip(mentions, free, strict=True)
    ]
    for number, title in inside.items():
        mention, is_name = _inside_title(number, title)
        mentions.append(mention)
        if is_name:
            named.add(id(title))
    mentions.extend(_untitled(text, title) for title in titles if id(title) not in named)
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _around(titles: Sequence[_Title], number: NumberFound) -> _Title | None:
    """Return the title in which a number stands."""
    at = bisect_left(titles, number.start, key=lambda title: title.start) - 1
    return titles[at] if at >= 0 and number.start < titles[at].end else None


def _inside_title(number: NumberFound, title: _Title) -> tuple[Mention, bool]:
    """A standard's title may hold its number (《GB 19193-2015 …》); any other number there is another paper's."""
    mention = Mention(
        start=number.start, end=number.end, raw_start=number.start, raw_end=number.end, number=number.number,
        issuer=number.issuer, nested=True,
    )  # fmt: skip
    if number.kind != "standard" or number.start != title.start + 1:
        return mention, False
    rest = re.sub(rf"\A{re.escape(''.join(number.number.split()))}", "", title.words)
    return replace(mention, start=title.start, end=title.end, title=rest or None, nested=False), True


_Pairs = tuple[dict[NumberFound, _Title], dict[NumberFound, re.Match[str]], set[NumberFound]]


def _pairs(text: str, titles: Sequence[_Title], numbers: Sequence[NumberFound]) -> _Pairs:
    """Join titles and numbers: the number in the bracket behind a title, or directly before or behind it."""
    title_of: dict[NumberFound, _Title] = {}
    bracket_of: dict[NumberFound, re.Match[str]] = {}
    history: set[NumberFound] = set()
    for at, title in enumerate(titles):
        bracket = _BRACKET.match(text, title.end) or _BRACKET_BEHIND_WORD.match(text, title.end)
        second = _BRACKET.match(text, bracket.end()) if bracket else None
        if bracket and second and not _within(numbers, bracket):
            bracket = second
        held = _within(numbers, bracket) if bracket else []
        if bracket and held:
            run = _run_of_titles(text, titles, at)
            pairs = list(zip(run, held, strict=True)) if len(run) == len(held) else [(title, held[0])]
            title_of.update({number: one for one, number in pairs})
            bracket_of.update(dict.fromkeys(held, bracket))
            for number in held:
                if number is not held[0] and _HISTORY.search(text, bracket.start(), number.start):
                    history.add(number)
            continue
        beside = _beside(text, title, numbers, title_of)
        if beside:
            title_of[beside] = title
    return title_of, bracket_of, history


_MAX_IN_BRACKET = 40


def _within(numbers: Sequence[NumberFound], bracket: re.Match[str]) -> list[NumberFound]:
    first = bisect_right(numbers, bracket.start(), key=lambda number: number.end)
    return list(takewhile(lambda number: number.end <= bracket.end(), numbers[first : first + _MAX_IN_BRACKET]))


def _run_of_titles(text: str, titles: Sequence[_Title], last: int) -> list[_Title]:
    first = last
    while first and text[titles[first - 1].end : titles[first].start].strip() in ("", "、", "和", "及"):
        first -= 1
    return list(titles[first : last + 1])


def _beside(
    text: str, title: _Title, numbers: Sequence[NumberFound], taken: dict[NumberFound, _Title]
) -> NumberFound | None:
    before = bisect_right(numbers, title.start, key=lambda number: number.end) - 1
    behind = bisect_left(numbers, title.end, key=lambda number: number.start)
    for at in (before, behind):
        if not 0 <= at < len(numbers):
            continue
        number = numbers[at]
        is_behind = number.start >= title.end and not text[title.end : number.start].strip()
        is_before = number.end <= title.start and re.fullmatch(
            r"\s?[)]?\s?(?:公告|通告|通知|文件|号文|文)?(?:(?:公布|发布|颁布|印发)的)?\s?",
            text[number.end : title.start],
        )
        if number not in taken and (is_behind or is_before):
            return number
    return None


def _numbered(text: str, number: NumberFound, title: _Title | None, bracket: re.Match[str] | None) -> Mention:
    raw_start = _start_with_issuer(text, number)
    raw_end = number.end
    start, end = _with_noun(text, number, raw_start, raw_end)
    if title is not None:
        start, end = min(start, title.start), max(end, title.end)
    day = None
    if bracket is not None and (title is not None or bracket.start() >= start):
        end = max(end, bracket.end())
    if bracket is not None:
        day = _day_beside(text, number, bracket)
    words = title.words if title else _issue_title(text, number)
    return Mention(
        start=start, end=end, raw_start=raw_start, raw_end=raw_end, number=number.number, title=words, date=day,
        issuer=number.issuer,
    )  # fmt: skip


def _day_beside(text: str, number: NumberFound, bracket: re.Match[str]) -> str | None:
    """Return the day in the bracket that is the number's own: the last before it, or else one behind it."""
    start = max((match.end() for match in _NUMBER_MARK.finditer(text, bracket.start(), number.start)), default=0)
    before = list(_BRACKET_DAY.finditer(text, max(start, bracket.start()), number.start))
    history = _HISTORY.search(text, number.end, bracket.end())
    behind = _BRACKET_DAY.search(text, number.end, bracket.end())
    if behind and history and behind.end() > history.start():
        behind = None
    found = before[-1] if before else behind
    return chinese_day(found["day"]) if found else None


_NUMBER_MARK = re.compile("[号號]")
_NOUN_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fa5]{2,20}(?:公告|通告|通报|令|纪要|简报|专报))\s?(?P<open>[(（〔])?\s?\Z"
)
_WORDS_BEFORE = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|落实|执行|详见|参见|见|以及|按|的|将|转发|违反|[和及与](?=[国省市区县州]))"
)


def _with_noun(text: str, number: NumberFound, start: int, end: int) -> tuple[int, int]:
    """Widen the group by the office and the kind before the number, and its bracket: 某局公告（2020年第1号）."""
    if number.kind not in ("notice", "issue", "order"):
        return start, end
    run = re.search(r"[\u4e00-\u9fa5]{2,40}\s?[(]?\s?\Z", text[max(0, start - 44) : start])
    named = _NOUN_BEFORE.search(_WORDS_BEFORE.sub("", run[0])) if run else None
    if named:
        start -= len(named[0])
        end += bool(named["open"] and text[end : end + 1] == ")")
    return start, end


def _start_with_issuer(text: str, number: NumberFound) -> int:
    issuer = number.issuer or ""
    return number.start - len(issuer) if text[: number.start].endswith(issuer) else number.start


def _issue_title(text: str, number: NumberFound) -> str | None:
    if number.kind != "issue":
        return None
    before = _WORDS_BEFORE.sub("", text[max(0, number.start - 30) : number.start])
    named = _NAMED_BY_ISSUE.search(before)
    return named["title"] if named else None


def _untitled(text: str, title: _Title) -> Mention:
    end = title.end
    bracket = _BRACKET.match(text, end)
    day = None
    if bracket:
        found = _BRACKET_DAY.search(text, bracket.start(), bracket.end())
        day = chinese_day(found["day"]) if found else None
        end = bracket.end()
    return Mention(start=title.start, end=end, raw_start=title.start, raw_end=title.end, title=title.words, date=day)


def _with_surroundings(text: str, mention: Mention) -> Mention:
    """Add the article behind, and the day before or behind."""
    if mention.nested:
        return mention
    article = _ARTICLE_AFTER.match(text, _behind_bracket(text, mention))
    if article:
        mention = replace(mention, article=article["article"], end=article.end())
    return mention if mention.date else _with_day(text, mention)


def _behind_bracket(text: str, mention: Mention) -> int:
    """Return the end of a mention, or of the bracket that holds nothing else: 原文件（海卫医〔2016〕30号）第二条."""
    is_alone = text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"
    return mention.end + 1 if is_alone else mention.end


def _with_day(text: str, mention: Mention) -> Mention:
    """Add the day on which the document was issued, where it stands behind it or before it."""
    after = _DAY_AFTER.match(text, mention.end)
    if after:
        return replace(mention, date=chinese_day(after["day"]))
    clause = re.split(r"[。;\n》]", text[max(0, mention.start - 70) : mention.start])[-1]
    before = _DAY_BEFORE.search(clause)
    if before is None or _NOT_DAY_OF_PAPER.match(clause, before.end("day") - 1):
        return mention
    return replace(mention, date=chinese_day(before["day"]), start=mention.start - len(clause) + before.start())


def _resolved(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give a short name the document that it stands for: 以下简称《要点》, or 《通知》 behind 《关于…的通知》."""
    aliases: dict[str, Mention] = {}
    latest: dict[str, Mention] = {}
    result: list[Mention] = []
    definitions = {found.start("alias") - 1 for found in _ALIAS.finditer(text)}
    for mention in mentions:
        title = mention.title or ""
        if mention.number is None and mention.raw_start in definitions:
            known = _last_named(result)
            if known:
                aliases[title] = known
            continue
        is_generic = title in _GENERIC or _GENERIC_OF_TWO.fullmatch(title) is not None
        if mention.number is None and (is_generic or title in aliases):
            target = aliases.get(title) or latest.get(title) or _ending_in(title, result)
            if target is None:
                continue
            mention = replace(mention, number=target.number, title=target.title, issuer=target.issuer)
        elif mention.number is not None and is_generic and title in latest:
            mention = replace(mention, title=latest[title].title)  # 《办法》（第3号令） behind its full name
        for alias in _ALIAS.finditer(text, mention.start, mention.end):
            aliases[alias["alias"]] = mention
        result.append(mention)
        for ending in _GENERIC.intersection(((mention.title or "")[-1:], (mention.title or "")[-2:])):
            latest[ending] = mention
    return result


def _ending_in(ending: str, mentions: Sequence[Mention]) -> Mention | None:
    return next((mention for mention in reversed(mentions) if (mention.title or "").endswith(ending)), None)


def _last_named(mentions: Sequence[Mention]) -> Mention | None:
    return next((mention for mention in reversed(mentions) if not mention.nested), None)
