"""Bylines: who wrote, supplied, edited and checked a text.

A byline is a short line of labels and names ("Tác giả: …", 来源：… 记者 … 责任编辑：…).  Values come back without
labels, brackets and the fields that follow them; what an office says of itself (本网, 本站) is kept as said.
"""

import re
from collections.abc import Mapping

from crawler.normalise.papers.vietnamese_places import PLACES
from crawler.normalise.people.label_strokes import with_colons
from crawler.normalise.people.labels import (
    ANY_SOURCE_LABEL,
    BRACKETED_LABEL,
    HINT,
    NAME_BEFORE_LABEL,
    VI_LABEL,
    VI_STOP,
    ZH_LABEL,
    ZH_STOP,
    cut_at,
    is_byline_prefix,
    role_of,
)
from crawler.normalise.people.names import (
    EDGE,
    MAX_NAMES_LENGTH,
    NAME,
    ORGANS,
    are_han_names,
    are_person_names,
    is_person_name,
)
from crawler.normalise.people.values import MAX_ADDRESS_LENGTH, is_clause, is_login, people_in, source_in
from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import visible

_MAX_BYLINE_LENGTH: Mapping[str, int] = {"zh": 160, "vi": 240}
"""Beyond this a line is a paragraph, unless an address makes it long."""
_MAX_FREE_EDITOR_LENGTH = 24
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{2,30}){1,4}/?")
_VI_PEOPLE = re.compile(rf"[{UPPER}{LOWER}]\D{{1,{MAX_NAMES_LENGTH}}}")
_NAME_AND_ORGAN = re.compile(
    rf"\s*(?P<name>{NAME})\s*(?:[-–—]\s*|\()(?P<organ>{ORGANS}(?!\w)[^()|:;]{{0,60}}?)\)?[\s.]*\Z"
)
_NAME_FROM = re.compile(rf"\s*(?P<name>{NAME})?\s*\(?\s*[Tt]heo\s*:?\s+(?P<organ>[^()|;:]{{2,60}}?)\)?[\s.]*\Z")
_NOT_A_SOURCE = re.compile(
    r"\d|(?:^|\s)(?:quyết định|nghị định|nghị quyết|thông tư|kế hoạch|báo cáo|đó"
    r"|quy định|thống kê|ông|bà|đồng chí|công văn|dự báo|dự kiến|kết quả|hướng dẫn"
    r"|chỉ đạo|đề nghị|yêu cầu|thông tin|các|những|như)(?:\s|$)",
    re.IGNORECASE,
)
_MAKING = re.compile(r"Thực\s+hiện", re.IGNORECASE)
_NAME_JOINT = re.compile(r"\s+[-–&]\s+|\s+và\s+|\s*,\s*")
"""What stands between two names."""
VI_REPORTER = re.compile(r"\A\s*(?:PV|CTV|Phóng\s+viên|Cộng\s+tác\s+viên)\.?\s+")
_HAN_ORGAN_AND_NAME = re.compile(
    r"(?P<organ>[\u4e00-\u9fa5]{1,12}(?:报|報|网|網|社|台|臺|新闻|新聞|客户端))\s?/\s?(?P<name>[\u4e00-\u9fa5]{2,4})\Z"
)
_POSTED_BY = re.compile(r"(?P<name>[^\s:：,，。]{2,20})\s(?:发表于|發表於|發表在|发布于)(?=\s|\Z|\d)")
_VI_BY = re.compile(rf"(?:\A|\d\s*[|·,–-]?\s)(?:[Bb]ởi|by)\s+(?P<name>{NAME})\s*(?=$|[|·])")
_POSTED_AT_BY = re.compile(r"\d:\d\d\s+by\s+(?P<name>[^\s:：,，。]{2,20})(?=\s|\Z)")


def read_byline(line: str, language: str) -> Mapping[str, str]:
    """Return what a byline says, under ``author``, ``source``, ``editor`` and ``reviewer``; {} when it is no byline.

    The line may also carry a date and counters: "2022-11-17 06:38 来源：X 作者：Y 责任编辑：Z".
    """
    longest = _MAX_BYLINE_LENGTH.get(language, 0)
    if not HINT.search(line, 0, longest) or (len(line) > longest and "://" not in line[:longest]):
        return {}
    if len(line) > longest + MAX_ADDRESS_LENGTH:
        return {}
    text, places = visible(with_colons(line))
    found = dict(_read_chinese(text.strip()) if language == "zh" else _read_vietnamese(text.strip()))
    if "source" in found:
        found["source"] = _as_written(line, text, places, found["source"])
    return found


def _as_written(line: str, text: str, places: list[int] | None, value: str) -> str:
    """Return a value of narrowed text with the brackets and signs that the line has."""
    start = text.find(value)
    if start < 0:
        return value
    if places is None:
        return line[start : start + len(value)]
    return line[places[start] : places[start + len(value) - 1] + 1]


def clean_person(value: str | None, language: str) -> str | None:
    """Return the names of a field without label, brackets and "admin"; None when no name is left."""
    if not value:
        return None
    labelled = read_byline(value, language)
    for role in ("author", "editor", "reviewer"):
        if role in labelled:
            return labelled[role]
    return people_in(visible(value)[0], language)


def clean_source(value: str | None) -> str | None:
    """Return the organ or address of a field without its label; None when nothing is left."""
    if not value:
        return None
    text, places = visible(value)
    label = ANY_SOURCE_LABEL.match(text)
    found = source_in((text[label.end() :] if label else text).strip())
    return _as_written(value, text, places, found) if found else None


