"""Makers that a text's first and last lines name without a label: reporters in brackets, a name alone."""

import re
from collections.abc import Mapping

from crawler.normalise.papers.vietnamese_places import PLACES
from crawler.normalise.people.bylines import VI_REPORTER, read_byline
from crawler.normalise.people.names import EDGE, ORGANS, VI_FAMILIES, are_person_names, is_person_name
from crawler.normalise.people.values import VI_TRAILING_WORK, people_in
from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import visible

_INLINE_REPORTER = re.compile(
    r"[(（]\s?(?:[\u4e00-\u9fa5]{0,8}(?:[记記]者|通[讯訊][员員]|评论员)|文\s?/\s?[图圖摄攝]|[图圖]\s?/\s?文|文\s?[/:]|撰文|作者\s?:)"
    r"\s?[:：]?\s?(?P<names>[^()（）。]{2,40})[)）]"
)
_WORKS = re.compile(r"[\s、;]\s*(?:[图圖]片?|[摄攝]影?|摄像|攝像|视频|視頻|制图|製圖)\s?[/:].*\Z")
"""Behind the writers, who took the pictures: 文/张三 图/李四."""
_NAMES_AT_END = re.compile(
    r"(?:[。！？…][”\"’]?|[”\"](?=\s?[(（]\s?\S{2,4}[\s、,，]))\s?[(（]\s?(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,4})(?:\s?(?:文\s?/\s?[图圖摄攝]|[图圖]\s?/\s?文|[图圖]文|文[图圖]|摄影报道|攝影報導|报道|報導|供稿))?\s?[)）]\s?\Z"
)
_VI_NAME_AT_END = re.compile(
    rf"[.!?”\"…]\s*\(\s*(?P<name>(?:{VI_FAMILIES})(?:\s+[{UPPER}][{LOWER}]*){{1,3}})\s*\)\.?\Z"
)
"""The writer in brackets behind the last sentence; without a known family it may be a place or an office."""
_VI_LABEL_AT_END = re.compile(
    r"[.!?”\"…]\s*[(\[]\s*"
    r"(?P<byline>(?:Tin|Bài|Ảnh|Nguồn|Tác giả|Theo)[^()\[\]:.]{0,16}:?\s[^()\[\]:.]{3,50})[)\]]\.?\Z"
)
"""A labelled byline in brackets behind the last sentence."""
_UNIT_AT_END = re.compile(
    r"[。！？”\"]\s?[(（]\s?[\u4e00-\u9fa5]{2,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\s+"
    r"(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3})\s?[)）]\s?\Z"
)
_UNIT = r"[\u4e00-\u9fa5]{2,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)"
_NAMES = r"(?P<names>[\u4e00-\u9fa5]{2,4}(?:[、,，]\s?[\u4e00-\u9fa5]{2,4}){0,3})"
_UNIT_BEHIND_NAMES = re.compile(rf"[。！？”\"]\s?[(（]\s?{_NAMES}\s+{_UNIT}\s?[)）]\s?\Z")
_IN_BRACKETS = re.compile(rf"[(（]\s?(?:{_UNIT}\s+)?{_NAMES}(?:\s+{_UNIT})?\s?[)）]\Z")
"""A last line of nothing but brackets with names, and with the office of those who wrote."""


def read_closing_line(line: str, language: str) -> Mapping[str, str]:
    """Return what the line that closes an article says of its makers, with or without labels.

    Beside bylines this takes a bare name ("Hà Chính"), a bare organ behind a dash ("- Sở Y tế Hải Sơn") and a reporter
    in brackets at the end of the last sentence (…。（记者 张三）).  Only position makes these bylines, so ask this of a
    text's last lines only.
    """
    found = read_byline(line, language)
    if found or len(line) > 5000:
        return found
    text = visible(line)[0].strip()
    if language == "zh":
        inline = max(_INLINE_REPORTER.finditer(text, max(0, len(text) - 80)), key=re.Match.start, default=None)
        is_maker = inline and inline.end() >= len(text) - 2 and not inline["names"].endswith(("摄", "攝"))
        names = people_in(_WORKS.sub("", inline["names"]), language) if inline and is_maker else _bracketed_names(text)
        if names or not is_person_name(text, language):
            return {"author": names} if names else {}
        return {"author": text.strip(EDGE)}
    organ = re.fullmatch(rf"[-–—]\s*({ORGANS}(?!\w)[^;:,.]{{0,60}})\.?", text)
    if organ:
        return {"source": organ[1].strip()}
    labelled = _VI_LABEL_AT_END.search(text, max(0, len(text) - 80))
    if labelled:
        return read_byline(labelled["byline"], language)
    bracketed = _VI_NAME_AT_END.search(text, max(0, len(text) - 40))
    if bracketed and bracketed["name"] not in PLACES:
        return {"author": bracketed["name"]}
    text = VI_TRAILING_WORK.sub("", VI_REPORTER.sub("", text))
    return {"author": text.strip(EDGE)} if is_person_name(text, language) else {}


def _bracketed_names(text: str) -> str | None:
    """Return the names in brackets behind the last full stop, where a reporter needs no label: …。（张三　李四）."""
    match = _NAMES_AT_END.search(text, max(0, len(text) - 60))
    if match is None:
        start = max(0, len(text) - 60)
        match = _UNIT_AT_END.search(text, start) or _UNIT_BEHIND_NAMES.search(text, start) or _IN_BRACKETS.match(text)
    names = re.split(r"[\s、,，]+", match["names"].strip()) if match else []
    return " ".join(names) if are_person_names("、".join(names), "zh") else None


def read_opening_line(line: str, language: str) -> Mapping[str, str]:
    """Return the reporter that a report's first line names in brackets: 本报讯（记者 张三 通讯员 李四）…."""
    if language != "zh":
        return {}
    match = _INLINE_REPORTER.search(visible(line[:120])[0], 0, 80)
    names = people_in(_WORKS.sub("", match["names"]), language) if match else None
    return {"author": names} if names else {}
