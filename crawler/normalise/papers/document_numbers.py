"""Numbers of official papers: 565/TB-SYT, 107/2003/QĐ-BTC, 35-CT/TW, 国卫办医发〔2022〕1号, 2020年第1号.

They are returned in one canonical spelling, whatever spaces, dashes, brackets or look-alike letters the page uses.
Sources: Nghị định 30/2020/NĐ-CP annex III for the Vietnamese abbreviations, GB/T 9704-2012 for the Chinese form.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from crawler.normalise.papers.number_grammar import PART, Kind, numbers_in
from crawler.normalise.text.widths import visible

_MAX_LINE_LENGTH = 1000
"""A number stands in a short line or title; beyond this only the beginning is looked at."""

_TYPES: Mapping[str, str] = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định", "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTR": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "SY": "Sao y",
    "TRS": "Trích sao", "SL": "Sao lục", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "KL": "Kết luận", "CV": "Công văn", "VBHN": "Văn bản hợp nhất", "PL": "Pháp lệnh", "GT": "Giấy giới thiệu",
    "CTHĐ": "Chương trình hành động", "TTHD": "Thông tri hướng dẫn", "L": "Lệnh",
}  # fmt: skip
"""Abbreviation in capitals → kind of paper."""
_NAMES = sorted({*_TYPES.values(), "Luật", "Hiến pháp", "Thư mời", "Thông tri"}, key=len, reverse=True)
_CHINESE_TYPES = (
    "决定书", "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "纪要", "复函", "办法", "规定", "条例", "方案", "细则", "函", "令",
)  # fmt: skip
"""The longest first: 复函 ends in 函, too."""
_OWN_KINDS: frozenset[Kind] = frozenset({"state", "party", "code", "notice", "order"})

# A letterhead that lost its line breaks runs straight on into what stood beside or below the number
_GLUED = re.compile(r"(?<=[^\s])(?=CỘNG\s+H[OÒ]|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập|V/v\s|Về\s+việc)")

_OWN_LABEL = re.compile(
    rf"(?:^|[|\s(\[-])(?:(?:Văn bản|VB|{'|'.join(_NAMES)})\s+)?"
    r"(?:Số|Số\s+(?:và\s+)?k[ýí]\s+hiệu|Số/k[ýí]\s+hiệu|Số\s+hiệu|Số\s+văn\s+bản|K[ýí]\s+hiệu|No\.?)(?:\s+văn\s+bản)?\s*[:.]?\s*\Z",
    re.IGNORECASE,
)
_OWN_PREFIX = re.compile(r"[\s\[(（【|*•-]*\Z")
_CHINESE_LABEL = re.compile(
    r"(?:发\s?文\s?字\s?号|文\s{0,6}号|发\s?文\s?文?\s?号|文\s?件\s?编?\s?号|字\s?号)[】\]]?\s*[:：]?\s*\Z"
)
_ORDERING = re.compile(r"(?!.*(?:根据|依据|依照|按照|见))[\u4e00-\u9fa5]{0,20}(?:政府|国务院|厅)")
"""Who gives an order, before its number: 某省人民政府令第85号."""
_CHINESE_TAIL = re.compile(r"[\s)）\]】.。;；]*\Z")


def canonical_document_number(text: str) -> str | None:
    """Return the first document number in the text, own or cited, in its canonical spelling, or None."""
    found = _first_number(_prepared(text))
    return found[0] if found else None


def find_document_number(text: str, language: str) -> str | None:
    """Return the number that a line or title states as its own document's, in canonical spelling, or None.

    Its own number opens the text, follows "Số:" or 发文字号, or closes a Chinese title; one that stands inside a
    sentence is cited.
    """
    line = _prepared(text)
    found = _first_number(line)
    if found is None:
        return None
    number, start, end = found
    own = _is_own_chinese(line, start, end) if _is_han(number) else _is_own_vietnamese(line, start)
    if language == "zh" and own is False and not _is_han(number):
        own = bool(_CHINESE_LABEL.search(line[:start]))
    return number if own else None


@lru_cache(maxsize=16_384)  # a text names the same numbers again and again
def document_number_key(text: str) -> str:
    """Fold a number, or what somebody typed for one, so that equal numbers have equal keys.

    Case, diacritics, brackets, dashes, spaces and the words "số", 年, 第, 号 make no difference: `565 / tb - syt`
    and `Số: 565/TB-SYT` give ``565-tb-syt``.
    """
    line = visible(text[:_MAX_LINE_LENGTH])[0].lower().replace("đ", "d").replace("ð", "d")
    plain = "".join(
        character for character in unicodedata.normalize("NFD", line) if unicodedata.category(character) != "Mn"
    )
    words = re.findall(r"\d+|[a-z]+|[\u4e00-\u9fa5]+", re.sub("[年第号號]|发文字号|文号", "-", plain))
    first_digits = next((at for at, word in enumerate(words) if word.isdigit()), 0)
    if first_digits and words[first_digits - 1] == "so":
        del words[:first_digits]
    return "-".join(str(int(word)) if word.isdigit() and len(word) < 10 else word for word in words)


def document_type_of(number_or_heading: str, language: str) -> str | None:
    """Return the kind of paper that a number's symbol or a heading names, such as "Thông báo" or 通知.

    A Vietnamese number without a type code is a letter, "Công văn".  None where neither names a kind.
    """
    line = _prepared(number_or_heading).strip(" :.*-")
    if language == "zh":
        return _chinese_type(line)
    found = _first_number(line)
    if found and found[1] == 0:
        return _type_of_number(found[0])
    return _type_of_heading(line)


def blank_number_symbol(text: str) -> str | None:
    """Return the symbol of a number left blank for the signing system ("Số:      /QĐ-BYT"), or None."""
    match = re.search(rf"(?:Số|SỐ)\s*:?[\s.…_]*/\s?({PART}(?:\s?-\s?{PART}){{0,4}})", _prepared(text))
    return re.sub(r"\s", "", match[1]) if match else None


def type_of_symbol(symbol: str) -> str | None:
    """Return the kind of paper that a symbol such as ``QĐ-BYT`` names; a symbol without a type code is a letter."""
    parts = re.split(r"[-/]", symbol)
    named = _TYPES.get(parts[0].upper())
    if named:
        return named
    return "Công văn" if len(parts) > 1 and len(parts[0]) > 1 else None


def _prepared(text: str) -> str:
    line = visible(text[:_MAX_LINE_LENGTH])[0]
    if "Ð" in line or "ð" in line:
        line = line.replace("Ð", "Đ").replace("ð", "đ")
    return _GLUED.sub(" ", line) if "/" in line or "-" in line else line


def _is_han(number: str) -> bool:
    return "号" in number


def _first_number(line: str) -> tuple[str, int, int] | None:
    """Return the canonical form and the span of the first number of any kind that a paper bears itself."""
    for found in numbers_in(line):
        if found.kind in _OWN_KINDS:
            return found.number.replace("號", "号"), found.start, found.end
    return None


def _is_own_vietnamese(line: str, start: int) -> bool:
    before = line[:start]
    if _OWN_PREFIX.match(before):
        return True
    label = _OWN_LABEL.search(before)
    # what stands before the label may only be a letterhead, which is in capitals
    return label is not None and before[: label.start()] == before[: label.start()].upper()


def _is_own_chinese(line: str, start: int, end: int) -> bool:
    before, after = line[:start], line[end:]
    if before.count("《") > before.count("》"):
        return False
    if _CHINESE_LABEL.search(before):
        return True
    if not _CHINESE_TAIL.match(after):
        return False
    if (
        _OWN_PREFIX.match(before)
        or _ORDERING.fullmatch(before.strip())
        or before.rstrip().endswith(("公告", "通告", "令", "委员会", "局", "部", "文件"))
    ):
        return True
    # 关于…的通知（国卫办医发〔2022〕1号）: the title gives the number of its own paper at the end
    title = before.rstrip(" (（[【")
    return len(title) < len(before) and _chinese_type(title) is not None


def _type_of_number(number: str) -> str | None:
    found = numbers_in(number)
    if not found or found[0].number != number:
        return None
    if found[0].kind == "party":
        return _TYPES.get(number.split("-", 1)[1].split("/")[0].upper())
    symbol = re.sub(r"\A\d+[a-zA-Z]?/(?:\d{4}/)?", "", number)
    return type_of_symbol(symbol) if found[0].kind == "state" else None


def _type_of_heading(line: str) -> str | None:
    """Return the type that opens a heading: alone, in capitals, or followed by what makes it a type."""
    lowered = line.lower()
    for name in _NAMES:
        if not lowered.startswith(name.lower()):
            continue
        rest = line[len(name) :]
        in_capitals = line[: len(name)].isupper() and not rest[:1].isalpha()
        if not rest.strip(" :.") or in_capitals or re.match(r"\s+(?:số|về|v/v|của|liên tịch)\b", rest, re.IGNORECASE):
            return name
    return None


def _chinese_type(line: str) -> str | None:
    """Return the type that closes a Chinese title, a bracket behind it left out."""
    title = re.sub(r"\s*[(（〔【].{0,40}[)）〕】]\s*\Z", "", line.strip()).rstrip(" 》”。:：")
    if title.endswith("号令"):
        return "令"
    return next((name for name in _CHINESE_TYPES if title.endswith(name)), None)