def _read_chinese(text: str) -> Mapping[str, str]:
    # only a reporter, or an editor on a line of their own, may be named without a colon: 记者 郑雨桐
    free = {"author", "editor"} if len(text) <= _MAX_FREE_EDITOR_LENGTH else {"author"}
    text = BRACKETED_LABEL.sub(r" \g<label>:", text).strip()
    labels = [label for label in ZH_LABEL.finditer(text) if label["mark"] or role_of(label) in free]
    if not labels:
        return _unlabelled_chinese(text)
    if not is_byline_prefix(text, labels[0].start(), len(labels), role=role_of(labels[0])):
        return {}
    found: dict[str, str] = {}
    for position, label in enumerate(labels):
        end = labels[position + 1].start() if position + 1 < len(labels) else len(text)
        role = role_of(label)
        if is_clause(text[label.end() : end]):
            continue
        value = cut_at(text[label.end() : end], ZH_STOP)
        if not label["mark"] and not _is_free_author(value):
            if position == 0 and value:
                return {}  # a sentence about reporters
            continue
        following = labels[position + 1] if position + 1 < len(labels) else None
        if following is not None and _is_title_of_next(text, label, following):
            continue
        cleaned = source_in(value) if role == "source" else people_in(value, "zh")
        if cleaned and not (role == "editor" and is_login(cleaned)):
            _add(found, role, cleaned)
    found.pop("other", None)
    named = NAME_BEFORE_LABEL.search(text[: labels[0].start()]) if "author" not in found else None
    if named and are_han_names(named["name"]):
        found["author"] = named["name"]
    return found


def _is_title_of_next(text: str, label: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether what stands behind an author's label is only the title of the next: 采写：某报见习记者 张三."""
    between = text[label.end() : following.start()]
    are_authors = role_of(label) == role_of(following) == "author"
    return are_authors and between[-1:].isalpha() and not are_person_names(between, "zh")


def _unlabelled_chinese(text: str) -> Mapping[str, str]:
    """Read 某报／张三, "name 发表于 date" and "date by name"."""
    match = _HAN_ORGAN_AND_NAME.match(text)
    if match and are_han_names(match["name"]):
        return {"source": match["organ"], "author": match["name"]}
    match = _POSTED_BY.match(text) or _POSTED_AT_BY.search(text)
    name = people_in(match["name"], "zh") if match else None
    return {"author": name} if name else {}


def _is_free_author(value: str) -> bool:
    """Names without a colon before them must look like names, and be of writers: 摄 took the picture."""
    names = people_in(value, "zh")
    return names is not None and not value.rstrip(EDGE).endswith(("摄", "攝")) and are_han_names(names)


def _read_vietnamese(text: str) -> Mapping[str, str]:
    labels = list(VI_LABEL.finditer(text))
    if labels and is_byline_prefix(text, labels[0].start(), len(labels)):
        found: dict[str, str] = {}
        for position, label in enumerate(labels):
            end = labels[position + 1].start() if position + 1 < len(labels) else len(text)
            if not _MAKING.match(label[0]) or _are_vietnamese_names(text[label.end() : end]):
                _add_vietnamese(found, role_of(label), text[label.end() : end])
        found.pop("other", None)
        return found
    return _unlabelled_vietnamese(text)


def _add_vietnamese(found: dict[str, str], role: str, words: str) -> None:
    value = cut_at(words, VI_STOP)
    if role == "source":
        cleaned = source_in(value)
    else:
        both = _NAME_AND_ORGAN.match(value)
        cleaned = people_in(both["name"] if both else value, "vi")
        if cleaned and (not _VI_PEOPLE.fullmatch(cleaned) or is_login(cleaned)):
            return
        if both and role == "author":
            _add(found, "source", both["organ"].strip(EDGE))
    if cleaned:
        _add(found, role, cleaned)


def _unlabelled_vietnamese(text: str) -> Mapping[str, str]:
    """Read "Quỳnh T – CDC X.", "Nguyễn A (Theo TTXVN)" and "Theo Báo X"."""
    if len(text) > 120:
        return {}
    match = _NAME_AND_ORGAN.match(text)
    if match and not re.match(rf"{ORGANS}(?!\w)", match["name"]) and match["name"] not in PLACES:
        return {"author": match["name"].strip(EDGE), "source": match["organ"].strip(EDGE)}
    match = _NAME_FROM.match(text)
    if match and not _NOT_A_SOURCE.search(match["organ"]) and _is_organ(match["organ"]):
        source = {"source": match["organ"].strip(EDGE)}
        return {"author": match["name"].strip(EDGE), **source} if match["name"] else source
    by = _VI_BY.search(text)
    if by and is_person_name(by["name"], "vi"):
        return {"author": by["name"]}
    reporter = VI_REPORTER.match(text)
    if reporter and is_person_name(text[reporter.end() :], "vi"):
        return {"author": text[reporter.end() :].strip(EDGE)}
    return {}


def _are_vietnamese_names(words: str) -> bool:
    """Tell whether the words are names of persons, side by side; the label may as well open a sentence."""
    return all(is_person_name(name, "vi") for name in _NAME_JOINT.split(words.strip(EDGE)))


def _is_organ(text: str) -> bool:
    """A short proper name: it begins with a capital or is a domain, and has no verb that we could know of."""
    words = text.split()
    return len(words) <= 9 and (bool(_DOMAIN.fullmatch(text)) or words[0][:1].isupper()) and "," not in text


def _add(found: dict[str, str], role: str, value: str) -> None:
    """Keep the first source and editor; authors and reviewers of several labels stand side by side."""
    if role not in found:
        found[role] = value
    elif role in ("author", "reviewer") and value not in found[role]:
        found[role] = f"{found[role]} {value}"
