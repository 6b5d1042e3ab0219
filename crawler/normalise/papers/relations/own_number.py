"""The number that a text states as its own paper's: in the letterhead, behind a label, or in its own heading."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from crawler.normalise.papers.number_grammar import NumberFound, numbers_in
from crawler.normalise.papers.relations.vietnamese.mentions import KIND
from crawler.normalise.text.letters import UPPER

_HEAD_LINES = 12
_MAX_HEAD_LENGTH = 400
"""Characters of a line in which a paper states its own number."""
_ZH_LABEL = re.compile(
    r"(?<!批准)(?<!注册)(?<!原)(?:发\s?文\s?字\s?号|文\s{0,6}号|文件编号|发文号|(?:决定书|文书|通知书)(?:文号|编号|号)|字\s{0,6}号)\s?[】\])]?\s?:?\s?[(]?\s?\Z"
)
_LABELLED = re.compile(r"文\s{0,6}号|字\s{0,6}号|编号|标准号|书号|发文|(?:Số|SỐ|hiệu|văn bản)\s*:")
"""Only in the head, or behind such a label, may a paper state its number."""
_ZH_KIND = re.compile(r"(?:通知|公告|通告|意见|决定|批复|函|复函|答复|方案|规划|报告|请示|办法|通报|决定书)\s?[(]\s?\Z")
_ZH_LETTERHEAD = re.compile(
    r"[\u4e00-\u9fa5 ]{0,40}(?:文件|令|公告|通告|公报|委员会|局|厅|部|政府|办公室)?\s?[(]?\s?\Z"
)
_ZH_CITED = re.compile(
    r"\s?(?:根据|依据|按照|依照|遵照|参照|详见|参见|见|现|执行|落实|贯彻|学习|宣传|转发|为(?=[贯做落])|违反|附件|原|废止|代替)"
)
_VI_LABEL = re.compile(
    rf"(?:[{UPPER}\d\s,.:()–|-]*[\s|])?[(]?\s*(?:Số(?:\s+(?:hiệu(?:\s+văn bản)?|văn bản|"
    rf"(?:và\s+)?k[ýí]\s+hiệu))?|Số/[Kk][ýí]\s+hiệu|K[ýí]\s+hiệu|Số\s+k[ýí]\s+hiệu(?:\s+văn bản)?"
    r"|SỐ)(?P<sign>\s*:\s*|\s+|\s*\.\s*)\Z"
)
_VI_LABELLED = re.compile(r"(?:Số(?: và)? k[ýí] hiệu|Số hiệu|Số văn bản|Số/[Kk][ýí] hiệu|Số)(?: văn bản)?\s*:\s*\Z")
_VI_FIELD = re.compile(
    r"(?:[;|]|\.\s)\s*(?:Số(?: và)? k[ýí] hiệu|Số hiệu|Số văn bản|Số/[Kk][ýí] hiệu)(?: văn bản)?\s*:\s*\Z"
)
"""The same among other fields on one line."""
_VI_SELF = re.compile(rf"\s*{KIND}(?:\s+số)?\s*:?\s*\Z")
_VI_AFTER_SELF = re.compile(
    r"\s*(?:(?:,\s*)?ngày\s+[\d/.\-]+)?(?:\s+(?:về|V/v)\s[^();.\n]{3,160}?)?"
    r"\s*(?:\(\s*(?:thay(?: thế)?|sửa đổi|đính chính|bổ sung|hủy bỏ|bãi bỏ)|\Z)"
)


def own_number(text: str, language: str, numbers: Sequence[NumberFound]) -> NumberFound | None:
    """Return the own number in unwrapped text, one of the *numbers* in it, with its place, or None."""
    offset = 0
    for at, line in enumerate(text.split("\n")):
        found = _in_line(numbers, offset, line) if at < _HEAD_LINES or _LABELLED.search(line) else []
        for number in found:
            if number.kind in ("court", "issue"):
                continue
            before, after = line[: number.start - offset], line[number.end - offset :]
            head = at < _HEAD_LINES and number is found[0]
            if number.kind == "standard":
                if _is_own_standard(text[:offset], before, after, head=head):
                    return number
                continue
            first = not text[:offset].strip()
            if language == "zh":
                is_own = _is_own_chinese(before, after, number, head=head, first=first)
            else:
                is_own = _is_own_vietnamese(before, after, head=head, first=first)
            if is_own and (before.strip() or not _TABLE.search(text, 0, offset)):
                return number
        offset += len(line) + 1
    return _order_in_two_lines(text) if language == "zh" else None


_TABLE = re.compile(
    r"(?:(?:目录|清单|一览表)\s?(?:\([^()\n]*\))?\s?:?|序号[^\n]{0,40}|(?<!\w)STT(?!\w)[^\n]{0,60}"
    r"|(?:[Dd]anh mục|DANH MỤC)[^\n]*)\n"
)
"""Above a number in a cell of a table of papers."""
_STANDARD_LABEL = re.compile(r"(?:标准(?:编)?号|Số hiệu(?: tiêu chuẩn| quy chuẩn)?|Ký hiệu)\s?:\s?\Z")
_STANDARD_HEADING = re.compile(
    r"(?:标\s?准|规\s?范|TIÊU CHUẨN(?: QUỐC GIA| VIỆT NAM| CƠ SỞ)?"
    r"|QUY CHUẨN(?: KỸ THUẬT)?(?: QUỐC GIA| ĐỊA PHƯƠNG)?)\s*\Z"
)


def _is_own_standard(above: str, before: str, after: str, *, head: bool) -> bool:
    """A standard states its number behind a label, or on a line of its own under the heading of its cover."""
    if _STANDARD_LABEL.search(before):
        return True
    return head and not before.strip() and not after.strip() and _STANDARD_HEADING.search(above) is not None


def _in_line(numbers: Sequence[NumberFound], offset: int, line: str) -> Sequence[NumberFound]:
    first = bisect_left(numbers, offset, key=lambda number: number.start)
    last = bisect_left(numbers, offset + min(len(line), _MAX_HEAD_LENGTH) + 1, key=lambda number: number.end)
    return numbers[first:last]


_ZH_FORWARDED = re.compile(r"(?:转发|批转)(?:(?!通知).)*通知\s?[(]\s?\Z")
"""转发…的通知（…）: the number is that of what is forwarded; the paper's own would stand behind a second 通知."""
_ZH_ISSUED = re.compile(
    r"[\u4e00-\u9fa5]{0,40}?关于(?:印发|公布|发布|修订|废止|修改|实施|做好|贯彻)《[^《》]{2,80}》"
    r"[\u4e00-\u9fa5]{0,12}的(?:通知|公告|通告|决定|意见)\s?[(]?\s?"
)
"""A heading that names what the paper issues, its own number behind it."""
_ZH_NOTICE = re.compile(r"[\u4e00-\u9fa5、 ]{2,60}(?:委员会|委|局|厅|部|政府|办公室)(?:公告|通告|通报)\s?")
"""A notice's heading on one line: 某市卫生健康委员会公告2023年第6号."""
_ZH_ITEM = re.compile(r"\s*(?:\d{1,2}\s?[.、]|\(?[一二三四五六七八九十]{1,3}[)、])")
_ZH_MARK = re.compile(r"\A\s?[【\[(]\s?(?:现行有效|已?废止|已?失效)\s?[】\])]\s?")


