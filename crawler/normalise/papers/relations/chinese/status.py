"""What a Chinese paper says of its own force: 自2024年6月1日起施行，有效期五年; 效力：现行有效; 征求意见稿."""

import re
from datetime import date, timedelta

from crawler.normalise.numbers.chinese import parse_chinese_number
from crawler.normalise.papers.relations.chinese.words import OWN_KIND
from crawler.normalise.papers.relations.days import CHINESE_DAY, chinese_day
from crawler.normalise.papers.relations.rules import FIRST, OPAQUE
from crawler.normalise.papers.relations.shapes import PaperStatus, State

_OWN = rf"(?:(?:本|该|此|上述)(?:规范性文件|修改单|{OWN_KIND}|件)|(?<![\u4e00-\u9fa5])此文)"
_FIGURE = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_HINT = re.compile(
    "施行|实施|生效|执行|试行|效力|有效|失效|时效|状态|废止|代替|取代|替代|征求|征集|草案|征求意见稿|送审稿"
)
_BEGIN = re.compile(
    rf"(?:自|从|于)\s?(?:(?P<day>{CHINESE_DAY})\s?(?:(?:零|\d{{1,2}})时)?(?:起|开始|起正式|正式|(?<=日)(?=施行|实施|生效))|(?:{_OWN}\s?)?(?P<act>发布|公布|印发|颁布|签发|下发|通过|签署)\s?"
    rf"(?:之日|日)\s?(?:起)?"
    rf"\s?(?:满)?\s?(?:(?P<days>{_FIGURE})\s?(?P<unit>日|天|个工作日|个月)\s?(?:后|之后|起)?)?)\s?(?:后)?(?:正式|开始"
    rf"|起)?(?:施行|实施|生效|执行|试行)"
)
_BEGIN_LABEL = re.compile(
    rf"(?:施行|实施|生效)(?:日期|时间)\s?[】\])]?\s?:?\s?(?P<day>{CHINESE_DAY})"
    r"|(?:\A|[\s,])(?P<cover>(?:19|20)\d\d-\d\d-\d\d)\s?实施(?=[\s,。]|\Z)"
)
"""A label, or the cover of a standard: 2022-03-15发布 2023-04-01实施."""
_FROM_TERM = re.compile(
    rf"(?:有效期|执行期|施行期)(?:限)?\s?:?\s?(?:为)?(?:{_FIGURE}(?:年|个月),?)?自?\s?(?P<day>{CHINESE_DAY})\s?(?:起)?\s?(?:至|到|-)"
)
_END_LABEL = re.compile(
    rf"(?:废止|失效|截止有效|有效期截止|有效)(?:日期|时间|期至)\s?[】\])]?\s?:?\s?(?P<day>{CHINESE_DAY})"
)
_TERM = re.compile(rf"(?:有效期|试行期|施行期|试行)(?:限)?(?:为|暂定)?\s?(?P<no>{_FIGURE})\s?(?P<unit>年|个月)")
_UNTIL = re.compile(
    rf"(?:有效期|试行期|执行|施行|实施|生效|有效)(?:限)?(?:为?{_FIGURE}(?:年|个月))?,?(?::?\s?自?[^,。;:]{{4,16}}?)?(?:截止|截至|延长至|延续至|至"
    rf"|到)\s?(?P<day>{CHINESE_DAY})"
)
_ENDED = re.compile(
    rf"(?P<since>自|从)?(?:已)?(?:于|在)?\s?(?P<day>{CHINESE_DAY})\s?(?:起)?\s?(?:自动|正式|自行|被)?(?P<how>失效|废止|停止执行|到期|期满|届满)"
)
_END_HINT = re.compile("失效|废止|停止执行|到期|期满|届满")
_STATE_LABEL = re.compile(
    r"(?:(?:\A|\n)\s?[【\[(]\s?(?P<mark>现行有效|已?废止|已?失效)\s?[】\])]|(?:效\s?力|效力状态|效力级别状态|时\s?效\s?性|有\s?效\s?性|文件状态|状态|时效|信息有效性"
    r"|是否有效)\s?(?:[】\])]\s?:?|:)\s?(?P<state>现行有效|有效|已?废止|已?失效|无效|已?到期|是|否))"
)
_STATES: dict[str, State] = {
    "现行有效": "in_force", "有效": "in_force", "是": "in_force", "否": "expired", "废止": "repealed",
    "失效": "expired", "无效": "expired", "到期": "expired",
}  # fmt: skip
_PAST = rf"(?:已(?:经)?|现已|现)?(?:于\s?{CHINESE_DAY}|自\s?{CHINESE_DAY}\s?起)?"
_SAID = re.compile(
    rf"{_OWN}(?:{_PAST}(?:被|由|经)[^,。;]{{0,60}}?(?P<by>废止|代替|取代|替代)|(?:有效期)?(?=已|现|于|自){_PAST}(?:自动|自行)?"
    rf"(?P<how>废止|失效|停止执行|到期|届满)|[^。;\n{FIRST}]{{0,60}},(?:现)?已(?:经)?(?:自动|自行)?(?P<now>废止|失效|到期)"
    r"|(?P<force>继续有效|现行有效|现为有效))"
)
_REPEALED_NOW = re.compile(rf"{_OWN}[^。;\n{FIRST}]{{0,40}},现?(?:决定)?予以废止")
_SAID_STATES: dict[str, State] = {
    "废止": "repealed", "停止执行": "repealed", "失效": "expired", "到期": "expired", "期满": "expired",
    "届满": "expired", "代替": "replaced", "取代": "replaced", "替代": "replaced", "继续有效": "in_force",
    "现行有效": "in_force", "现为有效": "in_force",
}  # fmt: skip
_DRAFT = re.compile(
    r"(?:征求意见稿|草案|送审稿|讨论稿)[^。\n]{0,60}(?:征求|征集)|(?:公开|向社会"
    r"|现)[^。\n]{0,30}征求(?:[^。\n]{0,8}\ue001\ue000*)?[^。\n]{0,12}意见|(?:\A"
    r"|\n)[^。\n]{0,20}(?:征求|征集|听取)(?:对|关于)?\ue001\ue000*[^。\n,]{0,8}意见(?![^。\n]{0,40}(?:收悉|复函|回复))|(?:\A"
    r"|\n)[^。\n]{0,60}[(](?:征求意见稿|草案|送审稿)[)]\s?(?:\n|\Z)"
)
_LICENCES = re.compile(
    "许可证|许可项目|受理编号|批件|资质|登记证|合同|保险|注册证|资格证|证书|执照|合格证|备案凭证|批准文号|保质期|生产日期|批号"
)
_OTHERS = re.compile(rf"{FIRST}[^。\n]{{0,30}}(?:继续有效|有效期|延长)")


