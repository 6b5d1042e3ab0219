"""Official papers: head and foot of a Vietnamese or Chinese document, read from the lines of a text.

Vietnamese papers follow Nghị định 30/2020/NĐ-CP (letterhead, number, place and date, type, subject, "Nơi nhận",
authority and signer), Chinese ones GB/T 9704-2012 (发文字号, 标题, 主送机关, 署名, 成文日期).
The reader is conservative: an article that cites a paper is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from crawler.document_fields import IN_TABLE
from crawler.normalise.dates.find import find_date
from crawler.normalise.papers.chinese_papers import read_chinese_paper
from crawler.normalise.papers.document_numbers import canonical_document_number, document_type_of
from crawler.normalise.papers.official_paper import OfficialPaper
from crawler.normalise.papers.vietnamese_papers import read_vietnamese_paper
from crawler.normalise.text.widths import visible

__all__ = ["OfficialPaper", "disclosure_words", "read_disclosure", "read_official_paper"]


def read_official_paper(lines: Sequence[str], language: str, title: str | None = None) -> OfficialPaper | None:
    """Return what the paper says of itself, or None when the lines are no official paper.

    `lines` are the text's blocks in order, table cells of one row divided by " | "; `title` is the page's headline.
    """
    return read_chinese_paper(lines, title) if language == "zh" else read_vietnamese_paper(lines)


_LABELS: Mapping[str, str] = {
    label: name
    for name, labels in {
        "document_number": (
            "发文字号; 文号; 文件编号; 发文文号; 文件文号; 公文文号; 文件字号; 公文字号; 字号; 公文编号; "
            "发文号; 发文编号; 文件号; "
            "số ký hiệu; số kí hiệu; số hiệu; số hiệu văn bản; "
            "số vb; số hiệu vb; số công văn; số quyết định; ký hiệu văn bản; số hiệu/ký hiệu; "
            "số - ký hiệu; số & ký hiệu; "
            "số văn bản; số/ký hiệu; số/kí hiệu; ký hiệu; số ký hiệu văn bản; số, ký hiệu; số, kí hiệu; số và ký hiệu"
        ),
        "issuer": (
            "发文机关; 发布机构; 发文单位; 制发机关; 发文机构; 公开机构; 发布单位; 制发单位; 发布机关; "
            "印发单位; 印发机关; 制发机构; 制定机关; 颁布单位; 颁布机关; "
            "cơ quan ban hành; "
            "đơn vị ban hành; nơi ban hành; cq ban hành; cơ quan bh; cơ quan ban hành văn bản; cơ quan/đơn vị ban hành"
        ),
        "issued_on": (
            "成文日期; 生成日期; 成文时间; 发文日期; 制文日期; 印发日期; 发文时间; ngày ban hành; "
            "ngày ký; ngày văn bản; ngày bh; ngày ban hành vb; ban hành; "
            "颁布日期; 颁布时间; 签发日期; 印发时间; "
            "thời gian ban hành; ngày ban hành văn bản"
        ),
        "published_on": (
            "发布日期; 发布时间; 公开日期; 公开时间; 公布日期; ngày đăng; ngày đăng tải; ngày xuất bản; ngày công bố"
        ),
        "document_type": (
            "文种; 公文种类; 公文文种; 文件类型; 文件种类; loại văn bản; thể loại; hình thức văn bản; loại vb; "
            "thể loại văn bản; loại; hình thức"
        ),
        "index_number": "索引号; 信息索引号; 索引编号; 信息索引; 索引码",
        "signer": "签发人; người ký; người ký duyệt; người kí; người ký văn bản",
        "subject": (
            "标题; 名称; 信息名称; 文件名称; 文件标题; trích yếu; trích yếu nội dung; về việc; tên văn bản; "
            "trích yếu văn bản; nội dung trích yếu"
        ),
        "validity": (
            "有效性; 时效性; 信息有效性; 效力; 效力状态; 文件状态; 是否有效; 施行日期; 实施日期; "
            "生效日期; 失效日期; 废止日期; "
            "ngày có hiệu lực; ngày hiệu lực; ngày bắt đầu hiệu lực; ngày hết hiệu lực; trạng thái; "
            "tình trạng hiệu lực; trạng thái hiệu lực; hiệu lực; hiệu lực văn bản"
        ),
        "other": (
            "主题分类; 主题词; 关键词; 信息类别; 信息分类; 体裁分类; 组配分类; 服务对象分类; 公开形式; 公开方式; "
            "公开范围; 公开责任部门; 责任部门; lĩnh vực"
        ),
    }.items()
    for label in labels.split("; ")
}
_EMPTY = frozenset({"", "无", "無", "-", "--", "/", "//", "...", "…", "không", "không có", "null", "n/a", "暂无"})
_MAX_VALUE_LENGTH = 400
_INDEX_NUMBER = re.compile(r"(?P<number>[A-Za-z\d][\w./()\[\]〔〕-]{3,59})(?:\s+[\u4e00-\u9fff【].*)?", re.ASCII)
"""One word; behind it, in the same line, the label of the next field may follow."""


def read_disclosure(pairs: Iterable[tuple[str, str]], language: str) -> OfficialPaper | None:
    """Return what the label/value pairs of a disclosure table say, or None when no label is known.

    Labels may carry spaces, brackets and colons (索 引 号：, "Số ký hiệu:"); an empty value, 无 or "-" says nothing.
    """
    found: dict[str, str] = {}
    known = 0
    for label, value in pairs:
        field = disclosure_field(label, language)
        if field is None:
            continue
        known += 1
        meaning = _meaning(field, value, language)
        if meaning and field not in found and field not in ("other", *IN_TABLE):
            found[field] = meaning
    if not known:
        return None
    if "document_type" not in found and "document_number" in found:
        kind = document_type_of(found["document_number"], language)
        if kind:
            found["document_type"] = kind
    return OfficialPaper(**found, provenance=dict.fromkeys(found, "official:disclosure"))


def disclosure_words(pairs: Iterable[tuple[str, str]], language: str) -> Mapping[str, str]:
    """Return `OfficialPaper` field → the table's own words, of those fields that say something.

    ``validity`` is what the table says of the paper's force: "label: value; label: value".
    """
    found: dict[str, str] = {}
    validity: dict[str, None] = {}
    for label, value in pairs:
        field = disclosure_field(label, language)
        if field is None or not _meaning(field, value, language):
            continue
        if field == "validity":
            validity[f"{label.strip(' :：')}: {' '.join(value.split())}"] = None
        elif field not in found:
            found[field] = value.strip()
    return found | ({"validity": "; ".join(validity)} if validity else {})


def disclosure_field(label: str, language: str) -> str | None:
    """Return the `OfficialPaper` field that a table's label names, ``other`` for a label that only shows what table it
    is, or None.
    """
    if len(label) > 60:
        return None
    text = visible(label)[0].strip(" \t\r\n:;*【】[]()（）<>〔〕·").lower().replace("–", "-")
    text = "".join(text.split()) if language == "zh" else " ".join(text.split())
    return _LABELS.get(text)


def _meaning(field: str, value: str, language: str) -> str | None:
    text = " ".join(visible(value[:_MAX_VALUE_LENGTH])[0].split()).strip(" :;|")
    if text.lower() in _EMPTY:
        return None
    if field == "document_number":
        return canonical_document_number(text) or (text if len(text) <= 40 and any(map(str.isdigit, text)) else None)
    if field == "index_number":
        match = _INDEX_NUMBER.fullmatch(text)
        return match["number"] if match and any(map(str.isdigit, match["number"])) else None
    if field in ("issued_on", "published_on"):
        date = find_date(text, language)
        return date.iso if date else None
    if field == "document_type":
        return document_type_of(text, language) or (text if len(text) <= 30 else None)
    return text