def _is_own_chinese(before: str, after: str, number: NumberFound, *, head: bool, first: bool) -> bool:
    before = _ZH_MARK.sub("", before)
    if _ZH_LABEL.search(before.removesuffix(number.issuer or "")):
        return True
    is_end = not after.strip(" )）】。")
    if not head or not is_end or before.count("《") > before.count("》"):
        return False
    if _ZH_ITEM.match(before) or _ZH_CITED.match(before) or _ZH_FORWARDED.search(before):
        return False
    if number.issuer and before.strip(" (").endswith(number.issuer):
        return not before[: -len(number.issuer)].strip(" (") or _ZH_LETTERHEAD.match(before) is not None
    if not before.strip(" ("):
        return not before or "(" not in before or not first
    if first and (_ZH_ISSUED.fullmatch(before) or _ZH_NOTICE.fullmatch(before)):
        return True
    return "《" not in before and bool(_ZH_KIND.search(before) or re.search(r"文件\s*\Z", before))


def _is_own_vietnamese(before: str, after: str, *, head: bool, first: bool) -> bool:
    if (_VI_LABELLED.search(before) and _VI_LABEL.match(before)) or _VI_FIELD.search(before):
        return True
    label = _VI_LABEL.match(before)
    if label and head and (":" in label["sign"] or not after.strip(" )")):
        return True
    if not before.strip():
        return head and not after.strip()
    return first and bool(_VI_SELF.match(before)) and bool(_VI_AFTER_SELF.match(after))


_TWO_LINES = re.compile(
    r"(?:\A|\n)\s*[\u4e00-\u9fa5 ]{2,40}(?:令|公告|通告)\s*\n"
    r"\s*[(]?\s*第\s?[\d一二三四五六七八九十百]+\s?号\s*[)]?\s*(?:\n|\Z)"
)


def _order_in_two_lines(text: str) -> NumberFound | None:
    """令 in one line and 第8号 in the next, as an order is headed."""
    match = _TWO_LINES.search(text[:400])
    if match is None:
        return None
    found = [
        number for number in numbers_in(text[: match.end()]) if number.kind == "order" and number.end > match.start()
    ]
    return found[0] if found else None
