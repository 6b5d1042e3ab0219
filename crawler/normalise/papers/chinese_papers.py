"""Chinese official papers: 发文字号, 标题, 主送机关, 署名 and 成文日期, and the signer of an order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crawler.normalise.dates.find import find_date
from crawler.normalise.papers.document_numbers import document_type_of, find_document_number
from crawler.normalise.papers.official_paper import OfficialPaper, PaperFields
from crawler.normalise.text.widths import visible

_HEAD_LINES = 14
_FOOT_LINES = 30
_MAX_LENGTH = 300

_ORGAN_END = (
    r"(?:委员会|委|局|厅|办公厅|办公室|部|院|中心|政府|会|署|所|站|处|司|指挥部|领导小组"
    r"|工作组|小组|协会|学会|医院|党组|总队|支队|大队|公司|大学|学院|社|馆|办|队|集团)"
)
_ORGAN = re.compile(rf"[\u4e00-\u9fa5（）()、·\s]{{2,60}}{_ORGAN_END}(?:[（(][\u4e00-\u9fa5]{{2,10}}[)）])?\Z")
_ADDRESSEE = re.compile(
    r"[^。！？]{1,200}(?:委|局|厅|部|政府|单位|医院|中心|机构|院|会|处|室|办|所|站|公司|企业|学校|同志|部门|科|社|队|集团)(?:[（(][^)）]{0,20}[)）])?\s*:\Z"
)
_DATE_ONLY = re.compile(
    r"(?:(?:19|20)\d\d|[〇○零OoＯ一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十廿]{1,3}\s?日(?:\s?[（(][^)）]{0,20}[)）])?\Z"
)
_PRINTED = re.compile(r"印发|印制|抄送|附件|印发日期")
_PASSED = re.compile(r"[（(][^()（）]{8,60}会议(?:表决)?通过[)）]\Z")
"""What stands under the title of a decision: "(2007年6月29日第十届…常务委员会第二十八次会议通过)"."""
_ORDER_NUMBER = re.compile(r"\W*第\s?[\d一二三四五六七八九十百]{1,5}\s?号\W*\Z")
_RED_HEAD = re.compile(rf"(?P<organ>[\u4e00-\u9fa5]{{4,40}}?{_ORGAN_END})\s*文件\Z")
_TITLE = re.compile(r"(?P<organ>[\u4e00-\u9fa5、\s]{3,80}?)关于.{3,200}\Z")
_APPROVER = re.compile(r"签\s?发\s?人\s?:\s?(?P<name>[\u4e00-\u9fa5\s]{2,12})\Z")
_OFFICER = re.compile(
    r"(?:[\u4e00-\u9fa5]{0,14}?)(?:局\s*长|主\s*任|部\s*长|厅\s*长|市\s*长|省\s*长|县\s*长|区\s*长|署\s*长|总\s*理|主\s*席|委\s*员\s*长|院\s*长)\s*:?\s*"
    r"(?P<name>[\u4e00-\u9fa5]{2,4}|[\u4e00-\u9fa5]\s{1,4}[\u4e00-\u9fa5])\Z"
)


def read_chinese_paper(lines: Sequence[str], title: str | None = None) -> OfficialPaper | None:
    """Return what a Chinese paper says of itself, or None when the lines are none.

    A paper has its own number in the head and a body that is addressed, signed or dated; without a number it must be
    addressed at the head, or have a paper's title, and be signed and dated at the foot, or say which meeting passed
    it.  `title` is the page's headline, which is the paper's where its lines have none.
    """
    head = _cells(lines[:_HEAD_LINES])
    number = next(filter(None, map(_own_number, (*head, *_orders(head)))), None)
    addressed = any(cell.endswith(":") and _ADDRESSEE.match(cell) for cell in head)
    title = next(filter(None, map(_title, [*head, *_cells([title or ""])])), None)
    if not (number or addressed or title):
        return None  # news, mostly: what stands at the end need not be looked at
    foot = _cells(lines[-_FOOT_LINES:])
    dated_at, issued_on = _date_of(foot)
    issuers = _signature(foot, dated_at) if dated_at is not None else None
    is_order = number is not None and number.endswith("令") and issued_on is not None
    has_paper_form = is_order or addressed or bool(issuers) or (title is not None and issued_on is not None)
    if (number and has_paper_form) or ((addressed or title) and issuers and issued_on):
        return _assembled(head, foot, number, issuers, issued_on, title)
    passed_on = _day_of_passing(head) if title is not None else None
    if passed_on is None:
        return None
    paper = _assembled(head, foot, number, None, None, title)
    return replace(paper, issued_on=passed_on, provenance={**paper.provenance, "issued_on": "official:head"})


def _assembled(
    head: Sequence[str],
    foot: Sequence[str],
    number: str | None,
    issuers: str | None,
    issued_on: str | None,
    title: str | None,
) -> OfficialPaper:
    fields = PaperFields()
    fields.take("document_number", number, "head")
    fields.take("issued_on", issued_on, "foot")
    fields.take("issuer", issuers, "foot")
    fields.take("issuer", _issuer_of_head(head, title), "head")
    fields.take("document_type", document_type_of(title, "zh") if title else None, "title")
    fields.take("document_type", "令" if number and number.endswith("令") else None, "number")
    fields.take("subject", title, "title")
    fields.take("signer", _signer(head, foot), "foot")
    return fields.paper()


def _day_of_passing(head: Sequence[str]) -> str | None:
    """Return the day on which a meeting passed the decision, as stated under its title."""
    passed = next(filter(None, map(_PASSED.match, head)), None)
    found = find_date(passed[0], "zh") if passed else None
    return found.iso[:10] if found and found.precision == "day" else None


def _cells(lines: Sequence[str]) -> list[str]:
    text = "\n".join(cell[:_MAX_LENGTH] for line in lines for cell in line[: 8 * _MAX_LENGTH].split(" | "))
    return [cell for line in visible(text)[0].split("\n") if (cell := line.strip())]


def _orders(head: Sequence[str]) -> Iterator[str]:
    """Yield the name and the number of an order that stand on two lines: 某省人民政府令, 第85号."""
    for above, below in pairwise(head):
        if above.endswith("令") and _ORDER_NUMBER.match(below):
            yield above + below


def _own_number(cell: str) -> str | None:
    """Return the number of a line that is only a number, with at most its label or the approver beside it."""
    if len(cell) > 80 or not any(mark in cell for mark in "号號/"):
        return None
    return find_document_number(cell.split("签发人")[0].strip(), "zh")


def _title(cell: str) -> str | None:
    if len(cell) > 200 or "关于" not in cell or cell.endswith(("。", ":", "；", ";")):
        return None
    return " ".join(cell.split()) if document_type_of(cell, "zh") else None


def _date_of(foot: Sequence[str]) -> tuple[int | None, str | None]:
    """Return the last line that is, or ends with, the day of writing."""
    for at in range(len(foot) - 1, -1, -1):
        cell = foot[at]
        if len(cell) > 60 or _PRINTED.search(cell):
            continue
        match = _DATE_ONLY.search(cell)
        if match and (match.start() == 0 or _ORGAN.match(cell[: match.start()].strip())):
            found = find_date(match[0], "zh")
            if found and found.precision == "day":
                return at, found.iso
    return None, None


def _signature(foot: Sequence[str], dated_at: int) -> str | None:
    """Return the organs that sign, above the day of writing or on its line."""
    same_line = _DATE_ONLY.sub("", foot[dated_at]).strip()
    if same_line:
        return "".join(same_line.split()) if _ORGAN.match(same_line) else None
    organs: list[str] = []
    for cell in reversed(foot[max(0, dated_at - 6) : dated_at]):
        if not _ORGAN.match(cell) or len(cell) > 60 or _ADDRESSEE.match(cell):
            break
        organs.insert(0, " ".join("".join(part.split()) for part in re.split(r"\s{2,}", cell)))
    return " ".join(organs) or None


def _issuer_of_head(head: Sequence[str], title: str | None) -> str | None:
    for cell in head:
        match = _RED_HEAD.match(cell)
        if match:
            return match["organ"]
    match = _TITLE.match(title) if title else None
    organ = "".join(match["organ"].split()) if match else ""
    return organ if re.search(rf"{_ORGAN_END}\Z", organ) else None


def _signer(head: Sequence[str], foot: Sequence[str]) -> str | None:
    for cell in head:
        match = _APPROVER.search(cell)
        if match:
            return "".join(match["name"].split())
    for cell in foot:
        match = _OFFICER.match(cell) if len(cell) <= 30 else None
        if match:
            return "".join(match["name"].split())
    return None