def chinese_status(masked: str) -> PaperStatus | None:
    """Return what unwrapped text, its documents masked, says of its own paper; None where it says nothing."""
    masked = "\n".join(line for line in masked.split("\n") if _HINT.search(line))
    if not masked:
        return None
    named = masked.find(FIRST)
    if named >= 0:  # 该办法 is the one named before
        masked = masked[:named] + masked[named:].replace("该", OPAQUE)
    effective = _effective(masked)
    expires = _expires(masked, effective)
    state = _state(masked)
    if not (effective or expires or state):
        return None
    return PaperStatus(effective_from=effective, expires=expires, state=state)


def _effective(masked: str) -> str | None:
    label = _BEGIN_LABEL.search(masked)
    if label:
        return chinese_day(label["day"] or label["cover"])
    for match in _BEGIN.finditer(masked):
        if not _is_own(masked, match.start()):
            continue
        if match["day"]:
            return chinese_day(match["day"])
        base = "signed" if match["act"] in ("签发", "签署") else "published"
        return base + _delay(match["days"], match["unit"])
    term = _FROM_TERM.search(masked)
    return chinese_day(term["day"]) if term and _says_of_itself(masked, term) else None


def _delay(figure: str | None, unit: str | None) -> str:
    number = parse_chinese_number(figure) if figure else None
    if number is None:
        return ""
    return f"+{number * 30 if unit == '个月' else number}d"


def _is_own(masked: str, start: int) -> bool:
    """Whether the clause is about the paper itself: it says so, or has no other subject."""
    sentence = re.split(r"[。;\n]", masked[max(0, start - 120) : start])[-1]
    clause = sentence.rpartition(",")[2].strip()
    if re.search(rf"{_OWN}\s?\Z|{_OWN}[^{FIRST}]{{0,8}}\Z", clause):
        return True
    if clause:
        return False
    return (
        not sentence
        or re.search(rf"{_OWN}|现予|现(?:发布|颁布|下发)|予以|公布|印发|通过|遵照执行", sentence) is not None
    )


def _expires(masked: str, effective: str | None) -> str | None:
    label = _END_LABEL.search(masked)
    if label and _says_of_itself(masked, label):
        return chinese_day(label["day"])
    for match in _UNTIL.finditer(masked):
        if _says_of_itself(masked, match):
            return chinese_day(match["day"])
    term = next((one for one in _TERM.finditer(masked) if _says_of_itself(masked, one)), None)
    if term and effective and effective[:1].isdigit():
        return _after(effective, parse_chinese_number(term["no"]) or 0, term["unit"])
    for match in _ENDED.finditer(masked) if _END_HINT.search(masked) else ():
        before = masked[: match.start()]
        if re.search(rf"{_OWN}(?:[^{FIRST}。;\n]{{0,6}}|[^{FIRST}。;\n]{{0,40}},)\Z", before):
            day = chinese_day(match["day"])
            return _day_before(day) if day and match["since"] else day
    return None


def _says_of_itself(masked: str, match: re.Match[str]) -> bool:
    """Whether the term is the paper's own, not one that it gives to another."""
    sentence = re.split(r"[。\n]", masked[max(0, match.start() - 160) : match.start()])[-1] + match[0]
    if _LICENCES.search(sentence):
        return re.search(_OWN, sentence) is not None
    return not _OTHERS.search(sentence) or re.search(_OWN, sentence) is not None


def _after(start: str, number: int, unit: str) -> str:
    """Return the last day of a term of years or months that begins on *start*."""
    first = date.fromisoformat(start)
    months = first.month - 1 + number * (12 if unit == "年" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    day = min(first.day, 28) if month == 2 else min(first.day, 30)
    end = date(year, month, first.day) if first.day <= 28 else date(year, month, day)
    return (end - timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _state(masked: str) -> State | None:
    label = _STATE_LABEL.search(masked)
    if label:
        return _STATES[(label["state"] or label["mark"]).removeprefix("已")]
    if "以废止" in masked and _REPEALED_NOW.search(masked):
        return "repealed"
    said = _SAID.search(masked)
    if said:
        return _SAID_STATES[said["by"] or said["how"] or said["now"] or said["force"]]
    return "draft" if _DRAFT.search(masked) else None
