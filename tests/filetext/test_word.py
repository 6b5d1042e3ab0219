"""Word files: what a person would read on the page."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from tests.filetext.build import RELATIONS, STRICT_W, TYPE, W, make_docx, make_zip, paragraph
from tests.filetext.read import read, text

TCVN3_FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
CAPITAL_FONT = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
BOX = "<w:txbxContent>{}</w:txbxContent>"


def listed(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


NESTED = f"<w:tbl>{row(paragraph('sáng'), paragraph('chiều'))}</w:tbl>"

BODIES = {
    "hyphens": (
        "<w:p><w:r><w:t>Số: 41</w:t><w:noBreakHyphen/><w:t>KH/TTYT</w:t><w:softHyphen/></w:r></w:p>",
        "Số: 41-KH/TTYT",
    ),
    "breaks and tabs": (
        "<w:p><w:r><w:t>Dòng</w:t><w:br/><w:t>dưới</w:t><w:tab/><w:t>cột</w:t></w:r></w:p>",
        "Dòng\ndưới cột",
    ),
    "insertion and deletion": (
        "<w:p><w:r><w:t>Hạn </w:t></w:r><w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>",
        "Hạn mới",
    ),
    "a paragraph whose end is deleted": (
        paragraph("Trạm y tế ", "<w:rPr><w:del/></w:rPr>") + paragraph("xã Ví Dụ"),
        "Trạm y tế xã Ví Dụ",
    ),
    "a move": (
        "<w:p><w:moveTo><w:r><w:t>Sau</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>Sau</w:t></w:r></w:moveFrom></w:p>",
        "Sau",
    ),
    "a content control around cells": (
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{paragraph('Xã')}</w:tc></w:sdtContent></w:sdt>"
        f"<w:tc>{paragraph('Số trẻ')}</w:tc></w:tr></w:tbl>",
        "Xã | Số trẻ",
    ),
    "a table in a cell": (
        f"<w:tbl>{row(paragraph('Ca') + NESTED, paragraph('Phòng'))}</w:tbl>",
        "Ca sáng | chiều | Phòng",
    ),
    "a frame of one cell": (f"<w:tbl>{row(paragraph('Một') + paragraph('Hai'))}</w:tbl>", "Một\nHai"),
    "a text box in two forms": (
        "<w:p><w:r><w:t>Kính gửi</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{BOX.format(paragraph('KHẨN'))}</mc:Choice>"
        f"<mc:Fallback>{BOX.format(paragraph('KHẨN'))}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "Kính gửi\nKHẨN",
    ),
    "ruby": (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>疫</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r><w:r><w:t>苗</w:t></w:r></w:p>",
        "疫苗",
    ),
    "a field": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Phụ lục 2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "Phụ lục 2",
    ),
    "a page number": (
        '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:t>Hết</w:t></w:r></w:p>',
        "Hết",
    ),
    "hidden words": (paragraph("Ẩn", run="<w:vanish/>") + paragraph("Hiện", run='<w:vanish w:val="0"/>'), "Hiện"),
    "a legacy font": (paragraph("Tr¹m y tÕ x·", run=TCVN3_FONT), "Trạm y tế xã"),
    "a soft hyphen that is a letter of a legacy font": (
        f"<w:p><w:r><w:rPr>{TCVN3_FONT}</w:rPr><w:t>ng</w:t><w:softHyphen/><w:t>êi d©n</w:t></w:r></w:p>",
        "người dân",
    ),
    "a legacy font of capitals": (paragraph("kÕ ho¹ch", run=CAPITAL_FONT), "KẾ HOẠCH"),
    "a letter and its mark in two runs": (
        "<w:p>"
        + "".join(
            f'<w:r><w:rPr><w:rFonts w:hAnsi="VNI-Times"/></w:rPr><w:t>{part}</w:t></w:r>' for part in ("be", "änh")
        )
        + "</w:p>",
        "bệnh",
    ),
    "a legacy font named for Unicode text": (paragraph("Trạm y tế", run=TCVN3_FONT), "Trạm y tế"),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_the_text_of_a_word_file(body: str, expected: str) -> None:
    assert text(make_docx(body)) == expected


def level(place: int, form: str, shown: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/>{more}'
        "</w:lvl>"
    )


def numbering(levels: str, numbers: str = "") -> str:
    own = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{own}{numbers}</w:numbering>'


NUMBERED = {
    "articles and points": (
        level(0, "decimal", "Điều %1.") + level(1, "lowerLetter", "%2)"),
        [(0, "A"), (1, "B"), (1, "C"), (0, "D"), (1, "E")],
        "Điều 1. A\na) B\nb) C\nĐiều 2. D\na) E",
    ),
    "chinese": (
        level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')
        + level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
        [(0, "甲")] * 11 + [(1, "乙")],
        "\n".join(f"{number}、甲" for number in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"])
        + "\n（一）乙",
    ),
    "levels in one number": (
        level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        [(0, "A"), (1, "B"), (1, "C")],
        "I A\n1.1 B\n1.2 C",
    ),
    "a level that goes on": (
        level(0, "decimal", "%1.") + level(1, "decimal", "Khoản %2", '<w:lvlRestart w:val="0"/>'),
        [(0, "A"), (1, "B"), (0, "C"), (1, "D")],
        "1. A\nKhoản 1 B\n2. C\nKhoản 2 D",
    ),
    "a deeper level first": (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2."), [(1, "A")], "1.1. A"),
    "bullets": (level(0, "bullet", "\uf0b7"), [(0, "A")], "• A"),
    "no number": (level(0, "none", ""), [(0, "A")], "A"),
}


@pytest.mark.parametrize(("levels", "paragraphs", "expected"), NUMBERED.values(), ids=NUMBERED.keys())
def test_numbers_that_nobody_typed(levels: str, paragraphs: list[tuple[int, str]], expected: str) -> None:
    body = "".join(paragraph(words, listed(place)) for place, words in paragraphs)
    assert text(make_docx(body, numbering=numbering(levels))) == expected


def test_a_list_may_start_anew_and_a_style_may_number() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    body = paragraph("A", '<w:pStyle w:val="Dieu"/>') + paragraph("B", listed(0, 2)) + paragraph("C", listed(0, 0))
    made = make_docx(body, numbering=numbering(level(0, "decimal", "Điều %1."), again), styles=styles)
    assert text(made) == "Điều 1. A\nĐiều 5. B\nC"


def test_fonts_are_inherited() -> None:
    styles = (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{TCVN3_FONT}</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="D"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="D"><w:rPr><w:rFonts w:hAnsi="Times New Roman"/></w:rPr></w:style>'
        "</w:styles>"
    )
    body = paragraph("Së Y tÕ") + paragraph("Hôtel", '<w:pStyle w:val="T"/>')
    assert text(make_docx(body, styles=styles)) == "Sở Y tế\nHôtel"


def test_headers_notes_and_footers_are_read_once() -> None:
    made = make_docx(
        paragraph("Thân bài"),
        header1=f"<w:hdr {W}>{paragraph('Số: 9/KH')}</w:hdr>",
        header2=f"<w:hdr {W}>{paragraph('Số: 9/KH')}</w:hdr>",
        footnotes=f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("gạch")}</w:footnote>'
        f"<w:footnote>{paragraph('Ghi chú')}</w:footnote></w:footnotes>",
        footer1=f"<w:ftr {W}>{paragraph('Cuối trang')}</w:ftr>",
    )
    assert text(made) == "Số: 9/KH\nThân bài\nGhi chú\nCuối trang"


def test_the_strict_form() -> None:
    assert text(make_docx(paragraph("Giấy mời"), namespace=STRICT_W)) == "Giấy mời"


def test_only_the_relationships_tell_the_main_part() -> None:
    document = f"<w:document {W}><w:body>{paragraph('Phương án')}</w:body></w:document>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types><Override ContentType="{kind}"/></Types>'
    relation = f'<Relationship Id="a" Type="{TYPE}/officeDocument" Target="/than/a.xml"/>'
    told = f"<Relationships {RELATIONS}>{relation}</Relationships>"
    assert text(make_zip({"[Content_Types].xml": types, "_rels/.rels": told, "than/a.xml": document})) == "Phương án"


def test_xml_of_2003() -> None:
    ns = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    body = f"<?xml version='1.0'?><w:wordDocument {ns}><w:body>{paragraph('Công văn')}</w:body></w:wordDocument>"
    assert text(body.encode()) == "Công văn"


def test_a_page_scanned_into_word_has_no_text() -> None:
    found = read(make_docx("<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert (found.status, found.text) == ("none", None)
    assert str(found.note).startswith("no_text_layer: ")


def test_folders_with_backslashes() -> None:
    with ZipFile(BytesIO(make_docx(paragraph("Trạm y tế xã Ví Dụ")))) as whole:
        parts = {name.replace("/", "\\"): whole.read(name) for name in whole.namelist()}
    body = BytesIO()
    with ZipFile(body, "w") as package:
        for name, content in parts.items():
            entry = ZipInfo("part")
            entry.filename = name
            package.writestr(entry, content)
    assert text(body.getvalue()) == "Trạm y tế xã Ví Dụ"
