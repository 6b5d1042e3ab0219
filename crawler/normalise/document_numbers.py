"""Numbers of official papers: 565/TB-SYT, 107/2003/QĐ-BTC, 35-CT/TW, 国卫办医发〔2022〕1号, 2020年第1号.

They are returned in one canonical spelling, whatever spaces, dashes, brackets or look-alike letters the page uses.
"""

import re
from collections.abc import Mapping

from crawler.normalise.widths import visible

_TYPES: Mapping[str, str] = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "SY": "Sao y",
    "TrS": "Trích sao", "SL": "Sao lục", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "KL": "Kết luận", "CV": "Công văn", "VBHN": "Văn bản hợp nhất", "L": "Luật", "PL": "Pháp lệnh",
    "KTr": "Kiểm tra", "GT": "Giấy giới thiệu", "CTHĐ": "Chương trình hành động",
}  # fmt: skip
_CAPITAL = "A-ZĐƯƠÂÊÔĂÀ-Ý"

_STATE = re.compile(
    rf"(?<![\w/.-])(?P<so>\d{{1,5}}[a-zA-Z]?)\s?/\s?(?:(?P<nam>(?:19|20)\d\d)\s?/\s?)?"
    rf"(?P<kh>[{_CAPITAL}][\w&]*(?:\s?[-–/]\s?[{_CAPITAL}][\w&.]*)*)"
)
_PARTY = re.compile(
    rf"(?<![\w/.-])(?P<so>\d{{1,5}})\s?[-–]\s?(?P<loai>[{_CAPITAL}][A-Za-zĐđ]{{1,4}})\s?/\s?(?P<cq>[{_CAPITAL}]{{2,8}}\d*(?:-[{_CAPITAL}]{{2,}})?)"
)
_CHINESE = re.compile(
    r"(?P<org>[\u4e00-\u9fa5]{2,14})\s?[〔\[(【［﹝]\s?(?P<y>(?:19|20)\d\d)\s?年?\s?[〕\])】］﹞]\s?第?\s?(?P<n>\d{1,5})\s?[号號]"
)
_CHINESE_NOTICE = re.compile(r"(?P<y>(?:19|20)\d\d)\s?年\s?第\s?(?P<n>\d{1,4})\s?[号號]|第\s?(?P<o>\d{1,4})\s?[号號]令")
_LEADING_WORDS = re.compile(r".*(?:根据|按照|依据|转发|现将|印发|关于|文号|字号|编号)")


def canonical_document_number(text: str) -> str | None:
    """Return the first document number in the text in its canonical spelling, or None."""
    line = visible(text)[0].replace("Ð", "Đ").replace("ð", "đ")
    match = _PARTY.search(line)
    if match:
        return f"{match['so']}-{match['loai']}/{match['cq']}"
    match = _STATE.search(line)
    if match:
        symbol = re.sub(r"\s?[-–]\s?", "-", match["kh"])
        return "/".join(filter(None, (match["so"], match["nam"], symbol)))
    match = _CHINESE.search(line)
    if match:
        return f"{_LEADING_WORDS.sub('', match['org'])}〔{match['y']}〕{int(match['n'])}号"
    match = _CHINESE_NOTICE.search(line)
    if match:
        return f"{match['y']}年第{int(match['n'])}号" if match["y"] else f"第{int(match['o'])}号令"
    return None


def find_document_number(text: str, language: str) -> str | None:
    """Return the number that a line states as a document's own, in canonical spelling, or None."""
    return canonical_document_number(text)


def document_number_key(text: str) -> str:
    """Fold a number, or what somebody typed for one, so that equal numbers have equal keys."""
    line = visible(text)[0].lower().replace("đ", "d").replace("ð", "d").replace("號", "号")
    return re.sub(r"[^0-9a-zà-ỹ\u4e00-\u9fa5]+", "", line)


def document_type_of(number_or_heading: str, language: str) -> str | None:
    """Return the kind of paper that a number's symbol or a heading names, such as "Thông báo" or 通知."""
    if language == "zh":
        match = re.search(r"通知|公告|通告|通报|决定|意见|批复|函|令|纪要|报告|请示|公报|决议|议案", number_or_heading)
        return match[0] if match else None
    symbol = re.search(r"[/-]([A-ZĐ][A-Za-zĐđ]*)[-/]", number_or_heading)
    if symbol and symbol[1] in _TYPES:
        return _TYPES[symbol[1]]
    heading = number_or_heading.strip().lower()
    return next((name for name in _TYPES.values() if heading == name.lower()), None)
